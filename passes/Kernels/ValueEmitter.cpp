//===- ValueEmitter.cpp - Values of tensors at a point --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/ValueEmitter.h"

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {

ValueEmitter::ValueEmitter(ImplicitLocOpBuilder &b, const Nest &nest,
                           const Schedule &schedule, IndexFrame &frame,
                           Value rows)
    : b(b), nest(nest), schedule(schedule), frame(frame), rows(rows) {
  pushScope();
}

Type ValueEmitter::lanesOf(Type element) const {
  return width == 1 ? element : VectorType::get({width}, element);
}

int64_t ValueEmitter::laneStride(const LinearForm &form) const {
  return schedule.lanes && width > 1 ? form.coeffs[*schedule.lanes] : 0;
}

Value ValueEmitter::widen(Lanes lanes) {
  if (!lanes.uniform || width == 1)
    return lanes.value;
  return vector::BroadcastOp::create(b, lanesOf(lanes.value.getType()),
                                     lanes.value);
}

Value ValueEmitter::splat(TypedAttr number) {
  if (width == 1)
    return arith::ConstantOp::create(b, number);
  auto type = cast<VectorType>(lanesOf(number.getType()));
  return arith::ConstantOp::create(b, DenseElementsAttr::get(type, number));
}

void ValueEmitter::setReduced(GenericOp op, ArrayRef<Value> values) {
  reduced[op].assign(values.begin(), values.end());
}

TypedAttr ValueEmitter::initialValue(GenericOp op, unsigned result) {
  Value init = op.getDpsInits()[result];
  while (auto link = init.getDefiningOp<GenericOp>())
    init = link.getDpsInits()[0];
  Value number = init.getDefiningOp<linalg::FillOp>().getInputs()[0];
  // An unsigned start comes as a cast of a signless one.
  if (auto cast = number.getDefiningOp<UnrealizedConversionCastOp>())
    number = cast.getInputs()[0];
  return cast<TypedAttr>(number.getDefiningOp<arith::ConstantOp>().getValue());
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// The buffer as a row of elements: offsets are computed here, not by memref.
Value ValueEmitter::flat(Value buffer) {
  Value &known = flats[buffer];
  if (known)
    return known;
  auto type = cast<MemRefType>(buffer.getType());
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(buffer.getParentBlock());
  int64_t count = type.getNumElements();
  auto row = MemRefType::get({count}, type.getElementType());
  known = memref::ReinterpretCastOp::create(
      b, row, buffer, /*offset=*/int64_t(0), ArrayRef<int64_t>{count},
      ArrayRef<int64_t>{1});
  return known;
}

static Value fromStorage(ImplicitLocOpBuilder &b, Value value, Type element) {
  if (!element.isInteger(1))
    return value;
  Type type = value.getType();
  Value zero = arith::ConstantOp::create(b, b.getZeroAttr(type));
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, value, zero);
}

static Value toStorage(ImplicitLocOpBuilder &b, Value value) {
  Type type = value.getType();
  if (!getElementTypeOrSelf(type).isInteger(1))
    return value;
  Type byte = b.getI8Type();
  if (auto lanes = dyn_cast<VectorType>(type))
    byte = lanes.clone(byte);
  return arith::ExtUIOp::create(b, byte, value);
}

/// `count` elements from `at` on, as `type`; the other lanes are zero.
Value ValueEmitter::loadPart(Value memory, Value at, VectorType type,
                             int64_t count) {
  if (count >= type.getDimSize(0))
    return vector::LoadOp::create(b, type, memory, ValueRange{at});
  Value none = arith::ConstantOp::create(b, b.getZeroAttr(type));
  if (count <= 0)
    return none;
  if (masksAreSlow) {
    Value lanes = none;
    int64_t width = type.getDimSize(0);
    for (const VectorPiece &piece : vectorPieces(count, width, false)) {
      Value from = piece.start ? plus(at, piece.start) : at;
      if (piece.width == 1) {
        Value one = memref::LoadOp::create(b, memory, ValueRange{from});
        lanes = vector::InsertOp::create(b, one, lanes, piece.start);
        continue;
      }
      SmallVector<int64_t> wide(width, -1), join;
      std::iota(wide.begin(), wide.begin() + piece.width, 0);
      for (int64_t lane = 0; lane < width; ++lane) {
        bool isNew = piece.start <= lane && lane < piece.start + piece.width;
        join.push_back(isNew ? width + lane - piece.start : lane);
      }
      Value part = vector::LoadOp::create(
          b, VectorType::get({piece.width}, type.getElementType()), memory,
          ValueRange{from});
      part = vector::ShuffleOp::create(b, part, part, wide);
      lanes = vector::ShuffleOp::create(b, lanes, part, join);
    }
    return lanes;
  }
  return vector::MaskedLoadOp::create(b, type, memory, ValueRange{at},
                                      firstLanes(count, type.getDimSize(0)),
                                      none);
}

void ValueEmitter::storePart(Value value, Value memory, Value at,
                             int64_t count) {
  for (const VectorPiece &piece : vectorPieces(
           count, cast<VectorType>(value.getType()).getDimSize(0), false)) {
    Value to = piece.start ? plus(at, piece.start) : at;
    if (piece.width == 1) {
      Value one = vector::ExtractOp::create(b, value, piece.start);
      memref::StoreOp::create(b, one, memory, ValueRange{to});
      continue;
    }
    SmallVector<int64_t> pick(piece.width);
    std::iota(pick.begin(), pick.end(), piece.start);
    Value part = vector::ShuffleOp::create(b, value, value, pick);
    vector::StoreOp::create(b, part, memory, ValueRange{to});
  }
}

/// Every second element from `at` on.
Value ValueEmitter::loadEven(Value memory, Value at, VectorType type) {
  Value low, high;
  SmallVector<int64_t> pick;
  if (mask) {
    int64_t span = 2 * counted - 1;
    low = loadPart(memory, at, type, span);
    high = loadPart(memory, plus(at, width), type, span - width);
    for (int64_t k = 0; k < width; ++k)
      pick.push_back(2 * k);
  } else {
    // Two loads that end with the last element that is wanted.
    low = loadPart(memory, at, type, width);
    high = loadPart(memory, plus(at, width - 1), type, width);
    for (int64_t k = 0; k < width; ++k)
      pick.push_back(2 * k < width ? 2 * k : 2 * k + 1);
  }
  return vector::ShuffleOp::create(b, low, high, pick);
}

Value ValueEmitter::plus(Value index, int64_t offset) {
  return arith::AddIOp::create(b, index, frame.constant(offset));
}

Value ValueEmitter::firstLanes(int64_t count, int64_t lanes) {
  SmallVector<bool> counts(lanes, false);
  std::fill_n(counts.begin(), count, true);
  return arith::ConstantOp::create(
      b,
      DenseElementsAttr::get(VectorType::get({lanes}, b.getI1Type()), counts));
}

void ValueEmitter::fetch(OpOperand &operand, ArrayRef<LinearForm> forms,
                         int64_t ahead, Lines &lines, unsigned cache) {
  Value buffer = KernelNests::getBuffer(operand.get());
  if (!buffer)
    return;
  fetch(buffer,
        flatten(pointAt(cast<GenericOp>(operand.getOwner()), operand, forms),
                cast<MemRefType>(buffer.getType()).getShape(), nest.numLoops()),
        ahead, /*isWrite=*/false, lines, cache);
}

void ValueEmitter::fetch(Value buffer, const LinearForm &place, int64_t ahead,
                         bool isWrite, Lines &lines, unsigned cache) {
  constexpr int64_t lineBytes = 64;
  auto type = cast<MemRefType>(buffer.getType());
  IndexFrame::Resolved at = frame.resolve(place);
  at.scales.push_back(at.constant * type.getElementTypeBitWidth() / 8 /
                      lineBytes);
  if (lines.insert(at.scales).second)
    memref::PrefetchOp::create(b, flat(buffer),
                               ValueRange{frame.offset(place, ahead)}, isWrite,
                               /*localityHint=*/4 - cache,
                               /*isDataCache=*/true);
}

ValueEmitter::Lanes ValueEmitter::loadLanes(Value buffer, Type element,
                                            const LinearForm &place) {
  Value memory = flat(buffer);
  Type stored = getStorageElement(element);
  int64_t stride = laneStride(place);
  if (stride == 0) {
    Value one =
        memref::LoadOp::create(b, memory, ValueRange{frame.offset(place)});
    return {fromStorage(b, one, element), true};
  }
  auto type = VectorType::get({width}, stored);
  Value lanes;
  if (stride == 1 && mask && counted && masksAreSlow) {
    lanes = loadPart(memory, frame.offset(place), type, counted);
  } else if (stride == 1 && mask) {
    Value none = arith::ConstantOp::create(b, b.getZeroAttr(type));
    lanes = vector::MaskedLoadOp::create(
        b, type, memory, ValueRange{frame.offset(place)}, mask, none);
  } else if (stride == 1) {
    lanes = vector::LoadOp::create(b, type, memory,
                                   ValueRange{frame.offset(place)});
  } else if (stride == 2 && (!mask || counted) && width > 1) {
    lanes = loadEven(memory, frame.offset(place), type);
  } else {
    // Lanes that do not count are zero, or, where it is not known which those
    // are, read where the first one does.
    SmallVector<Value> parts;
    for (int64_t k = 0; k < width; ++k) {
      if (mask && counted && k >= counted) {
        parts.push_back(arith::ConstantOp::create(b, b.getZeroAttr(stored)));
        continue;
      }
      Value at = frame.offset(place, k * stride);
      if (mask && !counted && k > 0) {
        Value counts = vector::ExtractOp::create(b, mask, k);
        at = arith::SelectOp::create(b, counts, at, frame.offset(place));
      }
      parts.push_back(memref::LoadOp::create(b, memory, ValueRange{at}));
    }
    lanes = vector::FromElementsOp::create(b, type, parts);
  }
  return {fromStorage(b, lanes, element), false};
}

Value ValueEmitter::load(Value buffer, Type element, const LinearForm &place) {
  return widen(loadLanes(buffer, element, place));
}

void ValueEmitter::store(Value value, Value buffer, const LinearForm &place) {
  Value memory = flat(buffer);
  value = toStorage(b, value);
  int64_t stride = laneStride(place);
  if (width == 1) {
    memref::StoreOp::create(b, value, memory, ValueRange{frame.offset(place)});
  } else if (stride == 1 && mask && counted && masksAreSlow) {
    storePart(value, memory, frame.offset(place), counted);
  } else if (stride == 1 && mask) {
    vector::MaskedStoreOp::create(b, memory, ValueRange{frame.offset(place)},
                                  mask, value);
  } else if (stride == 1) {
    vector::StoreOp::create(b, value, memory, ValueRange{frame.offset(place)});
  } else if (stride == 2 && defersPairs && (!mask || counted)) {
    IndexFrame::Resolved at = frame.resolve(place);
    pending.push_back({value, memory, frame.offset(place), at.scales,
                       at.constant, width, counted, pending.size()});
  } else {
    for (int64_t k = 0; k < (counted ? counted : width); ++k) {
      Value lane = vector::ExtractOp::create(b, value, k);
      Value at = frame.offset(place, k * stride);
      if (!mask || counted) {
        memref::StoreOp::create(b, lane, memory, ValueRange{at});
        continue;
      }
      // A lane that does not count writes back what is there.
      Value counts = vector::ExtractOp::create(b, mask, k);
      at = arith::SelectOp::create(b, counts, at, frame.offset(place));
      Value old = memref::LoadOp::create(b, memory, ValueRange{at});
      lane = arith::SelectOp::create(b, counts, lane, old);
      memref::StoreOp::create(b, lane, memory, ValueRange{at});
    }
  }
}

void ValueEmitter::storePairs() {
  // The first of a pair comes before the second.
  llvm::sort(pending, [](const PendingStore &a, const PendingStore &b) {
    return std::tie(a.constant, a.number) < std::tie(b.constant, b.number);
  });
  for (PendingStore &even : pending) {
    if (!even.value)
      continue;
    PendingStore *odd = llvm::find_if(pending, [&](PendingStore &other) {
      return other.value && other.memory == even.memory &&
             other.scales == even.scales && other.width == even.width &&
             other.counted == even.counted &&
             other.constant == even.constant + 1;
    });
    int64_t lanes = even.width, count = even.counted ? even.counted : lanes;
    if (odd == pending.end()) {
      for (int64_t lane = 0; lane < count; ++lane)
        memref::StoreOp::create(
            b, vector::ExtractOp::create(b, even.value, lane), even.memory,
            ValueRange{plus(even.at, 2 * lane)});
      continue;
    }
    // Two rows of lanes, taken in turns, fill whole vectors.
    for (int64_t half = 0; half < 2; ++half) {
      int64_t rest = 2 * count - half * lanes;
      if (rest <= 0)
        break;
      SmallVector<int64_t> turns;
      for (int64_t lane = 0; lane < lanes; ++lane)
        turns.push_back((half * lanes + lane) / 2 + lane % 2 * lanes);
      Value row = vector::ShuffleOp::create(b, even.value, odd->value, turns);
      Value at = half ? plus(even.at, lanes) : even.at;
      if (rest >= lanes)
        vector::StoreOp::create(b, row, even.memory, ValueRange{at});
      else
        vector::MaskedStoreOp::create(b, even.memory, ValueRange{at},
                                      firstLanes(rest, lanes), row);
    }
    odd->value = nullptr;
  }
  pending.clear();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

ValueEmitter::Key ValueEmitter::keyOf(Value tensor, const Point &point) const {
  Key key = {reinterpret_cast<intptr_t>(tensor.getAsOpaquePointer()), width,
             reinterpret_cast<intptr_t>(mask.getAsOpaquePointer())};
  for (const LinearForm &form : point) {
    IndexFrame::Resolved known = frame.resolve(form);
    key.append(known.scales.begin(), known.scales.end());
    key.push_back(known.constant);
    key.push_back(laneStride(form));
  }
  return key;
}

Value ValueEmitter::get(Value tensor, const Point &point) {
  return widen(getLanes(tensor, point));
}

ValueEmitter::Lanes ValueEmitter::getLanes(Value tensor, const Point &point) {
  if (auto op = tensor.getDefiningOp<GenericOp>())
    if (auto found = reduced.find(op); found != reduced.end()) {
      Value value = found->second[cast<OpResult>(tensor).getResultNumber()];
      return {value, !isa<VectorType>(value.getType())};
    }
  Key key = keyOf(tensor, point);
  for (auto &scope : llvm::reverse(scopes))
    if (auto found = scope.find(key); found != scope.end())
      return found->second;
  Lanes lanes = emitLanes(tensor, point);
  scopes.back()[key] = lanes;
  return lanes;
}

ValueEmitter::Lanes ValueEmitter::emitLanes(Value tensor, const Point &point) {
  Type element = cast<RankedTensorType>(tensor.getType()).getElementType();
  if (Value buffer = KernelNests::getBuffer(tensor))
    return loadLanes(buffer, element,
                     flatten(point,
                             cast<MemRefType>(buffer.getType()).getShape(),
                             nest.numLoops()));
  if (auto fill = tensor.getDefiningOp<linalg::FillOp>())
    return {scalar(fill.getInputs()[0]), true};
  if (auto single = tensor.getDefiningOp<tensor::FromElementsOp>())
    return {scalar(single.getElements()[0]), true};
  auto op = cast<GenericOp>(tensor.getDefiningOp());
  // What mindir-form-kernels has grouped can be turned round.
  SmallVector<LinearForm> forms = *loopsAt(op, point, nest.numLoops());
  Location outer = b.getLoc();
  b.setLoc(op.getLoc());
  SmallVector<Lanes> results = bodyLanes(op, forms, {});
  b.setLoc(outer);
  return results[cast<OpResult>(tensor).getResultNumber()];
}

Value ValueEmitter::scalar(Value outside) {
  if (outside.getDefiningOp<RowsOp>())
    return rows;
  if (auto cast = outside.getDefiningOp<UnrealizedConversionCastOp>())
    return scalar(cast.getInputs()[0]);
  Value &known = scalars[outside];
  if (known)
    return known;
  Operation *op = outside.getDefiningOp();
  IRMapping mapping;
  for (Value operand : op->getOperands())
    mapping.map(operand, scalar(operand));
  // They depend on the rows and on numbers only: the head of the function.
  OpBuilder::InsertionGuard guard(b);
  Block *entry = rows.getParentBlock();
  Operation *after = nullptr;
  for (Value operand : op->getOperands())
    if (Operation *def = mapping.lookup(operand).getDefiningOp())
      if (!after || after->isBeforeInBlock(def))
        after = def;
  if (after)
    b.setInsertionPointAfter(after);
  else
    b.setInsertionPointToStart(entry);
  // Look up again: the recursion may have moved the map's entries.
  return scalars[outside] = b.clone(*op, mapping)->getResult(0);
}

ValueEmitter::Lanes ValueEmitter::indexLanes(const LinearForm &form) {
  Value base = frame.offset(form);
  int64_t stride = laneStride(form);
  if (stride == 0)
    return {base, true};
  auto type = VectorType::get({width}, b.getIndexType());
  SmallVector<Attribute> steps;
  for (int64_t k = 0; k < width; ++k)
    steps.push_back(b.getIndexAttr(k * stride));
  Value along =
      arith::ConstantOp::create(b, DenseElementsAttr::get(type, steps));
  Value start = vector::BroadcastOp::create(b, type, base);
  return {arith::AddIOp::create(b, start, along), false};
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

Point ValueEmitter::pointAt(GenericOp op, OpOperand &operand,
                            ArrayRef<LinearForm> forms) const {
  return evaluate(op.getMatchingIndexingMap(&operand), forms, nest.numLoops());
}

ValueEmitter::Lanes ValueEmitter::cloneLanes(Operation *op,
                                             ArrayRef<Lanes> operands) {
  bool uniform =
      llvm::all_of(operands, [](const Lanes &lanes) { return lanes.uniform; });
  OperationState state(b.getLoc(), op->getName());
  for (const Lanes &lanes : operands)
    state.operands.push_back(uniform ? lanes.value : widen(lanes));
  for (Type type : op->getResultTypes())
    state.types.push_back(uniform ? type : lanesOf(type));
  state.attributes = llvm::to_vector(op->getAttrs());
  return {b.create(state)->getResult(0), uniform};
}

ValueEmitter::Lanes ValueEmitter::extractLanes(Operation *op,
                                               ArrayRef<Lanes> index,
                                               bool lastIsLane) {
  auto extract = cast<tensor::ExtractOp>(op);
  Value buffer = KernelNests::getBuffer(extract.getTensor());
  auto type = cast<MemRefType>(buffer.getType());
  Type element =
      cast<RankedTensorType>(extract.getTensor().getType()).getElementType();
  Value memory = flat(buffer);
  // The place as a number: index times stride, from the front.
  auto placeOf = [&](llvm::function_ref<Value(const Lanes &)> pick) {
    Value place = frame.constant(0);
    for (auto [k, lanes] : llvm::enumerate(index)) {
      if (type.getDimSize(k) != 1)
        place =
            arith::MulIOp::create(b, place, frame.constant(type.getDimSize(k)));
      place = arith::AddIOp::create(b, place, pick(lanes));
    }
    return place;
  };
  bool uniform =
      llvm::all_of(index, [](const Lanes &lanes) { return lanes.uniform; });
  if (uniform) {
    Value at = placeOf([](const Lanes &lanes) { return lanes.value; });
    Value one = memref::LoadOp::create(b, memory, ValueRange{at});
    return {fromStorage(b, one, element), true};
  }
  auto lanesType = VectorType::get({width}, type.getElementType());
  if (lastIsLane && !mask) {
    Value at = placeOf([&](const Lanes &lanes) -> Value {
      return lanes.uniform
                 ? lanes.value
                 : vector::ExtractOp::create(b, lanes.value, 0).getResult();
    });
    Value row = vector::LoadOp::create(b, lanesType, memory, ValueRange{at});
    return {fromStorage(b, row, element), false};
  }
  SmallVector<Value> parts;
  for (int64_t k = 0; k < width; ++k) {
    Value at = placeOf([&](const Lanes &lanes) -> Value {
      return lanes.uniform
                 ? lanes.value
                 : vector::ExtractOp::create(b, lanes.value, k).getResult();
    });
    if (mask) {
      Value counts = vector::ExtractOp::create(b, mask, k);
      at = arith::SelectOp::create(b, counts, at, frame.constant(0));
    }
    parts.push_back(memref::LoadOp::create(b, memory, ValueRange{at}));
  }
  Value lanes = vector::FromElementsOp::create(b, lanesType, parts);
  return {fromStorage(b, lanes, element), false};
}

SmallVector<ValueEmitter::Lanes>
ValueEmitter::bodyLanes(GenericOp op, ArrayRef<LinearForm> forms,
                        ArrayRef<Lanes> outputs) {
  llvm::DenseMap<Value, Lanes> known;
  for (OpOperand *operand : op.getDpsInputOperands())
    if (isRead(op, operand->getOperandNumber()))
      known[op.getMatchingBlockArgument(operand)] =
          getLanes(operand->get(), pointAt(op, *operand, forms));
  for (auto [argument, lanes] : llvm::zip(op.getRegionOutputArgs(), outputs))
    known[argument] = lanes;
  auto lookup = [&](Value value) -> Lanes {
    if (auto found = known.find(value); found != known.end())
      return found->second;
    return {scalar(value), true};
  };
  for (Operation &inner : op.getBody()->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(inner)) {
      known[index] = indexLanes(forms[index.getDim()]);
      continue;
    }
    SmallVector<Lanes> operands;
    if (auto extract = dyn_cast<tensor::ExtractOp>(inner)) {
      for (Value place : extract.getIndices())
        operands.push_back(lookup(place));
      bool lastIsLane = false;
      if (!operands.empty())
        if (auto last =
                extract.getIndices().back().getDefiningOp<linalg::IndexOp>())
          lastIsLane = laneStride(forms[last.getDim()]) == 1 &&
                       llvm::all_of(ArrayRef(operands).drop_back(),
                                    [](Lanes l) { return l.uniform; });
      known[extract] = extractLanes(&inner, operands, lastIsLane);
      continue;
    }
    for (Value operand : inner.getOperands())
      operands.push_back(lookup(operand));
    // Signless values stand for unsigned ones.
    known[inner.getResult(0)] = isa<UnrealizedConversionCastOp>(inner)
                                    ? operands[0]
                                    : cloneLanes(&inner, operands);
  }
  SmallVector<Lanes> results;
  for (Value value : op.getBody()->getTerminator()->getOperands())
    results.push_back(lookup(value));
  return results;
}

SmallVector<Value> ValueEmitter::applyBody(GenericOp op,
                                           ArrayRef<LinearForm> forms,
                                           ArrayRef<Value> outputs) {
  Location outer = b.getLoc();
  b.setLoc(op.getLoc());
  SmallVector<Lanes> given;
  for (Value output : outputs)
    given.push_back({output, !isa<VectorType>(output.getType())});
  SmallVector<Value> results;
  for (Lanes lanes : bodyLanes(op, forms, given))
    results.push_back(widen(lanes));
  b.setLoc(outer);
  return results;
}

Value ValueEmitter::multiplyAdd(GenericOp op, ArrayRef<LinearForm> forms,
                                Value accumulator, bool useFMA) {
  Location outer = b.getLoc();
  b.setLoc(op.getLoc());
  SmallVector<Value> factors;
  Type element = getElementTypeOrSelf(accumulator.getType());
  for (OpOperand *operand : op.getDpsInputOperands())
    if (isRead(op, operand->getOperandNumber())) {
      // Narrow floats are widened, one where it is one for all lanes.
      Lanes lanes = getLanes(operand->get(), pointAt(op, *operand, forms));
      Type narrow = lanes.value.getType();
      if (getElementTypeOrSelf(narrow) != element)
        lanes.value = arith::ExtFOp::create(
            b, lanes.uniform ? element : lanesOf(element), lanes.value);
      factors.push_back(widen(lanes));
    }
  // A square reads one operand twice.
  if (factors.size() == 1)
    factors.push_back(factors[0]);
  Value result;
  if (!isa<FloatType>(element))
    result = arith::AddIOp::create(
        b, accumulator, arith::MulIOp::create(b, factors[0], factors[1]));
  else if (!useFMA)
    result = arith::AddFOp::create(
        b, accumulator, arith::MulFOp::create(b, factors[0], factors[1]));
  else if (width == 1)
    result = math::FmaOp::create(b, factors[0], factors[1], accumulator);
  else
    result = vector::FMAOp::create(b, factors[0], factors[1], accumulator);
  b.setLoc(outer);
  return result;
}

} // namespace ms
