//===- OpenCheckpoint.cpp - Checkpoints that tools read -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/OpenCheckpoint.h"

#include "lib/Crypto/AesCipher.h"

#include "msrt/Npy.h"

using namespace llvm;
using namespace msrt;

namespace ms {

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

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

void DecryptionOptions::add(OptionTable &table) {
  table.text("--dec-key-file", "FILE",
             "file with the key of encrypted files: 16, 24 or 32 bytes",
             keyFile);
  table.choice("--dec-mode", {"AES-GCM", "AES-CBC"},
               "refuse files that are encrypted otherwise", mode);
}

LogicalResult DecryptionOptions::readKey() {
  if (keyFile.empty())
    return mode.empty() ? success()
                        : reportError(Code::CommandLine,
                                      "option --dec-mode needs --dec-key-file");
  cipher = readKeyFile(keyFile, mode);
  return success(cipher != nullptr);
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
                                  const DecryptionOptions &decryption,
                                  Contents contents) {
  if (StringRef(path).ends_with(".npz"))
    return readArrays(path);
  CheckpointReadOptions options;
  options.contents = contents != Contents::None;
  options.late = contents == Contents::Late;
  options.cipher = decryption.getCipher();
  options.plainToo = true;
  return readCheckpoint(path, options);
}

} // namespace ms
