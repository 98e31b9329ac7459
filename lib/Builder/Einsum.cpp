//===- Einsum.cpp - Einstein sums of values -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Builder/Layers.h"

#include "dialects/MindIR/Ops/Product.h"
#include "lib/Support/Diagnostics.h"
#include "lib/Support/Einsum.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

namespace {
using Ints = std::vector<int64_t>;

/// The steps of a plan.
struct Steps {
  NetworkBuilder &b;

  Value sum(Value x, const Ints &axes) const {
    return b.emit<ReduceSumOp>({x}, b.attributes().ints("axis", axes));
  }
  Value reshape(Value x, const Ints &shape) const {
    return b.emit<ReshapeOp>({x}, b.attributes().ints("shape", shape));
  }
  Value transpose(Value x, const Ints &perm) const {
    return b.emit<TransposeOp>({x}, b.attributes().ints("perm", perm));
  }
  Value mul(Value x, Value y) const { return b.emit<MulOp>({x, y}); }
  Value matMul(Value x, Value y, bool turnX, bool turnY) const {
    if (!x || !y)
      return nullptr;
    OpAttributes turns = b.attributes();
    turns.flag("transpose_a", turnX).flag("transpose_b", turnY);
    bool isPair = cast<RankedTensorType>(x.getType()).getRank() == 2 &&
                  cast<RankedTensorType>(y.getType()).getRank() == 2;
    return isPair ? b.emit<MatMulOp>({x, y}, turns)
                  : b.emit<BatchMatMulOp>({x, y}, turns);
  }
};
} // namespace

Value buildEinsum(NetworkBuilder &b, const std::string &equation,
                  const std::vector<Value> &operands) {
  std::vector<Ints> shapes;
  for (Value operand : operands) {
    if (!operand)
      return nullptr;
    shapes.emplace_back();
    for (int64_t extent : cast<RankedTensorType>(operand.getType()).getShape())
      shapes.back().push_back(ShapedType::isDynamic(extent) ? -1 : extent);
  }
  EinsumPlan plan = planEinsum(equation, shapes);
  if (!plan.error.empty()) {
    emitCodedError(b.getLoc(), Code::OpConstraint) << plan.error;
    return nullptr;
  }
  return emitEinsum(plan, operands, Steps{b});
}

} // namespace ms
