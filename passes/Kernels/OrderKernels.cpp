//===- OrderKernels.cpp - Kernels that put elements in order --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Sorting and the largest elements: a heap of the elements that come first,
// kept in the results themselves, so that no other memory is needed. Equal
// elements are told apart by their places, which makes the order stable.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelWriter.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// An element and the place it had.
struct Entry {
  Value key, place;
};

/// The heap of one row: entry i stands at `base + i * stride` of both results.
/// Its root is the entry that comes last.
class Heap {
public:
  Heap(KernelWriter &k, Type element, bool descending, Value base, Value stride)
      : k(k), element(element), descending(descending), base(base),
        stride(stride) {}

  Entry get(Value i) {
    Value at = placeOf(i);
    return {k.load(k.result(0), at), k.load(k.result(1), at)};
  }
  void set(Value i, const Entry &entry) {
    Value at = placeOf(i);
    k.store(entry.key, k.result(0), at);
    k.store(entry.place, k.result(1), at);
  }

  /// Whether `a` comes before `b`.
  Value isBefore(const Entry &a, const Entry &b) {
    auto [before, behind] = compare(a.key, b.key);
    Value first =
        arith::CmpIOp::create(k.b, arith::CmpIPredicate::slt, a.place, b.place);
    Value equal = arith::OrIOp::create(k.b, before, behind);
    Value one = arith::ConstantIntOp::create(k.b, 1, 1);
    equal = arith::XOrIOp::create(k.b, equal, one);
    return arith::OrIOp::create(k.b, before, k.both(equal, first));
  }

  /// Puts `entry` in the place of entry `start` of a heap of `size` entries: it
  /// goes down until no entry below comes behind it.
  void sink(Value start, Value size, const Entry &entry) {
    Value one = k.index(1), two = k.index(2);
    auto child = [&](Value i) { return k.add(k.mul(i, two), one); };
    // The hole, and whether it may go further down.
    Value yes = arith::ConstantIntOp::create(k.b, 1, 1);
    auto end = k.whileTrue(
        {start, yes},
        [&](ValueRange v) {
          return k.both(v[1], k.isBelow(child(v[0]), size));
        },
        [&](ValueRange v) -> KernelWriter::Carried {
          Value left = child(v[0]);
          Value right = k.min(k.add(left, one), k.sub(size, one));
          Value rightIsLast = isBefore(get(left), get(right));
          Value last = k.select(rightIsLast, right, left);
          Entry below = get(last);
          Value moves = isBefore(entry, below);
          Entry here = {k.select(moves, below.key, entry.key),
                        k.select(moves, below.place, entry.place)};
          set(v[0], here);
          return {k.select(moves, last, v[0]), moves};
        });
    set(end[0], entry);
  }

  KernelWriter &k;

private:
  Value placeOf(Value i) { return k.add(base, k.mul(i, stride)); }

  /// Whether key x comes before key y, and behind it.
  std::pair<Value, Value> compare(Value x, Value y) {
    Value less, greater;
    if (isa<FloatType>(element)) {
      // NaN is larger than all numbers.
      auto nan = [&](Value v) -> Value {
        return arith::CmpFOp::create(k.b, arith::CmpFPredicate::UNO, v, v);
      };
      auto number = [&](Value v) -> Value {
        return arith::CmpFOp::create(k.b, arith::CmpFPredicate::ORD, v, v);
      };
      auto below = [&](Value a, Value b) -> Value {
        Value ordered =
            arith::CmpFOp::create(k.b, arith::CmpFPredicate::OLT, a, b);
        return arith::OrIOp::create(k.b, ordered, k.both(number(a), nan(b)));
      };
      less = below(x, y);
      greater = below(y, x);
    } else {
      using P = arith::CmpIPredicate;
      P below = element.isUnsignedInteger() ? P::ult : P::slt;
      less = arith::CmpIOp::create(k.b, below, x, y);
      greater = arith::CmpIOp::create(k.b, below, y, x);
    }
    return descending ? std::pair(greater, less) : std::pair(less, greater);
  }

  Type element; ///< with its sign
  bool descending;
  Value base, stride;
};

/// The first `kept` of `extent` elements along `axis` in order.
void writeOrder(KernelWriter &k, int64_t axis, int64_t kept, bool descending) {
  auto x = cast<RankedTensorType>(k.op->getOperand(0).getType());
  int64_t extent = x.getDimSize(axis), inner = 1;
  for (int64_t d : x.getShape().drop_front(axis + 1))
    inner *= d;
  double cycles = 20.0 * extent * (1 + std::log2(std::max<double>(kept, 1)));
  AffineExpr tiles = k.extent(k.op->getOperand(0), 0, axis) * inner;
  k.write(tiles, cycles, [&](Value tile) {
    Value outside = k.div(tile, k.index(inner));
    Value inside = k.rem(tile, k.index(inner));
    auto start = [&](int64_t rows) {
      return k.add(k.mul(outside, k.index(rows * inner)), inside);
    };
    Value source = start(extent), stride = k.index(inner);
    Value zero = k.index(0), one = k.index(1), size = k.index(kept);
    Heap heap(k, x.getElementType(), descending, start(kept), stride);
    auto read = [&](Value i) -> Entry {
      Value at = k.add(source, k.mul(i, stride));
      Value place = arith::IndexCastOp::create(k.b, k.b.getI32Type(), i);
      return {k.load(k.operand(0), at), place};
    };
    k.forEach(zero, size, [&](Value i) { heap.set(i, read(i)); });
    // Entries from kept / 2 on have nothing below them.
    k.forEach(zero, k.index(kept / 2), [&](Value i) {
      Value at = k.sub(k.index(kept / 2 - 1), i);
      heap.sink(at, size, heap.get(at));
    });
    k.forEach(size, k.index(extent), [&](Value i) {
      Entry next = read(i);
      k.ifTrue(heap.isBefore(next, heap.get(zero)),
               [&] { heap.sink(zero, size, next); });
    });
    // The root is the last of those that are left.
    k.forEach(one, size, [&](Value i) {
      Value last = k.sub(size, i);
      Entry moved = heap.get(last);
      heap.set(last, heap.get(zero));
      heap.sink(zero, last, moved);
    });
  });
}

} // namespace

LogicalResult writeOrderKernel(KernelWriter &k) {
  if (auto op = dyn_cast<TopKOp>(k.op)) {
    int64_t axis = op.getX().getType().getRank() - 1;
    writeOrder(k, axis, op.getK(), /*descending=*/true);
    return success();
  }
  if (auto op = dyn_cast<SortOp>(k.op)) {
    RankedTensorType x = op.getX().getType();
    int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
    writeOrder(k, axis, x.getDimSize(axis), op.getDescending());
    return success();
  }
  return failure();
}

} // namespace ms
