//===- Bufferize.cpp - Give every value a buffer --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which values share a buffer: views, results that take the buffer of a
// dying operand, results of the function, and state. Where buffers lie is
// decided by mindir-plan-memory.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/BatchMultiples.h"
#include "passes/Analysis/Storage.h"
#include "passes/Memory/Passes.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_BUFFERIZE
#include "passes/Memory/Passes.h.inc"

namespace {

struct Bufferize : impl::BufferizeBase<Bufferize> {
  using BufferizeBase::BufferizeBase;

  void runOnOperation() override {
    if (maxBatch < 1) {
      emitCodedError(getOperation().getLoc(), Code::MemoryPlan)
          << "max-batch is " << maxBatch.getValue()
          << ", but must be 1 or more";
      return signalPassFailure();
    }
    SymbolTableCollection tables;
    symbols = &tables;
    layOutState();
    SmallVector<func::FuncOp> kernels, functions;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      (function->hasAttr(kKernelAttr) ? kernels : functions)
          .push_back(function);
    }
    for (func::FuncOp function : functions)
      if (failed(bufferizeFunction(function)))
        return signalPassFailure();
    for (func::FuncOp kernel : kernels)
      bufferizeKernel(kernel);
  }

private:
  /// The static buffer type of a tensor with `multiple` rows per row of the
  /// batch.
  MemRefType bufferType(RankedTensorType type, int64_t multiple) {
    SmallVector<int64_t> shape(type.getShape());
    for (int64_t &extent : shape)
      if (ShapedType::isDynamic(extent))
        extent = maxBatch * std::max<int64_t>(multiple, 1);
    return MemRefType::get(shape, getStorageElement(type.getElementType()));
  }

  /// Parameters one after another, in their order, aligned.
  void layOutState() {
    Builder b(&getContext());
    int64_t offset = 0;
    for (auto parameter : getOperation().getOps<ParameterOp>()) {
      parameter->setAttr(kOffsetAttr, b.getI64IntegerAttr(offset));
      offset += getStateBytes(parameter);
    }
    stateBytes = std::max(offset, kBufferAlignment);
    getOperation()->setAttr(kStateBytesAttr, b.getI64IntegerAttr(stateBytes));
  }

  //===--------------------------------------------------------------------===//
  // Functions that launch
  //===--------------------------------------------------------------------===//

  LogicalResult bufferizeFunction(func::FuncOp function) {
    BatchMultiples multiples(function);
    if (failed(multiples.verify()))
      return failure();
    Block &body = function.getBody().front();
    Operation *terminator = body.getTerminator();
    Location loc = function.getLoc();
    Builder types(&getContext());
    recordInterface(function, multiples);

    // Arguments: state, inputs, outputs, rows; the tensors follow until the
    // end.
    unsigned numInputs = body.getNumArguments();
    SmallVector<Value> tensors(body.getArguments());
    SmallVector<Type> argumentTypes = {
        MemRefType::get({stateBytes}, types.getI8Type())};
    for (Value tensor : tensors)
      argumentTypes.push_back(bufferType(
          cast<RankedTensorType>(tensor.getType()), multiples.get(tensor)));
    for (Value result : terminator->getOperands())
      argumentTypes.push_back(bufferType(
          cast<RankedTensorType>(result.getType()), multiples.get(result)));
    argumentTypes.push_back(types.getIndexType());
    SmallVector<Value> arguments;
    for (Type type : argumentTypes)
      arguments.push_back(body.addArgument(type, loc));
    Value state = arguments.front(), rows = arguments.back();

    SmallVector<Operation *> ops;
    for (Operation &op : body)
      ops.push_back(&op);
    ImplicitLocOpBuilder b(loc, &body, body.begin());
    buffers.clear();
    wanted.clear();
    for (unsigned k = 0; k < numInputs; ++k)
      buffers[tensors[k]] = arguments[1 + k];
    // What is returned or assigned has its place before it is made.
    for (auto [k, result] : llvm::enumerate(terminator->getOperands()))
      wanted[getStorage(result)] = arguments[1 + numInputs + k];
    for (auto assign : body.getOps<AssignOp>()) {
      auto parameter = symbols->lookupNearestSymbolFrom<ParameterOp>(
          assign, assign.getParameterAttr());
      b.setLoc(assign.getLoc());
      wanted[getStorage(assign.getValue())] =
          stateView(b, state, parameter, getRows(assign, kRowsAttr));
    }
    findLastUses(body);

    SmallVector<Operation *> dead;
    for (Operation *op : ops) {
      b.setInsertionPoint(op);
      b.setLoc(op->getLoc());
      if (auto load = dyn_cast<LoadOp>(op)) {
        auto parameter = symbols->lookupNearestSymbolFrom<ParameterOp>(
            load, load.getParameterAttr());
        buffers[load] =
            stateView(b, state, parameter, getRows(load, kRowsAttr));
      } else if (auto constant = dyn_cast<ConstantOp>(op)) {
        buffers[constant] = globalConstant(b, constant);
      } else if (isView(op)) {
        buffers[op->getResult(0)] = reshapeBuffer(
            b, buffers[op->getOperand(0)],
            bufferType(cast<RankedTensorType>(op->getResult(0).getType()),
                       multiples.get(op->getResult(0))));
      } else if (auto launch = dyn_cast<LaunchOp>(op)) {
        dispatch(b, launch, multiples, rows);
      } else if (!isa<AssignOp, func::ReturnOp>(op)) {
        return emitCodedError(op, Code::MemoryPlan)
               << "is no launch, load, assign or view";
      } else {
        continue;
      }
      dead.push_back(op);
    }
    for (AssignOp assign : llvm::make_early_inc_range(body.getOps<AssignOp>()))
      assign.erase();
    b.setInsertionPoint(terminator);
    func::ReturnOp::create(b);
    terminator->erase();
    for (Operation *op : llvm::reverse(dead))
      op->erase();
    body.eraseArguments(0, numInputs);
    function.removeArgAttrsAttr();
    function.removeResAttrsAttr();
    function.setFunctionType(types.getFunctionType(argumentTypes, {}));
    return success();
  }

  /// What the function took and gave, for the artefact's table.
  void recordInterface(func::FuncOp function, const BatchMultiples &multiples) {
    Builder b(&getContext());
    auto record = [&](StringRef name, TypeRange types) {
      SmallVector<Attribute> attrs;
      for (Type type : types)
        attrs.push_back(TypeAttr::get(type));
      function->setAttr(name, b.getArrayAttr(attrs));
    };
    record(kInputsAttr, function.getArgumentTypes());
    record(kOutputsAttr, function.getResultTypes());
    if (!function.getBody().getOps<AssignOp>().empty())
      function->setAttr(kWritesParametersAttr, b.getUnitAttr());
    if (llvm::any_of(function.getBody().getOps<LoadOp>(), [&](LoadOp load) {
          return symbols
              ->lookupNearestSymbolFrom<ParameterOp>(load,
                                                     load.getParameterAttr())
              .getDerived();
        }))
      function->setAttr(kReadsPreparedAttr, b.getUnitAttr());
    auto recordRows = [&](StringRef name, ValueRange tensors) {
      SmallVector<int64_t> rows;
      for (Value tensor : tensors)
        rows.push_back(std::max<int64_t>(multiples.get(tensor), 1));
      function->setAttr(name, b.getDenseI64ArrayAttr(rows));
    };
    Block &body = function.getBody().front();
    recordRows(kInputRowsAttr, body.getArguments());
    recordRows(kOutputRowsAttr, body.getTerminator()->getOperands());
    auto names = [&](unsigned count, StringRef prefix, auto get) {
      SmallVector<Attribute> result;
      for (unsigned k = 0; k < count; ++k) {
        auto name = dyn_cast_if_present<StringAttr>(get(k));
        result.push_back(name ? name
                              : b.getStringAttr((prefix + Twine(k)).str()));
      }
      return b.getArrayAttr(result);
    };
    function->setAttr(kInputNamesAttr,
                      names(function.getNumArguments(), "in", [&](unsigned k) {
                        return function.getArgAttr(k, kNameAttr);
                      }));
    function->setAttr(kOutputNamesAttr,
                      names(function.getNumResults(), "out", [&](unsigned k) {
                        return function.getResultAttr(k, kNameAttr);
                      }));
    bool dynamic = llvm::any_of(function.getArgumentTypes(), [](Type type) {
      auto tensor = dyn_cast<RankedTensorType>(type);
      return tensor && !tensor.hasStaticShape();
    });
    function->setAttr(kMaxRowsAttr,
                      b.getI64IntegerAttr(dynamic ? maxBatch : 0));
  }

  /// A parameter, or some rows of it, in the state.
  Value stateView(ImplicitLocOpBuilder &b, Value state, ParameterOp parameter,
                  std::optional<Rows> rows) {
    int64_t offset =
        parameter->getAttrOfType<IntegerAttr>(kOffsetAttr).getInt();
    RankedTensorType type = rowsType(parameter.getTensorType(), rows);
    if (rows)
      offset +=
          rows->begin * getStorageBytes(type.getElementType(),
                                        type.getNumElements() / rows->size());
    Value at = arith::ConstantIndexOp::create(b, offset);
    return memref::ViewOp::create(b, bufferType(type, 0), state, at,
                                  ValueRange());
  }

  /// The same elements in another static shape.
  static Value reshapeBuffer(ImplicitLocOpBuilder &b, Value buffer,
                             MemRefType type) {
    SmallVector<int64_t> strides;
    int64_t stride = 1;
    for (int64_t extent : llvm::reverse(type.getShape())) {
      strides.insert(strides.begin(), stride);
      stride *= extent;
    }
    return memref::ReinterpretCastOp::create(b, type, buffer, /*offset=*/0,
                                             type.getShape(), strides);
  }

  /// Small tables are read-only data of the object.
  Value globalConstant(ImplicitLocOpBuilder &b, ConstantOp constant) {
    MemRefType type = bufferType(constant.getType(), 0);
    auto data = cast<DenseElementsAttr>(constant.getValue());
    if (data.getElementType() != type.getElementType())
      data = data.getElementType().isInteger(1)
                 ? data.mapValues(type.getElementType(),
                                  [](const APInt &v) { return v.zext(8); })
                 : cast<DenseElementsAttr>(data.bitcast(type.getElementType()));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(getOperation().getBody());
    auto tensor = RankedTensorType::get(type.getShape(), type.getElementType());
    auto global = memref::GlobalOp::create(
        b, "constant", b.getStringAttr("private"), type, data.reshape(tensor),
        /*constant=*/true, b.getI64IntegerAttr(kBufferAlignment));
    symbols->getSymbolTable(getOperation()).insert(global);
    b.setInsertionPoint(constant);
    return memref::GetGlobalOp::create(b, type, global.getSymName());
  }

  //===--------------------------------------------------------------------===//
  // Launches
  //===--------------------------------------------------------------------===//

  /// The last launch that reads each storage; none for what outlives the call.
  void findLastUses(Block &body) {
    lastUse.clear();
    for (auto launch : body.getOps<LaunchOp>())
      for (Value input : launch.getInputs())
        lastUse[getStorage(input)] = launch;
    for (auto &[storage, buffer] : wanted)
      lastUse.erase(storage);
  }

  void dispatch(ImplicitLocOpBuilder &b, LaunchOp launch,
                const BatchMultiples &multiples, Value rows) {
    SmallVector<Value> inputs, outputs;
    for (Value input : launch.getInputs())
      inputs.push_back(buffers[input]);
    llvm::SmallPtrSet<void *, 4> taken;
    for (OpResult result : launch.getResults()) {
      MemRefType type = bufferType(cast<RankedTensorType>(result.getType()),
                                   multiples.get(result));
      Value buffer = wanted.lookup(result);
      if (buffer && buffer.getType() != type)
        buffer = reshapeBuffer(b, buffer, type);
      if (!buffer)
        buffer = takeOver(b, launch, result, type, taken);
      if (!buffer)
        buffer = memref::AllocOp::create(b, type);
      buffers[result] = buffer;
      outputs.push_back(buffer);
    }
    // Where nothing is to be written, loops would have nothing to run over.
    if (llvm::any_of(outputs, [](Value buffer) {
          return cast<MemRefType>(buffer.getType()).getNumElements() != 0;
        }))
      DispatchOp::create(b, launch.getKernelAttr(), inputs, outputs, rows);
  }

  /// The buffer of an operand that dies here, if the kernel allows it and the
  /// buffer is neither state nor an argument.
  Value takeOver(ImplicitLocOpBuilder &b, LaunchOp launch, OpResult result,
                 MemRefType type, llvm::SmallPtrSetImpl<void *> &taken) {
    for (auto [k, input] : llvm::enumerate(launch.getInputs())) {
      if (!mayAlias(launch, result.getResultNumber(), k, *symbols))
        continue;
      Value storage = getStorage(input);
      if (!storage.getDefiningOp<LaunchOp>() ||
          lastUse.lookup(storage) != launch ||
          taken.contains(storage.getAsOpaquePointer()))
        continue;
      // Read in two places, it may be read after it is written.
      unsigned reads = 0;
      for (Value other : launch.getInputs())
        reads += getStorage(other) == storage;
      if (reads != 1)
        continue;
      taken.insert(storage.getAsOpaquePointer());
      Value buffer = buffers[input];
      return buffer.getType() == type ? buffer : reshapeBuffer(b, buffer, type);
    }
    return nullptr;
  }

  //===--------------------------------------------------------------------===//
  // Kernels
  //===--------------------------------------------------------------------===//

  /// Arguments: inputs, outputs, rows. The body stays on tensors; what is read
  /// and where the results go is said by to_tensor and materialize.
  void bufferizeKernel(func::FuncOp kernel) {
    Block &body = kernel.getBody().front();
    ImplicitLocOpBuilder b(kernel.getLoc(), &body, body.begin());
    auto multipleOf = [](IntegerAttr stated) {
      return stated ? stated.getInt() : 1;
    };
    // Loops over the batch where no buffer has it.
    auto isDynamic = [](Type type) {
      return !cast<RankedTensorType>(type).hasStaticShape();
    };
    if (!llvm::any_of(kernel.getArgumentTypes(), isDynamic) &&
        !llvm::any_of(kernel.getResultTypes(), isDynamic) &&
        !body.getOps<RowsOp>().empty())
      kernel->setAttr(kMaxRowsAttr, b.getI64IntegerAttr(maxBatch));
    SmallVector<Type> types;
    unsigned numInputs = body.getNumArguments();
    for (unsigned k = 0; k < numInputs; ++k)
      types.push_back(
          bufferType(cast<RankedTensorType>(body.getArgument(k).getType()),
                     multipleOf(kernel.getArgAttrOfType<IntegerAttr>(
                         k, kBatchMultipleAttr))));
    SmallVector<Attribute> aliases;
    for (unsigned k = 0; k < kernel.getNumResults(); ++k) {
      types.push_back(
          bufferType(cast<RankedTensorType>(kernel.getResultTypes()[k]),
                     multipleOf(kernel.getResultAttrOfType<IntegerAttr>(
                         k, kBatchMultipleAttr))));
      auto allowed = kernel.getResultAttrOfType<ArrayAttr>(k, kMayAliasAttr);
      aliases.push_back(allowed ? allowed : b.getArrayAttr({}));
    }
    types.push_back(b.getIndexType());
    SmallVector<Value> arguments;
    for (Type type : types)
      arguments.push_back(body.addArgument(type, kernel.getLoc()));
    for (unsigned k = 0; k < numInputs; ++k) {
      BlockArgument tensor = body.getArgument(k);
      tensor.replaceAllUsesWith(
          readTensor(b, arguments[k], cast<RankedTensorType>(tensor.getType()),
                     arguments.back()));
    }
    Operation *terminator = body.getTerminator();
    b.setInsertionPoint(terminator);
    for (auto [k, result] : llvm::enumerate(terminator->getOperands()))
      bufferization::MaterializeInDestinationOp::create(
          b, /*result=*/Type(), result,
          destination(b, arguments[numInputs + k],
                      cast<RankedTensorType>(result.getType())),
          /*restrict=*/true, /*writable=*/true);
    func::ReturnOp::create(b);
    terminator->erase();
    SmallVector<DictionaryAttr> attrs(types.size(), b.getDictionaryAttr({}));
    for (unsigned k = 0; k < numInputs; ++k)
      if (Attribute multiple = kernel.getArgAttr(k, kBatchMultipleAttr))
        attrs[k] =
            b.getDictionaryAttr(b.getNamedAttr(kBatchMultipleAttr, multiple));
    for (unsigned k = 0; k < aliases.size(); ++k) {
      NamedAttrList list;
      list.set(kMayAliasAttr, aliases[k]);
      if (Attribute multiple = kernel.getResultAttr(k, kBatchMultipleAttr))
        list.set(kBatchMultipleAttr, multiple);
      attrs[numInputs + k] = list.getDictionary(&getContext());
    }
    body.eraseArguments(0, numInputs);
    kernel.removeArgAttrsAttr();
    kernel.removeResAttrsAttr();
    kernel.setFunctionType(b.getFunctionType(types, {}));
    kernel.setAllArgAttrs(attrs);
  }

  /// The tensor in a buffer. A dynamic one is its first rows.
  static Value readTensor(ImplicitLocOpBuilder &b, Value buffer,
                          RankedTensorType type, Value rows) {
    auto full = RankedTensorType::get(
        cast<MemRefType>(buffer.getType()).getShape(),
        cast<MemRefType>(buffer.getType()).getElementType());
    Value tensor = bufferization::ToTensorOp::create(b, full, buffer,
                                                     /*restrict=*/true);
    if (full == type)
      return tensor;
    return UnrealizedConversionCastOp::create(b, type, tensor).getResult(0);
  }

  /// The buffer, where elements are stored in another type under a cast.
  static Value destination(ImplicitLocOpBuilder &b, Value buffer,
                           RankedTensorType type) {
    auto stored = cast<MemRefType>(buffer.getType());
    if (stored.getElementType() == type.getElementType())
      return buffer;
    auto logical = MemRefType::get(stored.getShape(), type.getElementType());
    return UnrealizedConversionCastOp::create(b, logical, buffer).getResult(0);
  }

  SymbolTableCollection *symbols = nullptr; ///< during the run
  int64_t stateBytes = 0;
  llvm::DenseMap<Value, Value> buffers; ///< of tensors
  llvm::DenseMap<Value, Value> wanted;  ///< buffers that callers have chosen
  llvm::DenseMap<Value, Operation *> lastUse;
};

} // namespace
} // namespace ms
