//===- execute-fails.mlir - The comparison can fail -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What every execute-*.mlir leans on: results, state and function names that do
// not agree are reported, and the exit status says so.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -test-execute="tolerance=1e-14" -o /dev/null 2>&1 | FileCheck %s
// RUN: not ms-opt %s -test-execute="only=missing initial tolerance=1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NONE

// CHECK: error: result 0 for 3 rows: element {{[0-9]+}} is {{.*}}, but the evaluator says
// CHECK: error: w for 3 rows: element {{[0-9]+}} is {{.*}}, but the evaluator says
// CHECK-NOT: test_exp [3]: ok
// NONE: error: the module has no function 'missing'
mindir.parameter @w : tensor<7xf32> init(#mindir.ones)

func.func @test_exp(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %w = mindir.load @w : tensor<7xf32>
  %0 = mindir.exp %x : tensor<?x7xf32>
  %1 = mindir.sigmoid %w : tensor<7xf32>
  mindir.assign @w, %1 : tensor<7xf32>
  return %0 : tensor<?x7xf32>
}
