//===- KernelEmitter.h - A scheduled kernel as loops on buffers -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_KERNELEMITTER_H
#define MS_PASSES_KERNELS_KERNELEMITTER_H

#include "passes/Kernels/Schedule.h"

namespace ms {

/// Replaces the body of a bufferized kernel by loops, vectors, loads and stores
/// after one schedule per nest. The kernel gets two more arguments, the range
/// of tiles [begin, end) it shall compute, and says in `mindir.tiles` how many
/// there are for a number of rows, and in `mindir.grain` how many make a piece
/// worth a thread.
void emitKernel(const KernelNests &nests, llvm::ArrayRef<Schedule> schedules,
                const VectorTarget &target);

} // namespace ms

#endif // MS_PASSES_KERNELS_KERNELEMITTER_H
