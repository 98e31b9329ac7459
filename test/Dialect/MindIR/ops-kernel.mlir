//===- ops-kernel.mlir - Kernel calls, through text and bytecode ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func private @kernel
func.func private @kernel(%x: tensor<?x3xf32>) -> tensor<?x3xf32> attributes {mindir.kernel} {
  return %x : tensor<?x3xf32>
}
func.func private @buffers(memref<?x3xf32>, memref<?x3xf32>, index) attributes {mindir.kernel}

// CHECK-LABEL: func.func @kernels
func.func @kernels(%x: tensor<2x3xf32>, %a: memref<?x3xf32>, %b: memref<?x3xf32>) {
  // CHECK: mindir.rows : index
  %n = mindir.rows : index
  // CHECK: mindir.launch @kernel(%{{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = mindir.launch @kernel(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.dispatch @buffers(%{{.*}}) outs(%{{.*}}) rows(%{{.*}}) : (memref<?x3xf32>) -> memref<?x3xf32>
  mindir.dispatch @buffers(%a) outs(%b) rows(%n) : (memref<?x3xf32>) -> memref<?x3xf32>
  return
}

// A kernel in a module of its own, lowered to pointers.
// CHECK-LABEL: module @lowered
module @lowered {
  func.func private @fill(memref<2xf32>, index) attributes {mindir.kernel}
  func.func private @pointers(index, index) attributes {mindir.kernel}
}

// CHECK-LABEL: func.func @nested
func.func @nested(%a: memref<2xf32>, %n: index) {
  // CHECK: mindir.dispatch @lowered::@fill() outs(%{{.*}}) rows(%{{.*}}) : () -> memref<2xf32>
  mindir.dispatch @lowered::@fill() outs(%a) rows(%n) : () -> memref<2xf32>
  // CHECK: mindir.dispatch @lowered::@pointers(%{{.*}}) outs(%{{.*}}) rows(%{{.*}}) : (memref<2xf32>) -> memref<2xf32>
  mindir.dispatch @lowered::@pointers(%a) outs(%a) rows(%n) : (memref<2xf32>) -> memref<2xf32>
  return
}
