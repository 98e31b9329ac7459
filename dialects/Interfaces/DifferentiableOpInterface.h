//===- DifferentiableOpInterface.h - Gradient rules -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_INTERFACES_DIFFERENTIABLEOPINTERFACE_H
#define MS_DIALECTS_INTERFACES_DIFFERENTIABLEOPINTERFACE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"

#include "dialects/Interfaces/DifferentiableOpInterface.h.inc"

#endif // MS_DIALECTS_INTERFACES_DIFFERENTIABLEOPINTERFACE_H
