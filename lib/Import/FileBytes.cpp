//===- FileBytes.cpp - What readers of model files share ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/FileBytes.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/message_lite.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using google::protobuf::io::CodedInputStream;

namespace ms {

/// Deepest nesting of messages, and how many there may be in a small file.
static constexpr int kMaxDepth = 64;
static constexpr int64_t kSomeMessages = 50'000;

static Error fail(const Twine &text) {
  return createStringError(inconvertibleErrorCode(), text);
}

//===----------------------------------------------------------------------===//
// Counting messages
//===----------------------------------------------------------------------===//

namespace {
/// Walks the bytes without keeping anything.
class MessageCounter {
public:
  MessageCounter(CodedInputStream &stream, ChildOf childOf, int64_t most)
      : stream(stream), childOf(childOf), most(most) {}

  Error walk(unsigned message, int depth) {
    if (depth > kMaxDepth)
      return fail("messages nested deeper than " + Twine(kMaxDepth));
    if (++count > most)
      return fail("more than " + Twine(most) +
                  " messages, which is too many for its size");
    for (;;) {
      int at = stream.CurrentPosition();
      uint32_t tag = stream.ReadTag();
      if (tag == 0)
        return stream.ConsumedEntireMessage()
                   ? Error::success()
                   : fail("malformed at byte " + Twine(at));
      if (Error error = field(message, tag, at, depth))
        return error;
    }
  }

private:
  Error field(unsigned message, uint32_t tag, int at, int depth) {
    uint64_t number;
    uint32_t word, length;
    switch (tag & 7) {
    case 0:
      if (stream.ReadVarint64(&number))
        return Error::success();
      break;
    case 1:
      if (stream.ReadLittleEndian64(&number))
        return Error::success();
      break;
    case 5:
      if (stream.ReadLittleEndian32(&word))
        return Error::success();
      break;
    case 2: {
      if (!stream.ReadVarint32(&length))
        break;
      int left = stream.BytesUntilLimit();
      if (length > static_cast<uint32_t>(left))
        return fail("truncated or malformed: a field at byte " + Twine(at) +
                    " has " + Twine(length) + " bytes, of which " +
                    Twine(left) + " are there");
      unsigned child = childOf(message, tag >> 3);
      if (child == 0) {
        if (stream.Skip(static_cast<int>(length)))
          return Error::success();
        break;
      }
      auto limit = stream.PushLimit(static_cast<int>(length));
      if (Error error = walk(child, depth + 1))
        return error;
      stream.PopLimit(limit);
      return Error::success();
    }
    default:
      break;
    }
    return fail("truncated or malformed at byte " + Twine(at));
  }

  CodedInputStream &stream;
  const ChildOf childOf;
  const int64_t most;
  int64_t count = 0;
};
} // namespace

Error parseMessage(StringRef bytes, ChildOf childOf, unsigned root,
                   int64_t bytesOfMessage,
                   google::protobuf::MessageLite &message) {
  if (bytes.empty())
    return fail("is empty");
  if (bytes.size() > static_cast<size_t>(INT32_MAX))
    return fail("has " + Twine(bytes.size()) +
                " bytes, more than a message can have");
  auto size = static_cast<int>(bytes.size());
  const auto *data = reinterpret_cast<const uint8_t *>(bytes.data());
  CodedInputStream counted(data, size);
  counted.PushLimit(size);
  if (Error error = MessageCounter(counted, childOf,
                                   kSomeMessages + size / bytesOfMessage)
                        .walk(root, 0))
    return error;
  CodedInputStream stream(data, size);
  stream.SetRecursionLimit(kMaxDepth + 2);
  if (!message.ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage())
    return fail("truncated or malformed");
  return Error::success();
}

Expected<std::unique_ptr<MemoryBuffer>> openModel(const std::string &path) {
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer)
    return fail(buffer.getError().message());
  return std::move(*buffer);
}

int64_t bytesOf(mlir::Type element) {
  return (element.getIntOrFloatBitWidth() + 7) / 8;
}

//===----------------------------------------------------------------------===//
// Side files
//===----------------------------------------------------------------------===//

// A side file is named relative to the model's folder, and lies in it: neither
// ".." nor a link leads out.
Expected<std::string> SideFiles::resolve(StringRef location) const {
  if (location.empty() || sys::path::is_absolute(location) ||
      location.contains('\0'))
    return fail("is no path in the model's folder");
  for (StringRef part :
       make_range(sys::path::begin(location), sys::path::end(location)))
    if (part == "..")
      return fail("leads out of the model's folder");
  StringRef parent = sys::path::parent_path(path);
  SmallString<128> folder, file(parent.empty() ? StringRef(".") : parent), real;
  if (std::error_code error = sys::fs::real_path(file, folder))
    return fail(error.message());
  sys::path::append(file, location);
  if (std::error_code error = sys::fs::real_path(file, real))
    return fail(error.message());
  if (!folder.ends_with("/"))
    folder += '/';
  if (!StringRef(real).starts_with(folder))
    return fail("leads out of the model's folder");
  if (!sys::fs::is_regular_file(real))
    return fail("is no file");
  return real.str().str();
}

Expected<std::shared_ptr<MemoryBuffer>> SideFiles::open(StringRef location) {
  std::shared_ptr<MemoryBuffer> &file = files[location];
  if (file)
    return file;
  Expected<std::string> real = resolve(location);
  if (!real)
    return real.takeError();
  auto buffer = MemoryBuffer::getFile(*real, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer)
    return fail(buffer.getError().message());
  return file = std::move(*buffer);
}

//===----------------------------------------------------------------------===//
// Values of parameters
//===----------------------------------------------------------------------===//

mlir::Attribute makeResource(StringRef name, mlir::RankedTensorType type,
                             OwnedBytes bytes) {
  if (type.getNumElements() == 0)
    return mindir::ZerosAttr::get(type.getContext());
  mlir::AsmResourceBlob blob(
      ArrayRef<char>(bytes.bytes.data(), bytes.bytes.size()),
      /*dataAlignment=*/1,
      [owner = bytes.owner](void *, size_t, size_t) mutable { owner.reset(); },
      /*dataIsMutable=*/false);
  return mlir::DenseResourceElementsAttr::get(type, name, std::move(blob));
}

} // namespace ms
