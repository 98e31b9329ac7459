//===- Safetensors.h - .safetensors files -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Eight bytes with the length of a JSON header, the header, the contents. What
// MindSpore adds: {"format":"ms"} and, where it was asked for, "crc_num" among
// the header's metadata. readCheckpoint and writeCheckpoint choose this form by
// the name's ending.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CHECKPOINT_SAFETENSORS_H
#define MSRT_CHECKPOINT_SAFETENSORS_H

#include "msrt/Checkpoint.h"

#include <functional>

namespace msrt {

Result<Checkpoint> readSafetensors(InputFile file,
                                   CheckpointReadOptions options);
Status writeSafetensors(const std::string &path,
                        const std::vector<CheckpointItem> &items,
                        const CheckpointWriteOptions &options);

namespace safetensors {
/// The metadata with a run's state: the message of the footer, as hexadecimal
/// digits.
inline constexpr const char *resumeKey = "mindirc_resume";

/// An element type of the format.
struct ElementType {
  const char *name;
  unsigned bits;
  int dtype; ///< msrt_dtype, or -1
};

/// The format's types in the order of their contents in a file, last first.
extern const ElementType elementTypes[22];

/// Copies bytes of a content from a place in it.
using ReadContent = std::function<Status(uint64_t, void *, uint64_t)>;

/// Continues MindSpore's crc_num, which goes over names and contents sorted by
/// name.
Status updateChecksum(uint32_t &crc, const CheckpointItem &item,
                      const ReadContent &read);
} // namespace safetensors

} // namespace msrt

#endif // MSRT_CHECKPOINT_SAFETENSORS_H
