//===- IndexFrame.cpp - Loop indices and offsets while emitting -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/IndexFrame.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

namespace ms {

unsigned IndexFrame::push(Value value) {
  levels.push_back({value, value.getParentBlock(), value.getDefiningOp(), {}});
  return levels.size() - 1;
}

void IndexFrame::pop() { levels.pop_back(); }

IndexFrame::Resolved IndexFrame::resolve(const LinearForm &form) const {
  Resolved result;
  result.scales.assign(levels.size(), 0);
  result.constant = form.constant;
  for (unsigned k = 0; k < loops.size(); ++k) {
    int64_t coeff = form.coeffs[k];
    const Index &index = loops[k];
    if (form.blockSize != 0 && form.blockLoop == k) {
      // Loops go in whole blocks; what is unrolled stays in one.
      int64_t size = form.blockSize;
      result.constant += index.constant / size * form.blockCoeff +
                         index.constant % size * coeff;
      for (auto [level, scale] : index.terms) {
        assert(scale % size == 0 && "a loop that cuts a block");
        result.scales[level] += scale / size * form.blockCoeff;
      }
      continue;
    }
    if (coeff == 0)
      continue;
    result.constant += coeff * index.constant;
    for (auto [level, scale] : index.terms)
      result.scales[level] += coeff * scale;
  }
  return result;
}

template <typename Op>
Value IndexFrame::atHead(Level &level, Value x, Value y) {
  // Behind what the levels around it have put into the same block.
  Operation *after = nullptr;
  for (Level &outer : levels) {
    if (outer.block == level.block && outer.head &&
        (!after || after->isBeforeInBlock(outer.head)))
      after = outer.head;
    if (&outer == &level)
      break;
  }
  OpBuilder::InsertionGuard guard(builder);
  if (after)
    builder.setInsertionPointAfter(after);
  else
    builder.setInsertionPointToStart(level.block);
  auto op = Op::create(builder, level.value.getLoc(), x, y);
  level.head = op;
  return op;
}

Value IndexFrame::partial(ArrayRef<int64_t> scales, unsigned level) {
  if (level == 0)
    return nullptr;
  if (scales[level - 1] == 0)
    return partial(scales, level - 1);
  Level &here = levels[level - 1];
  SmallVector<int64_t> key(scales.take_front(level));
  if (Value known = here.offsets[key])
    return known;
  Value outer = partial(scales, level - 1);
  Value term = here.value;
  if (scales[level - 1] != 1)
    term = atHead<arith::MulIOp>(here, term, constant(scales[level - 1]));
  if (outer)
    term = atHead<arith::AddIOp>(here, outer, term);
  return here.offsets[key] = term;
}

Value IndexFrame::offset(const LinearForm &form, int64_t extra) {
  return offsetOf(resolve(form), extra);
}

IndexFrame::Mark IndexFrame::mark() const {
  Mark mark{static_cast<unsigned>(levels.size()), {}};
  for (const Index &index : loops)
    mark.constants.push_back(index.constant);
  return mark;
}

Value IndexFrame::offsetSince(const Mark &mark, const LinearForm &form) {
  Resolved known = resolve(form);
  std::fill_n(known.scales.begin(), mark.levels, 0);
  int64_t before = 0;
  for (unsigned k = 0; k < loops.size(); ++k)
    before += form.coeffs[k] * mark.constants[k];
  return offsetOf(known, -before);
}

Value IndexFrame::offsetOf(const Resolved &known, int64_t extra) {
  Value base = partial(known.scales, levels.size());
  int64_t rest = known.constant + extra;
  if (!base)
    return constant(rest);
  if (rest == 0)
    return base;
  return arith::AddIOp::create(builder, base.getLoc(), base, constant(rest));
}

Value IndexFrame::constant(int64_t value) {
  Value &known = constants[value];
  if (known)
    return known;
  Operation *parent = builder.getInsertionBlock()->getParentOp();
  while (!isa<FunctionOpInterface>(parent))
    parent = parent->getParentOp();
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&parent->getRegion(0).front());
  known = arith::ConstantIndexOp::create(builder, parent->getLoc(), value);
  return known;
}

} // namespace ms
