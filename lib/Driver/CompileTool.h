//===- CompileTool.h - What ms-compile does ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_COMPILETOOL_H
#define MS_LIB_DRIVER_COMPILETOOL_H

namespace ms {

/// ms-compile: a network to code, or to IR of one of the stages on the way.
/// Returns the exit code.
int compileTool(int argc, char **argv);

} // namespace ms

#endif // MS_LIB_DRIVER_COMPILETOOL_H
