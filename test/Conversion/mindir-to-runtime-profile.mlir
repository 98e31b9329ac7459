// RUN: ms-opt %s --mindir-to-llvm=profile=true | FileCheck %s
// RUN: ms-opt %s --mindir-to-llvm | FileCheck %s --check-prefix=PLAIN

// Each launch of a function is told when it is done, in order.

// CHECK: llvm.func @msrt_launch_done(i64)
// CHECK-LABEL: llvm.func @forward(
// CHECK: %[[START:.*]] = llvm.mlir.constant(-1 : i64)
// CHECK-NEXT: llvm.call @msrt_launch_done(%[[START]])
// CHECK: llvm.call @softmax
// CHECK-NEXT: %[[FIRST:.*]] = llvm.mlir.constant(0 : i64)
// CHECK-NEXT: llvm.call @msrt_launch_done(%[[FIRST]])
// CHECK: llvm.call @mat_mul
// CHECK-NEXT: %[[SECOND:.*]] = llvm.mlir.constant(1 : i64)
// CHECK-NEXT: llvm.call @msrt_launch_done(%[[SECOND]])
// CHECK-NEXT: llvm.return

// PLAIN-NOT: msrt_launch_done

func.func @forward(%x: tensor<4x8xf32>, %w: tensor<8x3xf32>) -> tensor<4x3xf32> {
  %0 = mindir.softmax %x : tensor<4x8xf32> -> tensor<4x8xf32>
  %1 = mindir.mat_mul %0, %w : (tensor<4x8xf32>, tensor<8x3xf32>) -> tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}
