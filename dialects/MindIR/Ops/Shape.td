//===- Shape.td - Dimensions added, taken, cut and joined --*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops whose result is made of elements of their operands, at places that
// follow from attributes.
// Shapes are inferred in Shape.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_SHAPE_TD
#define MINDIR_OPS_SHAPE_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_SHAPE_TD
