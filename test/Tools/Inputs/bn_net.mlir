// Two convolutions with batch normalization around a shortcut, dropout, and a
// dense layer: what recomputation finds in larger networks.
module @bn_net {
  mindir.parameter @conv1.weight : tensor<8x1x3x3xf32> init(#mindir.he_uniform<seed = 1>)
  mindir.parameter @bn1.gamma : tensor<8xf32> init(#mindir.ones)
  mindir.parameter @bn1.beta : tensor<8xf32> init(#mindir.zeros)
  mindir.parameter @bn1.moving_mean : tensor<8xf32> init(#mindir.zeros) frozen
  mindir.parameter @bn1.moving_variance : tensor<8xf32> init(#mindir.ones) frozen
  mindir.parameter @conv2.weight : tensor<8x8x3x3xf32> init(#mindir.he_uniform<seed = 2>)
  mindir.parameter @bn2.gamma : tensor<8xf32> init(#mindir.ones)
  mindir.parameter @bn2.beta : tensor<8xf32> init(#mindir.zeros)
  mindir.parameter @bn2.moving_mean : tensor<8xf32> init(#mindir.zeros) frozen
  mindir.parameter @bn2.moving_variance : tensor<8xf32> init(#mindir.ones) frozen
  mindir.parameter @fc.weight : tensor<10x8xf32> init(#mindir.he_uniform<seed = 3>)
  mindir.parameter @fc.bias : tensor<10xf32> init(#mindir.zeros)
  mindir.parameter @rng_counter : tensor<i64> init(#mindir.zeros) frozen transient
  func.func @forward(%x: tensor<?x1x32x32xf32>) -> tensor<?x10xf32> {
    %w1 = mindir.load @conv1.weight : tensor<8x1x3x3xf32>
    %g1 = mindir.load @bn1.gamma : tensor<8xf32>
    %b1 = mindir.load @bn1.beta : tensor<8xf32>
    %m1 = mindir.load @bn1.moving_mean : tensor<8xf32>
    %v1 = mindir.load @bn1.moving_variance : tensor<8xf32>
    %w2 = mindir.load @conv2.weight : tensor<8x8x3x3xf32>
    %g2 = mindir.load @bn2.gamma : tensor<8xf32>
    %b2 = mindir.load @bn2.beta : tensor<8xf32>
    %m2 = mindir.load @bn2.moving_mean : tensor<8xf32>
    %v2 = mindir.load @bn2.moving_variance : tensor<8xf32>
    %wf = mindir.load @fc.weight : tensor<10x8xf32>
    %bf = mindir.load @fc.bias : tensor<10xf32>
    %c = mindir.load @rng_counter : tensor<i64>
    %0 = mindir.conv2d %x, %w1 {pad_mode = "same"} : (tensor<?x1x32x32xf32>, tensor<8x1x3x3xf32>) -> tensor<?x8x32x32xf32> loc("conv1")
    %1, %nm1, %nv1, %bm1, %bv1 = mindir.batch_norm_train %0, %g1, %b1, %m1, %v1 {epsilon = 1.0e-5, momentum = 0.1} : (tensor<?x8x32x32xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<?x8x32x32xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) loc("bn1")
    %2 = mindir.relu %1 : tensor<?x8x32x32xf32>
    %3 = mindir.conv2d %2, %w2 {pad_mode = "same"} : (tensor<?x8x32x32xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x32x32xf32> loc("conv2")
    %4, %nm2, %nv2, %bm2, %bv2 = mindir.batch_norm_train %3, %g2, %b2, %m2, %v2 {epsilon = 1.0e-5, momentum = 0.1} : (tensor<?x8x32x32xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<?x8x32x32xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) loc("bn2")
    %5 = mindir.add %4, %2 : (tensor<?x8x32x32xf32>, tensor<?x8x32x32xf32>) -> tensor<?x8x32x32xf32>
    %6 = mindir.relu %5 : tensor<?x8x32x32xf32>
    %7 = mindir.dropout %6, %c {keep_prob = 0.9, seed = 3 : i64} : tensor<?x8x32x32xf32>, tensor<i64>
    %8 = mindir.reduce_mean %7 {axis = [2, 3]} : tensor<?x8x32x32xf32> -> tensor<?x8xf32>
    %9 = mindir.mat_mul %8, %wf {transpose_b = true} : (tensor<?x8xf32>, tensor<10x8xf32>) -> tensor<?x10xf32> loc("fc")
    %10 = mindir.bias_add %9, %bf : (tensor<?x10xf32>, tensor<10xf32>) -> tensor<?x10xf32> loc("fc")
    mindir.assign @bn1.moving_mean, %nm1 : tensor<8xf32>
    mindir.assign @bn1.moving_variance, %nv1 : tensor<8xf32>
    mindir.assign @bn2.moving_mean, %nm2 : tensor<8xf32>
    mindir.assign @bn2.moving_variance, %nv2 : tensor<8xf32>
    return %10 : tensor<?x10xf32>
  }
}
