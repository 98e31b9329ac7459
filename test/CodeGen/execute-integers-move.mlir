//===- execute-integers-move.mlir - Movement of integers and booleans ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops that move elements, on integers and booleans, and poolings of integers.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=0 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=0 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-34: ok
// CHECK-NOT: ok

func.func @test_move_i1(%x: tensor<?x3x5xi1>, %y: tensor<?x2x5xi1>, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xi1>) -> (tensor<?x3x2xi1>, tensor<?x3xi1>, tensor<?x15xi1>, tensor<11x3xi1>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xi1>, tensor<?x2x5xi1>) -> tensor<?x5x5xi1>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xi1> -> tensor<?x5x5xi1>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xi1> -> tensor<?x3x2xi1>
  %3 = mindir.gather %t, %i : (tensor<11x3xi1>, tensor<?xi32>) -> tensor<?x3xi1>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xi1> -> tensor<?x15xi1>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xi1>, tensor<11x3xi1>) -> tensor<11x3xi1>
  return %2, %3, %4, %5 : tensor<?x3x2xi1>, tensor<?x3xi1>, tensor<?x15xi1>, tensor<11x3xi1>
}

func.func @test_move_i8(%x: tensor<?x3x5xi8> {test.range = [-128, 128]}, %y: tensor<?x2x5xi8> {test.range = [-128, 128]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xi8> {test.range = [-128, 128]}) -> (tensor<?x3x2xi8>, tensor<?x3xi8>, tensor<?x15xi8>, tensor<11x3xi8>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xi8>, tensor<?x2x5xi8>) -> tensor<?x5x5xi8>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xi8> -> tensor<?x5x5xi8>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xi8> -> tensor<?x3x2xi8>
  %3 = mindir.gather %t, %i : (tensor<11x3xi8>, tensor<?xi32>) -> tensor<?x3xi8>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xi8> -> tensor<?x15xi8>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xi8>, tensor<11x3xi8>) -> tensor<11x3xi8>
  return %2, %3, %4, %5 : tensor<?x3x2xi8>, tensor<?x3xi8>, tensor<?x15xi8>, tensor<11x3xi8>
}

func.func @test_move_ui8(%x: tensor<?x3x5xui8> {test.range = [0, 256]}, %y: tensor<?x2x5xui8> {test.range = [0, 256]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xui8> {test.range = [0, 256]}) -> (tensor<?x3x2xui8>, tensor<?x3xui8>, tensor<?x15xui8>, tensor<11x3xui8>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xui8>, tensor<?x2x5xui8>) -> tensor<?x5x5xui8>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xui8> -> tensor<?x5x5xui8>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xui8> -> tensor<?x3x2xui8>
  %3 = mindir.gather %t, %i : (tensor<11x3xui8>, tensor<?xi32>) -> tensor<?x3xui8>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xui8> -> tensor<?x15xui8>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xui8>, tensor<11x3xui8>) -> tensor<11x3xui8>
  return %2, %3, %4, %5 : tensor<?x3x2xui8>, tensor<?x3xui8>, tensor<?x15xui8>, tensor<11x3xui8>
}

func.func @test_move_i16(%x: tensor<?x3x5xi16> {test.range = [-32768, 32768]}, %y: tensor<?x2x5xi16> {test.range = [-32768, 32768]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xi16> {test.range = [-32768, 32768]}) -> (tensor<?x3x2xi16>, tensor<?x3xi16>, tensor<?x15xi16>, tensor<11x3xi16>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xi16>, tensor<?x2x5xi16>) -> tensor<?x5x5xi16>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xi16> -> tensor<?x5x5xi16>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xi16> -> tensor<?x3x2xi16>
  %3 = mindir.gather %t, %i : (tensor<11x3xi16>, tensor<?xi32>) -> tensor<?x3xi16>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xi16> -> tensor<?x15xi16>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xi16>, tensor<11x3xi16>) -> tensor<11x3xi16>
  return %2, %3, %4, %5 : tensor<?x3x2xi16>, tensor<?x3xi16>, tensor<?x15xi16>, tensor<11x3xi16>
}

func.func @test_move_ui16(%x: tensor<?x3x5xui16> {test.range = [0, 65536]}, %y: tensor<?x2x5xui16> {test.range = [0, 65536]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xui16> {test.range = [0, 65536]}) -> (tensor<?x3x2xui16>, tensor<?x3xui16>, tensor<?x15xui16>, tensor<11x3xui16>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xui16>, tensor<?x2x5xui16>) -> tensor<?x5x5xui16>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xui16> -> tensor<?x5x5xui16>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xui16> -> tensor<?x3x2xui16>
  %3 = mindir.gather %t, %i : (tensor<11x3xui16>, tensor<?xi32>) -> tensor<?x3xui16>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xui16> -> tensor<?x15xui16>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xui16>, tensor<11x3xui16>) -> tensor<11x3xui16>
  return %2, %3, %4, %5 : tensor<?x3x2xui16>, tensor<?x3xui16>, tensor<?x15xui16>, tensor<11x3xui16>
}

func.func @test_move_i32(%x: tensor<?x3x5xi32> {test.range = [-40000, 40000]}, %y: tensor<?x2x5xi32> {test.range = [-40000, 40000]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xi32> {test.range = [-40000, 40000]}) -> (tensor<?x3x2xi32>, tensor<?x3xi32>, tensor<?x15xi32>, tensor<11x3xi32>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xi32>, tensor<?x2x5xi32>) -> tensor<?x5x5xi32>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xi32> -> tensor<?x5x5xi32>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xi32> -> tensor<?x3x2xi32>
  %3 = mindir.gather %t, %i : (tensor<11x3xi32>, tensor<?xi32>) -> tensor<?x3xi32>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xi32> -> tensor<?x15xi32>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xi32>, tensor<11x3xi32>) -> tensor<11x3xi32>
  return %2, %3, %4, %5 : tensor<?x3x2xi32>, tensor<?x3xi32>, tensor<?x15xi32>, tensor<11x3xi32>
}

func.func @test_move_ui32(%x: tensor<?x3x5xui32> {test.range = [0, 60000]}, %y: tensor<?x2x5xui32> {test.range = [0, 60000]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xui32> {test.range = [0, 60000]}) -> (tensor<?x3x2xui32>, tensor<?x3xui32>, tensor<?x15xui32>, tensor<11x3xui32>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xui32>, tensor<?x2x5xui32>) -> tensor<?x5x5xui32>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xui32> -> tensor<?x5x5xui32>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xui32> -> tensor<?x3x2xui32>
  %3 = mindir.gather %t, %i : (tensor<11x3xui32>, tensor<?xi32>) -> tensor<?x3xui32>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xui32> -> tensor<?x15xui32>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xui32>, tensor<11x3xui32>) -> tensor<11x3xui32>
  return %2, %3, %4, %5 : tensor<?x3x2xui32>, tensor<?x3xui32>, tensor<?x15xui32>, tensor<11x3xui32>
}

func.func @test_move_i64(%x: tensor<?x3x5xi64> {test.range = [-30000000, 30000000]}, %y: tensor<?x2x5xi64> {test.range = [-30000000, 30000000]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xi64> {test.range = [-30000000, 30000000]}) -> (tensor<?x3x2xi64>, tensor<?x3xi64>, tensor<?x15xi64>, tensor<11x3xi64>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xi64>, tensor<?x2x5xi64>) -> tensor<?x5x5xi64>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xi64> -> tensor<?x5x5xi64>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xi64> -> tensor<?x3x2xi64>
  %3 = mindir.gather %t, %i : (tensor<11x3xi64>, tensor<?xi32>) -> tensor<?x3xi64>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xi64> -> tensor<?x15xi64>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xi64>, tensor<11x3xi64>) -> tensor<11x3xi64>
  return %2, %3, %4, %5 : tensor<?x3x2xi64>, tensor<?x3xi64>, tensor<?x15xi64>, tensor<11x3xi64>
}

func.func @test_move_ui64(%x: tensor<?x3x5xui64> {test.range = [60, 30000000]}, %y: tensor<?x2x5xui64> {test.range = [60, 30000000]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xui64> {test.range = [60, 30000000]}) -> (tensor<?x3x2xui64>, tensor<?x3xui64>, tensor<?x15xui64>, tensor<11x3xui64>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xui64>, tensor<?x2x5xui64>) -> tensor<?x5x5xui64>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xui64> -> tensor<?x5x5xui64>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xui64> -> tensor<?x3x2xui64>
  %3 = mindir.gather %t, %i : (tensor<11x3xui64>, tensor<?xi32>) -> tensor<?x3xui64>
  %4 = mindir.reshape %x {shape = [-1, 15]} : tensor<?x3x5xui64> -> tensor<?x15xui64>
  %5 = mindir.broadcast_like %t, %t : (tensor<11x3xui64>, tensor<11x3xui64>) -> tensor<11x3xui64>
  return %2, %3, %4, %5 : tensor<?x3x2xui64>, tensor<?x3xui64>, tensor<?x15xui64>, tensor<11x3xui64>
}

// Numbers only.
func.func @test_numbers_i8(%x: tensor<?x2x6x6xi8> {test.range = [-128, 128]}, %i: tensor<?xi8> {test.range = [0, 12]}, %t: tensor<11x3xi8> {test.range = [-128, 128]}) -> (tensor<?x3x8x6xi8>, tensor<?x12xi8>, tensor<?x3xi8>, tensor<?x2x3x3xi8>, tensor<?x2x6x6xi8>, tensor<2xi8>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xi8> -> tensor<?x3x8x6xi8>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = i8, on_value = 7.0, off_value = 2.0} : tensor<?xi8> -> tensor<?x12xi8>
  %2 = mindir.gather %t, %i : (tensor<11x3xi8>, tensor<?xi8>) -> tensor<?x3xi8>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xi8> -> tensor<?x2x3x3xi8>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xi8> -> tensor<?x2x6x6xi8>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xi8> -> tensor<2xi8>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xi8>, tensor<?x12xi8>, tensor<?x3xi8>, tensor<?x2x3x3xi8>, tensor<?x2x6x6xi8>, tensor<2xi8>
}

func.func @test_numbers_ui8(%x: tensor<?x2x6x6xui8> {test.range = [0, 256]}, %i: tensor<?xui8> {test.range = [0, 12]}, %t: tensor<11x3xui8> {test.range = [0, 256]}) -> (tensor<?x3x8x6xui8>, tensor<?x12xui8>, tensor<?x3xui8>, tensor<?x2x3x3xui8>, tensor<?x2x6x6xui8>, tensor<2xui8>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xui8> -> tensor<?x3x8x6xui8>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = ui8, on_value = 7.0, off_value = 2.0} : tensor<?xui8> -> tensor<?x12xui8>
  %2 = mindir.gather %t, %i : (tensor<11x3xui8>, tensor<?xui8>) -> tensor<?x3xui8>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xui8> -> tensor<?x2x3x3xui8>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xui8> -> tensor<?x2x6x6xui8>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xui8> -> tensor<2xui8>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xui8>, tensor<?x12xui8>, tensor<?x3xui8>, tensor<?x2x3x3xui8>, tensor<?x2x6x6xui8>, tensor<2xui8>
}

func.func @test_numbers_i16(%x: tensor<?x2x6x6xi16> {test.range = [-32768, 32768]}, %i: tensor<?xi16> {test.range = [0, 12]}, %t: tensor<11x3xi16> {test.range = [-32768, 32768]}) -> (tensor<?x3x8x6xi16>, tensor<?x12xi16>, tensor<?x3xi16>, tensor<?x2x3x3xi16>, tensor<?x2x6x6xi16>, tensor<2xi16>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xi16> -> tensor<?x3x8x6xi16>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = i16, on_value = 7.0, off_value = 2.0} : tensor<?xi16> -> tensor<?x12xi16>
  %2 = mindir.gather %t, %i : (tensor<11x3xi16>, tensor<?xi16>) -> tensor<?x3xi16>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xi16> -> tensor<?x2x3x3xi16>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xi16> -> tensor<?x2x6x6xi16>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xi16> -> tensor<2xi16>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xi16>, tensor<?x12xi16>, tensor<?x3xi16>, tensor<?x2x3x3xi16>, tensor<?x2x6x6xi16>, tensor<2xi16>
}

func.func @test_numbers_ui16(%x: tensor<?x2x6x6xui16> {test.range = [0, 65536]}, %i: tensor<?xui16> {test.range = [0, 12]}, %t: tensor<11x3xui16> {test.range = [0, 65536]}) -> (tensor<?x3x8x6xui16>, tensor<?x12xui16>, tensor<?x3xui16>, tensor<?x2x3x3xui16>, tensor<?x2x6x6xui16>, tensor<2xui16>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xui16> -> tensor<?x3x8x6xui16>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = ui16, on_value = 7.0, off_value = 2.0} : tensor<?xui16> -> tensor<?x12xui16>
  %2 = mindir.gather %t, %i : (tensor<11x3xui16>, tensor<?xui16>) -> tensor<?x3xui16>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xui16> -> tensor<?x2x3x3xui16>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xui16> -> tensor<?x2x6x6xui16>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xui16> -> tensor<2xui16>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xui16>, tensor<?x12xui16>, tensor<?x3xui16>, tensor<?x2x3x3xui16>, tensor<?x2x6x6xui16>, tensor<2xui16>
}

func.func @test_numbers_i32(%x: tensor<?x2x6x6xi32> {test.range = [-40000, 40000]}, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xi32> {test.range = [-40000, 40000]}) -> (tensor<?x3x8x6xi32>, tensor<?x12xi32>, tensor<?x3xi32>, tensor<?x2x3x3xi32>, tensor<?x2x6x6xi32>, tensor<2xi32>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xi32> -> tensor<?x3x8x6xi32>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = i32, on_value = 7.0, off_value = 2.0} : tensor<?xi32> -> tensor<?x12xi32>
  %2 = mindir.gather %t, %i : (tensor<11x3xi32>, tensor<?xi32>) -> tensor<?x3xi32>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xi32> -> tensor<?x2x3x3xi32>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xi32> -> tensor<?x2x6x6xi32>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xi32> -> tensor<2xi32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xi32>, tensor<?x12xi32>, tensor<?x3xi32>, tensor<?x2x3x3xi32>, tensor<?x2x6x6xi32>, tensor<2xi32>
}

func.func @test_numbers_ui32(%x: tensor<?x2x6x6xui32> {test.range = [0, 60000]}, %i: tensor<?xui32> {test.range = [0, 12]}, %t: tensor<11x3xui32> {test.range = [0, 60000]}) -> (tensor<?x3x8x6xui32>, tensor<?x12xui32>, tensor<?x3xui32>, tensor<?x2x3x3xui32>, tensor<?x2x6x6xui32>, tensor<2xui32>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xui32> -> tensor<?x3x8x6xui32>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = ui32, on_value = 7.0, off_value = 2.0} : tensor<?xui32> -> tensor<?x12xui32>
  %2 = mindir.gather %t, %i : (tensor<11x3xui32>, tensor<?xui32>) -> tensor<?x3xui32>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xui32> -> tensor<?x2x3x3xui32>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xui32> -> tensor<?x2x6x6xui32>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xui32> -> tensor<2xui32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xui32>, tensor<?x12xui32>, tensor<?x3xui32>, tensor<?x2x3x3xui32>, tensor<?x2x6x6xui32>, tensor<2xui32>
}

func.func @test_numbers_i64(%x: tensor<?x2x6x6xi64> {test.range = [-30000000, 30000000]}, %i: tensor<?xi64> {test.range = [0, 12]}, %t: tensor<11x3xi64> {test.range = [-30000000, 30000000]}) -> (tensor<?x3x8x6xi64>, tensor<?x12xi64>, tensor<?x3xi64>, tensor<?x2x3x3xi64>, tensor<?x2x6x6xi64>, tensor<2xi64>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xi64> -> tensor<?x3x8x6xi64>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = i64, on_value = 7.0, off_value = 2.0} : tensor<?xi64> -> tensor<?x12xi64>
  %2 = mindir.gather %t, %i : (tensor<11x3xi64>, tensor<?xi64>) -> tensor<?x3xi64>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xi64> -> tensor<?x2x3x3xi64>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xi64> -> tensor<?x2x6x6xi64>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xi64> -> tensor<2xi64>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xi64>, tensor<?x12xi64>, tensor<?x3xi64>, tensor<?x2x3x3xi64>, tensor<?x2x6x6xi64>, tensor<2xi64>
}

func.func @test_numbers_ui64(%x: tensor<?x2x6x6xui64> {test.range = [60, 30000000]}, %i: tensor<?xui64> {test.range = [0, 12]}, %t: tensor<11x3xui64> {test.range = [60, 30000000]}) -> (tensor<?x3x8x6xui64>, tensor<?x12xui64>, tensor<?x3xui64>, tensor<?x2x3x3xui64>, tensor<?x2x6x6xui64>, tensor<2xui64>) {
  %0 = mindir.pad %x {low = [0, 1, 0, 0], high = [0, 0, 2, 0], value = 3.0} : tensor<?x2x6x6xui64> -> tensor<?x3x8x6xui64>
  %1 = mindir.one_hot %i {depth = 12 : i64, dtype = ui64, on_value = 7.0, off_value = 2.0} : tensor<?xui64> -> tensor<?x12xui64>
  %2 = mindir.gather %t, %i : (tensor<11x3xui64>, tensor<?xui64>) -> tensor<?x3xui64>
  %3 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xui64> -> tensor<?x2x3x3xui64>
  %4 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x6x6xui64> -> tensor<?x2x6x6xui64>
  %5 = mindir.bias_add_grad %x : tensor<?x2x6x6xui64> -> tensor<2xui64>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x8x6xui64>, tensor<?x12xui64>, tensor<?x3xui64>, tensor<?x2x3x3xui64>, tensor<?x2x6x6xui64>, tensor<2xui64>
}
