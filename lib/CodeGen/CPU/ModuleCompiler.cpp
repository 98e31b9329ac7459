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

#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace ms {

static void renameFunctions(llvm::Module &module, const std::string &prefix) {
  for (llvm::Function &function : module)
    if (!function.isIntrinsic() && !function.getName().starts_with("msrt_"))
      function.setName(prefix + function.getName());
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

std::string compileModule(llvm::Module &module, const ArtifactInfo *info,
                          const CpuTarget &target, const EmitOptions &options,
                          const std::string &prefix, CodeBuffer &out) {
  std::unique_ptr<llvm::TargetMachine> machine = target.createMachine();
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  renameFunctions(module, prefix);
  if (info)
    addArtifactTable(module, *info, prefix, options.withMain);
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine->getTargetCPU());
    function.addFnAttr("target-features", machine->getTargetFeatureString());
    // Generated code does not throw; tables for unwinding would only take room.
    function.setDoesNotThrow();
  }
  std::string problem;
  llvm::raw_string_ostream problems(problem);
  if (llvm::verifyModule(module, &problems))
    return "the generated code is not valid: " + problem;
  optimize(module, *machine);

  llvm::raw_svector_ostream stream(out);
  if (options.form == CodeForm::LLVM) {
    module.print(stream, nullptr);
    return "";
  }
  llvm::legacy::PassManager codegen;
  auto type = options.form == CodeForm::Assembly
                  ? llvm::CodeGenFileType::AssemblyFile
                  : llvm::CodeGenFileType::ObjectFile;
  if (machine->addPassesToEmitFile(codegen, stream, nullptr, type))
    return "no code can be written for " + target.triple;
  codegen.run(module);
  return "";
}

} // namespace ms
