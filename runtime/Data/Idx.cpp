//===- Idx.cpp - The files of the MNIST data set --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Idx.h"

namespace msrt {

Result<NpyInfo> inspectIdx(const InputFile &file) {
  const char *path = file.path().c_str();
  uint8_t magic[4] = {};
  if (file.size() < sizeof(magic))
    return Status::error(Code::DataFormat, "%s: truncated at byte %llu", path,
                         static_cast<unsigned long long>(file.size()));
  MSRT_TRY(file.readAt(0, magic, sizeof(magic)));
  if (magic[0] == 0x1f && magic[1] == 0x8b)
    return Status::error(Code::DataUnsupported,
                         "%s: is packed with gzip: unpack it first (gunzip)",
                         path);
  NpyInfo info;
  switch (magic[0] == 0 && magic[1] == 0 ? magic[2] : 0) {
  case 0x08:
    info.dtype = MSRT_UINT8;
    break;
  case 0x09:
    info.dtype = MSRT_INT8;
    break;
  case 0x0b:
    info.dtype = MSRT_INT16;
    break;
  case 0x0c:
    info.dtype = MSRT_INT32;
    break;
  case 0x0d:
    info.dtype = MSRT_FLOAT32;
    break;
  case 0x0e:
    info.dtype = MSRT_FLOAT64;
    break;
  default:
    return Status::error(
        Code::DataFormat,
        "%s: starts with %02x%02x%02x%02x, expected an IDX file", path,
        magic[0], magic[1], magic[2], magic[3]);
  }
  info.bigEndian = dtypeBytes(info.dtype) > 1;
  unsigned rank = magic[3];
  info.offset = sizeof(magic) + 4ull * rank;
  if (file.size() < info.offset)
    return Status::error(Code::DataFormat,
                         "%s: truncated in the header at byte %llu", path,
                         static_cast<unsigned long long>(file.size()));
  for (unsigned i = 0; i < rank; ++i) {
    uint8_t bytes[4];
    MSRT_TRY(file.readAt(sizeof(magic) + 4ull * i, bytes, sizeof(bytes)));
    info.dims.push_back(static_cast<int64_t>(bytes[0]) << 24 | bytes[1] << 16 |
                        bytes[2] << 8 | bytes[3]);
  }
  int64_t bytes = tensorBytes(info.dtype, info.dims);
  uint64_t found = file.size() - info.offset;
  if (bytes < 0 || static_cast<uint64_t>(bytes) != found)
    return Status::error(Code::DataFormat,
                         "%s: shape %s of %s needs %s bytes, found %llu", path,
                         toString(info.dims).c_str(), dtypeName(info.dtype),
                         bytes < 0 ? "too many" : std::to_string(bytes).c_str(),
                         static_cast<unsigned long long>(found));
  info.bytes = found;
  return info;
}

Result<std::string> findIdxFile(const std::string &folder,
                                const std::string &stem,
                                const std::string &kind) {
  for (const char *between : {"-", "."}) {
    std::string path = folder + "/" + stem + between + kind;
    if (pathExists(path))
      return path;
  }
  for (const char *between : {"-", "."}) {
    std::string path = folder + "/" + stem + between + kind + ".gz";
    if (pathExists(path))
      return Status::error(Code::DataUnsupported,
                           "%s: is packed with gzip: unpack it first (gunzip)",
                           path.c_str());
  }
  if (!isFolder(folder))
    return Status::error(Code::DataOpen, "%s: %s", folder.c_str(),
                         pathExists(folder) ? "is no folder"
                                            : "no such folder");
  return Status::error(Code::DataOpen, "%s: has no %s-%s", folder.c_str(),
                       stem.c_str(), kind.c_str());
}

bool hasIdxSplit(const std::string &folder, const std::string &split) {
  return findIdxFile(folder, split + "-images", "idx3-ubyte").ok();
}

} // namespace msrt
