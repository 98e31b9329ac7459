//===- DescribeArtifact.cpp - An artefact's table from its module ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Turns initializer attributes into numbers: the formulas are MindSpore's.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/DescribeArtifact.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "passes/Analysis/BatchMultiples.h"
#include "passes/Analysis/Storage.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static uint32_t dtypeOf(Type type) {
  if (type.isF16())
    return MSRT_FLOAT16;
  if (type.isBF16())
    return MSRT_BFLOAT16;
  if (type.isF32())
    return MSRT_FLOAT32;
  if (type.isF64())
    return MSRT_FLOAT64;
  if (type.isInteger(1))
    return MSRT_BOOL;
  bool isUnsigned = type.isUnsignedInteger();
  switch (type.getIntOrFloatBitWidth()) {
  case 8:
    return isUnsigned ? MSRT_UINT8 : MSRT_INT8;
  case 16:
    return isUnsigned ? MSRT_UINT16 : MSRT_INT16;
  case 32:
    return isUnsigned ? MSRT_UINT32 : MSRT_INT32;
  default:
    return isUnsigned ? MSRT_UINT64 : MSRT_INT64;
  }
}

TensorInfo describeTensor(StringRef name, RankedTensorType type) {
  TensorInfo info;
  info.name = name.str();
  info.dtype = dtypeOf(type.getElementType());
  for (int64_t extent : type.getShape())
    info.dims.push_back(ShapedType::isDynamic(extent) ? -1 : extent);
  return info;
}

//===----------------------------------------------------------------------===//
// Initial values
//===----------------------------------------------------------------------===//

/// Products of dimensions that feed into one output element, and out of one
/// input element, as MindSpore counts them.
static std::pair<double, double> fans(RankedTensorType type) {
  double field = 1;
  for (int64_t extent : type.getShape().drop_front(2))
    field *= static_cast<double>(extent);
  return {static_cast<double>(type.getDimSize(1)) * field,
          static_cast<double>(type.getDimSize(0)) * field};
}

static double numberOr(FloatAttr attr, double fallback) {
  return attr ? attr.getValueAsDouble() : fallback;
}

static double heDeviation(FloatAttr slope, RankedTensorType type) {
  double a = numberOr(slope, 0);
  return std::sqrt(2 / (1 + a * a)) / std::sqrt(fans(type).first);
}

static double xavierDeviation(FloatAttr gain, RankedTensorType type) {
  auto [in, out] = fans(type);
  return numberOr(gain, 1) * std::sqrt(2 / (in + out));
}

static double splatValue(DenseElementsAttr splat) {
  if (isa<FloatType>(splat.getElementType()))
    return splat.getSplatValue<APFloat>().convertToDouble();
  APInt value = splat.getSplatValue<APInt>();
  bool isSigned = !splat.getElementType().isUnsignedInteger() &&
                  !splat.getElementType().isInteger(1);
  return isSigned ? static_cast<double>(value.getSExtValue())
                  : static_cast<double>(value.getZExtValue());
}

msrt_init describeInit(ParameterOp parameter) {
  RankedTensorType type = parameter.getTensorType();
  auto make = [](uint32_t kind, double a, double b = 0, uint64_t seed = 0) {
    return msrt_init{kind, 0, seed, a, b};
  };
  const double wide = std::sqrt(3.0); // of a uniform, per deviation
  return llvm::TypeSwitch<Attribute, msrt_init>(parameter.getInit())
      .Case<ZerosAttr>([&](auto) { return make(MSRT_INIT_FILL, 0); })
      .Case<OnesAttr>([&](auto) { return make(MSRT_INIT_FILL, 1); })
      .Case<FillAttr>([&](FillAttr a) {
        return make(MSRT_INIT_FILL, a.getValue().getValueAsDouble());
      })
      .Case<UniformAttr>([&](UniformAttr a) {
        return make(MSRT_INIT_UNIFORM, numberOr(a.getScale(), 0.07), 0,
                    a.getSeed());
      })
      .Case<NormalAttr>([&](NormalAttr a) {
        return make(MSRT_INIT_NORMAL, numberOr(a.getSigma(), 0.01),
                    numberOr(a.getMean(), 0), a.getSeed());
      })
      .Case<TruncatedNormalAttr>([&](TruncatedNormalAttr a) {
        return make(MSRT_INIT_TRUNCATED_NORMAL, numberOr(a.getSigma(), 0.01),
                    numberOr(a.getMean(), 0), a.getSeed());
      })
      .Case<HeUniformAttr>([&](HeUniformAttr a) {
        return make(MSRT_INIT_UNIFORM,
                    wide * heDeviation(a.getNegativeSlope(), type), 0,
                    a.getSeed());
      })
      .Case<HeNormalAttr>([&](HeNormalAttr a) {
        return make(MSRT_INIT_NORMAL, heDeviation(a.getNegativeSlope(), type),
                    0, a.getSeed());
      })
      .Case<XavierUniformAttr>([&](XavierUniformAttr a) {
        return make(MSRT_INIT_UNIFORM,
                    wide * xavierDeviation(a.getGain(), type), 0, a.getSeed());
      })
      .Case<XavierNormalAttr>([&](XavierNormalAttr a) {
        return make(MSRT_INIT_NORMAL, xavierDeviation(a.getGain(), type), 0,
                    a.getSeed());
      })
      .Case<DenseElementsAttr>([&](DenseElementsAttr a) {
        return make(MSRT_INIT_FILL, splatValue(a));
      })
      .Default([&](Attribute) { return make(MSRT_INIT_FILE, 0); });
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

static std::vector<TensorInfo> tensorList(Operation *function, StringRef types,
                                          StringRef names, StringRef rows) {
  std::vector<TensorInfo> list;
  auto typeList = function->getAttrOfType<ArrayAttr>(types);
  auto nameList = function->getAttrOfType<ArrayAttr>(names);
  for (auto [type, name] : llvm::zip(typeList, nameList))
    list.push_back(describeTensor(
        cast<StringAttr>(name).getValue(),
        cast<RankedTensorType>(cast<TypeAttr>(type).getValue())));
  // A first extent of -m stands for m times the rows of the batch.
  if (auto rowList = function->getAttrOfType<DenseI64ArrayAttr>(rows))
    for (auto [info, multiple] : llvm::zip(list, rowList.asArrayRef()))
      if (!info.dims.empty() && info.dims[0] < 0)
        info.dims[0] = -multiple;
  return list;
}

static int64_t integerAttr(Operation *op, StringRef name) {
  auto attr = op->getAttrOfType<IntegerAttr>(name);
  return attr ? attr.getInt() : 0;
}

/// A C identifier for a module.
static std::string identifier(StringRef name) {
  std::string result = name.empty() ? "network" : name.str();
  for (char &c : result)
    if (!llvm::isAlnum(c))
      c = '_';
  if (llvm::isDigit(result[0]))
    result.insert(result.begin(), '_');
  return result;
}

ArtifactInfo collectArtifactInfo(ModuleOp module) {
  ArtifactInfo info;
  info.name = identifier(module.getSymName().value_or(""));
  info.stateBytes = integerAttr(module, kStateBytesAttr);
  for (auto op : module.getOps<ParameterOp>()) {
    RankedTensorType type = op.getTensorType();
    if (op.getDerived()) {
      info.preparedBytes +=
          getStorageBytes(type.getElementType(), type.getNumElements());
      continue;
    }
    ParameterInfo parameter;
    parameter.tensor = describeTensor(op.getSymName(), type);
    parameter.offset = integerAttr(op, kOffsetAttr);
    parameter.bytes = msrt_dtype_bytes(parameter.tensor.dtype) *
                      static_cast<uint64_t>(type.getNumElements());
    parameter.flags = (op.isTrainable() ? MSRT_PARAM_TRAINABLE : 0) |
                      (op.getOptimizer() ? MSRT_PARAM_OPTIMIZER : 0) |
                      (op.getTransient() ? MSRT_PARAM_TRANSIENT : 0);
    parameter.init = describeInit(op);
    if (parameter.init.kind == MSRT_INIT_FILE)
      parameter.data = getRawInit(op).data();
    info.parameters.push_back(std::move(parameter));
  }
  for (Operation &op : module.getOps()) {
    if (!op.hasAttr(kArenaBytesAttr))
      continue;
    bool prepares = op.hasAttr(kPrepareAttr);
    FunctionInfo &function =
        prepares ? info.prepare : info.functions.emplace_back();
    function.symbol = SymbolTable::getSymbolName(&op).getValue().str();
    function.name = function.symbol == "forward" ? "infer" : function.symbol;
    function.inputs =
        tensorList(&op, kInputsAttr, kInputNamesAttr, kInputRowsAttr);
    function.outputs =
        tensorList(&op, kOutputsAttr, kOutputNamesAttr, kOutputRowsAttr);
    function.maxRows = integerAttr(&op, kMaxRowsAttr);
    function.arenaBytes = integerAttr(&op, kArenaBytesAttr);
    function.liveBytes = integerAttr(&op, kLiveBytesAttr);
    function.flags =
        (op.hasAttr(kWritesParametersAttr) ? MSRT_FUNCTION_WRITES : 0) |
        (op.hasAttr(kReadsPreparedAttr) ? MSRT_FUNCTION_PREPARED : 0);
  }
  return info;
}

} // namespace ms
