//===- Promotion.cpp - Element types that meet ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Promotion.h"

#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;

namespace ms {

Type promote(Type a, Type b) {
  if (a == b || b.isInteger(1))
    return a;
  if (a.isInteger(1))
    return b;
  bool floatA = isa<FloatType>(a), floatB = isa<FloatType>(b);
  if (floatA != floatB)
    return floatA ? a : b;
  unsigned widthA = a.getIntOrFloatBitWidth(),
           widthB = b.getIntOrFloatBitWidth();
  if (floatA)
    // f16 and bf16 meet in f32.
    return widthA == widthB  ? Type(Float32Type::get(a.getContext()))
           : widthA > widthB ? a
                             : b;
  if (a.isUnsignedInteger() == b.isUnsignedInteger())
    return widthA > widthB ? a : b;
  Type natural = a.isUnsignedInteger() ? a : b,
       integer = a.isUnsignedInteger() ? b : a;
  unsigned width = natural.getIntOrFloatBitWidth();
  if (width < integer.getIntOrFloatBitWidth())
    return integer;
  return width < 64 ? IntegerType::get(a.getContext(), 2 * width) : Type();
}

Type promote(Type type, const Item &item) {
  if (item.is(Item::Kind::Real) && !isa<FloatType>(type))
    return Float32Type::get(type.getContext());
  if (item.is(Item::Kind::Integer) && type.isInteger(1))
    return IntegerType::get(type.getContext(), 64);
  return type;
}

} // namespace ms
