//===- CheckpointToolImpl.h - What ms-ckpt's commands share -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_CHECKPOINTTOOLIMPL_H
#define MS_LIB_DRIVER_CHECKPOINTTOOLIMPL_H

#include "lib/Driver/OpenCheckpoint.h"

#include <optional>

namespace ms {

/// The options and arguments of one command.
class CheckpointArguments {
public:
  CheckpointArguments();

  /// Reads the words behind the command; false where there is nothing more to
  /// do: an error was reported (`failed`) or the help printed.
  bool parse(llvm::ArrayRef<std::string> arguments, llvm::StringRef usage);
  /// The same, where exactly `count` words that are no options must come.
  bool parse(llvm::ArrayRef<std::string> arguments, llvm::StringRef usage,
             size_t count);

  OptionTable table;
  std::vector<std::string> words;
  llvm::LogicalResult result = llvm::success();
  DecryptionOptions decryption;

private:
  bool help = false;
};

/// The content of a tensor, also where it is still in the file.
msrt::Result<msrt::Tensor> contentOf(const msrt::Checkpoint &checkpoint,
                                     const msrt::CheckpointEntry &entry);

/// "Float32", or what the file says where no such type is known.
llvm::StringRef typeText(const msrt::CheckpointEntry &entry);
/// Files of a folder whose names end as a checkpoint's, sorted; or the path
/// itself where it is none.
msrt::Result<std::vector<std::string>> checkpointsIn(const std::string &path);

llvm::LogicalResult listCheckpoints(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult showCheckpoint(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult diffCheckpoints(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult verifyCheckpoints(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult renameCheckpoint(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult convertCheckpoint(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult pruneCheckpoints(llvm::ArrayRef<std::string> arguments);
llvm::LogicalResult findLatest(llvm::ArrayRef<std::string> arguments);

} // namespace ms

#endif // MS_LIB_DRIVER_CHECKPOINTTOOLIMPL_H
