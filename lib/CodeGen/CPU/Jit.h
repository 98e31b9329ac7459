//===- Jit.h - Objects linked into this process -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CODEGEN_CPU_JIT_H
#define MS_LIB_CODEGEN_CPU_JIT_H

#include "lib/CodeGen/CPU/ObjectEmitter.h"

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace ms {

/// Code that emitCode has made, linked by ORC instead of a linker.
class Jit {
public:
  /// Links `objects` and finds the table `symbol`.
  static llvm::Expected<std::unique_ptr<Jit>>
  create(const std::vector<CodeBuffer> &objects, const std::string &symbol);
  ~Jit();

  /// The artefact; it lives as long as this object.
  const msrt_artifact *getArtifact() const { return artifact; }

private:
  Jit();
  std::unique_ptr<llvm::orc::LLJIT> jit;
  const msrt_artifact *artifact = nullptr;
};

} // namespace ms

#endif // MS_LIB_CODEGEN_CPU_JIT_H
