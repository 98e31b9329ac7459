//===- FileBytes.h - What readers of model files share ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Bytes with an owner, the files beside a model that its weights lie in, a
// count of messages before any is made, and bytes as the value of a parameter.
// Errors are texts.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_FILEBYTES_H
#define MS_LIB_IMPORT_FILEBYTES_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cstring>
#include <memory>
#include <string>

namespace google::protobuf {
class MessageLite;
} // namespace google::protobuf

namespace ms {

/// A number of bytes with its owner.
struct OwnedBytes {
  llvm::StringRef bytes;
  std::shared_ptr<const void> owner;
};

/// The bytes as a resource of the context, without a copy; zeros where there
/// are no elements.
mlir::Attribute makeResource(llvm::StringRef name, mlir::RankedTensorType type,
                             OwnedBytes bytes);

/// Files by their location beside a model.
using SideBuffers = llvm::StringMap<std::shared_ptr<llvm::MemoryBuffer>>;

/// Files beside a model, mapped once each.
class SideFiles {
public:
  /// `path` is the model's; `files` are those that are in memory already.
  explicit SideFiles(std::string path, SideBuffers files = {})
      : path(std::move(path)), files(std::move(files)) {}

  /// The file at `location`, which is relative to the model's folder and lies
  /// in it: neither ".." nor a link leads out.
  llvm::Expected<std::shared_ptr<llvm::MemoryBuffer>>
  open(llvm::StringRef location);

private:
  llvm::Expected<std::string> resolve(llvm::StringRef location) const;

  std::string path;
  SideBuffers files;
};

/// Which field of a message of a kind holds messages, and of which kind; 0 for
/// a field that holds none. The kinds are the caller's numbers, above 0.
using ChildOf = unsigned (*)(unsigned message, uint32_t field);

/// Fills `message`, which is of the kind `root`. An error where the bytes are
/// none or too many, are truncated or malformed, nest too deeply, or hold more
/// messages than some and one for every `bytesOfMessage`: an empty one takes
/// two bytes in the file and some hundred in memory, and they are counted
/// before anything is kept.
llvm::Error parseMessage(llvm::StringRef bytes, ChildOf childOf, unsigned root,
                         int64_t bytesOfMessage,
                         google::protobuf::MessageLite &message);

/// The bytes of a model file.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
openModel(const std::string &path);

/// Bytes of an element of a tensor.
int64_t bytesOf(mlir::Type element);

/// The low bytes of each number of a repeated field, in the order of memory.
template <typename List> OwnedBytes packList(const List &list, int64_t width) {
  auto text = std::make_shared<std::string>();
  text->reserve(static_cast<size_t>(list.size() * width));
  for (auto value : list) {
    char bytes[sizeof(value)];
    std::memcpy(bytes, &value, sizeof(value));
    text->append(bytes, static_cast<size_t>(width));
  }
  return {llvm::StringRef(*text), text};
}

} // namespace ms

#endif // MS_LIB_IMPORT_FILEBYTES_H
