//===- MindIRToRuntime.cpp - Step functions as C functions ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A bufferized function becomes an LLVM function with the signature msrt_entry
// (include/ms-c/Runtime.h): it computes addresses and calls kernels, directly
// or, where there are tiles to share, through msrt_parallel_for.
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_CONVERTMINDIRTORUNTIME
#include "passes/Conversion/Passes.h.inc"

namespace {

constexpr StringLiteral kParallelFor = "msrt_parallel_for";
constexpr StringLiteral kLaunchDone = "msrt_launch_done";

/// A long function becomes several that are called one after another: LLVM
/// allocates registers in a time that grows faster than their length.
constexpr int64_t kLaunchesPerPart = 64;

/// A buffer: an argument of the function or a global one, and a distance from
/// its start.
struct Address {
  Value root;
  int64_t offset = 0;
};

struct ConvertMindIRToRuntime
    : impl::ConvertMindIRToRuntimeBase<ConvertMindIRToRuntime> {
  using ConvertMindIRToRuntimeBase::ConvertMindIRToRuntimeBase;

  void runOnOperation() override {
    MLIRContext *context = &getContext();
    pointer = LLVM::LLVMPointerType::get(context);
    i64 = IntegerType::get(context, 64);
    ImplicitLocOpBuilder b(getOperation().getLoc(), context);
    lowerGlobals(b);
    SymbolTableCollection tables;
    symbols = &tables;
    declarations.clear();
    tasks.clear();
    SmallVector<func::FuncOp> functions(getOperation().getOps<func::FuncOp>());
    for (func::FuncOp function : functions)
      if (failed(lowerFunction(function, b)))
        return signalPassFailure();
  }

private:
  /// Small constants become data of the object.
  void lowerGlobals(ImplicitLocOpBuilder &b) {
    for (auto global : llvm::make_early_inc_range(
             getOperation().getOps<memref::GlobalOp>())) {
      b.setInsertionPoint(global);
      MemRefType memref = global.getType();
      auto type = LLVM::LLVMArrayType::get(memref.getElementType(),
                                           memref.getNumElements());
      auto data = cast<DenseElementsAttr>(*global.getInitialValue());
      auto flat = data.reshape(RankedTensorType::get({memref.getNumElements()},
                                                     memref.getElementType()));
      LLVM::GlobalOp::create(b, type, /*isConstant=*/true,
                             LLVM::Linkage::Internal, global.getSymName(), flat,
                             /*alignment=*/64);
      global.erase();
    }
  }

  LogicalResult lowerFunction(func::FuncOp function, ImplicitLocOpBuilder &b) {
    auto inputs = function->getAttrOfType<ArrayAttr>(kInputsAttr);
    auto outputs = function->getAttrOfType<ArrayAttr>(kOutputsAttr);
    if (!inputs || !outputs || !function->hasAttr(kArenaBytesAttr))
      return emitCodedError(function.getLoc(), Code::CodeGeneration)
             << "function '" << function.getName()
             << "' has no buffers; run mindir-bufferize and "
                "mindir-plan-memory before";
    b.setLoc(function.getLoc());
    b.setInsertionPoint(function);
    auto entry = LLVM::LLVMFuncOp::create(b, "", entryType());
    for (NamedAttribute attr : function->getDiscardableAttrs())
      entry->setAttr(attr.getName(), attr.getValue());
    Block *body = entry.addEntryBlock(b);

    addresses.clear();
    for (Value argument : function.getArguments())
      addresses[argument] = {argument, 0};
    numInputs = inputs.size();
    contextSize = 0;
    int64_t launches = 0, parts = 0;
    function.walk([&](DispatchOp op) {
      contextSize = std::max<int64_t>(contextSize, op.getNumOperands());
      ++launches;
    });
    bool isSplit = launches > 2 * kLaunchesPerPart;
    auto enterPart = [&] {
      std::string name = (function.getName() + ".part" + Twine(parts++)).str();
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPoint(function);
      auto part = LLVM::LLVMFuncOp::create(b, name, entryType(),
                                           LLVM::Linkage::Internal);
      b.setInsertionPointToEnd(body);
      LLVM::CallOp::create(b, part, body->getArguments());
      return part.addEntryBlock(b);
    };
    enter(isSplit ? enterPart() : body, b);
    launches = 0;
    // What runs once is no part of a step.
    bool isTimed = profile && !function->hasAttr(kPrepareAttr);
    if (isTimed)
      callLaunchDone(-1, b);
    for (Operation &op : function.getBody().front()) {
      b.setLoc(op.getLoc());
      if (failed(lowerOp(op, b)))
        return failure();
      if (!isa<DispatchOp>(op))
        continue;
      if (isTimed)
        callLaunchDone(launches, b);
      if (++launches % kLaunchesPerPart == 0 && isSplit) {
        LLVM::ReturnOp::create(b, ValueRange());
        enter(enterPart(), b);
      }
    }
    if (isSplit) {
      b.setInsertionPointToEnd(body);
      LLVM::ReturnOp::create(b, ValueRange());
    }
    StringAttr name = function.getNameAttr();
    function.erase();
    entry.setName(name);
    return success();
  }

  Value gep(ImplicitLocOpBuilder &b, Value base, int64_t bytes) {
    if (bytes == 0)
      return base;
    // A constant index has few bits; what lies further away is a value.
    if (llvm::isInt<LLVM::kGEPConstantBitWidth>(bytes))
      return LLVM::GEPOp::create(
          b, pointer, b.getI8Type(), base,
          ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(bytes)});
    return LLVM::GEPOp::create(b, pointer, b.getI8Type(), base,
                               ArrayRef<LLVM::GEPArg>{number(b, bytes)});
  }

  Value number(ImplicitLocOpBuilder &b, int64_t value) {
    return LLVM::ConstantOp::create(b, i64, b.getI64IntegerAttr(value));
  }

  /// Of an artefact's functions and their parts: state, arena, inputs, outputs,
  /// rows.
  LLVM::LLVMFunctionType entryType() {
    return LLVM::LLVMFunctionType::get(
        LLVM::LLVMVoidType::get(&getContext()),
        {pointer, pointer, pointer, pointer, i64});
  }

  /// Goes on in `block`, the body of a function or of a part of one.
  void enter(Block *block, ImplicitLocOpBuilder &b) {
    b.setInsertionPointToStart(block);
    part = block;
    rows = block->getArgument(4);
    bases.clear();
    // Room for the arguments of the kernel with the most of them.
    context = LLVM::AllocaOp::create(b, pointer, i64, number(b, contextSize),
                                     /*alignment=*/8);
  }

  /// The pointer to an argument's buffer or a global one, in this part.
  Value baseOf(Value root, ImplicitLocOpBuilder &b) {
    Value &base = bases[root];
    if (base)
      return base;
    if (auto global = root.getDefiningOp<memref::GetGlobalOp>())
      return base = LLVM::AddressOfOp::create(b, pointer, global.getName());
    unsigned number = cast<BlockArgument>(root).getArgNumber();
    if (number < 2)
      return base = part->getArgument(number);
    number -= 2;
    Value list = part->getArgument(number < numInputs ? 2 : 3);
    if (number >= numInputs)
      number -= numInputs;
    return base = LLVM::LoadOp::create(b, pointer, gep(b, list, 8 * number));
  }

  Value pointerTo(ImplicitLocOpBuilder &b, Value memref) {
    const Address &address = addresses[memref];
    return gep(b, baseOf(address.root, b), address.offset);
  }

  LogicalResult lowerOp(Operation &op, ImplicitLocOpBuilder &b) {
    if (auto view = dyn_cast<memref::ViewOp>(op)) {
      APInt shift;
      if (!matchPattern(view.getByteShift(), m_ConstantInt(&shift)) ||
          !view.getSizes().empty())
        return unexpected(op);
      Address source = addresses[view.getSource()];
      source.offset += shift.getSExtValue();
      addresses[view] = source;
      return success();
    }
    if (auto cast = dyn_cast<memref::ReinterpretCastOp>(op)) {
      // A copy: the new entry may move the others.
      Address source = addresses[cast.getSource()];
      addresses[cast] = source;
      return success();
    }
    if (auto global = dyn_cast<memref::GetGlobalOp>(op)) {
      addresses[global] = {global, 0};
      return success();
    }
    if (auto dispatch = dyn_cast<DispatchOp>(op))
      return lowerDispatch(dispatch, b);
    if (isa<func::ReturnOp>(op)) {
      LLVM::ReturnOp::create(b, ValueRange());
      return success();
    }
    return isa<arith::ConstantOp>(op) ? success() : unexpected(op);
  }

  LogicalResult unexpected(Operation &op) {
    return emitCodedError(&op, Code::CodeGeneration)
           << "is not expected in a function on buffers";
  }

  //===--------------------------------------------------------------------===//
  // Kernels
  //===--------------------------------------------------------------------===//

  LogicalResult lowerDispatch(DispatchOp op, ImplicitLocOpBuilder &b) {
    auto kernel = dyn_cast_if_present<LLVM::LLVMFuncOp>(
        symbols->lookupNearestSymbolFrom(op, op.getKernelAttr()));
    auto tiles = kernel ? kernel->getAttrOfType<AffineMapAttr>(kTilesAttr)
                        : AffineMapAttr();
    auto grain =
        kernel ? kernel->getAttrOfType<IntegerAttr>(kGrainAttr) : IntegerAttr();
    if (!tiles || !grain)
      return emitCodedError(op, Code::CodeGeneration)
             << "kernel " << op.getKernel() << " is not lowered to LLVM";
    LLVM::LLVMFuncOp callee = declare(kernel, b);
    SmallVector<Value> arguments;
    for (Value buffer : op.getInputs())
      arguments.push_back(pointerTo(b, buffer));
    for (Value buffer : op.getOutputs())
      arguments.push_back(pointerTo(b, buffer));
    arguments.push_back(rows);
    Value count = expand(tiles.getValue().getResult(0), b);

    // Too little for two threads: a plain call.
    APInt fixed;
    if (matchPattern(count, m_ConstantInt(&fixed)) &&
        fixed.getSExtValue() <= grain.getInt()) {
      arguments.push_back(number(b, 0));
      arguments.push_back(count);
      LLVM::CallOp::create(b, callee, arguments);
      return success();
    }
    for (auto [k, argument] : llvm::enumerate(arguments))
      LLVM::StoreOp::create(b, argument, gep(b, context, 8 * k));
    LLVM::LLVMFuncOp task = makeTask(callee, b);
    Value address = LLVM::AddressOfOp::create(b, task);
    LLVM::CallOp::create(
        b, declareParallelFor(b),
        ValueRange{address, context, count, number(b, grain.getInt())});
    return success();
  }

  /// An affine expression of the rows.
  Value expand(AffineExpr expr, ImplicitLocOpBuilder &b) {
    if (auto constant = dyn_cast<AffineConstantExpr>(expr))
      return number(b, constant.getValue());
    if (isa<AffineDimExpr>(expr))
      return rows;
    auto binary = cast<AffineBinaryOpExpr>(expr);
    Value left = expand(binary.getLHS(), b), right = expand(binary.getRHS(), b);
    switch (expr.getKind()) {
    case AffineExprKind::Mul:
      return LLVM::MulOp::create(b, left, right);
    case AffineExprKind::Add:
      return LLVM::AddOp::create(b, left, right);
    case AffineExprKind::FloorDiv:
      return LLVM::UDivOp::create(b, left, right);
    default: {
      // Rounded up: (x + d - 1) / d.
      auto divisor = cast<AffineConstantExpr>(binary.getRHS());
      Value over =
          LLVM::AddOp::create(b, left, number(b, divisor.getValue() - 1));
      return LLVM::UDivOp::create(b, over, right);
    }
    }
  }

  /// The kernel as this module sees it.
  LLVM::LLVMFuncOp declare(LLVM::LLVMFuncOp kernel, ImplicitLocOpBuilder &b) {
    LLVM::LLVMFuncOp &declaration = declarations[kernel];
    if (declaration)
      return declaration;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(getOperation().getBody());
    declaration =
        LLVM::LLVMFuncOp::create(b, kernel.getName(), kernel.getFunctionType());
    declaration.setVisibility_(LLVM::Visibility::Hidden);
    kernel.setVisibility_(LLVM::Visibility::Hidden);
    return declaration;
  }

  LLVM::LLVMFuncOp declareParallelFor(ImplicitLocOpBuilder &b) {
    return declare(kParallelFor, {pointer, pointer, i64, i64}, b);
  }

  void callLaunchDone(int64_t launch, ImplicitLocOpBuilder &b) {
    LLVM::CallOp::create(b, declare(kLaunchDone, {i64}, b),
                         ValueRange{number(b, launch)});
  }

  /// A function of the runtime that returns nothing.
  LLVM::LLVMFuncOp declare(StringRef name, ArrayRef<Type> parameters,
                           ImplicitLocOpBuilder &b) {
    if (auto known = getOperation().lookupSymbol<LLVM::LLVMFuncOp>(name))
      return known;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(getOperation().getBody());
    auto type = LLVM::LLVMFunctionType::get(
        LLVM::LLVMVoidType::get(&getContext()), parameters);
    return LLVM::LLVMFuncOp::create(b, name, type);
  }

  /// A function of a context and a range that calls the kernel.
  LLVM::LLVMFuncOp makeTask(LLVM::LLVMFuncOp kernel, ImplicitLocOpBuilder &b) {
    LLVM::LLVMFuncOp &task = tasks[kernel];
    if (task)
      return task;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(getOperation().getBody());
    auto type = LLVM::LLVMFunctionType::get(
        LLVM::LLVMVoidType::get(&getContext()), {pointer, i64, i64});
    task = LLVM::LLVMFuncOp::create(b, (kernel.getName() + ".task").str(), type,
                                    LLVM::Linkage::Internal);
    Block *body = task.addEntryBlock(b);
    b.setInsertionPointToStart(body);
    auto types = kernel.getFunctionType().getParams();
    SmallVector<Value> arguments;
    for (auto [k, type] : llvm::enumerate(types.drop_back(2)))
      arguments.push_back(
          LLVM::LoadOp::create(b, type, gep(b, body->getArgument(0), 8 * k)));
    arguments.push_back(body->getArgument(1));
    arguments.push_back(body->getArgument(2));
    LLVM::CallOp::create(b, kernel, arguments);
    LLVM::ReturnOp::create(b, ValueRange());
    return task;
  }

  Type pointer, i64;
  unsigned numInputs = 0; ///< of the function
  int64_t contextSize = 0;
  llvm::DenseMap<Value, Address> addresses;
  Block *part = nullptr; ///< that is written now
  Value rows, context;
  llvm::DenseMap<Value, Value> bases;       ///< by root of an address
  SymbolTableCollection *symbols = nullptr; ///< during the run
  llvm::DenseMap<Operation *, LLVM::LLVMFuncOp> declarations,
      tasks; ///< by kernel
};

} // namespace
} // namespace ms
