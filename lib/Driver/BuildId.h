//===- BuildId.h - Which build of the compiler runs -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_BUILDID_H
#define MS_LIB_DRIVER_BUILDID_H

#include <string>

namespace ms {

/// A text that differs between any two builds of this compiler, of MLIR and of
/// LLVM: their versions, and the build ID that the linker wrote into the
/// program or library, or the file's size and times where there is none. Empty
/// where a file cannot be told.
const std::string &compilerIdentity();

} // namespace ms

#endif // MS_LIB_DRIVER_BUILDID_H
