//===- Session.h - One running instance of a network ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what happens between an artefact's table and its functions: the
// checks before anything runs, the memory of state and arena, initial values,
// running a function, and the parameters as a checkpoint. The C functions of
// ms-c/Runtime.h are thin forms of these.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_SESSION_H
#define MSRT_SESSION_H

#include "ms-c/Runtime.h"
#include "msrt/LoadParameters.h"

#include <memory>

namespace msrt {

/// Checks ABI version, the tables' agreement with themselves, and the
/// processor.
Status checkArtifact(const msrt_artifact &artifact);

/// The features of the list ("avx2,fma") that this processor lacks. A name that
/// nobody here knows counts as lacking.
std::vector<std::string> missingFeatures(std::string_view features);

inline Dims dimsOf(const msrt_tensor &tensor) {
  return {tensor.dims, tensor.rank};
}
inline DType dtypeOf(const msrt_tensor &tensor) {
  return static_cast<DType>(tensor.dtype);
}
/// The extents for a batch of `rows` rows: a first extent of -m becomes m *
/// rows.
std::vector<int64_t> dimsFor(const msrt_tensor &tensor, int64_t rows);
/// "[-1, 10]" as "[rows, 10]".
std::string shapeText(const msrt_tensor &tensor);

class Session {
public:
  /// Checks the artefact, allocates state and sets initial values. The artefact
  /// must stay alive.
  static Result<std::unique_ptr<Session>> create(const msrt_artifact &artifact);

  const msrt_artifact &artifact() const { return table; }
  const msrt_function &function(int index) const {
    return table.functions[index];
  }
  /// Index of a function, or -1.
  int find(std::string_view name) const;

  /// Runs a function for `rows` rows, after `prepare` where it needs that and
  /// parameters have changed. The arena is allocated by the first call that
  /// needs it.
  Status run(int index, const void *const *inputs, void *const *outputs,
             int64_t rows);

  /// A parameter of the table by name, or null; and its bytes in the state, to
  /// be written before the next run.
  const msrt_parameter *parameter(std::string_view name) const;
  void *data(const msrt_parameter &parameter);
  /// Whether parameters may be written between any two runs.
  void setOpen(bool open);
  TensorRef value(const msrt_parameter &parameter) const;

  /// Replaces parameters; see loadParameters.
  Result<LoadReport> load(const Checkpoint &checkpoint, const std::string &path,
                          LoadMode mode = LoadMode::Default);
  /// Reads a file, with a cipher also an encrypted one, and replaces what it
  /// names. A file that names none of the parameters is an error.
  Result<LoadReport>
  load(const std::string &path, LoadMode mode = LoadMode::Default,
       std::shared_ptr<const CheckpointCipher> cipher = nullptr);
  /// Takes what fits of the network's own parameters from a file that another
  /// network may have written; the optimizer starts anew. The report is about
  /// the network's parameters. A file of which nothing fits is an error.
  Result<LoadReport>
  loadFitting(const std::string &path,
              std::shared_ptr<const CheckpointCipher> cipher = nullptr);

  /// All parameters that are not transient, in the table's order, followed by
  /// `more`. The items point into the state.
  std::vector<CheckpointItem> items() const;
  Status save(const std::string &path,
              const std::vector<CheckpointItem> &more = {},
              CheckpointWriteOptions options = {}) const;

  /// The values of the transient parameters.
  std::vector<HiddenValue> hiddenValues() const;
  /// Sets them; one that is missing or of another size is an error.
  Status setHiddenValues(const std::vector<HiddenValue> &values,
                         const std::string &path);

  /// Parameters with a value from a file that no file has given yet.
  std::vector<std::string> missingValues() const;
  /// Says that such a parameter was set by hand.
  void markSet(const msrt_parameter &parameter);

private:
  explicit Session(const msrt_artifact &artifact) : table(artifact) {}

  std::vector<Destination> destinations();
  Status reserveArena(uint64_t bytes);
  size_t indexOf(const msrt_parameter &parameter) const {
    return static_cast<size_t>(&parameter - table.parameters);
  }

  const msrt_artifact &table;
  Buffer state;
  Buffer arena;
  std::vector<bool> unset; ///< waits for a value from a file
  size_t unsetCount = 0;
  bool isPrepared = false; ///< `prepare` has seen the parameters as they are
  bool isOpen = false;
};

} // namespace msrt

#endif // MSRT_SESSION_H
