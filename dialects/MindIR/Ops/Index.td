//===- Index.td - Elements chosen and placed by index ------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Gathering, scattering, sorting: places follow from the elements of operands.
// Shapes are inferred in Index.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_INDEX_TD
#define MINDIR_OPS_INDEX_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_INDEX_TD
