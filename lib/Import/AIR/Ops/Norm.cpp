//===- Norm.cpp - Normalizations ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

static void importBatchNorm(NodeReader &n) {
  n.expectText("data_format", "NCHW");
  n.expectBool("is_training", false);
  Value x = n.tensor("x"), scale = n.tensor("scale"),
        offset = n.tensor("offset"), mean = n.tensor("mean"),
        variance = n.tensor("variance");
  n.result(n.emit<BatchNormOp>(
      {x, scale, offset, mean, variance},
      n.attributes().number("epsilon", n.realAttr("epsilon"))));
}

static void importLayerNorm(NodeReader &n) {
  Value x = n.tensor("x"), gamma = n.tensor("gamma"), beta = n.tensor("beta");
  n.results(
      n.emitOp(LayerNormOp::getOperationName(), {x, gamma, beta},
               n.attributes()
                   .integer("begin_norm_axis", n.intAttr("begin_norm_axis"))
                   .integer("begin_params_axis", n.intAttr("begin_params_axis"))
                   .number("epsilon", n.realAttr("epsilon"))));
}

static void importLRN(NodeReader &n) {
  n.expectText("norm_region", "ACROSS_CHANNELS");
  Value x = n.tensor("x");
  n.result(
      n.emit<LRNOp>(x, n.attributes()
                           .integer("depth_radius", n.intAttr("depth_radius"))
                           .number("bias", n.realAttr("bias"))
                           .number("alpha", n.realAttr("alpha"))
                           .number("beta", n.realAttr("beta"))));
}

void addNormOps(OpTable &table) {
  table["BatchNorm"] = importBatchNorm;
  table["LayerNorm"] = importLayerNorm;
  table["LRN"] = importLRN;
}

} // namespace ms::air
