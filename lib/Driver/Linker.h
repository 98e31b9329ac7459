//===- Linker.h - Objects to libraries and executables ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how artefacts are linked: by the system's C compiler, with LLD where
// it is installed, against the runtime's archive. What comes out needs the
// system's C and OpenMP libraries, and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_LINKER_H
#define MS_LIB_DRIVER_LINKER_H

#include "lib/CodeGen/CPU/ObjectEmitter.h"
#include "lib/Driver/Report.h"

namespace ms {

enum class LinkKind {
  Object,        ///< one object of several
  SharedLibrary, ///< exports the table and the functions of ms-c/Runtime.h
  Executable,    ///< the objects have main
};

/// Links objects and returns the bytes of the result. `symbol` is the table's.
llvm::FailureOr<CodeBuffer> linkObjects(llvm::ArrayRef<CodeBuffer> objects,
                                        LinkKind kind,
                                        const std::string &symbol);

} // namespace ms

#endif // MS_LIB_DRIVER_LINKER_H
