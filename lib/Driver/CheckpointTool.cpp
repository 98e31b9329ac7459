//===- CheckpointTool.cpp - What ms-ckpt does -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The commands' table, and what they share.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CheckpointTool.h"

#include "lib/Driver/CheckpointToolImpl.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <dirent.h>

using namespace llvm;
using namespace msrt;

namespace ms {

static const struct {
  StringRef name, usage, meaning;
  LogicalResult (*run)(ArrayRef<std::string>);
} commands[] = {
    {"list", "FILE|DIR...", "entries of files, files of folders",
     listCheckpoints},
    {"show", "FILE [NAME...]", "numbers in the entries", showCheckpoint},
    {"diff", "A B", "what differs; exit code 1 if anything does",
     diffCheckpoints},
    {"verify", "FILE|DIR...", "whether files are whole; exit code 1 if not",
     verifyCheckpoints},
    {"rename", "IN -o OUT OLD=NEW...", "other names for entries",
     renameCheckpoint},
    {"convert", "IN -o OUT", "between .ckpt, .safetensors and .npz",
     convertCheckpoint},
    {"prune", "DIR --prefix P --keep N", "remove the oldest files of a run",
     pruneCheckpoints},
    {"latest", "DIR", "the newest file that is whole", findLatest},
};

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

CheckpointArguments::CheckpointArguments() {
  decryption.add(table);
  table.flag("--help", "print this", help);
}

bool CheckpointArguments::parse(ArrayRef<std::string> arguments,
                                StringRef usage) {
  result = table.parse(arguments, words);
  if (failed(result))
    return false;
  for (const std::string &word : words)
    if (word.size() > 1 && word[0] == '-') {
      result = reportUnknownOption(word, table.getNames());
      return false;
    }
  if (help) {
    outs() << "usage: ms-ckpt " << usage << " [options]\n\n" << table.help();
    return false;
  }
  result = decryption.readKey();
  return succeeded(result);
}

bool CheckpointArguments::parse(ArrayRef<std::string> arguments,
                                StringRef usage, size_t count) {
  if (!parse(arguments, usage))
    return false;
  if (words.size() != count)
    result = reportError(Code::CommandLine,
                         "expected ms-ckpt " + usage + " (see --help)");
  return succeeded(result);
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

Result<Tensor> contentOf(const Checkpoint &checkpoint,
                         const CheckpointEntry &entry) {
  MSRT_ASSIGN(tensor, Tensor::create(entry.dtype, entry.dims));
  MSRT_TRY(checkpoint.copyContent(entry, tensor.data()));
  return tensor;
}

StringRef typeText(const CheckpointEntry &entry) {
  switch (entry.kind) {
  case EntryKind::Tensor:
    return dtypeName(entry.dtype);
  case EntryKind::Text:
    return "text";
  case EntryKind::Map:
    return "hash map";
  case EntryKind::Other:
    break;
  }
  return entry.typeName;
}

Result<std::vector<std::string>> checkpointsIn(const std::string &path) {
  std::vector<std::string> files;
  if (!isFolder(path)) {
    files.push_back(path);
    return files;
  }
  DIR *folder = ::opendir(path.c_str());
  if (!folder)
    return Status::error(msrt::Code::CheckpointOpen, "%s: opendir failed: %s",
                         path.c_str(), errnoText(errno).c_str());
  while (dirent *entry = ::readdir(folder)) {
    StringRef name = entry->d_name;
    if (name.ends_with(".ckpt") || name.ends_with(".safetensors"))
      files.push_back((path + "/" + name).str());
  }
  ::closedir(folder);
  std::sort(files.begin(), files.end());
  if (files.empty())
    return Status::error(msrt::Code::CheckpointOpen,
                         "%s: has no file that ends in .ckpt or .safetensors",
                         path.c_str());
  return files;
}

//===----------------------------------------------------------------------===//
// The tool
//===----------------------------------------------------------------------===//

static void printHelp() {
  outs() << "usage: ms-ckpt COMMAND ... (ms-ckpt COMMAND --help: its options)\n"
            "\n"
            "Looks into checkpoints of MindSpore and changes them: .ckpt, also "
            "encrypted,\n.safetensors and archives of NumPy (.npz).\n\n";
  for (const auto &command : commands)
    outs() << "  "
           << left_justify((command.name + " " + command.usage).str(), 34)
           << command.meaning << "\n";
}

static LogicalResult run(ArrayRef<std::string> arguments) {
  if (arguments.empty())
    return reportError(Code::CommandLine, "expected a command (see --help)");
  if (arguments[0] == "--help") {
    printHelp();
    return success();
  }
  if (arguments[0] == "--version") {
    outs() << "mindirc " MS_VERSION "\n";
    return success();
  }
  std::vector<std::string> names;
  for (const auto &command : commands) {
    if (command.name == arguments[0])
      return command.run(arguments.drop_front());
    names.push_back(command.name.str());
  }
  return reportError(Code::CommandLine, "unknown command '" + arguments[0] +
                                            "'" +
                                            didYouMean(arguments[0], names));
}

int checkpointTool(int argc, char **argv) {
  // A file size limit shall be an error message, not a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  return finishTool(run(arguments));
}

} // namespace ms
