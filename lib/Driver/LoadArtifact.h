//===- LoadArtifact.h - Compiled networks from shared libraries -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_LOADARTIFACT_H
#define MS_LIB_DRIVER_LOADARTIFACT_H

#include "lib/Driver/Report.h"

#include "ms-c/Runtime.h"

#include <memory>

namespace ms {

/// A shared library that ms-compile has made, loaded into this process.
class LoadedArtifact {
public:
  /// Finds the library's one symbol *_artifact. Null after an error.
  static std::unique_ptr<LoadedArtifact> load(const std::string &path);
  ~LoadedArtifact();

  const msrt_artifact &getArtifact() const { return *artifact; }
  /// Threads of the runtime inside the library.
  void setThreads(int64_t threads);

private:
  LoadedArtifact() = default;
  void *handle = nullptr;
  const msrt_artifact *artifact = nullptr;
};

/// Whether a file is a shared library, by its first bytes.
bool isSharedLibrary(const std::string &path);

} // namespace ms

#endif // MS_LIB_DRIVER_LOADARTIFACT_H
