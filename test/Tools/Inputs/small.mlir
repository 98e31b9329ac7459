// Two dense layers: what needs a network to train, but no large one.
module @small {
  mindir.parameter @"fc1.weight" : tensor<16x8xf32> init(#mindir.he_uniform<seed = 1>)
  mindir.parameter @"fc1.bias" : tensor<16xf32> init(#mindir.zeros)
  mindir.parameter @"fc2.weight" : tensor<4x16xf32> init(#mindir.he_uniform<seed = 2>)
  mindir.parameter @"fc2.bias" : tensor<4xf32> init(#mindir.zeros)
  func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x4xf32> {
    %w1 = mindir.load @"fc1.weight" : tensor<16x8xf32> loc("fc1")
    %b1 = mindir.load @"fc1.bias" : tensor<16xf32> loc("fc1")
    %w2 = mindir.load @"fc2.weight" : tensor<4x16xf32> loc("fc2")
    %b2 = mindir.load @"fc2.bias" : tensor<4xf32> loc("fc2")
    %m1 = mindir.mat_mul %x, %w1 {transpose_b = true} : (tensor<?x8xf32>, tensor<16x8xf32>) -> tensor<?x16xf32> loc("fc1")
    %a1 = mindir.bias_add %m1, %b1 : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32> loc("fc1")
    %r1 = mindir.relu %a1 : tensor<?x16xf32> loc("fc1")
    %m2 = mindir.mat_mul %r1, %w2 {transpose_b = true} : (tensor<?x16xf32>, tensor<4x16xf32>) -> tensor<?x4xf32> loc("fc2")
    %y = mindir.bias_add %m2, %b2 : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32> loc("fc2")
    return %y : tensor<?x4xf32>
  }
}
