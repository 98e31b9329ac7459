//===- CacheFolder.h - Entries that processes share -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A folder of files by key. Decides where it is, that an entry is read whole or
// not at all, and which entries go when it has grown too large. Whatever is
// wrong with the folder or with an entry costs time, and is no error.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_CACHEFOLDER_H
#define MS_LIB_DRIVER_CACHEFOLDER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/BLAKE3.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace ms {

/// What an entry is found by: a hash of all that decides about its content.
using CacheKey = std::array<uint8_t, 32>;

/// Where the cache is, as options and environment say.
struct CachePlace {
  std::string folder;   ///< "": there is no cache
  bool isNamed = false; ///< the user has named the folder
  uint64_t limit = 0;   ///< bytes of all entries

  /// `folder`, else $MS_CACHE_DIR, else $XDG_CACHE_HOME/mindirc, else
  /// ~/.cache/mindirc; of $MS_CACHE_SIZE bytes, else 1 GiB. None where `off`,
  /// where that size is 0, or where there is no home.
  static CachePlace find(const std::string &folder, bool off);
};

class CacheFolder {
public:
  explicit CacheFolder(CachePlace where) : place(std::move(where)) {}

  bool isOn() const { return !place.folder.empty(); }

  /// The content of an entry, or nothing where it is missing, cut, changed, or
  /// another user's. The entry is the newest one then.
  std::optional<std::string> load(const CacheKey &key);

  /// Writes an entry, all or nothing, and removes the oldest ones where all
  /// together are larger than the limit. A named folder that cannot be written
  /// to is told of once.
  void store(const CacheKey &key, llvm::StringRef content);

private:
  std::string pathOf(const CacheKey &key) const;
  void shrink();
  void warn(llvm::StringRef why) const;

  CachePlace place;
};

} // namespace ms

#endif // MS_LIB_DRIVER_CACHEFOLDER_H
