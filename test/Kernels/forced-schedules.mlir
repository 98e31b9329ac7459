//===- forced-schedules.mlir - Schedules that attributes state ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A contraction takes the choice that it states, if the planner has such a
// candidate; else it is an error, and nothing is made of it.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -verify-diagnostics -mindir-lower-contractions="vector-bits=256 registers=16" | FileCheck %s
// RUN: not ms-opt %s -split-input-file -mlir-disable-threading -mindir-lower-contractions="vector-bits=256 registers=16" --remarks-filter="mindir.*" --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d2, d1)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

// Two rows of one vector: two accumulators, in four sets that hide their latency.
// CHECK-LABEL: func.func private @stated(
// CHECK: scf.for {{.*}} iter_args({{([^,]*, ){7}[^,]*}}) -> (vector<8xf32>{{((, vector<8xf32>){7})}})
// REMARK: [Passed] contraction {{.*}}Function=stated {{.*}}Schedule=tuned.txt:5, Tile="2 rows x 1 vectors"
func.func private @stated(%x: memref<32x64xf32>, %y: memref<64x48xf32>, %z: memref<32x48xf32>, %rows: index) attributes {mindir.kernel} {
  %cst = arith.constant 0.0 : f32
  %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
  %1 = bufferization.to_tensor %y restrict : memref<64x48xf32> to tensor<64x48xf32>
  %2 = tensor.empty() : tensor<32x48xf32>
  %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<32x48xf32>) -> tensor<32x48xf32>
  %4 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%0, %1 : tensor<32x64xf32>, tensor<64x48xf32>) outs(%3 : tensor<32x48xf32>)
      attrs = {mindir.schedule = "lanes=d1 operand=1 vectors=1 rows=d0:2", mindir.schedule_source = "tuned.txt:5"} {
  ^bb0(%p: f32, %q: f32, %s: f32):
    %m = arith.mulf %p, %q : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<32x48xf32>
  bufferization.materialize_in_destination %4 in restrict writable %z : (tensor<32x48xf32>, memref<32x48xf32>) -> ()
  return
}

// -----

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d2, d1)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

func.func private @registers(%x: memref<32x64xf32>, %y: memref<64x48xf32>, %z: memref<32x48xf32>, %rows: index) attributes {mindir.kernel} {
  %cst = arith.constant 0.0 : f32
  %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
  %1 = bufferization.to_tensor %y restrict : memref<64x48xf32> to tensor<64x48xf32>
  %2 = tensor.empty() : tensor<32x48xf32>
  %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<32x48xf32>) -> tensor<32x48xf32>
  // expected-error @below {{[MS2302] the schedule 'lanes=d1 operand=1 vectors=2 rows=d0:7' does not fit a contraction of kernel 'registers': a tile of 7 rows x 2 vectors needs 17 registers, the target has 16}}
  %4 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%0, %1 : tensor<32x64xf32>, tensor<64x48xf32>) outs(%3 : tensor<32x48xf32>)
      attrs = {mindir.schedule = "lanes=d1 operand=1 vectors=2 rows=d0:7"} {
  ^bb0(%p: f32, %q: f32, %s: f32):
    %m = arith.mulf %p, %q : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<32x48xf32>
  bufferization.materialize_in_destination %4 in restrict writable %z : (tensor<32x48xf32>, memref<32x48xf32>) -> ()
  return
}

// -----

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d2, d1)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

func.func private @loop(%x: memref<32x64xf32>, %y: memref<64x48xf32>, %z: memref<32x48xf32>, %rows: index) attributes {mindir.kernel} {
  %cst = arith.constant 0.0 : f32
  %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
  %1 = bufferization.to_tensor %y restrict : memref<64x48xf32> to tensor<64x48xf32>
  %2 = tensor.empty() : tensor<32x48xf32>
  %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<32x48xf32>) -> tensor<32x48xf32>
  // expected-error @below {{[MS2302] the schedule 'lanes=d7 operand=1' does not fit a contraction of kernel 'loop': it has no loop d7}}
  %4 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%0, %1 : tensor<32x64xf32>, tensor<64x48xf32>) outs(%3 : tensor<32x48xf32>)
      attrs = {mindir.schedule = "lanes=d7 operand=1"} {
  ^bb0(%p: f32, %q: f32, %s: f32):
    %m = arith.mulf %p, %q : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<32x48xf32>
  bufferization.materialize_in_destination %4 in restrict writable %z : (tensor<32x48xf32>, memref<32x48xf32>) -> ()
  return
}

// -----

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d2, d1)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

func.func private @order(%x: memref<32x64xf32>, %y: memref<64x48xf32>, %z: memref<32x48xf32>, %rows: index) attributes {mindir.kernel} {
  %cst = arith.constant 0.0 : f32
  %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
  %1 = bufferization.to_tensor %y restrict : memref<64x48xf32> to tensor<64x48xf32>
  %2 = tensor.empty() : tensor<32x48xf32>
  %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<32x48xf32>) -> tensor<32x48xf32>
  // expected-error @below {{[MS2302] the schedule 'lanes=d1 operand=1 vectors=1 rows=d0:2 order=rows' does not fit a contraction of kernel 'order': these lanes, this tile and this order do not go together here}}
  %4 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%0, %1 : tensor<32x64xf32>, tensor<64x48xf32>) outs(%3 : tensor<32x48xf32>)
      attrs = {mindir.schedule = "lanes=d1 operand=1 vectors=1 rows=d0:2 order=rows"} {
  ^bb0(%p: f32, %q: f32, %s: f32):
    %m = arith.mulf %p, %q : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<32x48xf32>
  bufferization.materialize_in_destination %4 in restrict writable %z : (tensor<32x48xf32>, memref<32x48xf32>) -> ()
  return
}

// -----

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d2, d1)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

func.func private @words(%x: memref<32x64xf32>, %y: memref<64x48xf32>, %z: memref<32x48xf32>, %rows: index) attributes {mindir.kernel} {
  %cst = arith.constant 0.0 : f32
  %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
  %1 = bufferization.to_tensor %y restrict : memref<64x48xf32> to tensor<64x48xf32>
  %2 = tensor.empty() : tensor<32x48xf32>
  %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<32x48xf32>) -> tensor<32x48xf32>
  // expected-error @below {{[MS2302] the schedule 'lanes=d1 operand=1 size=4' does not fit a contraction of kernel 'words': found 'size=4', expected lanes, operand, vectors, rows, columns, packed, order, pieces or slab}}
  %4 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%0, %1 : tensor<32x64xf32>, tensor<64x48xf32>) outs(%3 : tensor<32x48xf32>)
      attrs = {mindir.schedule = "lanes=d1 operand=1 size=4"} {
  ^bb0(%p: f32, %q: f32, %s: f32):
    %m = arith.mulf %p, %q : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<32x48xf32>
  bufferization.materialize_in_destination %4 in restrict writable %z : (tensor<32x48xf32>, memref<32x48xf32>) -> ()
  return
}
