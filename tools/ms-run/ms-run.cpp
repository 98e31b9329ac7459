//===- ms-run.cpp - Train, evaluate, infer, measure -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/RunNetwork.h"

int main(int argc, char **argv) { return ms::runTool(argc, argv); }
