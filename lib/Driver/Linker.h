//===- Linker.h - Objects to libraries and executables ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how artefacts are linked: by the system's C compiler, or that of the
// machine that they are for, with LLD where it is installed, against the
// runtime's archive. What comes out needs the system's C and OpenMP libraries,
// and nothing else.
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

struct LinkOptions {
  LinkKind kind = LinkKind::Object;
  std::string symbol;   ///< the table's
  std::string triple;   ///< what the objects are for
  std::string compiler; ///< that links; "": the machine's
};

/// Links objects and returns the bytes of the result.
llvm::FailureOr<CodeBuffer> linkObjects(llvm::ArrayRef<CodeBuffer> objects,
                                        const LinkOptions &options);

} // namespace ms

#endif // MS_LIB_DRIVER_LINKER_H
