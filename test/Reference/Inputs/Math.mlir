//===- Math.mlir - Elementwise math, reductions, products -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Math.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @unary(%x: tensor<3x7xf32>)
    -> (tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>,
        tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>,
        tensor<3x7xf32>, tensor<3x7xf32>) {
  %0 = mindir.neg %x : tensor<3x7xf32>
  %1 = mindir.abs %x : tensor<3x7xf32>
  %2 = mindir.exp %x : tensor<3x7xf32>
  %3 = mindir.square %x : tensor<3x7xf32>
  %4 = mindir.sin %x : tensor<3x7xf32>
  %5 = mindir.cos %x : tensor<3x7xf32>
  %6 = mindir.floor %x : tensor<3x7xf32>
  %7 = mindir.ceil %x : tensor<3x7xf32>
  %8 = mindir.sigmoid %x : tensor<3x7xf32>
  %9 = mindir.relu %x : tensor<3x7xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9 : tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>
}

func.func @tanh(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.tanh %x : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @unary_positive(%x: tensor<?x5xf32>)
    -> (tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = mindir.log %x : tensor<?x5xf32>
  %1 = mindir.sqrt %x : tensor<?x5xf32>
  %2 = mindir.rsqrt %x : tensor<?x5xf32>
  %3 = mindir.reciprocal %x : tensor<?x5xf32>
  return %0, %1, %2, %3 : tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>
}

// Infinities, NaN, and zeros of both signs.
func.func @unary_special(%x: tensor<5xf32>)
    -> (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>,
        tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) {
  %0 = mindir.exp %x : tensor<5xf32>
  %1 = mindir.log %x : tensor<5xf32>
  %2 = mindir.sqrt %x : tensor<5xf32>
  %3 = mindir.rsqrt %x : tensor<5xf32>
  %4 = mindir.reciprocal %x : tensor<5xf32>
  %5 = mindir.sigmoid %x : tensor<5xf32>
  %6 = mindir.tanh %x : tensor<5xf32>
  %7 = mindir.relu %x : tensor<5xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>
}

func.func @unary_i32(%x: tensor<6xi32>)
    -> (tensor<6xi32>, tensor<6xi32>, tensor<6xi32>, tensor<6xi32>) {
  %0 = mindir.neg %x : tensor<6xi32>
  %1 = mindir.abs %x : tensor<6xi32>
  %2 = mindir.square %x : tensor<6xi32>
  %3 = mindir.relu %x : tensor<6xi32>
  return %0, %1, %2, %3 : tensor<6xi32>, tensor<6xi32>, tensor<6xi32>, tensor<6xi32>
}

func.func @unary_gradients(%dy: tensor<4x6xf32>, %x: tensor<4x6xf32>)
    -> (tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>) {
  %relu = mindir.relu %x : tensor<4x6xf32>
  %0 = mindir.relu_grad %dy, %relu : tensor<4x6xf32>
  %sigmoid = mindir.sigmoid %x : tensor<4x6xf32>
  %1 = mindir.sigmoid_grad %dy, %sigmoid : tensor<4x6xf32>
  %tanh = mindir.tanh %x : tensor<4x6xf32>
  %2 = mindir.tanh_grad %dy, %tanh : tensor<4x6xf32>
  return %0, %1, %2 : tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>
}

func.func @binary(%x: tensor<?x1x3xf32>, %y: tensor<4x1xf32>)
    -> (tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>,
        tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>) {
  %0 = mindir.add %x, %y : (tensor<?x1x3xf32>, tensor<4x1xf32>) -> tensor<?x4x3xf32>
  %1 = mindir.sub %x, %y : (tensor<?x1x3xf32>, tensor<4x1xf32>) -> tensor<?x4x3xf32>
  %2 = mindir.mul %x, %y : (tensor<?x1x3xf32>, tensor<4x1xf32>) -> tensor<?x4x3xf32>
  %3 = mindir.div %x, %y : (tensor<?x1x3xf32>, tensor<4x1xf32>) -> tensor<?x4x3xf32>
  %4 = mindir.maximum %x, %y : (tensor<?x1x3xf32>, tensor<4x1xf32>) -> tensor<?x4x3xf32>
  %5 = mindir.minimum %x, %y : (tensor<?x1x3xf32>, tensor<4x1xf32>) -> tensor<?x4x3xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>
}

func.func @pow(%x: tensor<2x5xf32>, %y: tensor<5xf32>) -> tensor<2x5xf32> {
  %0 = mindir.pow %x, %y : (tensor<2x5xf32>, tensor<5xf32>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}

// A negative base with a broken exponent, zeros, infinities.
func.func @pow_special(%x: tensor<6xf32>, %y: tensor<6xf32>) -> tensor<6xf32> {
  %0 = mindir.pow %x, %y : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @binary_i32(%x: tensor<2x3xi32>, %y: tensor<3xi32>)
    -> (tensor<2x3xi32>, tensor<2x3xi32>, tensor<2x3xi32>, tensor<2x3xi32>,
        tensor<2x3xi32>) {
  %0 = mindir.add %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  %1 = mindir.sub %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  %2 = mindir.mul %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  %3 = mindir.maximum %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  %4 = mindir.minimum %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  return %0, %1, %2, %3, %4 : tensor<2x3xi32>, tensor<2x3xi32>, tensor<2x3xi32>, tensor<2x3xi32>, tensor<2x3xi32>
}

func.func @div_i32(%x: tensor<2x3xi32>, %y: tensor<3xi32>) -> tensor<2x3xi32> {
  %0 = mindir.div %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  return %0 : tensor<2x3xi32>
}

func.func @extremes_nan(%x: tensor<4xf32>, %y: tensor<4xf32>)
    -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = mindir.maximum %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = mindir.minimum %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

func.func @logical(%x: tensor<2x2xi1>, %y: tensor<2xi1>)
    -> (tensor<2x2xi1>, tensor<2x2xi1>, tensor<2x2xi1>) {
  %0 = mindir.logical_and %x, %y : (tensor<2x2xi1>, tensor<2xi1>) -> tensor<2x2xi1>
  %1 = mindir.logical_or %x, %y : (tensor<2x2xi1>, tensor<2xi1>) -> tensor<2x2xi1>
  %2 = mindir.logical_not %x : tensor<2x2xi1>
  return %0, %1, %2 : tensor<2x2xi1>, tensor<2x2xi1>, tensor<2x2xi1>
}

func.func @compare(%x: tensor<2x4xf32>, %y: tensor<4xf32>)
    -> (tensor<2x4xi1>, tensor<2x4xi1>, tensor<2x4xi1>, tensor<2x4xi1>,
        tensor<2x4xi1>, tensor<2x4xi1>) {
  %0 = mindir.equal %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xi1>
  %1 = mindir.not_equal %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xi1>
  %2 = mindir.less %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xi1>
  %3 = mindir.less_equal %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xi1>
  %4 = mindir.greater %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xi1>
  %5 = mindir.greater_equal %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xi1>
  return %0, %1, %2, %3, %4, %5 : tensor<2x4xi1>, tensor<2x4xi1>, tensor<2x4xi1>, tensor<2x4xi1>, tensor<2x4xi1>, tensor<2x4xi1>
}

func.func @select(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<f32>) -> tensor<2x3xf32> {
  %0 = mindir.select %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @add_n(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>, %z: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = mindir.add_n %x, %y, %z : tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @reduce_inner(%x: tensor<3x4x5xf32>)
    -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %0 = mindir.reduce_sum %x {axis = [-1]} : tensor<3x4x5xf32> -> tensor<3x4xf32>
  %1 = mindir.reduce_mean %x {axis = [2]} : tensor<3x4x5xf32> -> tensor<3x4xf32>
  %2 = mindir.reduce_max %x {axis = [-1]} : tensor<3x4x5xf32> -> tensor<3x4xf32>
  %3 = mindir.reduce_min %x {axis = [2]} : tensor<3x4x5xf32> -> tensor<3x4xf32>
  return %0, %1, %2, %3 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @reduce_outer(%x: tensor<?x4x5xf32>)
    -> (tensor<1x4x1xf32>, tensor<1x4x1xf32>, tensor<1x4x1xf32>, tensor<1x4x1xf32>) {
  %0 = mindir.reduce_sum %x {axis = [2, 0], keep_dims = true} : tensor<?x4x5xf32> -> tensor<1x4x1xf32>
  %1 = mindir.reduce_mean %x {axis = [0, -1], keep_dims = true} : tensor<?x4x5xf32> -> tensor<1x4x1xf32>
  %2 = mindir.reduce_max %x {axis = [2, 0], keep_dims = true} : tensor<?x4x5xf32> -> tensor<1x4x1xf32>
  %3 = mindir.reduce_min %x {axis = [0, -1], keep_dims = true} : tensor<?x4x5xf32> -> tensor<1x4x1xf32>
  return %0, %1, %2, %3 : tensor<1x4x1xf32>, tensor<1x4x1xf32>, tensor<1x4x1xf32>, tensor<1x4x1xf32>
}

func.func @reduce_all(%x: tensor<3x4x5xf32>)
    -> (tensor<f32>, tensor<f32>, tensor<1x1x1xf32>, tensor<f32>) {
  %0 = mindir.reduce_sum %x : tensor<3x4x5xf32> -> tensor<f32>
  %1 = mindir.reduce_mean %x : tensor<3x4x5xf32> -> tensor<f32>
  %2 = mindir.reduce_max %x {keep_dims = true} : tensor<3x4x5xf32> -> tensor<1x1x1xf32>
  %3 = mindir.reduce_min %x {axis = [0, 1, 2]} : tensor<3x4x5xf32> -> tensor<f32>
  return %0, %1, %2, %3 : tensor<f32>, tensor<f32>, tensor<1x1x1xf32>, tensor<f32>
}

func.func @reduce_i32(%x: tensor<3x4xi32>) -> (tensor<4xi32>, tensor<3xi32>, tensor<i32>) {
  %0 = mindir.reduce_sum %x {axis = [0]} : tensor<3x4xi32> -> tensor<4xi32>
  %1 = mindir.reduce_max %x {axis = [1]} : tensor<3x4xi32> -> tensor<3xi32>
  %2 = mindir.reduce_min %x : tensor<3x4xi32> -> tensor<i32>
  return %0, %1, %2 : tensor<4xi32>, tensor<3xi32>, tensor<i32>
}

// Equal elements: the first one counts.
func.func @argmax(%x: tensor<3x4x2xf32>) -> (tensor<3x4xi32>, tensor<3x2xi32>, tensor<4x2xi64>) {
  %0 = mindir.argmax %x : tensor<3x4x2xf32> -> tensor<3x4xi32>
  %1 = mindir.argmax %x {axis = 1 : i64} : tensor<3x4x2xf32> -> tensor<3x2xi32>
  %2 = mindir.argmax %x {axis = -3 : i64, output_type = i64} : tensor<3x4x2xf32> -> tensor<4x2xi64>
  return %0, %1, %2 : tensor<3x4xi32>, tensor<3x2xi32>, tensor<4x2xi64>
}

func.func @argmax_nan(%x: tensor<2x4xf32>) -> tensor<2xi64> {
  %0 = mindir.argmax %x {axis = 1 : i64, output_type = i64} : tensor<2x4xf32> -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

func.func @mat_mul(%a: tensor<?x7xf32>, %b: tensor<7x3xf32>) -> tensor<?x3xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<?x7xf32>, tensor<7x3xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

func.func @mat_mul_transpose_a(%a: tensor<7x5xf32>, %b: tensor<7x3xf32>) -> tensor<5x3xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<7x5xf32>, tensor<7x3xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

func.func @mat_mul_transpose_b(%a: tensor<5x7xf32>, %b: tensor<3x7xf32>) -> tensor<5x3xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<5x7xf32>, tensor<3x7xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

func.func @mat_mul_transpose_both(%a: tensor<7x1xf32>, %b: tensor<4x7xf32>) -> tensor<1x4xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<7x1xf32>, tensor<4x7xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

func.func @mat_mul_i32(%a: tensor<2x3xi32>, %b: tensor<3x2xi32>) -> tensor<2x2xi32> {
  %0 = mindir.mat_mul %a, %b : (tensor<2x3xi32>, tensor<3x2xi32>) -> tensor<2x2xi32>
  return %0 : tensor<2x2xi32>
}
