//===- RandomInputs.h - Numbers for tests of functions ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what random tensors the test passes feed: normal numbers for floats,
// small ones for integers, or what the argument attribute `test.range` says.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_LIB_RANDOMINPUTS_H
#define MS_TEST_LIB_RANDOMINPUTS_H

#include "lib/Reference/Evaluator.h"

#include <random>

namespace ms::test {

/// A tensor of `type` with `rows` in place of a dynamic extent. `range` is null
/// or [low, high]. Values are rounded to the element type: both sides get the
/// same.
ReferenceTensor randomTensor(mlir::RankedTensorType type, int64_t rows,
                             mlir::ArrayAttr range, std::mt19937 &generator);

} // namespace ms::test

#endif // MS_TEST_LIB_RANDOMINPUTS_H
