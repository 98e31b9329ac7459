//===- WriteHeader.h - The C header of a compiled network -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_WRITEHEADER_H
#define MS_LIB_DRIVER_WRITEHEADER_H

#include "lib/CodeGen/ArtifactInfo.h"

namespace ms {

/// The text of the header for `file` (its name without folders); `artefact` is
/// the name of what it describes.
std::string makeHeader(const ArtifactInfo &info, const std::string &file,
                       const std::string &artefact);

/// "[rows, 10]".
std::string shapeText(const TensorInfo &tensor);

} // namespace ms

#endif // MS_LIB_DRIVER_WRITEHEADER_H
