//===- FlattenKernels.cpp - Elementwise kernels over rows of elements -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A kernel in which every op is elementwise at the same place does not care for
// the shape of its tensors: one dimension is left, or two where the batch is
// dynamic. Its loops then have no short rows, and its vectors no rests within.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/IndexedKernel.h"
#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_FLATTENKERNELS
#include "passes/Kernels/Passes.h.inc"

namespace {
struct FlattenKernels : impl::FlattenKernelsBase<FlattenKernels> {
  using FlattenKernelsBase::FlattenKernelsBase;

  void runOnOperation() override {
    KernelLaunches launches = findLaunches(getOperation());
    for (func::FuncOp kernel : findKernels(getOperation()))
      if (RankedTensorType type = commonType(kernel)) {
        flatten(kernel, type);
        for (LaunchOp launch : launches[kernel.getNameAttr()])
          adapt(launch, kernel.getFunctionType());
      }
  }

private:
  static bool isScalar(Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return !tensor || tensor.getRank() == 0;
  }

  /// A type with the shape of every tensor of the kernel, where all have one
  /// shape (or are scalars) and it can be flattened; else null.
  static RankedTensorType commonType(func::FuncOp kernel) {
    RankedTensorType common;
    auto fits = [&](Type type) {
      auto tensor = dyn_cast<RankedTensorType>(type);
      if (isScalar(type))
        return true;
      if (!common)
        common = tensor;
      return common.getShape() == tensor.getShape();
    };
    for (Operation &op : kernel.getBody().front().without_terminator()) {
      if (!llvm::all_of(op.getOperandTypes(), fits) ||
          !llvm::all_of(op.getResultTypes(), fits))
        return nullptr;
      if (auto generic = dyn_cast<GenericOp>(op)) {
        if (!isPlain(generic))
          return nullptr;
      } else if (isIndexedKernel(&op)) {
        return nullptr;
      } else if (isa<tensor::TensorDialect>(op.getDialect()) &&
                 !isa<tensor::EmptyOp>(op) &&
                 !isScalar(op.getResult(0).getType())) {
        return nullptr;
      }
    }
    if (!llvm::all_of(kernel.getArgumentTypes(), fits) || !common)
      return nullptr;
    return common.getRank() > (common.hasStaticShape() ? 1 : 2) ? common
                                                                : nullptr;
  }

  /// Elementwise, each operand read at the loops themselves or a scalar, and no
  /// use of an index.
  static bool isPlain(GenericOp op) {
    if (classify(op) != GenericKind::Elementwise)
      return false;
    for (AffineMap map : op.getIndexingMapsArray())
      if (!map.isIdentity() && map.getNumResults() != 0)
        return false;
    for (OpOperand &operand : op->getOpOperands())
      if (isScalar(operand.get().getType()) &&
          op.getMatchingIndexingMap(&operand).getNumResults() != 0)
        return false;
    return op.getNumLoops() > 0 &&
           llvm::none_of(*op.getBody(), [](Operation &inner) {
             return isa<linalg::IndexOp, tensor::ExtractOp>(inner);
           });
  }

  static RankedTensorType flatType(Type type) {
    auto tensor = cast<RankedTensorType>(type);
    ArrayRef<int64_t> shape = tensor.getShape();
    SmallVector<int64_t> flat;
    if (tensor.isDynamicDim(0)) {
      flat.push_back(ShapedType::kDynamic);
      shape = shape.drop_front();
    }
    int64_t elements = 1;
    for (int64_t extent : shape)
      elements *= extent;
    flat.push_back(elements);
    return tensor.clone(flat);
  }

  static void flatten(func::FuncOp kernel, RankedTensorType common) {
    MLIRContext *context = kernel.getContext();
    auto flattened = [&](Value value) {
      if (!isScalar(value.getType()))
        value.setType(flatType(value.getType()));
    };
    Block &body = kernel.getBody().front();
    for (BlockArgument argument : body.getArguments())
      flattened(argument);
    unsigned rank = flatType(common).getRank();
    for (Operation &op : body) {
      for (Value result : op.getResults())
        flattened(result);
      auto generic = dyn_cast<GenericOp>(op);
      if (!generic)
        continue;
      SmallVector<AffineMap> maps;
      for (AffineMap map : generic.getIndexingMapsArray())
        maps.push_back(map.getNumResults() == 0
                           ? AffineMap::get(rank, 0, context)
                           : AffineMap::getMultiDimIdentityMap(rank, context));
      Builder b(context);
      generic.setIndexingMapsAttr(b.getAffineMapArrayAttr(maps));
      SmallVector<Attribute> kinds(
          rank, linalg::IteratorTypeAttr::get(context,
                                              utils::IteratorType::parallel));
      generic.setIteratorTypesAttr(b.getArrayAttr(kinds));
    }
    kernel.setFunctionType(
        FunctionType::get(context, body.getArgumentTypes(),
                          body.getTerminator()->getOperandTypes()));
  }

  /// Views around a launch of a flattened kernel.
  static void adapt(LaunchOp launch, FunctionType type) {
    OpBuilder b(launch);
    auto view = [&](Value value, Type to) -> Value {
      if (value.getType() == to)
        return value;
      // Between two flattened kernels nothing is left.
      if (auto known = value.getDefiningOp<ReshapeOp>();
          known && known.getX().getType() == to)
        return known.getX();
      return makeView(b, launch.getLoc(), value, cast<RankedTensorType>(to));
    };
    for (auto [operand, to] :
         llvm::zip(launch.getInputsMutable(), type.getInputs()))
      operand.set(view(operand.get(), to));
    b.setInsertionPointAfter(launch);
    for (auto [result, to] :
         llvm::zip(launch.getResults(), type.getResults())) {
      Type from = result.getType();
      if (from == to)
        continue;
      result.setType(to);
      Value old = view(result, from);
      result.replaceAllUsesExcept(old, old.getDefiningOp());
    }
  }
};
} // namespace
} // namespace ms
