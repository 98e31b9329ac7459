//===- NodeReader.h - One operator of a file --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an importer of an operator sees: its inputs and attributes by the names
// of its prototype, and a place to emit ops.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_NODEREADER_H
#define MS_LIB_IMPORT_AIR_NODEREADER_H

#include "lib/Import/AIR/Prototypes.h"
#include "lib/Import/AIR/ge_ir.pb.h"
#include "lib/Import/OpEmitter.h"

#include "llvm/ADT/StringMap.h"

namespace ms::air {

class GraphImporter;

class NodeReader : public OpEmitter {
public:
  NodeReader(GraphImporter &graph, NetworkBuilder &builder,
             const ge_ir::OpDef &op, const Prototype &prototype);

  /// Finds out which input is which; false after an error.
  bool readSlots();
  llvm::StringRef getType() const { return op.type(); }

  //===--------------------------------------------------------------------===//
  // Inputs, by slot
  //===--------------------------------------------------------------------===//

  /// The name of input `k` in the prototype.
  llvm::StringRef slotName(unsigned k) const {
    return prototype.inputs[k].name;
  }
  bool has(llvm::StringRef slot) const { return inputs.count(slot); }
  mlir::Value tensor(llvm::StringRef slot);
  /// All that are connected, in order.
  llvm::SmallVector<mlir::Value> tensors();
  /// The elements of a constant.
  mlir::DenseElementsAttr literal(llvm::StringRef slot);
  Ints ints(llvm::StringRef slot);
  int64_t integer(llvm::StringRef slot);
  double real(llvm::StringRef slot);
  /// Fails where the slot is connected.
  void expectNone(llvm::StringRef slot);

  //===--------------------------------------------------------------------===//
  // Attributes; without a default in the prototype they must be there
  //===--------------------------------------------------------------------===//

  int64_t intAttr(llvm::StringRef name);
  double realAttr(llvm::StringRef name);
  bool boolAttr(llvm::StringRef name);
  std::string textAttr(llvm::StringRef name);
  Ints intsAttr(llvm::StringRef name);
  /// Height and width of a list that begins with those of batch and channels.
  Ints lastTwo(llvm::StringRef name);
  /// By its number in attributes.
  mlir::Type typeAttr(llvm::StringRef name);
  /// Fails unless the attribute has this meaning, the one of the dialect's op.
  void expectText(llvm::StringRef name, llvm::StringRef value);
  void expectBool(llvm::StringRef name, bool value);
  void expectReal(llvm::StringRef name, double value);
  void expectInt(llvm::StringRef name, int64_t value);

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  unsigned numOutputs() const {
    return static_cast<unsigned>(op.output_desc_size());
  }
  void result(mlir::Value value) { result(0, value); }
  void result(unsigned k, mlir::Value value);
  void results(mlir::Operation *emitted);
  mlir::Value getResult(unsigned k) const {
    return k < given.size() ? given[k] : mlir::Value();
  }

private:
  void report(const llvm::Twine &text) override;
  const ge_ir::AttrDef *attribute(llvm::StringRef name,
                                  ge_ir::AttrDef::ValueCase kind,
                                  const char *what);
  llvm::StringRef defaultOf(llvm::StringRef name);

  GraphImporter &graph;
  const ge_ir::OpDef &op;
  const Prototype &prototype;
  /// Of slots that are connected: what to.
  llvm::StringMap<std::string> inputs;
  std::vector<std::string> inOrder;
  std::vector<mlir::Value> given;
};

} // namespace ms::air

#endif // MS_LIB_IMPORT_AIR_NODEREADER_H
