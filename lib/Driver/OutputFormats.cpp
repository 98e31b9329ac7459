//===- OutputFormats.cpp - What a network can be written as ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/OutputFormats.h"

#include "lib/Driver/ExportNetwork.h"
#include "lib/Driver/WriteModule.h"
#include "lib/Export/AIR/ExportAIR.h"
#include "lib/Export/MindIR/ExportMindIR.h"
#include "lib/Import/AIR/ImportAIR.h"
#include "lib/Import/MindIR/ImportMindIR.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "lib/Support/Diagnostics.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace ms {

static std::optional<ExportedModel> encodeMindIR(ModuleOp module,
                                                 const WriteOptions &) {
  return exportMindIR(module);
}

static OwningOpRef<ModuleOp> decodeMindIR(const ExportedModel &model,
                                          MLIRContext &context) {
  return importMindIR(StringRef(model.bytes), "verify.mindir", context);
}

static std::optional<ExportedModel> encodeAIR(ModuleOp module,
                                              const WriteOptions &) {
  return exportAIR(module);
}

static OwningOpRef<ModuleOp> decodeAIR(const ExportedModel &model,
                                       MLIRContext &context) {
  return importAIR(StringRef(model.bytes), "verify.air", context);
}

static std::optional<ExportedModel> encodeONNX(ModuleOp module,
                                               const WriteOptions &options) {
  OnnxOptions onnx;
  onnx.opset = options.opset;
  onnx.externalDataAbove = options.externalDataAbove;
  onnx.dataName = (llvm::sys::path::filename(options.path) + ".data").str();
  return exportONNX(module, onnx);
}

/// Data that go to a file of their own are read from one: files lie in a folder
/// until they are mapped.
static OwningOpRef<ModuleOp> decodeONNX(const ExportedModel &model,
                                        MLIRContext &context) {
  if (model.sides.empty())
    return importONNX(StringRef(model.bytes), "verify.onnx", context);
  auto fail = [&](const Twine &why) {
    emitCodedError(UnknownLoc::get(&context), Code::InputFile)
        << "cannot be verified: " << why;
    return nullptr;
  };
  SmallString<128> folder;
  if (std::error_code error =
          llvm::sys::fs::createUniqueDirectory("verify", folder))
    return fail(msrt::errnoText(error.value()));
  llvm::scope_exit cleanUp([&] { llvm::sys::fs::remove_directories(folder); });
  std::string path = (folder + "/verify.onnx").str();
  auto file = msrt::AtomicFile::create(path, msrt::Code::DataWrite);
  msrt::Status status =
      file.ok() ? commitModel(model, path, *file) : file.status();
  if (!status.ok())
    return fail(status.message());
  return importONNX(path, context);
}

ArrayRef<OutputFormat> getOutputFormats() {
  static const OutputFormat formats[] = {
      {".mlir", "MLIR", "text"},
      {".mlirbc", "MLIR bytecode", "bytecode"},
      {".mindir", "MINDIR",
       "the inference graph for MindSpore, with all weights; with --train a "
       "step of training",
       encodeMindIR, decodeMindIR, canExportMindIR, /*hasSteps=*/true},
      {".air", "AIR", "the inference graph for Ascend, with all weights",
       encodeAIR, decodeAIR, canExportAIR},
      {".onnx", "ONNX", "the inference graph for ONNX Runtime and others",
       encodeONNX, decodeONNX, canExportONNX, /*hasSteps=*/false,
       /*hasOpset=*/true},
      {".ckpt", "checkpoint", "the values of all parameters, for MindSpore",
       nullptr, nullptr, nullptr, false, false, writeParameters},
      {".safetensors", "safetensors", "the same in the form of that name",
       nullptr, nullptr, nullptr, false, false, writeParameters},
  };
  return formats;
}

const OutputFormat *findOutputFormat(StringRef path) {
  StringRef suffix = llvm::sys::path::extension(path);
  for (const OutputFormat &format : getOutputFormats())
    if (format.suffix == suffix)
      return &format;
  return nullptr;
}

std::string
suffixesText(llvm::function_ref<bool(const OutputFormat &)> wanted) {
  std::vector<StringRef> list;
  for (const OutputFormat &format : getOutputFormats())
    if (wanted(format))
      list.push_back(format.suffix);
  std::string text;
  for (auto [k, suffix] : llvm::enumerate(list)) {
    if (k > 0)
      text += k + 1 == list.size() ? " or " : ", ";
    text += suffix;
  }
  return text;
}

LogicalResult writeNetwork(ModuleOp module, const std::string &path,
                           OutputFile &file, const OutputFormat &format,
                           const WriteOptions &options) {
  if (format.write) {
    // It has a temporary file of its own.
    file.discard();
    return format.write(module, path);
  }
  if (!format.encode)
    return writeModule(module, path, file);
  WriteOptions named = options;
  named.path = path;
  std::optional<ExportedModel> model = encodeNetwork(module, format, named);
  return success(model && succeeded(file.commitAll(*model)));
}

} // namespace ms
