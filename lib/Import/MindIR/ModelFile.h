//===- ModelFile.h - The bytes of a .mindir file ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From a path, or from bytes, to messages that can be walked: size, nesting,
// versions and encryption are checked here, and the side files of weights are
// found here. What the graph means is not looked at.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_MODELFILE_H
#define MS_LIB_IMPORT_MINDIR_MODELFILE_H

#include "lib/Import/FileBytes.h"
#include "lib/Import/MindIR/mind_ir.pb.h"

namespace ms {

/// Errors are texts without a code: "truncated or malformed at ...".
class ModelFile {
public:
  static llvm::Expected<ModelFile> open(const std::string &path);
  /// `path` is where side files would lie beside; `sides` are such files.
  static llvm::Expected<ModelFile>
  parse(llvm::StringRef bytes, const std::string &path, SideBuffers sides = {});
  /// A graph from a file of another form, which holds no values of parameters,
  /// and of tensors that are constants may hold none.
  static ModelFile withoutValues(std::unique_ptr<mind_ir::ModelProto> model,
                                 const std::string &path);

  mind_ir::ModelProto &getModel() { return *model; }
  const mind_ir::ModelProto &getModel() const { return *model; }

  /// Attributes of operators that are arguments for newer versions stand on
  /// the nodes (r1.x).
  bool isOld() const { return model->mind_ir_version() < 2; }

  /// Whether parameters have values; else a checkpoint gives them.
  bool hasValues() const { return valuesThere; }

  /// The bytes that `tensor` keeps in a side file, mapped.
  llvm::Expected<OwnedBytes> readExternal(const mind_ir::TensorProto &tensor);

private:
  ModelFile(const std::string &path, SideBuffers sides)
      : sideFiles(path, std::move(sides)) {}
  llvm::Error check() const;

  std::unique_ptr<mind_ir::ModelProto> model;
  SideFiles sideFiles;
  bool valuesThere = true;
};

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_MODELFILE_H
