//===- WinogradKernels.cpp - Loops of Winograd's algorithm ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// F(tile x tile, 3 x 3) for tiles of 2 and 4. Lanes run along channels in all
// three kernels: transforms are sums of a few vectors, and the products of a
// piece are matrix products over channels.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Epilogue.h"
#include "passes/Kernels/KernelWriter.h"
#include "passes/Kernels/Winograd.h"

#include "dialects/MindIR/Ops/Winograd.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

using Line = SmallVector<Value>;
using Grid = SmallVector<Line>;

/// The matrices of the algorithm, times lines of vectors.
class Transforms {
public:
  Transforms(KernelWriter &k, int64_t tile) : k(k), tile(tile) {}

  /// B^T d, for d of tile + 2 pixels.
  Line input(const Line &d) {
    if (tile == 2)
      return {sub(d[0], d[2]), add(d[1], d[2]), sub(d[2], d[1]),
              sub(d[1], d[3])};
    Value even = add(-4, d[2], d[4]), odd = add(-4, d[1], d[3]);
    Value a = sub(d[4], d[2]), b = sub(d[3], d[1]);
    return {add(4, d[0], add(-5, d[2], d[4])),
            add(even, odd),
            sub(even, odd),
            add(2, b, a),
            add(-2, b, a),
            add(4, d[1], add(-5, d[3], d[5]))};
  }

  /// G g, for g of three taps.
  Line filter(const Line &g) {
    if (tile == 2) {
      Value ends = scale(0.5, add(g[0], g[2]));
      return {g[0], add(0.5, g[1], ends), add(-0.5, g[1], ends), g[2]};
    }
    Value ends = scale(-1.0 / 6, add(g[0], g[2]));
    Value far = add(1.0 / 24, g[0], scale(1.0 / 6, g[2]));
    return {scale(0.25, g[0]),         add(-1.0 / 6, g[1], ends),
            add(1.0 / 6, g[1], ends),  add(1.0 / 12, g[1], far),
            add(-1.0 / 12, g[1], far), g[2]};
  }

  /// A^T m, for m of tile + 2 products.
  Line output(const Line &m) {
    if (tile == 2)
      return {add(m[0], add(m[1], m[2])), sub(sub(m[1], m[2]), m[3])};
    Value a = add(m[1], m[2]), b = sub(m[1], m[2]);
    Value c = add(m[3], m[4]), d = sub(m[3], m[4]);
    return {add(m[0], add(a, c)), add(2, d, b), add(4, c, a),
            add(m[5], add(8, d, b))};
  }

  using Times = Line (Transforms::*)(const Line &);
  /// M x M^T for the matrix M of one of the above.
  Grid both(const Grid &x, Times times) {
    return ofColumns(ofColumns(x, times), times);
  }

private:
  /// (M x)^T.
  Grid ofColumns(const Grid &x, Times times) {
    Grid result;
    for (size_t column = 0; column < x.front().size(); ++column) {
      Line line;
      for (const Line &row : x)
        line.push_back(row[column]);
      result.push_back((this->*times)(line));
    }
    return result;
  }
  Value add(Value x, Value y) { return arith::AddFOp::create(k.b, x, y); }
  Value sub(Value x, Value y) { return arith::SubFOp::create(k.b, x, y); }
  Value scale(double factor, Value x) {
    return arith::MulFOp::create(k.b, k.splat(factor, x.getType()), x);
  }
  Value add(double factor, Value x, Value y) {
    return k.multiplyAdd(k.splat(factor, x.getType()), x, y);
  }

  KernelWriter &k;
  int64_t tile;
};

/// Runs `body` for each vector of `channels` channels, with its first channel.
void forChannels(KernelWriter &k, int64_t channels, VectorType vector,
                 KernelWriter::Body body) {
  int64_t lanes = vector.getNumElements();
  k.forEach(k.index(0), k.index(channels / lanes),
            [&](Value number) { body(k.mul(number, k.index(lanes))); });
}

/// A vector of as many f32 as the target has lanes, if `channels` are whole
/// vectors.
FailureOr<VectorType> vectorOf(KernelWriter &k, int64_t channels) {
  int64_t lanes = std::min<int64_t>(
      k.getTarget().vectorBytes / static_cast<int64_t>(sizeof(float)),
      llvm::bit_floor(static_cast<uint64_t>(channels)));
  if (channels % lanes != 0)
    return failure();
  return VectorType::get({lanes}, k.b.getF32Type());
}

LogicalResult writeFilterTransform(WinogradFilterTransformOp op,
                                   KernelWriter &k) {
  ArrayRef<int64_t> w = op.getW().getType().getShape();
  ArrayRef<int64_t> u = op.getType().getShape();
  int64_t products = u[1], in = u[2], block = u[3];
  FailureOr<VectorType> vector = vectorOf(k, block);
  if (failed(vector))
    return failure();
  int64_t lanes = vector->getNumElements();
  // Weights lie as [O, I, 3, 3].
  int64_t alongOut = 9 * w[2] * w[3], alongIn = 9;
  if (op.getTransposed())
    std::swap(alongOut, alongIn);
  Transforms transforms(k, op.getTile());
  double cycles = static_cast<double>(block / lanes * (9 * lanes + 150));
  k.write(k.constant(u[0] * in), cycles, [&](Value tile) {
    Value number = k.div(tile, k.index(in)), c = k.rem(tile, k.index(in));
    Value first = k.add(k.mul(number, k.index(block * alongOut)),
                        k.mul(c, k.index(alongIn)));
    Value place =
        k.mul(k.add(k.mul(number, k.index(products * in)), c), k.index(block));
    forChannels(k, block, *vector, [&](Value channel) {
      Value from = k.add(first, k.mul(channel, k.index(alongOut)));
      Value to = k.add(place, channel);
      Grid taps(3, Line(3));
      for (int64_t tap = 0; tap < 9; ++tap) {
        Line elements;
        for (int64_t lane = 0; lane < lanes; ++lane)
          elements.push_back(k.load(
              k.operand(0), k.add(from, k.index(lane * alongOut + tap))));
        int64_t turned = op.getTransposed() ? 8 - tap : tap;
        taps[turned / 3][turned % 3] =
            vector::FromElementsOp::create(k.b, *vector, elements);
      }
      Grid result = transforms.both(taps, &Transforms::filter);
      for (auto [row, line] : llvm::enumerate(result))
        for (auto [column, value] : llvm::enumerate(line)) {
          int64_t product = row * line.size() + column;
          k.store(value, k.result(0), k.add(to, k.index(product * in * block)),
                  *vector);
        }
    });
  });
  return success();
}

/// A tile is a row of pieces of an image.
LogicalResult writeInputTransform(WinogradInputTransformOp op,
                                  KernelWriter &k) {
  ArrayRef<int64_t> x = op.getX().getType().getShape();
  int64_t blocks = x[1], height = x[2], width = x[3], block = x[4];
  int64_t padding = op.getPadding(), tile = op.getTile(), size = tile + 2;
  FailureOr<VectorType> vector = vectorOf(k, block);
  if (failed(vector))
    return failure();
  int64_t lanes = vector->getNumElements(), channels = blocks * block;
  int64_t piecesDown = llvm::divideCeil(height + 2 * padding - 2, tile);
  int64_t piecesAcross = llvm::divideCeil(width + 2 * padding - 2, tile);
  int64_t record = op.getType().getDimSize(2);
  Transforms transforms(k, tile);

  /// The piece that starts at a row and a column of the image, which may lie
  /// outside of it; `place` is that of its first pixel.
  auto piece = [&](Value row, Value column, Value place, Value channel,
                   bool isInside) {
    Value none = k.zero(*vector);
    Grid pixels(size, Line(size));
    for (int64_t i = 0; i < size; ++i)
      for (int64_t j = 0; j < size; ++j) {
        Value at = k.add(place, k.index((i * width + j) * block));
        if (isInside) {
          pixels[i][j] = k.load(k.operand(0), at, *vector);
          continue;
        }
        Value inside =
            k.both(k.isBelow(k.add(row, k.index(i)), k.index(height)),
                   k.isBelow(k.add(column, k.index(j)), k.index(width)));
        at = k.select(inside, at, channel);
        pixels[i][j] =
            k.select(inside, k.load(k.operand(0), at, *vector), none);
      }
    return transforms.both(pixels, &Transforms::input);
  };

  double cycles =
      static_cast<double>(piecesAcross * channels / lanes * size * size * 4);
  AffineExpr tiles = k.extent(op.getX(), 0, 1) * piecesDown;
  k.write(tiles, cycles, [&](Value number) {
    Value image = k.div(number, k.index(piecesDown));
    Value down = k.rem(number, k.index(piecesDown));
    Value row = k.sub(k.mul(down, k.index(tile)), k.index(padding));
    k.forEach(k.index(0), k.index(blocks), [&](Value number) {
      Value plane = k.mul(k.add(k.mul(image, k.index(blocks)), number),
                          k.index(height * width * block));
      Value rowPlace = k.add(plane, k.mul(row, k.index(width * block)));
      k.forEach(k.index(0), k.index(piecesAcross), [&](Value across) {
        Value column = k.sub(k.mul(across, k.index(tile)), k.index(padding));
        Value place = k.add(rowPlace, k.mul(column, k.index(block)));
        Value records =
            k.add(k.mul(k.add(k.mul(image, k.index(piecesDown)), down),
                        k.index(piecesAcross)),
                  across);
        Value to = k.add(k.mul(records, k.index(record)),
                         k.mul(number, k.index(block)));
        auto write = [&](bool isInside) {
          forChannels(k, block, *vector, [&](Value channel) {
            Grid result =
                piece(row, column, k.add(place, channel), channel, isInside);
            Value start = k.add(to, channel);
            for (int64_t product = 0; product < size * size; ++product)
              k.store(result[product / size][product % size], k.result(0),
                      k.add(start, k.index(product * channels)), *vector);
          });
        };
        // Negative numbers are large ones.
        auto fits = [&](Value start, int64_t extent) {
          return k.isBelow(start,
                           k.index(std::max<int64_t>(extent - size + 1, 0)));
        };
        Value inside = k.both(fits(row, height), fits(column, width));
        k.ifTrue(inside, [&] { write(true); }, [&] { write(false); });
      });
    });
  });
  return success();
}

/// A tile is a group of pieces and a block of output channels.
class ConvolutionWriter {
public:
  ConvolutionWriter(WinogradConv2DOp op, KernelWriter &k, VectorType vector)
      : k(k), vector(vector), lanes(vector.getNumElements()),
        size(static_cast<int64_t>(op.getTile())),
        u(op.getU().getType().getShape()), y(op.getType().getShape()),
        record(op.getV().getType().getDimSize(2)),
        pieces(op.getV().getType().getDimSize(1)),
        acrossPieces(llvm::divideCeil(y[3], size)),
        all(k.extent(op.getV(), 0, 1) * pieces), epilogue(k, op.getResult()) {
    WinogradProblem problem;
    problem.isDynamic = op.getType().isDynamicDim(0);
    problem.images =
        static_cast<int64_t>(k.estimate(k.extent(op.getV(), 0, 1)));
    problem.pieces = pieces;
    problem.channelsIn = in();
    problem.channelsOut = blocks() * block();
    problem.tile = size;
    plan = planWinograd(problem, block() / lanes, k.getTarget());
  }

  void write() {
    Value scratch = memref::AllocaOp::create(
        k.b,
        MemRefType::get({plan.group * products() * block()}, k.b.getF32Type()),
        k.b.getI64IntegerAttr(64));
    double estimated = k.estimate(all) / static_cast<double>(plan.group) *
                       static_cast<double>(blocks());
    k.write(all.ceilDiv(plan.group) * blocks(),
            plan.cycles / std::max(estimated, 1.0), [&](Value number) {
              Value group = k.div(number, k.index(blocks()));
              Value part = k.rem(number, k.index(blocks()));
              Value total = k.value(all);
              Value first = k.mul(group, k.index(plan.group));
              Value last = k.min(k.add(first, k.index(plan.group)), total);
              Value tiles =
                  k.div(k.add(k.sub(last, first), k.index(plan.rows - 1)),
                        k.index(plan.rows));
              multiply(scratch, first, total, tiles, part);
              finish(scratch, first, last, total, tiles, part);
            });
  }

private:
  int64_t products() const { return u[1]; }
  int64_t in() const { return u[2]; }
  int64_t block() const { return u[3]; }
  int64_t blocks() const { return u[0]; }

  /// The first piece of a tile. The last tile moves back to have all its rows.
  Value tileStart(Value first, Value tile, Value total) {
    Value start = k.add(first, k.mul(tile, k.index(plan.rows)));
    return k.min(start, k.sub(total, k.index(plan.rows)));
  }

  /// All products of the group's pieces and the block's filters.
  void multiply(Value scratch, Value first, Value total, Value tiles,
                Value part) {
    k.forEach(k.index(0), k.index(products()), [&](Value product) {
      Value filters = k.mul(k.add(k.mul(part, k.index(products())), product),
                            k.index(in() * block()));
      Value offset = k.mul(product, k.index(in()));
      k.forEach(k.index(0), tiles, [&](Value tile) {
        Value start = tileStart(first, tile, total);
        Value records = k.add(k.mul(start, k.index(record)), offset);
        SmallVector<Value> sums = sumOverChannels(records, filters);
        Value to =
            k.mul(k.add(k.mul(tile, k.index(plan.rows * products())), product),
                  k.index(block()));
        for (int64_t row = 0; row < plan.rows; ++row)
          for (int64_t v = 0; v < plan.side; ++v)
            k.store(sums[row * plan.side + v], scratch,
                    k.add(to, k.index(row * products() * block() + v * lanes)),
                    vector);
      });
    });
  }

  /// By row and vector.
  SmallVector<Value> sumOverChannels(Value records, Value filters) {
    SmallVector<Value> sums(plan.rows * plan.side, k.zero(vector));
    // Whole loop bodies, of at most 128 multiply-adds.
    int64_t unroll = 8;
    while (unroll > 1 &&
           (in() % unroll != 0 || unroll * plan.rows * plan.side > 128))
      unroll /= 2;
    auto loop = scf::ForOp::create(k.b, k.index(0), k.index(in()),
                                   k.index(unroll), sums);
    OpBuilder::InsertionGuard guard(k.b);
    k.b.setInsertionPointToStart(loop.getBody());
    Value channel = loop.getInductionVar();
    Value from = k.add(records, channel);
    Value vectors = k.add(filters, k.mul(channel, k.index(block())));
    sums.assign(loop.getRegionIterArgs().begin(),
                loop.getRegionIterArgs().end());
    for (int64_t step = 0; step < unroll; ++step) {
      SmallVector<Value> factors;
      for (int64_t v = 0; v < plan.side; ++v)
        factors.push_back(k.load(
            k.operand(1), k.add(vectors, k.index(step * block() + v * lanes)),
            vector));
      for (int64_t row = 0; row < plan.rows; ++row) {
        Value scalar =
            k.load(k.operand(0), k.add(from, k.index(row * record + step)));
        Value same = vector::BroadcastOp::create(k.b, vector, scalar);
        for (int64_t v = 0; v < plan.side; ++v) {
          Value &sum = sums[row * plan.side + v];
          sum = k.multiplyAdd(same, factors[v], sum);
        }
      }
    }
    scf::YieldOp::create(k.b, sums);
    return SmallVector<Value>(loop.getResults());
  }

  /// The pixels of the group's pieces. What the last tile has computed again
  /// is left out.
  void finish(Value scratch, Value first, Value last, Value total, Value tiles,
              Value part) {
    k.forEach(k.index(0), tiles, [&](Value tile) {
      Value wanted = k.add(first, k.mul(tile, k.index(plan.rows)));
      Value start = tileStart(first, tile, total);
      Value end = k.min(k.add(wanted, k.index(plan.rows)), last);
      k.forEach(wanted, end, [&](Value piece) {
        Value slot =
            k.add(k.mul(tile, k.index(plan.rows)), k.sub(piece, start));
        Value from = k.mul(slot, k.index(products() * block()));
        Value image = k.div(piece, k.index(pieces));
        Value within = k.rem(piece, k.index(pieces));
        Value row = k.mul(k.div(within, k.index(acrossPieces)), k.index(size));
        Value column =
            k.mul(k.rem(within, k.index(acrossPieces)), k.index(size));
        forChannels(k, block(), vector, [&](Value channel) {
          finishVector(scratch, k.add(from, channel), image, row, column, part,
                       channel);
        });
      });
    });
  }

  void finishVector(Value scratch, Value from, Value image, Value row,
                    Value column, Value part, Value channel) {
    int64_t extent = size + 2;
    Grid sums(extent, Line(extent));
    for (int64_t product = 0; product < extent * extent; ++product)
      sums[product / extent][product % extent] =
          k.load(scratch, k.add(from, k.index(product * block())), vector);
    Transforms transforms(k, size);
    Grid pixels = transforms.both(sums, &Transforms::output);
    // Channels of the result stand in blocks of their own size.
    Value inner = k.index(y[4]);
    Value outer =
        k.add(k.mul(part, k.index(block() / y[4])), k.div(channel, inner));
    Value lane = k.rem(channel, inner);
    auto whenInside = [&](Value at, int64_t offset, int64_t extent,
                          llvm::function_ref<void(Value)> body) {
      Value place = k.add(at, k.index(offset));
      // The first pixel of a piece is always inside.
      if (offset == 0 || extent % size == 0)
        return body(place);
      k.ifTrue(k.isBelow(place, k.index(extent)), [&] { body(place); });
    };
    for (int64_t i = 0; i < size; ++i)
      whenInside(row, i, y[2], [&](Value h) {
        for (int64_t j = 0; j < size; ++j)
          whenInside(column, j, y[3], [&](Value w) {
            epilogue.store(pixels[i][j], {image, outer, h, w}, lane);
          });
      });
  }

  KernelWriter &k;
  VectorType vector;
  int64_t lanes, size;
  ArrayRef<int64_t> u, y;
  int64_t record, pieces, acrossPieces;
  AffineExpr all;
  Epilogue epilogue;
  WinogradPlan plan;
};

} // namespace

LogicalResult writeWinogradKernel(KernelWriter &k) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(k.op)
      .Case([&](WinogradFilterTransformOp op) {
        return writeFilterTransform(op, k);
      })
      .Case([&](WinogradInputTransformOp op) {
        return writeInputTransform(op, k);
      })
      .Case([&](WinogradConv2DOp op) -> LogicalResult {
        // A vector lies in one block of the result's channels.
        FailureOr<VectorType> vector = vectorOf(k, op.getType().getDimSize(4));
        if (failed(vector) ||
            op.getU().getType().getDimSize(3) % op.getType().getDimSize(4))
          return failure();
        ConvolutionWriter(op, k, *vector).write();
        return success();
      })
      .Default([](Operation *) { return failure(); });
}

} // namespace ms
