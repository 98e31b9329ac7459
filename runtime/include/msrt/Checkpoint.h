//===- Checkpoint.h - MindSpore's .ckpt files -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The only implementation of the checkpoint format, and of .safetensors as the
// other form that MindSpore has for the same content. Reading accepts what any
// version of MindSpore wrote and trusts no length in the file; the order of
// entries is kept. Writing gives the entries as MindSpore 2.x writes them,
// between a header and a footer that MindSpore passes over and that make every
// damage show, and either the whole file or none. Which parameter takes which
// entry is decided in LoadParameters.h.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CHECKPOINT_H
#define MSRT_CHECKPOINT_H

#include "msrt/Cipher.h"
#include "msrt/File.h"
#include "msrt/ResumeState.h"
#include "msrt/Types.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msrt {

enum class EntryKind {
  Tensor,
  Text,  ///< a string that append_dict stored
  Other, ///< a tensor of a type that has no msrt_dtype ("Int4", "Complex64")
  Map,   ///< a hash map parameter, kept as its message
};

/// One thing to write. Nothing is copied: it points to names and bytes.
struct CheckpointItem {
  EntryKind kind = EntryKind::Tensor;
  std::string_view name;
  std::string_view typeName; ///< for Other; a Tensor's comes from its dtype
  DType dtype = MSRT_FLOAT32;
  Dims dims;
  const void *data = nullptr;
  uint64_t bytes = 0;
  std::string_view text; ///< of Text, UTF-8

  static CheckpointItem tensor(std::string_view name, TensorRef tensor);
  static CheckpointItem string(std::string_view name, std::string_view text);
};

/// Bytes of a file.
struct CheckpointPiece {
  uint64_t offset = 0, bytes = 0;
};

/// Adds an item; one that has its name already is replaced in its place, as in
/// the dictionary that MindSpore writes from.
void putItem(std::vector<CheckpointItem> &items, const CheckpointItem &item);

/// One thing that was read; slices are joined.
struct CheckpointEntry {
  EntryKind kind = EntryKind::Tensor;
  std::string name;
  std::string typeName; ///< as it stands in the file
  DType dtype = MSRT_FLOAT32;
  std::vector<int64_t> dims;
  uint64_t bytes = 0;  ///< of the content
  uint64_t offset = 0; ///< of its first slice in the file
  Buffer content;      ///< empty after a read without contents, or a late one
  /// After a late read: where the content lies in the file.
  std::vector<CheckpointPiece> pieces;
  std::string text; ///< of Text, UTF-8

  TensorRef tensor() const { return {dtype, dims, content.data()}; }
  CheckpointItem item() const;
  /// Becomes a copy of an item; the memory of an earlier content is used again.
  Status assign(const CheckpointItem &item);
};

struct Checkpoint {
  std::vector<CheckpointEntry> entries; ///< in the order of the file
  bool hasChecksum = false;             ///< a crc_num trailer, which agreed
  bool hasFooter = false;            ///< written by us; every byte was checked
  std::optional<ResumeState> resume; ///< saved by a training run of ours
  std::shared_ptr<InputFile> file;   ///< after a late read

  /// The entry of this name (the last one, as MindSpore takes it), or null.
  const CheckpointEntry *find(std::string_view name) const;
  /// Copies the content of an entry, from memory or from the file.
  Status copyContent(const CheckpointEntry &entry, void *to) const;
  /// What load_checkpoint's dictionary is: of entries with one name the last
  /// one, in the place of the first.
  void keepLast();
  /// Items that write the same file again.
  std::vector<CheckpointItem> items() const;
};

struct CheckpointReadOptions {
  bool contents = true; ///< false: names, types and shapes only
  /// Contents of tensors stay in the file, which stays open, until they are
  /// copied: a large file needs no memory of its own.
  bool late = false;
  /// For an encrypted file, which is decrypted into memory as a whole.
  std::shared_ptr<const CheckpointCipher> cipher;
  /// With a cipher: a file that is not encrypted is no error.
  bool plainToo = false;
};

/// Reads a file, as .safetensors where its name ends so, else as .ckpt, and
/// checks all of its bytes where it has a footer or trailer; on an error it
/// names file, place, entry and cause.
Result<Checkpoint> readCheckpoint(const std::string &path,
                                  CheckpointReadOptions options = {});

struct CheckpointWriteOptions {
  bool checksum = false; ///< MindSpore's crc_num, besides our footer
  std::optional<ResumeState> resume; ///< goes into the footer
  unsigned mode = 0400; ///< as MindSpore: nobody writes to it by mistake
  uint64_t sliceBytes = uint64_t(512) << 20; ///< largest content of one message
  /// Encrypts what is written; only .ckpt.
  std::shared_ptr<const CheckpointCipher> cipher;
};

/// Writes all items under `path`, as .safetensors where it ends so, else as
/// .ckpt; crash-safe: see AtomicFile.
Status writeCheckpoint(const std::string &path,
                       const std::vector<CheckpointItem> &items,
                       CheckpointWriteOptions options = {});

/// save_checkpoint's rule: ".ckpt" is appended unless the name ends in "ckpt"
/// or ".safetensors".
std::string checkpointPath(const std::string &name);

/// Whether a file of this name is a .safetensors file.
bool isSafetensorsPath(std::string_view path);

} // namespace msrt

#endif // MSRT_CHECKPOINT_H
