//===- OpWriter.h - One op that is exported, in any format ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the exporters of an op see in all formats: types, known values, and the
// table that says which function writes which op. Operands as the format names
// them, and how nodes are written, are the formats' own.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_SUPPORT_OPWRITER_H
#define MS_LIB_EXPORT_SUPPORT_OPWRITER_H

#include "lib/Export/Support/NetworkExporter.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/StringMap.h"

namespace ms {

class OpWriter {
public:
  template <typename OpT> OpT as() { return llvm::cast<OpT>(op); }
  /// The primitive, operator or type of node that the table has beside the
  /// function that is called.
  llvm::StringRef getNodeType() const { return nodeType; }
  /// "its padding is not zero": why the op cannot be written. It is reported
  /// once per reason, with all other ops that cannot be written; exporters may
  /// go on after it.
  void fail(const llvm::Twine &why) { exporter.fail(op, why); }

  mlir::RankedTensorType operandType(unsigned k) const;
  mlir::RankedTensorType resultType(unsigned k = 0) const;
  llvm::SmallVector<mlir::RankedTensorType> resultTypes() const;
  bool isUsed(unsigned result) const;

protected:
  OpWriter(NetworkExporter &exporter, mlir::Operation *op,
           llvm::StringRef nodeType)
      : op(op), exporter(exporter), nodeType(nodeType) {}

  /// Fails where f32, which attributes have, is too narrow for a number.
  void checkSingle(double value);
  void failSingle(double value);

  /// A 0-d tensor of this element type.
  static mlir::DenseElementsAttr scalarElements(mlir::Type element,
                                                double value);
  mlir::DenseElementsAttr wholeElements(llvm::ArrayRef<int64_t> values,
                                        llvm::ArrayRef<int64_t> shape,
                                        unsigned width = 64) const;

  mlir::Operation *op;

private:
  NetworkExporter &exporter;
  llvm::StringRef nodeType;
};

/// Which function writes an op.
template <typename WriterT> struct OpExporter {
  void (*run)(WriterT &);
  /// For functions that write several types of nodes.
  llvm::StringRef nodeType;
  /// Which ops of this name; null: all of them. The others are written as what
  /// they are composed of.
  bool (*fits)(mlir::Operation *) = nullptr;
};

/// The exporters of a format, by the names of ops.
template <typename WriterT>
class OpExporterTable : public llvm::StringMap<OpExporter<WriterT>> {
public:
  template <typename OpT>
  void add(void (*run)(WriterT &), llvm::StringRef nodeType = "",
           bool (*fits)(mlir::Operation *) = nullptr) {
    (*this)[OpT::getOperationName()] = {run, nodeType, fits};
  }
  /// An op whose operands, in order, are all that the node takes.
  template <typename OpT> void plain(llvm::StringRef nodeType) {
    add<OpT>(exportPlain, nodeType);
  }

  /// Whether an op can be written as it is.
  bool canWrite(mlir::Operation *op) const {
    auto found = this->find(op->getName().getStringRef());
    return found != this->end() &&
           (!found->second.fits || found->second.fits(op));
  }

private:
  static void exportPlain(WriterT &n) {
    n.result(n.call(n.getNodeType(), n.operands(), n.resultType()));
  }
};

/// The shape with -1 for a dynamic extent.
llvm::SmallVector<int64_t> extentsOf(mlir::RankedTensorType type);

/// The type of an image of height 1 that holds all pixels of [N, C, ...]; one
/// of rank 4 stays.
mlir::RankedTensorType imageType(mlir::RankedTensorType type);

/// An extent as a product: of what is known, and the batch.
struct ExtentParts {
  double known = 1;
  bool hasBatch = false;
};
ExtentParts partsOf(mindir::ExtentOp op);

/// Takes away nodes that nothing reads: an operand may have been wanted for its
/// shape alone. Returns the names that are read.
template <typename GraphT> llvm::StringSet<> dropUnreadNodes(GraphT &graph) {
  llvm::StringSet<> read;
  for (const auto &output : graph.output())
    read.insert(output.name());
  std::vector<bool> keep(graph.node_size());
  for (int k = graph.node_size(); k-- > 0;) {
    const auto &node = graph.node(k);
    for (const std::string &output : node.output())
      keep[k] = keep[k] || read.contains(output);
    if (keep[k])
      for (const std::string &input : node.input())
        read.insert(input);
  }
  int kept = 0;
  for (int k = 0; k < graph.node_size(); ++k)
    if (keep[k])
      graph.mutable_node()->SwapElements(kept++, k);
  graph.mutable_node()->DeleteSubrange(kept, graph.node_size() - kept);
  return read;
}

} // namespace ms

#endif // MS_LIB_EXPORT_SUPPORT_OPWRITER_H
