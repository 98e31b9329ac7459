//===- Rotation.h - Which old checkpoints go --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_TRAIN_ROTATION_H
#define MSRT_TRAIN_ROTATION_H

#include "msrt/Status.h"

#include <cstdint>
#include <string>
#include <vector>

namespace msrt {

/// How many files to keep, as a save that is about to begin sees it.
struct Rotation {
  int64_t keepMax = 0;
  int64_t keepMinutes = 0; ///< only where keepMax is 0
  double now = 0;          ///< seconds since 1970
  double lastSave = 0;     ///< the same of the save before
};

/// Names in a folder.
Result<std::vector<std::string>> filesOf(const std::string &folder);

/// Paths of the prefix's files that the save makes superfluous. To be asked
/// before it, and to be removed after it.
Result<std::vector<std::string>> superfluousFiles(const std::string &folder,
                                                  const std::string &prefix,
                                                  const Rotation &rotation);

} // namespace msrt

#endif // MSRT_TRAIN_ROTATION_H
