// Ops that have no MindSpore primitive on CPU, written as ONNX.
// The numbers are compared by test/EndToEnd/onnx_export.py.

// RUN: ms-translate %s -o %t.onnx
// RUN: %python %S/../Inputs/read_onnx.py %t.onnx | FileCheck %s
// RUN: ms-translate %s -o %t.11.onnx --opset 11
// RUN: %python %S/../Inputs/read_onnx.py %t.11.onnx | FileCheck %s --check-prefix=OLD

// CHECK: = Celu(
// OLD-NOT: = Celu(
// CHECK: = LRN({{.*}}) {size=5 alpha=0.0005 beta=0.75 bias=2}
// CHECK: = GRU({{.*}}) {hidden_size=4 linear_before_reset=1}

func.func @forward(%x: tensor<?x3xf32>, %y: tensor<?x3xf32>, %m: tensor<?x6x3x4xf32>, %t: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<108xf32>, %r: tensor<?x5x3xf32>, %k: tensor<?x4xf32>, %v: tensor<84xf32>)
    -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x1xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<f32>, tensor<?x3xf32>, tensor<?x6x3x4xf32>, tensor<?x6x3x4xf32>, tensor<?x6x3x4xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<?x5x4xf32>, tensor<?x4xf32>, tensor<?x6x1x1xf32>, tensor<?x6x1x2xf32>, tensor<?x6x3x2xf32>, tensor<?x6x5x7xf32>) {
  %0 = mindir.celu %x {alpha = 0.7} : tensor<?x3xf32>
  %1 = mindir.celu %x {alpha = -0.7} : tensor<?x3xf32>
  %2 = mindir.softsign %x : tensor<?x3xf32>
  %3 = mindir.fast_gelu %x : tensor<?x3xf32>
  %4 = mindir.sinc %x : tensor<?x3xf32>
  %5 = mindir.asinh %x : tensor<?x3xf32>
  %6 = mindir.acosh %x : tensor<?x3xf32>
  %7 = mindir.atanh %x : tensor<?x3xf32>
  %8 = mindir.hypot %x, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %9 = mindir.xlogy %x, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %10 = mindir.l2_normalize %x {axis = 1 : i64} : tensor<?x3xf32> -> tensor<?x3xf32>
  %11 = mindir.lp_norm %x {axis = [1], keep_dims = true} : tensor<?x3xf32> -> tensor<?x1xf32>
  %12 = mindir.lp_norm %x {axis = [1], p = 1.0} : tensor<?x3xf32> -> tensor<?xf32>
  %13 = mindir.lp_norm %x {axis = [1], p = 3.0} : tensor<?x3xf32> -> tensor<?xf32>
  %14 = mindir.lp_norm %x {axis = [1], p = 0x7FF0000000000000 : f64} : tensor<?x3xf32> -> tensor<?xf32>
  %15 = mindir.lp_norm %x {p = 0.0} : tensor<?x3xf32> -> tensor<f32>
  %16 = mindir.cum_prod %x {axis = 1 : i64, exclusive = true} : tensor<?x3xf32> -> tensor<?x3xf32>
  %17 = mindir.cum_prod %m {axis = 1 : i64, reverse = true} : tensor<?x6x3x4xf32> -> tensor<?x6x3x4xf32>
  %18 = mindir.cum_prod %m {axis = 2 : i64, reverse = true, exclusive = true} : tensor<?x6x3x4xf32> -> tensor<?x6x3x4xf32>
  %19 = mindir.lrn %m {alpha = 1.0e-4, beta = 7.5e-1, bias = 2.0, depth_radius = 2 : i64} : tensor<?x6x3x4xf32> -> tensor<?x6x3x4xf32>
  %20:2 = mindir.gru %t, %h, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  %21:2 = mindir.gru %r, %k, %v {batch_first = true, has_bias = false} : (tensor<?x5x3xf32>, tensor<?x4xf32>, tensor<84xf32>) -> (tensor<?x5x4xf32>, tensor<?x4xf32>)
  %22 = mindir.adaptive_avg_pool2d %m {output_size = [1, 1]} : tensor<?x6x3x4xf32> -> tensor<?x6x1x1xf32>
  %23 = mindir.adaptive_avg_pool2d %m {output_size = [1, 2]} : tensor<?x6x3x4xf32> -> tensor<?x6x1x2xf32>
  %24 = mindir.adaptive_max_pool2d %m {output_size = [3, 2]} : tensor<?x6x3x4xf32> -> tensor<?x6x3x2xf32>
  %25 = mindir.resize_nearest_neighbor %m {size = [5, 7], half_pixel_centers = true} : tensor<?x6x3x4xf32> -> tensor<?x6x5x7xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20#0, %20#1, %21#0, %21#1, %22, %23, %24, %25 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x1xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<f32>, tensor<?x3xf32>, tensor<?x6x3x4xf32>, tensor<?x6x3x4xf32>, tensor<?x6x3x4xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<?x5x4xf32>, tensor<?x4xf32>, tensor<?x6x1x1xf32>, tensor<?x6x1x2xf32>, tensor<?x6x3x2xf32>, tensor<?x6x5x7xf32>
}
