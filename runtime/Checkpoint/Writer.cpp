//===- Writer.cpp - Writing .ckpt files -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One Checkpoint message per parameter, or per slice of a large one, with the
// fields in the order and form in which MindSpore writes them, between a header
// and a footer of ours.
//
//===----------------------------------------------------------------------===//

#include "msrt/Checkpoint.h"
#include "runtime/Checkpoint/CipherOutput.h"
#include "runtime/Checkpoint/Footer.h"
#include "runtime/Checkpoint/Safetensors.h"
#include "runtime/Checkpoint/WireWriter.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cstring>

namespace msrt {

CheckpointItem CheckpointItem::tensor(std::string_view name, TensorRef tensor) {
  CheckpointItem item;
  item.name = name;
  item.dtype = tensor.dtype;
  item.dims = tensor.dims;
  item.data = tensor.data;
  int64_t bytes = tensor.bytes();
  item.bytes = bytes < 0 ? 0 : static_cast<uint64_t>(bytes);
  return item;
}

CheckpointItem CheckpointItem::string(std::string_view name,
                                      std::string_view text) {
  CheckpointItem item;
  item.kind = EntryKind::Text;
  item.name = name;
  item.text = text;
  return item;
}

CheckpointItem CheckpointEntry::item() const {
  CheckpointItem item;
  item.kind = kind;
  item.name = name;
  item.typeName = typeName;
  item.dtype = dtype;
  item.dims = dims;
  item.data = content.data();
  item.bytes = bytes;
  item.text = text;
  return item;
}

Status CheckpointEntry::assign(const CheckpointItem &item) {
  kind = item.kind;
  name = item.name;
  typeName = kind == EntryKind::Tensor ? dtypeName(item.dtype) : item.typeName;
  dtype = item.dtype;
  dims = item.dims.vec();
  bytes = item.bytes;
  text = item.text;
  if (content.size() < bytes) {
    content = Buffer(); // given back before the larger one is asked for
    MSRT_ASSIGN(larger, Buffer::create(bytes));
    content = std::move(larger);
  }
  if (bytes > 0)
    std::memcpy(content.data(), item.data, bytes);
  return {};
}

std::vector<CheckpointItem> Checkpoint::items() const {
  std::vector<CheckpointItem> items;
  for (const CheckpointEntry &entry : entries)
    items.push_back(entry.item());
  return items;
}

void putItem(std::vector<CheckpointItem> &items, const CheckpointItem &item) {
  for (CheckpointItem &old : items)
    if (old.name == item.name) {
      old = item;
      return;
    }
  items.push_back(item);
}

std::string checkpointPath(const std::string &name) {
  std::string_view suffix = "ckpt";
  bool ends =
      name.size() >= suffix.size() &&
      name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
  return ends || isSafetensorsPath(name) ? name : name + ".ckpt";
}

//===----------------------------------------------------------------------===//
// Wire format
//===----------------------------------------------------------------------===//

// The header of a message that ends with `contentBytes` bytes of content.
static std::string messageHeader(std::string_view name, unsigned bodyField,
                                 const std::string &body,
                                 uint64_t contentBytes) {
  std::string head;
  putString(head, 1, name);
  putLength(head, bodyField, body.size() + contentBytes);
  std::string message;
  putLength(message, 1, head.size() + body.size() + contentBytes);
  return message + head + body;
}

// UTF-32-LE, as NumPy stores text; false where the text is no UTF-8.
static bool encodeText(std::string_view text, std::string &out) {
  uint32_t c;
  for (size_t at = 0; at < text.size();) {
    if (!nextCodePoint(text, at, c))
      return false;
    for (unsigned shift = 0; shift < 32; shift += 8)
      out += static_cast<char>(c >> shift & 0xff);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

namespace {
/// Writes messages, and what stands around them.
class CheckpointWriter {
public:
  CheckpointWriter(AtomicFile &file, const CheckpointWriteOptions &options)
      : output(file, options.cipher.get()), options(options) {}

  Status start();
  Status write(const CheckpointItem &item);
  Status finish();

private:
  Status put(const void *data, uint64_t bytes);
  Status tensor(const CheckpointItem &item, std::string_view typeName,
                Dims dims, const void *data, uint64_t bytes);

  CipherOutput output;
  const CheckpointWriteOptions &options;
  FooterBuilder footer;
};
} // namespace

Status CheckpointWriter::put(const void *data, uint64_t bytes) {
  footer.add(data, bytes);
  return output.write(data, bytes);
}

Status CheckpointWriter::start() {
  std::string header = checkpointHeader();
  return put(header.data(), header.size());
}

Status CheckpointWriter::tensor(const CheckpointItem &item,
                                std::string_view typeName, Dims dims,
                                const void *data, uint64_t bytes) {
  const char *next = static_cast<const char *>(data);
  do {
    uint64_t slice = std::min(bytes, options.sliceBytes);
    std::string body;
    for (int64_t extent : dims) {
      putVarint(body, 1 << 3);
      putVarint(body, static_cast<uint64_t>(extent));
    }
    putString(body, 2, typeName);
    putLength(body, 3, slice);
    std::string header = messageHeader(item.name, 2, body, slice);
    MSRT_TRY(put(header.data(), header.size()));
    MSRT_TRY(put(next, slice));
    next += slice;
    bytes -= slice;
  } while (bytes > 0);
  return {};
}

Status CheckpointWriter::write(const CheckpointItem &item) {
  switch (item.kind) {
  case EntryKind::Text: {
    std::string content;
    if (!encodeText(item.text, content))
      return Status::error(Code::CheckpointWrite,
                           "the text of entry %s is not UTF-8",
                           quoteName(item.name).c_str());
    if (content.empty()) // NumPy has no text of length 0
      content.assign(4, '\0');
    return tensor(item, "str", {0}, content.data(), content.size());
  }
  case EntryKind::Map: {
    std::string header = messageHeader(item.name, 3, "", item.bytes);
    MSRT_TRY(put(header.data(), header.size()));
    return put(item.data, item.bytes);
  }
  case EntryKind::Other:
    return tensor(item, item.typeName, item.dims, item.data, item.bytes);
  case EntryKind::Tensor:
    break;
  }
  int64_t expected = tensorBytes(item.dtype, item.dims);
  if (expected < 0 || static_cast<uint64_t>(expected) != item.bytes)
    return Status::error(Code::CheckpointWrite,
                         "entry %s of shape %s and type %s has %llu bytes",
                         quoteName(item.name).c_str(),
                         toString(item.dims).c_str(), dtypeName(item.dtype),
                         static_cast<unsigned long long>(item.bytes));
  return tensor(item, dtypeName(item.dtype), item.dims, item.data, item.bytes);
}

Status CheckpointWriter::finish() {
  std::string end = footer.finish(options.resume);
  if (options.checksum) {
    end.append("crc_num\0\0\0\0\0\0", 13);
    for (unsigned shift = 32; shift > 0; shift -= 8)
      end += static_cast<char>(footer.crc() >> (shift - 8) & 0xff);
  }
  MSRT_TRY(output.write(end.data(), end.size()));
  return output.finish();
}

Status writeCheckpoint(const std::string &path,
                       const std::vector<CheckpointItem> &items,
                       CheckpointWriteOptions options) {
  if (items.empty())
    return Status::error(Code::CheckpointWrite, "%s: nothing to save",
                         path.c_str());
  if (isSafetensorsPath(path))
    return writeSafetensors(path, items, options);
  MSRT_ASSIGN(file, AtomicFile::create(path, Code::CheckpointWrite));
  CheckpointWriter writer(file, options);
  MSRT_TRY(writer.start());
  for (const CheckpointItem &item : items)
    MSRT_TRY(writer.write(item));
  MSRT_TRY(writer.finish());
  return file.commit(options.mode);
}

} // namespace msrt
