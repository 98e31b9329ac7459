//===- ArenaLayout.cpp - Offsets for buffers with lifetimes ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/ArenaLayout.h"

#include "passes/Analysis/Storage.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <numeric>
#include <tuple>

using namespace llvm;

namespace ms {

int64_t alignBuffer(int64_t bytes) {
  return (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

int64_t mostLiveBytes(ArrayRef<ArenaBuffer> buffers) {
  std::map<unsigned, int64_t> changes;
  for (const ArenaBuffer &buffer : buffers) {
    changes[buffer.first] += buffer.bytes;
    changes[buffer.last + 1] -= buffer.bytes;
  }
  int64_t live = 0, most = 0;
  for (auto [time, change] : changes) {
    live += change;
    most = std::max(most, live);
  }
  return most;
}

namespace {

/// One search for offsets.
class Layout {
public:
  explicit Layout(MutableArrayRef<ArenaBuffer> buffers) : buffers(buffers) {}

  int64_t find() {
    // Searching on for the last parts in a thousand costs more than it saves.
    int64_t enough = mostLiveBytes(buffers);
    enough += enough / 512;
    for (int kind = 0; kind < 4 && (best < 0 || best > enough); ++kind) {
      SmallVector<unsigned> order = sorted(kind);
      place(order);
      improve(order, enough);
    }
    for (auto [buffer, offset] : zip(buffers, bestOffsets))
      buffer.offset = offset;
    return best;
  }

private:
  /// Large ones first, large and long-lived ones first, by time, long ones
  /// first.
  SmallVector<unsigned> sorted(int kind) const {
    SmallVector<unsigned> order(buffers.size());
    std::iota(order.begin(), order.end(), 0u);
    auto key = [&](unsigned i) -> std::tuple<int64_t, int64_t, unsigned> {
      const ArenaBuffer &buffer = buffers[i];
      int64_t length = int64_t(buffer.last) - buffer.first + 1;
      switch (kind) {
      case 0:
        return {-buffer.bytes, buffer.first, i};
      case 1:
        return {-buffer.bytes / 64 * length, buffer.first, i};
      case 2:
        return {buffer.first, -buffer.bytes, i};
      default:
        return {-length, -buffer.bytes, i};
      }
    };
    llvm::sort(order, [&](unsigned a, unsigned b) { return key(a) < key(b); });
    return order;
  }

  /// A buffer that has its place.
  struct Placed {
    int64_t offset, end;
    unsigned first, last;
  };

  /// Each at the lowest place that is free all its life.
  int64_t place(ArrayRef<unsigned> order) {
    SmallVector<int64_t> offsets(buffers.size(), -1);
    SmallVector<Placed> placed; // by offset
    placed.reserve(buffers.size());
    int64_t size = 0;
    for (unsigned i : order) {
      const ArenaBuffer &buffer = buffers[i];
      int64_t offset = 0;
      for (const Placed &other : placed) {
        if (offset + buffer.bytes <= other.offset)
          break;
        if (other.first <= buffer.last && buffer.first <= other.last)
          offset = std::max(offset, other.end);
      }
      offsets[i] = offset;
      Placed here{offset, offset + buffer.bytes, buffer.first, buffer.last};
      placed.insert(llvm::upper_bound(placed, here,
                                      [](const Placed &a, const Placed &b) {
                                        return a.offset < b.offset;
                                      }),
                    here);
      size = std::max(size, here.end);
    }
    if (best < 0 || size < best) {
      best = size;
      bestOffsets = offsets;
    }
    last = std::move(offsets);
    return size;
  }

  /// What ends at the top of the arena is placed earlier, a few times.
  void improve(SmallVector<unsigned> &order, int64_t enough) {
    constexpr int rounds = 48, patience = 12;
    int64_t size = 0, least = best;
    for (unsigned i = 0; i < buffers.size(); ++i)
      size = std::max(size, last[i] + buffers[i].bytes);
    for (int round = 0, since = 0;
         round < rounds && since < patience && best > enough; ++round) {
      auto top = llvm::find_if(order, [&](unsigned i) {
        return last[i] + buffers[i].bytes == size;
      });
      if (top == order.end() || top == order.begin())
        return;
      std::rotate(order.begin(), top, std::next(top));
      size = place(order);
      since = best < least ? 0 : since + 1;
      least = best;
    }
  }

  MutableArrayRef<ArenaBuffer> buffers;
  SmallVector<int64_t> last, bestOffsets;
  int64_t best = -1;
};

} // namespace

int64_t layOutArena(MutableArrayRef<ArenaBuffer> buffers) {
  return buffers.empty() ? 0 : Layout(buffers).find();
}

} // namespace ms
