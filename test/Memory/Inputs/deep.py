# deep.py - A chain of products, each of which reads the one before it twice.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: deep.py LENGTH

import sys

length = int(sys.argv[1])
print("mindir.parameter @w : tensor<4x4xf32> init(#mindir.ones)")
print("func.func @test_deep(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {")
print("  %0 = mindir.load @w : tensor<4x4xf32>")
square = "(tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>"
for k in range(length):
    print("  %%%d = mindir.mat_mul %%%d, %%%d {transpose_b = true} : %s" % (k + 1, k, k, square))
print("  %%y = mindir.mat_mul %%x, %%%d : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>" % length)
print("  return %y : tensor<?x4xf32>\n}")
