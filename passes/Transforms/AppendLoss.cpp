//===- AppendLoss.cpp - Make a function that computes the loss ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what each loss takes as labels and which ops it becomes. What those
// compute is said in dialects/MindIR/Ops/Loss.td.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/Ops/Loss.h"
#include "lib/Support/Diagnostics.h"
#include "lib/Support/LossSpec.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_APPENDLOSS
#include "passes/Transforms/Passes.h.inc"

namespace {
struct AppendLoss : impl::AppendLossBase<AppendLoss> {
  using AppendLossBase::AppendLossBase;

  void runOnOperation() override {
    if (failed(append()))
      signalPassFailure();
  }

private:
  InFlightDiagnostic error(Location loc) {
    return emitCodedError(loc, Code::LossSetup);
  }

  LogicalResult append() {
    ModuleOp module = getOperation();
    auto network = module.lookupSymbol<func::FuncOp>(forward.getValue());
    if (!network || !network.getBody().hasOneBlock())
      return error(module.getLoc())
             << "the module has no function '" << forward.getValue()
             << "' of one block to append a loss to";
    if (module.lookupSymbol(result.getValue()))
      return error(module.getLoc())
             << "the module already has a symbol '" << result.getValue() << "'";
    if (network.getNumResults() == 0)
      return error(network.getLoc())
             << "function '" << forward.getValue() << "' has no result";
    auto output = dyn_cast<RankedTensorType>(network.getResultTypes()[0]);
    FailureOr<RankedTensorType> label = labelType(network.getLoc(), output);
    if (failed(label))
      return failure();

    func::FuncOp step = network.clone();
    step.setName(result.getValue());
    OpBuilder(network).insert(step);
    step->moveAfter(network);
    Location loc = NameLoc::get(StringAttr::get(&getContext(), "loss"));
    // The cloned function has argument attributes for all its arguments.
    if (failed(step.insertArgument(step.getNumArguments(), *label,
                                   DictionaryAttr(), loc)))
      return failure();
    Operation *terminator = step.getBody().front().getTerminator();
    auto assigns = step.getBody().front().getOps<AssignOp>();
    ImplicitLocOpBuilder b(loc, &getContext());
    b.setInsertionPoint(assigns.empty() ? terminator
                                        : (*assigns.begin()).getOperation());
    Value value =
        buildLoss(b, terminator->getOperand(0), step.getArguments().back());
    SmallVector<Value> results = {value};
    if (keepOutputs)
      llvm::append_range(results, terminator->getOperands());
    terminator->setOperands(results);
    SmallVector<Type> types(ValueRange(results).getTypes());
    step.removeResAttrsAttr();
    step.setFunctionType(b.getFunctionType(step.getArgumentTypes(), types));
    return success();
  }

  FailureOr<RankedTensorType> labelType(Location loc, RankedTensorType output) {
    auto fail = [&](const Twine &why) {
      error(loc) << "loss '" << loss.getValue() << "' " << why;
      return failure();
    };
    if (std::string why = parseLoss(loss.getValue(), spec); !why.empty())
      return fail(why);
    if (!output || !isa<FloatType>(output.getElementType()))
      return fail("needs a float tensor as the network's first output");
    bool byClass =
        is("sparse_softmax_cross_entropy") || is("cross_entropy") || is("nll");
    if (!byClass && !is("softmax_cross_entropy"))
      return output;
    if (output.getRank() != 2) {
      std::string shape = shapeText(output.getShape());
      return fail("needs a matrix [rows, classes] as the network's first "
                  "output, but it has shape " +
                  shape);
    }
    if (!byClass)
      return output;
    return RankedTensorType::get({output.getDimSize(0)},
                                 IntegerType::get(&getContext(), 32));
  }

  bool is(StringRef kind) const { return spec.kind == kind; }

  /// The mean or sum of all elements.
  Value reduce(ImplicitLocOpBuilder &b, Value x) {
    ArrayAttr all = b.getI64ArrayAttr({});
    if (spec.reduction == "sum")
      return ReduceSumOp::create(b, x, all, b.getBoolAttr(false));
    return ReduceMeanOp::create(b, x, all, b.getBoolAttr(false));
  }

  static Value scalar(ImplicitLocOpBuilder &b, Value like, double value) {
    auto type = cast<RankedTensorType>(getScalarType(like.getType()));
    return ConstantOp::create(
        b, type,
        DenseElementsAttr::get(
            type, FloatAttr::get(type.getElementType(), value).getValue()));
  }

  Value buildLoss(ImplicitLocOpBuilder &b, Value x, Value label) {
    bool isMean = spec.reduction == "mean";
    if (is("sparse_softmax_cross_entropy") && isMean)
      return SparseSoftmaxCrossEntropyOp::create(b, x, label);
    if (is("mse") && isMean)
      return MSELossOp::create(b, x, label);
    if (is("softmax_cross_entropy"))
      return reduce(b, SoftmaxCrossEntropyOp::create(b, x, label).getLoss());
    if (is("sparse_softmax_cross_entropy") || is("cross_entropy") || is("nll"))
      return buildClassLoss(b, x, label);
    return reduce(b, buildElementLoss(b, x, label));
  }

  Value buildElementLoss(ImplicitLocOpBuilder &b, Value x, Value label) {
    auto beta = [&](const char *name) {
      return b.getF64FloatAttr(spec.number(name, 1));
    };
    if (is("smooth_l1"))
      return SmoothL1LossOp::create(b, x, label, beta("beta"));
    if (is("huber")) {
      Value loss = SmoothL1LossOp::create(b, x, label, beta("delta"));
      return MulOp::create(b, loss, scalar(b, x, spec.number("delta", 1)));
    }
    if (is("kl_div"))
      return KLDivLossOp::create(b, x, label);
    if (is("binary_cross_entropy"))
      return BinaryCrossEntropyOp::create(b, x, label, scalar(b, x, 1));
    if (is("bce_with_logits"))
      return BCEWithLogitsLossOp::create(b, x, label, scalar(b, x, 1),
                                         scalar(b, x, 1));
    Value difference = SubOp::create(b, x, label);
    if (is("l1"))
      return AbsOp::create(b, difference);
    return SquareOp::create(b, difference); // mse
  }

  /// Losses of class numbers that may be ignored or smoothed: the sum over the
  /// rows, and in a mean divided by how many count.
  Value buildClassLoss(ImplicitLocOpBuilder &b, Value x, Value label) {
    auto type = cast<RankedTensorType>(x.getType());
    int64_t classes = type.getDimSize(1);
    if (!is("nll"))
      x = LogSoftmaxOp::create(b, x, b.getI64IntegerAttr(1));
    auto weightType = RankedTensorType::get({classes}, type.getElementType());
    Value ones = ConstantOp::create(
        b, weightType,
        DenseElementsAttr::get(
            weightType, FloatAttr::get(type.getElementType(), 1.0).getValue()));
    auto ignored = static_cast<int64_t>(spec.number("ignore_index", -100));
    auto rows =
        NLLLossOp::create(b, x, label, ones, b.getI64IntegerAttr(ignored));
    Value loss = rows.getLoss();
    double smoothing = spec.number("label_smoothing", 0);
    if (smoothing > 0) {
      // The same share of every class, in the rows that count.
      Value all = ReduceMeanOp::create(b, x, b.getI64ArrayAttr({1}),
                                       b.getBoolAttr(false));
      all = MulOp::create(b, all, rows.getWeights());
      loss =
          SubOp::create(b, MulOp::create(b, loss, scalar(b, x, 1 - smoothing)),
                        MulOp::create(b, all, scalar(b, x, smoothing)));
    }
    auto sum = [&](Value v) -> Value {
      return ReduceSumOp::create(b, v, b.getI64ArrayAttr({}),
                                 b.getBoolAttr(false));
    };
    if (spec.reduction == "sum")
      return sum(loss);
    return DivOp::create(b, sum(loss), sum(rows.getWeights()));
  }

  LossSpec spec;
};
} // namespace
} // namespace ms
