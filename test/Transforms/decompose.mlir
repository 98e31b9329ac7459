//===- decompose.mlir - Composite ops in parts ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What is left after mindir-decompose: no composite op, and no window that reads
// outside its operand. The parts are checked by numbers: evaluated before and after.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %S/../CodeGen/execute-softmax.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s --check-prefix=SOFTMAX --implicit-check-not="= mindir.softmax" --implicit-check-not="= mindir.log_softmax" --implicit-check-not="= mindir.sparse" --implicit-check-not="= mindir.mse"
// RUN: ms-opt %S/../CodeGen/execute-pool.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s --check-prefix=POOL --implicit-check-not='pad_mode = "same"' --implicit-check-not='pad_mode = "pad"'
// RUN: ms-opt %S/../CodeGen/execute-conv.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s --check-prefix=CONV --implicit-check-not='"same"'
// RUN: ms-opt %S/../CodeGen/execute-conv-grad.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s --check-prefix=GRAD
// RUN: ms-opt %S/../CodeGen/execute-update.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s --check-prefix=UPDATE --implicit-check-not=mindir.apply --implicit-check-not=mindir.sgd
// RUN: ms-opt %S/../Dialect/MindIR/evaluate-nn.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose),test-evaluate)" -o /dev/null | FileCheck %S/../Dialect/MindIR/evaluate-nn.mlir

// SOFTMAX: mindir.reduce_max
// POOL: mindir.pad
// CONV: mindir.pad
// The pixels that a convolution of one tap reads are taken out.
// CONV-LABEL: @test_pointwise_stride(
// CONV: %[[TAKEN:.*]] = mindir.strided_slice %arg0 {{.*}}strides = [1, 1, 2, 2]{{.*}} -> tensor<?x4x4x4xf32>
// CONV: mindir.conv2d %[[TAKEN]], %arg1 {mindir.op
// GRAD-LABEL: @test_pointwise_stride(
// GRAD-DAG: %[[DX:.*]] = mindir.conv2d_backprop_input %arg0, %arg2 {input_size = [4, 4], mindir.op
// GRAD-DAG: mindir.strided_slice_grad %[[DX]] {{.*}}shape = [-1, 4, 7, 7]{{.*}}strides = [1, 1, 2, 2]
// GRAD-DAG: %[[TAKEN:.*]] = mindir.strided_slice %arg1 {{.*}}strides = [1, 1, 2, 2]
// GRAD-DAG: mindir.conv2d_backprop_filter %arg0, %[[TAKEN]] {kernel_size = [1, 1], mindir.op
// UPDATE: mindir.assign
