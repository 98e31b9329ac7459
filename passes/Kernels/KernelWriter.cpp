//===- KernelWriter.cpp - Loops of kernels that are no generics -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelWriter.h"

#include "passes/Kernels/KernelNests.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Cycles of work that pay for waking a thread (as for all other kernels).
static constexpr double kCyclesPerPiece = 60000;

/// The buffer that a result goes to, through the cast of its element type.
static Value destinationOf(Value result) {
  for (Operation *user : result.getUsers()) {
    if (auto cast = dyn_cast<UnrealizedConversionCastOp>(user))
      return destinationOf(cast.getResult(0));
    if (auto store =
            dyn_cast<bufferization::MaterializeInDestinationOp>(user)) {
      Value buffer = store.getDest();
      if (auto cast = buffer.getDefiningOp<UnrealizedConversionCastOp>())
        buffer = cast.getInputs()[0];
      return buffer;
    }
  }
  return nullptr;
}

KernelWriter::KernelWriter(func::FuncOp kernel, Operation *op,
                           const VectorTarget &target)
    : b(op->getLoc(), kernel.getContext()), op(op), kernel(kernel),
      target(target) {
  // New code goes behind the old, in the same block, with the same arguments;
  // then the old is taken away.
  Block *body = &kernel.getBody().front();
  for (Operation &old : *body)
    before.push_back(&old);
  rows = body->getArguments().back();
  begin = body->addArgument(b.getIndexType(), kernel.getLoc());
  end = body->addArgument(b.getIndexType(), kernel.getLoc());
  b.setInsertionPointToEnd(body);
  for (Value operand : op->getOperands())
    operands.push_back(rowOf(operand));
  // What an epilogue takes is not stored.
  for (Value result : op->getResults()) {
    Value buffer = destinationOf(result);
    results.push_back(buffer ? flatten(result, buffer) : Value());
  }
}

Value KernelWriter::flatten(Value tensor, Value buffer) {
  arguments[tensor] = cast<BlockArgument>(buffer);
  auto type = cast<MemRefType>(buffer.getType());
  auto tensorType = cast<RankedTensorType>(tensor.getType());
  if (!tensorType.hasStaticShape()) {
    auto stated = kernel.getArgAttrOfType<IntegerAttr>(
        arguments[tensor].getArgNumber(), kBatchMultipleAttr);
    largestRows = type.getDimSize(0) / (stated ? stated.getInt() : 1);
  }
  int64_t count = type.getNumElements();
  return memref::ReinterpretCastOp::create(
      b, MemRefType::get({count}, type.getElementType()), buffer,
      /*offset=*/0, ArrayRef<int64_t>{count}, ArrayRef<int64_t>{1});
}

Value KernelWriter::rowOf(Value tensor) {
  return flatten(tensor, KernelNests::getBuffer(tensor));
}

SmallVector<std::pair<Value, Value>> KernelWriter::stores() {
  SmallVector<std::pair<Value, Value>> found;
  for (Operation *old : before)
    if (auto store = dyn_cast<bufferization::MaterializeInDestinationOp>(old))
      found.push_back(
          {store.getSource(),
           flatten(store.getSource(), destinationOf(store.getSource()))});
  return found;
}

void KernelWriter::write(AffineExpr numTiles, double cycles, Body tile) {
  forEach(begin, end, tile);
  func::ReturnOp::create(b);
  for (Operation *old : llvm::reverse(before))
    old->erase();
  Block *body = &kernel.getBody().front();
  SmallVector<DictionaryAttr> attrs;
  kernel.getAllArgAttrs(attrs);
  attrs.resize(body->getNumArguments(), b.getDictionaryAttr({}));
  kernel.removeArgAttrsAttr();
  kernel.setFunctionType(b.getFunctionType(body->getArgumentTypes(), {}));
  kernel.setAllArgAttrs(attrs);
  kernel->setAttr(kTilesAttr,
                  AffineMapAttr::get(AffineMap::get(1, 0, numTiles)));
  auto grain = static_cast<int64_t>(kCyclesPerPiece / std::max(cycles, 1.0));
  kernel->setAttr(kGrainAttr, b.getI64IntegerAttr(std::max<int64_t>(grain, 1)));
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

Type KernelWriter::elementOf(Value buffer) {
  return cast<MemRefType>(buffer.getType()).getElementType();
}

Value KernelWriter::load(Value buffer, Value place, VectorType vector) {
  if (vector)
    return vector::LoadOp::create(b, vector, buffer, place);
  return memref::LoadOp::create(b, buffer, place);
}

void KernelWriter::store(Value value, Value buffer, Value place,
                         VectorType vector) {
  if (vector)
    vector::StoreOp::create(b, value, buffer, place);
  else
    memref::StoreOp::create(b, value, buffer, place);
}

Value KernelWriter::loadIndex(unsigned k, Value place) {
  Value number = load(operands[k], place);
  Type element = cast<ShapedType>(op->getOperand(k).getType()).getElementType();
  if (element.isUnsignedInteger())
    return arith::IndexCastUIOp::create(b, b.getIndexType(), number);
  return arith::IndexCastOp::create(b, b.getIndexType(), number);
}

Value KernelWriter::addElements(Value x, Value y) {
  if (isa<FloatType>(getElementTypeOrSelf(x)))
    return arith::AddFOp::create(b, x, y);
  return arith::AddIOp::create(b, x, y);
}

Value KernelWriter::multiplyAdd(Value x, Value y, Value z) {
  if (target.hasFMA && isa<VectorType>(x.getType()))
    return vector::FMAOp::create(b, x, y, z);
  return arith::AddFOp::create(b, arith::MulFOp::create(b, x, y), z);
}

Value KernelWriter::splat(double value, Type type) {
  TypedAttr number = b.getFloatAttr(getElementTypeOrSelf(type), value);
  if (auto vector = dyn_cast<VectorType>(type))
    number = DenseElementsAttr::get(vector, Attribute(number));
  return arith::ConstantOp::create(b, number);
}

//===----------------------------------------------------------------------===//
// Extents and indices
//===----------------------------------------------------------------------===//

AffineExpr KernelWriter::extent(Value tensor, unsigned first, unsigned last) {
  auto type = cast<RankedTensorType>(tensor.getType());
  AffineExpr product = constant(1);
  for (unsigned k = first; k < last; ++k) {
    if (!type.isDynamicDim(k)) {
      product = product * type.getDimSize(k);
      continue;
    }
    auto stated = kernel.getArgAttrOfType<IntegerAttr>(
        arguments[tensor].getArgNumber(), kBatchMultipleAttr);
    product = product * b.getAffineDimExpr(0) * (stated ? stated.getInt() : 1);
  }
  return product;
}

double KernelWriter::estimate(AffineExpr extent) const {
  if (auto number = dyn_cast<AffineConstantExpr>(extent))
    return static_cast<double>(number.getValue());
  if (isa<AffineDimExpr>(extent))
    return static_cast<double>(largestRows);
  // Extents are products.
  auto product = cast<AffineBinaryOpExpr>(extent);
  return estimate(product.getLHS()) * estimate(product.getRHS());
}

Value KernelWriter::value(AffineExpr extent) {
  if (auto number = dyn_cast<AffineConstantExpr>(extent))
    return index(number.getValue());
  if (isa<AffineDimExpr>(extent))
    return rows;
  auto product = cast<AffineBinaryOpExpr>(extent);
  return mul(value(product.getLHS()), value(product.getRHS()));
}

Value KernelWriter::index(int64_t value) {
  return arith::ConstantIndexOp::create(b, value);
}
Value KernelWriter::add(Value x, Value y) {
  return arith::AddIOp::create(b, x, y);
}
Value KernelWriter::sub(Value x, Value y) {
  return arith::SubIOp::create(b, x, y);
}
Value KernelWriter::mul(Value x, Value y) {
  return arith::MulIOp::create(b, x, y);
}
Value KernelWriter::div(Value x, Value y) {
  return arith::DivUIOp::create(b, x, y);
}
Value KernelWriter::rem(Value x, Value y) {
  return arith::RemUIOp::create(b, x, y);
}
Value KernelWriter::min(Value x, Value y) {
  return arith::MinUIOp::create(b, x, y);
}
Value KernelWriter::isBelow(Value x, Value y) {
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ult, x, y);
}
Value KernelWriter::both(Value x, Value y) {
  return arith::AndIOp::create(b, x, y);
}
Value KernelWriter::select(Value condition, Value x, Value y) {
  return arith::SelectOp::create(b, condition, x, y);
}

//===----------------------------------------------------------------------===//
// Control
//===----------------------------------------------------------------------===//

void KernelWriter::forEach(Value first, Value last, Body body) {
  auto loop = scf::ForOp::create(b, first, last, index(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

void KernelWriter::forVectors(Value first, Value last, Type element,
                              VectorBody body) {
  int64_t lanes = std::max<int64_t>(
      target.vectorBytes * 8 / element.getIntOrFloatBitWidth(), 1);
  auto run = [&](Value from, Value to, int64_t step, VectorType vector) {
    auto loop = scf::ForOp::create(b, from, to, index(step));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    body(loop.getInductionVar(), vector);
  };
  Value rest = rem(sub(last, first), index(lanes));
  Value middle = sub(last, rest);
  run(first, middle, lanes, VectorType::get({lanes}, element));
  run(middle, last, 1, {});
}

void KernelWriter::ifTrue(Value condition, function_ref<void()> body,
                          function_ref<void()> otherwise) {
  auto branch =
      scf::IfOp::create(b, condition,
                        /*withElseRegion=*/static_cast<bool>(otherwise));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(branch.thenBlock());
  body();
  if (!otherwise)
    return;
  b.setInsertionPointToStart(branch.elseBlock());
  otherwise();
}

KernelWriter::Carried
KernelWriter::whileTrue(ValueRange start,
                        function_ref<Value(ValueRange)> condition,
                        function_ref<Carried(ValueRange)> step) {
  // The builders come with insertion points of their own.
  auto within = [&](OpBuilder &inner, auto body) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(inner.getInsertionBlock(), inner.getInsertionPoint());
    body();
  };
  auto loop = scf::WhileOp::create(
      b, start.getTypes(), start,
      [&](OpBuilder &inner, Location, ValueRange values) {
        within(inner, [&] {
          Value holds = condition(values);
          scf::ConditionOp::create(b, holds, values);
        });
      },
      [&](OpBuilder &inner, Location, ValueRange values) {
        within(inner, [&] { scf::YieldOp::create(b, step(values)); });
      });
  return Carried(loop.getResults());
}

Value KernelWriter::zero(Type type) {
  return arith::ConstantOp::create(b, b.getZeroAttr(type));
}

void KernelWriter::clear(Value buffer, Value first, Value last) {
  Type element = elementOf(buffer);
  forVectors(first, last, element, [&](Value place, VectorType vector) {
    store(zero(vector ? Type(vector) : element), buffer, place, vector);
  });
}

} // namespace ms
