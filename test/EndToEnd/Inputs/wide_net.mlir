// Convolutions of 3 x 3 with channels enough for Winograd's algorithm on all
// processors, forward and backward.
module @wide_net {
  mindir.parameter @conv1.weight : tensor<64x3x3x3xf32> init(#mindir.he_uniform<seed = 1>)
  mindir.parameter @conv2.weight : tensor<64x64x3x3xf32> init(#mindir.he_uniform<seed = 2>)
  mindir.parameter @conv3.weight : tensor<64x64x3x3xf32> init(#mindir.he_uniform<seed = 3>)
  mindir.parameter @fc.weight : tensor<3x64xf32> init(#mindir.he_uniform<seed = 4>)
  func.func @forward(%x: tensor<?x3x24x24xf32>) -> tensor<?x3xf32> {
    %w1 = mindir.load @conv1.weight : tensor<64x3x3x3xf32>
    %w2 = mindir.load @conv2.weight : tensor<64x64x3x3xf32>
    %w3 = mindir.load @conv3.weight : tensor<64x64x3x3xf32>
    %wf = mindir.load @fc.weight : tensor<3x64xf32>
    %0 = mindir.conv2d %x, %w1 {pad_mode = "same"} : (tensor<?x3x24x24xf32>, tensor<64x3x3x3xf32>) -> tensor<?x64x24x24xf32> loc("conv1")
    %1 = mindir.relu %0 : tensor<?x64x24x24xf32>
    %2 = mindir.conv2d %1, %w2 {pad_mode = "same"} : (tensor<?x64x24x24xf32>, tensor<64x64x3x3xf32>) -> tensor<?x64x24x24xf32> loc("conv2")
    %3 = mindir.relu %2 : tensor<?x64x24x24xf32>
    %4 = mindir.conv2d %3, %w3 {pad_mode = "same"} : (tensor<?x64x24x24xf32>, tensor<64x64x3x3xf32>) -> tensor<?x64x24x24xf32> loc("conv3")
    %5 = mindir.relu %4 : tensor<?x64x24x24xf32>
    %6 = mindir.max_pool %5 {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x64x24x24xf32> -> tensor<?x64x12x12xf32>
    %7 = mindir.reduce_mean %6 {axis = [2, 3]} : tensor<?x64x12x12xf32> -> tensor<?x64xf32>
    %8 = mindir.mat_mul %7, %wf {transpose_b = true} : (tensor<?x64xf32>, tensor<3x64xf32>) -> tensor<?x3xf32> loc("fc")
    return %8 : tensor<?x3xf32>
  }
}
