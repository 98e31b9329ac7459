//===- Image.td - Upsampling, adaptive pooling, resizing ---*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Images are N x C x H x W.
// Shapes are inferred in Image.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_IMAGE_TD
#define MINDIR_OPS_IMAGE_TD

include "dialects/MindIR/MindIRDialect.td"

#endif // MINDIR_OPS_IMAGE_TD
