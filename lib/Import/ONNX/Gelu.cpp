//===- Gelu.cpp - Gaussian error linear units, written out ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Before opset 20 ONNX has no operator for them: files have what they are made
// of. As one op they have the gradient and the kernel of one op.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/GraphImporter.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Elementary.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

/// Numbers of files are rounded, some to few digits.
static constexpr double kNear = 1e-6;

static std::optional<double> numberOf(Value value) {
  auto constant = value.getDefiningOp<ConstantOp>();
  auto elements =
      constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr;
  if (!elements || !elements.isSplat() ||
      !isa<FloatType>(elements.getElementType()))
    return std::nullopt;
  return elements.getSplatValue<APFloat>().convertToDouble();
}

static bool isNumber(Value value, double wanted) {
  std::optional<double> number = numberOf(value);
  return number && std::fabs(*number - wanted) <= kNear * std::fabs(wanted);
}

/// The other operand of an `OpT` one of whose operands `isOne`; null where the
/// value is none, or has another shape.
template <typename OpT, typename Predicate>
static Value otherThan(Value value, Predicate isOne) {
  auto op = value ? value.getDefiningOp<OpT>() : OpT();
  for (unsigned k = 0; op && k < 2; ++k)
    if (Value other = op->getOperand(1 - k);
        isOne(op->getOperand(k)) && other.getType() == value.getType())
      return other;
  return nullptr;
}

/// x, of x times the number, or x divided by its inverse.
static Value factorOf(Value value, double number) {
  if (Value x = otherThan<MulOp>(
          value, [&](Value one) { return isNumber(one, number); }))
    return x;
  auto div = value ? value.getDefiningOp<DivOp>() : DivOp();
  bool fits = div && isNumber(div->getOperand(1), 1 / number) &&
              div->getOperand(0).getType() == value.getType();
  return fits ? div->getOperand(0) : Value();
}

static bool isCube(Value value, Value x) {
  if (auto pow = value.getDefiningOp<PowOp>())
    return pow->getOperand(0) == x && isNumber(pow->getOperand(1), 3);
  Value square = otherThan<MulOp>(value, [&](Value one) { return one == x; });
  auto product = square ? square.getDefiningOp<MulOp>() : MulOp();
  return product && product->getOperand(0) == x && product->getOperand(1) == x;
}

/// x, of sqrt(2 / pi) * (x + 0.044715 * x^3)
static Value insideOfTanh(Value value) {
  Value sum = factorOf(value, 0.79788456080286535588), x;
  otherThan<AddOp>(sum, [&](Value one) {
    Value cube = factorOf(one, 0.044715);
    auto add = sum.getDefiningOp<AddOp>();
    Value other = add->getOperand(add->getOperand(0) == one);
    bool fits = cube && isCube(cube, other);
    if (fits)
      x = other;
    return fits;
  });
  return x;
}

template <typename OpT> static OpT onlyUser(Value value) {
  return value.hasOneUse() ? dyn_cast<OpT>(*value.user_begin()) : OpT();
}

/// The end of x / 2 * (1 + f), in the two orders that there are.
static Value wholeOf(Value f, Value x) {
  auto add = onlyUser<AddOp>(f);
  if (!add || otherThan<AddOp>(add.getResult(),
                               [](Value one) { return isNumber(one, 1); }) != f)
    return nullptr;
  auto product = onlyUser<MulOp>(add.getResult());
  if (!product)
    return nullptr;
  Value other = product->getOperand(product->getOperand(0) == add.getResult());
  if (factorOf(other, 0.5) == x)
    return product.getResult();
  auto half = onlyUser<MulOp>(product.getResult());
  bool fits = other == x && half &&
              factorOf(half.getResult(), 0.5) == product.getResult();
  return fits ? half.getResult() : Value();
}

/// Erases what nobody reads any more.
static void eraseUnread(Operation *op) {
  if (!op || !op->use_empty() || isa<LoadOp>(op))
    return;
  SmallVector<Value> operands(op->getOperands());
  op->erase();
  for (Value operand : operands)
    eraseUnread(operand.getDefiningOp());
}

void recognizeGelu(ModuleOp module) {
  SmallVector<Operation *> found;
  module.walk([&](Operation *op) {
    if (isa<TanhOp, ErfOp>(op))
      found.push_back(op);
  });
  for (Operation *op : found) {
    bool isTanh = isa<TanhOp>(op);
    Value x = isTanh ? insideOfTanh(op->getOperand(0))
                     : factorOf(op->getOperand(0), M_SQRT1_2);
    Value whole = x ? wholeOf(op->getResult(0), x) : Value();
    if (!whole || whole.getType() != x.getType())
      continue;
    OpBuilder b(whole.getDefiningOp());
    Location loc = whole.getLoc();
    Value gelu = isTanh ? GeLUOp::create(b, loc, x.getType(), x).getResult()
                        : GeLUErfOp::create(b, loc, x.getType(), x).getResult();
    Operation *last = whole.getDefiningOp();
    whole.replaceAllUsesWith(gelu);
    eraseUnread(last);
  }
}

} // namespace ms::fromonnx
