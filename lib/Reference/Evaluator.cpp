//===- Evaluator.cpp - Functions and state of the evaluator ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks a function op by op, looks up each op's rule and checks what it gave
// against the op's type. Loads see the state at the start of the call, assigns
// take effect when it has succeeded.
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/Evaluator.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Reference/EvaluatorImpl.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;

ReferenceTensor::ReferenceTensor(ArrayRef<int64_t> shape, Type elementType)
    : shape(shape), elementType(elementType), data(countElements(shape)) {}

ReferenceTensor::ReferenceTensor(ArrayRef<int64_t> shape, Type elementType,
                                 std::vector<double> data)
    : shape(shape), elementType(elementType), data(std::move(data)) {}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

ReferenceTensor &Evaluation::addResult(ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(op->getResult(results.size()).getType());
  return results.emplace_back(shape, type.getElementType());
}

LogicalResult Evaluation::fail(const Twine &text) const {
  return emitCodedError(op, Code::ShapeInference) << text;
}

LogicalResult Evaluation::requireShape(unsigned index,
                                       ArrayRef<int64_t> shape) const {
  if (ArrayRef<int64_t>(operand(index).shape) == shape)
    return success();
  return fail("operand " + Twine(index) + " has shape " +
              mindir::shapeText(operand(index).shape) + ", but " +
              mindir::shapeText(shape) + " is needed");
}

static const RuleTable &ruleTable() {
  static const RuleTable table = [] {
    RuleTable rules;
    addMathRules(rules);
    addTensorRules(rules);
    addNNRules(rules);
    addLossRules(rules);
    addElementaryRules(rules);
    addActivationRules(rules);
    addReductionRules(rules);
    addProductRules(rules);
    addNormRules(rules);
    addImageRules(rules);
    addShapeRules(rules);
    addIndexRules(rules);
    addRecurrentRules(rules);
    addAttentionRules(rules);
    addUpdateRules(rules);
    return rules;
  }();
  return table;
}

/// Says why `value` is no tensor of `type`, or nothing where it is one.
static std::string describeMismatch(const ReferenceTensor &value,
                                    RankedTensorType type) {
  std::string text;
  llvm::raw_string_ostream os(text);
  bool fits = value.elementType == type.getElementType() &&
              value.getRank() == type.getRank();
  for (int64_t k = 0; fits && k < type.getRank(); ++k)
    fits = value.shape[k] >= 0 &&
           (type.isDynamicDim(k) || value.shape[k] == type.getDimSize(k));
  if (!fits) {
    os << "has shape " << mindir::shapeText(value.shape)
       << " and elements of type ";
    value.elementType ? os << value.elementType : os << "(none)";
    os << ", but " << type << " is needed";
    return text;
  }
  if (value.getNumElements() != countElements(value.shape)) {
    os << "has " << value.getNumElements() << " elements, but its shape "
       << mindir::shapeText(value.shape) << " needs "
       << countElements(value.shape);
    return text;
  }
  if (isa<IntegerType>(type.getElementType()))
    for (double element : value.data)
      if (!isExactInteger(element, type.getElementType())) {
        os << "holds " << element << ", which is no " << type.getElementType()
           << " below 2^53";
        return text;
      }
  return text;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

namespace {
/// One call: the values of its ops, and what it will write.
class Frame {
public:
  explicit Frame(Evaluator &evaluator) : evaluator(evaluator) {}

  FailureOr<SmallVector<ReferenceTensor>> run(func::FuncOp function,
                                              ArrayRef<ReferenceTensor> inputs);

  SmallVector<std::pair<StringRef, ReferenceTensor>> assigned;

private:
  LogicalResult bindInputs(func::FuncOp function,
                           ArrayRef<ReferenceTensor> inputs);
  LogicalResult evaluate(Operation *op);
  LogicalResult evaluateByRule(Operation *op);

  Evaluator &evaluator;
  DenseMap<Value, ReferenceTensor> values;
};
} // namespace

LogicalResult Frame::bindInputs(func::FuncOp function,
                                ArrayRef<ReferenceTensor> inputs) {
  auto error = [&] {
    return emitCodedError(function, Code::ShapeInference)
           << "'" << function.getSymName() << "' ";
  };
  if (inputs.size() != function.getNumArguments())
    return error() << "is called with " << inputs.size()
                   << " tensors, but takes " << function.getNumArguments();
  for (auto [argument, input] : llvm::zip(function.getArguments(), inputs)) {
    unsigned number = argument.getArgNumber();
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    if (!type)
      return error() << "takes a " << argument.getType() << " as argument "
                     << number << ", which is no tensor";
    if (std::string why = describeMismatch(input, type); !why.empty())
      return error() << "argument " << number << " " << why;
    values[argument] = input;
  }
  return success();
}

LogicalResult Frame::evaluateByRule(Operation *op) {
  const Rule *rule = ruleTable().find(op->getName().getTypeID());
  if (!rule)
    return emitCodedError(op, Code::MissingLowering)
           << "the reference evaluator has no rule for this op";
  Evaluation e{op, {}, {}};
  for (Value operand : op->getOperands())
    e.operands.push_back(&values.find(operand)->second);
  if (failed((*rule)(e)))
    return failure();
  assert(e.results.size() == op->getNumResults() && "a result is missing");
  for (auto [result, value] : llvm::zip(op->getResults(), e.results)) {
    auto type = cast<RankedTensorType>(result.getType());
    for (double &element : value.data)
      element = evaluator.round(element, type.getElementType());
    if (std::string why = describeMismatch(value, type); !why.empty())
      return e.fail("result " + Twine(result.getResultNumber()) + " " + why);
    values[result] = std::move(value);
  }
  return success();
}

LogicalResult Frame::evaluate(Operation *op) {
  if (auto load = dyn_cast<mindir::LoadOp>(op)) {
    FailureOr<ReferenceTensor> value =
        evaluator.getParameter(load.getParameter());
    if (failed(value))
      return failure();
    if (auto rows = mindir::getRows(load, mindir::kRowsAttr)) {
      int64_t width = value->getNumElements() / value->shape[0];
      value->data = {value->data.begin() + rows->begin * width,
                     value->data.begin() + rows->end * width};
      value->shape[0] = rows->size();
    }
    values[load.getValue()] = std::move(*value);
    return success();
  }
  if (auto assign = dyn_cast<mindir::AssignOp>(op)) {
    ReferenceTensor value = values.find(assign.getValue())->second;
    if (auto rows = mindir::getRows(assign, mindir::kRowsAttr)) {
      FailureOr<ReferenceTensor> whole =
          evaluator.getParameter(assign.getParameter());
      if (failed(whole))
        return failure();
      int64_t width = value.getNumElements() / rows->size();
      llvm::copy(value.data, whole->data.begin() + rows->begin * width);
      value = std::move(*whole);
    }
    assigned.emplace_back(assign.getParameter(), std::move(value));
    return success();
  }
  return evaluateByRule(op);
}

FailureOr<SmallVector<ReferenceTensor>>
Frame::run(func::FuncOp function, ArrayRef<ReferenceTensor> inputs) {
  if (!function.getBody().hasOneBlock())
    return emitCodedError(function, Code::MissingLowering)
           << "'" << function.getSymName()
           << "' is not one block, which is all the reference evaluator runs";
  if (failed(bindInputs(function, inputs)))
    return failure();
  for (Operation &op : function.getBody().front().without_terminator())
    if (failed(evaluate(&op)))
      return failure();
  SmallVector<ReferenceTensor> results;
  Operation *end = function.getBody().front().getTerminator();
  for (Value operand : end->getOperands())
    results.push_back(values.find(operand)->second);
  return results;
}

Evaluator::Evaluator(ModuleOp module, EvaluatorOptions options)
    : module(module), options(options),
      directions(options.roundingSeed.value_or(0)) {}

double Evaluator::round(double value, Type type) {
  if (!options.roundToElementType)
    return value;
  APFloat::roundingMode mode = APFloat::rmNearestTiesToEven;
  if (options.roundingSeed)
    mode = directions() & 1 ? APFloat::rmTowardPositive
                            : APFloat::rmTowardNegative;
  return roundTo(value, type, mode);
}

FailureOr<SmallVector<ReferenceTensor>>
Evaluator::call(StringRef name, ArrayRef<ReferenceTensor> inputs) {
  auto function = module.lookupSymbol<func::FuncOp>(name);
  if (!function)
    return emitCodedError(module.getLoc(), Code::CommandLine)
           << "there is no function '" << name << "' to evaluate";
  Frame frame(*this);
  auto results = frame.run(function, inputs);
  if (failed(results))
    return failure();
  for (auto &[parameter, value] : frame.assigned)
    state[parameter] = std::move(value);
  return results;
}

bool Evaluator::canEvaluate(OperationName name) {
  TypeID op = name.getTypeID();
  return op == TypeID::get<mindir::LoadOp>() ||
         op == TypeID::get<mindir::AssignOp>() || ruleTable().find(op);
}

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

static FailureOr<mindir::ParameterOp> findParameter(ModuleOp module,
                                                    StringRef name) {
  auto parameter = module.lookupSymbol<mindir::ParameterOp>(name);
  if (parameter)
    return parameter;
  return emitCodedError(module.getLoc(), Code::Parameter)
         << "there is no parameter '" << name << "'";
}

static InFlightDiagnostic parameterError(mindir::ParameterOp parameter) {
  return emitError(parameter.getLoc())
         << "[" << codeName(Code::Parameter) << "] mindir.parameter '"
         << parameter.getSymName() << "': ";
}

/// The initial elements: a tensor holds values of its type, so that a `fill` is
/// rounded to it, whatever the options say.
static FailureOr<std::vector<double>> readInit(mindir::ParameterOp parameter) {
  RankedTensorType type = parameter.getTensorType();
  Type element = type.getElementType();
  Attribute init = parameter.getInit();
  auto splat = [&](double value) {
    value = castElement(value, Float64Type::get(type.getContext()), element);
    return std::vector<double>(type.getNumElements(), roundTo(value, element));
  };
  if (isa<mindir::ZerosAttr>(init))
    return splat(0);
  if (isa<mindir::OnesAttr>(init))
    return splat(1);
  if (auto fill = dyn_cast<mindir::FillAttr>(init))
    return splat(fill.getValue().getValueAsDouble());
  if (auto dense = dyn_cast<DenseElementsAttr>(init))
    return readElements(dense);
  if (isa<DenseResourceElementsAttr>(init))
    return readElements(mindir::getRawInit(parameter), element);
  if (isa<UnitAttr>(init))
    return parameterError(parameter) << "has no value";
  return parameterError(parameter)
         << "starts from " << init
         << ", whose random values must be set before the evaluator runs";
}

FailureOr<ReferenceTensor> Evaluator::getParameter(StringRef name) {
  if (auto found = state.find(name); found != state.end())
    return found->second;
  auto parameter = findParameter(module, name);
  if (failed(parameter))
    return failure();
  auto elements = readInit(*parameter);
  if (failed(elements))
    return failure();
  RankedTensorType type = parameter->getTensorType();
  ReferenceTensor value(type.getShape(), type.getElementType(),
                        std::move(*elements));
  if (failed(setParameter(name, value)))
    return failure();
  return value;
}

LogicalResult Evaluator::setParameter(StringRef name, ReferenceTensor value) {
  auto parameter = findParameter(module, name);
  if (failed(parameter))
    return failure();
  if (std::string why = describeMismatch(value, parameter->getTensorType());
      !why.empty())
    return parameterError(*parameter) << why;
  state[name] = std::move(value);
  return success();
}
