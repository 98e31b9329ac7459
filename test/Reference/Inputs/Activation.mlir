//===- Activation.mlir - Activation functions and gradients ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Activation.*.npz,
// written by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @gelu(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.gelu %x : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @gelu_erf(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.gelu_erf %x : tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @silu(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.silu %x : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @hsigmoid(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.hsigmoid %x : tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @hswish(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.hswish %x : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @relu6(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.relu6 %x : tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @selu(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.selu %x : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @softplus(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.softplus %x : tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @log_sigmoid(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.log_sigmoid %x : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @mish(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.mish %x : tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

// Far out, zeros of both signs, NaN.
func.func @far(%x: tensor<7xf32>) -> (tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>) {
  %0 = mindir.gelu %x : tensor<7xf32>
  %1 = mindir.gelu_erf %x : tensor<7xf32>
  %2 = mindir.silu %x : tensor<7xf32>
  %3 = mindir.hsigmoid %x : tensor<7xf32>
  %4 = mindir.hswish %x : tensor<7xf32>
  %5 = mindir.relu6 %x : tensor<7xf32>
  %6 = mindir.selu %x : tensor<7xf32>
  %7 = mindir.softplus %x : tensor<7xf32>
  %8 = mindir.log_sigmoid %x : tensor<7xf32>
  %9 = mindir.mish %x : tensor<7xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9 : tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>
}

func.func @slopes(%x: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>) {
  %0 = mindir.leaky_relu %x {alpha = 0.1} : tensor<3x7xf32>
  %1 = mindir.leaky_relu %x : tensor<3x7xf32>
  %2 = mindir.elu %x : tensor<3x7xf32>
  return %0, %1, %2 : tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>
}

func.func @elu_alpha(%x: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.elu %x {alpha = 0.7} : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @gradients(%dy: tensor<?x7xf32>, %x: tensor<?x7xf32>) -> (tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>) {
  %0 = mindir.gelu_grad %dy, %x : tensor<?x7xf32>
  %1 = mindir.gelu_erf_grad %dy, %x : tensor<?x7xf32>
  %2 = mindir.silu_grad %dy, %x : tensor<?x7xf32>
  %3 = mindir.hswish_grad %dy, %x : tensor<?x7xf32>
  %4 = mindir.relu6_grad %dy, %x : tensor<?x7xf32>
  %5 = mindir.softplus_grad %dy, %x : tensor<?x7xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>
}

func.func @gradients_piecewise(%dy: tensor<3x7xf32>, %x: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>) {
  %0 = mindir.hsigmoid_grad %dy, %x : tensor<3x7xf32>
  %1 = mindir.hswish_grad %dy, %x : tensor<3x7xf32>
  %2 = mindir.relu6_grad %dy, %x : tensor<3x7xf32>
  return %0, %1, %2 : tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>
}

func.func @gradients_elu(%dy: tensor<3x7xf32>, %x: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xf32>) {
  %0 = mindir.elu %x : tensor<3x7xf32>
  %1 = mindir.elu_grad %dy, %0 : tensor<3x7xf32>
  %2 = mindir.elu %x {alpha = 0.7} : tensor<3x7xf32>
  %3 = mindir.elu_grad %dy, %2 {alpha = 0.7} : tensor<3x7xf32>
  return %1, %3 : tensor<3x7xf32>, tensor<3x7xf32>
}

func.func @prelu(%x: tensor<?x4x3x2xf32>, %w: tensor<4xf32>) -> tensor<?x4x3x2xf32> {
  %0 = mindir.prelu %x, %w : (tensor<?x4x3x2xf32>, tensor<4xf32>) -> tensor<?x4x3x2xf32>
  return %0 : tensor<?x4x3x2xf32>
}

func.func @prelu_gradients(%dy: tensor<?x4x3x2xf32>, %x: tensor<?x4x3x2xf32>, %w: tensor<4xf32>) -> (tensor<?x4x3x2xf32>, tensor<4xf32>) {
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<?x4x3x2xf32>, tensor<?x4x3x2xf32>, tensor<4xf32>) -> (tensor<?x4x3x2xf32>, tensor<4xf32>)
  return %0, %1 : tensor<?x4x3x2xf32>, tensor<4xf32>
}

func.func @prelu_one(%x: tensor<?x4x3xf32>, %w: tensor<1xf32>) -> tensor<?x4x3xf32> {
  %0 = mindir.prelu %x, %w : (tensor<?x4x3xf32>, tensor<1xf32>) -> tensor<?x4x3xf32>
  return %0 : tensor<?x4x3xf32>
}

func.func @prelu_one_gradients(%dy: tensor<?x4x3xf32>, %x: tensor<?x4x3xf32>, %w: tensor<1xf32>) -> (tensor<?x4x3xf32>, tensor<1xf32>) {
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<1xf32>) -> (tensor<?x4x3xf32>, tensor<1xf32>)
  return %0, %1 : tensor<?x4x3xf32>, tensor<1xf32>
}

func.func @prelu_matrix(%x: tensor<?x5xf32>, %w: tensor<5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.prelu %x, %w : (tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @prelu_matrix_gradients(%dy: tensor<?x5xf32>, %x: tensor<?x5xf32>, %w: tensor<5xf32>) -> (tensor<?x5xf32>, tensor<5xf32>) {
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<5xf32>) -> (tensor<?x5xf32>, tensor<5xf32>)
  return %0, %1 : tensor<?x5xf32>, tensor<5xf32>
}
