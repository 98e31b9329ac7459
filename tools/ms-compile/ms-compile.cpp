//===- ms-compile.cpp - Networks to native code ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileTool.h"

int main(int argc, char **argv) { return ms::compileTool(argc, argv); }
