//===- alternative-schedules.mlir - What a search tries -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Each alternative of each contraction computes what the evaluator does, with the
// same bits for any number of threads.
//
//===----------------------------------------------------------------------===//
// DEFINE: %{options} = max-batch=3 rows=1,3 threads=1 twin-threads=3 tolerance=2e-5
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=0" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=1" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=2" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=3" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=4" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=5" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=6" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=7" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=512 registers=32 alternative=0" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=512 registers=32 alternative=5" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=128 registers=32 alternative=1" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=128 registers=32 alternative=7" -o /dev/null
// RUN: ms-opt %s -test-execute="%{options} vector-bits=256 registers=16 alternative=0" -o /dev/null | FileCheck %s
// CHECK-DAG: mat_mul_bias_add_relu: lanes=d{{[0-9]}} {{.*}}vectors={{[0-9]}}
// CHECK-DAG: conv2d{{.*}}: lanes=d{{[0-9]}}

func.func @test_matrix(%a: tensor<70x1024xf32>, %b: tensor<1024x37xf32>, %c: tensor<37xf32>) -> tensor<70x37xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<70x1024xf32>, tensor<1024x37xf32>) -> tensor<70x37xf32>
  %1 = mindir.bias_add %0, %c : (tensor<70x37xf32>, tensor<37xf32>) -> tensor<70x37xf32>
  %2 = mindir.relu %1 : tensor<70x37xf32>
  return %2 : tensor<70x37xf32>
}
func.func @test_batch(%a: tensor<?x48xf32>, %b: tensor<40x48xf32>) -> tensor<?x40xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<?x48xf32>, tensor<40x48xf32>) -> tensor<?x40xf32>
  return %0 : tensor<?x40xf32>
}
func.func @test_stack(%a: tensor<?x4x24x16xf32>, %b: tensor<?x4x24x16xf32>) -> tensor<?x4x24x24xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x4x24x16xf32>, tensor<?x4x24x16xf32>) -> tensor<?x4x24x24xf32>
  return %0 : tensor<?x4x24x24xf32>
}
func.func @test_convolution(%x: tensor<?x32x14x14xf32>, %w: tensor<48x32x3x3xf32>) -> tensor<?x48x14x14xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x32x14x14xf32>, tensor<48x32x3x3xf32>) -> tensor<?x48x14x14xf32>
  %1 = mindir.relu %0 : tensor<?x48x14x14xf32>
  return %1 : tensor<?x48x14x14xf32>
}
// By phases: several contractions in one kernel.
func.func @test_input_gradient(%dy: tensor<?x48x8x8xf32>, %w: tensor<48x32x3x3xf32>) -> tensor<?x32x16x16xf32> {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [16, 16], stride = [2, 2], pad = [1, 1, 1, 1]} : (tensor<?x48x8x8xf32>, tensor<48x32x3x3xf32>) -> tensor<?x32x16x16xf32>
  return %0 : tensor<?x32x16x16xf32>
}
func.func @test_filter(%dy: tensor<?x32x28x28xf32>, %x: tensor<?x48x30x30xf32>) -> tensor<32x48x3x3xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<?x32x28x28xf32>, tensor<?x48x30x30xf32>) -> tensor<32x48x3x3xf32>
  return %0 : tensor<32x48x3x3xf32>
}
