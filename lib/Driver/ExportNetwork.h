//===- ExportNetwork.h - A network for other tools --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what is exported: the inference graph, with values in all its
// parameters. How it is written is the exporters'.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_EXPORTNETWORK_H
#define MS_LIB_DRIVER_EXPORTNETWORK_H

#include "lib/Driver/OutputFormats.h"

#include "msrt/Types.h"

#include "mlir/IR/BuiltinOps.h"

#include <string>
#include <vector>

namespace ms {

class DecryptionOptions;
struct CompileOptions;

/// A tensor for the parameter of this name.
struct ParameterValue {
  std::string name;
  msrt::TensorRef value;
};

/// Makes the values of a checkpoint those that the network's parameters start
/// from. A parameter without an entry is an error; what the optimizer keeps is
/// left out.
llvm::LogicalResult setValues(mlir::ModuleOp module,
                              const std::string &checkpoint,
                              const DecryptionOptions &decryption);
/// The same from memory; parameters that are not named keep their values.
void setValues(mlir::ModuleOp module, llvm::ArrayRef<ParameterValue> values);
/// Makes what a checkpoint has of the optimizer what a step starts from, where
/// it has all of it.
llvm::LogicalResult setOptimizerState(mlir::ModuleOp module,
                                      const std::string &checkpoint,
                                      const DecryptionOptions &decryption);

/// Writes the values of all parameters as a checkpoint, in their order.
llvm::LogicalResult writeParameters(mlir::ModuleOp module,
                                    const std::string &path);

/// Leaves the network as it infers: @forward without what only training needs,
/// parameters with their values as data. An error is a diagnostic.
bool makeInferenceGraph(mlir::ModuleOp module);
/// Leaves a network as the step that trains it: @train_step alone.
bool makeTrainingStep(mlir::ModuleOp module, const CompileOptions &options);

/// The network as it infers, in a format for other tools; the module is
/// changed. With `verify` what is to be written is read again, and must compute
/// what the module does. An error is a diagnostic.
std::optional<ExportedModel> encodeNetwork(mlir::ModuleOp module,
                                           const OutputFormat &format,
                                           const WriteOptions &options);

/// What keeps a network from being written in a format as it infers, or as the
/// step that it is: "mindir.lgamma in 'c'"; "" where it can be. Values of
/// parameters are not asked for, and the module stays as it is.
std::string findExportGaps(mlir::ModuleOp module, const OutputFormat &format);

} // namespace ms

#endif // MS_LIB_DRIVER_EXPORTNETWORK_H
