//===- ModuleCompiler.cpp - LLVM IR to machine code -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Kernels come hoisted, unrolled and vectorized: the middle end of LLVM would
// only cost time (docs/kernels.md has the measurement). What runs before code
// generation is common subexpressions and the combining of address arithmetic.
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/ModuleCompiler.h"

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace ms {

/// Kernels get a prefix, the runtime's functions keep their names, and C's lose
/// the "libm." that tells them from a kernel of their name.
static void renameFunctions(llvm::Module &module, const std::string &prefix) {
  std::vector<llvm::Function *> ofC;
  for (llvm::Function &function : module)
    if (function.getName().starts_with("libm."))
      ofC.push_back(&function);
    else if (!function.isIntrinsic() &&
             !function.getName().starts_with("msrt_"))
      function.setName(prefix + function.getName());
  for (llvm::Function *function : ofC)
    function->setName(function->getName().drop_front(5));
}

static void optimize(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graphs;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graphs);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graphs, modules);
  llvm::ModulePassManager passes;
  // The names are fixed: parsing them cannot fail.
  llvm::cantFail(builder.parsePassPipeline(
      passes, "function(early-cse,instcombine<no-verify-fixpoint>)"));
  passes.run(module, modules);
}

/// Writes a module in one of the forms.
static std::string write(llvm::Module &module, llvm::TargetMachine &machine,
                         CodeForm form, CodeBuffer &out) {
  llvm::raw_svector_ostream stream(out);
  if (form == CodeForm::LLVM) {
    module.print(stream, nullptr);
    return "";
  }
  llvm::legacy::PassManager codegen;
  auto type = form == CodeForm::Assembly ? llvm::CodeGenFileType::AssemblyFile
                                         : llvm::CodeGenFileType::ObjectFile;
  if (machine.addPassesToEmitFile(codegen, stream, nullptr, type))
    return "no code can be written for " + machine.getTargetTriple().str();
  codegen.run(module);
  return "";
}

/// Says what machine a module is for.
static std::unique_ptr<llvm::TargetMachine> prepare(llvm::Module &module,
                                                    const CpuTarget &target) {
  std::unique_ptr<llvm::TargetMachine> machine = target.createMachine();
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  return machine;
}

std::string compileModule(llvm::Module &module, const CpuTarget &target,
                          CodeForm form, const std::string &prefix,
                          llvm::ArrayRef<std::string> hidden, CodeBuffer &out) {
  std::unique_ptr<llvm::TargetMachine> machine = prepare(module, target);
  renameFunctions(module, prefix);
  for (const std::string &symbol : hidden)
    module.getFunction(prefix + symbol)
        ->setVisibility(llvm::GlobalValue::HiddenVisibility);
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine->getTargetCPU());
    function.addFnAttr("target-features", machine->getTargetFeatureString());
    if (!target.tuning.empty())
      function.addFnAttr("tune-cpu", target.tuning);
    // Generated code does not throw; tables for unwinding would only take room.
    function.setDoesNotThrow();
  }
  std::string problem;
  llvm::raw_string_ostream problems(problem);
  if (llvm::verifyModule(module, &problems))
    return "the generated code is not valid: " + problem;
  optimize(module, *machine);
  return write(module, *machine, form, out);
}

std::string compileArtifactTable(const ArtifactInfo &info,
                                 const CpuTarget &target, CodeForm form,
                                 const std::string &prefix, bool withMain,
                                 CodeBuffer &out) {
  llvm::LLVMContext context;
  llvm::Module module(info.name, context);
  std::unique_ptr<llvm::TargetMachine> machine = prepare(module, target);
  addArtifactTable(module, info, prefix, withMain);
  return write(module, *machine, form, out);
}

std::string joinModules(const std::vector<CodeBuffer> &texts,
                        const CpuTarget &target, CodeForm form,
                        CodeBuffer &out) {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> all;
  for (const CodeBuffer &bytes : texts) {
    llvm::SMDiagnostic problem;
    // The parser wants a zero behind the text.
    std::string text(bytes.begin(), bytes.end());
    auto part = llvm::parseAssemblyString(text, problem, context);
    if (!part)
      return "generated LLVM IR cannot be read: " + problem.getMessage().str();
    if (!all)
      all = std::move(part);
    else if (llvm::Linker::linkModules(*all, std::move(part)))
      return "modules of kernels do not fit together";
  }
  return write(*all, *target.createMachine(), form, out);
}

} // namespace ms
