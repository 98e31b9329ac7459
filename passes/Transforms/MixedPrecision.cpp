//===- MixedPrecision.cpp - Compute in half precision ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which ops compute in f16 or bf16 and puts casts around them. Ops are
// known by name, whichever family they are of. What is f64 or no float stays.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_MIXEDPRECISION
#include "passes/Transforms/Passes.h.inc"

namespace {

/// What MindSpore's O1 computes in half precision: layers with weights, and
/// what does not lose by it.
bool isProduct(StringRef name) {
  static const llvm::StringSet<> names = {"conv2d",
                                          "conv2d_transpose",
                                          "conv1d",
                                          "conv1d_transpose",
                                          "mat_mul",
                                          "batch_mat_mul",
                                          "bias_add",
                                          "dense",
                                          "relu",
                                          "prelu",
                                          "mat_mul_ext",
                                          "batch_mat_mul_ext",
                                          "depthwise_conv2d"};
  return names.contains(name);
}

/// What O2 keeps in single precision: statistics, exponentials that are summed
/// up, and losses.
bool isSensitive(StringRef name) {
  static const llvm::StringSet<> names = {
      "layer_norm", "group_norm", "instance_norm", "softmax", "log_softmax"};
  return names.contains(name);
}

bool isLoss(StringRef name) {
  return name.contains("loss") || name.contains("entropy") ||
         name.contains("kl_div");
}

/// What has state of its own, is a loss, or has no form in half precision: in
/// no level changed.
bool isFixed(StringRef name) {
  static const llvm::StringSet<> names = {
      "load",    "assign",  "constant", "cast",  "extent",
      "one_hot", "arg_max", "argmax",   "range", "lin_space"};
  return names.contains(name) || name.contains("batch_norm") ||
         name.starts_with("scaled_dot_product_attention") || isLoss(name);
}

/// What only moves elements computes in the type that its operands come in.
bool isMovement(StringRef name) {
  static const llvm::StringSet<> names = {
      "reshape",     "flatten",      "reshape_like",
      "transpose",   "broadcast_to", "broadcast_like",
      "concat",      "slice",        "strided_slice",
      "pad",         "mirror_pad",   "gather",
      "expand_dims", "squeeze",      "tile",
      "stack",       "unstack",      "split",
      "reverse_v2",  "select",       "embedding",
      "gather_d",    "gather_nd"};
  return names.contains(name);
}

struct MixedPrecision : impl::MixedPrecisionBase<MixedPrecision> {
  using MixedPrecisionBase::MixedPrecisionBase;

  LogicalResult initialize(MLIRContext *context) override {
    if (type == "f16")
      half = Float16Type::get(context);
    else if (type == "bf16")
      half = BFloat16Type::get(context);
    known = llvm::is_contained({"O0", "O1", "O2", "O3"}, level.getValue());
    kept.clear();
    for (const std::string &name : keep)
      kept.insert(name);
    return success();
  }

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (!half || !known) {
      InFlightDiagnostic diag =
          emitCodedError(function.getLoc(), Code::Attribute);
      if (!half)
        diag << "type '" << type.getValue() << "' is not f16 or bf16";
      else
        diag << "level '" << level.getValue() << "' is not O0, O1, O2 or O3";
      return signalPassFailure();
    }
    if (function.isExternal() || level == "O0")
      return;
    low.clear();
    lastLoad = nullptr;
    SmallVector<Operation *> ops;
    // Weights, sums and means of losses are parts of the loss.
    llvm::DenseSet<Operation *> losses;
    for (Operation &op : function.getBody().front().without_terminator()) {
      if (isLoss(op.getName().stripDialect()) ||
          llvm::any_of(op.getOperands(), [&](Value operand) {
            return losses.contains(operand.getDefiningOp());
          }))
        losses.insert(&op);
      else
        ops.push_back(&op);
      if (isa<LoadOp>(op))
        lastLoad = &op;
    }
    for (Operation *op : ops)
      if (computesInHalf(op) && failed(convert(op)))
        return signalPassFailure();
  }

private:
  static bool isSingle(Value value) {
    auto tensor = dyn_cast<RankedTensorType>(value.getType());
    return tensor && tensor.getElementType().isF32();
  }

  bool computesInHalf(Operation *op) const {
    if (op->getName().getDialectNamespace() !=
            MindIRDialect::getDialectNamespace() ||
        !isa<InferTypeOpInterface>(op) || op->getNumRegions() > 0 ||
        llvm::none_of(op->getResults(), isSingle))
      return false;
    StringRef name = op->getName().stripDialect();
    if (isFixed(name) || kept.contains(name))
      return false;
    auto singles = llvm::make_filter_range(op->getOperands(), isSingle);
    if (singles.empty())
      return false;
    auto isHalf = [&](Value v) { return low.contains(v); };
    if (isMovement(name))
      return llvm::any_of(singles, isHalf);
    if (level == "O1")
      return isProduct(name);
    return level == "O3" || !isSensitive(name);
  }

  /// `value` in half precision.
  Value halfOf(Value value, Operation *user) {
    if (Value known = low.lookup(value))
      return known;
    OpBuilder b(user);
    // Behind what makes it, so that all users find it, and behind the loads.
    Operation *maker = value.getDefiningOp();
    if (maker && !isa<LoadOp>(maker))
      b.setInsertionPointAfter(maker);
    else if (lastLoad)
      b.setInsertionPointAfter(lastLoad);
    else
      b.setInsertionPointToStart(user->getBlock());
    Value cast = CastOp::create(b, value.getLoc(), value, TypeAttr::get(half));
    low[value] = cast;
    return cast;
  }

  /// Puts `op` in half precision in place of itself. Who reads its results in
  /// single precision reads a cast of them.
  LogicalResult convert(Operation *op) {
    OpBuilder b(op);
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(isSingle(operand) ? halfOf(operand, op) : operand);
    SmallVector<Type> types;
    OperationState state(op->getLoc(), op->getName());
    if (failed(cast<InferTypeOpInterface>(op).inferReturnTypes(
            &getContext(), op->getLoc(), operands,
            op->getDiscardableAttrDictionary(), op->getPropertiesStorage(),
            op->getRegions(), types)))
      return failure();
    IRMapping mapping;
    for (auto [from, to] : llvm::zip(op->getOperands(), operands))
      mapping.map(from, to);
    Operation *made = b.clone(*op, mapping);
    for (auto [result, type] : llvm::zip(made->getResults(), types))
      result.setType(type);
    for (auto [before, after] :
         llvm::zip(op->getResults(), made->getResults())) {
      Value single = after;
      if (after.getType() != before.getType()) {
        single = CastOp::create(
            b, op->getLoc(), after,
            TypeAttr::get(
                cast<RankedTensorType>(before.getType()).getElementType()));
        low[single] = after;
      }
      before.replaceAllUsesWith(single);
    }
    op->erase();
    return success();
  }

  Type half;
  Operation *lastLoad = nullptr;
  bool known = false;
  llvm::StringSet<> kept;
  /// Values of single precision that there are in half precision.
  llvm::DenseMap<Value, Value> low;
};

} // namespace
} // namespace ms
