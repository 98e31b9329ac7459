//===- Tensor.mlir - Constants, shapes and data movement ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Tensor.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @cast_float(%x: tensor<8xf32>) -> (tensor<8xi32>, tensor<8xi64>, tensor<8xi1>, tensor<8xf64>) {
  %0 = mindir.cast %x to i32 : tensor<8xf32> -> tensor<8xi32>
  %1 = mindir.cast %x to i64 : tensor<8xf32> -> tensor<8xi64>
  %2 = mindir.cast %x to i1 : tensor<8xf32> -> tensor<8xi1>
  %3 = mindir.cast %x to f64 : tensor<8xf32> -> tensor<8xf64>
  return %0, %1, %2, %3 : tensor<8xi32>, tensor<8xi64>, tensor<8xi1>, tensor<8xf64>
}

func.func @cast_integer(%x: tensor<6xi32>) -> (tensor<6xi8>, tensor<6xui8>, tensor<6xi16>, tensor<6xf32>, tensor<6xi1>) {
  %0 = mindir.cast %x to i8 : tensor<6xi32> -> tensor<6xi8>
  %1 = mindir.cast %x to ui8 : tensor<6xi32> -> tensor<6xui8>
  %2 = mindir.cast %x to i16 : tensor<6xi32> -> tensor<6xi16>
  %3 = mindir.cast %x to f32 : tensor<6xi32> -> tensor<6xf32>
  %4 = mindir.cast %x to i1 : tensor<6xi32> -> tensor<6xi1>
  return %0, %1, %2, %3, %4 : tensor<6xi8>, tensor<6xui8>, tensor<6xi16>, tensor<6xf32>, tensor<6xi1>
}

func.func @cast_bool(%x: tensor<3xi1>) -> (tensor<3xf32>, tensor<3xi32>) {
  %0 = mindir.cast %x to f32 : tensor<3xi1> -> tensor<3xf32>
  %1 = mindir.cast %x to i32 : tensor<3xi1> -> tensor<3xi32>
  return %0, %1 : tensor<3xf32>, tensor<3xi32>
}

func.func @reshape(%x: tensor<?x3x4xf32>) -> (tensor<?x2x6xf32>, tensor<?x12xf32>, tensor<?x3x4xf32>) {
  %0 = mindir.reshape %x {shape = [-1, 2, 6]} : tensor<?x3x4xf32> -> tensor<?x2x6xf32>
  %1 = mindir.flatten %x : tensor<?x3x4xf32> -> tensor<?x12xf32>
  %2 = mindir.reshape_like %1, %x : (tensor<?x12xf32>, tensor<?x3x4xf32>) -> tensor<?x3x4xf32>
  return %0, %1, %2 : tensor<?x2x6xf32>, tensor<?x12xf32>, tensor<?x3x4xf32>
}

func.func @reshape_open(%x: tensor<2x3x4xf32>) -> (tensor<3x8xf32>, tensor<24xf32>) {
  %0 = mindir.reshape %x {shape = [3, -1]} : tensor<2x3x4xf32> -> tensor<3x8xf32>
  %1 = mindir.reshape %x {shape = [24]} : tensor<2x3x4xf32> -> tensor<24xf32>
  return %0, %1 : tensor<3x8xf32>, tensor<24xf32>
}

func.func @transpose(%x: tensor<2x3x4x5xf32>) -> (tensor<2x4x5x3xf32>, tensor<5x3x2x4xf32>) {
  %0 = mindir.transpose %x {perm = [0, 2, 3, 1]} : tensor<2x3x4x5xf32> -> tensor<2x4x5x3xf32>
  %1 = mindir.transpose %x {perm = [3, 1, 0, 2]} : tensor<2x3x4x5xf32> -> tensor<5x3x2x4xf32>
  return %0, %1 : tensor<2x4x5x3xf32>, tensor<5x3x2x4xf32>
}

func.func @broadcast_to(%x: tensor<3x1xf32>) -> (tensor<2x3x4xf32>, tensor<3x5xf32>) {
  %0 = mindir.broadcast_to %x {shape = [2, 3, 4]} : tensor<3x1xf32> -> tensor<2x3x4xf32>
  %1 = mindir.broadcast_to %x {shape = [-1, 5]} : tensor<3x1xf32> -> tensor<3x5xf32>
  return %0, %1 : tensor<2x3x4xf32>, tensor<3x5xf32>
}

func.func @broadcast_like(%x: tensor<3xf32>, %like: tensor<?x3xi32>) -> tensor<?x3xf32> {
  %0 = mindir.broadcast_like %x, %like : (tensor<3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

func.func @concat(%a: tensor<?x3x2xf32>, %b: tensor<?x1x2xf32>, %c: tensor<?x4x2xf32>) -> (tensor<?x8x2xf32>, tensor<?x3x4xf32>) {
  %0 = mindir.concat %a, %b, %c {axis = 1 : i64} : (tensor<?x3x2xf32>, tensor<?x1x2xf32>, tensor<?x4x2xf32>) -> tensor<?x8x2xf32>
  %1 = mindir.concat %a, %a {axis = -1 : i64} : (tensor<?x3x2xf32>, tensor<?x3x2xf32>) -> tensor<?x3x4xf32>
  return %0, %1 : tensor<?x8x2xf32>, tensor<?x3x4xf32>
}

func.func @concat_first(%a: tensor<2x3xi32>, %b: tensor<1x3xi32>) -> tensor<3x3xi32> {
  %0 = mindir.concat %a, %b : (tensor<2x3xi32>, tensor<1x3xi32>) -> tensor<3x3xi32>
  return %0 : tensor<3x3xi32>
}

func.func @slice(%x: tensor<4x5x6xf32>) -> (tensor<2x5x3xf32>, tensor<4x1x1xf32>) {
  %0 = mindir.slice %x {begin = [1, 0, 2], size = [2, -1, 3]} : tensor<4x5x6xf32> -> tensor<2x5x3xf32>
  %1 = mindir.slice %x {begin = [0, 4, 5], size = [-1, -1, -1]} : tensor<4x5x6xf32> -> tensor<4x1x1xf32>
  return %0, %1 : tensor<2x5x3xf32>, tensor<4x1x1xf32>
}

func.func @pad(%x: tensor<2x3xf32>) -> (tensor<3x8xf32>, tensor<2x4xf32>) {
  %0 = mindir.pad %x {low = [1, 2], high = [0, 3]} : tensor<2x3xf32> -> tensor<3x8xf32>
  %1 = mindir.pad %x {low = [0, 0], high = [0, 1], value = -1.5 : f64} : tensor<2x3xf32> -> tensor<2x4xf32>
  return %0, %1 : tensor<3x8xf32>, tensor<2x4xf32>
}

// One index is negative, one is the depth.
func.func @one_hot(%i: tensor<2x3xi32>) -> (tensor<2x3x4xf32>, tensor<4x2x3xf32>, tensor<2x4x3xi32>) {
  %0 = mindir.one_hot %i {depth = 4 : i64, dtype = f32} : tensor<2x3xi32> -> tensor<2x3x4xf32>
  %1 = mindir.one_hot %i {depth = 4 : i64, dtype = f32, axis = 0 : i64, on_value = 0.75 : f64, off_value = -0.25 : f64} : tensor<2x3xi32> -> tensor<4x2x3xf32>
  %2 = mindir.one_hot %i {depth = 4 : i64, dtype = i32, axis = 1 : i64, on_value = 7.0 : f64} : tensor<2x3xi32> -> tensor<2x4x3xi32>
  return %0, %1, %2 : tensor<2x3x4xf32>, tensor<4x2x3xf32>, tensor<2x4x3xi32>
}

func.func @gather(%table: tensor<5x3xf32>, %i: tensor<?x2xi32>) -> tensor<?x2x3xf32> {
  %0 = mindir.gather %table, %i : (tensor<5x3xf32>, tensor<?x2xi32>) -> tensor<?x2x3xf32>
  return %0 : tensor<?x2x3xf32>
}

func.func @gather_inner(%table: tensor<2x5x3xf32>, %i: tensor<4xi64>) -> (tensor<2x4x3xf32>, tensor<2x5x4xf32>) {
  %0 = mindir.gather %table, %i {axis = 1 : i64} : (tensor<2x5x3xf32>, tensor<4xi64>) -> tensor<2x4x3xf32>
  %1 = mindir.gather %table, %i {axis = -1 : i64} : (tensor<2x5x3xf32>, tensor<4xi64>) -> tensor<2x5x4xf32>
  return %0, %1 : tensor<2x4x3xf32>, tensor<2x5x4xf32>
}

func.func @gather_outside(%table: tensor<3x2xf32>, %i: tensor<4xi32>) -> tensor<4x2xf32> {
  %0 = mindir.gather %table, %i : (tensor<3x2xf32>, tensor<4xi32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

func.func @extent(%x: tensor<?x3x2xf32>) -> (tensor<f32>, tensor<f32>, tensor<f64>) {
  %0 = mindir.extent %x {axis = [0], dtype = f32} : tensor<?x3x2xf32> -> tensor<f32>
  %1 = mindir.extent %x {dtype = f32} : tensor<?x3x2xf32> -> tensor<f32>
  %2 = mindir.extent %x {axis = [-1, 0], dtype = f64} : tensor<?x3x2xf32> -> tensor<f64>
  return %0, %1, %2 : tensor<f32>, tensor<f32>, tensor<f64>
}

func.func @constant() -> (tensor<2x3xf32>, tensor<3xi8>, tensor<2x2xf16>, tensor<3xi1>, tensor<2xui8>) {
  %0 = mindir.constant dense<[[1.5, -2.25, 0.0], [0.1, 3.0e+38, 1.0e-40]]> : tensor<2x3xf32>
  %1 = mindir.constant dense<[-128, 127, -1]> : tensor<3xi8>
  %2 = mindir.constant dense<0.1> : tensor<2x2xf16>
  %3 = mindir.constant dense<[true, false, true]> : tensor<3xi1>
  %4 = mindir.constant dense<[255, 1]> : tensor<2xui8>
  return %0, %1, %2, %3, %4 : tensor<2x3xf32>, tensor<3xi8>, tensor<2x2xf16>, tensor<3xi1>, tensor<2xui8>
}
