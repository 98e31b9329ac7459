//===- Winograd.cpp - Checks of Winograd's algorithm ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Winograd.h"

#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

static LogicalResult fail(Operation *op, const Twine &text) {
  return ms::emitCodedError(op, ms::Code::OpConstraint) << text;
}

static LogicalResult checkTile(Operation *op, int64_t tile) {
  if (tile == 2 || tile == 4)
    return success();
  return fail(op, "tile is " + Twine(tile) + ", not 2 or 4 (C1)");
}

/// Products of a piece and a filter.
static int64_t countProducts(int64_t tile) { return (tile + 2) * (tile + 2); }

/// Pieces that cover `height` x `width` pixels.
static int64_t countPieces(int64_t height, int64_t width, int64_t tile) {
  return llvm::divideCeil(height, tile) * llvm::divideCeil(width, tile);
}

/// Whether a type is [N, C/b, H, W, b], of which only N may be dynamic.
static bool isBlockedImage(RankedTensorType type) {
  return type.getRank() == 5 &&
         llvm::none_of(type.getShape().drop_front(), [](int64_t extent) {
           return ShapedType::isDynamic(extent) || extent < 1;
         });
}

LogicalResult WinogradFilterTransformOp::verify() {
  if (failed(checkTile(*this, getTile())))
    return failure();
  if (getBlock() < 1)
    return fail(*this, "block " + Twine(getBlock()) + " is not positive (C1)");
  RankedTensorType w = getW().getType();
  ArrayRef<int64_t> s = w.getShape();
  if (!w.hasStaticShape() || w.getRank() != 6 || s[4] != 3 || s[5] != 3)
    return fail(*this, "weights of " + Twine(w.getRank()) +
                           " dimensions are no [O/b, b, I/b, b, 3, 3] (C2)");
  int64_t in = s[2] * s[3], out = s[0] * s[1];
  if (getTransposed())
    std::swap(in, out);
  int64_t shape[] = {out / static_cast<int64_t>(getBlock()),
                     countProducts(getTile()), in,
                     static_cast<int64_t>(getBlock())};
  if (out % getBlock() != 0 || getType().getShape() != ArrayRef(shape))
    return ms::emitCodedError(*this, ms::Code::OpConstraint)
           << "result " << getType() << " does not hold the products of " << in
           << " and " << out << " channels in blocks of " << getBlock()
           << " (C3)";
  return success();
}

LogicalResult WinogradInputTransformOp::verify() {
  if (failed(checkTile(*this, getTile())))
    return failure();
  int64_t tile = getTile(), padding = getPadding();
  if (padding < 0)
    return fail(*this, "padding " + Twine(padding) + " is negative (C1)");
  RankedTensorType x = getX().getType(), v = getType();
  if (!isBlockedImage(x))
    return ms::emitCodedError(*this, ms::Code::OpConstraint)
           << "image " << x << " is no [N, C/b, H, W, b] (C2)";
  int64_t height = x.getDimSize(2) + 2 * padding - 2;
  int64_t width = x.getDimSize(3) + 2 * padding - 2;
  if (height < 1 || width < 1 || v.getRank() != 3 ||
      v.getDimSize(0) != x.getDimSize(0) ||
      v.getDimSize(1) != countPieces(height, width, tile) ||
      v.getDimSize(2) < countProducts(tile) * x.getDimSize(1) * x.getDimSize(4))
    return ms::emitCodedError(*this, ms::Code::OpConstraint)
           << "result " << v << " does not hold the pieces of " << x << " (C3)";
  return success();
}

LogicalResult WinogradConv2DOp::verify() {
  if (failed(checkTile(*this, getTile())))
    return failure();
  int64_t tile = getTile();
  RankedTensorType v = getV().getType(), u = getU().getType(), y = getType();
  if (v.getRank() != 3 || u.getRank() != 4 || !u.hasStaticShape() ||
      v.isDynamicDim(1) || v.isDynamicDim(2) ||
      u.getDimSize(1) != countProducts(tile) ||
      v.getDimSize(2) < countProducts(tile) * u.getDimSize(2))
    return ms::emitCodedError(*this, ms::Code::OpConstraint)
           << "operands " << v << " and " << u
           << " are no transforms with tile " << tile << " (C2)";
  if (!isBlockedImage(y) || y.getDimSize(0) != v.getDimSize(0) ||
      y.getDimSize(1) * y.getDimSize(4) != u.getDimSize(0) * u.getDimSize(3) ||
      v.getDimSize(1) != countPieces(y.getDimSize(2), y.getDimSize(3), tile))
    return ms::emitCodedError(*this, ms::Code::OpConstraint)
           << "result " << y << " does not fit operands " << v << " and " << u
           << " (C3)";
  return success();
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Winograd.cpp.inc"
