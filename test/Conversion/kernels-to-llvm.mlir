// RUN: ms-opt %s --convert-kernels-to-llvm --split-input-file | FileCheck %s

// Buffers are pointers, of functions and of the views in them.
// CHECK-LABEL: llvm.func @copy(
// CHECK-SAME: %[[X:.*]]: !llvm.ptr, %[[Y:.*]]: !llvm.ptr, %[[I:.*]]: i64)
// CHECK: llvm.getelementptr {{.*}}[%[[I]]]
// CHECK: %[[V:.*]] = llvm.load {{.*}} -> vector<4xf32>
// CHECK: llvm.store %[[V]],
// CHECK: llvm.return
func.func @copy(%x: memref<8xf32>, %y: memref<8xf32>, %i: index) {
  %0 = vector.load %x[%i] : memref<8xf32>, vector<4xf32>
  vector.store %0, %y[%i] : memref<8xf32>, vector<4xf32>
  return
}

// -----

// Loops, branches, masks, sums of lanes and functions: nothing of another
// dialect is left.
// CHECK-LABEL: llvm.func @all(
// CHECK-NOT: {{ (scf|cf|arith|math|vector|memref|builtin)\.}}
// CHECK: llvm.return
func.func @all(%x: memref<64xf32>, %n: index, %limit: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %none = arith.constant dense<0.0> : vector<16xf32>
  %mask = vector.create_mask %n : vector<16xi1>
  %sum = scf.for %i = %c0 to %n step %c16 iter_args(%s = %zero) -> f32 {
    %v = vector.maskedload %x[%i], %mask, %none : memref<64xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
    %b = vector.broadcast %limit : f32 to vector<16xf32>
    %f = vector.fma %v, %b, %v : vector<16xf32>
    %e = math.exp %f : vector<16xf32>
    vector.maskedstore %x[%i], %mask, %e : memref<64xf32>, vector<16xi1>, vector<16xf32>
    %lanes = vector.reduction <add>, %e fastmath<reassoc> : vector<16xf32> into f32
    %large = arith.cmpf ogt, %lanes, %limit : f32
    %next = scf.if %large -> f32 {
      %first = vector.extract %e[0] : f32 from vector<16xf32>
      scf.yield %first : f32
    } else {
      %t = arith.addf %s, %lanes : f32
      scf.yield %t : f32
    }
    scf.yield %next : f32
  }
  return %sum : f32
}

// -----

// Nothing is in this buffer.
// CHECK-LABEL: llvm.func @empty(
// CHECK-SAME: %{{.*}}: !llvm.ptr, %{{.*}}: i64)
func.func @empty(%x: memref<7x0xi64>, %i: index) {
  %flat = memref.reinterpret_cast %x to offset: [0], sizes: [0], strides: [1] : memref<7x0xi64> to memref<0xi64>
  %c1 = arith.constant 1 : i64
  memref.store %c1, %flat[%i] : memref<0xi64>
  return
}

// -----

// A view of a part of a buffer, and a constant.
// CHECK: llvm.mlir.global {{.*}}@table
// CHECK-LABEL: llvm.func @view(
// CHECK: llvm.mlir.addressof @table
// CHECK: llvm.getelementptr {{.*}} -> !llvm.ptr, i8
// CHECK: llvm.return
memref.global "private" constant @table : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @view(%arena: memref<256xi8>, %at: index) {
  %t = memref.get_global @table : memref<4xf32>
  %v = memref.view %arena[%at][] : memref<256xi8> to memref<4xf32>
  %c0 = arith.constant 0 : index
  %0 = vector.load %t[%c0] : memref<4xf32>, vector<4xf32>
  vector.store %0, %v[%c0] : memref<4xf32>, vector<4xf32>
  return
}
