// y = x * w + b per column: parameters with data, and with an initializer.
module @affine {
  mindir.parameter @w : tensor<2xf32> init(dense_resource<w> : tensor<2xf32>)
  mindir.parameter @b : tensor<2xf32> init(#mindir.fill<value = 0.5>)
  func.func @forward(%x: tensor<?x2xf32> {mindir.name = "points"}) -> tensor<?x2xf32> {
    %w = mindir.load @w : tensor<2xf32>
    %b = mindir.load @b : tensor<2xf32>
    %0 = mindir.mul %x, %w : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
    %1 = mindir.add %0, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
    return %1 : tensor<?x2xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x040000000000803F00000040"
    }
  }
#-}
