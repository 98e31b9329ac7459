// Functions of fewer networks, bits, gradients, recurrent layers: ops with a
// primitive of their own, and ops that are decomposed.
// MindSpore's numbers are compared by test/EndToEnd/mindspore_export.py.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz

func.func @forward(%x: tensor<?x3xf32>,
                   %y: tensor<?x3xf32>,
                   %i: tensor<?x3xi32>,
                   %j: tensor<?x3xi32>,
                   %img: tensor<2x4x6x6xf32>,
                   %row: tensor<4x6xf32>,
                   %drow: tensor<4x6xf32>,
                   %g: tensor<6xf32>,
                   %stat: tensor<4x1xf32>,
                   %k: tensor<4x2xi32>,
                   %dk: tensor<4x2xf32>,
                   %s: tensor<5x2x3xf32>,
                   %h: tensor<1x2x4xf32>,
                   %w: tensor<128xf32>,
                   %dy: tensor<5x2x4xf32>,
                   %small: tensor<2x4x3x3xf32>,
                   %ch: tensor<4xf32>,
                   %half: tensor<?x3xf16>,
                   %dhalf: tensor<?x3xf16>,
                   %b8: tensor<?x3xui8>,
                   %i64: tensor<?x3xi64>)
    -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xi32>, tensor<?x3xui8>, tensor<?x3xi64>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<2x4x6x6xf32>, tensor<4xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xui8>, tensor<?x3xui8>, tensor<?x3xui8>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x4xf32>, tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) {
  %back = mindir.slice %row {begin = [0, 1], size = [4, 3]} : tensor<4x6xf32> -> tensor<4x3xf32>
  %ln:3 = mindir.layer_norm %row, %g, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-3 : f64} : (tensor<4x6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<4x6xf32>, tensor<4x1xf32>, tensor<4x1xf32>)
  %pooled = mindir.max_pool %img {kernel_size = [3, 3], strides = [1, 1], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<2x4x6x6xf32> -> tensor<2x4x6x6xf32>
  %five = mindir.constant dense<5> : tensor<i32>
  %place = mindir.bitwise_and %k, %five : (tensor<4x2xi32>, tensor<i32>) -> tensor<4x2xi32>
  %0 = mindir.softsign %x : tensor<?x3xf32>
  %1 = mindir.fast_gelu %x : tensor<?x3xf32>
  %2 = mindir.asinh %x : tensor<?x3xf32>
  %3 = mindir.acosh %x : tensor<?x3xf32>
  %4 = mindir.atanh %x : tensor<?x3xf32>
  %5 = mindir.erfinv %x : tensor<?x3xf32>
  %6 = mindir.sinc %x : tensor<?x3xf32>
  %7 = mindir.lgamma %x : tensor<?x3xf32>
  %8 = mindir.digamma %x : tensor<?x3xf32>
  %9 = mindir.trigamma %x : tensor<?x3xf32>
  %10 = mindir.softsign %half : tensor<?x3xf16>
  %11 = mindir.erfinv %half : tensor<?x3xf16>
  %12 = mindir.silu %half : tensor<?x3xf16>
  %13 = mindir.invert %i : tensor<?x3xi32>
  %14 = mindir.invert %b8 : tensor<?x3xui8>
  %15 = mindir.invert %i64 : tensor<?x3xi64>
  %16 = mindir.celu %x {alpha = 1.0 : f64} : tensor<?x3xf32>
  %17 = mindir.celu %x {alpha = 0.5 : f64} : tensor<?x3xf32>
  %18 = mindir.celu %x {alpha = 0.0 : f64} : tensor<?x3xf32>
  %19 = mindir.gelu_grad %y, %x : tensor<?x3xf32>
  %20 = mindir.gelu_erf_grad %y, %x : tensor<?x3xf32>
  %21 = mindir.silu_grad %y, %x : tensor<?x3xf32>
  %22 = mindir.hsigmoid_grad %y, %x : tensor<?x3xf32>
  %23 = mindir.hswish_grad %y, %x : tensor<?x3xf32>
  %24 = mindir.relu6_grad %y, %x : tensor<?x3xf32>
  %25 = mindir.fast_gelu_grad %y, %x : tensor<?x3xf32>
  %26 = mindir.softplus_grad %y, %x : tensor<?x3xf32>
  %27 = mindir.gelu_grad %dhalf, %half : tensor<?x3xf16>
  %28 = mindir.silu_grad %dhalf, %half : tensor<?x3xf16>
  %29 = mindir.relu6_grad %dhalf, %half : tensor<?x3xf16>
  %30 = mindir.elu_grad %y, %x {alpha = 1.0 : f64} : tensor<?x3xf32>
  %31 = mindir.elu_grad %y, %x {alpha = 0.5 : f64} : tensor<?x3xf32>
  %32:2 = mindir.prelu_grad %img, %img, %ch : (tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<4xf32>) -> (tensor<2x4x6x6xf32>, tensor<4xf32>)
  %33 = mindir.hypot %x, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %34 = mindir.xlogy %x, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %35 = mindir.bitwise_and %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %36 = mindir.bitwise_or %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %37 = mindir.bitwise_xor %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %38 = mindir.bitwise_and %b8, %b8 : (tensor<?x3xui8>, tensor<?x3xui8>) -> tensor<?x3xui8>
  %39 = mindir.bitwise_or %b8, %b8 : (tensor<?x3xui8>, tensor<?x3xui8>) -> tensor<?x3xui8>
  %40 = mindir.bitwise_xor %b8, %b8 : (tensor<?x3xui8>, tensor<?x3xui8>) -> tensor<?x3xui8>
  %41 = mindir.l2_normalize %row {axis = 1 : i64} : tensor<4x6xf32> -> tensor<4x6xf32>
  %42 = mindir.l2_normalize_grad %row, %row, %drow {axis = 1 : i64} : (tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
  %43 = mindir.lrn %img {depth_radius = 2 : i64} : tensor<2x4x6x6xf32> -> tensor<2x4x6x6xf32>
  %44 = mindir.lrn_grad %img, %img, %img {depth_radius = 2 : i64} : (tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>) -> tensor<2x4x6x6xf32>
  %45 = mindir.lp_norm %row {axis = [1], p = 3.0 : f64} : tensor<4x6xf32> -> tensor<4xf32>
  %46:3 = mindir.layer_norm_grad %row, %drow, %ln#2, %ln#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-3 : f64} : (tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x1xf32>, tensor<4x1xf32>, tensor<6xf32>) -> (tensor<4x6xf32>, tensor<6xf32>, tensor<6xf32>)
  %47 = mindir.avg_pool_grad %small {input_size = [6, 6], kernel_size = [2, 2], strides = [2, 2]} : tensor<2x4x3x3xf32> -> tensor<2x4x6x6xf32>
  %48 = mindir.avg_pool_grad %img {input_size = [6, 6], kernel_size = [3, 3], strides = [1, 1], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<2x4x6x6xf32> -> tensor<2x4x6x6xf32>
  %49 = mindir.avg_pool_grad %small {input_size = [6, 6], kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<2x4x3x3xf32> -> tensor<2x4x6x6xf32>
  %50 = mindir.max_pool_grad %img, %pooled, %img {kernel_size = [3, 3], strides = [1, 1], pad = [1, 1, 1, 1], pad_mode = "pad"} : (tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>) -> tensor<2x4x6x6xf32>
  %51 = mindir.gather_d_grad %dk, %place {dim = 1 : i64, extent = 6 : i64} : (tensor<4x2xf32>, tensor<4x2xi32>) -> tensor<4x6xf32>
  %52 = mindir.strided_slice_grad %dk {shape = [4, 6], begin = [0, 1], end = [4, 5], strides = [1, 2]} : tensor<4x2xf32> -> tensor<4x6xf32>
  %53 = mindir.strided_slice_grad %stat {shape = [4, 6], begin = [0, 0, 1], end = [0, 0, 0], strides = [1, 1, 1], begin_mask = 1 : i64, end_mask = 1 : i64, new_axis_mask = 2 : i64, shrink_axis_mask = 4 : i64} : tensor<4x1xf32> -> tensor<4x6xf32>
  %54 = mindir.strided_slice_grad %back {shape = [4, 6], begin = [3, 5], end = [0, 0], strides = [-1, -2], begin_mask = 1 : i64, end_mask = 3 : i64} : tensor<4x3xf32> -> tensor<4x6xf32>
  %55 = mindir.mirror_pad_grad %row {low = [0, 1], high = [0, 1]} : tensor<4x6xf32> -> tensor<4x4xf32>
  %56:4 = mindir.lstm_grad %s, %h, %h, %w, %dy, %h, %h : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32#0, %32#1, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46#0, %46#1, %46#2, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56#0, %56#1, %56#2, %56#3
    : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xi32>, tensor<?x3xui8>, tensor<?x3xi64>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<2x4x6x6xf32>, tensor<4xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xui8>, tensor<?x3xui8>, tensor<?x3xui8>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<2x4x6x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x4xf32>, tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>
}
