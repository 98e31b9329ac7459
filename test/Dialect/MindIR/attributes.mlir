//===- attributes.mlir - Attributes, through text and bytecode ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -allow-unregistered-dialect | ms-opt -allow-unregistered-dialect | FileCheck %s
// RUN: ms-opt %s -allow-unregistered-dialect --emit-bytecode | ms-opt -allow-unregistered-dialect | FileCheck %s

// Numbers keep their type and every digit.
// CHECK-LABEL: module @initializers
module @initializers attributes {
  // CHECK-SAME: test.a = #mindir.zeros
  test.a = #mindir.zeros,
  // CHECK-SAME: test.b = #mindir.ones
  test.b = #mindir.ones,
  // CHECK-SAME: test.c = #mindir.fill<value = 1.000000e-01 : f64>
  test.c = #mindir.fill<value = 0.1 : f64>,
  // CHECK-SAME: test.d = #mindir.uniform<seed = 3>
  test.d = #mindir.uniform<seed = 3>,
  // CHECK-SAME: test.e = #mindir.uniform<seed = 18446744073709551615, scale = 5.000000e-01 : f32>
  test.e = #mindir.uniform<seed = 18446744073709551615, scale = 0.5 : f32>,
  // CHECK-SAME: test.f = #mindir.normal<seed = 0, sigma = 2.000000e-02 : f64, mean = -1.000000e+00 : f64>
  test.f = #mindir.normal<seed = 0, sigma = 0.02, mean = -1.0>,
  // CHECK-SAME: test.g = #mindir.truncated_normal<seed = 1, mean = 1.000000e+00 : f64>
  test.g = #mindir.truncated_normal<seed = 1, mean = 1.0>,
  // CHECK-SAME: test.h = #mindir.he_uniform<seed = 1, negative_slope = 2.2360679774997898 : f64>
  test.h = #mindir.he_uniform<seed = 1, negative_slope = 2.2360679774997898>,
  // CHECK-SAME: test.i = #mindir.he_normal<seed = 1>
  test.i = #mindir.he_normal<seed = 1>,
  // CHECK-SAME: test.j = #mindir.xavier_uniform<seed = 1, gain = 2.000000e+00 : f64>
  test.j = #mindir.xavier_uniform<seed = 1, gain = 2.0>,
  // CHECK-SAME: test.k = #mindir.xavier_normal<seed = 1>
  test.k = #mindir.xavier_normal<seed = 1>
} {}

// CHECK-LABEL: module @schedules
module @schedules attributes {
  // CHECK-SAME: test.a = #mindir.constant_lr<learning_rate = 1.000000e-02 : f64>
  test.a = #mindir.constant_lr<learning_rate = 1.0e-02>,
  // CHECK-SAME: test.b = #mindir.list_lr<learning_rate = [1.000000e-02, 1.000000e-03]>
  test.b = #mindir.list_lr<learning_rate = [1.0e-02, 1.0e-03]>,
  // CHECK-SAME: test.c = #mindir.piecewise_constant_lr<milestone = [100, 200], learning_rate = [1.000000e-01, 1.000000e-02]>
  test.c = #mindir.piecewise_constant_lr<milestone = [100, 200], learning_rate = [1.0e-01, 1.0e-02]>,
  // CHECK-SAME: test.d = #mindir.exponential_decay_lr<learning_rate = 1.000000e-01 : f64, decay_rate = 9.000000e-01 : f64, decay_steps = 4, is_stair = true>
  test.d = #mindir.exponential_decay_lr<learning_rate = 1.0e-01, decay_rate = 9.0e-01, decay_steps = 4, is_stair = true>,
  // CHECK-SAME: test.e = #mindir.cosine_decay_lr<min_lr = 1.000000e-02 : f64, max_lr = 1.000000e-01 : f64, decay_steps = 4>
  test.e = #mindir.cosine_decay_lr<min_lr = 1.0e-02, max_lr = 1.0e-01, decay_steps = 4>,
  // CHECK-SAME: test.f = #mindir.polynomial_decay_lr<learning_rate = 1.000000e-01 : f64, end_learning_rate = 1.000000e-02 : f64, decay_steps = 4, power = 5.000000e-01 : f64>
  test.f = #mindir.polynomial_decay_lr<learning_rate = 1.0e-01, end_learning_rate = 1.0e-02, decay_steps = 4, power = 5.0e-01>,
  // CHECK-SAME: test.g = #mindir.warm_up_lr<warmup_steps = 10, learning_rate = #mindir.cosine_decay_lr<
  test.g = #mindir.warm_up_lr<warmup_steps = 10, learning_rate = #mindir.cosine_decay_lr<min_lr = 1.0e-02, max_lr = 1.0e-01, decay_steps = 4>>
} {}

// CHECK-LABEL: module @optimizer
// CHECK-SAME: mindir.optimizer = #mindir.optimizer<kind = "momentum", learning_rate = #mindir.constant_lr<learning_rate = 1.000000e-01 : f64>, weight_decay = 1.000000e-04 : f64, options = {momentum = 9.000000e-01 : f64}, groups = [#mindir.param_group<params = ["fc.weight", "a\22b"], weight_decay = 0.000000e+00 : f64>, #mindir.param_group<params = []>]>
module @optimizer attributes {
  mindir.optimizer = #mindir.optimizer<kind = "momentum",
    learning_rate = #mindir.constant_lr<learning_rate = 1.0e-01>,
    weight_decay = 1.0e-04, options = {momentum = 9.0e-01},
    groups = [#mindir.param_group<params = ["fc.weight", "a\22b"], weight_decay = 0.0>,
              #mindir.param_group<params = []>]>
} {}
