//===- MindIROps.td - All ops of the mindir dialect ---------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// For the documentation generator only: each family is compiled by itself.
//
//===----------------------------------------------------------------------===//

include "dialects/MindIR/MindIRAttrs.td"
include "dialects/MindIR/Ops/Math.td"
include "dialects/MindIR/Ops/Tensor.td"
include "dialects/MindIR/Ops/NN.td"
include "dialects/MindIR/Ops/Loss.td"
include "dialects/MindIR/Ops/Train.td"
include "dialects/MindIR/Ops/Kernel.td"
