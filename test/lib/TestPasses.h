//===- TestPasses.h - Passes that only tests use ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Linked into ms-opt where MS_BUILD_TESTS is on, never into what is shipped.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_LIB_TESTPASSES_H
#define MS_TEST_LIB_TESTPASSES_H

namespace ms::test {

/// Registers every test pass.
void registerTestPasses();

/// --test-attention.
void registerTestAttention();
/// --test-evaluate.
void registerTestEvaluate();
/// --test-execute.
void registerTestExecute();
/// --test-gradients.
void registerTestGradients();
/// --test-locations.
void registerTestLocations();
/// --test-memory-plan.
void registerTestMemoryPlan();

} // namespace ms::test

#endif // MS_TEST_LIB_TESTPASSES_H
