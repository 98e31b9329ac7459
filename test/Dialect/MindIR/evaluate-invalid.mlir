//===- evaluate-invalid.mlir - What the evaluator refuses -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-evaluate -verify-diagnostics -split-input-file -o /dev/null

func.func private @kernel(%x: tensor<2xf32>) -> tensor<2xf32> attributes {mindir.kernel} {
  return %x : tensor<2xf32>
}
func.func @test_unknown_op() -> tensor<2xf32> {
  %x = mindir.constant dense<1.0> : tensor<2xf32>
  // expected-error @below {{[MS2301] mindir.launch: the reference evaluator has no rule for this op}}
  %0 = mindir.launch @kernel(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// expected-error @below {{[MS1002] mindir.parameter 'w': starts from #mindir.uniform<seed = 1>, whose random values must be set before the evaluator runs}}
mindir.parameter @w : tensor<2xf32> init(#mindir.uniform<seed = 1>)
func.func @test_random() -> tensor<2xf32> {
  %0 = mindir.load @w : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// expected-error @below {{[MS1002] mindir.parameter 'w': has no value}}
mindir.parameter @w : tensor<2xf32> init(unit)
func.func @test_random() -> tensor<2xf32> {
  %0 = mindir.load @w : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @test_large_integer() -> tensor<i64> {
  // expected-error @below {{[MS2001] mindir.constant: result 0 holds 9.007199e+15, which is no i64 below 2^53}}
  %0 = mindir.constant dense<9007199254740993> : tensor<i64>
  return %0 : tensor<i64>
}

// -----

func.func @test_empty_maximum() -> tensor<0xi32> {
  %0 = mindir.constant dense<1> : tensor<0x0xi32>
  // expected-error @below {{[MS2001] mindir.argmax: the axis has no elements to choose from}}
  %1 = mindir.argmax %0 : tensor<0x0xi32> -> tensor<0xi32>
  return %1 : tensor<0xi32>
}
