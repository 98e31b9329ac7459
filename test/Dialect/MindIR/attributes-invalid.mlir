//===- attributes-invalid.mlir - Attributes that are refused --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -allow-unregistered-dialect -verify-diagnostics -split-input-file -o /dev/null

// #mindir.constant_lr: negative
// expected-error @below {{[MS1004] learning_rate is -0.010000, but must be a number >= 0}}
module attributes {test.a = #mindir.constant_lr<learning_rate = -1.0e-02>} {}

// -----

// #mindir.constant_lr: infinite
// expected-error @below {{[MS1004] learning_rate is inf, but must be a number >= 0}}
module attributes {test.a = #mindir.constant_lr<learning_rate = 0x7F800000 : f32>} {}

// -----

// #mindir.list_lr: too short
// expected-error @below {{[MS1004] learning_rate has 1 entries, but a list needs 2 or more}}
module attributes {test.a = #mindir.list_lr<learning_rate = [1.0e-02]>} {}

// -----

// #mindir.list_lr: an integer
// expected-error @below {{[MS1004] learning_rate has an entry that is no floating-point number}}
module attributes {test.a = #mindir.list_lr<learning_rate = [1.0e-02, 1]>} {}

// -----

// #mindir.piecewise_constant_lr: lengths differ
// expected-error @below {{[MS1004] milestone has 1 entries and learning_rate 2, but both need the same number, at least one}}
module attributes {test.a = #mindir.piecewise_constant_lr<milestone = [100], learning_rate = [1.0e-01, 1.0e-02]>} {}

// -----

// #mindir.piecewise_constant_lr: milestones fall
// expected-error @below {{[MS1004] milestone is not a growing list of positive steps}}
module attributes {test.a = #mindir.piecewise_constant_lr<milestone = [200, 100], learning_rate = [1.0e-01, 1.0e-02]>} {}

// -----

// #mindir.piecewise_constant_lr: empty
// expected-error @below {{[MS1004] milestone has 0 entries and learning_rate 0, but both need the same number, at least one}}
module attributes {test.a = #mindir.piecewise_constant_lr<milestone = [], learning_rate = []>} {}

// -----

// #mindir.exponential_decay_lr
// expected-error @below {{[MS1004] decay_steps is 0, but must be positive}}
module attributes {test.a = #mindir.exponential_decay_lr<learning_rate = 1.0e-01, decay_rate = 9.0e-01, decay_steps = 0>} {}

// -----

// #mindir.exponential_decay_lr: the decay
// expected-error @below {{[MS1004] decay_rate is -1.000000, but must be a number >= 0}}
module attributes {test.a = #mindir.exponential_decay_lr<learning_rate = 1.0e-01, decay_rate = -1.0, decay_steps = 4>} {}

// -----

// #mindir.cosine_decay_lr: upside down
// expected-error @below {{[MS1004] min_lr is larger than max_lr}}
module attributes {test.a = #mindir.cosine_decay_lr<min_lr = 1.0e-01, max_lr = 1.0e-02, decay_steps = 4>} {}

// -----

// #mindir.cosine_decay_lr: no steps
// expected-error @below {{[MS1004] decay_steps is -4, but must be positive}}
module attributes {test.a = #mindir.cosine_decay_lr<min_lr = 1.0e-02, max_lr = 1.0e-01, decay_steps = -4>} {}

// -----

// #mindir.polynomial_decay_lr
// expected-error @below {{[MS1004] power is -0.500000, but must be a number >= 0}}
module attributes {test.a = #mindir.polynomial_decay_lr<learning_rate = 1.0e-01, end_learning_rate = 1.0e-02, decay_steps = 4, power = -5.0e-01>} {}

// -----

// #mindir.warm_up_lr: no schedule
// expected-error @below {{[MS1004] learning_rate is no schedule that can follow a warm-up}}
module attributes {test.a = #mindir.warm_up_lr<warmup_steps = 10, learning_rate = 1.0e-01>} {}

// -----

// #mindir.warm_up_lr: no steps
// expected-error @below {{[MS1004] warmup_steps is 0, but must be positive}}
module attributes {test.a = #mindir.warm_up_lr<warmup_steps = 0, learning_rate = #mindir.constant_lr<learning_rate = 1.0e-01>>} {}

// -----

// #mindir.param_group: a name that is no string
// expected-error @below {{[MS1004] params has an entry that is no string}}
module attributes {test.a = #mindir.param_group<params = [1]>} {}

// -----

// #mindir.param_group: no schedule
// expected-error @below {{[MS1004] learning_rate is no #mindir.*_lr}}
module attributes {test.a = #mindir.param_group<params = [], learning_rate = 1.0e-01>} {}

// -----

// #mindir.param_group: the decay
// expected-error @below {{[MS1004] weight_decay is -0.000100, but must be a number >= 0}}
module attributes {test.a = #mindir.param_group<params = [], weight_decay = -1.0e-04>} {}

// -----

// #mindir.optimizer: no schedule
// expected-error @below {{[MS1004] learning_rate is no #mindir.*_lr}}
module attributes {test.a = #mindir.optimizer<kind = "adam", learning_rate = 1.0e-01>} {}

// -----

// #mindir.optimizer: the decay
// expected-error @below {{[MS1004] weight_decay is -1.000000, but must be a number >= 0}}
module attributes {test.a = #mindir.optimizer<kind = "adam", learning_rate = #mindir.constant_lr<learning_rate = 1.0e-01>, weight_decay = -1.0>} {}

// -----

// #mindir.optimizer: a group that is none
// expected-error @below {{[MS1004] groups has an entry that is no #mindir.param_group}}
module attributes {test.a = #mindir.optimizer<kind = "adam", learning_rate = #mindir.constant_lr<learning_rate = 1.0e-01>, groups = [1]>} {}

// -----

// mindir.optimizer on a module
// expected-error @below {{[MS1004] builtin.module: 'mindir.optimizer' must be an #mindir.optimizer on a module}}
module attributes {mindir.optimizer = 1 : i64} {}

// -----

// mindir.optimizer on a function
// expected-error @below {{[MS1004] func.func: 'mindir.optimizer' must be an #mindir.optimizer on a module}}
func.func private @f() attributes {mindir.optimizer = #mindir.optimizer<kind = "adam", learning_rate = #mindir.constant_lr<learning_rate = 1.0e-01>>}

// -----

// an unknown attribute
// expected-error @below {{unknown attribute `glorot` in dialect `mindir`}}
module attributes {test.a = #mindir.glorot<seed = 1>} {}

// -----

// a missing parameter
// expected-error @below {{struct is missing required parameter: seed}}
module attributes {test.a = #mindir.normal<sigma = 1.0>} {}
