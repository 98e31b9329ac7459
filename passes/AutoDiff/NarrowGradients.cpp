//===- NarrowGradients.cpp - Compute only what is read of gradients -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Moves a cut along one dimension above the op that makes the tensor. Only
// where nobody else reads that tensor: else the op would be computed twice.
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_NARROWGRADIENTS
#include "passes/AutoDiff/Passes.h.inc"

namespace {

/// Part of one dimension, all of the others.
struct Part {
  int64_t dim, begin, end;
  int64_t size() const { return end - begin; }
};

/// What a slice takes, where it cuts along one dimension only.
std::optional<Part> cutPart(SliceOp slice) {
  auto from = cast<RankedTensorType>(slice.getX().getType());
  auto to = cast<RankedTensorType>(slice.getType());
  std::optional<Part> part;
  for (int64_t k = 0; k < from.getRank(); ++k) {
    if (from.getDimSize(k) == to.getDimSize(k))
      continue;
    if (part)
      return std::nullopt;
    int64_t begin = getInts(slice.getBegin())[k];
    part = Part{k, begin, begin + to.getDimSize(k)};
  }
  return part;
}

/// Rewrites the op that makes the operand of one slice.
class Narrower {
public:
  Narrower(SliceOp slice, Part part, PatternRewriter &rewriter)
      : b(slice.getX().getLoc(), rewriter), part(part),
        extent(cast<RankedTensorType>(slice.getX().getType())
                   .getDimSize(part.dim)) {}

  /// What replaces the slice, or null.
  Value narrow(Operation *maker) {
    return llvm::TypeSwitch<Operation *, Value>(maker)
        .Case<Conv2DBackpropFilterOp, Conv2DBackpropInputOp, MatMulOp,
              BiasAddGradOp, ReduceSumOp, TransposeOp, ReshapeOp,
              ReshapeLikeOp>([&](auto op) { return narrow(op); })
        .Case<AddNOp, AddOp, SubOp, MulOp, DivOp, NegOp, CastOp, ReLUGradOp,
              SigmoidGradOp, TanhGradOp>(
            [&](Operation *op) { return narrowElements(op); })
        .Case<MaxPoolGradOp, AvgPoolGradOp>([&](Operation *op) {
          // Channels are apart, rows are too.
          return part.dim < 2 ? narrowAll(op) : Value();
        })
        .Default([](Operation *) { return Value(); });
  }

private:
  /// The wanted part of `x`, which stands along its dimension `dim`.
  Value cut(Value x, int64_t dim) {
    return cut(x, {dim, part.begin, part.end});
  }
  Value cut(Value x, Part wanted) {
    int64_t rank = cast<RankedTensorType>(x.getType()).getRank();
    SmallVector<int64_t> begin(rank, 0), size(rank, -1);
    begin[wanted.dim] = wanted.begin;
    size[wanted.dim] = wanted.size();
    return SliceOp::create(b, x, b.getI64ArrayAttr(begin),
                           b.getI64ArrayAttr(size));
  }

  /// The output channels of a group make the rows of its weights; whole groups
  /// can be left out, or all groups be one.
  Value narrow(Conv2DBackpropFilterOp op) {
    if (part.dim != 0)
      return nullptr;
    int64_t groups = op.getGroup();
    Value x = op.getX();
    IntegerAttr left = op.getGroupAttr();
    if (groups != 1) {
      int64_t outputs = extent / groups;
      if (part.begin % outputs != 0 || part.end % outputs != 0)
        return nullptr;
      int64_t inputs =
          cast<RankedTensorType>(x.getType()).getDimSize(1) / groups;
      int64_t first = part.begin / outputs, last = part.end / outputs;
      left = b.getIntegerAttr(left.getType(), last - first);
      x = cut(x, {1, first * inputs, last * inputs});
    }
    return Conv2DBackpropFilterOp::create(
        b, cut(op.getDy(), 1), x, op.getKernelSizeAttr(), op.getStrideAttr(),
        op.getDilationAttr(), op.getPadAttr(), op.getPadModeAttr(), left);
  }

  Value narrow(Conv2DBackpropInputOp op) {
    if (part.dim != 1 || op.getGroup() != 1)
      return nullptr;
    return Conv2DBackpropInputOp::create(
        b, op.getDy(), cut(op.getWeight(), 1), op.getInputSizeAttr(),
        op.getStrideAttr(), op.getDilationAttr(), op.getPadAttr(),
        op.getPadModeAttr(), op.getGroupAttr());
  }

  Value narrow(MatMulOp op) {
    Value x = op.getA(), y = op.getB();
    if (part.dim == 0)
      x = cut(x, op.getTransposeA() ? 1 : 0);
    else
      y = cut(y, op.getTransposeB() ? 0 : 1);
    return MatMulOp::create(b, x, y, op.getTransposeAAttr(),
                            op.getTransposeBAttr());
  }

  Value narrow(BiasAddGradOp op) {
    return BiasAddGradOp::create(b, cut(op.getDy(), 1));
  }

  Value narrow(ReduceSumOp op) {
    auto type = cast<RankedTensorType>(op.getX().getType());
    SmallVector<int64_t> axes = getInts(op.getAxis());
    for (int64_t &axis : axes)
      axis = normalizeAxis(axis, type.getRank());
    if (axes.empty())
      return nullptr;
    // The dimension that the part comes from.
    int64_t dim = part.dim;
    if (!op.getKeepDims()) {
      dim = 0;
      for (int64_t left = part.dim;; ++dim)
        if (!llvm::is_contained(axes, dim) && left-- == 0)
          break;
    }
    return ReduceSumOp::create(b, cut(op.getX(), dim), op.getAxisAttr(),
                               op.getKeepDimsAttr());
  }

  Value narrow(TransposeOp op) {
    return TransposeOp::create(
        b, cut(op.getX(), getInts(op.getPerm())[part.dim]), op.getPermAttr());
  }

  Value narrow(ReshapeOp op) { return narrowReshape(op.getX(), op.getType()); }
  Value narrow(ReshapeLikeOp op) {
    return narrowReshape(op.getX(), op.getType());
  }

  /// Where rows stay rows.
  Value narrowReshape(Value x, RankedTensorType type) {
    auto from = cast<RankedTensorType>(x.getType());
    if (part.dim != 0 || !type.hasStaticShape() || !from.hasStaticShape() ||
        from.getRank() == 0 || from.getDimSize(0) != extent)
      return nullptr;
    SmallVector<int64_t> shape(type.getShape());
    shape[0] = part.size();
    return ReshapeOp::create(b, cut(x, 0), b.getI64ArrayAttr(shape));
  }

  /// Cuts what has the result's shape. A number, or a row for all rows, stays.
  Value narrowElements(Operation *op) {
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    for (Value operand : op->getOperands()) {
      auto own = cast<RankedTensorType>(operand.getType());
      bool fits = own.getShape() == type.getShape() ||
                  own.getRank() < type.getRank() - part.dim;
      if (!fits)
        return nullptr;
    }
    return narrowAll(op);
  }

  /// The op on parts of its operands.
  Value narrowAll(Operation *op) {
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(cast<RankedTensorType>(operand.getType()).getRank() ==
                                 type.getRank()
                             ? cut(operand, part.dim)
                             : operand);
    SmallVector<int64_t> shape(type.getShape());
    shape[part.dim] = part.size();
    OperationState state(op->getLoc(), op->getName());
    state.addOperands(operands);
    state.addAttributes(op->getAttrs());
    state.addTypes(RankedTensorType::get(shape, type.getElementType()));
    return b.create(state)->getResult(0);
  }

  ImplicitLocOpBuilder b;
  Part part;
  int64_t extent; ///< of that dimension, uncut
};

struct NarrowSlice : OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SliceOp slice,
                                PatternRewriter &rewriter) const override {
    Operation *maker = slice.getX().getDefiningOp();
    std::optional<Part> part = cutPart(slice);
    if (!maker || !part || !maker->hasOneUse())
      return failure();
    Value narrow = Narrower(slice, *part, rewriter).narrow(maker);
    if (!narrow)
      return failure();
    rewriter.replaceOp(slice, narrow);
    return success();
  }
};

struct NarrowGradients : impl::NarrowGradientsBase<NarrowGradients> {
  using NarrowGradientsBase::NarrowGradientsBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<NarrowSlice>(&getContext());
    GreedyRewriteConfig config;
    config.setMaxNumRewrites(1000000)
        .setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled)
        .enableConstantCSE(false);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace
} // namespace ms
