//===- execute-batch-norm.mlir - Batch normalization ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Training, inference and their gradients on every rank and float type, with so
// few channels that a reduction leaves the elementwise part to others, and with
// moving statistics that take the buffers of the old ones.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-17: ok
// CHECK-NOT: ok

func.func @test_image(%x: tensor<?x5x4x7xf32>, %dy: tensor<?x5x4x7xf32>, %g: tensor<5xf32>, %b: tensor<5xf32>, %m: tensor<5xf32>, %r: tensor<5xf32>) -> (tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<?x5x4x7xf32>, tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>) {
  %v = mindir.square %r : tensor<5xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<?x5x4x7xf32>, tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> tensor<?x5x4x7xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<?x5x4x7xf32>, tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<?x5x4x7xf32>, tensor<?x5x4x7xf32>, tensor<5xf32>, tensor<5xf32>
}

func.func @test_image_static(%x: tensor<4x16x8x8xf32>, %dy: tensor<4x16x8x8xf32>, %g: tensor<16xf32>, %b: tensor<16xf32>, %m: tensor<16xf32>, %r: tensor<16xf32>) -> (tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<4x16x8x8xf32>, tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>) {
  %v = mindir.square %r : tensor<16xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> (tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<4x16x8x8xf32>, tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> (tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<4x16x8x8xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<4x16x8x8xf32>, tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> (tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<4x16x8x8xf32>, tensor<4x16x8x8xf32>, tensor<16xf32>, tensor<16xf32>
}

func.func @test_few_channels(%x: tensor<8x2x40x33xf32>, %dy: tensor<8x2x40x33xf32>, %g: tensor<2xf32>, %b: tensor<2xf32>, %m: tensor<2xf32>, %r: tensor<2xf32>) -> (tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<8x2x40x33xf32>, tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>) {
  %v = mindir.square %r : tensor<2xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<8x2x40x33xf32>, tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<8x2x40x33xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<8x2x40x33xf32>, tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>, tensor<8x2x40x33xf32>, tensor<8x2x40x33xf32>, tensor<2xf32>, tensor<2xf32>
}

func.func @test_one_channel(%x: tensor<3x1x5x5xf32>, %dy: tensor<3x1x5x5xf32>, %g: tensor<1xf32>, %b: tensor<1xf32>, %m: tensor<1xf32>, %r: tensor<1xf32>) -> (tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<3x1x5x5xf32>, tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>) {
  %v = mindir.square %r : tensor<1xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> (tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<3x1x5x5xf32>, tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> (tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<3x1x5x5xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<3x1x5x5xf32>, tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> (tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>, tensor<3x1x5x5xf32>, tensor<3x1x5x5xf32>, tensor<1xf32>, tensor<1xf32>
}

func.func @test_matrix(%x: tensor<?x19xf32>, %dy: tensor<?x19xf32>, %g: tensor<19xf32>, %b: tensor<19xf32>, %m: tensor<19xf32>, %r: tensor<19xf32>) -> (tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<?x19xf32>, tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>) {
  %v = mindir.square %r : tensor<19xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>) -> (tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<?x19xf32>, tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>) -> (tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>) -> tensor<?x19xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<?x19xf32>, tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>) -> (tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>, tensor<?x19xf32>, tensor<?x19xf32>, tensor<19xf32>, tensor<19xf32>
}

func.func @test_sequence(%x: tensor<?x6x11xf32>, %dy: tensor<?x6x11xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>, %m: tensor<6xf32>, %r: tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<?x6x11xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>) {
  %v = mindir.square %r : tensor<6xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<?x6x11xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<?x6x11xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<?x6x11xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>, tensor<?x6x11xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>
}

func.func @test_volume(%x: tensor<2x3x2x3x9xf32>, %dy: tensor<2x3x2x3x9xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x3x2x3x9xf32>, tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>) {
  %v = mindir.square %r : tensor<3xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<2x3x2x3x9xf32>, tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x2x3x9xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<2x3x2x3x9xf32>, tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x3x2x3x9xf32>, tensor<2x3x2x3x9xf32>, tensor<3xf32>, tensor<3xf32>
}

func.func @test_f64(%x: tensor<3x4x5x3xf64>, %dy: tensor<3x4x5x3xf64>, %g: tensor<4xf64>, %b: tensor<4xf64>, %m: tensor<4xf64>, %r: tensor<4xf64>) -> (tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<3x4x5x3xf64>, tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>) {
  %v = mindir.square %r : tensor<4xf64>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>) -> (tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<3x4x5x3xf64>, tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>) -> (tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>) -> tensor<3x4x5x3xf64>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<3x4x5x3xf64>, tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>) -> (tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<4xf64>, tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>, tensor<3x4x5x3xf64>, tensor<3x4x5x3xf64>, tensor<4xf64>, tensor<4xf64>
}

// New statistics in the place of the old ones.
mindir.parameter @mean : tensor<9xf32> init(#mindir.normal<seed = 1, sigma = 1.0>) frozen
mindir.parameter @variance : tensor<9xf32> init(dense<0.7> : tensor<9xf32>) frozen
func.func @test_state(%x: tensor<?x9x5x4xf32>, %g: tensor<9xf32>, %b: tensor<9xf32>) -> tensor<?x9x5x4xf32> {
  %m = mindir.load @mean : tensor<9xf32>
  %v = mindir.load @variance : tensor<9xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<?x9x5x4xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>) -> (tensor<?x9x5x4xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>)
  %y = mindir.relu %t#0 : tensor<?x9x5x4xf32>
  mindir.assign @mean, %t#1 : tensor<9xf32>
  mindir.assign @variance, %t#2 : tensor<9xf32>
  return %y : tensor<?x9x5x4xf32>
}
