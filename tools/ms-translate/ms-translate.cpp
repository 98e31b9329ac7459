//===- ms-translate.cpp - Networks from one form into another -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/TranslateTool.h"

int main(int argc, char **argv) { return ms::translateTool(argc, argv); }
