//===- ZooTest.cpp - The networks that are there by name ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Zoo.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace ms;

namespace {

std::string print(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  OpPrintingFlags flags;
  flags.printGenericOpForm();
  module->print(os, flags);
  return text;
}

/// One line per op and parameter: what a reader of the network sees.
std::vector<std::string> summary(ModuleOp module) {
  std::vector<std::string> lines;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<ModuleOp, func::FuncOp>(op))
      return;
    std::string line;
    llvm::raw_string_ostream os(line);
    os << op->getName() << " '" << getLayerName(op->getLoc()) << "'";
    if (auto parameter = dyn_cast<mindir::ParameterOp>(op))
      os << " " << parameter.getSymName() << " " << parameter.getType() << " "
         << parameter.getInit();
    else if (auto load = dyn_cast<mindir::LoadOp>(op))
      os << " " << load.getParameter();
    for (Type type : op->getResultTypes())
      os << " " << type;
    lines.push_back(line);
  });
  return lines;
}

std::vector<std::string> only(const std::vector<std::string> &lines,
                              StringRef name) {
  std::vector<std::string> result;
  for (const std::string &line : lines)
    if (StringRef(line).starts_with(name))
      result.push_back(line);
  return result;
}

TEST(Zoo, LeNet5IsTheNetworkInTheFile) {
  MLIRContext context;
  context.loadDialect<mindir::MindIRDialect, func::FuncDialect>();
  std::string error;
  OwningOpRef<ModuleOp> built = buildZooModule("lenet5", context, error);
  ASSERT_TRUE(built) << error;
  OwningOpRef<ModuleOp> read = parseSourceFile<ModuleOp>(
      MS_TEST_INPUTS "/lenet5.mlir", ParserConfig(&context));
  ASSERT_TRUE(read);
  EXPECT_EQ(built->getSymName(), read->getSymName());

  std::vector<std::string> mine = summary(*built), theirs = summary(*read);
  // A parameter's own location is free; its name, type and initial value are
  // not.
  auto parameters = [](ModuleOp module) {
    std::vector<std::string> lines;
    for (auto op : module.getOps<mindir::ParameterOp>()) {
      std::string line;
      llvm::raw_string_ostream(line) << op;
      lines.push_back(line);
    }
    return lines;
  };
  EXPECT_EQ(parameters(*built), parameters(*read));
  EXPECT_EQ(only(mine, "mindir.load"), only(theirs, "mindir.load"));
  auto rest = [](std::vector<std::string> lines) {
    llvm::erase_if(lines, [](const std::string &line) {
      return StringRef(line).starts_with("mindir.parameter") ||
             StringRef(line).starts_with("func.");
    });
    return lines;
  };
  EXPECT_EQ(rest(mine), rest(theirs));
}

TEST(Zoo, EveryNetworkBuildsAndReadsBack) {
  for (const std::string &name : zooNames()) {
    MLIRContext context;
    std::string error;
    OwningOpRef<ModuleOp> module = buildZooModule(name, context, error);
    ASSERT_TRUE(module) << error;
    EXPECT_EQ(module->getSymName(), StringRef(name));
    auto forward = module->lookupSymbol<func::FuncOp>("forward");
    ASSERT_TRUE(forward);
    for (Type type : forward.getArgumentTypes())
      EXPECT_TRUE(cast<RankedTensorType>(type).isDynamicDim(0)) << name;
    forward.walk([&](Operation *op) {
      EXPECT_FALSE(getLayerName(op->getLoc()).empty()) << name;
    });
    std::string text = print(*module);
    OwningOpRef<ModuleOp> again =
        parseSourceString<ModuleOp>(text, ParserConfig(&context));
    ASSERT_TRUE(again) << name;
    EXPECT_EQ(print(*again), text);
  }
}

TEST(Zoo, MlpHasMindSporesParameters) {
  MLIRContext context;
  std::string error;
  OwningOpRef<ModuleOp> module = buildZooModule("mlp", context, error);
  ASSERT_TRUE(module) << error;
  std::vector<std::string> names;
  int64_t count = 0;
  for (auto parameter : module->getOps<mindir::ParameterOp>()) {
    names.push_back(parameter.getSymName().str());
    count += parameter.getTensorType().getNumElements();
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"fc1.weight", "fc1.bias", "fc2.weight",
                                      "fc2.bias", "fc3.weight", "fc3.bias"}));
  EXPECT_EQ(count, 784 * 512 + 512 + 512 * 512 + 512 + 512 * 10 + 10);
}

TEST(Zoo, AnUnknownNameListsTheKnownOnes) {
  MLIRContext context;
  std::string error;
  EXPECT_FALSE(buildZooModule("lenet6", context, error));
  EXPECT_EQ(error.find("the zoo has no network 'lenet6'; it has "), 0u);
  for (const std::string &name : zooNames())
    EXPECT_NE(error.find(name), std::string::npos);
}

TEST(Zoo, OptionsChangeWhatIsBuilt) {
  MLIRContext context;
  std::string error;
  OwningOpRef<ModuleOp> module =
      buildZooModule("mlp:layers=2,hidden=7,features=5", context, error);
  ASSERT_TRUE(module) << error;
  EXPECT_EQ(module->getSymName(), StringRef("mlp"));
  std::vector<std::string> shapes;
  for (auto parameter : module->getOps<mindir::ParameterOp>()) {
    std::string line;
    llvm::raw_string_ostream(line) << parameter.getType();
    shapes.push_back(line);
  }
  EXPECT_EQ(shapes,
            (std::vector<std::string>{"tensor<7x5xf32>", "tensor<7xf32>",
                                      "tensor<10x7xf32>", "tensor<10xf32>"}));
}

TEST(Zoo, NumbersOfOptionsAreChecked) {
  ModelOptions options;
  double p = 0.5;
  std::string mode = "a";
  options.number("p", "a number", 0, 1, p);
  options.choice("mode", "a choice", {"a", "b"}, mode);
  EXPECT_EQ(options.parse(""), "");
  EXPECT_EQ(options.parse("p=0.25,mode=b"), "");
  EXPECT_EQ(p, 0.25);
  EXPECT_EQ(mode, "b");
  EXPECT_EQ(options.parse("p=nan"), "option 'p' is 'nan', expected a number of "
                                    "at least 0 and less than 1");
  EXPECT_EQ(options.parse("mode=c"),
            "option 'mode' is 'c', expected one of a, b");
  EXPECT_EQ(options.parse("p=0.1,"), "'' is no option: expected NAME=VALUE; "
                                     "options are p, mode");
  EXPECT_EQ(options.help(), "    p               a number (0.5)\n"
                            "    mode            a choice: a, b (a)\n");
}

} // namespace
