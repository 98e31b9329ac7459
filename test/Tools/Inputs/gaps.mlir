// A network with ops that cannot be trained, or not be compiled at all.
module @gaps {
  mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
  func.func @forward(%x: tensor<?x3xf32>) -> tensor<3x?xf32> {
    %w = mindir.load @w : tensor<3xf32>
    %0 = mindir.mul %x, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32> loc("scale"("net.py":3:1))
    %1 = mindir.tanh_grad %0, %x : tensor<?x3xf32> loc("layer1.act"("net.py":7:3))
    %2 = mindir.relu_grad %1, %x : tensor<?x3xf32> loc("net.py":8:3)
    // Through integers flows no gradient.
    %3 = mindir.argmax %2 {axis = 1 : i64} : tensor<?x3xf32> -> tensor<?xi32>
    // A batch that is not in front: no kernel is made for that.
    %4 = mindir.transpose %2 {perm = [1, 0]} : tensor<?x3xf32> -> tensor<3x?xf32> loc("turn")
    return %4 : tensor<3x?xf32>
  }
}
