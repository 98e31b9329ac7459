//===- Versions.h - Versions of ONNX operators ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A model names the version of the set of operators. Each operator has versions
// of its own: those sets in which it changed. This is the one table of them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_VERSIONS_H
#define MS_LIB_IMPORT_ONNX_VERSIONS_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace ms::fromonnx {

/// Sets of operators that are read.
inline constexpr int64_t kOldestOpset = 7, kNewestOpset = 28;
/// The first version of the file's layout that names its set of operators.
inline constexpr int64_t kOldestIR = 3;

/// The version of an operator in a set: the last one that is not newer. 0 where
/// the set does not have it, or the table does not know it.
int64_t versionOf(llvm::StringRef op, int64_t opset);

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_VERSIONS_H
