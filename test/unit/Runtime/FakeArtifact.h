//===- FakeArtifact.h - Networks without a compiler -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Two artefacts written by hand against ms-c/Runtime.h: a linear regression and
// a softmax classifier, both with an analytic gradient step. Tests change their
// tables to see what the runtime says.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_FAKEARTIFACT_H
#define MS_TEST_UNIT_RUNTIME_FAKEARTIFACT_H

#include "ms-c/Runtime.h"

#include <deque>
#include <string>
#include <vector>

namespace msrt::test {

/// An artefact whose tables can be changed.
class FakeArtifact {
public:
  /// y = x w + b on three features, SGD with rate 0.1, loss the mean squared
  /// error. Parameters: w [3], b [1], global_step (optimizer), cache
  /// (transient). `rows` 0: batches of 1 to 8 rows, else exactly that many (4
  /// is possible).
  static FakeArtifact linear(int64_t rows = 0);

  /// Softmax of four classes over images [1, 8, 8], SGD with rate 0.5.
  /// Parameters: fc.weight [4, 64], fc.bias [4], moments.fc.weight (optimizer).
  static FakeArtifact digits();

  msrt_artifact table = {};
  std::vector<msrt_parameter> parameters;
  std::vector<msrt_function> functions;

  msrt_parameter &parameter(const std::string &name);
  msrt_function &function(const std::string &name);
  void remove(const std::string &function);
  /// The table with pointers to the vectors as they are now.
  const msrt_artifact &finish();

  FakeArtifact(FakeArtifact &&) = default;
  FakeArtifact &operator=(FakeArtifact &&) = default;

  msrt_tensor tensor(const char *name, msrt_dtype dtype,
                     std::vector<int64_t> dims);

private:
  FakeArtifact();

  void add(const char *name, msrt_dtype dtype, std::vector<int64_t> dims,
           uint32_t flags, msrt_init init);
  void add(const char *name, msrt_entry run, std::vector<msrt_tensor> inputs,
           std::vector<msrt_tensor> outputs, int64_t maxRows);

  std::deque<std::vector<int64_t>> dimLists; // addresses stay
  std::deque<std::vector<msrt_tensor>> tensorLists;
};

} // namespace msrt::test

#endif // MS_TEST_UNIT_RUNTIME_FAKEARTIFACT_H
