//===- Decode.h - Numbers of types in an .air file --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The file numbers element types in one way, its integer attributes (such as
// dst_type of Cast) in another.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_DECODE_H
#define MS_LIB_IMPORT_AIR_DECODE_H

#include "mlir/IR/BuiltinTypes.h"

#include <optional>

namespace ms::air {

/// TensorDescriptor's number of a type that is none.
inline constexpr int32_t kUndefined = 0;

/// The types that both numberings have; null for other numbers.
mlir::Type elementTypeOf(int32_t dtype, mlir::MLIRContext *context);
mlir::Type typeOfApi(int64_t number, mlir::MLIRContext *context);

/// Nothing for a type that the format has not, such as bf16.
std::optional<int32_t> dtypeOf(mlir::Type element);
std::optional<int64_t> apiNumberOf(mlir::Type element);

} // namespace ms::air

#endif // MS_LIB_IMPORT_AIR_DECODE_H
