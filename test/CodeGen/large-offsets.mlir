// Places in the arena that a constant index of a getelementptr cannot hold.
// RUN: ms-opt %s --mindir-to-llvm | FileCheck %s

// CHECK-LABEL: llvm.func @turn(
// CHECK: %[[FAR:.*]] = llvm.mlir.constant(320000000 : i64) : i64
// CHECK: llvm.getelementptr %{{.*}}[%[[FAR]]] : (!llvm.ptr, i64) -> !llvm.ptr, i8
func.func @turn(%x: tensor<8000x10000xf32>) -> tensor<10000x8000xf32> {
  %0 = mindir.transpose %x {perm = [1, 0]} : tensor<8000x10000xf32> -> tensor<10000x8000xf32>
  %1 = mindir.exp %0 : tensor<10000x8000xf32>
  %2 = mindir.transpose %1 {perm = [1, 0]} : tensor<10000x8000xf32> -> tensor<8000x10000xf32>
  %3 = mindir.exp %2 : tensor<8000x10000xf32>
  %4 = mindir.transpose %3 {perm = [1, 0]} : tensor<8000x10000xf32> -> tensor<10000x8000xf32>
  return %4 : tensor<10000x8000xf32>
}
