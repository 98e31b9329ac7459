//===- CheckpointConvert.cpp - ms-ckpt rename and convert -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CheckpointToolImpl.h"

#include "msrt/LoadParameters.h"
#include "msrt/Npy.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace llvm;
using namespace msrt;

namespace ms {

namespace {
/// What is written, and how.
struct OutputOptions {
  explicit OutputOptions(OptionTable &table) {
    table.text("-o", "OUT",
               "file to write: its name ends in .ckpt, .safetensors or .npz",
               path);
    table.flag("--crc-check", "write MindSpore's checksum, too", checksum);
    table.text("--enc-key-file", "FILE",
               "encrypt OUT with the key in FILE: 16, 24 or 32 bytes", keyFile);
    table.choice("--enc-mode", {"AES-GCM", "AES-CBC"}, "how (AES-GCM)", mode);
  }

  LogicalResult check();
  LogicalResult write(const Checkpoint &checkpoint) const;

  std::string path, keyFile, mode = "AES-GCM";
  bool checksum = false;
  std::shared_ptr<const CheckpointCipher> cipher;
};
} // namespace

LogicalResult OutputOptions::check() {
  if (path.empty())
    return reportError(Code::CommandLine, "no output is given: option -o");
  StringRef name = path;
  bool isArchive = name.ends_with(".npz");
  bool isCheckpoint = name.ends_with(".ckpt");
  if (!isArchive && !isCheckpoint && !name.ends_with(".safetensors"))
    return reportError(Code::CommandLine,
                       "option -o: found '" + path +
                           "', expected a name that ends in .ckpt, "
                           ".safetensors or .npz");
  if (!keyFile.empty() && !isCheckpoint)
    return reportError(Code::CommandLine,
                       "option --enc-key-file is for an output in .ckpt");
  if (checksum && isArchive)
    return reportError(Code::CommandLine,
                       "option --crc-check is not for an output in .npz");
  if (keyFile.empty())
    return success();
  cipher = readKeyFile(keyFile, mode);
  return success(cipher != nullptr);
}

static Status writeArrays(const std::string &path,
                          const Checkpoint &checkpoint) {
  std::vector<NamedTensorRef> arrays;
  for (const CheckpointEntry &entry : checkpoint.entries) {
    if (entry.kind != EntryKind::Tensor)
      return Status::error(msrt::Code::CheckpointUnsupported,
                           "%s: entry '%s' is a %s, which a .npz file cannot "
                           "hold",
                           path.c_str(), entry.name.c_str(),
                           typeText(entry).str().c_str());
    arrays.push_back({entry.name, entry.tensor()});
  }
  return writeNpz(path, arrays);
}

LogicalResult OutputOptions::write(const Checkpoint &checkpoint) const {
  Status status;
  if (StringRef(path).ends_with(".npz")) {
    status = writeArrays(path, checkpoint);
  } else {
    CheckpointWriteOptions options;
    options.checksum = checksum;
    options.cipher = cipher;
    options.resume = checkpoint.resume;
    status = writeCheckpoint(path, checkpoint.items(), options);
  }
  return status.ok() ? success() : reportError(status);
}

// Types of .safetensors that a .ckpt has no name for, and the other way round.
static LogicalResult checkTypes(const std::string &path,
                                const Checkpoint &checkpoint,
                                const std::string &output) {
  StringRef suffix = ".safetensors";
  if (StringRef(path).ends_with(suffix) == StringRef(output).ends_with(suffix))
    return success();
  for (const CheckpointEntry &entry : checkpoint.entries)
    if (entry.kind == EntryKind::Other)
      return reportError(Status::error(
          msrt::Code::CheckpointUnsupported,
          "%s: entry '%s' has the type %s, which the output cannot hold",
          path.c_str(), entry.name.c_str(), entry.typeName.c_str()));
  return success();
}

LogicalResult convertCheckpoint(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  OutputOptions output(arguments.table);
  if (!arguments.parse(words, "convert IN -o OUT", 1))
    return arguments.result;
  if (failed(output.check()))
    return failure();
  const std::string &path = arguments.words[0];
  Result<Checkpoint> read =
      openCheckpoint(path, arguments.decryption, Contents::Memory);
  if (!read.ok())
    return reportError(read.status());
  return success(succeeded(checkTypes(path, *read, output.path)) &&
                 succeeded(output.write(*read)));
}

//===----------------------------------------------------------------------===//
// rename
//===----------------------------------------------------------------------===//

namespace {
struct Renaming {
  std::string from, to;
  bool used = false;

  bool isPrefix() const { return StringRef(from).ends_with("*"); }
  /// The new name, or nothing where the old one is another.
  std::optional<std::string> apply(StringRef name) {
    if (!isPrefix() && name != from)
      return std::nullopt;
    if (isPrefix() && !name.consume_front(StringRef(from).drop_back()))
      return std::nullopt;
    used = true;
    return isPrefix() ? (StringRef(to).drop_back() + name).str() : to;
  }
};
} // namespace

static LogicalResult addRenaming(StringRef text, const Twine &place,
                                 std::vector<Renaming> &renamings) {
  auto [from, to] = text.split('=');
  if (from.empty() || to.empty() || from.ends_with("*") != to.ends_with("*"))
    return reportError(Code::CommandLine,
                       place + ": found '" + text +
                           "', expected OLD=NEW, or OLD*=NEW* for all names "
                           "that begin so");
  renamings.push_back({from.str(), to.str()});
  return success();
}

static LogicalResult readMap(const std::string &path,
                             std::vector<Renaming> &renamings) {
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!buffer)
    return reportError(
        Status::error(msrt::Code::CheckpointOpen, "%s: %s", path.c_str(),
                      errnoText(buffer.getError().value()).c_str()));
  unsigned number = 0;
  for (StringRef line : llvm::split((*buffer)->getBuffer(), '\n')) {
    ++number;
    line = line.trim();
    if (line.empty() || line.starts_with("#"))
      continue;
    if (failed(addRenaming(line, path + ":" + Twine(number), renamings)))
      return failure();
  }
  return success();
}

LogicalResult renameCheckpoint(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  OutputOptions output(arguments.table);
  std::string map;
  arguments.table.text("--map", "FILE", "file with a line OLD=NEW for each",
                       map);
  if (!arguments.parse(words, "rename IN -o OUT [--map FILE] OLD=NEW..."))
    return arguments.result;
  if (arguments.words.empty())
    return reportError(Code::CommandLine, "rename needs a file (see --help)");
  std::vector<Renaming> renamings;
  if (failed(output.check()) ||
      (!map.empty() && failed(readMap(map, renamings))))
    return failure();
  for (const std::string &word :
       ArrayRef<std::string>(arguments.words).drop_front())
    if (failed(addRenaming(word, "rename", renamings)))
      return failure();
  if (renamings.empty())
    return reportError(Code::CommandLine,
                       "rename needs names: OLD=NEW or --map FILE");
  const std::string &path = arguments.words[0];
  Result<Checkpoint> read =
      openCheckpoint(path, arguments.decryption, Contents::Memory);
  if (!read.ok())
    return reportError(read.status());
  // Each name is changed once, by the first that knows it. Those that no entry
  // has are left to be named in the error.
  std::map<std::string, std::string> names;
  for (const CheckpointEntry &entry : read->entries)
    for (Renaming &renaming : renamings)
      if (std::optional<std::string> name = renaming.apply(entry.name)) {
        names.try_emplace(entry.name, *name);
        break;
      }
  for (const Renaming &renaming : renamings) {
    if (!renaming.used && renaming.isPrefix())
      return reportError(Code::CommandLine, path + ": no entry is left for '" +
                                                renaming.from + "'");
    if (!renaming.used)
      names.try_emplace(renaming.from, renaming.to);
  }
  if (Status status = renameEntries(*read, path, names); !status.ok())
    return reportError(status);
  return success(succeeded(checkTypes(path, *read, output.path)) &&
                 succeeded(output.write(*read)));
}

} // namespace ms
