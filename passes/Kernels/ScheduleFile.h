//===- ScheduleFile.h - Choices for kernels, kept in a file -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A text file with choices for contractions that were measured to be faster
// than the planner's own, by the kernel that they are for:
//
//   mindirc schedules 1
//   target vector-bits=256 registers=16 fma=yes
//
//   kernel 0123456789abcdef
//     shape mat_mul_relu f32, d0<=32 d1=84 d2=120, sum over d2: ...
//     schedule lanes=d1 operand=1 vectors=2 rows=d0:6
//     default lanes=d1 operand=1 vectors=1 rows=d0:12
//     time 10.1 us, default 12.2 us
//   end 1
//
// A kernel with several contractions has a line `schedule` for each, in their
// order. `shape`, `default` and `time` are for people.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_SCHEDULEFILE_H
#define MS_PASSES_KERNELS_SCHEDULEFILE_H

#include "passes/Kernels/Schedule.h"

#include "llvm/Support/Error.h"

namespace ms {

/// What choices depend on of a target.
struct ScheduleTarget {
  int64_t vectorBits = 0, registers = 0;
  bool fma = false;

  bool operator==(const ScheduleTarget &other) const {
    return vectorBits == other.vectorBits && registers == other.registers &&
           fma == other.fma;
  }
  std::string text() const;
};

struct KernelSchedule {
  std::string key;
  ScheduleTarget target;
  std::string shape;
  /// By contraction; none: the planner's own.
  std::vector<std::optional<ContractionChoice>> choices, defaults;
  /// Microseconds that all launches in a step take; 0: not said.
  double time = 0, defaultTime = 0;
  std::vector<std::string> notes; ///< written as comments
  /// Lines of the file: where it begins, and where each choice stands.
  unsigned line = 0;
  std::vector<unsigned> choiceLines;
};

struct ScheduleFile {
  std::string name;
  std::string text; ///< of the file: what compile caches are keyed by
  std::vector<KernelSchedule> kernels;

  /// Reads and checks a file. Errors have a code and name the line.
  static llvm::Expected<ScheduleFile> load(const std::string &name);
  static llvm::Expected<ScheduleFile> parse(std::string name, std::string text);
  /// Writes `text` from `kernels`.
  void print();
};

/// What a kernel on tensors is known by: a number for its ops, index maps,
/// extents and element types, in hexadecimal digits. Names and constants of
/// scalars are left out, `maxBatch` counts where the batch is dynamic.
std::string kernelKey(mlir::func::FuncOp kernel, int64_t maxBatch);

/// The same in words, for people.
std::string describeKernel(mlir::func::FuncOp kernel, int64_t maxBatch);

} // namespace ms

#endif // MS_PASSES_KERNELS_SCHEDULEFILE_H
