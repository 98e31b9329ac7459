//===- Special.mlir - Special functions, bits, lengths of vectors ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Special.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @functions(%x: tensor<?x7xf32>) -> (tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>) {
  %0 = mindir.asinh %x : tensor<?x7xf32>
  %1 = mindir.sinc %x : tensor<?x7xf32>
  %2 = mindir.lgamma %x : tensor<?x7xf32>
  %3 = mindir.digamma %x : tensor<?x7xf32>
  %4 = mindir.trigamma %x : tensor<?x7xf32>
  %5 = mindir.softsign %x : tensor<?x7xf32>
  %6 = mindir.celu %x {alpha = 5.0e-01} : tensor<?x7xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>
}

func.func @inside(%x: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>) {
  %0 = mindir.atanh %x : tensor<3x7xf32>
  %1 = mindir.erfinv %x : tensor<3x7xf32>
  %a = mindir.reciprocal %x : tensor<3x7xf32>
  %b = mindir.abs %a : tensor<3x7xf32>
  %2 = mindir.acosh %b : tensor<3x7xf32>
  return %0, %1, %2 : tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>
}

func.func @special(%x: tensor<10xf32>) -> (tensor<10xf32>, tensor<10xf32>, tensor<10xf32>, tensor<10xf32>, tensor<10xf32>, tensor<10xf32>) {
  %0 = mindir.asinh %x : tensor<10xf32>
  %1 = mindir.acosh %x : tensor<10xf32>
  %2 = mindir.atanh %x : tensor<10xf32>
  %3 = mindir.erfinv %x : tensor<10xf32>
  %4 = mindir.lgamma %x : tensor<10xf32>
  %5 = mindir.digamma %x : tensor<10xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<10xf32>, tensor<10xf32>, tensor<10xf32>, tensor<10xf32>, tensor<10xf32>, tensor<10xf32>
}

func.func @fast_gelu(%x: tensor<?x7xf32>, %dy: tensor<?x7xf32>) -> (tensor<?x7xf32>, tensor<?x7xf32>) {
  %0 = mindir.fast_gelu %x : tensor<?x7xf32>
  %1 = mindir.fast_gelu_grad %dy, %x : tensor<?x7xf32>
  return %0, %1 : tensor<?x7xf32>, tensor<?x7xf32>
}

func.func @hypot(%x: tensor<?x7xf32>, %y: tensor<7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.hypot %x, %y : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @xlogy(%x: tensor<3x7xf32>, %y: tensor<3x1xf32>) -> tensor<3x7xf32> {
  %0 = mindir.xlogy %x, %y : (tensor<3x7xf32>, tensor<3x1xf32>) -> tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @xlogy_special(%x: tensor<5xf32>, %y: tensor<5xf32>) -> tensor<5xf32> {
  %0 = mindir.xlogy %x, %y : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

func.func @bits(%x: tensor<3x7xi32>, %y: tensor<7xi32>) -> (tensor<3x7xi32>, tensor<3x7xi32>, tensor<3x7xi32>, tensor<3x7xi32>) {
  %0 = mindir.bitwise_and %x, %y : (tensor<3x7xi32>, tensor<7xi32>) -> tensor<3x7xi32>
  %1 = mindir.bitwise_or %x, %y : (tensor<3x7xi32>, tensor<7xi32>) -> tensor<3x7xi32>
  %2 = mindir.bitwise_xor %x, %y : (tensor<3x7xi32>, tensor<7xi32>) -> tensor<3x7xi32>
  %3 = mindir.invert %x : tensor<3x7xi32>
  return %0, %1, %2, %3 : tensor<3x7xi32>, tensor<3x7xi32>, tensor<3x7xi32>, tensor<3x7xi32>
}

func.func @lengths(%x: tensor<3x4x5xf32>) -> (tensor<3x5xf32>, tensor<3x4x1xf32>, tensor<4xf32>, tensor<3x5xf32>, tensor<4x5xf32>, tensor<3x4xf32>, tensor<3x4x5xf32>) {
  %0 = mindir.lp_norm %x {axis = [1], epsilon = 0.0} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %1 = mindir.lp_norm %x {axis = [-1], keep_dims = true, p = 1.0} : tensor<3x4x5xf32> -> tensor<3x4x1xf32>
  %2 = mindir.lp_norm %x {axis = [0, 2], p = 3.0} : tensor<3x4x5xf32> -> tensor<4xf32>
  %3 = mindir.lp_norm %x {axis = [1], p = 0x7FF0000000000000 : f64} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %4 = mindir.lp_norm %x {axis = [0], p = 0.5} : tensor<3x4x5xf32> -> tensor<4x5xf32>
  %5 = mindir.lp_norm %x {axis = [2], p = 0.0} : tensor<3x4x5xf32> -> tensor<3x4xf32>
  %6 = mindir.l2_normalize %x {axis = 1 : i64, epsilon = 1.0e-4} : tensor<3x4x5xf32> -> tensor<3x4x5xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<3x5xf32>, tensor<3x4x1xf32>, tensor<4xf32>, tensor<3x5xf32>, tensor<4x5xf32>, tensor<3x4xf32>, tensor<3x4x5xf32>
}

func.func @length_gradients(%x: tensor<3x4x5xf32>, %dy: tensor<3x5xf32>) -> (tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>) {
  %y0 = mindir.lp_norm %x {axis = [1], p = 2.0} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %0 = mindir.lp_norm_grad %dy, %x, %y0 {axis = [1], p = 2.0} : (tensor<3x5xf32>, tensor<3x4x5xf32>, tensor<3x5xf32>) -> tensor<3x4x5xf32>
  %y1 = mindir.lp_norm %x {axis = [1], p = 1.0} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %1 = mindir.lp_norm_grad %dy, %x, %y1 {axis = [1], p = 1.0} : (tensor<3x5xf32>, tensor<3x4x5xf32>, tensor<3x5xf32>) -> tensor<3x4x5xf32>
  %y2 = mindir.lp_norm %x {axis = [1], p = 3.0} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %2 = mindir.lp_norm_grad %dy, %x, %y2 {axis = [1], p = 3.0} : (tensor<3x5xf32>, tensor<3x4x5xf32>, tensor<3x5xf32>) -> tensor<3x4x5xf32>
  %y3 = mindir.lp_norm %x {axis = [1], p = 0x7FF0000000000000 : f64} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %3 = mindir.lp_norm_grad %dy, %x, %y3 {axis = [1], p = 0x7FF0000000000000 : f64} : (tensor<3x5xf32>, tensor<3x4x5xf32>, tensor<3x5xf32>) -> tensor<3x4x5xf32>
  %y4 = mindir.lp_norm %x {axis = [1], p = 1.5} : tensor<3x4x5xf32> -> tensor<3x5xf32>
  %4 = mindir.lp_norm_grad %dy, %x, %y4 {axis = [1], p = 1.5} : (tensor<3x5xf32>, tensor<3x4x5xf32>, tensor<3x5xf32>) -> tensor<3x4x5xf32>
  return %0, %1, %2, %3, %4 : tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>
}

func.func @vectors(%x: tensor<?x7x2x3xf32>, %dy: tensor<?x7x2x3xf32>) -> (tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>) {
  %0 = mindir.l2_normalize %x {axis = 1 : i64, epsilon = 1.0e-3} : tensor<?x7x2x3xf32> -> tensor<?x7x2x3xf32>
  %1 = mindir.l2_normalize_grad %x, %0, %dy {axis = 1 : i64, epsilon = 1.0e-3} : (tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>) -> tensor<?x7x2x3xf32>
  %2 = mindir.l2_normalize %x {axis = -1 : i64, epsilon = 2.0} : tensor<?x7x2x3xf32> -> tensor<?x7x2x3xf32>
  %3 = mindir.l2_normalize_grad %x, %2, %dy {axis = -1 : i64, epsilon = 2.0} : (tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>) -> tensor<?x7x2x3xf32>
  return %0, %1, %2, %3 : tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>
}

func.func @neighbours(%x: tensor<?x7x2x3xf32>, %dy: tensor<?x7x2x3xf32>) -> (tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>) {
  %0 = mindir.lrn %x {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : tensor<?x7x2x3xf32> -> tensor<?x7x2x3xf32>
  %1 = mindir.lrn_grad %dy, %x, %0 {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : (tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>) -> tensor<?x7x2x3xf32>
  %2 = mindir.lrn %x : tensor<?x7x2x3xf32> -> tensor<?x7x2x3xf32>
  return %0, %1, %2 : tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>
}
