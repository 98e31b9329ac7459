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
  explicit Layout(MutableArrayRef<ArenaBuffer> buffers) : buffers(buffers) {
    neighbours.resize(buffers.size());
    for (unsigned i = 0; i < buffers.size(); ++i)
      for (unsigned k = 0; k < i; ++k)
        if (buffers[i].first <= buffers[k].last &&
            buffers[k].first <= buffers[i].last) {
          neighbours[i].push_back(k);
          neighbours[k].push_back(i);
        }
  }

  int64_t find() {
    int64_t least = mostLiveBytes(buffers);
    for (int kind = 0; kind < 4; ++kind) {
      SmallVector<unsigned> order = sorted(kind);
      place(order);
      if (best != least)
        improve(order, least);
      if (best == least)
        break;
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

  /// Each at the lowest place that is free all its life.
  int64_t place(ArrayRef<unsigned> order) {
    SmallVector<int64_t> offsets(buffers.size(), -1);
    SmallVector<std::pair<int64_t, int64_t>> taken;
    int64_t size = 0;
    for (unsigned i : order) {
      taken.clear();
      for (unsigned k : neighbours[i])
        if (offsets[k] >= 0)
          taken.push_back({offsets[k], offsets[k] + buffers[k].bytes});
      llvm::sort(taken);
      int64_t offset = 0;
      for (auto [begin, end] : taken) {
        if (offset + buffers[i].bytes <= begin)
          break;
        offset = std::max(offset, end);
      }
      offsets[i] = offset;
      size = std::max(size, offset + buffers[i].bytes);
    }
    if (best < 0 || size < best) {
      best = size;
      bestOffsets = offsets;
    }
    last = std::move(offsets);
    return size;
  }

  /// What ends at the top of the arena is placed earlier, a few times.
  void improve(SmallVector<unsigned> &order, int64_t least) {
    constexpr int rounds = 48;
    int64_t size = 0;
    for (unsigned i = 0; i < buffers.size(); ++i)
      size = std::max(size, last[i] + buffers[i].bytes);
    for (int round = 0; round < rounds && best != least; ++round) {
      auto top = llvm::find_if(order, [&](unsigned i) {
        return last[i] + buffers[i].bytes == size;
      });
      if (top == order.end() || top == order.begin())
        return;
      std::rotate(order.begin(), top, std::next(top));
      size = place(order);
    }
  }

  MutableArrayRef<ArenaBuffer> buffers;
  SmallVector<SmallVector<unsigned>> neighbours; ///< alive at the same time
  SmallVector<int64_t> last, bestOffsets;
  int64_t best = -1;
};

} // namespace

int64_t layOutArena(MutableArrayRef<ArenaBuffer> buffers) {
  return buffers.empty() ? 0 : Layout(buffers).find();
}

} // namespace ms
