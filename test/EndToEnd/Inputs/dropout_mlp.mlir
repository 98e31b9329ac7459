// A perceptron with dropout, large enough that a checkpoint takes several writes.
module @net {
  mindir.parameter @"fc1.weight" : tensor<1200x20xf32> init(#mindir.he_uniform<seed = 1>)
  mindir.parameter @"fc1.bias" : tensor<1200xf32> init(#mindir.zeros)
  mindir.parameter @"fc2.weight" : tensor<4x1200xf32> init(#mindir.he_uniform<seed = 2>)
  mindir.parameter @rng_counter : tensor<i64> init(#mindir.zeros) transient

  func.func @forward(%x: tensor<?x20xf32>) -> tensor<?x4xf32> {
    %w1 = mindir.load @"fc1.weight" : tensor<1200x20xf32>
    %b1 = mindir.load @"fc1.bias" : tensor<1200xf32>
    %w2 = mindir.load @"fc2.weight" : tensor<4x1200xf32>
    %n = mindir.load @rng_counter : tensor<i64>
    %0 = mindir.mat_mul %x, %w1 {transpose_b = true} : (tensor<?x20xf32>, tensor<1200x20xf32>) -> tensor<?x1200xf32> loc("fc1")
    %1 = mindir.bias_add %0, %b1 : (tensor<?x1200xf32>, tensor<1200xf32>) -> tensor<?x1200xf32> loc("fc1")
    %2 = mindir.relu %1 : tensor<?x1200xf32> loc("relu")
    %3 = mindir.dropout %2, %n {keep_prob = 0.8, seed = 5 : i64} : tensor<?x1200xf32>, tensor<i64> loc("dropout")
    %4 = mindir.mat_mul %3, %w2 {transpose_b = true} : (tensor<?x1200xf32>, tensor<4x1200xf32>) -> tensor<?x4xf32> loc("fc2")
    return %4 : tensor<?x4xf32>
  }
}
