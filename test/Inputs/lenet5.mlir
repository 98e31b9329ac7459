// LeNet-5 for 1x32x32 images, as in the MindSpore tutorial.
module @lenet5 {
  mindir.parameter @"conv1.weight" : tensor<6x1x5x5xf32> init(#mindir.he_uniform<seed = 1, negative_slope = 2.23606797749979>)
  mindir.parameter @"conv2.weight" : tensor<16x6x5x5xf32> init(#mindir.he_uniform<seed = 2, negative_slope = 2.23606797749979>)
  mindir.parameter @"fc1.weight" : tensor<120x400xf32> init(#mindir.normal<seed = 3, sigma = 0.02>)
  mindir.parameter @"fc1.bias" : tensor<120xf32> init(#mindir.uniform<seed = 4, scale = 0.05>)
  mindir.parameter @"fc2.weight" : tensor<84x120xf32> init(#mindir.normal<seed = 5, sigma = 0.02>)
  mindir.parameter @"fc2.bias" : tensor<84xf32> init(#mindir.uniform<seed = 6, scale = 0.09128709291752768>)
  mindir.parameter @"fc3.weight" : tensor<10x84xf32> init(#mindir.normal<seed = 7, sigma = 0.02>)
  mindir.parameter @"fc3.bias" : tensor<10xf32> init(#mindir.uniform<seed = 8, scale = 0.10910894511799619>)

  func.func @forward(%x: tensor<?x1x32x32xf32>) -> tensor<?x10xf32> {
    %w1 = mindir.load @"conv1.weight" : tensor<6x1x5x5xf32> loc("conv1")
    %w2 = mindir.load @"conv2.weight" : tensor<16x6x5x5xf32> loc("conv2")
    %w3 = mindir.load @"fc1.weight" : tensor<120x400xf32> loc("fc1")
    %b3 = mindir.load @"fc1.bias" : tensor<120xf32> loc("fc1")
    %w4 = mindir.load @"fc2.weight" : tensor<84x120xf32> loc("fc2")
    %b4 = mindir.load @"fc2.bias" : tensor<84xf32> loc("fc2")
    %w5 = mindir.load @"fc3.weight" : tensor<10x84xf32> loc("fc3")
    %b5 = mindir.load @"fc3.bias" : tensor<10xf32> loc("fc3")

    %c1 = mindir.conv2d %x, %w1 : (tensor<?x1x32x32xf32>, tensor<6x1x5x5xf32>) -> tensor<?x6x28x28xf32> loc("conv1")
    %r1 = mindir.relu %c1 : tensor<?x6x28x28xf32> loc("conv1")
    %p1 = mindir.max_pool %r1 {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x6x28x28xf32> -> tensor<?x6x14x14xf32> loc("max_pool1")
    %c2 = mindir.conv2d %p1, %w2 : (tensor<?x6x14x14xf32>, tensor<16x6x5x5xf32>) -> tensor<?x16x10x10xf32> loc("conv2")
    %r2 = mindir.relu %c2 : tensor<?x16x10x10xf32> loc("conv2")
    %p2 = mindir.max_pool %r2 {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x16x10x10xf32> -> tensor<?x16x5x5xf32> loc("max_pool2")
    %f = mindir.flatten %p2 : tensor<?x16x5x5xf32> -> tensor<?x400xf32> loc("flatten")
    %m3 = mindir.mat_mul %f, %w3 {transpose_b = true} : (tensor<?x400xf32>, tensor<120x400xf32>) -> tensor<?x120xf32> loc("fc1")
    %a3 = mindir.bias_add %m3, %b3 : (tensor<?x120xf32>, tensor<120xf32>) -> tensor<?x120xf32> loc("fc1")
    %r3 = mindir.relu %a3 : tensor<?x120xf32> loc("fc1")
    %m4 = mindir.mat_mul %r3, %w4 {transpose_b = true} : (tensor<?x120xf32>, tensor<84x120xf32>) -> tensor<?x84xf32> loc("fc2")
    %a4 = mindir.bias_add %m4, %b4 : (tensor<?x84xf32>, tensor<84xf32>) -> tensor<?x84xf32> loc("fc2")
    %r4 = mindir.relu %a4 : tensor<?x84xf32> loc("fc2")
    %m5 = mindir.mat_mul %r4, %w5 {transpose_b = true} : (tensor<?x84xf32>, tensor<10x84xf32>) -> tensor<?x10xf32> loc("fc3")
    %y = mindir.bias_add %m5, %b5 : (tensor<?x10xf32>, tensor<10xf32>) -> tensor<?x10xf32> loc("fc3")
    return %y : tensor<?x10xf32>
  }
}
