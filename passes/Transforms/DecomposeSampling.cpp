//===- DecomposeSampling.cpp - Formulas: pixels moved and sampled ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Blocks of pixels move by a transposition. Sampling at places of a grid is
// arithmetic on these, and gathers of the pixels around them: the pixels of an
// image are the table, and a place outside is an index outside the table, which
// gives zeros.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// -1 stands for a dynamic extent.
int64_t extent(RankedTensorType type, unsigned k) {
  return type.isDynamicDim(k) ? -1 : type.getDimSize(k);
}

//===----------------------------------------------------------------------===//
// Blocks of pixels as channels
//===----------------------------------------------------------------------===//

LogicalResult decompose(DepthToSpaceOp op, Formula &f) {
  RankedTensorType x = op.getX().getType(), y = op.getType();
  int64_t block = op.getBlockSize(), batch = extent(x, 0);
  Value blocks =
      f.make<ReshapeOp>(op.getX(), f.ints({batch, block, block, y.getDimSize(1),
                                           x.getDimSize(2), x.getDimSize(3)}));
  Value rows = f.make<TransposeOp>(blocks, f.ints({0, 3, 4, 1, 5, 2}));
  return f.replace(f.make<ReshapeOp>(
      rows,
      f.ints({batch, y.getDimSize(1), y.getDimSize(2), y.getDimSize(3)})));
}

LogicalResult decompose(SpaceToDepthOp op, Formula &f) {
  RankedTensorType x = op.getX().getType(), y = op.getType();
  int64_t block = op.getBlockSize(), batch = extent(x, 0);
  Value rows = f.make<ReshapeOp>(
      op.getX(), f.ints({batch, x.getDimSize(1), y.getDimSize(2), block,
                         y.getDimSize(3), block}));
  Value blocks = f.make<TransposeOp>(rows, f.ints({0, 3, 5, 1, 2, 4}));
  return f.replace(f.make<ReshapeOp>(
      blocks,
      f.ints({batch, y.getDimSize(1), y.getDimSize(2), y.getDimSize(3)})));
}

//===----------------------------------------------------------------------===//
// Sampling
//===----------------------------------------------------------------------===//

/// The places of a grid along one extent of the image, in pixels.
struct Places {
  Value at;
  /// What a step of the grid moves them.
  Value slope;
};

/// How a sampler reads an image [N, C, H * W], at L places of each: those are
/// [N, L], weights and pixels [N, 1 or C, L].
class Sampler {
public:
  template <typename Op>
  Sampler(Op op, Formula &f)
      : f(f), isNearest(op.getInterpolationMode() == "nearest"),
        padding(op.getPaddingMode()), alignCorners(op.getAlignCorners()),
        image(op.getX().getType()), grid(op.getGrid().getType()),
        count(grid.getDimSize(1) * grid.getDimSize(2)) {
    Value x = f.widen(op.getX()), places = f.widen(op.getGrid());
    pixels = f.make<ReshapeOp>(
        x, f.ints({extent(image, 0), image.getDimSize(1),
                   image.getDimSize(2) * image.getDimSize(3)}));
    columns = along(places, 0, image.getDimSize(3));
    rows = along(places, 1, image.getDimSize(2));
    if (isNearest)
      return;
    left = f.make<FloorOp>(columns.at);
    top = f.make<FloorOp>(rows.at);
    right = f.sub(columns.at, left);
    bottom = f.sub(rows.at, top);
  }

  /// The pixels at the nearest places.
  Value nearestPlaces() {
    return numbers(f.make<RoundOp>(columns.at), f.make<RoundOp>(rows.at));
  }
  /// Those around the places, in the order of `weight`.
  Value cornerPlaces(int corner) {
    return numbers(f.add(left, f.scalar(corner % 2, left)),
                   f.add(top, f.scalar(corner / 2, top)));
  }
  /// The weight of a corner along the width or the height alone.
  Value columnWeight(int corner) { return part(right, corner % 2); }
  Value rowWeight(int corner) { return part(bottom, corner / 2); }
  Value weight(int corner) {
    return overChannels(f.mul(columnWeight(corner), rowWeight(corner)));
  }
  Value take(Value places) {
    return f.make<GatherOp>(pixels, places, f.b.getI64IntegerAttr(2),
                            f.b.getI64IntegerAttr(1));
  }
  /// The reverse of `take`, for the type of the image.
  Value give(Value dy, Value places) {
    Value dx = f.make<GatherGradOp>(
        dy, places,
        f.ints({extent(image, 0), image.getDimSize(1),
                image.getDimSize(2) * image.getDimSize(3)}),
        f.b.getI64IntegerAttr(2), f.b.getI64IntegerAttr(1));
    return f.narrow(f.make<ReshapeOp>(
                        dx, f.ints({extent(image, 0), image.getDimSize(1),
                                    image.getDimSize(2), image.getDimSize(3)})),
                    image);
  }
  /// [N, L] as [N, 1, L], which the channels share.
  Value overChannels(Value value) {
    return f.make<ReshapeOp>(value, f.ints({extent(image, 0), 1, count}));
  }

  Formula &f;
  bool isNearest;
  StringRef padding;
  bool alignCorners;
  RankedTensorType image, grid;
  int64_t count; ///< L
  Places columns, rows;

private:
  Value part(Value rest, int whole) {
    return whole ? rest : f.sub(f.scalar(1, rest), rest);
  }

  Places along(Value grid, int64_t entry, int64_t size) {
    Value unit = f.make<SliceOp>(grid, f.ints({0, 0, 0, entry}),
                                 f.ints({-1, -1, -1, 1}));
    unit = f.make<ReshapeOp>(unit, f.ints({extent(image, 0), count}));
    auto all = static_cast<double>(size), last = all - 1;
    Value shifted = f.add(unit, f.scalar(1, unit));
    Value at =
        alignCorners
            ? f.scale(shifted, last / 2)
            : f.scale(f.sub(f.scale(shifted, all), f.scalar(1, unit)), 0.5);
    Value slope = f.scalar((alignCorners ? last : all) / 2, unit);
    Value zero = f.scalar(0, unit);
    if (padding == "reflection") {
      double low = alignCorners ? 0 : -0.5, span = alignCorners ? last : all;
      if (span == 0)
        return {nearImage(f.mul(unit, zero), size), zero};
      // Mirrored at low and low + span: a wave with the period 2 * span.
      Value wave = f.sub(at, f.scalar(low, at));
      Value turns = f.make<FloorOp>(f.scale(wave, 0.5 / span));
      Value rest = f.sub(wave, f.scale(turns, 2 * span));
      Value back = f.make<GreaterOp>(rest, f.scalar(span, rest));
      Value mirrored = f.sub(f.scalar(2 * span, rest), rest);
      at = f.add(f.make<SelectOp>(back, mirrored, rest), f.scalar(low, rest));
      slope = f.make<SelectOp>(back, f.make<NegOp>(slope), slope);
    }
    if (padding == "zeros")
      return {nearImage(at, size), slope};
    Value end = f.scalar(last, unit);
    Value inside = f.make<LogicalAndOp>(f.make<GreaterOp>(at, zero),
                                        f.make<LessOp>(at, end));
    Value moved = f.make<MaximumOp>(f.make<MinimumOp>(at, end), zero);
    return {nearImage(moved, size), f.make<SelectOp>(inside, slope, zero)};
  }

  /// Places around which are no pixels become one such: weights stay finite.
  Value nearImage(Value at, int64_t size) {
    Value end = f.scalar(static_cast<double>(size) + 1, at);
    Value outside = f.scalar(-2, at);
    Value near = f.make<LogicalAndOp>(f.make<GreaterEqualOp>(at, outside),
                                      f.make<LessEqualOp>(at, end));
    return f.make<SelectOp>(near, at, outside);
  }

  /// The numbers of pixels; -1 for those outside.
  Value numbers(Value column, Value row) {
    auto within = [&](Value place, int64_t size) {
      return f.make<LogicalAndOp>(
          f.make<GreaterEqualOp>(place, f.scalar(0, place)),
          f.make<LessOp>(place, f.scalar(static_cast<double>(size), place)));
    };
    Value inside = f.make<LogicalAndOp>(within(column, image.getDimSize(3)),
                                        within(row, image.getDimSize(2)));
    Value number =
        f.add(f.scale(row, static_cast<double>(image.getDimSize(3))), column);
    Value found = f.make<SelectOp>(inside, number, f.scalar(-1, number));
    return f.make<CastOp>(found, TypeAttr::get(f.b.getI32Type()));
  }

  Value pixels, left, top, right, bottom;
};

LogicalResult decompose(GridSampler2DOp op, Formula &f) {
  Sampler s(op, f);
  Value y;
  if (s.isNearest) {
    y = s.take(s.nearestPlaces());
  } else {
    SmallVector<Value> parts;
    for (int corner = 0; corner < 4; ++corner)
      parts.push_back(f.mul(s.take(s.cornerPlaces(corner)), s.weight(corner)));
    y = f.make<AddNOp>(parts[0].getType(), parts);
  }
  RankedTensorType type = op.getType();
  y = f.make<ReshapeOp>(y, f.ints({extent(type, 0), type.getDimSize(1),
                                   type.getDimSize(2), type.getDimSize(3)}));
  return f.replace(f.narrow(y, type));
}

LogicalResult decompose(GridSampler2DGradOp op, Formula &f) {
  Sampler s(op, f);
  Value dy = f.make<ReshapeOp>(
      f.widen(op.getDy()),
      f.ints({extent(s.image, 0), s.image.getDimSize(1), s.count}));
  if (s.isNearest) {
    Value none =
        f.make<BroadcastLikeOp>(f.scalar(0, op.getGrid()), op.getGrid());
    return f.replace({s.give(dy, s.nearestPlaces()), none});
  }
  // One scatter of all corners; the slopes along width and height are
  // differences of neighbours.
  SmallVector<Value> given, places, alongColumns, alongRows;
  for (int corner = 0; corner < 4; ++corner) {
    places.push_back(s.cornerPlaces(corner));
    given.push_back(f.mul(dy, s.weight(corner)));
    Value sum = f.make<ReduceSumOp>(f.mul(dy, s.take(places.back())),
                                    f.ints({1}), f.flag(false));
    Value column = f.mul(sum, s.rowWeight(corner));
    Value row = f.mul(sum, s.columnWeight(corner));
    alongColumns.push_back(corner % 2 ? column : f.make<NegOp>(column));
    alongRows.push_back(corner / 2 ? row : f.make<NegOp>(row));
  }
  auto axis = [&](int64_t k) { return f.b.getI64IntegerAttr(k); };
  Value dx = s.give(f.make<ConcatOp>(given, axis(2)),
                    f.make<ConcatOp>(places, axis(1)));
  auto slope = [&](ArrayRef<Value> parts, Value factor) {
    Value sum = f.make<AddNOp>(parts[0].getType(), parts);
    return f.make<ReshapeOp>(f.mul(sum, factor),
                             f.ints({extent(s.grid, 0), s.grid.getDimSize(1),
                                     s.grid.getDimSize(2), 1}));
  };
  SmallVector<Value> both = {slope(alongColumns, s.columns.slope),
                             slope(alongRows, s.rows.slope)};
  Value dgrid = f.narrow(f.make<ConcatOp>(both, axis(3)), s.grid);
  return f.replace({dx, dgrid});
}

} // namespace

void addSamplingFormulas(RewritePatternSet &patterns) {
  addFormula<DepthToSpaceOp, decompose>(patterns);
  addFormula<SpaceToDepthOp, decompose>(patterns);
  addFormula<GridSampler2DOp, decompose>(patterns);
  addFormula<GridSampler2DGradOp, decompose>(patterns);
}

} // namespace ms
