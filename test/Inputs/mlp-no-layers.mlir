// A perceptron whose ops do not say what layer they are of, but one.
module @mlp {
  mindir.parameter @w1 : tensor<16x20xf32> init(#mindir.he_uniform<seed = 1>)
  mindir.parameter @w2 : tensor<4x16xf32> init(#mindir.he_uniform<seed = 2>)

  func.func @forward(%x: tensor<?x20xf32>) -> tensor<?x4xf32> {
    %w1 = mindir.load @w1 : tensor<16x20xf32> loc("fc1")
    %w2 = mindir.load @w2 : tensor<4x16xf32>
    %0 = mindir.mat_mul %x, %w1 {transpose_b = true} : (tensor<?x20xf32>, tensor<16x20xf32>) -> tensor<?x16xf32> loc("fc1")
    %1 = mindir.relu %0 : tensor<?x16xf32>
    %2 = mindir.mat_mul %1, %w2 {transpose_b = true} : (tensor<?x16xf32>, tensor<4x16xf32>) -> tensor<?x4xf32>
    return %2 : tensor<?x4xf32>
  }
}
