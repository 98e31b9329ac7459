//===- MindIRDialect.cpp - Registration of the mindir dialect -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Registers attributes and op families, makes constants, and checks the
// discardable attributes that passes leave on functions and modules.
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/MindIRDialect.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Attention.h"
#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Loss.h"
#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/Product.h"
#include "dialects/MindIR/Ops/Recurrent.h"
#include "dialects/MindIR/Ops/Reduction.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "dialects/MindIR/Ops/Update.h"
#include "dialects/MindIR/Ops/Winograd.h"
#include "dialects/MindIR/Rows.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace ms::mindir;

#include "dialects/MindIR/MindIRDialect.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/MindIR/MindIRAttrs.cpp.inc"

void MindIRDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/MindIR/MindIRAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Activation.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Attention.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Elementary.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Image.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Index.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Kernel.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Loss.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Math.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/NN.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Norm.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Product.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Recurrent.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Reduction.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Shape.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Tensor.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Train.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Update.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/MindIR/Ops/Winograd.cpp.inc"
      >();
}

Operation *MindIRDialect::materializeConstant(OpBuilder &builder,
                                              Attribute value, Type type,
                                              Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || elements.getType() != type)
    return nullptr;
  return ConstantOp::create(builder, loc, type, elements);
}

LogicalResult MindIRDialect::verifyOperationAttribute(Operation *op,
                                                      NamedAttribute attr) {
  if (attr.getName() == kKernelAttr && !isa<FunctionOpInterface>(op))
    return ms::emitCodedError(op, Code::Attribute)
           << "'" << kKernelAttr << "' stands on something that is no function";
  if (attr.getName() == kOptimizerAttr &&
      (!isa<ModuleOp>(op) || !isa<OptimizerAttr>(attr.getValue())))
    return ms::emitCodedError(op, Code::Attribute)
           << "'" << kOptimizerAttr
           << "' must be an #mindir.optimizer on a module";
  if (attr.getName() == kTrainRowsAttr) {
    auto parameter = dyn_cast<ParameterOp>(op);
    std::string why =
        !parameter || !isa<RankedTensorType>(parameter.getType())
            ? "stands on something that is no parameter"
            : checkRows(attr.getValue(), parameter.getTensorType());
    if (!why.empty())
      return ms::emitCodedError(op, ms::Code::Attribute)
             << "'" << kTrainRowsAttr << "' " << why;
  }
  if (attr.getName() == kRowsAttr && !isa<LoadOp, AssignOp>(op))
    return ms::emitCodedError(op, ms::Code::Attribute)
           << "'" << kRowsAttr << "' stands on neither a load nor an assign";
  return success();
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

namespace {
using EmitError = llvm::function_ref<InFlightDiagnostic()>;

LogicalResult attributeError(EmitError emitError, const Twine &text) {
  return emitError() << "[" << ms::codeName(ms::Code::Attribute) << "] "
                     << text;
}

bool isLearningRate(Attribute attr) {
  return isa<ConstantLRAttr, ListLRAttr, PiecewiseConstantLRAttr,
             ExponentialDecayLRAttr, CosineDecayLRAttr, PolynomialDecayLRAttr,
             WarmUpLRAttr>(attr);
}

LogicalResult checkRate(EmitError emitError, StringRef what, FloatAttr rate) {
  double value = rate.getValueAsDouble();
  if (value >= 0 && std::isfinite(value))
    return success();
  return attributeError(emitError, Twine(what) + " is " +
                                       std::to_string(value) +
                                       ", but must be a number >= 0");
}

LogicalResult checkRates(EmitError emitError, ArrayAttr rates) {
  for (Attribute rate : rates) {
    auto number = dyn_cast<FloatAttr>(rate);
    if (!number)
      return attributeError(emitError, "learning_rate has an entry that is no "
                                       "floating-point number");
    if (failed(checkRate(emitError, "learning_rate", number)))
      return failure();
  }
  return success();
}

LogicalResult checkRateAndDecay(EmitError emitError, Attribute rate,
                                FloatAttr decay) {
  if (rate && !isLearningRate(rate))
    return attributeError(emitError, "learning_rate is no #mindir.*_lr");
  return decay ? checkRate(emitError, "weight_decay", decay) : success();
}

LogicalResult checkSteps(EmitError emitError, StringRef what, int64_t steps) {
  if (steps > 0)
    return success();
  return attributeError(emitError, Twine(what) + " is " + Twine(steps) +
                                       ", but must be positive");
}
} // namespace

LogicalResult ConstantLRAttr::verify(EmitError emitError, FloatAttr rate) {
  return checkRate(emitError, "learning_rate", rate);
}

LogicalResult ListLRAttr::verify(EmitError emitError, ArrayAttr rates) {
  if (rates.size() < 2)
    return attributeError(emitError,
                          "learning_rate has " + Twine(rates.size()) +
                              " entries, but a list needs 2 or more");
  return checkRates(emitError, rates);
}

LogicalResult PiecewiseConstantLRAttr::verify(EmitError emitError,
                                              ArrayAttr milestone,
                                              ArrayAttr rates) {
  if (milestone.empty() || milestone.size() != rates.size())
    return attributeError(
        emitError, "milestone has " + Twine(milestone.size()) +
                       " entries and learning_rate " + Twine(rates.size()) +
                       ", but both need the same number, at "
                       "least one");
  int64_t last = 0;
  for (Attribute entry : milestone) {
    auto number = dyn_cast<IntegerAttr>(entry);
    if (!number || number.getInt() <= last)
      return attributeError(
          emitError, "milestone is not a growing list of positive steps");
    last = number.getInt();
  }
  return checkRates(emitError, rates);
}

LogicalResult ExponentialDecayLRAttr::verify(EmitError emitError,
                                             FloatAttr rate, FloatAttr decay,
                                             int64_t steps, bool) {
  if (failed(checkRate(emitError, "learning_rate", rate)) ||
      failed(checkRate(emitError, "decay_rate", decay)))
    return failure();
  return checkSteps(emitError, "decay_steps", steps);
}

LogicalResult CosineDecayLRAttr::verify(EmitError emitError, FloatAttr minLR,
                                        FloatAttr maxLR, int64_t steps) {
  if (failed(checkRate(emitError, "min_lr", minLR)) ||
      failed(checkRate(emitError, "max_lr", maxLR)))
    return failure();
  if (minLR.getValueAsDouble() > maxLR.getValueAsDouble())
    return attributeError(emitError, "min_lr is larger than max_lr");
  return checkSteps(emitError, "decay_steps", steps);
}

LogicalResult PolynomialDecayLRAttr::verify(EmitError emitError, FloatAttr rate,
                                            FloatAttr end, int64_t steps,
                                            FloatAttr power, bool) {
  if (failed(checkRate(emitError, "learning_rate", rate)) ||
      failed(checkRate(emitError, "end_learning_rate", end)) ||
      failed(checkRate(emitError, "power", power)))
    return failure();
  return checkSteps(emitError, "decay_steps", steps);
}

LogicalResult WarmUpLRAttr::verify(EmitError emitError, int64_t steps,
                                   Attribute rate) {
  if (!isLearningRate(rate) || isa<ListLRAttr>(rate))
    return attributeError(emitError, "learning_rate is no schedule that can "
                                     "follow a warm-up");
  return checkSteps(emitError, "warmup_steps", steps);
}

LogicalResult ParamGroupAttr::verify(EmitError emitError, ArrayAttr params,
                                     Attribute rate, FloatAttr decay) {
  for (Attribute name : params)
    if (!isa<StringAttr>(name))
      return attributeError(emitError, "params has an entry that is no string");
  return checkRateAndDecay(emitError, rate, decay);
}

LogicalResult OptimizerAttr::verify(EmitError emitError, StringAttr kind,
                                    Attribute rate, FloatAttr decay,
                                    DictionaryAttr, ArrayAttr groups) {
  if (!rate)
    return attributeError(emitError, "an optimizer needs a learning_rate");
  if (groups)
    for (Attribute group : groups)
      if (!isa<ParamGroupAttr>(group))
        return attributeError(
            emitError, "groups has an entry that is no #mindir.param_group");
  return checkRateAndDecay(emitError, rate, decay);
}

//===----------------------------------------------------------------------===//
// Helpers
//===----------------------------------------------------------------------===//

ArrayRef<char> ms::mindir::getRawInit(ParameterOp parameter) {
  if (auto dense = dyn_cast<DenseElementsAttr>(parameter.getInit()))
    return dense.getRawData();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(parameter.getInit()))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      return blob->getData();
  return {};
}
