//===- bufferize-invalid.mlir - What has no buffers ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Options and ops that mindir-bufferize refuses.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -mindir-bufferize=max-batch=0 -o /dev/null 2>&1 | FileCheck %s --check-prefix=BATCH
// RUN: not ms-opt %s -mindir-bufferize -o /dev/null 2>&1 | FileCheck %s

// BATCH: error: [MS2401] max-batch is 0, but must be 1 or more
// CHECK: :[[#@LINE+2]]:8: error: [MS2401] mindir.relu: is no launch, load, assign or view
func.func @f(%x: tensor<3xf32>) -> tensor<3xf32> {
  %0 = mindir.relu %x : tensor<3xf32>
  return %0 : tensor<3xf32>
}
