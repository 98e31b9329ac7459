//===- Storage.cpp - Which values share memory ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Storage.h"

#include "passes/Analysis/ArenaLayout.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

bool isView(Operation *op) { return isa_and_present<ReshapeOp, FlattenOp>(op); }

Value makeView(OpBuilder &builder, Location loc, Value value,
               RankedTensorType type) {
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return ReshapeOp::create(builder, loc, type, value,
                           builder.getI64ArrayAttr(shape));
}

Value getStorage(Value value) {
  while (isView(value.getDefiningOp()))
    value = value.getDefiningOp()->getOperand(0);
  return value;
}

SmallVector<Value> getAllViews(Value value) {
  SmallVector<Value> result = {value};
  for (size_t k = 0; k < result.size(); ++k)
    for (Operation *user : result[k].getUsers())
      if (isView(user))
        result.push_back(user->getResult(0));
  return result;
}

SmallVector<func::FuncOp> findKernels(ModuleOp module) {
  SmallVector<func::FuncOp> kernels;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(kKernelAttr) && !function.isExternal())
      kernels.push_back(function);
  return kernels;
}

KernelLaunches findLaunches(ModuleOp module) {
  KernelLaunches launches;
  module.walk([&](LaunchOp launch) {
    launches[launch.getKernelAttr().getAttr()].push_back(launch);
  });
  return launches;
}

func::FuncOp getKernel(LaunchOp launch, SymbolTableCollection &symbols) {
  return symbols.lookupNearestSymbolFrom<func::FuncOp>(launch,
                                                       launch.getKernelAttr());
}

bool mayAlias(LaunchOp launch, unsigned result, unsigned operand,
              SymbolTableCollection &symbols) {
  auto allowed = getKernel(launch, symbols)
                     .getResultAttrOfType<ArrayAttr>(result, kMayAliasAttr);
  return llvm::is_contained(getInts(allowed), static_cast<int64_t>(operand));
}

bool mayBeOverwritten(func::FuncOp kernel, unsigned argument) {
  return llvm::any_of(llvm::seq(kernel.getNumResults()), [&](unsigned result) {
    auto allowed = kernel.getResultAttrOfType<ArrayAttr>(result, kMayAliasAttr);
    return llvm::is_contained(getInts(allowed), static_cast<int64_t>(argument));
  });
}

Type getStorageElement(Type element) {
  if (element.isInteger(1))
    return IntegerType::get(element.getContext(), 8);
  if (element.isUnsignedInteger())
    return IntegerType::get(element.getContext(),
                            element.getIntOrFloatBitWidth());
  return element;
}

int64_t getStorageBytes(Type element, int64_t elements) {
  return getStorageElement(element).getIntOrFloatBitWidth() / 8 * elements;
}

int64_t getStateBytes(ParameterOp parameter) {
  RankedTensorType type = parameter.getTensorType();
  return alignBuffer(
      getStorageBytes(type.getElementType(), type.getNumElements()));
}

} // namespace ms
