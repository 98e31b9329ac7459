//===- Decode.cpp - Numbers of types in an .air file ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Decode.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

namespace ms::air {

namespace {
struct Numbers {
  int32_t file;
  int64_t api;
  /// Bits; 0x100: unsigned, 0x200: floating.
  unsigned kind;
};
} // namespace

static constexpr unsigned kUnsigned = 0x100, kFloating = 0x200;
static constexpr Numbers kNumbers[] = {
    {1, 0, kFloating | 32},
    {2, 1, kFloating | 16},
    {3, 2, 8},
    {4, 4, kUnsigned | 8},
    {5, 6, 16},
    {6, 7, kUnsigned | 16},
    {7, 3, 32},
    {8, 9, 64},
    {9, 8, kUnsigned | 32},
    {10, 10, kUnsigned | 64},
    {11, 12, 1},
    {12, 11, kFloating | 64},
};

static Type makeType(unsigned kind, MLIRContext *context) {
  Builder b(context);
  unsigned width = kind & 0xff;
  if (kind & kFloating)
    return width == 16   ? Type(b.getF16Type())
           : width == 32 ? Type(b.getF32Type())
                         : Type(b.getF64Type());
  return kind & kUnsigned ? b.getIntegerType(width, /*isSigned=*/false)
                          : b.getIntegerType(width);
}

Type elementTypeOf(int32_t dtype, MLIRContext *context) {
  for (const Numbers &row : kNumbers)
    if (row.file == dtype)
      return makeType(row.kind, context);
  return nullptr;
}

Type typeOfApi(int64_t number, MLIRContext *context) {
  for (const Numbers &row : kNumbers)
    if (row.api == number)
      return makeType(row.kind, context);
  return nullptr;
}

std::optional<int32_t> dtypeOf(Type element) {
  for (const Numbers &row : kNumbers)
    if (makeType(row.kind, element.getContext()) == element)
      return row.file;
  return std::nullopt;
}

std::optional<int64_t> apiNumberOf(Type element) {
  for (const Numbers &row : kNumbers)
    if (makeType(row.kind, element.getContext()) == element)
      return row.api;
  return std::nullopt;
}

} // namespace ms::air
