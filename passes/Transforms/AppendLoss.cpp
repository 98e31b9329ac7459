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
    if (std::string why = parseLoss(loss.getValue(), spec); !why.empty())
      return error(network.getLoc())
             << "loss '" << loss.getValue() << "' " << why;
    FailureOr<SmallVector<Type>> columns = columnTypes(network);
    if (failed(columns))
      return failure();

    func::FuncOp step = network.clone();
    step.setName(result.getValue());
    OpBuilder(network).insert(step);
    step->moveAfter(network);
    Location loc = NameLoc::get(StringAttr::get(&getContext(), "loss"));
    // The cloned function has argument attributes for all its arguments.
    for (Type type : *columns)
      if (failed(step.insertArgument(step.getNumArguments(), type,
                                     DictionaryAttr(), loc)))
        return failure();
    Operation *terminator = step.getBody().front().getTerminator();
    auto assigns = step.getBody().front().getOps<AssignOp>();
    ImplicitLocOpBuilder b(loc, &getContext());
    b.setInsertionPoint(assigns.empty() ? terminator
                                        : (*assigns.begin()).getOperation());
    Value value =
        buildLoss(b, terminator->getOperands(),
                  ValueRange(step.getArguments()).take_back(columns->size()));
    SmallVector<Value> results = {value};
    if (keepOutputs)
      llvm::append_range(results, terminator->getOperands());
    terminator->setOperands(results);
    SmallVector<Type> types(ValueRange(results).getTypes());
    step.removeResAttrsAttr();
    step.setFunctionType(b.getFunctionType(step.getArgumentTypes(), types));
    return success();
  }

  bool is(StringRef kind) const { return spec.kind == kind; }

  /// Whether the labels are the numbers of classes.
  bool isByClass() const {
    return is("sparse_softmax_cross_entropy") || is("cross_entropy") ||
           is("nll") || spec.columns() > 1;
  }

  //===--------------------------------------------------------------------===//
  // Columns
  //===--------------------------------------------------------------------===//

  /// The types of the columns of data that the loss reads.
  FailureOr<SmallVector<Type>> columnTypes(func::FuncOp network) {
    auto fail = [&](const Twine &why) {
      error(network.getLoc()) << "loss '" << loss.getValue() << "' " << why;
      return failure();
    };
    if (network.getNumResults() < spec.outputs())
      return fail("reads " + Twine(spec.outputs()) +
                  " outputs of the network, but it has " +
                  Twine(network.getNumResults()));
    SmallVector<RankedTensorType> outputs;
    for (Type type : network.getResultTypes().take_front(spec.outputs())) {
      auto output = dyn_cast<RankedTensorType>(type);
      StringRef place = outputs.empty() ? "first" : "second";
      if (!output || !isa<FloatType>(output.getElementType()))
        return fail("needs a float tensor as the network's " + place +
                    " output");
      if ((isByClass() || is("softmax_cross_entropy")) && output.getRank() < 2)
        return fail("needs rows and classes in the network's " + place +
                    " output, but it has shape " +
                    shapeText(output.getShape()));
      outputs.push_back(output);
    }
    if (!isByClass())
      return SmallVector<Type>{outputs[0]};
    int64_t rank = outputs[0].getRank();
    auto given = static_cast<int64_t>(spec.number("axis", 1));
    if (given < -rank || given >= rank || given == 0 || given == -rank)
      return fail("has " + Twine(given) +
                  " as axis, which is no dimension of classes of shape " +
                  shapeText(outputs[0].getShape()));
    // Class numbers have the place of the classes; in MindSpore's two losses
    // that is the second dimension, elsewhere the last.
    bool hasAxis = is("cross_entropy") || is("nll");
    axis = hasAxis ? (given + rank) % rank : rank - 1;
    SmallVector<int64_t> shape(outputs[0].getShape());
    shape.erase(shape.begin() + axis);
    Type integer = IntegerType::get(&getContext(), 32);
    SmallVector<Type> types = {RankedTensorType::get(shape, integer)};
    if (spec.weighted)
      types.push_back(
          RankedTensorType::get(shape, outputs[0].getElementType()));
    if (outputs.size() > 1)
      types.push_back(
          RankedTensorType::get(outputs[1].getShape().drop_back(), integer));
    return types;
  }

  //===--------------------------------------------------------------------===//
  // Ops
  //===--------------------------------------------------------------------===//

  static Value sum(ImplicitLocOpBuilder &b, Value x) {
    return ReduceSumOp::create(b, x, b.getI64ArrayAttr({}),
                               b.getBoolAttr(false));
  }

  /// The mean or sum of all elements.
  Value reduce(ImplicitLocOpBuilder &b, Value x) {
    if (spec.reduction == "sum")
      return sum(b, x);
    return ReduceMeanOp::create(b, x, b.getI64ArrayAttr({}),
                                b.getBoolAttr(false));
  }

  static Value scalar(ImplicitLocOpBuilder &b, Value like, double value) {
    auto type = cast<RankedTensorType>(getScalarType(like.getType()));
    return ConstantOp::create(
        b, type,
        DenseElementsAttr::get(
            type, FloatAttr::get(type.getElementType(), value).getValue()));
  }

  /// A matrix [rows, classes] of what has its classes at `axis`.
  static Value toMatrix(ImplicitLocOpBuilder &b, Value x, int64_t axis) {
    auto type = cast<RankedTensorType>(x.getType());
    int64_t rank = type.getRank();
    if (axis != rank - 1) {
      SmallVector<int64_t> order;
      for (int64_t d = 0; d < rank; ++d)
        if (d != axis)
          order.push_back(d);
      order.push_back(axis);
      x = TransposeOp::create(b, x, b.getI64ArrayAttr(order));
    }
    if (rank == 2)
      return x;
    return ReshapeOp::create(b, x,
                             b.getI64ArrayAttr({-1, type.getDimSize(axis)}));
  }

  /// One element for each row.
  static Value toRows(ImplicitLocOpBuilder &b, Value x) {
    if (cast<RankedTensorType>(x.getType()).getRank() == 1)
      return x;
    return ReshapeOp::create(b, x, b.getI64ArrayAttr({-1}));
  }

  Value buildLoss(ImplicitLocOpBuilder &b, ValueRange outputs,
                  ValueRange columns) {
    Value x = outputs[0], label = columns[0];
    bool isMean = spec.reduction == "mean";
    if (is("mse") && isMean)
      return MSELossOp::create(b, x, label);
    if (!isByClass() && !is("softmax_cross_entropy"))
      return reduce(b, buildElementLoss(b, x, label));
    auto rank = cast<RankedTensorType>(x.getType()).getRank();
    x = toMatrix(b, x, isByClass() ? axis : rank - 1);
    if (is("softmax_cross_entropy")) {
      label = toMatrix(b, label, rank - 1);
      return reduce(b, SoftmaxCrossEntropyOp::create(b, x, label).getLoss());
    }
    label = toRows(b, label);
    if (is("sparse_softmax_cross_entropy") && isMean)
      return SparseSoftmaxCrossEntropyOp::create(b, x, label);
    Value weights = spec.weighted ? toRows(b, columns[1]) : Value();
    Value loss = buildClassLoss(b, x, label, weights);
    if (spec.outputs() < 2)
      return loss;
    Value next = outputs[1];
    next =
        toMatrix(b, next, cast<RankedTensorType>(next.getType()).getRank() - 1);
    return AddOp::create(
        b, loss, buildClassLoss(b, next, toRows(b, columns[2]), Value()));
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

  /// Losses of class numbers that may be ignored, smoothed or weighted: the sum
  /// over the rows, and in a mean divided by how many count.
  Value buildClassLoss(ImplicitLocOpBuilder &b, Value x, Value label,
                       Value weights) {
    auto type = cast<RankedTensorType>(x.getType());
    int64_t classes = type.getDimSize(1);
    if (is("cross_entropy") || is("sparse_softmax_cross_entropy"))
      x = LogSoftmaxOp::create(b, x, b.getI64IntegerAttr(1));
    auto weightType = RankedTensorType::get({classes}, type.getElementType());
    Value ones = ConstantOp::create(
        b, weightType,
        DenseElementsAttr::get(
            weightType, FloatAttr::get(type.getElementType(), 1.0).getValue()));
    auto ignored = static_cast<int64_t>(spec.number("ignore_index", -100));
    auto rows =
        NLLLossOp::create(b, x, label, ones, b.getI64IntegerAttr(ignored));
    Value loss = rows.getLoss(), counts = rows.getWeights();
    double smoothing = spec.number("label_smoothing", 0);
    if (smoothing > 0) {
      // The same share of every class, in the rows that count.
      Value all = ReduceMeanOp::create(b, x, b.getI64ArrayAttr({1}),
                                       b.getBoolAttr(false));
      all = MulOp::create(b, all, counts);
      loss =
          SubOp::create(b, MulOp::create(b, loss, scalar(b, x, 1 - smoothing)),
                        MulOp::create(b, all, scalar(b, x, smoothing)));
    }
    if (weights) {
      loss = MulOp::create(b, loss, weights);
      counts = MulOp::create(b, counts, weights);
    }
    if (spec.reduction == "sum")
      return sum(b, loss);
    Value count = sum(b, counts);
    // As in mindspore/models: a batch without weights has the loss 0.
    if (weights)
      count = AddOp::create(b, count, scalar(b, count, 1e-5));
    return DivOp::create(b, sum(b, loss), count);
  }

  LossSpec spec;
  int64_t axis = 0; ///< of the classes in the first output
};
} // namespace
} // namespace ms
