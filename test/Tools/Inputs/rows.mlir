// Results that have one row, three rows and six numbers for each row of the
// batch.
module @rows {
  mindir.parameter @w : tensor<2x4xf32> init(#mindir.ones)
  func.func @forward(%x: tensor<?x6xf32>) -> (tensor<?x6xf32>, tensor<?x4xf32>, tensor<?xf32>) {
    %w = mindir.load @w : tensor<2x4xf32>
    %0 = mindir.exp %x : tensor<?x6xf32>
    %1 = mindir.reshape %x {shape = [-1, 2]} : tensor<?x6xf32> -> tensor<?x2xf32>
    %2 = mindir.mat_mul %1, %w : (tensor<?x2xf32>, tensor<2x4xf32>) -> tensor<?x4xf32>
    %3 = mindir.reshape %0 {shape = [-1]} : tensor<?x6xf32> -> tensor<?xf32>
    return %0, %2, %3 : tensor<?x6xf32>, tensor<?x4xf32>, tensor<?xf32>
  }
}
