//===- ArenaLayout.h - Offsets for buffers with lifetimes -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where buffers lie in one arena, so that those alive at one time do not
// overlap. The exact answer is hard to find; several orders are tried, and what
// stands at the top of the best one is moved on.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_ARENALAYOUT_H
#define MS_PASSES_ANALYSIS_ARENALAYOUT_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>

namespace ms {

/// A buffer that is alive from time `first` to time `last`, both included.
struct ArenaBuffer {
  int64_t bytes; ///< a multiple of the alignment
  unsigned first, last;
  int64_t offset = 0;
};

/// Bytes rounded up to what buffers start at.
int64_t alignBuffer(int64_t bytes);

/// The largest sum of buffers alive at one time: no arena is smaller.
int64_t mostLiveBytes(llvm::ArrayRef<ArenaBuffer> buffers);

/// Chooses offsets; the size of the arena. Which result comes out depends on
/// nothing but the buffers.
int64_t layOutArena(llvm::MutableArrayRef<ArenaBuffer> buffers);

} // namespace ms

#endif // MS_PASSES_ANALYSIS_ARENALAYOUT_H
