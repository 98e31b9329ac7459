//===- ReportNetwork.h - What ms-compile --report prints --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Collects what is known about a network before and while it is compiled, and
// prints it as a text for people or as JSON for programs.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_REPORTNETWORK_H
#define MS_LIB_DRIVER_REPORTNETWORK_H

#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/OpRules.h"

namespace ms {

/// "net.py:7:3": the place in a file that a location has, or "".
std::string placeText(mlir::Location loc);

class NetworkReport {
public:
  /// The ops that lack a rule. Keeps text only: the ops may go.
  void setGaps(llvm::StringRef network, llvm::ArrayRef<OpGap> gaps);
  /// What keeps the network from being written in each format for other tools.
  void setExports(mlir::ModuleOp module);
  /// Functions, kernels and memory.
  void setPlan(const NetworkCode &code, const BackendOptions &options);

  /// Whether the machine code was there before.
  void setCached(bool cached) { origin = cached ? "from the cache" : "made"; }

  std::string text() const;
  std::string json() const;

private:
  struct Gap {
    std::string code, op, layer, place, rule, detail;
  };

  struct Export {
    std::string format, suffix, gaps; ///< gaps: "" where there are none
  };

  void printGaps(llvm::raw_ostream &out) const;
  void printExports(llvm::raw_ostream &out) const;
  void printPlan(llvm::raw_ostream &out) const;

  std::string name;
  std::vector<Gap> gaps;
  std::vector<Export> exports;
  bool hasPlan = false;
  ArtifactInfo info;
  std::string cpu;
  std::string origin; ///< of the code; "": there is none
  unsigned vectorBits = 0;
  KernelCalls calls;
  uint64_t parameterBytes = 0, optimizerBytes = 0, arenaBytes = 0;
  uint64_t batchBytes = 0; ///< inputs and outputs of the largest function
};

} // namespace ms

#endif // MS_LIB_DRIVER_REPORTNETWORK_H
