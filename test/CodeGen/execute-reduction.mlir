//===- execute-reduction.mlir - Products, logic, running sums -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reductions along every kind of axis, running sums in all four directions, at
// extents of one, two and four passes.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16 twin-threads=2" -o /dev/null | FileCheck %s

// CHECK-COUNT-113: ok
// CHECK-NOT: ok

func.func @test_prod(%x: tensor<?x5x7xf32> {test.range = [0.7, 1.4]}) -> tensor<?x7xf32> {
  %0 = mindir.reduce_prod %x {axis = [1]} : tensor<?x5x7xf32> -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @test_prod_last(%x: tensor<?x5x37xf32> {test.range = [0.7, 1.4]}) -> tensor<?x5x1xf32> {
  %0 = mindir.reduce_prod %x {axis = [-1], keep_dims = true} : tensor<?x5x37xf32> -> tensor<?x5x1xf32>
  return %0 : tensor<?x5x1xf32>
}

func.func @test_prod_batch(%x: tensor<?x17xf32> {test.range = [0.7, 1.4]}) -> tensor<17xf32> {
  %0 = mindir.reduce_prod %x {axis = [0]} : tensor<?x17xf32> -> tensor<17xf32>
  return %0 : tensor<17xf32>
}

func.func @test_prod_all(%x: tensor<3x5x7xf64> {test.range = [0.7, 1.4]}) -> tensor<f64> {
  %0 = mindir.reduce_prod %x : tensor<3x5x7xf64> -> tensor<f64>
  return %0 : tensor<f64>
}

func.func @test_prod_i32(%x: tensor<?x5x7xi32>) -> tensor<?xi32> {
  %0 = mindir.reduce_prod %x {axis = [1, 2]} : tensor<?x5x7xi32> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @test_prod_ui8(%x: tensor<?x33xui8>) -> tensor<?xui8> {
  %0 = mindir.reduce_prod %x {axis = [1]} : tensor<?x33xui8> -> tensor<?xui8>
  return %0 : tensor<?xui8>
}

func.func @test_reduce_all(%x: tensor<?x5x7xi1>) -> tensor<?x7xi1> {
  %0 = mindir.reduce_all %x {axis = [1]} : tensor<?x5x7xi1> -> tensor<?x7xi1>
  return %0 : tensor<?x7xi1>
}

func.func @test_reduce_all_last(%x: tensor<?x37xi1>) -> tensor<?x1xi1> {
  %0 = mindir.reduce_all %x {axis = [-1], keep_dims = true} : tensor<?x37xi1> -> tensor<?x1xi1>
  return %0 : tensor<?x1xi1>
}

func.func @test_reduce_all_pairs(%x: tensor<?x9x2xi1>) -> tensor<?x9xi1> {
  %0 = mindir.reduce_all %x {axis = [2]} : tensor<?x9x2xi1> -> tensor<?x9xi1>
  return %0 : tensor<?x9xi1>
}

func.func @test_reduce_all_everything(%x: tensor<3x2xi1>) -> tensor<i1> {
  %0 = mindir.reduce_all %x : tensor<3x2xi1> -> tensor<i1>
  return %0 : tensor<i1>
}

func.func @test_reduce_any(%x: tensor<?x5x7xi1>) -> tensor<?x7xi1> {
  %0 = mindir.reduce_any %x {axis = [1]} : tensor<?x5x7xi1> -> tensor<?x7xi1>
  return %0 : tensor<?x7xi1>
}

func.func @test_reduce_any_last(%x: tensor<?x37xi1>) -> tensor<?x1xi1> {
  %0 = mindir.reduce_any %x {axis = [-1], keep_dims = true} : tensor<?x37xi1> -> tensor<?x1xi1>
  return %0 : tensor<?x1xi1>
}

func.func @test_reduce_any_pairs(%x: tensor<?x9x2xi1>) -> tensor<?x9xi1> {
  %0 = mindir.reduce_any %x {axis = [2]} : tensor<?x9x2xi1> -> tensor<?x9xi1>
  return %0 : tensor<?x9xi1>
}

func.func @test_reduce_any_everything(%x: tensor<3x2xi1>) -> tensor<i1> {
  %0 = mindir.reduce_any %x : tensor<3x2xi1> -> tensor<i1>
  return %0 : tensor<i1>
}

func.func @test_argmin(%x: tensor<?x19xf32>) -> tensor<?xi32> {
  %0 = mindir.argmin %x : tensor<?x19xf32> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @test_argmin_middle(%x: tensor<?x9x17xf32>) -> tensor<?x17xi64> {
  %0 = mindir.argmin %x {axis = 1 : i64, output_type = i64} : tensor<?x9x17xf32> -> tensor<?x17xi64>
  return %0 : tensor<?x17xi64>
}

func.func @test_argmin_ties(%x: tensor<?x19xi8> {test.range = [0, 3]}) -> tensor<?xi32> {
  %0 = mindir.argmin %x : tensor<?x19xi8> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @test_argmin_unsigned(%x: tensor<?x19xui16>) -> tensor<?xi32> {
  %0 = mindir.argmin %x : tensor<?x19xui16> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @test_cum_sum_last_0(%x: tensor<?x5x37xf32>) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_sum %x {axis = 2 : i64} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_sum_middle_0(%x: tensor<?x18x5xf32>) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_sum %x {axis = 1 : i64} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_sum_last_1(%x: tensor<?x5x37xf32>) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_sum %x {axis = 2 : i64, exclusive = true} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_sum_middle_1(%x: tensor<?x18x5xf32>) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_sum_last_2(%x: tensor<?x5x37xf32>) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_sum %x {axis = 2 : i64, reverse = true} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_sum_middle_2(%x: tensor<?x18x5xf32>) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_sum %x {axis = 1 : i64, reverse = true} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_sum_last_3(%x: tensor<?x5x37xf32>) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_sum %x {axis = 2 : i64, exclusive = true, reverse = true} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_sum_middle_3(%x: tensor<?x18x5xf32>) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true, reverse = true} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_prod_last_0(%x: tensor<?x5x37xf32> {test.range = [0.8, 1.25]}) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_prod %x {axis = 2 : i64} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_prod_middle_0(%x: tensor<?x18x5xf32> {test.range = [0.8, 1.25]}) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_prod %x {axis = 1 : i64} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_prod_last_1(%x: tensor<?x5x37xf32> {test.range = [0.8, 1.25]}) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_prod %x {axis = 2 : i64, exclusive = true} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_prod_middle_1(%x: tensor<?x18x5xf32> {test.range = [0.8, 1.25]}) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_prod %x {axis = 1 : i64, exclusive = true} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_prod_last_2(%x: tensor<?x5x37xf32> {test.range = [0.8, 1.25]}) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_prod %x {axis = 2 : i64, reverse = true} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_prod_middle_2(%x: tensor<?x18x5xf32> {test.range = [0.8, 1.25]}) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_prod %x {axis = 1 : i64, reverse = true} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_prod_last_3(%x: tensor<?x5x37xf32> {test.range = [0.8, 1.25]}) -> tensor<?x5x37xf32> {
  %0 = mindir.cum_prod %x {axis = 2 : i64, exclusive = true, reverse = true} : tensor<?x5x37xf32> -> tensor<?x5x37xf32>
  return %0 : tensor<?x5x37xf32>
}

func.func @test_cum_prod_middle_3(%x: tensor<?x18x5xf32> {test.range = [0.8, 1.25]}) -> tensor<?x18x5xf32> {
  %0 = mindir.cum_prod %x {axis = 1 : i64, exclusive = true, reverse = true} : tensor<?x18x5xf32> -> tensor<?x18x5xf32>
  return %0 : tensor<?x18x5xf32>
}

func.func @test_cum_sum_first(%x: tensor<300x3xf32>) -> tensor<300x3xf32> {
  %0 = mindir.cum_sum %x : tensor<300x3xf32> -> tensor<300x3xf32>
  return %0 : tensor<300x3xf32>
}

func.func @test_cum_sum_long(%x: tensor<2x5000xf32>) -> tensor<2x5000xf32> {
  %0 = mindir.cum_sum %x {axis = -1 : i64} : tensor<2x5000xf32> -> tensor<2x5000xf32>
  return %0 : tensor<2x5000xf32>
}

func.func @test_cum_sum_one(%x: tensor<?x1x4xf32>) -> tensor<?x1x4xf32> {
  %0 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true} : tensor<?x1x4xf32> -> tensor<?x1x4xf32>
  return %0 : tensor<?x1x4xf32>
}

func.func @test_cum_sum_i32(%x: tensor<?x29xi32>) -> tensor<?x29xi32> {
  %0 = mindir.cum_sum %x {axis = 1 : i64} : tensor<?x29xi32> -> tensor<?x29xi32>
  return %0 : tensor<?x29xi32>
}

func.func @test_cum_sum_ui8(%x: tensor<?x29xui8>) -> tensor<?x29xui8> {
  %0 = mindir.cum_sum %x {axis = 1 : i64, reverse = true} : tensor<?x29xui8> -> tensor<?x29xui8>
  return %0 : tensor<?x29xui8>
}

func.func @test_cum_prod_f64(%x: tensor<?x29xf64> {test.range = [0.8, 1.25]}) -> tensor<?x29xf64> {
  %0 = mindir.cum_prod %x {axis = 1 : i64} : tensor<?x29xf64> -> tensor<?x29xf64>
  return %0 : tensor<?x29xf64>
}

// NaN comes first; what is infinite or not a number stays behind where it stands.
func.func @test_special() -> (tensor<2xi32>, tensor<5xf32>) {
  %x = mindir.constant dense<[[1.0, 0x7FC00000, -3.0, 0x7FC00000], [2.0, 5.0, 0xFF800000, 1.0]]> : tensor<2x4xf32>
  %0 = mindir.argmin %x {axis = 1 : i64} : tensor<2x4xf32> -> tensor<2xi32>
  %y = mindir.constant dense<[1.0, 2.0, 0x7F800000, 1.0, 0xFF800000]> : tensor<5xf32>
  %1 = mindir.cum_sum %y : tensor<5xf32> -> tensor<5xf32>
  return %0, %1 : tensor<2xi32>, tensor<5xf32>
}

// Without a dynamic batch the shapes inside are checked too.
func.func @test_cum_sum_reverse_static(%x: tensor<4x33xf32>) -> (tensor<4x33xf32>, tensor<4x33xf32>) {
  %0 = mindir.cum_sum %x {axis = 1 : i64, reverse = true} : tensor<4x33xf32> -> tensor<4x33xf32>
  %1 = mindir.cum_sum %x {axis = 0 : i64, exclusive = true, reverse = true} : tensor<4x33xf32> -> tensor<4x33xf32>
  return %0, %1 : tensor<4x33xf32>, tensor<4x33xf32>
}

func.func @test_cum_prod_reverse_one(%x: tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>) {
  %0 = mindir.cum_prod %x {axis = 0 : i64, reverse = true} : tensor<1xf32> -> tensor<1xf32>
  %1 = mindir.cum_prod %x {axis = 0 : i64, exclusive = true, reverse = true} : tensor<1xf32> -> tensor<1xf32>
  return %0, %1 : tensor<1xf32>, tensor<1xf32>
}
