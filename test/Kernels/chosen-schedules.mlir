//===- chosen-schedules.mlir - Schedules that nobody would choose ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Odd pieces, tiles and orders that a file may ask for compute what the evaluator does.
// Extents fit no tile.
//
//===----------------------------------------------------------------------===//
// DEFINE: %{options} = vector-bits=256 registers=16 twin-threads=3 tolerance=2e-5
// RUN: ms-opt %s -test-execute="%{options} choice='lanes=d1 operand=1 vectors=2 rows=d0:5 pieces=7'" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="%{options} choice='lanes=d1 operand=1 vectors=2 rows=d0:5 pieces=1 order=pieces'" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="%{options} choice='lanes=d1 operand=1 vectors=1 rows=d0:3 pieces=1000 order=columns packed=yes'" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="%{options} choice='lanes=d0 operand=0 vectors=3 rows=d1:4 packed=yes'" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="%{options} choice='lanes=d0 operand=0 vectors=1'" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="%{options} choice='lanes=d2 vectors=1 rows=d0:3 columns=d1:3'" -o /dev/null | FileCheck %s
// RUN: not ms-opt %s -test-execute="%{options} choice='lanes=d1 operand=1 pieces=1024'" -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHOLE
// RUN: not ms-opt %s -test-execute="%{options} choice='lanes=d1 operand=1 vectors=5'" -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHOLE
// CHECK: mat_mul_bias_add_relu: lanes=d
// CHECK: test_matrix [1]: ok
// WHOLE: error: [MS3001] the schedule does not fit kernel 'mat_mul_bias_add_relu': these lanes, this tile and this order do not go together here
func.func @test_matrix(%a: tensor<70x1024xf32>, %b: tensor<1024x37xf32>, %c: tensor<37xf32>) -> tensor<70x37xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<70x1024xf32>, tensor<1024x37xf32>) -> tensor<70x37xf32>
  %1 = mindir.bias_add %0, %c : (tensor<70x37xf32>, tensor<37xf32>) -> tensor<70x37xf32>
  %2 = mindir.relu %1 : tensor<70x37xf32>
  return %2 : tensor<70x37xf32>
}
