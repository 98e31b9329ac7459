//===- Update.cpp - Update rules of optimizers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The result types of the update rules follow from their type constraints.
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Update.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

static LogicalResult inferStatus(FloatStatusOp::Adaptor op, const Inference &at,
                                 Types &types) {
  types.push_back(RankedTensorType::get({1}, Float32Type::get(at.context)));
  return success();
}
MINDIR_DEFINE_INFER(FloatStatusOp, inferStatus)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Update.cpp.inc"
