//===- Elementary.td - Elementary functions ----------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Element by element: functions beyond those that networks of the first hour
// need (error function, rounding, inverse and hyperbolic functions, remainders).
// Shapes are inferred in Elementary.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_ELEMENTARY_TD
#define MINDIR_OPS_ELEMENTARY_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_ELEMENTARY_TD
