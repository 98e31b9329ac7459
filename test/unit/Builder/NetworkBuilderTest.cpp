//===- NetworkBuilderTest.cpp - What tracing writes -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Builder/Layers.h"

#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/Product.h"

#include "gtest/gtest.h"

using namespace mlir;
using namespace ms;
using namespace ms::mindir;

namespace {

struct BuilderTest : testing::Test {
  MLIRContext context;
  std::vector<std::string> errors;
  ScopedDiagnosticHandler handler{&context, [this](Diagnostic &diagnostic) {
                                    errors.push_back(diagnostic.str());
                                  }};
  NetworkBuilder b{context, "net"};

  RankedTensorType batch(ArrayRef<int64_t> shape) {
    SmallVector<int64_t> dims = {ShapedType::kDynamic};
    dims.append(shape.begin(), shape.end());
    return RankedTensorType::get(dims, b.getF32());
  }
  Attribute zeros() { return ZerosAttr::get(&context); }
};

TEST_F(BuilderTest, OpsNameTheirLayer) {
  Value x = b.addInput(batch({3}), "image");
  {
    NetworkBuilder::LayerScope outer(b, "block");
    x = b.emit<ReLUOp>(x);
    {
      NetworkBuilder::LayerScope inner(b, "b.c");
      x = b.emit<TanhOp>(x);
    }
    x = b.emit<ExpOp>(x);
  }
  x = b.emit<NegOp>(x);
  auto module = b.finish(x);
  ASSERT_TRUE(module);
  std::string text;
  llvm::raw_string_ostream os(text);
  module->print(os, OpPrintingFlags().enableDebugInfo(true, true));
  for (const char *line :
       {"mindir.relu %arg0 : tensor<?x3xf32> \"block\"",
        "mindir.tanh %0 : tensor<?x3xf32> \"block.b.c\"",
        "mindir.exp %1 : tensor<?x3xf32> \"block\"",
        "mindir.neg %2 : tensor<?x3xf32> \"net\"", "mindir.name = \"image\""})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
}

TEST_F(BuilderTest, LoadsStandAtTheHeadOnce) {
  Value x = b.addInput(batch({3}));
  Value y = b.emit<ReLUOp>(x);
  NetworkBuilder::LayerScope layer(b, "fc");
  Value w = b.parameter("weight", {2, 3}, zeros());
  y = buildDense(b, y, w, b.parameter("bias", {2}, zeros()));
  EXPECT_EQ(b.load("fc.weight"), w);
  auto module = b.finish(y);
  ASSERT_TRUE(module);
  auto forward = module->lookupSymbol<func::FuncOp>("forward");
  std::vector<std::string> names;
  for (Operation &op : forward.getBody().front())
    names.push_back(op.getName().getStringRef().str());
  EXPECT_EQ(names, (std::vector<std::string>{
                       "mindir.load", "mindir.load", "mindir.relu",
                       "mindir.mat_mul", "mindir.bias_add", "func.return"}));
}

TEST_F(BuilderTest, AnOpThatDoesNotFitIsOneErrorAtItsLayer) {
  Value x = b.addInput(batch({3}));
  {
    NetworkBuilder::LayerScope layer(b, "fc2");
    x = buildDense(b, x, b.parameter("weight", {2, 4}, zeros()),
                   b.parameter("bias", {2}, zeros()));
  }
  x = b.emit<ReLUOp>(x);
  EXPECT_FALSE(x);
  EXPECT_FALSE(b.finish(x));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].find("[MS1001] mindir.mat_mul 'fc2': "), 0u) << errors[0];
}

TEST_F(BuilderTest, EinsumIsAProductOfStacks) {
  Value q = b.addInput(batch({2, 5, 8})), k = b.addInput(batch({2, 7, 8}));
  Value scores = buildEinsum(b, "bhqd,bhkd->bhqk", {q, k});
  ASSERT_TRUE(scores);
  auto product = scores.getDefiningOp<BatchMatMulOp>();
  ASSERT_TRUE(product);
  EXPECT_EQ(product.getA(), q);
  EXPECT_EQ(product.getB(), k);
  EXPECT_TRUE(product.getTransposeB());
  EXPECT_FALSE(buildEinsum(b, "bhqd,bhkd->bhqz", {q, k}));
  EXPECT_FALSE(buildEinsum(b, "bhqd,bhkd->bhqk", {q, Value()}));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_NE(errors[0].find("'z' of the result is in no tensor"),
            std::string::npos)
      << errors[0];
}

TEST_F(BuilderTest, AnAttributeOfTheWrongFormIsAnError) {
  Value x = b.addInput(batch({3, 8, 8}));
  WindowOptions window;
  window.padMode = "odd";
  EXPECT_FALSE(buildMaxPool(b, x, window));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_NE(errors[0].find("pad_mode"), std::string::npos) << errors[0];
}

TEST_F(BuilderTest, ParameterNamesAreTakenOnce) {
  auto type = RankedTensorType::get({2}, b.getF32());
  EXPECT_TRUE(b.declareParameter("w", type, zeros()));
  EXPECT_FALSE(b.declareParameter("w", type, zeros()));
  EXPECT_FALSE(b.load("v"));
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0], "[MS1002] parameter 'w' exists already");
  EXPECT_EQ(errors[1], "[MS1002] parameter 'v' is not declared");
}

TEST_F(BuilderTest, APartFindsParametersThatAreDeclared) {
  EXPECT_TRUE(b.declareParameter(
      "head.fc.weight", RankedTensorType::get({2, 3}, b.getF32()), zeros()));
  b.setParametersDeclared(true);
  NetworkBuilder::LayerScope outer(b, "head"), inner(b, "fc");
  EXPECT_TRUE(b.parameter("weight", {2, 3}, nullptr));
  EXPECT_TRUE(errors.empty());
  EXPECT_FALSE(b.parameter("weight", {3, 2}, nullptr));
  EXPECT_FALSE(b.parameter("bias", {2}, nullptr));
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0],
            "[MS1002] parameter 'head.fc.weight' is 'tensor<2x3xf32>', but the "
            "network needs 'tensor<3x2xf32>'");
  EXPECT_EQ(errors[1], "[MS1002] parameter 'head.fc.bias' is not declared");
}

TEST_F(BuilderTest, DropoutCountsStepsAndHasSeedsOfItsOwn) {
  Value x = b.addInput(batch({3}));
  Value y = buildDropout(b, buildDropout(b, x, 0.5), 0.5);
  EXPECT_EQ(buildDropout(b, x, 0), x);
  auto module = b.finish(y);
  ASSERT_TRUE(module);
  auto counter = module->lookupSymbol<ParameterOp>(kStepCounterName);
  ASSERT_TRUE(counter);
  EXPECT_TRUE(counter.getFrozen());
  std::vector<int64_t> seeds;
  module->walk([&](DropoutOp op) {
    seeds.push_back(static_cast<int64_t>(op.getSeed()));
  });
  ASSERT_EQ(seeds.size(), 2u);
  EXPECT_NE(seeds[0], seeds[1]);
}

TEST_F(BuilderTest, AssignsStandAtTheEndAndLoadsSeeThem) {
  Value x = b.addInput(batch({3}));
  ASSERT_TRUE(b.declareParameter("s", RankedTensorType::get({}, b.getF32()),
                                 zeros(), NetworkBuilder::Frozen));
  Value old = b.load("s");
  Value once = b.emit<ExpOp>(old);
  EXPECT_TRUE(b.assign("s", once));
  EXPECT_EQ(b.load("s"), once);
  EXPECT_TRUE(b.assign("s", b.emit<ExpOp>(once)));
  EXPECT_FALSE(b.assign("s", x));
  EXPECT_FALSE(b.assign("t", x));
  EXPECT_FALSE(b.assign("s", Value()));
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_NE(
      errors[0].find("is 'tensor<f32>', but is assigned 'tensor<?x3xf32>'"),
      std::string::npos);
  auto module = b.finish(b.emit<ReLUOp>(x));
  ASSERT_TRUE(module);
  auto &body = module->lookupSymbol<func::FuncOp>("forward").getBody().front();
  auto assigns = llvm::to_vector(body.getOps<AssignOp>());
  ASSERT_EQ(assigns.size(), 1u);
  EXPECT_EQ(assigns[0].getParameter(), "s");
  EXPECT_EQ(assigns[0].getValue().getDefiningOp()->getOperand(0), once);
}

TEST_F(BuilderTest, BatchNormDeclaresAndMovesItsStatistics) {
  Value x = b.addInput(batch({4, 5, 6}));
  {
    NetworkBuilder::LayerScope layer(b, "bn1");
    x = buildBatchNorm(b, x, {1e-3, 0.75});
  }
  auto module = b.finish(x);
  ASSERT_TRUE(module);
  std::vector<std::string> names;
  for (auto parameter : module->getOps<ParameterOp>())
    names.push_back(parameter.getSymName().str() +
                    (parameter.getFrozen() ? " frozen" : ""));
  EXPECT_EQ(names, (std::vector<std::string>{"bn1.moving_mean frozen",
                                             "bn1.moving_variance frozen",
                                             "bn1.gamma", "bn1.beta"}));
  auto &body = module->lookupSymbol<func::FuncOp>("forward").getBody().front();
  auto norm = *body.getOps<BatchNormTrainOp>().begin();
  EXPECT_EQ(norm.getEpsilon().convertToDouble(), 1e-3);
  EXPECT_EQ(norm.getMomentum().convertToDouble(), 0.25);
  std::vector<Value> assigned;
  for (auto assign : body.getOps<AssignOp>())
    assigned.push_back(assign.getValue());
  EXPECT_EQ(assigned,
            (std::vector<Value>{norm.getNewMean(), norm.getNewVariance()}));
}

TEST_F(BuilderTest, LayerAndGroupNormDeclareTheirScale) {
  Value x = b.addInput(batch({4, 5, 6}));
  {
    NetworkBuilder::LayerScope layer(b, "ln");
    x = buildLayerNorm(b, x, {1e-5, 2, -1});
  }
  {
    NetworkBuilder::LayerScope layer(b, "gn");
    x = buildGroupNorm(b, x, 2, 1e-3);
  }
  auto module = b.finish(x);
  ASSERT_TRUE(module);
  std::vector<std::string> names;
  for (auto parameter : module->getOps<ParameterOp>())
    names.push_back(parameter.getSymName().str() + " " +
                    std::to_string(parameter.getTensorType().getDimSize(0)));
  EXPECT_EQ(names, (std::vector<std::string>{"ln.gamma 6", "ln.beta 6",
                                             "gn.gamma 4", "gn.beta 4"}));
  auto &body = module->lookupSymbol<func::FuncOp>("forward").getBody().front();
  auto norm = *body.getOps<LayerNormOp>().begin();
  EXPECT_EQ(norm.getBeginNormAxis(), 2);
  EXPECT_EQ(norm.getBeginParamsAxis(), -1);
  EXPECT_EQ(norm.getEpsilon().convertToDouble(), 1e-5);
  EXPECT_EQ((*body.getOps<GroupNormOp>().begin()).getNumGroups(), 2);
  EXPECT_FALSE(buildLayerNorm(b, Value()));
}

TEST_F(BuilderTest, TransposedConvolutionsHaveMindSporesSize) {
  Value x = b.addInput(batch({4, 5, 7}));
  Attribute init = zeros();
  Value weight = b.parameter("weight", {4, 3, 3, 3}, init);
  auto size = [&](const WindowOptions &window) {
    Value y = buildConv2dTranspose(b, x, weight, Value(), window);
    auto shape = cast<RankedTensorType>(y.getType()).getShape();
    EXPECT_EQ(shape[1], 3 * window.group);
    return std::make_pair(shape[2], shape[3]);
  };
  WindowOptions window;
  window.stride = {2, 4};
  EXPECT_EQ(size(window), std::make_pair(int64_t(11), int64_t(28)));
  window.padMode = "same";
  EXPECT_EQ(size(window), std::make_pair(int64_t(10), int64_t(28)));
  window.padMode = "pad";
  window.stride = {3, 3};
  window.dilation = {2, 2};
  window.pad = {1, 0, 2, 1};
  window.group = 2;
  EXPECT_EQ(size(window), std::make_pair(int64_t(16), int64_t(20)));
  EXPECT_TRUE(errors.empty());
}

} // namespace
