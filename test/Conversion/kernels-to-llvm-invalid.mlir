// RUN: ms-opt %s --convert-kernels-to-llvm --split-input-file --verify-diagnostics

// What has no pattern is told, not left.
func.func @tensor(%x: memref<8xf32>) {
  // expected-error @below {{failed to legalize operation 'tensor.empty'}}
  %0 = tensor.empty() : tensor<8xf32>
  return
}

// -----

// A buffer of unknown extent is more than a pointer.
// expected-error @below {{failed to legalize operation 'func.func'}}
func.func @dynamic(%x: memref<?xf32>) {
  return
}
