//===- Bench.h - ms-run bench -----------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_BENCH_H
#define MS_LIB_DRIVER_BENCH_H

#include "lib/Driver/Report.h"

#include <string>
#include <vector>

namespace ms {

/// Compiles a workload, runs it and prints one line of JSON. `arguments` are
/// those behind the word "bench".
llvm::LogicalResult runBench(const std::vector<std::string> &arguments);

} // namespace ms

#endif // MS_LIB_DRIVER_BENCH_H
