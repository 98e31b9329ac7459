//===- append-loss-invalid.mlir - Losses that do not fit -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every reason for which no loss can be appended.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-append-loss -verify-diagnostics -o /dev/null
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=hinge -o /dev/null 2>&1 | FileCheck %s

// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=huber:beta=1 -o /dev/null 2>&1 | FileCheck %s --check-prefix=SETTING
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=huber:delta=0 -o /dev/null 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=huber:delta=x -o /dev/null 2>&1 | FileCheck %s --check-prefix=TEXT
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=nll:axis=2 -o /dev/null 2>&1 | FileCheck %s --check-prefix=AXIS
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=nll:axis=-2 -o /dev/null 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=nll:weighted=1 -o /dev/null 2>&1 | FileCheck %s --check-prefix=WEIGHTED
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=masked_lm:reduction=sum -o /dev/null 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=bert_pretraining -o /dev/null 2>&1 | FileCheck %s --check-prefix=SECOND
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-append-loss=loss=l1:reduction=none -o /dev/null 2>&1 | FileCheck %s --check-prefix=REDUCTION

// SETTING: error: [MS2103] loss 'huber:beta=1' has no setting 'beta'; it has reduction, delta
// NUMBER: error: [MS2103] loss 'huber:delta=0' has 0 as delta, which must be positive
// TEXT: error: [MS2103] loss 'huber:delta=x' has 'x' as delta, which is no number
// AXIS: error: [MS2103] loss 'nll:axis=2' has 2 as axis, which is no dimension of classes of shape [?, 10]
// ROWS: error: [MS2103] loss 'nll:axis=-2' has -2 as axis, which is no dimension of classes of shape [?, 10]
// WEIGHTED: error: [MS2103] loss 'nll:weighted=1' has '1' as weighted, but it must be true or false
// NONE: error: [MS2103] loss 'masked_lm:reduction=sum' has no settings
// SECOND: error: [MS2103] loss 'bert_pretraining' reads 2 outputs of the network, but it has 1
// REDUCTION: error: [MS2103] loss 'l1:reduction=none' has the reduction 'none', but it must be mean or sum
// CHECK: error: [MS2103] loss 'hinge' is not known; known are sparse_softmax_cross_entropy, softmax_cross_entropy, cross_entropy, nll, mse, l1, smooth_l1, huber, binary_cross_entropy, bce_with_logits, kl_div, masked_lm, bert_pretraining

// expected-error @below {{[MS2103] the module has no function 'forward' of one block to append a loss to}}
module {
}

// -----

// expected-error @below {{[MS2103] the module already has a symbol 'train_step'}}
module {
  func.func @forward(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
    return %x : tensor<2x3xf32>
  }
  func.func private @train_step()
}

// -----

// expected-error @below {{[MS2103] function 'forward' has no result}}
func.func @forward() {
  return
}

// -----

// expected-error @below {{[MS2103] loss 'sparse_softmax_cross_entropy' needs a float tensor as the network's first output}}
func.func @forward(%x: tensor<2x3xi32>) -> tensor<2x3xi32> {
  return %x : tensor<2x3xi32>
}

// -----

// expected-error @below {{[MS2103] loss 'sparse_softmax_cross_entropy' needs rows and classes in the network's first output, but it has shape [2]}}
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}
