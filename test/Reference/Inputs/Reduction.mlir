//===- Reduction.mlir - Products, logic, running sums ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Reduction.*.npz,
// written by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @prod(%x: tensor<3x4x5xf32>) -> (tensor<3x5xf32>, tensor<1x4x1xf32>, tensor<f32>) {
  %0 = mindir.reduce_prod %x {axis = [1]} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %1 = mindir.reduce_prod %x {axis = [0, -1], keep_dims = true} : tensor<3x4x5xf32> -> tensor<1x4x1xf32>
  %2 = mindir.reduce_prod %x : tensor<3x4x5xf32> -> tensor<f32>
  return %0, %1, %2 : tensor<3x5xf32>, tensor<1x4x1xf32>, tensor<f32>
}

func.func @prod_i32(%x: tensor<?x12xi32>) -> tensor<?xi32> {
  %0 = mindir.reduce_prod %x {axis = [1]} : tensor<?x12xi32> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @logical(%x: tensor<3x4x2xi1>) -> (tensor<3x2xi1>, tensor<3x2xi1>, tensor<1x4x1xi1>, tensor<i1>) {
  %0 = mindir.reduce_all %x {axis = [1]} : tensor<3x4x2xi1> -> tensor<3x2xi1>
  %1 = mindir.reduce_any %x {axis = [1]} : tensor<3x4x2xi1> -> tensor<3x2xi1>
  %2 = mindir.reduce_all %x {axis = [0, -1], keep_dims = true} : tensor<3x4x2xi1> -> tensor<1x4x1xi1>
  %3 = mindir.reduce_any %x : tensor<3x4x2xi1> -> tensor<i1>
  return %0, %1, %2, %3 : tensor<3x2xi1>, tensor<3x2xi1>, tensor<1x4x1xi1>, tensor<i1>
}

func.func @argmin(%x: tensor<3x4x2xf32>) -> (tensor<3x4xi32>, tensor<3x2xi32>, tensor<4x2xi64>) {
  %0 = mindir.argmin %x : tensor<3x4x2xf32> -> tensor<3x4xi32>
  %1 = mindir.argmin %x {axis = 1 : i64} : tensor<3x4x2xf32> -> tensor<3x2xi32>
  %2 = mindir.argmin %x {axis = -3 : i64, output_type = i64} : tensor<3x4x2xf32> -> tensor<4x2xi64>
  return %0, %1, %2 : tensor<3x4xi32>, tensor<3x2xi32>, tensor<4x2xi64>
}

func.func @argmin_nan(%x: tensor<2x4xf32>) -> tensor<2xi64> {
  %0 = mindir.argmin %x {axis = 1 : i64, output_type = i64} : tensor<2x4xf32> -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

func.func @cum_sum(%x: tensor<?x5x2xf32>) -> (tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>) {
  %0 = mindir.cum_sum %x {axis = 1 : i64} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  %1 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  %2 = mindir.cum_sum %x {axis = 1 : i64, reverse = true} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  %3 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true, reverse = true} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  return %0, %1, %2, %3 : tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>
}

func.func @cum_prod(%x: tensor<?x5x2xf32>) -> (tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>) {
  %0 = mindir.cum_prod %x {axis = -2 : i64} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  %1 = mindir.cum_prod %x {axis = -2 : i64, exclusive = true} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  %2 = mindir.cum_prod %x {axis = -2 : i64, reverse = true} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  %3 = mindir.cum_prod %x {axis = -2 : i64, exclusive = true, reverse = true} : tensor<?x5x2xf32> -> tensor<?x5x2xf32>
  return %0, %1, %2, %3 : tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>, tensor<?x5x2xf32>
}

func.func @cum_sum_i8(%x: tensor<2x9xi8>) -> tensor<2x9xi8> {
  %0 = mindir.cum_sum %x : tensor<2x9xi8> -> tensor<2x9xi8>
  return %0 : tensor<2x9xi8>
}
