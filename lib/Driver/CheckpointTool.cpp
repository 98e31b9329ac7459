//===- CheckpointTool.cpp - What ms-ckpt does -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The commands' table, and what they share: options, keys, and one way to open
// a file of any of the forms.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CheckpointTool.h"

#include "lib/Crypto/AesCipher.h"
#include "lib/Driver/CheckpointToolImpl.h"

#include "msrt/Npy.h"

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
  table.text("--dec-key-file", "FILE",
             "file with the key of encrypted files: 16, 24 or 32 bytes",
             keyFile);
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
  if (!keyFile.empty()) {
    decryption = readKeyFile(keyFile, "");
    result = success(decryption != nullptr);
  }
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

static Result<std::string> readKey(const std::string &path) {
  MSRT_ASSIGN(file, InputFile::open(path, msrt::Code::CheckpointOpen));
  // A key and at most the end of its line.
  if (file.size() > 33)
    return Status::error(msrt::Code::CheckpointKey,
                         "%s: has %llu bytes, expected a key of 16, 24 or 32",
                         path.c_str(),
                         static_cast<unsigned long long>(file.size()));
  std::string key(static_cast<size_t>(file.size()), '\0');
  MSRT_TRY(file.readAt(0, key.data(), key.size()));
  if (key.size() % 8 == 1 && key.back() == '\n')
    key.pop_back();
  return key;
}

std::shared_ptr<const CheckpointCipher> readKeyFile(const std::string &path,
                                                    StringRef mode) {
  Result<std::string> key = readKey(path);
  if (!key.ok()) {
    (void)reportError(key.status());
    return nullptr;
  }
  auto cipher = createCipher(SecretKey(key.take()), mode.str());
  if (!cipher.ok()) {
    (void)reportError(cipher.status());
    return nullptr;
  }
  return cipher.take();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static Result<Checkpoint> readArrays(const std::string &path) {
  MSRT_ASSIGN(arrays, readNpz(path));
  Checkpoint checkpoint;
  for (NamedTensor &array : arrays) {
    CheckpointEntry entry;
    entry.name = std::move(array.name);
    entry.dtype = array.tensor.dtype;
    entry.typeName = dtypeName(entry.dtype);
    entry.dims = array.tensor.dims;
    entry.bytes = array.tensor.buffer.size();
    entry.content = std::move(array.tensor.buffer);
    checkpoint.entries.push_back(std::move(entry));
  }
  // Each member of an archive has one.
  checkpoint.hasChecksum = true;
  return checkpoint;
}

Result<Checkpoint> openCheckpoint(const std::string &path,
                                  const CheckpointArguments &arguments,
                                  Contents contents) {
  if (StringRef(path).ends_with(".npz"))
    return readArrays(path);
  CheckpointReadOptions options;
  options.contents = contents != Contents::None;
  options.late = contents == Contents::Late;
  options.cipher = arguments.decryption;
  options.plainToo = true;
  return readCheckpoint(path, options);
}

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
