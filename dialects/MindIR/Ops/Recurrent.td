//===- Recurrent.td - Recurrent layers ---------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Whole sequences through LSTM and GRU.
// Shapes are inferred in Recurrent.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_RECURRENT_TD
#define MINDIR_OPS_RECURRENT_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_RECURRENT_TD
