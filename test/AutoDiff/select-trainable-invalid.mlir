//===- select-trainable-invalid.mlir - Patterns that choose nothing -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -mindir-select-trainable='train-only=conv1' 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: [MS2201] pattern 'conv1' matches no trainable parameter
// RUN: not ms-opt %s -mindir-select-trainable='freeze=conv1.wieght' 2>&1 | FileCheck %s --check-prefix=NEAR
// NEAR: error: [MS2201] pattern 'conv1.wieght' matches no trainable parameter (did you mean 'conv1.weight'?)
// RUN: not ms-opt %s -mindir-select-trainable='train-only=moving_mean' 2>&1 | FileCheck %s --check-prefix=FROZEN
// FROZEN: error: [MS2201] pattern 'moving_mean' matches no trainable parameter
// RUN: not ms-opt %s -mindir-select-trainable='train-only=(conv' 2>&1 | FileCheck %s --check-prefix=REGEX
// REGEX: error: [MS2201] pattern '(conv': parentheses not balanced
// RUN: not ms-opt %s -mindir-select-trainable='train-only=conv1.weight[2:9]' 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: error: [MS2201] pattern 'conv1.weight[2:9]' names rows 2 to 9, but the parameter has 6
// RUN: not ms-opt %s -mindir-select-trainable='train-only=conv1.weight[2:2]' 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: [MS2201] pattern 'conv1.weight[2:2]' names rows 2 to 2, but the parameter has 6
// RUN: not ms-opt %s -mindir-select-trainable='train-only=scale[0:1]' 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: error: [MS2201] pattern 'scale[0:1]' needs a parameter with rows, found a scalar
// RUN: not ms-opt %s -mindir-select-trainable='train-only=conv1.weight[0:2],conv.*[1:3]' 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: error: [MS2201] patterns 'conv1.weight[0:2]' and 'conv.*[1:3]' name different rows of 'conv1.weight'
// RUN: not ms-opt %s -mindir-select-trainable='freeze=conv1.weight[0:2]' 2>&1 | FileCheck %s --check-prefix=ROWS
// ROWS: error: [MS2201] pattern 'conv1.weight[0:2]': rows can be trained, not frozen

mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.ones)
mindir.parameter @moving_mean : tensor<6xf32> init(#mindir.zeros) frozen
mindir.parameter @scale : tensor<f32> init(#mindir.ones)
