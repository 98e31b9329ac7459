//===- EvaluatorTest.cpp - State, numbers and errors of the evaluator -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/Evaluator.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace mlir;
using namespace ms;

namespace {

class EvaluatorTest : public testing::Test {
protected:
  EvaluatorTest()
      : handler(&context, [this](Diagnostic &diag) {
          errors += diag.str() + "\n";
          return success();
        }) {
    context.loadDialect<mindir::MindIRDialect, func::FuncDialect,
                        arith::ArithDialect>();
    context.printOpOnDiagnostic(false);
    f32 = Float32Type::get(&context);
    i64 = IntegerType::get(&context, 64);
  }

  void parse(StringRef text) {
    module = parseSourceString<ModuleOp>(text, &context);
    ASSERT_TRUE(module) << errors;
  }

  /// The elements of the only result of @f.
  std::vector<double> run(ArrayRef<ReferenceTensor> inputs = {},
                          EvaluatorOptions options = {}) {
    auto results = Evaluator(*module, options).call("f", inputs);
    if (failed(results) || results->size() != 1) {
      ADD_FAILURE() << errors;
      return {};
    }
    return (*results)[0].data;
  }

  /// The error that a call of @f ends with.
  std::string fail(ArrayRef<ReferenceTensor> inputs = {}) {
    errors.clear();
    EXPECT_TRUE(failed(Evaluator(*module).call("f", inputs)));
    return errors;
  }

  bool mentions(StringRef text) { return StringRef(errors).contains(text); }

  MLIRContext context{MLIRContext::Threading::DISABLED};
  std::string errors;
  ScopedDiagnosticHandler handler;
  OwningOpRef<ModuleOp> module;
  Type f32, i64;
};

using Data = std::vector<double>;

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

const char *const kCounter = R"mlir(
  mindir.parameter @count : tensor<2xf32> init(#mindir.ones)
  mindir.parameter @last : tensor<2xf32> init(#mindir.zeros)
  func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
    %c = mindir.load @count : tensor<2xf32>
    %s = mindir.add %c, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %again = mindir.load @count : tensor<2xf32>
    mindir.assign @count, %s : tensor<2xf32>
    mindir.assign @last, %c : tensor<2xf32>
    return %again : tensor<2xf32>
  }
)mlir";

TEST_F(EvaluatorTest, StateOutlivesCalls) {
  parse(kCounter);
  Evaluator evaluator(*module);
  ReferenceTensor x({2}, f32, {1, 10});
  // A load gives the value at the start of the call.
  EXPECT_EQ((*evaluator.call("f", x))[0].data, (Data{1, 1}));
  EXPECT_EQ((*evaluator.call("f", x))[0].data, (Data{2, 11}));
  EXPECT_EQ(evaluator.getParameter("count")->data, (Data{3, 21}));
  EXPECT_EQ(evaluator.getParameter("last")->data, (Data{2, 11}));

  ASSERT_TRUE(succeeded(
      evaluator.setParameter("count", ReferenceTensor({2}, f32, {5, 6}))));
  EXPECT_EQ((*evaluator.call("f", x))[0].data, (Data{5, 6}));
  evaluator.resetState();
  EXPECT_EQ(evaluator.getParameter("count")->data, (Data{1, 1}));
}

TEST_F(EvaluatorTest, FailedCallsWriteNothing) {
  parse(R"mlir(
    mindir.parameter @p : tensor<i64> init(#mindir.zeros)
    func.func @f(%x: tensor<i64>) -> tensor<i64> {
      %y = mindir.square %x : tensor<i64>
      mindir.assign @p, %x : tensor<i64>
      return %y : tensor<i64>
    }
  )mlir");
  Evaluator evaluator(*module);
  ReferenceTensor large({}, i64, {1e9});
  EXPECT_TRUE(failed(evaluator.call("f", large)));
  EXPECT_EQ(evaluator.getParameter("p")->data, Data{0});
}

TEST_F(EvaluatorTest, ReadsInitialValues) {
  // 0x3F800000 is 1.0f; 0x3C00, 0xC000 are 1 and -2 in f16; 0xBF80 is -1 in
  // bf16. The first word of a blob is its alignment.
  parse(R"mlir(
    mindir.parameter @fill : tensor<2xf32> init(#mindir.fill<value = 0.1>)
    mindir.parameter @splat : tensor<2x1xi8> init(dense<-3> : tensor<2x1xi8>)
    mindir.parameter @single : tensor<2xf32> init(dense_resource<single> : tensor<2xf32>)
    mindir.parameter @half : tensor<2xf16> init(dense_resource<half> : tensor<2xf16>)
    mindir.parameter @brain : tensor<1xbf16> init(dense_resource<brain> : tensor<1xbf16>)
    mindir.parameter @signed : tensor<2xi16> init(dense_resource<words> : tensor<2xi16>)
    mindir.parameter @unsigned : tensor<2xui16> init(dense_resource<words> : tensor<2xui16>)
    mindir.parameter @flags : tensor<2xi1> init(dense_resource<flags> : tensor<2xi1>)
    {-# dialect_resources: { builtin: {
      single: "0x040000000000803F0000C0BF",
      half: "0x02000000003C00C0",
      brain: "0x0200000080BF",
      words: "0x02000000FFFF0100",
      flags: "0x010000000100"
    } } #-}
  )mlir");
  Evaluator evaluator(*module);
  auto value = [&](StringRef name) {
    auto tensor = evaluator.getParameter(name);
    return succeeded(tensor) ? tensor->data : Data{};
  };
  EXPECT_EQ(value("fill"), (Data{0.1f, 0.1f}));
  EXPECT_EQ(value("splat"), (Data{-3, -3}));
  EXPECT_EQ(value("single"), (Data{1, -1.5}));
  EXPECT_EQ(value("half"), (Data{1, -2}));
  EXPECT_EQ(value("brain"), (Data{-1}));
  EXPECT_EQ(value("signed"), (Data{-1, 1}));
  EXPECT_EQ(value("unsigned"), (Data{65535, 1}));
  EXPECT_EQ(value("flags"), (Data{1, 0}));
  EXPECT_EQ(evaluator.getParameter("splat")->shape,
            (SmallVector<int64_t>{2, 1}));
}

TEST_F(EvaluatorTest, RandomInitialValuesMustBeSet) {
  parse(R"mlir(
    mindir.parameter @w : tensor<2x1xf32> init(#mindir.he_uniform<seed = 1>)
    func.func @f() -> tensor<2x1xf32> {
      %w = mindir.load @w : tensor<2x1xf32>
      return %w : tensor<2x1xf32>
    }
  )mlir");
  fail();
  EXPECT_TRUE(mentions("[MS1002] mindir.parameter 'w': starts from "
                       "#mindir.he_uniform<seed = 1>"))
      << errors;
  Evaluator evaluator(*module);
  ASSERT_TRUE(succeeded(
      evaluator.setParameter("w", ReferenceTensor({2, 1}, f32, {3, 4}))));
  EXPECT_EQ((*evaluator.call("f", {}))[0].data, (Data{3, 4}));
}

TEST_F(EvaluatorTest, RefusesValuesThatDoNotFitAParameter) {
  parse(kCounter);
  Evaluator evaluator(*module);
  auto refused = [&](StringRef name, ReferenceTensor value, StringRef why) {
    errors.clear();
    EXPECT_TRUE(failed(evaluator.setParameter(name, value)));
    EXPECT_TRUE(mentions(why)) << errors;
  };
  refused("count", ReferenceTensor({3}, f32), "has shape [3]");
  refused("count", ReferenceTensor({2}, i64), "elements of type i64");
  refused("count", ReferenceTensor({2}, f32, {1}), "has 1 elements");
  refused("none", ReferenceTensor({2}, f32), "there is no parameter 'none'");
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

TEST_F(EvaluatorTest, ComputesInDoublePrecision) {
  parse(R"mlir(
    func.func @f(%x: tensor<1xf32>) -> tensor<1xf32> {
      %y = mindir.exp %x : tensor<1xf32>
      return %y : tensor<1xf32>
    }
  )mlir");
  ReferenceTensor x({1}, f32, {0.3});
  EXPECT_EQ(run(x), Data{std::exp(0.3)});
  EvaluatorOptions round;
  round.roundToElementType = true;
  EXPECT_EQ(run(x, round), Data{static_cast<float>(std::exp(0.3))});
}

TEST_F(EvaluatorTest, RoundsToHalfAndBrainFloat) {
  parse(R"mlir(
    func.func @f(%x: tensor<3xf64>) -> tensor<3xf64> {
      %h = mindir.cast %x to f16 : tensor<3xf64> -> tensor<3xf16>
      %b = mindir.cast %h to bf16 : tensor<3xf16> -> tensor<3xbf16>
      %y = mindir.cast %b to f64 : tensor<3xbf16> -> tensor<3xf64>
      return %y : tensor<3xf64>
    }
  )mlir");
  // 1 + 2^-10 is an f16, but no bf16; 70000 is no f16; ties go to even.
  ReferenceTensor x({3}, Float64Type::get(&context),
                    {1 + 0x1p-10, 70000, 1 + 0x1p-8 + 0x1p-20});
  EvaluatorOptions round;
  round.roundToElementType = true;
  EXPECT_EQ(run(x), x.data);
  EXPECT_EQ(run(x, round), (Data{1, INFINITY, 1}));
}

TEST_F(EvaluatorTest, RoundsUpOrDownAtRandom) {
  parse(R"mlir(
    func.func @f(%x: tensor<64xf64>) -> tensor<64xf64> {
      %h = mindir.cast %x to f16 : tensor<64xf64> -> tensor<64xf16>
      %y = mindir.cast %h to f64 : tensor<64xf16> -> tensor<64xf64>
      return %y : tensor<64xf64>
    }
  )mlir");
  // 1 is an f16, its neighbours are 1 + 2^-10 and 1 - 2^-11.
  ReferenceTensor x({64}, Float64Type::get(&context), Data(64, 1 + 0x1p-12));
  x.data[0] = 1;
  EvaluatorOptions options;
  options.roundToElementType = true;
  options.roundingSeed = 1;
  Data y = run(x, options);
  EXPECT_EQ(y[0], 1);
  size_t up = llvm::count(y, 1 + 0x1p-10);
  EXPECT_EQ(up + llvm::count(y, 1.0), y.size());
  EXPECT_TRUE(up > 10 && up < 54);
  EXPECT_EQ(run(x, options), y);
  options.roundingSeed = 2;
  EXPECT_NE(run(x, options), y);
}

TEST_F(EvaluatorTest, IntegersWrapAtTheirWidth) {
  parse(R"mlir(
    func.func @f(%x: tensor<3xi8>) -> tensor<3xi8> {
      %two = mindir.constant dense<2> : tensor<i8>
      %y = mindir.mul %x, %two : (tensor<3xi8>, tensor<i8>) -> tensor<3xi8>
      %z = mindir.neg %y : tensor<3xi8>
      return %z : tensor<3xi8>
    }
  )mlir");
  ReferenceTensor x({3}, IntegerType::get(&context, 8), {64, 100, -3});
  EXPECT_EQ(run(x), (Data{-128, 56, 6}));
}

TEST_F(EvaluatorTest, CastsSaturate) {
  parse(R"mlir(
    func.func @f(%x: tensor<6xf32>) -> tensor<6xi32> {
      %s = mindir.cast %x to i8 : tensor<6xf32> -> tensor<6xi8>
      %u = mindir.cast %x to ui8 : tensor<6xf32> -> tensor<6xui8>
      %a = mindir.cast %s to i32 : tensor<6xi8> -> tensor<6xi32>
      %b = mindir.cast %u to i32 : tensor<6xui8> -> tensor<6xi32>
      %k = mindir.constant dense<1000> : tensor<i32>
      %c = mindir.mul %b, %k : (tensor<6xi32>, tensor<i32>) -> tensor<6xi32>
      %y = mindir.add %a, %c : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
      return %y : tensor<6xi32>
    }
  )mlir");
  ReferenceTensor x({6}, f32, {300, -300, NAN, 1.9, -1.9, INFINITY});
  EXPECT_EQ(run(x), (Data{255127, -128, 0, 1001, -1, 255127}));
}

TEST_F(EvaluatorTest, RefusesIntegersThatADoubleCannotHold) {
  parse(R"mlir(
    func.func @f(%x: tensor<i64>) -> tensor<i64> {
      %y = mindir.square %x : tensor<i64>
      return %y : tensor<i64>
    }
  )mlir");
  EXPECT_EQ(run(ReferenceTensor({}, i64, {3e7})), Data{9e14});
  fail(ReferenceTensor({}, i64, {1e9}));
  EXPECT_TRUE(mentions("no i64 below 2^53")) << errors;
  // 2^32 squared wraps to 0.
  EXPECT_EQ(run(ReferenceTensor({}, i64, {4294967296.0})), Data{0});
}

//===----------------------------------------------------------------------===//
// Extents
//===----------------------------------------------------------------------===//

TEST_F(EvaluatorTest, BatchIsWhatIsPassed) {
  parse(R"mlir(
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?xf32> {
      %y = mindir.reduce_sum %x {axis = [1]} : tensor<?x2xf32> -> tensor<?xf32>
      return %y : tensor<?xf32>
    }
  )mlir");
  EXPECT_EQ(run(ReferenceTensor({1, 2}, f32, {1, 2})), (Data{3}));
  EXPECT_EQ(run(ReferenceTensor({3, 2}, f32, {1, 2, 3, 4, 5, 6})),
            (Data{3, 7, 11}));
  EXPECT_EQ(run(ReferenceTensor({0, 2}, f32)), Data{});
}

TEST_F(EvaluatorTest, BatchesThatDifferAreErrors) {
  parse(R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %y: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %z = mindir.add_n %x, %y : tensor<?x2xf32> loc("sum1")
      return %z : tensor<?x2xf32>
    }
  )mlir");
  fail({ReferenceTensor({1, 2}, f32), ReferenceTensor({3, 2}, f32)});
  EXPECT_TRUE(mentions("[MS2001] mindir.add_n 'sum1': operand 1 has shape "
                       "[3, 2], but [1, 2] is needed"))
      << errors;
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST_F(EvaluatorTest, UnknownOpsAreNamed) {
  parse(R"mlir(
    func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
      %y = arith.addf %x, %x : tensor<2xf32> loc("layer3.add")
      return %y : tensor<2xf32>
    }
  )mlir");
  fail(ReferenceTensor({2}, f32));
  EXPECT_TRUE(mentions("[MS2301] arith.addf 'layer3.add': the reference "
                       "evaluator has no rule for this op"))
      << errors;
}

TEST_F(EvaluatorTest, InputsAreChecked) {
  parse(R"mlir(
    func.func @f(%x: tensor<?x2xi8>) -> tensor<?x2xi8> {
      return %x : tensor<?x2xi8>
    }
  )mlir");
  Type i8 = IntegerType::get(&context, 8);
  auto refused = [&](ArrayRef<ReferenceTensor> inputs, StringRef why) {
    fail(inputs);
    EXPECT_TRUE(mentions(why)) << errors;
  };
  refused({}, "is called with 0 tensors, but takes 1");
  refused(ReferenceTensor({1, 3}, i8), "argument 0 has shape [1, 3]");
  refused(ReferenceTensor({2}, i8), "argument 0 has shape [2]");
  refused(ReferenceTensor({1, 2}, f32), "elements of type f32");
  refused(ReferenceTensor({1, 2}, i8, {1, 2, 3}), "has 3 elements");
  refused(ReferenceTensor({1, 2}, i8, {1, 128}), "holds 1.28");
  refused(ReferenceTensor({1, 2}, i8, {1, 0.5}), "holds 5");
  EXPECT_EQ(run(ReferenceTensor({1, 2}, i8, {-128, 127})), (Data{-128, 127}));
}

TEST_F(EvaluatorTest, MissingFunctionIsAnError) {
  parse("func.func private @f(tensor<2xf32>)");
  EXPECT_TRUE(failed(Evaluator(*module).call("g", {})));
  EXPECT_TRUE(mentions("there is no function 'g'")) << errors;
  fail(ReferenceTensor({2}, f32));
  EXPECT_TRUE(mentions("is not one block")) << errors;
}

} // namespace
