//===- SpecialImpl.h - Special functions of scalars -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_CONVERSION_MINDIRTOLINALG_SPECIALIMPL_H
#define MS_PASSES_CONVERSION_MINDIRTOLINALG_SPECIALIMPL_H

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

namespace ms::lowering {

/// Short names for arithmetic on floats of one type.
struct Floats {
  mlir::ImplicitLocOpBuilder &b;
  mlir::Type type;

  using Value = mlir::Value;
  using Predicate = mlir::arith::CmpFPredicate;

  Value number(double value) { return buildNumber(b, type, value); }
  Value add(Value x, Value y) { return mlir::arith::AddFOp::create(b, x, y); }
  Value add(Value x, double y) { return add(x, number(y)); }
  Value sub(Value x, Value y) { return mlir::arith::SubFOp::create(b, x, y); }
  Value mul(Value x, Value y) { return mlir::arith::MulFOp::create(b, x, y); }
  Value mul(Value x, double y) { return mul(x, number(y)); }
  Value div(Value x, Value y) { return mlir::arith::DivFOp::create(b, x, y); }
  Value neg(Value x) { return mlir::arith::NegFOp::create(b, x); }
  Value abs(Value x) { return mlir::math::AbsFOp::create(b, x); }
  Value exp(Value x) { return mlir::math::ExpOp::create(b, x); }
  Value log(Value x) { return mlir::math::LogOp::create(b, x); }
  Value log1p(Value x) { return mlir::math::Log1pOp::create(b, x); }
  Value sqrt(Value x) { return mlir::math::SqrtOp::create(b, x); }
  Value copySign(Value x, Value y) {
    return mlir::math::CopySignOp::create(b, x, y);
  }
  Value is(Value x, Predicate predicate, Value y) {
    return mlir::arith::CmpFOp::create(b, predicate, x, y);
  }
  Value is(Value x, Predicate predicate, double y) {
    return is(x, predicate, number(y));
  }
  Value select(Value condition, Value x, Value y) {
    return mlir::arith::SelectOp::create(b, condition, x, y);
  }
};

/// buildElementary for functions that have no polynomial of f32.
mlir::Value buildSpecial(mlir::Operation *op, mlir::ImplicitLocOpBuilder &b,
                         mlir::ValueRange operands);

} // namespace ms::lowering

#endif // MS_PASSES_CONVERSION_MINDIRTOLINALG_SPECIALIMPL_H
