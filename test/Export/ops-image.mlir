// Windows over images, resizing, recurrent layers.
// MindSpore's numbers are compared by test/EndToEnd/mindspore_export.py.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz
// RUN: ms-translate %s -o %t.air --verify
// RUN: %python %S/check_air.py %t.air

func.func @forward(%x: tensor<?x4x7x8xf32>,
                   %w: tensor<6x4x3x3xf32>,
                   %u: tensor<8x2x3x3xf32>,
                   %d: tensor<4x1x3x3xf32>,
                   %b: tensor<4xf32>,
                   %s: tensor<2x4x5x5xf32>,
                   %t: tensor<5x2x3xf32>,
                   %h: tensor<1x2x4xf32>,
                   %r: tensor<2x5x3xf32>,
                   %k: tensor<2x4xf32>,
                   %q: tensor<128xf32>,
                   %e: tensor<2xf32>)
    -> (tensor<?x6x5x6xf32>, tensor<?x6x4x4xf32>, tensor<?x6x5x6xf32>, tensor<?x6x8x9xf32>, tensor<?x8x5x6xf32>, tensor<?x4x7x8xf32>, tensor<2x4x7x7xf32>, tensor<2x3x10x10xf32>, tensor<?x4x7x8xf32>, tensor<?x4x3x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x3x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x3x2xf32>, tensor<?x4x3x2xf32>, tensor<5x2x3xf32>, tensor<?x4x14x5xf32>, tensor<?x4x14x5xf32>, tensor<?x4x9x13xf32>, tensor<?x4x9x13xf32>, tensor<?x4x9x13xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<2x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %cw = mindir.constant dense<0.5> : tensor<4x3x3x3xf32>
  %0 = mindir.conv2d %x, %w {pad_mode = "valid"} : (tensor<?x4x7x8xf32>, tensor<6x4x3x3xf32>) -> tensor<?x6x5x6xf32>
  %1 = mindir.conv2d %x, %w {pad_mode = "same", stride = [2, 2]} : (tensor<?x4x7x8xf32>, tensor<6x4x3x3xf32>) -> tensor<?x6x4x4xf32>
  %2 = mindir.conv2d %x, %w {pad = [1, 1, 1, 1], dilation = [2, 2]} : (tensor<?x4x7x8xf32>, tensor<6x4x3x3xf32>) -> tensor<?x6x5x6xf32>
  %3 = mindir.conv2d %x, %w {pad = [1, 2, 0, 3]} : (tensor<?x4x7x8xf32>, tensor<6x4x3x3xf32>) -> tensor<?x6x8x9xf32>
  %4 = mindir.conv2d %x, %u {pad_mode = "valid", group = 2 : i64} : (tensor<?x4x7x8xf32>, tensor<8x2x3x3xf32>) -> tensor<?x8x5x6xf32>
  %5 = mindir.conv2d %x, %d {pad = [1, 1, 1, 1], group = 4 : i64} : (tensor<?x4x7x8xf32>, tensor<4x1x3x3xf32>) -> tensor<?x4x7x8xf32>
  %6 = mindir.conv2d_backprop_input %s, %d {input_size = [7, 7], group = 4 : i64, pad_mode = "valid"} : (tensor<2x4x5x5xf32>, tensor<4x1x3x3xf32>) -> tensor<2x4x7x7xf32>
  %7 = mindir.conv2d_backprop_input %s, %cw {input_size = [10, 10], stride = [2, 2], pad_mode = "same"} : (tensor<2x4x5x5xf32>, tensor<4x3x3x3xf32>) -> tensor<2x3x10x10xf32>
  %8 = mindir.bias_add %x, %b : (tensor<?x4x7x8xf32>, tensor<4xf32>) -> tensor<?x4x7x8xf32>
  %9 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x4x7x8xf32> -> tensor<?x4x3x4xf32>
  %10 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<?x4x7x8xf32> -> tensor<?x4x4x4xf32>
  %11 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "pad", pad = [1, 1, 1, 0]} : tensor<?x4x7x8xf32> -> tensor<?x4x4x4xf32>
  %12 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x4x7x8xf32> -> tensor<?x4x3x4xf32>
  %13 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<?x4x7x8xf32> -> tensor<?x4x4x4xf32>
  %14 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "pad", pad = [1, 1, 1, 0]} : tensor<?x4x7x8xf32> -> tensor<?x4x4x4xf32>
  %15 = mindir.adaptive_avg_pool2d %x {output_size = [3, 2]} : tensor<?x4x7x8xf32> -> tensor<?x4x3x2xf32>
  %16 = mindir.adaptive_max_pool2d %x {output_size = [3, 2]} : tensor<?x4x7x8xf32> -> tensor<?x4x3x2xf32>
  %17 = mindir.bias_add %t, %e : (tensor<5x2x3xf32>, tensor<2xf32>) -> tensor<5x2x3xf32>
  %18 = mindir.resize_nearest_neighbor %x {size = [14, 5]} : tensor<?x4x7x8xf32> -> tensor<?x4x14x5xf32>
  %19 = mindir.resize_nearest_neighbor %x {size = [14, 5], align_corners = true} : tensor<?x4x7x8xf32> -> tensor<?x4x14x5xf32>
  %20 = mindir.resize_bilinear %x {size = [9, 13]} : tensor<?x4x7x8xf32> -> tensor<?x4x9x13xf32>
  %21 = mindir.resize_bilinear %x {size = [9, 13], align_corners = true} : tensor<?x4x7x8xf32> -> tensor<?x4x9x13xf32>
  %22 = mindir.resize_bilinear %x {size = [9, 13], half_pixel_centers = true} : tensor<?x4x7x8xf32> -> tensor<?x4x9x13xf32>
  %23:3 = mindir.lstm %t, %h, %h, %q : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  %24:3 = mindir.lstm %r, %k, %k, %q {batch_first = true} : (tensor<2x5x3xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<128xf32>) -> (tensor<2x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23#0, %23#1, %23#2, %24#0, %24#1, %24#2 : tensor<?x6x5x6xf32>, tensor<?x6x4x4xf32>, tensor<?x6x5x6xf32>, tensor<?x6x8x9xf32>, tensor<?x8x5x6xf32>, tensor<?x4x7x8xf32>, tensor<2x4x7x7xf32>, tensor<2x3x10x10xf32>, tensor<?x4x7x8xf32>, tensor<?x4x3x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x3x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x3x2xf32>, tensor<?x4x3x2xf32>, tensor<5x2x3xf32>, tensor<?x4x14x5xf32>, tensor<?x4x14x5xf32>, tensor<?x4x9x13xf32>, tensor<?x4x9x13xf32>, tensor<?x4x9x13xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<2x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}
