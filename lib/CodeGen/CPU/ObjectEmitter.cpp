//===- ObjectEmitter.cpp - Object files from lowered modules --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The MLIR side: translation to LLVM IR, module by module. What LLVM does with
// it stands in ModuleCompiler.cpp.
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/ObjectEmitter.h"

#include "lib/CodeGen/CPU/ModuleCompiler.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

#include <atomic>
#include <thread>

using namespace mlir;

namespace ms {

static llvm::Error codeError(const std::string &text) {
  return llvm::createStringError("[" + codeName(Code::CodeGeneration) + "] " +
                                 text);
}

static std::string prefixOf(const ArtifactInfo &info) {
  return info.name + ".";
}

/// All but the table, in a form that can be joined.
static llvm::Expected<std::vector<CodeBuffer>>
compileParts(ModuleOp module, const ArtifactInfo &info, const CpuTarget &target,
             CodeForm form, unsigned threads) {
  // The outer module without the inner ones: its functions call kernels that
  // are declared in it.
  SmallVector<ModuleOp> parts(module.getOps<ModuleOp>());
  for (ModuleOp part : parts)
    part->remove();
  parts.push_back(module);
  std::vector<std::string> entries;
  for (const FunctionInfo &function : info.functions)
    entries.push_back(function.symbol);
  if (!info.prepare.symbol.empty())
    entries.push_back(info.prepare.symbol);

  std::vector<CodeBuffer> buffers(parts.size());
  std::vector<std::string> errors(parts.size());
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t k = next++; k < parts.size(); k = next++) {
      llvm::LLVMContext context;
      std::unique_ptr<llvm::Module> code =
          translateModuleToLLVMIR(parts[k], context, info.name,
                                  /*disableVerification=*/true);
      if (!code) {
        errors[k] = "a module could not be translated to LLVM";
        continue;
      }
      bool last = k + 1 == parts.size();
      errors[k] = compileModule(*code, target, form, prefixOf(info),
                                last ? llvm::ArrayRef(entries)
                                     : llvm::ArrayRef<std::string>(),
                                buffers[k]);
    }
  };
  std::vector<std::thread> helpers;
  size_t count = std::min<size_t>(std::max(1u, threads), parts.size());
  for (size_t k = 1; k < count; ++k)
    helpers.emplace_back(work);
  work();
  for (std::thread &helper : helpers)
    helper.join();

  parts.pop_back();
  for (ModuleOp part : parts)
    module.push_back(part);
  for (const std::string &error : errors)
    if (!error.empty())
      return codeError(error);
  return buffers;
}

llvm::Expected<std::vector<CodeBuffer>> emitFunctions(ModuleOp module,
                                                      const ArtifactInfo &info,
                                                      const CpuTarget &target,
                                                      unsigned threads) {
  return compileParts(module, info, target, CodeForm::Object, threads);
}

llvm::Expected<CodeBuffer> emitTable(const ArtifactInfo &info,
                                     const CpuTarget &target, bool withMain) {
  CodeBuffer table;
  std::string error = compileArtifactTable(info, target, CodeForm::Object,
                                           prefixOf(info), withMain, table);
  if (!error.empty())
    return codeError(error);
  return table;
}

llvm::Expected<std::vector<CodeBuffer>> emitCode(ModuleOp module,
                                                 const ArtifactInfo &info,
                                                 const CpuTarget &target,
                                                 const EmitOptions &options) {
  // Text is for reading, so there is one of it: modules are joined as LLVM IR.
  const bool isText = options.form != CodeForm::Object;
  CodeForm each = isText ? CodeForm::LLVM : CodeForm::Object;
  auto buffers = compileParts(module, info, target, each, options.threads);
  if (!buffers)
    return buffers.takeError();
  std::string error =
      compileArtifactTable(info, target, each, prefixOf(info),
                           /*withMain=*/false, buffers->emplace_back());
  if (error.empty() && isText) {
    CodeBuffer all;
    error = joinModules(*buffers, target, options.form, all);
    *buffers = {std::move(all)};
  }
  if (!error.empty())
    return codeError(error);
  return buffers;
}

} // namespace ms
