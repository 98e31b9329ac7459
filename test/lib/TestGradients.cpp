//===- TestGradients.cpp - Gradients against finite differences -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// --test-gradients takes each function whose name starts with `test_`, makes a
// loss of its float results (each times a fixed weight, summed), differentiates
// it by mindir-differentiate, and compares the gradient of every parameter with
// central differences, both computed by the reference evaluator in f64.
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "test/lib/RandomInputs.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "passes/AutoDiff/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::test {
namespace {

struct TestGradients : PassWrapper<TestGradients, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestGradients)

  TestGradients() = default;
  TestGradients(const TestGradients &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "test-gradients"; }
  StringRef getDescription() const override {
    return "Compare gradients with finite differences";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<MindIRDialect>();
  }

  Option<double> tolerance{*this, "tolerance", llvm::cl::init(1e-6),
                           llvm::cl::desc("relative to the largest element")};
  Option<double> step{*this, "step", llvm::cl::init(1e-5),
                      llvm::cl::desc("of the differences")};
  Option<int64_t> rows{*this, "rows", llvm::cl::init(3),
                       llvm::cl::desc("of a dynamic batch")};

  void runOnOperation() override {
    SmallVector<StringRef> names;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.getName().starts_with("test_"))
        names.push_back(function.getName());
    for (StringRef name : names)
      if (!check(name))
        return signalPassFailure();
  }

private:
  /// Appends a scalar made of all float results, as the only result.
  static void makeLoss(func::FuncOp function) {
    Operation *terminator = function.getBody().front().getTerminator();
    ImplicitLocOpBuilder b(function.getLoc(), terminator);
    Value loss;
    unsigned count = 0;
    for (Value result : terminator->getOperands()) {
      auto type = cast<RankedTensorType>(result.getType());
      if (!isa<FloatType>(type.getElementType()))
        continue;
      // Weights that differ, so that no error cancels: sines of the value and a
      // number for each result.
      auto scalar = RankedTensorType::get({}, type.getElementType());
      Value weight = ConstantOp::create(
          b, scalar,
          DenseElementsAttr::get(
              scalar, FloatAttr::get(type.getElementType(), 1.0 + 0.3 * count)
                          .getValue()));
      Value wave = SinOp::create(b, MulOp::create(b, result, weight));
      Value sum = ReduceSumOp::create(b, wave, b.getI64ArrayAttr({}),
                                      b.getBoolAttr(false));
      if (sum.getType() != scalar)
        sum = ReshapeOp::create(b, sum, b.getI64ArrayAttr({}));
      if (loss && loss.getType() != scalar)
        sum = CastOp::create(
            b, sum,
            TypeAttr::get(
                cast<RankedTensorType>(loss.getType()).getElementType()));
      loss = loss ? AddOp::create(b, loss, sum).getResult() : sum;
      ++count;
    }
    terminator->setOperands(loss);
    function.removeResAttrsAttr();
    function.setFunctionType(
        b.getFunctionType(function.getArgumentTypes(), loss.getType()));
  }

  bool check(StringRef name) {
    OwningOpRef<ModuleOp> plain = getOperation().clone();
    makeLoss(plain->lookupSymbol<func::FuncOp>(name));
    OwningOpRef<ModuleOp> module = plain->clone();
    PassManager pm(&getContext());
    DifferentiateOptions options;
    options.function = name.str();
    pm.addPass(createDifferentiate(options));
    if (failed(pm.run(*module)))
      return false;
    auto function = module->lookupSymbol<func::FuncOp>(name);

    std::mt19937 generator(7);
    Evaluator evaluator(*module), forward(*plain);
    llvm::StringMap<ReferenceTensor> state;
    for (auto parameter : module->getOps<ParameterOp>()) {
      ReferenceTensor value = randomTensor(
          parameter.getTensorType(), rows,
          parameter->getAttrOfType<ArrayAttr>("test.range"), generator);
      state[parameter.getSymName()] = value;
      if (failed(evaluator.setParameter(parameter.getSymName(), value)) ||
          failed(forward.setParameter(parameter.getSymName(), value)))
        return false;
    }
    SmallVector<ReferenceTensor> inputs;
    for (BlockArgument argument : function.getArguments())
      inputs.push_back(randomTensor(cast<RankedTensorType>(argument.getType()),
                                    rows,
                                    function.getArgAttrOfType<ArrayAttr>(
                                        argument.getArgNumber(), "test.range"),
                                    generator));
    auto results = evaluator.call(name, inputs);
    if (failed(results))
      return false;
    unsigned checked = 0;
    for (unsigned k = 0; k < function.getNumResults(); ++k) {
      auto of =
          function.getResultAttrOfType<FlatSymbolRefAttr>(k, kGradientOfAttr);
      if (!of)
        continue;
      ++checked;
      if (!checkParameter(function, of.getValue(), (*results)[k], forward,
                          state[of.getValue()], inputs))
        return false;
    }
    if (checked == 0) {
      function.emitError() << "no gradient was checked";
      return false;
    }
    llvm::outs() << name << ": ok\n";
    return true;
  }

  bool checkParameter(func::FuncOp function, StringRef parameter,
                      const ReferenceTensor &gradient, Evaluator &forward,
                      const ReferenceTensor &value,
                      ArrayRef<ReferenceTensor> inputs) {
    double largest = 0;
    for (double g : gradient.data)
      largest = std::max(largest, std::fabs(g));
    // Many elements: every one of a few, or a sample.
    size_t stride = std::max<size_t>(1, value.data.size() / 97);
    for (size_t at = 0; at < value.data.size(); at += stride) {
      auto lossAt = [&](double shift) -> FailureOr<double> {
        ReferenceTensor moved = value;
        moved.data[at] += shift;
        if (failed(forward.setParameter(parameter, moved)))
          return failure();
        auto results = forward.call(function.getName(), inputs);
        if (failed(results))
          return failure();
        return (*results)[0].data[0];
      };
      auto above = lossAt(step), below = lossAt(-step);
      if (failed(above) || failed(below) ||
          failed(forward.setParameter(parameter, value)))
        return false;
      double slope = (*above - *below) / (2 * step);
      double error = std::fabs(slope - gradient.data[at]);
      if (error > tolerance * std::max(largest, 1e-3)) {
        function.emitError()
            << "gradient of '" << parameter << "' at element " << at << " is "
            << std::to_string(gradient.data[at])
            << ", but the differences give " << std::to_string(slope);
        return false;
      }
    }
    return true;
  }
};

} // namespace

void registerTestGradients() { PassRegistration<TestGradients>(); }

} // namespace ms::test
