//===- AppendLoss.cpp - Make a function that computes the loss ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what each loss takes as labels. What the losses compute is said in
// dialects/MindIR/Ops/Loss.td.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/Ops/Loss.h"
#include "lib/Support/Diagnostics.h"

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
    if (!output || !isa<FloatType>(output.getElementType()))
      return fail("needs a float tensor as the network's first output");
    if (loss == "mse")
      return output;
    bool sparse = loss == "sparse_softmax_cross_entropy";
    if (!sparse && loss != "softmax_cross_entropy")
      return fail("is not known; known are sparse_softmax_cross_entropy, "
                  "softmax_cross_entropy, mse");
    if (output.getRank() != 2) {
      std::string shape = shapeText(output.getShape());
      return fail("needs a matrix [rows, classes] as the network's first "
                  "output, but it has shape " +
                  shape);
    }
    if (!sparse)
      return output;
    return RankedTensorType::get({output.getDimSize(0)},
                                 IntegerType::get(&getContext(), 32));
  }

  Value buildLoss(ImplicitLocOpBuilder &b, Value output, Value label) {
    if (loss == "mse")
      return MSELossOp::create(b, output, label);
    if (loss == "sparse_softmax_cross_entropy")
      return SparseSoftmaxCrossEntropyOp::create(b, output, label);
    auto rows = SoftmaxCrossEntropyOp::create(b, output, label);
    return ReduceMeanOp::create(b, rows.getLoss(), b.getI64ArrayAttr({}),
                                b.getBoolAttr(false));
  }
};
} // namespace
} // namespace ms
