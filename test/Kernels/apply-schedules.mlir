//===- apply-schedules.mlir - Schedules of a file for kernels -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The key of the kernel comes from a search; what is asked for is written here. It
// depends on no name and no constant, but on extents.
//
//===----------------------------------------------------------------------===//
// RUN: ms-compile %s --tune %t.txt
// RUN: sed -e "s/^target .*/target vector-bits=256 registers=16 fma=yes/" -e "s/^  schedule .*/  schedule lanes=d1 operand=1 vectors=1 rows=d0:2/" %t.txt > %t.two.txt
// RUN: ms-opt %s -mindir-to-loops="vector-bits=256 registers=16 schedules=%t.two.txt" | FileCheck %s
// RUN: sed -e "s/@forward/@other/" -e "s/3.0/4.0/" -e "s/%%a/%%name/" %s > %t.renamed.mlir
// RUN: ms-opt %t.renamed.mlir -mindir-to-loops="vector-bits=256 registers=16 schedules=%t.two.txt" 2>&1 | FileCheck %s --implicit-check-not=remark
// CHECK: scf.for {{.*}} iter_args({{([^,]*, ){7}[^,]*}}) -> (vector<8xf32>{{((, vector<8xf32>){7})}})

// Before anything is packed, the choice is an attribute.
// RUN: ms-opt %s -mindir-to-kernels -mindir-apply-schedules="file=%t.two.txt" | FileCheck %s --check-prefix=ATTRIBUTE
// ATTRIBUTE: linalg.generic {{.*}} attrs = {{.*}}mindir.schedule = "lanes=d1 operand=1 vectors=1 rows=d0:2", mindir.schedule_source = "{{.*}}two.txt:[[LINE:[0-9]+]]"

// A copy is made, or not, as the choice says.
// RUN: sed -e "s/rows=d0:2/rows=d0:2 packed=yes/" %t.two.txt > %t.packed.txt
// RUN: ms-opt %s -mindir-to-kernels -mindir-apply-schedules="file=%t.two.txt" -mindir-pack-operands | FileCheck %s --check-prefix=PLAIN --implicit-check-not=@pack
// RUN: ms-opt %s -mindir-to-kernels -mindir-apply-schedules="file=%t.packed.txt" -mindir-pack-operands | FileCheck %s --check-prefix=PACKED
// PLAIN: mindir.launch @mat_mul
// PACKED: mindir.launch @pack(%{{.*}}) : (tensor<64x96xf32>) -> tensor<12x64x8xf32>

// Another target, another kernel.
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32 schedules=%t.two.txt" -o /dev/null 2>&1 | FileCheck %s --check-prefix=TARGET
// TARGET: two.txt:1:1: remark: 1 of 1 schedules are for another target than vector-bits=512 registers=32 fma=yes and are not used
// RUN: sed -e "s/64x96/64x95/g" -e "s/48x96/48x95/g" %s > %t.smaller.mlir
// RUN: ms-opt %t.smaller.mlir -mindir-to-loops="vector-bits=256 registers=16 schedules=%t.two.txt" -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNUSED
// UNUSED: two.txt:1:1: remark: 1 of 1 schedules fit no kernel and are not used

// What cannot be done.
// RUN: sed -e "s/vectors=1 rows=d0:2/vectors=2 rows=d0:7/" %t.two.txt > %t.large.txt
// RUN: not ms-opt %s -mindir-to-loops="vector-bits=256 registers=16 schedules=%t.large.txt" -o /dev/null 2>&1 | FileCheck %s --check-prefix=LARGE
// LARGE: large.txt:{{[0-9]+}}:1: error: [MS3001] the schedule does not fit kernel 'mat_mul_{{.*}}': a tile of 7 rows x 2 vectors needs 17 registers, the target has 16
// RUN: not ms-opt %s -mindir-apply-schedules="file=%t.none.txt" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: [MS3001] {{.*}}none.txt: {{.}}

func.func @forward(%a: tensor<48x64xf32>, %b: tensor<64x96xf32>) -> tensor<48x96xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<48x64xf32>, tensor<64x96xf32>) -> tensor<48x96xf32>
  %c = mindir.constant dense<3.0> : tensor<f32>
  %1 = mindir.mul %0, %c : (tensor<48x96xf32>, tensor<f32>) -> tensor<48x96xf32>
  return %1 : tensor<48x96xf32>
}
