//===- select-trainable.mlir - What is trained, by name -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Patterns are for whole names; what they leave out is frozen. A pattern for a
// whole parameter counts before one for rows of it; `freeze` before both.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-select-trainable='train-only=.*bias,conv1.weight[0:2],fc.weight[7:],fc.*' | FileCheck %s --check-prefix=ONLY
// RUN: ms-opt %s -mindir-select-trainable='freeze=conv.*' | FileCheck %s --check-prefix=FREEZE
// RUN: ms-opt %s -mindir-select-trainable='train-only=conv.*,fc.weight[:4] freeze=conv1.*' | FileCheck %s --check-prefix=BOTH
// RUN: ms-opt %s -mindir-select-trainable='train-only=fc.weight[0:10]' | FileCheck %s --check-prefix=WHOLE

// ONLY: mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.ones) {mindir.train_rows = array<i64: 0, 2>}
// ONLY: mindir.parameter @conv1.bias : tensor<6xf32> init(#mindir.ones){{$}}
// ONLY: mindir.parameter @conv2.weight : tensor<4x6x5x5xf32> init(#mindir.ones) frozen{{$}}
// ONLY: mindir.parameter @moving_mean : tensor<6xf32> init(#mindir.zeros) frozen{{$}}
// ONLY: mindir.parameter @fc.weight : tensor<10x84xf32> init(#mindir.ones){{$}}

// FREEZE: mindir.parameter @conv1.weight {{.*}} frozen
// FREEZE: mindir.parameter @conv1.bias {{.*}} frozen
// FREEZE: mindir.parameter @conv2.weight {{.*}} frozen
// FREEZE: mindir.parameter @fc.weight : tensor<10x84xf32> init(#mindir.ones){{$}}

// BOTH: mindir.parameter @conv1.weight {{.*}} frozen
// BOTH: mindir.parameter @conv1.bias {{.*}} frozen
// BOTH: mindir.parameter @conv2.weight : tensor<4x6x5x5xf32> init(#mindir.ones){{$}}
// BOTH: mindir.parameter @fc.weight {{.*}} {mindir.train_rows = array<i64: 0, 4>}

// WHOLE: mindir.parameter @fc.weight : tensor<10x84xf32> init(#mindir.ones){{$}}

mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.ones)
mindir.parameter @conv1.bias : tensor<6xf32> init(#mindir.ones)
mindir.parameter @conv2.weight : tensor<4x6x5x5xf32> init(#mindir.ones)
mindir.parameter @moving_mean : tensor<6xf32> init(#mindir.zeros) frozen
mindir.parameter @fc.weight : tensor<10x84xf32> init(#mindir.ones)
