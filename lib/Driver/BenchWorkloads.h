//===- BenchWorkloads.h - What `ms-run bench` measures ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The networks, weights and batches that programs are compared on. They are
// networks like any other: nothing in the compiler knows them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_BENCHWORKLOADS_H
#define MS_LIB_DRIVER_BENCHWORKLOADS_H

#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/LoadNetwork.h"

namespace ms {

struct BenchWorkload {
  const char *name;
  bool train;
  const char *optimizer;
  int64_t batch;
  int64_t steps, warmup;
  double flops; ///< of a step; 0 where nobody counts them
};

/// All of them.
llvm::ArrayRef<BenchWorkload> getBenchWorkloads();

/// The network of a workload.
std::unique_ptr<Network> buildBenchNetwork(const BenchWorkload &workload,
                                           int64_t threads);

/// Initial weights by name, in the order of the definition.
std::vector<std::pair<std::string, std::vector<float>>>
benchWeights(const BenchWorkload &workload);

/// The inputs of a step, as dense bytes, the labels last.
std::vector<std::vector<char>> benchInputs(const BenchWorkload &workload,
                                           int64_t batch);

} // namespace ms

#endif // MS_LIB_DRIVER_BENCHWORKLOADS_H
