//===- ObjectEmitter.h - Object files from lowered modules ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The one way from the LLVM dialect to machine code. Each module of kernels,
// and the module around them with the artefact's table, becomes an object in
// memory; the linker and the JIT take the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CODEGEN_CPU_OBJECTEMITTER_H
#define MS_LIB_CODEGEN_CPU_OBJECTEMITTER_H

#include "lib/CodeGen/ArtifactInfo.h"
#include "lib/CodeGen/CPU/CpuTarget.h"

#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace mlir {
class ModuleOp;
} // namespace mlir

namespace ms {

enum class CodeForm { Object, Assembly, LLVM };

/// Contents of one output file.
using CodeBuffer = llvm::SmallVector<char, 0>;

struct EmitOptions {
  CodeForm form = CodeForm::Object;
  unsigned threads = 1;
};

/// Compiles a module that mindir-to-llvm has lowered: a buffer per kernel
/// group, one for the functions, one for the table; in text forms one buffer.
llvm::Expected<std::vector<CodeBuffer>> emitCode(mlir::ModuleOp module,
                                                 const ArtifactInfo &info,
                                                 const CpuTarget &target,
                                                 const EmitOptions &options);

/// All but the table, as objects. Of `info` only names count: of the network
/// and of its functions.
llvm::Expected<std::vector<CodeBuffer>> emitFunctions(mlir::ModuleOp module,
                                                      const ArtifactInfo &info,
                                                      const CpuTarget &target,
                                                      unsigned threads);

/// The table, as an object that belongs to those; `withMain` for an executable.
llvm::Expected<CodeBuffer> emitTable(const ArtifactInfo &info,
                                     const CpuTarget &target, bool withMain);

} // namespace ms

#endif // MS_LIB_CODEGEN_CPU_OBJECTEMITTER_H
