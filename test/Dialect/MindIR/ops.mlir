//===- ops.mlir - Every op, through text and bytecode ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK: mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.he_uniform<seed = 1>)
mindir.parameter @"conv1.weight" : tensor<6x1x5x5xf32> init(#mindir.he_uniform<seed = 1>)
// CHECK: mindir.parameter @moments : tensor<3xf32> init(dense<0.000000e+00> : tensor<3xf32>) frozen optimizer
mindir.parameter @moments : tensor<3xf32> init(dense<0.0> : tensor<3xf32>) frozen optimizer
// CHECK: mindir.parameter @rng_counter : tensor<i64> init(#mindir.zeros) frozen transient
mindir.parameter @rng_counter : tensor<i64> init(#mindir.zeros) frozen transient
// CHECK: mindir.parameter @table : tensor<2xf32> init(dense_resource<table> : tensor<2xf32>)
mindir.parameter @table : tensor<2xf32> init(dense_resource<table> : tensor<2xf32>)
// A checkpoint must give the value.
// CHECK: mindir.parameter @later : tensor<2xf32> init(unit)
mindir.parameter @later : tensor<2xf32> init(unit)
// Any string is a name.
// CHECK: mindir.parameter @"a b\22c/d" : tensor<i1> init(#mindir.ones)
mindir.parameter @"a b\22c/d" : tensor<i1> init(#mindir.ones)

// CHECK-LABEL: func.func @state
func.func @state() {
  // CHECK: mindir.load @conv1.weight : tensor<6x1x5x5xf32>
  %0 = mindir.load @conv1.weight : tensor<6x1x5x5xf32>
  // CHECK: mindir.load @"a b\22c/d" : tensor<i1>
  %1 = mindir.load @"a b\22c/d" : tensor<i1>
  // CHECK: mindir.assign @conv1.weight, %{{.*}} : tensor<6x1x5x5xf32>
  mindir.assign @conv1.weight, %0 : tensor<6x1x5x5xf32>
  return
}

// CHECK-LABEL: func.func @unary
func.func @unary(%x: tensor<2x3xf32>, %c: tensor<2x3xi1>) {
  // CHECK: mindir.neg %{{.*}} : tensor<2x3xf32>
  %0 = mindir.neg %x : tensor<2x3xf32>
  // CHECK: mindir.abs %{{.*}} : tensor<2x3xf32>
  %1 = mindir.abs %x : tensor<2x3xf32>
  // CHECK: mindir.exp %{{.*}} : tensor<2x3xf32>
  %2 = mindir.exp %x : tensor<2x3xf32>
  // CHECK: mindir.log %{{.*}} : tensor<2x3xf32>
  %3 = mindir.log %x : tensor<2x3xf32>
  // CHECK: mindir.sqrt %{{.*}} : tensor<2x3xf32>
  %4 = mindir.sqrt %x : tensor<2x3xf32>
  // CHECK: mindir.rsqrt %{{.*}} : tensor<2x3xf32>
  %5 = mindir.rsqrt %x : tensor<2x3xf32>
  // CHECK: mindir.reciprocal %{{.*}} : tensor<2x3xf32>
  %6 = mindir.reciprocal %x : tensor<2x3xf32>
  // CHECK: mindir.square %{{.*}} : tensor<2x3xf32>
  %7 = mindir.square %x : tensor<2x3xf32>
  // CHECK: mindir.sin %{{.*}} : tensor<2x3xf32>
  %8 = mindir.sin %x : tensor<2x3xf32>
  // CHECK: mindir.cos %{{.*}} : tensor<2x3xf32>
  %9 = mindir.cos %x : tensor<2x3xf32>
  // CHECK: mindir.floor %{{.*}} : tensor<2x3xf32>
  %10 = mindir.floor %x : tensor<2x3xf32>
  // CHECK: mindir.ceil %{{.*}} : tensor<2x3xf32>
  %11 = mindir.ceil %x : tensor<2x3xf32>
  // CHECK: mindir.sigmoid %{{.*}} : tensor<2x3xf32>
  %12 = mindir.sigmoid %x : tensor<2x3xf32>
  // CHECK: mindir.tanh %{{.*}} : tensor<2x3xf32>
  %13 = mindir.tanh %x : tensor<2x3xf32>
  // CHECK: mindir.relu %{{.*}} : tensor<2x3xf32>
  %14 = mindir.relu %x : tensor<2x3xf32>
  // CHECK: mindir.logical_not %{{.*}} : tensor<2x3xi1>
  %n = mindir.logical_not %c : tensor<2x3xi1>
  return
}

// CHECK-LABEL: func.func @unary_grad
func.func @unary_grad(%dy: tensor<2x3xf32>, %y: tensor<2x3xf32>) {
  // CHECK: mindir.relu_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %0 = mindir.relu_grad %dy, %y : tensor<2x3xf32>
  // CHECK: mindir.sigmoid_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %1 = mindir.sigmoid_grad %dy, %y : tensor<2x3xf32>
  // CHECK: mindir.tanh_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %2 = mindir.tanh_grad %dy, %y : tensor<2x3xf32>
  return
}

// CHECK-LABEL: func.func @binary
func.func @binary(%x: tensor<?x3xf32>, %y: tensor<3xf32>, %c: tensor<2x3xi1>, %d: tensor<3xi1>) {
  // CHECK: mindir.add %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %0 = mindir.add %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.sub %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = mindir.sub %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.mul %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %2 = mindir.mul %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.div %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %3 = mindir.div %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.pow %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %4 = mindir.pow %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.maximum %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %5 = mindir.maximum %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.minimum %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %6 = mindir.minimum %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.logical_and %{{.*}}, %{{.*}} : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  %a = mindir.logical_and %c, %d : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  // CHECK: mindir.logical_or %{{.*}}, %{{.*}} : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  %o = mindir.logical_or %c, %d : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: func.func @compare
func.func @compare(%x: tensor<?x3xf32>, %y: tensor<3xf32>) {
  // CHECK: mindir.equal %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %0 = mindir.equal %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  // CHECK: mindir.not_equal %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %1 = mindir.not_equal %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  // CHECK: mindir.less %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %2 = mindir.less %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  // CHECK: mindir.less_equal %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %3 = mindir.less_equal %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  // CHECK: mindir.greater %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %4 = mindir.greater %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  // CHECK: mindir.greater_equal %{{.*}}, %{{.*}} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %5 = mindir.greater_equal %x, %y : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  return
}

// CHECK-LABEL: func.func @select_sum
func.func @select_sum(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<f32>) {
  // CHECK: mindir.select %{{.*}}, %{{.*}}, %{{.*}} : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %0 = mindir.select %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  // CHECK: mindir.add_n %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %1 = mindir.add_n %x, %x, %0 : tensor<2x3xf32>
  // CHECK: mindir.add_n %{{.*}} : tensor<2x3xf32>
  %2 = mindir.add_n %x : tensor<2x3xf32>
  return
}

// CHECK-LABEL: func.func @reduce
func.func @reduce(%x: tensor<?x3xf32>) {
  // CHECK: mindir.reduce_sum %{{.*}} {axis = [0], keep_dims = true} : tensor<?x3xf32> -> tensor<1x3xf32>
  %0 = mindir.reduce_sum %x {axis = [0], keep_dims = true} : tensor<?x3xf32> -> tensor<1x3xf32>
  // CHECK: mindir.reduce_mean %{{.*}} {axis = [-1]} : tensor<?x3xf32> -> tensor<?xf32>
  %1 = mindir.reduce_mean %x {axis = [-1]} : tensor<?x3xf32> -> tensor<?xf32>
  // CHECK: mindir.reduce_max %{{.*}} : tensor<?x3xf32> -> tensor<f32>
  %2 = mindir.reduce_max %x : tensor<?x3xf32> -> tensor<f32>
  // CHECK: mindir.reduce_min %{{.*}} {axis = [0, 1], keep_dims = true} : tensor<?x3xf32> -> tensor<1x1xf32>
  %3 = mindir.reduce_min %x {axis = [0, 1], keep_dims = true} : tensor<?x3xf32> -> tensor<1x1xf32>
  // CHECK: mindir.argmax %{{.*}} : tensor<?x3xf32> -> tensor<?xi32>
  %4 = mindir.argmax %x : tensor<?x3xf32> -> tensor<?xi32>
  // CHECK: mindir.argmax %{{.*}} {axis = 0 : i64, output_type = i64} : tensor<?x3xf32> -> tensor<3xi64>
  %5 = mindir.argmax %x {axis = 0 : i64, output_type = i64} : tensor<?x3xf32> -> tensor<3xi64>
  return
}

// CHECK-LABEL: func.func @product
func.func @product(%a: tensor<?x4xf32>, %b: tensor<4x3xf32>, %c: tensor<3x4xf32>) {
  // CHECK: mindir.mat_mul %{{.*}}, %{{.*}} : (tensor<?x4xf32>, tensor<4x3xf32>) -> tensor<?x3xf32>
  %0 = mindir.mat_mul %a, %b : (tensor<?x4xf32>, tensor<4x3xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.mat_mul %{{.*}}, %{{.*}} {transpose_b = true} : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  %1 = mindir.mat_mul %a, %c {transpose_b = true} : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  // CHECK: mindir.mat_mul %{{.*}}, %{{.*}} {transpose_a = true} : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<4x4xf32>
  %2 = mindir.mat_mul %a, %a {transpose_a = true} : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<4x4xf32>
  return
}

// CHECK-LABEL: func.func @constant
func.func @constant(%x: tensor<2xf32>) {
  // CHECK: mindir.constant dense<1.500000e+00> : tensor<2x3xf32>
  %0 = mindir.constant dense<1.500000e+00> : tensor<2x3xf32>
  // CHECK: mindir.constant dense<[1, -2]> : tensor<2xi8>
  %1 = mindir.constant dense<[1, -2]> : tensor<2xi8>
  // CHECK: mindir.constant dense<true> : tensor<i1>
  %2 = mindir.constant dense<true> : tensor<i1>
  // CHECK: mindir.cast %{{.*}} to i32 : tensor<2xf32> -> tensor<2xi32>
  %3 = mindir.cast %x to i32 : tensor<2xf32> -> tensor<2xi32>
  // CHECK: mindir.extent %{{.*}} {axis = [0], dtype = f32} : tensor<2xf32> -> tensor<f32>
  %4 = mindir.extent %x {axis = [0], dtype = f32} : tensor<2xf32> -> tensor<f32>
  return
}

// CHECK-LABEL: func.func @shapes
func.func @shapes(%x: tensor<?x3x4xf32>, %y: tensor<3x1xf32>) {
  // CHECK: mindir.reshape %{{.*}} {shape = [-1, 12]} : tensor<?x3x4xf32> -> tensor<?x12xf32>
  %0 = mindir.reshape %x {shape = [-1, 12]} : tensor<?x3x4xf32> -> tensor<?x12xf32>
  // CHECK: mindir.flatten %{{.*}} : tensor<?x3x4xf32> -> tensor<?x12xf32>
  %1 = mindir.flatten %x : tensor<?x3x4xf32> -> tensor<?x12xf32>
  // CHECK: mindir.transpose %{{.*}} {perm = [0, 2, 1]} : tensor<?x3x4xf32> -> tensor<?x4x3xf32>
  %2 = mindir.transpose %x {perm = [0, 2, 1]} : tensor<?x3x4xf32> -> tensor<?x4x3xf32>
  // CHECK: mindir.broadcast_to %{{.*}} {shape = [2, -1, 4]} : tensor<3x1xf32> -> tensor<2x3x4xf32>
  %3 = mindir.broadcast_to %y {shape = [2, -1, 4]} : tensor<3x1xf32> -> tensor<2x3x4xf32>
  // CHECK: mindir.broadcast_like %{{.*}}, %{{.*}} : (tensor<3x1xf32>, tensor<?x3x4xf32>) -> tensor<?x3x4xf32>
  %4 = mindir.broadcast_like %y, %x : (tensor<3x1xf32>, tensor<?x3x4xf32>) -> tensor<?x3x4xf32>
  // CHECK: mindir.reshape_like %{{.*}}, %{{.*}} : (tensor<?x12xf32>, tensor<?x3x4xf32>) -> tensor<?x3x4xf32>
  %5 = mindir.reshape_like %0, %x : (tensor<?x12xf32>, tensor<?x3x4xf32>) -> tensor<?x3x4xf32>
  return
}

// CHECK-LABEL: func.func @moves
func.func @moves(%x: tensor<?x5xf32>, %t: tensor<100x8xf32>, %i: tensor<?xi32>) {
  // CHECK: mindir.concat %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x10xf32>
  %0 = mindir.concat %x, %x {axis = 1 : i64} : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x10xf32>
  // CHECK: mindir.slice %{{.*}} {begin = [0, 1], size = [-1, 2]} : tensor<?x5xf32> -> tensor<?x2xf32>
  %1 = mindir.slice %x {begin = [0, 1], size = [-1, 2]} : tensor<?x5xf32> -> tensor<?x2xf32>
  // CHECK: mindir.pad %{{.*}} {high = [0, 2], low = [0, 1], value = 5.000000e-01 : f64} : tensor<?x5xf32> -> tensor<?x8xf32>
  %2 = mindir.pad %x {high = [0, 2], low = [0, 1], value = 5.000000e-01 : f64} : tensor<?x5xf32> -> tensor<?x8xf32>
  // CHECK: mindir.one_hot %{{.*}} {depth = 10 : i64, dtype = f32} : tensor<?xi32> -> tensor<?x10xf32>
  %3 = mindir.one_hot %i {depth = 10 : i64, dtype = f32} : tensor<?xi32> -> tensor<?x10xf32>
  // CHECK: mindir.gather %{{.*}}, %{{.*}} : (tensor<100x8xf32>, tensor<?xi32>) -> tensor<?x8xf32>
  %4 = mindir.gather %t, %i : (tensor<100x8xf32>, tensor<?xi32>) -> tensor<?x8xf32>
  return
}

// CHECK-LABEL: func.func @convolution
func.func @convolution(%x: tensor<?x4x8x8xf32>, %w: tensor<6x2x3x3xf32>, %dy: tensor<?x6x4x4xf32>) {
  // CHECK: mindir.conv2d %{{.*}}, %{{.*}} {group = 2 : i64, pad = [1, 1, 1, 1], stride = [2, 2]} : (tensor<?x4x8x8xf32>, tensor<6x2x3x3xf32>) -> tensor<?x6x4x4xf32>
  %0 = mindir.conv2d %x, %w {group = 2 : i64, pad = [1, 1, 1, 1], stride = [2, 2]} : (tensor<?x4x8x8xf32>, tensor<6x2x3x3xf32>) -> tensor<?x6x4x4xf32>
  // CHECK: mindir.conv2d_backprop_input %{{.*}}, %{{.*}} {group = 2 : i64, input_size = [8, 8], pad_mode = "same", stride = [2, 2]} : (tensor<?x6x4x4xf32>, tensor<6x2x3x3xf32>) -> tensor<?x4x8x8xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {group = 2 : i64, input_size = [8, 8], pad_mode = "same", stride = [2, 2]} : (tensor<?x6x4x4xf32>, tensor<6x2x3x3xf32>) -> tensor<?x4x8x8xf32>
  // CHECK: mindir.conv2d_backprop_filter %{{.*}}, %{{.*}} {dilation = [2, 2], group = 2 : i64, kernel_size = [3, 3], pad_mode = "valid"} : (tensor<?x6x4x4xf32>, tensor<?x4x8x8xf32>) -> tensor<6x2x3x3xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {dilation = [2, 2], group = 2 : i64, kernel_size = [3, 3], pad_mode = "valid"} : (tensor<?x6x4x4xf32>, tensor<?x4x8x8xf32>) -> tensor<6x2x3x3xf32>
  return
}

// CHECK-LABEL: func.func @bias
func.func @bias(%x: tensor<?x3x4x4xf32>, %b: tensor<3xf32>) {
  // CHECK: mindir.bias_add %{{.*}}, %{{.*}} : (tensor<?x3x4x4xf32>, tensor<3xf32>) -> tensor<?x3x4x4xf32>
  %0 = mindir.bias_add %x, %b : (tensor<?x3x4x4xf32>, tensor<3xf32>) -> tensor<?x3x4x4xf32>
  // CHECK: mindir.bias_add_grad %{{.*}} : tensor<?x3x4x4xf32> -> tensor<3xf32>
  %1 = mindir.bias_add_grad %x : tensor<?x3x4x4xf32> -> tensor<3xf32>
  return
}

// CHECK-LABEL: func.func @pooling
func.func @pooling(%x: tensor<?x3x8x8xf32>, %y: tensor<?x3x4x4xf32>) {
  // CHECK: mindir.max_pool %{{.*}} {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  // CHECK: mindir.avg_pool %{{.*}} {kernel_size = [3, 3], pad = [1, 1, 1, 1], pad_mode = "pad", strides = [2, 2]} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  %1 = mindir.avg_pool %x {kernel_size = [3, 3], pad = [1, 1, 1, 1], pad_mode = "pad", strides = [2, 2]} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  // CHECK: mindir.max_pool_grad %{{.*}}, %{{.*}}, %{{.*}} {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x8x8xf32>, tensor<?x3x4x4xf32>, tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32>
  %2 = mindir.max_pool_grad %x, %y, %y {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x8x8xf32>, tensor<?x3x4x4xf32>, tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32>
  // CHECK: mindir.avg_pool_grad %{{.*}} {input_size = [8, 8], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x4x4xf32> -> tensor<?x3x8x8xf32>
  %3 = mindir.avg_pool_grad %y {input_size = [8, 8], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x4x4xf32> -> tensor<?x3x8x8xf32>
  return
}

// CHECK-LABEL: func.func @softmax
func.func @softmax(%x: tensor<?x10xf32>, %counter: tensor<i64>) {
  // CHECK: mindir.softmax %{{.*}} : tensor<?x10xf32> -> tensor<?x10xf32>
  %0 = mindir.softmax %x : tensor<?x10xf32> -> tensor<?x10xf32>
  // CHECK: mindir.log_softmax %{{.*}} {axis = 0 : i64} : tensor<?x10xf32> -> tensor<?x10xf32>
  %1 = mindir.log_softmax %x {axis = 0 : i64} : tensor<?x10xf32> -> tensor<?x10xf32>
  // CHECK: mindir.dropout %{{.*}}, %{{.*}} {keep_prob = 9.000000e-01 : f64, seed = 7 : i64} : tensor<?x10xf32>, tensor<i64>
  %2 = mindir.dropout %x, %counter {keep_prob = 9.000000e-01 : f64, seed = 7 : i64} : tensor<?x10xf32>, tensor<i64>
  // CHECK: mindir.dropout_grad %{{.*}}, %{{.*}} {keep_prob = 5.000000e-01 : f64} : tensor<?x10xf32>, tensor<i64>
  %3 = mindir.dropout_grad %x, %counter {keep_prob = 5.000000e-01 : f64} : tensor<?x10xf32>, tensor<i64>
  return
}

// CHECK-LABEL: func.func @losses
func.func @losses(%x: tensor<?x10xf32>, %i: tensor<?xi32>) {
  // CHECK: mindir.sparse_softmax_cross_entropy %{{.*}}, %{{.*}} : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<f32>
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<f32>
  // CHECK: mindir.sparse_softmax_cross_entropy_grad %{{.*}}, %{{.*}} : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<?x10xf32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<?x10xf32>
  // CHECK: mindir.softmax_cross_entropy %{{.*}}, %{{.*}} : (tensor<?x10xf32>, tensor<?x10xf32>) -> (tensor<?xf32>, tensor<?x10xf32>)
  %2, %3 = mindir.softmax_cross_entropy %x, %x : (tensor<?x10xf32>, tensor<?x10xf32>) -> (tensor<?xf32>, tensor<?x10xf32>)
  // CHECK: mindir.mse_loss %{{.*}}, %{{.*}} : (tensor<?x10xf32>, tensor<?x10xf32>) -> tensor<f32>
  %4 = mindir.mse_loss %x, %x : (tensor<?x10xf32>, tensor<?x10xf32>) -> tensor<f32>
  return
}

// CHECK-LABEL: func.func @updates
func.func @updates(%v: tensor<2x3xf32>, %m: tensor<2x3xf32>, %g: tensor<2x3xf32>, %s: tensor<f32>) {
  // CHECK: mindir.apply_gradient_descent %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %0 = mindir.apply_gradient_descent %v, %s, %g : tensor<2x3xf32>
  // CHECK: mindir.apply_momentum %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {use_nesterov = true} : tensor<2x3xf32>
  %1, %2 = mindir.apply_momentum %v, %m, %s, %g, %s {use_nesterov = true} : tensor<2x3xf32>
  // CHECK: mindir.sgd %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {dampening = 1.000000e-01 : f64, nesterov = true} : tensor<2x3xf32>
  %3, %4, %5 = mindir.sgd %v, %g, %s, %m, %s, %v {dampening = 1.000000e-01 : f64, nesterov = true} : tensor<2x3xf32>
  // CHECK: mindir.apply_adam %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %6, %7, %8 = mindir.apply_adam %v, %m, %v, %s, %s, %s, %s, %s, %s, %g : tensor<2x3xf32>
  return
}

// The alignment, then 1.0 and -1.5.
{-# dialect_resources: { builtin: { table: "0x040000000000803F0000C0BF" } } #-}
