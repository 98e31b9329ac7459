//===- CasesTest.cpp - The evaluator against MindSpore and PyTorch --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Runs the functions of test/Reference/Inputs/*.mlir on the inputs beside them
// and compares with the results that make_cases.py got from the frameworks.
// Every op of the dialect must occur in a function, every function in a file of
// results.
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Reference/Evaluator.h"
#include "msrt/Npy.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace mlir;
using namespace ms;

namespace {

const char *const kFamilies[] = {
    "Math",   "Elementary", "Special", "Activation", "Product",   "Reduction",
    "Tensor", "NN",         "Norm",    "Image",      "Pool",      "Loss",
    "Train",  "Shape",      "Index",   "Recurrent",  "Attention", "Update",
};
const char *const kFrameworks[] = {"mindspore", "torch", "numpy"};

/// max|a-b| <= t * max|b| over the finite elements; the others must agree.
constexpr double kSingleTolerance = 1e-6;
constexpr double kDoubleTolerance = 1e-12;

double toleranceFor(msrt::DType type) {
  if (type == MSRT_FLOAT64)
    return kDoubleTolerance;
  return msrt::isFloat(type) ? kSingleTolerance : 0;
}

/// What differs, or nothing.
std::string compare(ArrayRef<double> have, ArrayRef<double> want, double t) {
  if (have.size() != want.size())
    return std::to_string(have.size()) + " elements instead of " +
           std::to_string(want.size());
  double scale = 0;
  for (double value : want)
    if (std::isfinite(value))
      scale = std::max(scale, std::fabs(value));
  for (size_t i = 0; i < want.size(); ++i) {
    bool same = std::isfinite(want[i])
                    ? std::fabs(have[i] - want[i]) <= t * scale
                    : have[i] == want[i] ||
                          (std::isnan(have[i]) && std::isnan(want[i]));
    if (!same)
      return "element " + std::to_string(i) + " is " + std::to_string(have[i]) +
             " instead of " + std::to_string(want[i]);
  }
  return "";
}

std::vector<double> elementsOf(const msrt::Tensor &tensor) {
  std::vector<double> elements(tensor.ref().count());
  for (size_t i = 0; i < elements.size(); ++i)
    elements[i] = msrt::loadElement(tensor.ref().dtype, tensor.ref().data, i);
  return elements;
}

std::string inputPath(const std::string &name) {
  return std::string(MS_REFERENCE_INPUTS) + "/" + name;
}

using Arrays = llvm::StringMap<msrt::Tensor>;

class CasesTest : public testing::TestWithParam<const char *> {
protected:
  CasesTest() {
    context.loadDialect<mindir::MindIRDialect, func::FuncDialect>();
  }

  OwningOpRef<ModuleOp> parse(const std::string &family) {
    return parseSourceFile<ModuleOp>(inputPath(family + ".mlir"), &context);
  }

  /// Takes "<function>.in<k>" and "<function>.out<k>" out of `arrays`.
  void check(ModuleOp module, func::FuncOp function, Arrays &arrays) {
    std::string name = function.getSymName().str();
    SmallVector<ReferenceTensor> inputs;
    for (Type type : function.getArgumentTypes()) {
      std::string key = name + ".in" + std::to_string(inputs.size());
      auto found = arrays.find(key);
      ASSERT_NE(found, arrays.end()) << key << " is missing";
      msrt::Dims dims = found->second.ref().dims;
      inputs.emplace_back(ArrayRef<int64_t>(dims.data(), dims.size()),
                          cast<RankedTensorType>(type).getElementType(),
                          elementsOf(found->second));
      arrays.erase(found);
    }
    auto results = Evaluator(module).call(name, inputs);
    ASSERT_TRUE(succeeded(results)) << name;
    for (auto [index, result] : llvm::enumerate(*results)) {
      std::string key = name + ".out" + std::to_string(index);
      auto found = arrays.find(key);
      ASSERT_NE(found, arrays.end()) << key << " is missing";
      msrt::TensorRef want = found->second.ref();
      EXPECT_EQ(result.shape,
                SmallVector<int64_t>(want.dims.begin(), want.dims.end()))
          << key;
      EXPECT_EQ(compare(result.data, elementsOf(found->second),
                        toleranceFor(want.dtype)),
                "")
          << key;
      arrays.erase(found);
    }
  }

  MLIRContext context{MLIRContext::Threading::DISABLED};
};

TEST_P(CasesTest, AgreeWithFrameworks) {
  std::string family = GetParam();
  OwningOpRef<ModuleOp> module = parse(family);
  ASSERT_TRUE(module);
  llvm::StringSet<> checked;
  for (const char *framework : kFrameworks) {
    std::string file = inputPath(family + "." + framework + ".npz");
    if (!llvm::sys::fs::exists(file))
      continue;
    SCOPED_TRACE(file);
    auto read = msrt::readNpz(file);
    ASSERT_TRUE(read.ok()) << read.message();
    Arrays arrays;
    for (msrt::NamedTensor &array : *read)
      arrays.try_emplace(array.name, std::move(array.tensor));
    for (auto function : module->getOps<func::FuncOp>()) {
      std::string name = function.getSymName().str();
      if (arrays.find(name + ".out0") == arrays.end())
        continue;
      checked.insert(name);
      check(*module, function, arrays);
    }
    for (auto &left : arrays)
      ADD_FAILURE() << left.getKey().str() << " belongs to no function";
  }
  for (auto function : module->getOps<func::FuncOp>())
    EXPECT_TRUE(checked.contains(function.getSymName()))
        << function.getSymName().str() << " has no expected results";
}

INSTANTIATE_TEST_SUITE_P(Families, CasesTest, testing::ValuesIn(kFamilies),
                         [](const auto &info) { return info.param; });

TEST(CasesTest, CoverEveryOp) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.loadDialect<mindir::MindIRDialect, func::FuncDialect>();
  llvm::StringSet<> seen;
  for (const char *family : kFamilies) {
    auto module = parseSourceFile<ModuleOp>(
        inputPath(std::string(family) + ".mlir"), &context);
    ASSERT_TRUE(module);
    module->walk(
        [&](Operation *op) { seen.insert(op->getName().getStringRef()); });
  }
  // State is tested in EvaluatorTest; the others compute no tensor, or stand in
  // kernels only, whose results are compared with those of what they replace.
  const llvm::StringSet<> kState = {"mindir.load", "mindir.assign"};
  const llvm::StringSet<> kNotEvaluated = {"mindir.parameter",
                                           "mindir.launch",
                                           "mindir.dispatch",
                                           "mindir.rows",
                                           "mindir.winograd_filter_transform",
                                           "mindir.winograd_input_transform",
                                           "mindir.winograd_conv_2d"};
  unsigned count = 0;
  for (RegisteredOperationName name :
       context.getRegisteredOperationsByDialect("mindir")) {
    StringRef op = name.getStringRef();
    ++count;
    EXPECT_NE(Evaluator::canEvaluate(name), kNotEvaluated.contains(op))
        << op.str();
    if (!kState.contains(op) && !kNotEvaluated.contains(op)) {
      EXPECT_TRUE(seen.contains(op)) << op.str() << " has no case";
    }
  }
  EXPECT_GT(count, 80u);
}

TEST(CasesTest, ComparisonSeesDifferences) {
  double nan = NAN, inf = INFINITY;
  EXPECT_EQ(compare({1, 2}, {1, 2}, 0), "");
  EXPECT_EQ(compare({nan, inf}, {nan, inf}, 1e-6), "");
  EXPECT_EQ(compare({100, 1e-5}, {100, 0}, 1e-6), "");
  EXPECT_NE(compare({100, 1e-3}, {100, 0}, 1e-6), "");
  EXPECT_NE(compare({nan}, {1}, 1e-6), "");
  EXPECT_NE(compare({1}, {nan}, 1e-6), "");
  EXPECT_NE(compare({inf}, {-inf}, 1e-6), "");
  EXPECT_NE(compare({1}, {1, 1}, 1e-6), "");
}

} // namespace
