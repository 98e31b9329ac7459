//===- Activation.td - Activation functions ----------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Element by element, with the gradient primitives that MindSpore has.
// Shapes are inferred in Activation.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_ACTIVATION_TD
#define MINDIR_OPS_ACTIVATION_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_ACTIVATION_TD
