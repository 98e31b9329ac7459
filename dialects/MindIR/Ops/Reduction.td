//===- Reduction.td - Reductions and running sums ----------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products, logical reductions, extrema by index, sums along an axis.
// Shapes are inferred in Reduction.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_REDUCTION_TD
#define MINDIR_OPS_REDUCTION_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_REDUCTION_TD
