//===- Norm.td - Normalizations and their gradients --------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Batch, layer, group and instance normalization.
// Shapes are inferred in Norm.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_NORM_TD
#define MINDIR_OPS_NORM_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_NORM_TD
