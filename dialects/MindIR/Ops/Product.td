//===- Product.td - Batched products -----------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products of stacks of matrices.
// Shapes are inferred in Product.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_PRODUCT_TD
#define MINDIR_OPS_PRODUCT_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_PRODUCT_TD
