//===- ContractionChoice.h - A schedule by what decides it ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the planner chooses for a contraction, in dimensions of its generic, so
// that it means the same on tensors and on buffers, and as text:
//   lanes=d1 operand=1 vectors=2 rows=d0:6
// docs/kernels.md lists the words. Whether a choice fits a kernel is for the
// planner to say.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_CONTRACTIONCHOICE_H
#define MS_PASSES_KERNELS_CONTRACTIONCHOICE_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ms {

struct ContractionChoice {
  /// What stands around the tile, the outermost first.
  enum class Order : uint8_t {
    Plain,   ///< pieces of the sum, columns and lanes, rows
    Rows,    ///< rows, then columns and lanes
    Pieces,  ///< pieces of the sum, around all tiles
    Columns, ///< columns and lanes, then pieces of the sum
  };
  struct Loop {
    unsigned dim = 0;
    int64_t count = 1; ///< iterations in the tile

    bool operator==(const Loop &other) const {
      return dim == other.dim && count == other.count;
    }
  };

  unsigned lanes = 0;  ///< the dimension that they run along
  int64_t vectors = 1; ///< side by side along the lanes
  std::optional<Loop> rows, columns;
  /// The operand that gives vectors, by its number; none where lanes run along
  /// the sum and both do.
  std::optional<unsigned> operand;
  bool packed = false; ///< and is a packed copy
  Order order = Order::Plain;
  /// Steps of a piece of the sum, and how many of the other operand's own loops
  /// stand around all pieces; 0: the sum is not cut.
  int64_t pieces = 0;
  unsigned slab = 0;

  bool operator==(const ContractionChoice &other) const;
  bool operator!=(const ContractionChoice &other) const {
    return !(*this == other);
  }

  std::string text() const;
  /// Reads `text` into `choice`; what is wrong with it, or "".
  static std::string parse(llvm::StringRef text, ContractionChoice &choice);
};

/// Attribute of a contraction on its way to the planner: a choice as text that
/// it takes instead of its own, and the file and line that this came from.
inline constexpr llvm::StringLiteral kScheduleAttr = "mindir.schedule";
inline constexpr llvm::StringLiteral kScheduleSourceAttr =
    "mindir.schedule_source";

} // namespace ms

#endif // MS_PASSES_KERNELS_CONTRACTIONCHOICE_H
