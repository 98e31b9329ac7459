//===- ModelFile.h - The bytes of an .onnx file -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From a path, or from bytes, to messages that can be walked: size, nesting and
// versions are checked here, and external data is found here. What the graph
// means is not looked at. The library's messages read newer files too: fields
// that they do not know are kept apart.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_MODELFILE_H
#define MS_LIB_IMPORT_ONNX_MODELFILE_H

#include "lib/Import/FileBytes.h"

#include "onnx/onnx_pb.h"

namespace ms::fromonnx {

/// Errors are texts without a code: "truncated or malformed at ...".
class ModelFile {
public:
  static llvm::Expected<ModelFile> open(const std::string &path);
  /// `path` is where external data would lie beside; `sides` are such files.
  static llvm::Expected<ModelFile>
  parse(llvm::StringRef bytes, const std::string &path, SideBuffers sides = {});

  onnx::ModelProto &getModel() { return *model; }
  /// The version of the default domain's operators.
  int64_t getOpset() const { return opset; }

  /// The bytes that `tensor` keeps in a side file, mapped; `size` of them where
  /// the file does not say how many.
  llvm::Expected<OwnedBytes> readExternal(const onnx::TensorProto &tensor,
                                          int64_t size);

private:
  ModelFile(const std::string &path, SideBuffers sides)
      : sideFiles(path, std::move(sides)) {}
  llvm::Error check();

  std::unique_ptr<onnx::ModelProto> model;
  int64_t opset = 0;
  SideFiles sideFiles;
};

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_MODELFILE_H
