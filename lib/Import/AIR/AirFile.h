//===- AirFile.h - The bytes of an .air file --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_AIRFILE_H
#define MS_LIB_IMPORT_AIR_AIRFILE_H

#include "lib/Import/AIR/ge_ir.pb.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace ms::air {

/// The messages of a file that has exactly one graph. The number of messages is
/// bounded before any is made; what the graph means is not looked at. Errors
/// are texts without a code.
llvm::Expected<std::unique_ptr<ge_ir::ModelDef>>
parseModel(llvm::StringRef bytes);

} // namespace ms::air

#endif // MS_LIB_IMPORT_AIR_AIRFILE_H
