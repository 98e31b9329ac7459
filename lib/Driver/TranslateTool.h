//===- TranslateTool.h - What ms-translate does -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_TRANSLATETOOL_H
#define MS_LIB_DRIVER_TRANSLATETOOL_H

namespace ms {

/// ms-translate: writes a network in another form. Returns the exit code.
int translateTool(int argc, char **argv);

} // namespace ms

#endif // MS_LIB_DRIVER_TRANSLATETOOL_H
