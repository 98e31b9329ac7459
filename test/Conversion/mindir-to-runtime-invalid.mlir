// RUN: ms-opt %s --mindir-to-llvm -split-input-file -verify-diagnostics -o /dev/null

// expected-error @+1 {{[MS2501] result 1 of function 'forward' has 3 rows for each row of the batch, but a caller makes room for one (reshape it to keep the batch in front)}}
func.func @forward(%x: tensor<?x6xf32>) -> (tensor<?x6xf32>, tensor<?x2xf32>) {
  %0 = mindir.exp %x : tensor<?x6xf32>
  %1 = mindir.reshape %x {shape = [-1, 2]} : tensor<?x6xf32> -> tensor<?x2xf32>
  %2 = mindir.neg %1 : tensor<?x2xf32>
  return %0, %2 : tensor<?x6xf32>, tensor<?x2xf32>
}
