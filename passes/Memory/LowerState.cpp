//===- LowerState.cpp - Make every assign one that can be done in place ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Storage.h"
#include "passes/Memory/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_LOWERSTATE
#include "passes/Memory/Passes.h.inc"

namespace {
struct LowerState : impl::LowerStateBase<LowerState> {
  using LowerStateBase::LowerStateBase;

  void runOnOperation() override {
    for (auto function :
         llvm::make_early_inc_range(getOperation().getOps<func::FuncOp>()))
      if (!function.isExternal() && !function->hasAttr(kKernelAttr))
        lowerFunction(function);
  }

private:
  void lowerFunction(func::FuncOp function) {
    Block &body = function.getBody().front();
    llvm::DenseMap<StringAttr, SmallVector<Value>> reads;
    for (auto load : body.getOps<LoadOp>())
      for (Value view : getAllViews(load))
        reads[load.getParameterAttr().getAttr()].push_back(view);
    SymbolTableCollection symbols;
    SmallVector<AssignOp> assigns(body.getOps<AssignOp>());
    for (AssignOp assign : assigns) {
      if (canWriteInPlace(assign, reads[assign.getParameterAttr().getAttr()],
                          symbols))
        continue;
      OpBuilder b(assigns.front());
      auto type = cast<RankedTensorType>(assign.getValue().getType());
      auto copy = LaunchOp::create(b, assign.getLoc(), TypeRange{type},
                                   copyKernel(type).getName(),
                                   ValueRange{assign.getValue()});
      assign.getValueMutable().assign(copy.getResult(0));
    }
  }

  /// Whether all of `reads`, views of the old value, are done when the new one
  /// is written.
  static bool canWriteInPlace(AssignOp assign, ArrayRef<Value> reads,
                              SymbolTableCollection &symbols) {
    Value storage = getStorage(assign.getValue());
    auto launch = storage.getDefiningOp<LaunchOp>();
    if (!launch)
      return false;
    unsigned result = cast<OpResult>(storage).getResultNumber();
    for (Value read : reads)
      for (OpOperand &use : read.getUses()) {
        Operation *user = use.getOwner();
        if (isView(user))
          continue;
        if (user == launch) {
          if (!mayAlias(launch, result, use.getOperandNumber(), symbols))
            return false;
        } else if (!user->isBeforeInBlock(launch)) {
          return false;
        }
      }
    return true;
  }

  /// The kernel that copies a tensor of `type`.
  func::FuncOp copyKernel(RankedTensorType type) {
    std::string name = "copy";
    for (int64_t extent : type.getShape())
      name += "_" + std::to_string(extent);
    llvm::raw_string_ostream(name) << "_" << type.getElementType();
    SymbolTable symbols(getOperation());
    if (auto known = symbols.lookup<func::FuncOp>(name))
      return known;
    ImplicitLocOpBuilder b(NameLoc::get(StringAttr::get(&getContext(), "copy")),
                           &getContext());
    auto kernel =
        func::FuncOp::create(b, name, b.getFunctionType({type}, {type}));
    kernel.setPrivate();
    kernel->setAttr(kKernelAttr, b.getUnitAttr());
    kernel.setResultAttr(0, kMayAliasAttr, b.getI64ArrayAttr({0}));
    Block *entry = kernel.addEntryBlock();
    b.setInsertionPointToStart(entry);
    Value empty =
        tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
    SmallVector<AffineMap> maps(2, b.getMultiDimIdentityMap(type.getRank()));
    SmallVector<utils::IteratorType> kinds(type.getRank(),
                                           utils::IteratorType::parallel);
    auto generic = linalg::GenericOp::create(
        b, TypeRange{type}, ValueRange{entry->getArgument(0)},
        ValueRange{empty}, maps, kinds,
        [](OpBuilder &inner, Location loc, ValueRange arguments) {
          linalg::YieldOp::create(inner, loc, arguments[0]);
        });
    generic->setAttr(kOpNameAttr, b.getStringAttr("copy"));
    func::ReturnOp::create(b, generic.getResults());
    getOperation().push_back(kernel);
    return kernel;
  }
};
} // namespace
} // namespace ms
