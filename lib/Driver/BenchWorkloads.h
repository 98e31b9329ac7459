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
  /// Of a product or a convolution, which have no batch; of a network 0.
  double flops;
};

/// All of them.
llvm::ArrayRef<BenchWorkload> getBenchWorkloads();

/// The network of a workload.
std::unique_ptr<Network> buildBenchNetwork(const BenchWorkload &workload,
                                           int64_t threads);

/// Writes the initial weights, in the order of the definition, to where `place`
/// wants that many numbers of a parameter; null: nowhere, and nothing follows.
void fillBenchWeights(
    const BenchWorkload &workload,
    llvm::function_ref<float *(llvm::StringRef name, int64_t count)> place);

/// The inputs of a step, as dense bytes, the labels last.
std::vector<std::vector<char>> benchInputs(const BenchWorkload &workload,
                                           int64_t batch);

} // namespace ms

#endif // MS_LIB_DRIVER_BENCHWORKLOADS_H
