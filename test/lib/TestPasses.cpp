//===- TestPasses.cpp - Registration of the test passes -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

void ms::test::registerTestPasses() {
  registerTestAttention();
  registerTestEvaluate();
  registerTestExecute();
  registerTestGradients();
  registerTestLocations();
  registerTestMemoryPlan();
}
