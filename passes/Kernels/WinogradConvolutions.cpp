//===- WinogradConvolutions.cpp - Fewer multiplications for 3 x 3 ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where it costs less, the convolution of a kernel takes transformed pieces of
// the image and transformed weights, each made by a kernel of its own that is
// launched before. Costs are estimated in WinogradPlan.cpp.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Borders.h"
#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/ParameterValues.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/Epilogue.h"
#include "passes/Kernels/LowerKernelsImpl.h"
#include "passes/Kernels/Passes.h"
#include "passes/Kernels/Winograd.h"

#include "dialects/MindIR/Ops/Winograd.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_WINOGRADCONVOLUTIONS
#include "passes/Kernels/Passes.h.inc"

namespace {

/// Of the multiply-adds that a processor can do, what a convolution of blocked
/// channels does, with packed weights.
constexpr double kPeakShare = 0.85;
/// Winograd's algorithm rounds more, and needs more memory: it must leave no
/// more of the cycles than this.
constexpr double kWorthwhile = 0.9;

/// A convolution with windows of 3 x 3, stride 1 and blocked channels, of an
/// image that has its border already.
struct Convolution {
  GenericOp op;
  BlockArgument image, weights;
  /// Of a gradient: weights are read from the other side.
  bool transposed = false;
};

/// The loop that `expr` is; none for anything else.
std::optional<unsigned> loopOf(AffineExpr expr) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dim.getPosition();
  return std::nullopt;
}

/// The tap of the window in an index pixel + tap, or pixel + 2 - tap.
struct Tap {
  unsigned loop;
  bool turned;
};
std::optional<Tap> tapOf(AffineExpr index, unsigned pixel,
                         ArrayRef<unsigned> reduced) {
  MLIRContext *context = index.getContext();
  for (unsigned loop : reduced) {
    AffineExpr x = getAffineDimExpr(pixel, context);
    AffineExpr tap = getAffineDimExpr(loop, context);
    unsigned count = std::max(pixel, loop) + 1;
    auto is = [&](AffineExpr expr) {
      return simplifyAffineExpr(index - expr, count + 16, 0) ==
             getAffineConstantExpr(0, context);
    };
    if (is(x + tap))
      return Tap{loop, false};
    if (is(x - tap + 2))
      return Tap{loop, true};
  }
  return std::nullopt;
}

std::optional<Convolution> matchConvolution(GenericOp op) {
  if (classify(op) != GenericKind::Contraction || op->getNumResults() != 1 ||
      op.getNumDpsInputs() < 2 || !coversResult(op) ||
      !op.getDpsInits()[0].getDefiningOp<linalg::FillOp>())
    return std::nullopt;
  Convolution conv;
  conv.op = op;
  conv.image = dyn_cast<BlockArgument>(op.getInputs()[0]);
  conv.weights = dyn_cast<BlockArgument>(op.getInputs()[1]);
  // What comes behind them only states extents.
  for (unsigned k = 2; k < op.getNumDpsInputs(); ++k)
    if (isRead(op, k))
      return std::nullopt;
  for (BlockArgument operand : {conv.image, conv.weights})
    if (!operand || !operand.hasOneUse() ||
        !cast<RankedTensorType>(operand.getType()).getElementType().isF32())
      return std::nullopt;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap image = maps[0], weights = maps[1], result = maps.back();
  if (image.getNumResults() != 5 || weights.getNumResults() != 6 ||
      result.getNumResults() != 5 || op.getNumLoops() != 9 ||
      !result.isProjectedPermutation() || !weights.isProjectedPermutation() ||
      !cast<RankedTensorType>(op.getResult(0).getType())
           .getElementType()
           .isF32())
    return std::nullopt;
  SmallVector<unsigned> reduced;
  op.getReductionDims(reduced);
  auto out = [&](unsigned k) { return result.getDimPosition(k); };
  auto in = [&](unsigned k) { return loopOf(image.getResult(k)); };
  std::optional<Tap> down = tapOf(image.getResult(2), out(2), reduced);
  std::optional<Tap> across = tapOf(image.getResult(3), out(3), reduced);
  if (in(0) != out(0) || !in(1) || !in(4) || !down || !across ||
      down->loop == across->loop || down->turned != across->turned)
    return std::nullopt;
  // Weights [O/b, b, I/b, b, 3, 3], of channels out or, in a gradient, in.
  auto is = [&](unsigned k, unsigned loop) {
    return weights.getDimPosition(k) == loop;
  };
  if (!is(4, down->loop) || !is(5, across->loop))
    return std::nullopt;
  if (is(0, out(1)) && is(1, out(4)) && is(2, *in(1)) && is(3, *in(4)) &&
      !down->turned)
    conv.transposed = false;
  else if (is(2, out(1)) && is(3, out(4)) && is(0, *in(1)) && is(1, *in(4)) &&
           down->turned)
    conv.transposed = true;
  else
    return std::nullopt;
  SmallVector<int64_t> extents = loopExtents(op);
  if (extents[down->loop] != 3 || extents[across->loop] != 3)
    return std::nullopt;
  return conv;
}

/// How many zeros a kernel puts around each image of its operand, equally many
/// on all sides, if it does nothing else.
std::optional<int64_t> paddingOf(func::FuncOp kernel) {
  auto generics = kernel.getBody().front().getOps<GenericOp>();
  if (!llvm::hasSingleElement(generics) || kernel.getNumArguments() != 1)
    return std::nullopt;
  GenericOp op = *generics.begin();
  std::optional<Border> border = borderOf(op);
  auto yield = op.getBody()->getTerminator();
  if (!border || op.getInputs()[0] != kernel.getArgument(0) ||
      yield->getOperand(0) != op.getBody()->getArgument(0))
    return std::nullopt;
  auto image = cast<RankedTensorType>(op.getInputs()[0].getType());
  auto padded = cast<RankedTensorType>(op.getResult(0).getType());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  if (image.getRank() != 5 || padded.getRank() != 5 ||
      !maps.front().isProjectedPermutation())
    return std::nullopt;
  // Loops of extent 1 stand still.
  SmallVector<AffineExpr> places;
  for (auto [loop, extent] : llvm::enumerate(loopExtents(op)))
    places.push_back(extent == 1 ? getAffineConstantExpr(0, op.getContext())
                                 : getAffineDimExpr(loop, op.getContext()));
  auto at = [&](AffineMap map, unsigned k) {
    return simplifyAffineExpr(map.getResult(k).replaceDims(places),
                              map.getNumDims(), 0);
  };
  int64_t padding = border->before[2];
  for (unsigned k = 0; k < 5; ++k) {
    int64_t before = k == 2 || k == 3 ? padding : 0;
    if (border->before[k] != before || border->after[k] != before ||
        image.getDimSize(k) != padded.getDimSize(k) - 2 * before ||
        at(maps.back(), k) != at(maps.front(), k) + before)
      return std::nullopt;
  }
  return padding;
}

struct WinogradConvolutions
    : impl::WinogradConvolutionsBase<WinogradConvolutions> {
  using WinogradConvolutionsBase::WinogradConvolutionsBase;

  void runOnOperation() override {
    SymbolTable table(getOperation());
    symbols = &table;
    transformKernels.clear();
    bordering.clear();
    launches = findLaunches(getOperation());
    prepared = {};
    if (prepares)
      prepared = ParameterArguments(getOperation());
    for (func::FuncOp kernel : findKernels(getOperation()))
      if (std::optional<Convolution> conv = findConvolution(kernel))
        if (std::optional<Choice> choice = choose(kernel, *conv))
          transform(kernel, *conv, *choice);
    for (func::FuncOp kernel : bordering)
      if (SymbolTable::symbolKnownUseEmpty(kernel, getOperation()))
        symbols->erase(kernel);
  }

private:
  struct Choice {
    int64_t tile, block;
    WinogradProblem problem;
  };

  /// The convolution of a kernel that has nothing else but ops that may stand
  /// behind it.
  static std::optional<Convolution> findConvolution(func::FuncOp kernel) {
    std::optional<Convolution> found;
    for (auto op : kernel.getBody().front().getOps<GenericOp>()) {
      if (!found && !(found = matchConvolution(op)))
        return std::nullopt;
      if (op != found->op &&
          !Epilogue::accepts(
              op, cast<RankedTensorType>(found->op.getResult(0).getType())))
        return std::nullopt;
    }
    if (found && mayBeOverwritten(kernel, found->image.getArgNumber()))
      return std::nullopt;
    return found;
  }

  std::optional<Choice> choose(func::FuncOp kernel, Convolution conv) {
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    auto image = cast<RankedTensorType>(conv.image.getType());
    auto result = cast<RankedTensorType>(conv.op.getResult(0).getType());
    int64_t lanes = std::min<int64_t>(
        target.vectorBytes / 4,
        llvm::bit_floor(static_cast<uint64_t>(result.getDimSize(4))));
    if (image.getDimSize(4) % lanes != 0 || result.getDimSize(4) % lanes != 0)
      return std::nullopt;
    SmallVector<NestLoop> loops = loopsOf(conv.op, maxBatch);
    double products = 1;
    for (const NestLoop &loop : loops)
      products *= static_cast<double>(loop.bound);
    double direct = products / (2.0 * static_cast<double>(lanes)) / kPeakShare;

    std::optional<Choice> best;
    double least = 0;
    for (int64_t size : {2, 4}) {
      if (tile != 0 && tile != size)
        continue;
      WinogradProblem problem;
      problem.isDynamic = image.isDynamicDim(0);
      problem.images = loops[0].bound;
      problem.pieces = llvm::divideCeil(result.getDimSize(2), size) *
                       llvm::divideCeil(result.getDimSize(3), size);
      problem.channelsIn = image.getDimSize(1) * image.getDimSize(4);
      problem.channelsOut = result.getDimSize(1) * result.getDimSize(4);
      problem.tile = size;
      for (int64_t side : {1, 2, 4}) {
        int64_t block = side * lanes;
        if (block % result.getDimSize(4) != 0 ||
            problem.channelsOut % block != 0 || side + 2 > registers)
          continue;
        double cycles = planWinograd(problem, side, target).cycles;
        if (!prepared.contains(kernel, conv.weights.getArgNumber()))
          cycles += winogradFilterCycles(problem, target);
        if (!best || cycles < least) {
          best = {size, block, problem};
          least = cycles;
        }
      }
    }
    if (!best)
      return std::nullopt;
    remark::RemarkOpts options = remark::RemarkOpts::name("winograd")
                                     .category("mindir-kernels")
                                     .function(kernel.getName());
    if (tile == 0 && least > kWorthwhile * direct) {
      remark::missed(conv.op.getLoc(), options)
          << remark::reason("F({0}x{0}, 3x3) would take {1:P0} of the cycles",
                            best->tile, least / direct);
      return std::nullopt;
    }
    remark::passed(conv.op.getLoc(), options)
        << remark::add("F({0}x{0}, 3x3)", best->tile)
        << remark::metric("CyclesPercent",
                          static_cast<int>(100 * least / direct + 0.5));
    return best;
  }

  void transform(func::FuncOp kernel, Convolution conv, const Choice &choice) {
    Builder b(&getContext());
    Location loc = conv.op.getLoc();
    auto image = cast<RankedTensorType>(conv.image.getType());
    const WinogradProblem &problem = choice.problem;
    IntegerAttr multiple = kernel.getArgAttrOfType<IntegerAttr>(
        conv.image.getArgNumber(), kBatchMultipleAttr);
    auto tileAttr = b.getI64IntegerAttr(choice.tile);
    auto pieces = image.clone(
        {image.getDimSize(0), problem.pieces, problem.recordSize()});
    auto filters =
        image.clone({problem.channelsOut / choice.block, problem.products(),
                     problem.channelsIn, choice.block});
    /// The transform of an image that gets `border` zeros on all sides.
    auto inputs = [&](int64_t border) {
      SmallVector<int64_t> shape(image.getShape());
      shape[2] -= 2 * border;
      shape[3] -= 2 * border;
      return transformKernel(
          "winograd_input_transform", image.clone(shape), pieces, multiple, loc,
          [&](ImplicitLocOpBuilder &make, Value x) -> Value {
            return WinogradInputTransformOp::create(
                make, pieces, x, tileAttr, b.getI64IntegerAttr(border));
          });
    };
    func::FuncOp weights = transformKernel(
        "winograd_filter_transform", conv.weights.getType(), filters, {}, loc,
        [&](ImplicitLocOpBuilder &make, Value w) -> Value {
          return WinogradFilterTransformOp::create(
              make, filters, w, tileAttr, b.getI64IntegerAttr(choice.block),
              b.getBoolAttr(conv.transposed));
        });
    for (LaunchOp launch : launches[kernel.getNameAttr()]) {
      OpBuilder before(launch);
      auto replace = [&](BlockArgument argument, Value value, func::FuncOp by,
                         Type type) {
        unsigned number = argument.getArgNumber();
        // The batch may be static here.
        if (auto given = cast<RankedTensorType>(value.getType());
            given.hasStaticShape() &&
            !cast<ShapedType>(type).hasStaticShape()) {
          SmallVector<int64_t> shape(cast<ShapedType>(type).getShape());
          shape[0] = given.getDimSize(0);
          type = given.clone(shape);
        }
        auto made = LaunchOp::create(before, launch.getLoc(), type,
                                     by.getName(), value);
        launch.getInputsMutable().slice(number, 1).assign(made.getResult(0));
      };
      Value padded = launch.getInputs()[conv.image.getArgNumber()];
      auto [whole, border] = withoutBorder(padded);
      replace(conv.image, whole, inputs(border), pieces);
      replace(conv.weights, launch.getInputs()[conv.weights.getArgNumber()],
              weights, filters);
      if (padded.use_empty() && border > 0)
        padded.getDefiningOp()->erase();
    }

    GenericOp old = conv.op;
    ImplicitLocOpBuilder make(loc, old);
    conv.image.setType(pieces);
    conv.weights.setType(filters);
    Value result = WinogradConv2DOp::create(
        make, cast<RankedTensorType>(old.getResult(0).getType()), conv.image,
        conv.weights, tileAttr);
    old.getResult(0).replaceAllUsesWith(result);
    old.erase();
    kernel.setFunctionType(
        FunctionType::get(&getContext(), kernel.getBody().getArgumentTypes(),
                          kernel.getFunctionType().getResults()));
  }

  /// What an image is without the zeros that a launch puts around it.
  std::pair<Value, int64_t> withoutBorder(Value image) {
    if (auto pad = image.getDefiningOp<LaunchOp>())
      if (auto kernel = symbols->lookup<func::FuncOp>(pad.getKernel()))
        if (std::optional<int64_t> padding = paddingOf(kernel)) {
          bordering.insert(kernel);
          return {pad.getInputs()[0], *padding};
        }
    return {image, 0};
  }

  /// A kernel of one op, which `make` makes of its argument.
  func::FuncOp
  transformKernel(StringRef name, Type from, Type to, IntegerAttr multiple,
                  Location loc,
                  function_ref<Value(ImplicitLocOpBuilder &, Value)> make) {
    ImplicitLocOpBuilder b(loc, &getContext());
    auto kernel =
        func::FuncOp::create(b, name, b.getFunctionType({from}, {to}));
    kernel.setPrivate();
    kernel->setAttr(kKernelAttr, b.getUnitAttr());
    if (multiple) {
      kernel.setArgAttr(0, kBatchMultipleAttr, multiple);
      kernel.setResultAttr(0, kBatchMultipleAttr, multiple);
    }
    b.setInsertionPointToStart(kernel.addEntryBlock());
    func::ReturnOp::create(b, make(b, kernel.getArgument(0)));
    std::string key;
    llvm::raw_string_ostream stream(key);
    kernel->print(stream, OpPrintingFlags().useLocalScope());
    func::FuncOp &known = transformKernels[key];
    if (!known) {
      symbols->insert(kernel);
      return known = kernel;
    }
    kernel->erase();
    known.walk([&](Operation *op) {
      op->setLoc(FusedLoc::get(&getContext(), {op->getLoc(), loc}));
    });
    return known;
  }

  SymbolTable *symbols = nullptr;          ///< during the run
  llvm::SetVector<func::FuncOp> bordering; ///< kernels that make borders
  llvm::StringMap<func::FuncOp> transformKernels;
  KernelLaunches launches;
  ParameterArguments prepared;
};

} // namespace
} // namespace ms
