//===- CheckpointTool.h - What ms-ckpt does ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_CHECKPOINTTOOL_H
#define MS_LIB_DRIVER_CHECKPOINTTOOL_H

namespace ms {

/// Runs the tool; returns its exit code.
int checkpointTool(int argc, char **argv);

} // namespace ms

#endif // MS_LIB_DRIVER_CHECKPOINTTOOL_H
