//===- Convert.h - From one of MindSpore's formats to the other -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_GRAPHMETA_CONVERT_H
#define MS_LIB_IMPORT_GRAPHMETA_CONVERT_H

#include "lib/Import/GraphMeta/anf_ir.pb.h"
#include "lib/Import/MindIR/mind_ir.pb.h"

#include "llvm/Support/Error.h"

#include <memory>

namespace ms {

/// The graph in the messages of a .mindir file, without values of parameters,
/// and of those constants that have none. Errors are texts.
llvm::Expected<std::unique_ptr<mind_ir::ModelProto>>
convertGraphMeta(const anf_ir::ModelProto &model);

} // namespace ms

#endif // MS_LIB_IMPORT_GRAPHMETA_CONVERT_H
