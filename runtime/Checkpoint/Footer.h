//===- Footer.h - What our checkpoints begin and end with -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Two fields of number 1000, which MindSpore's messages do not have and which
// every protobuf reader passes over. The first one says that a last one must
// follow: a file that was cut, between two entries too, shows. The last one
// holds a CRC-32 of every byte before it, more of every block, so that damage
// has a place, and the state of the run. In protobuf's words:
//
//   message Header {
//     uint32 version = 1;     // 1
//     fixed32 magic = 13;     // "msck"
//   }
//   message Footer {
//     uint32 version = 1;     // 1
//     uint64 block_bytes = 2;
//     repeated fixed32 block_crc = 3 [packed = true]; // of all before the
//     field Resume resume = 4;      // only while training fixed32 magic = 13;
//     // "msck" fixed32 field_bytes = 14; // of the whole field, its tag
//     included fixed32 crc = 15;       // of every byte of the file before
//     these four
//   }
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CHECKPOINT_FOOTER_H
#define MSRT_CHECKPOINT_FOOTER_H

#include "msrt/File.h"
#include "msrt/ResumeState.h"

#include <optional>
#include <vector>

namespace msrt {

/// The header's bytes, always the same.
std::string checkpointHeader();

/// The message of a resume state, and the state of a message; nothing where it
/// is none.
std::string encodeResumeState(const ResumeState &state);
std::optional<ResumeState> decodeResumeState(std::string_view message);

/// Follows the bytes of a file that is written.
class FooterBuilder {
public:
  void add(const void *data, uint64_t bytes);
  /// The footer after the bytes so far.
  std::string finish(const std::optional<ResumeState> &state);
  /// CRC-32 of all bytes, the footer's too after finish().
  uint32_t crc() const { return total; }

private:
  void closeBlock();

  std::vector<uint32_t> blocks;
  uint64_t inBlock = 0;
  uint32_t block = 0, total = 0;
};

/// The messages of a file, without what stands around them.
struct CheckpointFrame {
  bool hasHeader = false;
  bool hasFooter = false;  ///< and its CRC-32 agrees
  bool hasTrailer = false; ///< MindSpore's crc_num, or what looks like it
  Status trailerDamage;    ///< where its CRC-32 does not agree
  uint64_t end = 0;        ///< of the messages
  std::optional<ResumeState> resume;
};

/// Finds header, footer and trailer and checks every byte of the file. Damage
/// is an error that says where.
Result<CheckpointFrame> checkFrame(const InputFile &file);

} // namespace msrt

#endif // MSRT_CHECKPOINT_FOOTER_H
