//===- OpRules.h - Which rooms know an op -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The rules for ops that rooms beside the compiler's passes have: evaluator,
// importers, exporters. Gradients and lowerings are asked of the passes.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_OPRULES_H
#define MS_LIB_DRIVER_OPRULES_H

#include "passes/AutoDiff/OpGaps.h"

namespace ms {

/// Every rule set that this build has. A new importer or exporter adds its own
/// here, and --report lists what it does not know.
llvm::SmallVector<OpRules> getOpRules();

/// The gaps of all functions of a network that is not compiled yet. Gradients
/// are asked for between the trainable parameters and the first result of
/// @forward, which the loss reads.
llvm::SmallVector<OpGap> findNetworkGaps(mlir::ModuleOp module);

/// Whether a gap keeps the network from being compiled, or trained.
bool isBlocking(const OpGap &gap, bool train);

} // namespace ms

#endif // MS_LIB_DRIVER_OPRULES_H
