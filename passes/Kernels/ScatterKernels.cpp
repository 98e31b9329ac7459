//===- ScatterKernels.cpp - Kernels that store at computed places ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// All scatter: sources go to targets that an operand names. A tile owns a range
// of targets and takes, in order, the sources that go there. So sums have one
// order for any number of threads, and no two threads meet in one place.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelWriter.h"

#include "dialects/MindIR/Ops/Index.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// Most tiles in which the targets of one place outside are cut.
constexpr double kMostChunks = 64;

/// For each place outside: `sources` slices of `inner` elements, each with a
/// number, that go to `targets` slices.
struct Scatter {
  AffineExpr outer;      ///< places outside, each with tables of its own
  AffineExpr sources;    ///< slices for each place outside
  int64_t targets = 1;   ///< slices of the result for each place outside
  int64_t inner = 1;     ///< elements of a slice
  unsigned updates = 0;  ///< the operand that holds the slices
  bool replaces = false; ///< stores instead of adding
  /// The operand that the result starts from; none: zeros.
  std::optional<unsigned> start;
  /// The target of a source of a place outside, from `targets` on where it has
  /// none.
  std::function<Value(Value outside, Value source)> target;
};

/// A target is looked for by each tile of one place outside. That must be
/// little beside the work on the slices.
int64_t countChunks(const Scatter &s, KernelWriter &k) {
  double sources = k.estimate(s.sources);
  double work = (sources + s.targets) * s.inner / 4.0;
  double chunks = std::min(
      {kMostChunks, double(s.targets), work / std::max(sources * 2.0, 1.0)});
  // Enough tiles come from outside.
  if (k.estimate(s.outer) >= kMostChunks)
    chunks = 1;
  return std::max<int64_t>(static_cast<int64_t>(chunks), 1);
}

void writeScatter(const Scatter &s, KernelWriter &k) {
  int64_t chunks = countChunks(s, k);
  int64_t size = (s.targets + chunks - 1) / chunks;
  chunks = size == 0 ? 1 : (s.targets + size - 1) / size;
  double cycles = (k.estimate(s.sources) * (2 + s.inner / 4.0 / chunks) +
                   double(size) * s.inner / 8);
  Value updates = k.operand(s.updates), y = k.result(0);
  Type element = KernelWriter::elementOf(y);
  k.write(s.outer * chunks, cycles, [&](Value tile) {
    Value inner = k.index(s.inner), targets = k.index(s.targets);
    Value outside = k.div(tile, k.index(chunks));
    Value first = k.mul(k.rem(tile, k.index(chunks)), k.index(size));
    Value last = k.min(k.add(first, k.index(size)), targets);
    Value table = k.mul(outside, targets);
    Value begin = k.mul(k.add(table, first), inner);
    Value end = k.mul(k.add(table, last), inner);
    if (s.start)
      k.forVectors(begin, end, element, [&](Value at, VectorType vector) {
        k.store(k.load(k.operand(*s.start), at, vector), y, at, vector);
      });
    else
      k.clear(y, begin, end);
    Value count = k.value(s.sources), width = k.sub(last, first);
    Value from = k.mul(outside, count);
    k.forEach(k.index(0), count, [&](Value source) {
      Value target = s.target(outside, source);
      k.ifTrue(k.isBelow(k.sub(target, first), width), [&] {
        Value slice = k.mul(k.add(from, source), inner);
        Value place = k.mul(k.add(table, target), inner);
        k.forVectors(slice, k.add(slice, inner), element,
                     [&](Value at, VectorType vector) {
                       Value to = k.add(place, k.sub(at, slice));
                       Value value = k.load(updates, at, vector);
                       if (!s.replaces)
                         value = k.addElements(k.load(y, to, vector), value);
                       k.store(value, y, to, vector);
                     });
      });
    });
  });
}

int64_t countElements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  return count;
}

void writeSegmentSum(UnsortedSegmentSumOp op, KernelWriter &k) {
  RankedTensorType x = op.getX().getType();
  int64_t rank = op.getSegmentIds().getType().getRank();
  Scatter s;
  s.outer = k.constant(1);
  s.sources = k.extent(op.getSegmentIds(), 0, rank);
  s.targets = op.getNumSegments();
  s.inner = countElements(x.getShape().drop_front(rank));
  s.target = [&](Value, Value source) { return k.loadIndex(1, source); };
  writeScatter(s, k);
}

void writeGatherGrad(GatherGradOp op, KernelWriter &k) {
  RankedTensorType table = op.getDtable().getType();
  int64_t axis = normalizeAxis(op.getAxis(), table.getRank());
  Scatter s;
  Value indices = op.getIndices();
  int64_t batch = op.getBatchDims();
  s.outer = k.extent(op.getDtable(), 0, axis);
  s.sources = k.extent(indices, batch, op.getIndices().getType().getRank());
  s.targets = table.getDimSize(axis);
  s.inner = countElements(table.getShape().drop_front(axis + 1));
  // Places outside beyond the batch share one set of indices.
  AffineExpr places = k.extent(op.getDtable(), batch, axis);
  s.target = [&k, &s, batch, places](Value outside, Value source) {
    if (batch == 0)
      return k.loadIndex(1, source);
    Value set = k.div(outside, k.value(places));
    return k.loadIndex(1, k.add(k.mul(set, k.value(s.sources)), source));
  };
  writeScatter(s, k);
}

/// The place that a tuple of indices names in the first dimensions of `shape`;
/// their product where it is outside.
Value tupleTarget(KernelWriter &k, unsigned indices, ArrayRef<int64_t> shape,
                  Value source) {
  Value place = k.index(0), inside;
  Value first = k.mul(source, k.index(shape.size()));
  for (auto [d, extent] : llvm::enumerate(shape)) {
    Value at = k.loadIndex(indices, k.add(first, k.index(d)));
    Value fits = k.isBelow(at, k.index(extent));
    inside = inside ? k.both(inside, fits) : fits;
    place = k.add(k.mul(place, k.index(extent)), at);
  }
  return k.select(inside, place, k.index(countElements(shape)));
}

/// A scatter of slices at tuples into a tensor of `shape`.
Scatter tupleScatter(KernelWriter &k, Value indices, unsigned indicesAt,
                     ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(indices.getType());
  int64_t depth = type.getShape().back();
  Scatter s;
  s.outer = k.constant(1);
  s.sources = k.extent(indices, 0, type.getRank() - 1);
  s.targets = countElements(shape.take_front(depth));
  s.inner = countElements(shape.drop_front(depth));
  s.target = [&k, indicesAt, shape, depth](Value, Value source) {
    return tupleTarget(k, indicesAt, shape.take_front(depth), source);
  };
  return s;
}

void writeScatterNd(ScatterNdOp op, KernelWriter &k) {
  Scatter s = tupleScatter(k, op.getIndices(), 0, op.getType().getShape());
  s.updates = 1;
  writeScatter(s, k);
}

void writeScatterUpdate(TensorScatterUpdateOp op, KernelWriter &k) {
  Scatter s = tupleScatter(k, op.getIndices(), 1, op.getType().getShape());
  s.updates = 2;
  s.start = 0;
  s.replaces = true;
  writeScatter(s, k);
}

/// Element by element: a tile is a place outside and a run of places inside.
void writeGatherDGrad(GatherDGradOp op, KernelWriter &k) {
  constexpr int64_t kRun = 64;
  RankedTensorType dx = op.getDx().getType(), dy = op.getDy().getType();
  int64_t dim = normalizeAxis(op.getDim(), dx.getRank());
  int64_t inner = countElements(dx.getShape().drop_front(dim + 1));
  int64_t runs = std::max<int64_t>((inner + kRun - 1) / kRun, 1);
  int64_t extent = dx.getDimSize(dim), count = dy.getDimSize(dim);
  double cycles = double(count + extent) * std::min(inner, kRun) * 2;
  k.write(k.extent(op.getDx(), 0, dim) * runs, cycles, [&](Value tile) {
    Value outside = k.div(tile, k.index(runs));
    Value first = k.mul(k.rem(tile, k.index(runs)), k.index(kRun));
    Value last = k.min(k.add(first, k.index(kRun)), k.index(inner));
    auto row = [&](Value at, int64_t rows) {
      return k.mul(k.add(k.mul(outside, k.index(rows)), at), k.index(inner));
    };
    k.forEach(k.index(0), k.index(extent), [&](Value at) {
      Value place = row(at, extent);
      k.clear(k.result(0), k.add(place, first), k.add(place, last));
    });
    k.forEach(k.index(0), k.index(count), [&](Value at) {
      Value source = row(at, count);
      k.forEach(first, last, [&](Value i) {
        Value from = k.add(source, i), target = k.loadIndex(1, from);
        // Negative indices count from the extent.
        Value wrapped = k.add(target, k.index(extent));
        target = k.select(k.isBelow(wrapped, k.index(extent)), wrapped, target);
        k.ifTrue(k.isBelow(target, k.index(extent)), [&] {
          Value to = k.add(row(target, extent), i);
          Value sum = k.addElements(k.load(k.result(0), to),
                                    k.load(k.operand(0), from));
          k.store(sum, k.result(0), to);
        });
      });
    });
  });
}

/// Where a place of x, number `at` among those of the extents `shape`, stands
/// among those of `cut`, and whether it does. The first extents may be dynamic:
/// then they agree.
struct CutPlace {
  Value number, inside;
};
CutPlace cutPlace(KernelWriter &k, ArrayRef<int64_t> shape,
                  ArrayRef<int64_t> cut, Value at) {
  if (shape == cut)
    return {at, nullptr};
  CutPlace place = {k.index(0), nullptr};
  int64_t stride = 1;
  for (size_t d = shape.size(); d-- > 0;) {
    // What is left is the place along the first dimension.
    Value along = d == 0 ? at : k.rem(at, k.index(shape[d]));
    if (d > 0)
      at = k.div(at, k.index(shape[d]));
    place.number = k.add(place.number, k.mul(along, k.index(stride)));
    if (shape[d] == cut[d] && ShapedType::isDynamic(shape[d]))
      continue;
    stride *= cut[d];
    if (shape[d] == cut[d])
      continue;
    Value fits = k.isBelow(along, k.index(cut[d]));
    place.inside = place.inside ? k.both(place.inside, fits) : fits;
  }
  return place;
}

/// Tiles as in `writeGatherDGrad`.
void writeScatterElements(TensorScatterElementsOp op, KernelWriter &k) {
  constexpr int64_t kRun = 64;
  ArrayRef<int64_t> shape = op.getType().getShape();
  ArrayRef<int64_t> cut = op.getIndices().getType().getShape();
  int64_t axis = normalizeAxis(op.getAxis(), shape.size());
  int64_t inner = countElements(shape.drop_front(axis + 1));
  int64_t cutInner = countElements(cut.drop_front(axis + 1));
  int64_t runs = std::max<int64_t>((inner + kRun - 1) / kRun, 1);
  int64_t extent = shape[axis], count = cut[axis];
  double cycles = double(count + extent) * std::min(inner, kRun) * 2;
  bool adds = op.getReduction() == "add";
  Value y = k.result(0);
  auto ifInside = [&](Value inside, llvm::function_ref<void()> body) {
    inside ? k.ifTrue(inside, body) : body();
  };
  k.write(k.extent(op.getY(), 0, axis) * runs, cycles, [&](Value tile) {
    Value outside = k.div(tile, k.index(runs));
    Value first = k.mul(k.rem(tile, k.index(runs)), k.index(kRun));
    Value last = k.min(k.add(first, k.index(kRun)), k.index(inner));
    auto row = [&](Value at) {
      return k.mul(k.add(k.mul(outside, k.index(extent)), at), k.index(inner));
    };
    k.forEach(k.index(0), k.index(extent), [&](Value at) {
      Value place = row(at);
      k.forVectors(k.add(place, first), k.add(place, last),
                   KernelWriter::elementOf(y), [&](Value i, VectorType vector) {
                     k.store(k.load(k.operand(0), i, vector), y, i, vector);
                   });
    });
    CutPlace line =
        cutPlace(k, shape.take_front(axis), cut.take_front(axis), outside);
    ifInside(line.inside, [&] {
      Value start = k.mul(line.number, k.index(count));
      k.forEach(k.index(0), k.index(count), [&](Value at) {
        Value source = k.mul(k.add(start, at), k.index(cutInner));
        k.forEach(first, last, [&](Value i) {
          CutPlace place = cutPlace(k, shape.drop_front(axis + 1),
                                    cut.drop_front(axis + 1), i);
          ifInside(place.inside, [&] {
            Value from = k.add(source, place.number);
            Value target = k.loadIndex(1, from);
            // Negative indices count from the extent.
            Value wrapped = k.add(target, k.index(extent));
            target =
                k.select(k.isBelow(wrapped, k.index(extent)), wrapped, target);
            k.ifTrue(k.isBelow(target, k.index(extent)), [&] {
              Value to = k.add(row(target), i);
              Value value = k.load(k.operand(2), from);
              if (adds)
                value = k.addElements(k.load(y, to), value);
              k.store(value, y, to);
            });
          });
        });
      });
    });
  });
}

} // namespace

LogicalResult writeScatterKernel(KernelWriter &k) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(k.op)
      .Case([&](UnsortedSegmentSumOp op) {
        writeSegmentSum(op, k);
        return success();
      })
      .Case([&](GatherGradOp op) {
        writeGatherGrad(op, k);
        return success();
      })
      .Case([&](GatherDGradOp op) {
        writeGatherDGrad(op, k);
        return success();
      })
      .Case([&](ScatterNdOp op) {
        writeScatterNd(op, k);
        return success();
      })
      .Case([&](TensorScatterUpdateOp op) {
        writeScatterUpdate(op, k);
        return success();
      })
      .Case([&](TensorScatterElementsOp op) {
        writeScatterElements(op, k);
        return success();
      })
      .Default([](Operation *) { return failure(); });
}

} // namespace ms
