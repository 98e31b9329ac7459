// A classifier of 28x28 images with one layer: the network of the guide.
module @linear {
  mindir.parameter @"fc.weight" : tensor<10x784xf32> init(#mindir.normal<seed = 1, sigma = 0.01>)
  mindir.parameter @"fc.bias" : tensor<10xf32> init(#mindir.zeros)
  func.func @forward(%x: tensor<?x784xf32>) -> tensor<?x10xf32> {
    %w = mindir.load @"fc.weight" : tensor<10x784xf32> loc("fc")
    %b = mindir.load @"fc.bias" : tensor<10xf32> loc("fc")
    %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x784xf32>, tensor<10x784xf32>) -> tensor<?x10xf32> loc("fc")
    %y = mindir.bias_add %0, %b : (tensor<?x10xf32>, tensor<10xf32>) -> tensor<?x10xf32> loc("fc")
    return %y : tensor<?x10xf32>
  }
}
