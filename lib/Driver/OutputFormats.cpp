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

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace ms {

/// What is to be beside a model, in memory.
static SideBuffers buffersOf(const ExportedModel &model) {
  SideBuffers buffers;
  for (const SideFile &side : model.sides) {
    std::string bytes;
    for (ArrayRef<char> piece : side.pieces)
      bytes.append(piece.data(), piece.size());
    buffers[side.name] = llvm::MemoryBuffer::getMemBufferCopy(bytes, side.name);
  }
  return buffers;
}

/// As MindSpore calls the folder beside "net.mindir" and "net_graph.mindir".
static std::optional<ExportedModel> encodeMindIR(ModuleOp module,
                                                 const WriteOptions &options) {
  MindIROptions mindir;
  if (options.externalDataAbove)
    mindir.externalDataAbove = *options.externalDataAbove;
  StringRef stem = llvm::sys::path::stem(options.path);
  stem.consume_back("_graph");
  mindir.dataFolder = (stem + "_variables").str();
  return exportMindIR(module, mindir);
}

static OwningOpRef<ModuleOp> decodeMindIR(const ExportedModel &model,
                                          MLIRContext &context) {
  return importMindIR(StringRef(model.bytes), "verify.mindir", context,
                      buffersOf(model));
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
  if (options.externalDataAbove)
    onnx.externalDataAbove = *options.externalDataAbove;
  onnx.dataName = (llvm::sys::path::filename(options.path) + ".data").str();
  return exportONNX(module, onnx);
}

static OwningOpRef<ModuleOp> decodeONNX(const ExportedModel &model,
                                        MLIRContext &context) {
  return importONNX(StringRef(model.bytes), "verify.onnx", context,
                    /*shapes=*/{}, buffersOf(model));
}

ArrayRef<OutputFormat> getOutputFormats() {
  static const OutputFormat formats[] = {
      {".mlir", "MLIR", "text"},
      {".mlirbc", "MLIR bytecode", "bytecode"},
      {".mindir", "MINDIR",
       "the inference graph for MindSpore, with all weights; with --train a "
       "step of training",
       encodeMindIR, decodeMindIR, canExportMindIR, /*hasSteps=*/true,
       /*hasOpset=*/false, /*hasSides=*/true},
      {".air", "AIR", "the inference graph for Ascend, with all weights",
       encodeAIR, decodeAIR, canExportAIR},
      {".onnx", "ONNX", "the inference graph for ONNX Runtime and others",
       encodeONNX, decodeONNX, canExportONNX, /*hasSteps=*/false,
       /*hasOpset=*/true, /*hasSides=*/true},
      {".ckpt", "checkpoint", "the values of all parameters, for MindSpore",
       nullptr, nullptr, nullptr, false, false, false, writeParameters},
      {".safetensors", "safetensors", "the same in the form of that name",
       nullptr, nullptr, nullptr, false, false, false, writeParameters},
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
