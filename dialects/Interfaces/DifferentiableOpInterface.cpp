//===- DifferentiableOpInterface.cpp - Gradient rules ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/Interfaces/DifferentiableOpInterface.h"

#include "dialects/Interfaces/DifferentiableOpInterface.cpp.inc"
