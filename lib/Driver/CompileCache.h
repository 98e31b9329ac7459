//===- CompileCache.h - Machine code made before ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what a network's machine code is found by in a folder, and what is
// kept with it. The key is all that decides about the code: the network as it
// came, without the values of parameters, the options, the target, and the
// build of the compiler.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_COMPILECACHE_H
#define MS_LIB_DRIVER_COMPILECACHE_H

#include "lib/Driver/CacheFolder.h"
#include "lib/Driver/CompileNetwork.h"

namespace ms {

class CompileCache {
public:
  /// Of a network as it came. Its initial values must outlive the cache.
  CompileCache(mlir::ModuleOp module, Purpose purpose,
               const CompileOptions &options, const BackendOptions &backend);

  /// Fills `code` with what was kept: all but the table's object. Initial
  /// values are the network's.
  bool load(NetworkCode &code);

  /// Keeps `code`, which has no table yet.
  void store(NetworkCode &code);

private:
  /// The initial values of the network as it came, by name.
  struct InitialValue {
    msrt_init init;
    const char *data;
  };
  static llvm::StringMap<InitialValue>
  collectInitialValues(mlir::ModuleOp module);

  CacheFolder folder;
  CacheKey key = {};
  llvm::StringMap<InitialValue> values;
};

} // namespace ms

#endif // MS_LIB_DRIVER_COMPILECACHE_H
