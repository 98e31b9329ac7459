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
include "dialects/MindIR/Ops/Update.td"
include "dialects/MindIR/Ops/Elementary.td"
include "dialects/MindIR/Ops/Activation.td"
include "dialects/MindIR/Ops/Reduction.td"
include "dialects/MindIR/Ops/Product.td"
include "dialects/MindIR/Ops/Norm.td"
include "dialects/MindIR/Ops/Image.td"
include "dialects/MindIR/Ops/Shape.td"
include "dialects/MindIR/Ops/Index.td"
include "dialects/MindIR/Ops/Recurrent.td"
include "dialects/MindIR/Ops/Attention.td"
include "dialects/MindIR/Ops/Kernel.td"
include "dialects/MindIR/Ops/Winograd.td"
