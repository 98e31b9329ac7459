//===- CpuTarget.h - The processor that code is made for --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A target is a triple, a processor name and features. Unless asked otherwise
// it is the highest level of the host's architecture (x86-64, -v2, -v3, -v4)
// that the host has: artefacts then run on every processor of that level. For
// AArch64 vectors are NEON's: every such processor has them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CODEGEN_CPU_CPUTARGET_H
#define MS_LIB_CODEGEN_CPU_CPUTARGET_H

#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace ms {

struct CpuTarget {
  std::string triple;
  std::string cpu;      ///< LLVM's name
  std::string features; ///< "+avx2,-fma", beyond those of the processor
  std::string tuning;   ///< whose timings LLVM assumes; "": those of `cpu`
  /// What the generated code needs, comma separated, in LLVM's names.
  std::string required;
  int64_t vectorBits = 128;
  int64_t registers = 16; ///< that tiles may fill
  bool fma = false;

  /// `text` is "" (the host's level), "native", a processor's name or a level,
  /// and features after commas: "x86-64-v3", "znver3,-fma", "+avx2". `machine`
  /// is a triple, or "" for the host's.
  static llvm::Expected<CpuTarget> parse(llvm::StringRef text,
                                         llvm::StringRef machine = "");

  std::unique_ptr<llvm::TargetMachine> createMachine() const;
};

} // namespace ms

#endif // MS_LIB_CODEGEN_CPU_CPUTARGET_H
