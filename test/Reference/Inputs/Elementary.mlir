//===- Elementary.mlir - Elementary functions -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Elementary.*.npz,
// written by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @functions(%x: tensor<?x7xf32>) -> (tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>) {
  %0 = mindir.erf %x : tensor<?x7xf32>
  %1 = mindir.expm1 %x : tensor<?x7xf32>
  %2 = mindir.tan %x : tensor<?x7xf32>
  %3 = mindir.atan %x : tensor<?x7xf32>
  %4 = mindir.sinh %x : tensor<?x7xf32>
  %5 = mindir.cosh %x : tensor<?x7xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>
}

func.func @functions_inside(%x: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>) {
  %0 = mindir.log1p %x : tensor<3x7xf32>
  %1 = mindir.asin %x : tensor<3x7xf32>
  %2 = mindir.acos %x : tensor<3x7xf32>
  return %0, %1, %2 : tensor<3x7xf32>, tensor<3x7xf32>, tensor<3x7xf32>
}

func.func @steps(%x: tensor<12xf32>) -> (tensor<12xf32>, tensor<12xf32>) {
  %0 = mindir.round %x : tensor<12xf32>
  %1 = mindir.trunc %x : tensor<12xf32>
  return %0, %1 : tensor<12xf32>, tensor<12xf32>
}

func.func @sign(%x: tensor<12xf32>) -> tensor<12xf32> {
  %0 = mindir.sign %x : tensor<12xf32>
  return %0 : tensor<12xf32>
}

func.func @sign_i32(%x: tensor<4xi32>) -> tensor<4xi32> {
  %0 = mindir.sign %x : tensor<4xi32>
  return %0 : tensor<4xi32>
}

func.func @tests(%x: tensor<12xf32>) -> (tensor<12xi1>, tensor<12xi1>, tensor<12xi1>) {
  %0 = mindir.is_nan %x : tensor<12xf32> -> tensor<12xi1>
  %1 = mindir.is_inf %x : tensor<12xf32> -> tensor<12xi1>
  %2 = mindir.is_finite %x : tensor<12xf32> -> tensor<12xi1>
  return %0, %1, %2 : tensor<12xi1>, tensor<12xi1>, tensor<12xi1>
}

func.func @special(%x: tensor<12xf32>) -> (tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>) {
  %0 = mindir.erf %x : tensor<12xf32>
  %1 = mindir.expm1 %x : tensor<12xf32>
  %2 = mindir.log1p %x : tensor<12xf32>
  %3 = mindir.atan %x : tensor<12xf32>
  %4 = mindir.asin %x : tensor<12xf32>
  %5 = mindir.cosh %x : tensor<12xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>
}

func.func @atan2(%x: tensor<?x7xf32>, %y: tensor<7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.atan2 %x, %y : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @remainders(%x: tensor<?x7xf32>, %y: tensor<7xf32>) -> (tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>) {
  %0 = mindir.mod %x, %y : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  %1 = mindir.floor_mod %x, %y : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  %2 = mindir.floor_div %x, %y : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %0, %1, %2 : tensor<?x7xf32>, tensor<?x7xf32>, tensor<?x7xf32>
}

func.func @remainders_i32(%x: tensor<6xi32>, %y: tensor<6xi32>) -> (tensor<6xi32>, tensor<6xi32>, tensor<6xi32>) {
  %0 = mindir.mod %x, %y : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  %1 = mindir.floor_mod %x, %y : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  %2 = mindir.floor_div %x, %y : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  return %0, %1, %2 : tensor<6xi32>, tensor<6xi32>, tensor<6xi32>
}

func.func @logical_xor(%x: tensor<2x2xi1>, %y: tensor<2xi1>) -> tensor<2x2xi1> {
  %0 = mindir.logical_xor %x, %y : (tensor<2x2xi1>, tensor<2xi1>) -> tensor<2x2xi1>
  return %0 : tensor<2x2xi1>
}
