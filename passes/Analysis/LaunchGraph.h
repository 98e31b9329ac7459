//===- LaunchGraph.h - Launches of a function and their memory --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What a straight line of launches needs in memory, in any order and with
// launches repeated, before anything is changed: which values have a buffer,
// which take over the buffer of an operand, when each is alive. The rules are
// those of mindir-bufferize.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_LAUNCHGRAPH_H
#define MS_PASSES_ANALYSIS_LAUNCHGRAPH_H

#include "passes/Analysis/ArenaLayout.h"
#include "passes/Analysis/BatchMultiples.h"

#include "dialects/MindIR/MindIRDialect.h"

#include <optional>

namespace ms {

class LaunchGraph {
public:
  static constexpr unsigned kNone = ~0u;

  /// A value that a launch makes.
  struct Storage {
    unsigned maker;
    unsigned result;   ///< its number
    int64_t bytes = 0; ///< as allocated, for `maxBatch` rows
    mlir::Type type;
    /// Written where the caller wants it, or over a parameter.
    bool placed = false;
  };
  struct Node {
    mindir::LaunchOp op;
    /// For each operand its storage, or kNone: arguments, state, constants.
    llvm::SmallVector<unsigned> operands;
    llvm::SmallVector<unsigned> results;
    /// For each result the operands whose buffer it may take.
    llvm::SmallVector<llvm::SmallVector<unsigned>> aliases;
    /// Parameters whose old value it reads, and those it writes over.
    llvm::SmallVector<mlir::StringAttr> reads, writes;
    /// Of a node that was added: what it calls, and the values that its
    /// operands were in the function as it stood.
    mlir::func::FuncOp kernel;
    llvm::SmallVector<mlir::Value> inputs;
  };

  LaunchGraph(mlir::func::FuncOp function, int64_t maxBatch);

  llvm::ArrayRef<Node> getNodes() const { return nodes; }
  const Node &getNode(unsigned node) const { return nodes[node]; }
  const Storage &getStorage(unsigned storage) const {
    return storages[storage];
  }
  unsigned numStorages() const { return storages.size(); }
  /// The value that a storage is in the function as it stands.
  mlir::Value getValue(unsigned storage) const {
    mindir::LaunchOp maker = nodes[storages[storage].maker].op;
    return maker.getResult(storages[storage].result);
  }

  /// Nodes that must run before each node: its operands' makers, and readers of
  /// a parameter before the one that writes over it where that is possible.
  llvm::SmallVector<llvm::SmallVector<unsigned>> getPredecessors() const;

  /// The buffers that launches in this order need; times are places in it.
  llvm::SmallVector<ArenaBuffer>
  findBuffers(llvm::ArrayRef<unsigned> order) const;

  /// Adds a launch of `kernel` that makes some storages again: `kernel` takes
  /// `inputs` and has a result for each of `storages`. The new storages have no
  /// readers yet.
  unsigned addNode(mlir::func::FuncOp kernel,
                   llvm::ArrayRef<mlir::Value> inputs,
                   llvm::ArrayRef<unsigned> storages);
  /// Lets an operand of a node read another storage.
  void setOperand(unsigned node, unsigned operand, unsigned storage) {
    nodes[node].operands[operand] = storage;
  }

  /// Brings the function's launches into this order, clones included. Views
  /// follow what they show.
  void apply(llvm::ArrayRef<unsigned> order);

private:
  /// Operands, parameters and aliases of a node that calls `kernel`.
  void fillNode(Node &node, mlir::func::FuncOp kernel,
                llvm::ArrayRef<mlir::Value> inputs) const;

  mlir::func::FuncOp function;
  llvm::DenseMap<mlir::Value, unsigned> ids; ///< storages of values
  std::vector<Node> nodes;
  std::vector<Storage> storages;
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_LAUNCHGRAPH_H
