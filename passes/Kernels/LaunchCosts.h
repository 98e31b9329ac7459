//===- LaunchCosts.h - Operations and bytes of launches ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What each launch of a function on buffers has to do at least, whatever its
// code looks like: for a profile to compare with what the machine can do.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_LAUNCHCOSTS_H
#define MS_PASSES_KERNELS_LAUNCHCOSTS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <string>
#include <vector>

namespace ms {

struct LaunchCost {
  std::string kernel; ///< its name
  std::string layer;  ///< that the launch came from, or ""
  /// Arithmetic on floating-point numbers, each op of a kernel once; a function
  /// such as exp counts as one.
  double flops = 0;
  /// What is read and written, each buffer once.
  double bytes = 0;
};

/// The launches of `function`, which mindir-bufferize has made, in order, for a
/// batch of `rows`.
std::vector<LaunchCost> collectLaunchCosts(mlir::func::FuncOp function,
                                           int64_t rows);

} // namespace ms

#endif // MS_PASSES_KERNELS_LAUNCHCOSTS_H
