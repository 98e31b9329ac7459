//===- ModelFile.cpp - The bytes of a .mindir file ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/ModelFile.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ms {

/// Least bytes of a message; those that MindSpore writes take 35 and more.
static constexpr int64_t kBytesOfMessage = 16;
/// The writer pads the first tensor of a side file to this place.
static constexpr int64_t kSideHeader = 64;
/// Newest layout of the messages that is known.
static constexpr int64_t kMaxVersion = 3;

static Error fail(const Twine &text) {
  return createStringError(inconvertibleErrorCode(), text);
}

//===----------------------------------------------------------------------===//
// Counting messages
//===----------------------------------------------------------------------===//

namespace {
enum Message { None, Model, Graph, Node, Primitive, Info, Tensor, Leaf, Attr };

/// Which fields of a message hold messages: those of mind_ir.proto.
unsigned childOf(unsigned message, uint32_t field) {
  switch (message) {
  case Model:
    return field == 7 || field == 8 ? Graph : field == 12 ? Primitive : None;
  case Graph:
    return field == 1                 ? Node
           : field == 3               ? Tensor
           : field == 5 || field == 6 ? Info
                                      : None;
  case Node:
    return field == 5 ? Attr : None;
  case Primitive:
    return field == 3 ? Attr : None;
  case Info:
    return field == 2 ? Tensor : field == 5 ? Attr : None;
  case Tensor:
    return field == 12 ? Leaf : None;
  case Attr:
    return field == 6 || field == 12 ? Tensor : field == 17 ? Attr : None;
  default:
    return None;
  }
}

} // namespace

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

static bool isEncrypted(StringRef bytes) {
  return bytes.size() >= 4 && bytes.substr(1, 3) == "\x5e\x3a\x7f" &&
         (bytes[0] == '\xd8' || bytes[0] == '\xd9' || bytes[0] == '\xda');
}

Error ModelFile::check() const {
  if (!model->has_graph())
    return fail("has no graph: it is no MindIR file");
  if (model->has_little_endian() && !model->little_endian())
    return fail("its numbers are big-endian, expected little-endian");
  int64_t version = model->mind_ir_version();
  if (version < 0 || version > kMaxVersion)
    return fail("has mind_ir_version " + Twine(version) + ", known are 0 to " +
                Twine(kMaxVersion));
  return Error::success();
}

Expected<ModelFile> ModelFile::parse(StringRef bytes, const std::string &path,
                                     SideBuffers sides) {
  if (isEncrypted(bytes))
    return fail("is encrypted: export it without enc_key");
  ModelFile file(path, std::move(sides));
  file.model = std::make_unique<mind_ir::ModelProto>();
  if (Error error =
          parseMessage(bytes, childOf, Model, kBytesOfMessage, *file.model))
    return error;
  if (Error error = file.check())
    return error;
  return file;
}

ModelFile ModelFile::withoutValues(std::unique_ptr<mind_ir::ModelProto> model,
                                   const std::string &path) {
  ModelFile file(path, {});
  file.model = std::move(model);
  file.valuesThere = false;
  return file;
}

Expected<ModelFile> ModelFile::open(const std::string &path) {
  auto buffer = openModel(path);
  if (!buffer)
    return buffer.takeError();
  return parse((*buffer)->getBuffer(), path);
}

//===----------------------------------------------------------------------===//
// Side files
//===----------------------------------------------------------------------===//

Expected<OwnedBytes>
ModelFile::readExternal(const mind_ir::TensorProto &tensor) {
  const auto &place = tensor.external_data();
  StringRef location = place.location();
  auto wrong = [&](const Twine &text) {
    return fail("external data '" + location + "' " + text);
  };
  auto file = sideFiles.open(location);
  if (!file)
    return wrong(toString(file.takeError()));
  StringRef bytes = (*file)->getBuffer();
  if (bytes.size() < static_cast<size_t>(kSideHeader))
    return wrong("has " + Twine(bytes.size()) +
                 " bytes, less than its header of " + Twine(kSideHeader));
  if (bytes[0] != 1)
    return wrong("has no marker of little-endian data at its head");
  auto size = static_cast<int64_t>(bytes.size());
  if (place.offset() < kSideHeader || place.length() < 0 ||
      place.offset() > size || place.length() > size - place.offset())
    return wrong("has " + Twine(size) + " bytes, but " + Twine(place.length()) +
                 " from byte " + Twine(place.offset()) + " on are asked for");
  return OwnedBytes{bytes.substr(place.offset(), place.length()), *file};
}

} // namespace ms
