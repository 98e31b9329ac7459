//===- ModuleCompiler.h - LLVM IR to machine code ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CODEGEN_CPU_MODULECOMPILER_H
#define MS_LIB_CODEGEN_CPU_MODULECOMPILER_H

#include "lib/CodeGen/CPU/ObjectEmitter.h"

namespace llvm {
class Module;
} // namespace llvm

namespace ms {

/// Compiles `module` into `out`. Functions get `prefix`, so that artefacts can
/// be linked into one program; `hidden` ones are for the artefact's table
/// alone. Returns an error message, or "".
std::string compileModule(llvm::Module &module, const CpuTarget &target,
                          CodeForm form, const std::string &prefix,
                          llvm::ArrayRef<std::string> hidden, CodeBuffer &out);

/// Joins modules of LLVM IR text into one and writes it in `form`, LLVM or
/// Assembly. Returns an error message, or "".
std::string joinModules(const std::vector<CodeBuffer> &texts,
                        const CpuTarget &target, CodeForm form,
                        CodeBuffer &out);

/// Compiles the constant msrt_artifact that `info` describes, and `main` on
/// request. Functions are those of other modules, under `prefix` + symbol.
/// Returns an error message, or "".
std::string compileArtifactTable(const ArtifactInfo &info,
                                 const CpuTarget &target, CodeForm form,
                                 const std::string &prefix, bool withMain,
                                 CodeBuffer &out);

/// Adds that constant to a module.
void addArtifactTable(llvm::Module &module, const ArtifactInfo &info,
                      const std::string &prefix, bool withMain);

} // namespace ms

#endif // MS_LIB_CODEGEN_CPU_MODULECOMPILER_H
