//===- LoadParameters.h - Which parameter takes which entry -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The meaning of MindSpore's load_param_into_net, for anything that has named
// places in memory. Unlike MindSpore's, it is atomic: every entry is checked
// before the first byte is replaced. (A checkpoint that was read late can still
// fail where its file cannot be read.)
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_LOADPARAMETERS_H
#define MSRT_LOADPARAMETERS_H

#include "msrt/Checkpoint.h"

#include <map>
#include <string>
#include <vector>

namespace msrt {

/// A parameter that can take an entry.
struct Destination {
  std::string_view name;
  DType dtype = MSRT_FLOAT32;
  Dims dims;
  void *data = nullptr;
};

/// What is an error.
enum class LoadMode {
  Default, ///< what MindSpore refuses
  Strict,  ///< types and prefixes that differ, too
  Fitting, ///< only what names no type: other shapes and types are left out
};

struct LoadReport {
  /// Destinations without an entry, in their order.
  std::vector<std::string> paramNotLoad;
  /// Entries that no destination has by name, in the order of the file. Those
  /// that were used after stripping a prefix stay in this list.
  std::vector<std::string> ckptNotLoad;
  /// LoadMode::Fitting: destinations whose entry does not fit, and why:
  /// "'fc.weight': shape [1000, 512] in the file, [10, 512] expected".
  std::vector<std::string> unfit;
  /// For each destination, whether it was set.
  std::vector<bool> loaded;
  size_t loadedCount = 0;

  /// "2 of 10 parameters are not in the file: 'conv1.weight' (did you mean
  /// 'conv1.wieght'?), 'conv1.bias'", or "" when all were set.
  std::string describeMissing() const;
};

/// Fills the destinations from the entries of the same name. By default, as
/// MindSpore: types convert within the floats and within the signed integers
/// (an integer that does not fit is an error), and a prefix that all names of
/// the file have more than the destinations' is stripped. A shape may have
/// additional 1s at its end. Missing names are no error. `path` is for
/// messages.
Result<LoadReport> loadParameters(const std::vector<Destination> &destinations,
                                  const Checkpoint &checkpoint,
                                  const std::string &path,
                                  LoadMode mode = LoadMode::Default);

/// Gives entries new names: {"features.weight", "fc.weight"}. An error where
/// the checkpoint lacks one, a new name is empty, or two entries get the same.
Status renameEntries(Checkpoint &checkpoint, const std::string &path,
                     const std::map<std::string, std::string> &names);

} // namespace msrt

#endif // MSRT_LOADPARAMETERS_H
