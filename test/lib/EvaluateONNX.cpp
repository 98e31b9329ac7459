//===- EvaluateONNX.cpp - ONNX models by the reference evaluator ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Usage: evaluate-onnx < FOLDERS
// In each folder lies model.onnx and, for its inputs, input_0.pb, input_1.pb
// and so on. The results are written to results.bin there: for each a line with
// its element type and extents, and then the elements as doubles. A line "begin
// FOLDER" is printed, and then "done" or what is wrong.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "lib/Reference/Evaluator.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <iostream>

using namespace mlir;

/// The inputs of @forward; false where there is none in the folder.
static bool readInputs(const std::string &folder, func::FuncOp forward,
                       std::vector<ms::ReferenceTensor> &inputs,
                       std::string &problem) {
  for (unsigned k = 0; k < forward.getNumArguments(); ++k) {
    std::string path = folder + "/input_" + std::to_string(k) + ".pb";
    auto buffer = llvm::MemoryBuffer::getFile(path);
    onnx::TensorProto message;
    if (!buffer || !message.ParseFromArray((*buffer)->getBufferStart(),
                                           (*buffer)->getBufferSize())) {
      problem = "cannot read " + path;
      return false;
    }
    auto known = ms::fromonnx::decodeTensor(message, forward.getContext());
    if (!known) {
      problem = toString(known.takeError());
      return false;
    }
    inputs.emplace_back((*known)->type.getShape(),
                        (*known)->type.getElementType(),
                        ms::fromonnx::realsOf(**known));
  }
  return true;
}

static bool writeResults(const std::string &path,
                         llvm::ArrayRef<ms::ReferenceTensor> results) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  for (const ms::ReferenceTensor &result : results) {
    os << result.elementType;
    for (int64_t extent : result.shape)
      os << " " << extent;
    os << "\n";
    os.write(reinterpret_cast<const char *>(result.data.data()),
             result.data.size() * sizeof(double));
  }
  return !error;
}

static std::string evaluate(const std::string &folder) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.printOpOnDiagnostic(false);
  std::string problem;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    if (problem.empty())
      problem = diagnostic.str();
  });
  OwningOpRef<ModuleOp> module =
      ms::importONNX(folder + "/model.onnx", context);
  if (!module)
    return "refused: " + problem;
  std::vector<ms::ReferenceTensor> inputs;
  if (!readInputs(folder, module->lookupSymbol<func::FuncOp>("forward"), inputs,
                  problem))
    return "refused: " + problem;
  ms::EvaluatorOptions options;
  options.roundToElementType = true;
  auto results = ms::Evaluator(*module, options).call("forward", inputs);
  if (failed(results))
    return "refused: " + problem;
  return writeResults(folder + "/results.bin", *results)
             ? "done"
             : "refused: cannot write " + folder;
}

int main() {
  std::string folder;
  while (std::getline(std::cin, folder)) {
    llvm::outs() << "begin " << folder << "\n";
    llvm::outs().flush();
    std::string line = evaluate(folder);
    std::replace(line.begin(), line.end(), '\n', ' ');
    llvm::outs() << line << "\n";
    llvm::outs().flush();
  }
  return 0;
}
