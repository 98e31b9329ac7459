//===- ms-ckpt.cpp - Looking into checkpoints and changing them -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CheckpointTool.h"

int main(int argc, char **argv) { return ms::checkpointTool(argc, argv); }
