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
// RUN: ms-opt %S/../CodeGen/execute-update.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s --check-prefix=UPDATE --implicit-check-not=mindir.apply --implicit-check-not=mindir.sgd
// RUN: ms-opt %S/../Dialect/MindIR/evaluate-nn.mlir -pass-pipeline="builtin.module(func.func(mindir-decompose),test-evaluate)" -o /dev/null | FileCheck %S/../Dialect/MindIR/evaluate-nn.mlir

// SOFTMAX: mindir.reduce_max
// POOL: mindir.pad
// CONV: mindir.pad
// UPDATE: mindir.assign
