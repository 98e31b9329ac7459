//===- OpenCheckpoint.h - Checkpoints that tools read -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One way for all tools to open a file with values, in any of the forms and
// encrypted or not, and the options for that.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_OPENCHECKPOINT_H
#define MS_LIB_DRIVER_OPENCHECKPOINT_H

#include "lib/Driver/Options.h"

#include "msrt/Checkpoint.h"

namespace ms {

/// A cipher with the key in a file, or null after an error.
std::shared_ptr<const msrt::CheckpointCipher>
readKeyFile(const std::string &path, llvm::StringRef mode);

/// --dec-key-file and --dec-mode: how encrypted files are read.
class DecryptionOptions {
public:
  void add(OptionTable &table);
  /// Reads the key, where one is given.
  llvm::LogicalResult readKey();
  /// Null where no key is given. Files that are not encrypted are read without.
  const std::shared_ptr<const msrt::CheckpointCipher> &getCipher() const {
    return cipher;
  }

private:
  std::string keyFile, mode;
  std::shared_ptr<const msrt::CheckpointCipher> cipher;
};

enum class Contents { None, Late, Memory };

/// Reads a checkpoint or, where the name ends so, an archive of NumPy.
msrt::Result<msrt::Checkpoint>
openCheckpoint(const std::string &path, const DecryptionOptions &decryption,
               Contents contents);

} // namespace ms

#endif // MS_LIB_DRIVER_OPENCHECKPOINT_H
