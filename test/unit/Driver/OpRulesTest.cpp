//===- OpRulesTest.cpp - What is missing to train a network ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Gaps that no network of ours has: a gradient that cannot be lowered, a room
// that does not know an op.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/OpRules.h"

#include "lib/Driver/LoadNetwork.h"
#include "lib/Support/Diagnostics.h"
#include "passes/AutoDiff/Activity.h"

#include "gtest/gtest.h"

using namespace mlir;
using namespace ms;

namespace {

const char kNetwork[] = R"(
  mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
  func.func @forward(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
    %w = mindir.load @w : tensor<3xf32>
    %0 = mindir.tanh %x : tensor<2x3xf32> loc("first")
    %1 = mindir.mul %0, %w : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
    %2 = mindir.tanh %1 : tensor<2x3xf32> loc("second")
    return %2 : tensor<2x3xf32>
  }
)";

struct OpRulesTest : testing::Test {
  OpRulesTest()
      : network(Network::parse(kNetwork, 1)),
        forward(network->getModule().lookupSymbol<func::FuncOp>("forward")),
        activity(forward) {}

  std::unique_ptr<Network> network;
  func::FuncOp forward;
  Activity activity;
};

TEST_F(OpRulesTest, NamesWhatAGradientBecomes) {
  // A compiler that can all but the gradient of tanh.
  auto lower = [](ModuleOp trial) {
    bool left = false;
    SmallVector<Operation *> done;
    trial.walk([&](Operation *op) {
      if (op->getName().getStringRef() == "mindir.tanh_grad")
        left = true;
      else if (op->getName().getDialectNamespace() == "mindir")
        done.push_back(op);
    });
    for (Operation *op : llvm::reverse(done)) {
      op->dropAllUses();
      op->erase();
    }
    return success(!left);
  };
  SmallVector<OpGap> gaps = findOpGaps(forward, &activity, lower);
  ASSERT_EQ(gaps.size(), 1u);
  // The first one has no trainable parameter before it.
  EXPECT_EQ(describe("mindir.tanh", gaps[0].op->getLoc()),
            "mindir.tanh 'second'");
  EXPECT_EQ(gaps[0].code, Code::MissingLowering);
  EXPECT_EQ(gaps[0].text(), "has no lowering (it becomes mindir.tanh_grad)");
  EXPECT_TRUE(isBlocking(gaps[0], /*train=*/false));
  EXPECT_TRUE(findOpGaps(forward, nullptr, lower).empty());
}

TEST_F(OpRulesTest, ListsWhatARoomDoesNotKnow) {
  OpRules rules{"import rule", Code::InputFile, [](Operation *op) {
                  return op->getName().getStringRef() != "mindir.mul";
                }};
  SmallVector<OpGap> gaps = findOpGaps(forward, &activity, nullptr, {rules});
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].op->getName().getStringRef(), "mindir.mul");
  EXPECT_EQ(gaps[0].text(), "has no import rule");
  EXPECT_FALSE(isBlocking(gaps[0], /*train=*/true));
}

TEST_F(OpRulesTest, FindsNothingInANetworkThatTrains) {
  EXPECT_TRUE(findNetworkGaps(network->getModule()).empty());
}

} // namespace
