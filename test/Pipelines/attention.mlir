// Attention is found in what networks are composed of, and nothing else is.
// RUN: ms-opt %s -test-attention -o /dev/null | FileCheck %s
// RUN: ms-translate zoo:bert_tiny:seq=16,layers=2,dropout=0.1,attention_dropout=0.1 | ms-opt -test-attention -o /dev/null | FileCheck %s --check-prefix=BERT
// RUN: ms-translate %S/../Inputs/bert_tiny.mindir | ms-opt -test-attention -o /dev/null | FileCheck %s --check-prefix=FILE

// CHECK: plain: query tensor<?x2x5x4xf32>, key tensor<?x2x7x4xf32>, value tensor<?x2x7x3xf32>, scale 1{{$}}
// CHECK-NEXT: plain: 1 in all
func.func @plain(%q: tensor<?x2x5x4xf32>, %k: tensor<?x2x7x4xf32>, %v: tensor<?x2x7x3xf32>) -> tensor<?x2x5x3xf32> {
  %0 = mindir.batch_mat_mul %q, %k {transpose_b = true} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>) -> tensor<?x2x5x7xf32>
  %1 = mindir.softmax %0 : tensor<?x2x5x7xf32> -> tensor<?x2x5x7xf32>
  %2 = mindir.batch_mat_mul %1, %v : (tensor<?x2x5x7xf32>, tensor<?x2x7x3xf32>) -> tensor<?x2x5x3xf32>
  return %2 : tensor<?x2x5x3xf32>
}

// Scales in any place before the masks, masks on either side.
// CHECK: masked: {{.*}}, scale 0.25, mask tensor<6x6xf32>, mask tensor<?x2x6x6xf32>{{$}}
func.func @masked(%x: tensor<?x2x6x4xf32>, %m: tensor<6x6xf32>, %n: tensor<?x2x6x6xf32>) -> tensor<?x2x6x4xf32> {
  %half = mindir.constant dense<0.5> : tensor<f32>
  %two = mindir.constant dense<2.0> : tensor<1x1xf32>
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x2x6x4xf32>, tensor<?x2x6x4xf32>) -> tensor<?x2x6x6xf32>
  %1 = mindir.mul %half, %0 : (tensor<f32>, tensor<?x2x6x6xf32>) -> tensor<?x2x6x6xf32>
  %2 = mindir.div %1, %two : (tensor<?x2x6x6xf32>, tensor<1x1xf32>) -> tensor<?x2x6x6xf32>
  %3 = mindir.add %n, %2 : (tensor<?x2x6x6xf32>, tensor<?x2x6x6xf32>) -> tensor<?x2x6x6xf32>
  %4 = mindir.add %3, %m : (tensor<?x2x6x6xf32>, tensor<6x6xf32>) -> tensor<?x2x6x6xf32>
  %5 = mindir.softmax %4 : tensor<?x2x6x6xf32> -> tensor<?x2x6x6xf32>
  %6 = mindir.batch_mat_mul %5, %x : (tensor<?x2x6x6xf32>, tensor<?x2x6x4xf32>) -> tensor<?x2x6x4xf32>
  return %6 : tensor<?x2x6x4xf32>
}

// A softmax over queries, weights turned round, something between that is no
// scale: no attention.
// CHECK: others: 0 in all
func.func @others(%x: tensor<?x2x6x4xf32>) -> (tensor<?x2x6x4xf32>, tensor<?x2x6x4xf32>, tensor<?x2x6x4xf32>) {
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x2x6x4xf32>, tensor<?x2x6x4xf32>) -> tensor<?x2x6x6xf32>
  %1 = mindir.softmax %0 {axis = -2 : i64} : tensor<?x2x6x6xf32> -> tensor<?x2x6x6xf32>
  %2 = mindir.batch_mat_mul %1, %x : (tensor<?x2x6x6xf32>, tensor<?x2x6x4xf32>) -> tensor<?x2x6x4xf32>
  %3 = mindir.softmax %0 : tensor<?x2x6x6xf32> -> tensor<?x2x6x6xf32>
  %4 = mindir.batch_mat_mul %3, %x {transpose_a = true} : (tensor<?x2x6x6xf32>, tensor<?x2x6x4xf32>) -> tensor<?x2x6x4xf32>
  %5 = mindir.tanh %0 : tensor<?x2x6x6xf32>
  %6 = mindir.softmax %5 : tensor<?x2x6x6xf32> -> tensor<?x2x6x6xf32>
  %7 = mindir.batch_mat_mul %6, %x : (tensor<?x2x6x6xf32>, tensor<?x2x6x4xf32>) -> tensor<?x2x6x4xf32>
  return %2, %4, %7 : tensor<?x2x6x4xf32>, tensor<?x2x6x4xf32>, tensor<?x2x6x4xf32>
}

// BERT-COUNT-2: forward: {{.*}}, mask tensor<{{.*}}>, dropout
// BERT: forward: 2 in all

// FILE-COUNT-2: forward: query tensor<2x2x16x16xf32>, key tensor<2x2x16x16xf32>, value tensor<2x2x16x16xf32>, scale 0.25, mask tensor<2x1x1x16xf32>{{$}}
// FILE: forward: 2 in all
