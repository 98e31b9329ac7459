//===- Stepper.h - Functions of an artefact, run again and again *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A session with memory for the arguments of one function at a time: what
// benchmarks and searches time.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_STEPPER_H
#define MS_LIB_DRIVER_STEPPER_H

#include "lib/Driver/Report.h"

#include "lib/CodeGen/ArtifactInfo.h"

#include "msrt/Session.h"

#include <memory>

namespace ms {

class Stepper {
public:
  using Inputs = std::vector<std::vector<char>>; ///< dense, in order

  /// Starts a session, with the initial values that `info` has. The artefact
  /// must outlive it.
  static llvm::FailureOr<std::unique_ptr<Stepper>>
  create(const msrt_artifact &artifact, const ArtifactInfo &info);

  /// The bytes of a parameter; null, after an error, where it has not so many.
  char *place(llvm::StringRef parameter, size_t bytes);

  /// Goes on with a function, for so many rows.
  llvm::LogicalResult setFunction(llvm::StringRef name, int64_t rows,
                                  const Inputs &inputs);
  /// The same with inputs that suit any function: normal numbers, and integers
  /// that are 0, which is a class and an index everywhere.
  llvm::LogicalResult setFunction(llvm::StringRef name, int64_t rows);

  /// Runs the function once. Its first output begins with the loss, or with the
  /// first number of the output.
  msrt::Status run();
  double firstOutput() const;

private:
  std::unique_ptr<msrt::Session> session;
  int function = -1;
  int64_t rows = 0;
  std::vector<msrt::Buffer> memory;
  std::vector<const void *> inputs;
  std::vector<void *> outputs;
};

} // namespace ms

#endif // MS_LIB_DRIVER_STEPPER_H
