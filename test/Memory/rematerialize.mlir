//===- rematerialize.mlir - Values that are made twice --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-rematerialize=budget=0 | FileCheck %s
// RUN: ms-opt %s -mindir-rematerialize=budget=1000000 | FileCheck %s --check-prefix=FITS
// RUN: ms-opt %s -mindir-rematerialize=memory-budget=1000000 | FileCheck %s --check-prefix=FITS
// FITS-NOT: _again

#id = affine_map<(d0) -> (d0)>
#none = affine_map<(d0) -> ()>

func.func private @forward(tensor<1024xf32>) -> tensor<1024xf32> attributes {mindir.kernel}
func.func private @backward(tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32> attributes {mindir.kernel}
func.func private @reduce(tensor<1024xf32>, tensor<1024xf32>) -> tensor<4xf32> attributes {mindir.kernel}
func.func private @large(tensor<1024xf32>) -> tensor<4096xf32> attributes {mindir.kernel}
func.func private @small(tensor<4096xf32>) -> tensor<1024xf32> attributes {mindir.kernel}

// Twice the mean and x times it: two results, the second of which is large.
func.func private @normalize(%x: tensor<1024xf32>) -> (tensor<f32>, tensor<1024xf32> {mindir.may_alias = [0]}) attributes {mindir.kernel} {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<f32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<f32>) -> tensor<f32>
  %sum = linalg.generic {indexing_maps = [#id, #none], iterator_types = ["reduction"]} ins(%x : tensor<1024xf32>) outs(%i : tensor<f32>) {
  ^bb0(%a: f32, %b: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<f32>
  %f = tensor.empty() : tensor<1024xf32>
  %y = linalg.generic {indexing_maps = [#id, #none, #id], iterator_types = ["parallel"]} ins(%x, %sum : tensor<1024xf32>, tensor<f32>) outs(%f : tensor<1024xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.mulf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<1024xf32>
  return %sum, %y : tensor<f32>, tensor<1024xf32>
}
func.func private @scale(%x: tensor<1024xf32>, %w: tensor<1024xf32>) -> (tensor<1024xf32> {mindir.may_alias = [0, 1]}) attributes {mindir.kernel} {
  %f = tensor.empty() : tensor<1024xf32>
  %y = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%x, %w : tensor<1024xf32>, tensor<1024xf32>) outs(%f : tensor<1024xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.mulf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<1024xf32>
  return %y : tensor<1024xf32>
}

mindir.parameter @w : tensor<1024xf32> init(#mindir.ones)

// The kernel that runs again reads what the first one found out: it has no
// reduction.
// CHECK-LABEL: func.func @with_statistics(
// CHECK: %[[X:.*]] = mindir.launch @forward(%arg0)
// CHECK: %[[N:.*]]:2 = mindir.launch @normalize(%[[X]])
// CHECK: %[[F:.*]] = mindir.launch @forward(%[[N]]#1)
// CHECK: %[[L:.*]] = mindir.launch @large(%[[F]])
// CHECK: %[[S:.*]] = mindir.launch @small(%[[L]])
// CHECK: %[[AGAIN:.*]] = mindir.launch @normalize_again(%[[X]], %[[N]]#0)
// CHECK: mindir.launch @reduce(%[[S]], %[[AGAIN]])
// CHECK: mindir.launch @backward(%[[S]], %[[X]])
func.func @with_statistics(%in: tensor<1024xf32>) -> (tensor<4xf32>, tensor<1024xf32>, tensor<f32>) {
  %x = mindir.launch @forward(%in) : (tensor<1024xf32>) -> tensor<1024xf32>
  %n:2 = mindir.launch @normalize(%x) : (tensor<1024xf32>) -> (tensor<f32>, tensor<1024xf32>)
  %f = mindir.launch @forward(%n#1) : (tensor<1024xf32>) -> tensor<1024xf32>
  %l = mindir.launch @large(%f) : (tensor<1024xf32>) -> tensor<4096xf32>
  %s = mindir.launch @small(%l) : (tensor<4096xf32>) -> tensor<1024xf32>
  %g = mindir.launch @reduce(%s, %n#1) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<4xf32>
  %d = mindir.launch @backward(%s, %x) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
  %r = mindir.launch @norm(%n#0) : (tensor<f32>) -> tensor<f32>
  return %g, %d, %r : tensor<4xf32>, tensor<1024xf32>, tensor<f32>
}
func.func private @norm(tensor<f32>) -> tensor<f32> attributes {mindir.kernel}

// Not after the parameter that it reads has its new value.
// CHECK-LABEL: func.func @updated(
// CHECK-NOT: _again
// CHECK: return
func.func @updated(%in: tensor<1024xf32>) -> tensor<4xf32> {
  %w = mindir.load @w : tensor<1024xf32>
  %x = mindir.launch @forward(%in) : (tensor<1024xf32>) -> tensor<1024xf32>
  %y = mindir.launch @scale(%x, %w) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
  %l = mindir.launch @large(%y) : (tensor<1024xf32>) -> tensor<4096xf32>
  %s = mindir.launch @small(%l) : (tensor<4096xf32>) -> tensor<1024xf32>
  %v = mindir.launch @backward(%s, %x) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
  %g = mindir.launch @reduce(%x, %y) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<4xf32>
  mindir.assign @w, %v : tensor<1024xf32>
  return %g : tensor<4xf32>
}

// CHECK: func.func private @normalize_again(%[[A:.*]]: tensor<1024xf32>, %[[B:.*]]: tensor<f32>) -> (tensor<1024xf32> {mindir.may_alias = [0]})
// CHECK-NOT: reduction
// CHECK: return
