//===- execute-samples.mlir - What random roundings explain ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Half precision makes elements equal that are not: the gradient of their largest
// is shared. Evaluations that round at random find that out; what no rounding of
// results explains, here the order of a sum in double precision, is reported still.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -test-execute="tolerance=1e-3 only=test_ties" -o /dev/null 2>&1 | FileCheck %s --check-prefix=EXACT
// RUN: ms-opt %s -test-execute="tolerance=1e-3 only=test_ties samples=16" -o /dev/null | FileCheck %s
// RUN: not ms-opt %s -test-execute="tolerance=1e-20 only=test_sum samples=16" -o /dev/null 2>&1 | FileCheck %s --check-prefix=WRONG
// RUN: ms-opt %s -test-execute="tolerance=1e-20 only=test_sum samples=16 jitter" -o /dev/null | FileCheck %s --check-prefix=INSIDE

// EXACT: error: result 0 for 1 rows: element {{[0-9]+}} is {{.*}}, but the evaluator says
// CHECK: test_ties [1]: ok
func.func @test_ties(%x: tensor<64xf32> {test.range = [1.0, 1.0009]}) -> tensor<64xf16> {
  %0 = mindir.cast %x to f16 : tensor<64xf32> -> tensor<64xf16>
  %1 = mindir.reduce_max %0 {axis = [0], keep_dims = true} : tensor<64xf16> -> tensor<1xf16>
  %2 = mindir.equal %0, %1 : (tensor<64xf16>, tensor<1xf16>) -> tensor<64xi1>
  %3 = mindir.cast %2 to f16 : tensor<64xi1> -> tensor<64xf16>
  return %3 : tensor<64xf16>
}

// WRONG: error: result 0 for 1 rows: element 0 is {{.*}}, but the evaluator says
// INSIDE: test_sum [1]: ok
func.func @test_sum(%x: tensor<64xf64> {test.range = [0.0, 1.0]}) -> tensor<f64> {
  %0 = mindir.reduce_sum %x : tensor<64xf64> -> tensor<f64>
  return %0 : tensor<f64>
}
