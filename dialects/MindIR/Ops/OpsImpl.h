//===- OpsImpl.h - What the op families share -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_OPSIMPL_H
#define MS_DIALECTS_MINDIR_OPS_OPSIMPL_H

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

namespace ms::mindir {

using Types = llvm::SmallVectorImpl<mlir::Type>;

/// Where an inference runs, and how it reports an error.
struct Inference {
  mlir::MLIRContext *context;
  std::optional<mlir::Location> loc;
  llvm::StringRef opName;

  mlir::LogicalResult fail(const llvm::Twine &text) const {
    return inferenceError(loc, opName, text);
  }
};

/// Defines `OP::inferReturnTypes` by FUNCTION(OP::Adaptor, const Inference &,
/// Types &), which appends the result types or reports an error.
#define MINDIR_DEFINE_INFER(OP, FUNCTION)                                      \
  ::llvm::LogicalResult OP::inferReturnTypes(                                  \
      ::mlir::MLIRContext *context, std::optional<::mlir::Location> loc,       \
      ::mlir::ValueRange operands, ::mlir::DictionaryAttr attributes,          \
      ::mlir::OpaqueProperties properties, ::mlir::RegionRange regions,        \
      ::llvm::SmallVectorImpl<::mlir::Type> &types) {                          \
    return FUNCTION(OP::Adaptor(operands, attributes, properties, regions),    \
                    Inference{context, loc, getOperationName()}, types);       \
  }

inline mlir::RankedTensorType tensorType(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType());
}

/// `axis`, an attribute `name`, counted from the front; an error that cites
/// `constraint` where it is outside [-rank, rank).
inline mlir::FailureOr<int64_t> checkAxis(int64_t axis, int64_t rank,
                                          const Inference &at,
                                          llvm::StringRef constraint,
                                          llvm::StringRef name = "axis") {
  int64_t normal = normalizeAxis(axis, rank);
  if (normal >= 0)
    return normal;
  return at.fail(llvm::Twine(name) + " " + llvm::Twine(axis) +
                 " is outside rank " + llvm::Twine(rank) + " (" + constraint +
                 ")");
}

/// The same for a dimension of `shape` that is not the dynamic one; that error
/// cites `dynamic`.
inline mlir::FailureOr<int64_t>
checkStaticAxis(int64_t axis, llvm::ArrayRef<int64_t> shape,
                const Inference &at, llvm::StringRef constraint,
                llvm::StringRef dynamic, llvm::StringRef name = "axis") {
  auto normal = checkAxis(axis, shape.size(), at, constraint, name);
  if (mlir::succeeded(normal) && mlir::ShapedType::isDynamic(shape[*normal]))
    return at.fail("the dynamic batch is the " + llvm::Twine(name) + " (" +
                   dynamic + ")");
  return normal;
}

/// Axes counted from the front, in their order; an error where one is outside
/// [-rank, rank) or stands twice.
inline mlir::FailureOr<llvm::SmallVector<int64_t>>
checkAxes(llvm::ArrayRef<int64_t> axes, int64_t rank, const Inference &at,
          llvm::StringRef constraint) {
  llvm::SmallVector<int64_t> result;
  for (int64_t axis : axes) {
    int64_t normal = normalizeAxis(axis, rank);
    if (normal < 0 || llvm::is_contained(result, normal))
      return at.fail("axis " + llvm::Twine(axis) + " is outside rank " +
                     llvm::Twine(rank) + " or stands twice (" + constraint +
                     ")");
    result.push_back(normal);
  }
  return result;
}

/// The place of a new dimension of a tensor of `shape`, counted from the front;
/// errors where it is outside [-rank - 1, rank], and where a dynamic dimension
/// would not stay in front.
inline mlir::FailureOr<int64_t>
checkNewAxis(int64_t axis, llvm::ArrayRef<int64_t> shape, const Inference &at,
             llvm::StringRef constraint, llvm::StringRef dynamic) {
  auto rank = static_cast<int64_t>(shape.size());
  int64_t normal = normalizeAxis(axis, rank + 1);
  if (normal < 0)
    return at.fail("axis " + llvm::Twine(axis) + " is outside [" +
                   llvm::Twine(-rank - 1) + ", " + llvm::Twine(rank) + "] (" +
                   constraint + ")");
  if (normal == 0 && rank > 0 && mlir::ShapedType::isDynamic(shape[0]))
    return at.fail("axis 0 stands before the dynamic batch (" + dynamic + ")");
  return normal;
}

inline std::string typeText(mlir::Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_OPSIMPL_H
