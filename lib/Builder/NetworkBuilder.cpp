//===- NetworkBuilder.cpp - A network as a module, op by op ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Builder/NetworkBuilder.h"

#include "lib/Support/Diagnostics.h"

#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

OpAttributes &OpAttributes::set(StringRef name, Attribute value) {
  list.push_back(b.getNamedAttr(name, value));
  return *this;
}
OpAttributes &OpAttributes::ints(StringRef name, ArrayRef<int64_t> values) {
  return set(name, b.getI64ArrayAttr(values));
}
OpAttributes &OpAttributes::integer(StringRef name, int64_t value) {
  return set(name, b.getI64IntegerAttr(value));
}
OpAttributes &OpAttributes::number(StringRef name, double value) {
  return set(name, b.getF64FloatAttr(value));
}
OpAttributes &OpAttributes::flag(StringRef name, bool value) {
  return set(name, b.getBoolAttr(value));
}
OpAttributes &OpAttributes::text(StringRef name, StringRef value) {
  return set(name, b.getStringAttr(value));
}
OpAttributes &OpAttributes::type(StringRef name, Type value) {
  return set(name, TypeAttr::get(value));
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

NetworkBuilder::LayerScope::LayerScope(NetworkBuilder &builder, StringRef layer)
    : builder(builder), outer(builder.layer) {
  builder.layer = outer.empty() ? layer.str() : outer + "." + layer.str();
}

NetworkBuilder::LayerScope::~LayerScope() { builder.layer = outer; }

Location NetworkBuilder::getLoc() const {
  auto text = StringAttr::get(context, layer.empty() ? name : layer);
  return source ? NameLoc::get(text, *source) : NameLoc::get(text);
}

//===----------------------------------------------------------------------===//
// Module, inputs, parameters
//===----------------------------------------------------------------------===//

NetworkBuilder::NetworkBuilder(MLIRContext &ctx, StringRef name)
    : context(&ctx), ops(&ctx), name(name.empty() ? "network" : name.str()) {
  ctx.loadDialect<MindIRDialect, func::FuncDialect>();
  module = ModuleOp::create(ops, getLoc(), StringRef(this->name));
  ops.setInsertionPointToEnd(module->getBody());
  forward = func::FuncOp::create(ops, getLoc(), "forward",
                                 ops.getFunctionType({}, {}));
  ops.setInsertionPointToEnd(forward.addEntryBlock());
}

Value NetworkBuilder::addInput(RankedTensorType type, StringRef inputName) {
  unsigned index = forward.getNumArguments();
  DictionaryAttr attributes;
  if (!inputName.empty())
    attributes = ops.getDictionaryAttr(
        ops.getNamedAttr(kNameAttr, ops.getStringAttr(inputName)));
  // Fails only for a function without a body.
  (void)forward.insertArgument(index, type, attributes, getLoc());
  return forward.getArgument(index);
}

bool NetworkBuilder::declareParameter(StringRef symbol, RankedTensorType type,
                                      Attribute init, unsigned flags) {
  if (module->lookupSymbol(symbol)) {
    emitCodedError(getLoc(), Code::Parameter)
        << "parameter '" << symbol << "' exists already";
    return false;
  }
  OpBuilder at(context);
  if (lastParameter)
    at.setInsertionPointAfter(lastParameter);
  else
    at.setInsertionPointToStart(module->getBody());
  auto unit = [&](unsigned flag) {
    return flags & flag ? at.getUnitAttr() : UnitAttr();
  };
  lastParameter = ParameterOp::create(at, getLoc(), at.getStringAttr(symbol),
                                      TypeAttr::get(type), init, unit(Frozen),
                                      UnitAttr(), unit(Transient));
  return succeeded(verify(lastParameter));
}

Value NetworkBuilder::load(StringRef symbol) {
  Value &value = loads[symbol];
  if (value)
    return value;
  auto parameter = module->lookupSymbol<ParameterOp>(symbol);
  if (!parameter) {
    emitCodedError(getLoc(), Code::Parameter)
        << "parameter '" << symbol << "' is not declared";
    return nullptr;
  }
  OpBuilder at(context);
  if (lastLoad)
    at.setInsertionPointAfter(lastLoad);
  else
    at.setInsertionPointToStart(&forward.getBody().front());
  auto op = LoadOp::create(at, getLoc(), parameter.getTensorType(), symbol);
  lastLoad = op;
  return value = op.getResult();
}

bool NetworkBuilder::assign(StringRef symbol, Value value) {
  Value old = load(symbol);
  if (!old || !value)
    return false;
  if (value.getType() != old.getType()) {
    emitCodedError(getLoc(), Code::Parameter)
        << "parameter '" << symbol << "' is " << old.getType()
        << ", but is assigned " << value.getType();
    return false;
  }
  assigned[ops.getStringAttr(symbol)] = value;
  loads[symbol] = value;
  return true;
}

Value NetworkBuilder::parameter(StringRef suffix, ArrayRef<int64_t> shape,
                                Attribute init, unsigned flags) {
  std::string symbol = symbolOf(suffix);
  auto type = RankedTensorType::get(shape, getF32());
  if (!parametersDeclared)
    return declareParameter(symbol, type, init, flags) ? load(symbol) : Value();
  Value value = load(symbol);
  if (!value || value.getType() == type)
    return value;
  emitCodedError(getLoc(), Code::Parameter)
      << "parameter '" << symbol << "' is " << value.getType()
      << ", but the network needs " << type;
  return nullptr;
}

Value NetworkBuilder::stepCounter() {
  if (!module->lookupSymbol(kStepCounterName) &&
      !declareParameter(kStepCounterName,
                        RankedTensorType::get({}, ops.getI64Type()),
                        ZerosAttr::get(context), Frozen | Transient))
    return nullptr;
  return load(kStepCounterName);
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

LogicalResult NetworkBuilder::inferTypes(OperationState &state) {
  RegisteredOperationName info = *state.name.getRegisteredInfo();
  auto *inference = info.getInterface<InferTypeOpInterface>();
  DictionaryAttr attributes = state.attributes.getDictionary(context);
  // Inference reads properties where an op has them.
  SmallVector<char> memory(info.getOpPropertyByteSize() +
                           alignof(std::max_align_t));
  OpaqueProperties properties = nullptr;
  if (info.getOpPropertyByteSize() > 0) {
    auto start = llvm::alignAddr(memory.data(), llvm::Align::Of<void *>());
    properties = OpaqueProperties(reinterpret_cast<void *>(start));
    info.initOpProperties(properties, nullptr);
    if (failed(info.setOpPropertiesFromAttribute(
            state.name, properties, attributes, [&] {
              return emitOpErrorAt(state.location, Code::OpConstraint,
                                   info.getStringRef());
            }))) {
      info.destroyOpProperties(properties);
      return failure();
    }
  }
  LogicalResult result =
      inference->inferReturnTypes(context, state.location, state.operands,
                                  attributes, properties, {}, state.types);
  if (properties)
    info.destroyOpProperties(properties);
  return result;
}

/// What MLIR itself finds wrong with types gets a code and the layer's name,
/// like what the dialect finds.
static LogicalResult verifyOp(Operation *op) {
  std::string plain;
  bool good;
  {
    ScopedDiagnosticHandler handler(op->getContext(),
                                    [&](Diagnostic &diagnostic) {
                                      std::string text = diagnostic.str();
                                      if (StringRef(text).starts_with("[MS"))
                                        return failure();
                                      plain = std::move(text);
                                      return success();
                                    });
    good = succeeded(verify(op));
  }
  if (plain.empty())
    return success(good);
  StringRef name = op->getName().getStringRef(), text = plain;
  text.consume_front(("'" + name + "' op ").str());
  return emitOpErrorAt(op->getLoc(), Code::OpConstraint, name) << text;
}

Operation *NetworkBuilder::emitOp(StringRef opName, ValueRange operands,
                                  ArrayRef<NamedAttribute> attributes) {
  if (llvm::is_contained(operands, Value()))
    return nullptr;
  OperationState state(getLoc(), opName);
  state.addOperands(operands);
  state.addAttributes(attributes);
  if (failed(inferTypes(state)))
    return nullptr;
  Operation *op = ops.create(state);
  if (succeeded(verifyOp(op)))
    return op;
  op->erase();
  return nullptr;
}

Value NetworkBuilder::constant(Type element, double value) {
  auto type = RankedTensorType::get({}, element);
  Attribute number;
  if (auto floating = dyn_cast<FloatType>(element))
    number = FloatAttr::get(floating, value);
  else
    number = IntegerAttr::get(element, static_cast<int64_t>(value));
  return emit<ConstantOp>(
      {}, attributes().set("value", DenseElementsAttr::get(type, number)));
}

OwningOpRef<ModuleOp> NetworkBuilder::finish(ValueRange outputs) {
  if (llvm::is_contained(outputs, Value()))
    return nullptr;
  for (auto &[symbol, value] : assigned)
    AssignOp::create(ops, value.getLoc(), symbol.getValue(), value);
  func::ReturnOp::create(ops, getLoc(), outputs);
  forward.setFunctionType(
      ops.getFunctionType(forward.getArgumentTypes(), outputs.getTypes()));
  if (failed(verify(*module)))
    return nullptr;
  return std::move(module);
}

} // namespace ms
