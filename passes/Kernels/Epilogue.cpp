//===- Epilogue.cpp - Elementwise ops behind a written kernel -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Epilogue.h"

#include "passes/Analysis/GenericKinds.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using linalg::GenericOp;

namespace ms {

static bool isF32Tensor(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getElementType().isF32();
}

bool Epilogue::accepts(GenericOp op, RankedTensorType space) {
  if (classify(op) != GenericKind::Elementwise ||
      op.getNumLoops() != static_cast<unsigned>(space.getRank()) ||
      ArrayRef(loopExtents(op)) != space.getShape())
    return false;
  unsigned lanes = op.getNumLoops() - 1;
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    if (!isF32Tensor(operand.get().getType()))
      return false;
    if (op.isDpsInit(&operand)) {
      if (!map.isIdentity() || !operand.get().getDefiningOp<tensor::EmptyOp>())
        return false;
      continue;
    }
    if (operand.get().getDefiningOp<GenericOp>() && !map.isIdentity())
      return false;
    for (auto [at, expr] : llvm::enumerate(map.getResults())) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      bool isZero = isa<AffineConstantExpr>(expr) &&
                    cast<AffineConstantExpr>(expr).getValue() == 0;
      if ((!dim && !isZero) ||
          (dim && dim.getPosition() == lanes && at + 1 != map.getNumResults()))
        return false;
    }
  }
  Block &body = *op.getBody();
  for (BlockArgument old : op.getRegionOutputArgs())
    if (!old.use_empty())
      return false;
  return llvm::all_of(body, [&](Operation &inner) {
    bool isMapped = inner.hasTrait<OpTrait::IsTerminator>() ||
                    matchPattern(&inner, m_Constant()) ||
                    OpTrait::hasElementwiseMappableTraits(&inner);
    return isMapped && llvm::all_of(inner.getOperands(), [&](Value value) {
             return value.getParentBlock() == &body ||
                    matchPattern(value, m_Constant());
           });
  });
}

Epilogue::Epilogue(KernelWriter &writer, Value result)
    : k(writer), result(result), stores(writer.stores()) {
  for (auto generic : result.getParentBlock()->getOps<GenericOp>())
    for (Value input : generic.getInputs())
      if (input != result && !input.getDefiningOp<GenericOp>() &&
          !sources.contains(input))
        sources[input] = k.rowOf(input);
}

std::pair<Value, bool> Epilogue::placeOf(Value tensor, AffineMap map) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(tensor.getType()).getShape();
  Value place = k.index(0);
  bool hasLanes = false;
  int64_t stride = 1;
  for (size_t at = shape.size(); at-- > 0;) {
    if (auto dim = dyn_cast<AffineDimExpr>(map.getResult(at))) {
      hasLanes |= dim.getPosition() == outer.size();
      Value index =
          dim.getPosition() == outer.size() ? lane : outer[dim.getPosition()];
      place = k.add(place, k.mul(index, k.index(stride)));
    }
    // A dynamic extent is the first one.
    if (at > 0)
      stride *= shape[at];
  }
  return {place, hasLanes};
}

Value Epilogue::read(GenericOp op, OpOperand &operand) {
  Value tensor = operand.get();
  if (tensor == result || tensor.getDefiningOp<GenericOp>())
    return get(tensor);
  auto [place, hasLanes] = placeOf(tensor, op.getMatchingIndexingMap(&operand));
  Value row = sources.at(tensor);
  if (hasLanes)
    return k.load(row, place, type);
  return vector::BroadcastOp::create(k.b, type, k.load(row, place));
}

Value Epilogue::spread(Value scalar, llvm::DenseMap<Value, Value> &body) {
  Value &value = body[scalar];
  if (value)
    return value;
  // Anything else is no part of what is accepted.
  TypedAttr constant;
  matchPattern(scalar, m_Constant(&constant));
  auto spreadType = type.clone(scalar.getType());
  return value = arith::ConstantOp::create(
             k.b, DenseElementsAttr::get(cast<ShapedType>(spreadType),
                                         Attribute(constant)));
}

void Epilogue::compute(GenericOp op) {
  llvm::DenseMap<Value, Value> body;
  for (OpOperand *operand : op.getDpsInputOperands())
    body[op.getMatchingBlockArgument(operand)] = read(op, *operand);
  for (Operation &inner : op.getBody()->without_terminator()) {
    if (matchPattern(&inner, m_Constant()))
      continue;
    SmallVector<Value> operands;
    for (Value operand : inner.getOperands())
      operands.push_back(spread(operand, body));
    OperationState state(inner.getLoc(), inner.getName());
    state.addOperands(operands);
    state.addAttributes(inner.getAttrs());
    for (Type of : inner.getResultTypes())
      state.addTypes(type.clone(of));
    Operation *made = k.b.create(state);
    for (auto [old, value] : llvm::zip(inner.getResults(), made->getResults()))
      body[old] = value;
  }
  auto yielded = op.getBody()->getTerminator()->getOperands();
  for (auto [tensor, scalar] : llvm::zip(op.getResults(), yielded))
    known[tensor] = spread(scalar, body);
}

Value Epilogue::get(Value tensor) {
  if (!known.contains(tensor))
    compute(tensor.getDefiningOp<GenericOp>());
  return known.at(tensor);
}

void Epilogue::store(Value vector, ArrayRef<Value> indices, Value first) {
  type = cast<VectorType>(vector.getType());
  outer = indices;
  lane = first;
  known.clear();
  known[result] = vector;
  // Everything is read before anything is written: a result may take the
  // buffer of an operand.
  SmallVector<Value> values;
  for (auto [tensor, row] : stores)
    values.push_back(get(tensor));
  for (auto [store, value] : llvm::zip(stores, values)) {
    auto [tensor, row] = store;
    unsigned rank = cast<RankedTensorType>(tensor.getType()).getRank();
    auto [place, hasLanes] = placeOf(tensor, k.b.getMultiDimIdentityMap(rank));
    k.store(value, row, place, type);
  }
}

} // namespace ms
