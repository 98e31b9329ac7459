//===- LoadNetwork.h - A network from a file or the zoo ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what NET means on a command line: a file of the dialect (text or
// bytecode), one of MindSpore or ONNX, or `zoo:NAME[:OPTIONS]`. Owns what a
// module needs to live: its context and the sources that diagnostics point
// into.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_LOADNETWORK_H
#define MS_LIB_DRIVER_LOADNETWORK_H

#include "lib/Driver/Report.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <memory>

namespace llvm {
class SourceMgr;
} // namespace llvm
namespace mlir {
class ScopedDiagnosticHandler;
class SourceMgrDiagnosticHandler;
} // namespace mlir

namespace ms {

struct InputShape;

/// Of the option that gives shapes of inputs.
inline constexpr char kInputShapeHelp[] =
    "static shape of an input; may be given for each of them";

/// Whether a module is a whole step of training, and no network to be trained.
bool isWholeStep(mlir::ModuleOp module);

class Network {
public:
  /// Reads `name`; a module with neither @forward nor @train_step is an error.
  /// With one thread, passes start none. `shapes` are static shapes of inputs,
  /// "NAME=2,3,32,32" each; those of the other values follow. Null after an
  /// error.
  static std::unique_ptr<Network> load(llvm::StringRef name, int64_t threads,
                                       llvm::ArrayRef<std::string> shapes = {});
  /// The same from text that this program holds.
  static std::unique_ptr<Network> parse(llvm::StringRef text, int64_t threads);
  ~Network();

  mlir::ModuleOp getModule() { return *module; }

private:
  Network(llvm::StringRef name, int64_t threads);
  static std::unique_ptr<Network> read(llvm::StringRef name, int64_t threads,
                                       llvm::ArrayRef<InputShape> shapes);
  bool parseSources();

  std::string name;
  /// While bytecode is read: places in it mean nothing to anybody, and one bad
  /// byte can be several errors for the reader.
  bool readingBytecode = false;
  bool hasError = false;
  mlir::MLIRContext context;
  std::unique_ptr<llvm::SourceMgr> sources;
  std::unique_ptr<mlir::SourceMgrDiagnosticHandler> handler;
  /// Of diagnostics that have no place in a file.
  std::unique_ptr<mlir::ScopedDiagnosticHandler> namingHandler;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

} // namespace ms

#endif // MS_LIB_DRIVER_LOADNETWORK_H
