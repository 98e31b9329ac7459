//===- Engine.cpp - Tracing and compiling behind the API ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/EngineImpl.h"

#include "lib/Builder/NetworkBuilder.h"
#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/DescribeArtifact.h"
#include "lib/Driver/ExportNetwork.h"
#include "lib/Driver/OptimizerState.h"
#include "lib/Driver/Register.h"
#include "lib/Models/Zoo.h"
#include "lib/Support/Diagnostics.h"
#include "msrt/Initialize.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/FormatVariadic.h"

#include <cstring>

using namespace mlir;
using namespace ms::mindir;
using msrt::Result;
using msrt::Status;

namespace ms::api {
namespace {

/// A context that collects errors instead of printing them.
class ErrorContext {
public:
  ErrorContext()
      : context(makeRegistry()), handler(&context, [this](Diagnostic &d) {
          if (d.getSeverity() != DiagnosticSeverity::Error)
            return;
          if (!text.empty())
            text += "\n";
          text += withLayer(d);
          for (Diagnostic &note : d.getNotes())
            text += "\nnote: " + note.str();
        }) {
    context.printOpOnDiagnostic(false);
  }

  MLIRContext *get() { return &context; }

  /// The errors since the last call.
  Status take() {
    std::string errors = std::move(text);
    text.clear();
    if (errors.empty())
      errors = "[" + codeName(ms::Code::CodeGeneration) +
               "] compilation failed without a message";
    return Status::fromText(errors);
  }

private:
  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registerDialects(registry);
    return registry;
  }
  /// Errors of MLIR's own checks have neither code nor layer.
  static std::string withLayer(Diagnostic &diagnostic) {
    std::string message = diagnostic.str();
    if (StringRef(message).starts_with("[MS"))
      return message;
    StringRef layer = getLayerName(diagnostic.getLocation());
    return "[" + codeName(ms::Code::OpConstraint) + "] " +
           (layer.empty() ? "" : "layer '" + layer.str() + "': ") + message;
  }

  std::string text;
  MLIRContext context;
  ScopedDiagnosticHandler handler;
};

Type elementType(MLIRContext *context, msrt::DType dtype) {
  auto integer = [&](unsigned width, bool isUnsigned = false) -> Type {
    return IntegerType::get(context, width,
                            isUnsigned ? IntegerType::Unsigned
                                       : IntegerType::Signless);
  };
  switch (dtype) {
  case MSRT_BOOL:
    return integer(1);
  case MSRT_INT8:
    return integer(8);
  case MSRT_INT16:
    return integer(16);
  case MSRT_INT32:
    return integer(32);
  case MSRT_INT64:
    return integer(64);
  case MSRT_UINT8:
    return integer(8, true);
  case MSRT_UINT16:
    return integer(16, true);
  case MSRT_UINT32:
    return integer(32, true);
  case MSRT_UINT64:
    return integer(64, true);
  case MSRT_FLOAT16:
    return Float16Type::get(context);
  case MSRT_BFLOAT16:
    return BFloat16Type::get(context);
  case MSRT_FLOAT32:
    return Float32Type::get(context);
  case MSRT_FLOAT64:
    return Float64Type::get(context);
  }
  llvm_unreachable("a number that is no msrt_dtype");
}

RankedTensorType tensorType(MLIRContext *context, const TensorType &type) {
  SmallVector<int64_t> dims(type.dims.begin(), type.dims.end());
  for (int64_t &extent : dims)
    if (extent < 0)
      extent = ShapedType::kDynamic;
  return RankedTensorType::get(dims, elementType(context, type.dtype));
}

Attribute initAttr(MLIRContext *context, const InitSpec &init) {
  Builder b(context);
  FloatAttr first = b.getF64FloatAttr(init.a),
            second = b.getF64FloatAttr(init.b);
  switch (init.kind) {
  case InitKind::Fill:
    if (init.a == 0)
      return ZerosAttr::get(context);
    if (init.a == 1)
      return OnesAttr::get(context);
    return FillAttr::get(context, first);
  case InitKind::Uniform:
    return UniformAttr::get(context, init.seed, first);
  case InitKind::Normal:
    return NormalAttr::get(context, init.seed, first, second);
  case InitKind::TruncatedNormal:
    return TruncatedNormalAttr::get(context, init.seed, first, second);
  case InitKind::HeUniform:
    return HeUniformAttr::get(context, init.seed, first);
  case InitKind::HeNormal:
    return HeNormalAttr::get(context, init.seed, first);
  case InitKind::XavierUniform:
    return XavierUniformAttr::get(context, init.seed, first);
  case InitKind::XavierNormal:
    return XavierNormalAttr::get(context, init.seed, first);
  }
  llvm_unreachable("a number that is no InitKind");
}

//===----------------------------------------------------------------------===//
// Optimizers
//===----------------------------------------------------------------------===//

/// Null after an error.
Attribute rateAttr(MLIRContext *context, const RateSpec &rate) {
  Builder b(context);
  auto onError = [&] {
    return emitCodedError(UnknownLoc::get(context), ms::Code::OptimizerSetup);
  };
  auto number = [&](size_t k) { return b.getF64FloatAttr(rate.numbers[k]); };
  switch (rate.kind) {
  case RateSpec::Kind::Constant:
    return ConstantLRAttr::getChecked(onError, context, number(0));
  case RateSpec::Kind::List:
    return ListLRAttr::getChecked(onError, context,
                                  b.getF64ArrayAttr(rate.numbers));
  case RateSpec::Kind::Piecewise:
    return PiecewiseConstantLRAttr::getChecked(onError, context,
                                               b.getI64ArrayAttr(rate.steps),
                                               b.getF64ArrayAttr(rate.numbers));
  case RateSpec::Kind::ExponentialDecay:
    return ExponentialDecayLRAttr::getChecked(
        onError, context, number(0), number(1), rate.steps[0], rate.flag);
  case RateSpec::Kind::CosineDecay:
    return CosineDecayLRAttr::getChecked(onError, context, number(0), number(1),
                                         rate.steps[0]);
  case RateSpec::Kind::PolynomialDecay:
    return PolynomialDecayLRAttr::getChecked(onError, context, number(0),
                                             number(1), rate.steps[0],
                                             number(2), rate.flag);
  case RateSpec::Kind::WarmUp: {
    Attribute after = rateAttr(context, *rate.after);
    if (!after)
      return nullptr;
    return WarmUpLRAttr::getChecked(onError, context, rate.steps[0], after);
  }
  }
  llvm_unreachable("a number that is no kind of rate");
}

/// Null after an error.
OptimizerAttr optimizerAttr(MLIRContext *context, const OptimizerSpec &spec) {
  Builder b(context);
  auto onError = [&] {
    return emitCodedError(UnknownLoc::get(context), ms::Code::OptimizerSetup);
  };
  Attribute rate = rateAttr(context, spec.rate);
  if (!rate)
    return nullptr;
  NamedAttrList options;
  for (const auto &[name, value] : spec.numbers)
    options.append(name, b.getF64FloatAttr(value));
  for (const auto &[name, value] : spec.flags)
    options.append(name, b.getBoolAttr(value));
  auto strings = [&](const std::vector<std::string> &list) {
    return b.getStrArrayAttr(SmallVector<StringRef>(list.begin(), list.end()));
  };
  if (!spec.order.empty())
    options.append("order_params", strings(spec.order));
  if (spec.lars) {
    NamedAttrList lars;
    lars.append("epsilon", b.getF64FloatAttr(spec.lars->epsilon));
    lars.append("coefficient", b.getF64FloatAttr(spec.lars->coefficient));
    lars.append("use_clip", b.getBoolAttr(spec.lars->useClip));
    lars.append("exclude", strings(spec.lars->exclude));
    options.append("lars", lars.getDictionary(context));
  }
  SmallVector<Attribute> groups;
  for (const GroupSpec &group : spec.groups) {
    Attribute own = group.rate ? rateAttr(context, *group.rate) : Attribute();
    if (group.rate && !own)
      return nullptr;
    auto attr = ParamGroupAttr::getChecked(
        onError, context, strings(group.parameters), own,
        group.weightDecay ? b.getF64FloatAttr(*group.weightDecay)
                          : FloatAttr());
    if (!attr)
      return nullptr;
    groups.push_back(attr);
  }
  return OptimizerAttr::getChecked(
      onError, context, b.getStringAttr(spec.kind), rate,
      b.getF64FloatAttr(spec.weightDecay), options.getDictionary(context),
      groups.empty() ? ArrayAttr() : b.getArrayAttr(groups));
}

//===----------------------------------------------------------------------===//
// First values
//===----------------------------------------------------------------------===//

bool declare(NetworkBuilder &b, const ParameterSpec &parameter) {
  MLIRContext *context = b.getContext();
  return b.declareParameter(parameter.name, tensorType(context, parameter.type),
                            initAttr(context, parameter.init),
                            parameter.frozen ? NetworkBuilder::Frozen
                                             : NetworkBuilder::None);
}

Result<StateValue> firstValue(const ParameterInfo &info) {
  auto dtype = static_cast<msrt::DType>(info.tensor.dtype);
  MSRT_ASSIGN(value, msrt::Tensor::create(dtype, info.tensor.dims));
  if (info.data)
    std::memcpy(value.data(), info.data, info.bytes);
  else
    MSRT_TRY(msrt::initialize(info.init, dtype, value.data(), value.count(),
                              info.tensor.name.c_str()));
  StateValue state;
  state.name = info.tensor.name;
  state.type = {dtype, info.tensor.dims};
  state.value = std::move(value);
  return state;
}

/// The values of the module's parameters that are optimizer state, or of those
/// that are not.
Result<std::vector<StateValue>> firstValues(ModuleOp module, bool optimizer) {
  std::vector<StateValue> values;
  for (const ParameterInfo &info : collectArtifactInfo(module).parameters) {
    if (((info.flags & MSRT_PARAM_OPTIMIZER) != 0) != optimizer)
      continue;
    MSRT_ASSIGN(value, firstValue(info));
    values.push_back(std::move(value));
  }
  return values;
}

} // namespace

Result<std::vector<StateValue>>
initialValues(const std::vector<ParameterSpec> &parameters) {
  ErrorContext errors;
  NetworkBuilder b(*errors.get(), "parameters");
  for (const ParameterSpec &parameter : parameters)
    if (!declare(b, parameter))
      return errors.take();
  OwningOpRef<ModuleOp> module = b.finish({});
  if (!module)
    return errors.take();
  return firstValues(*module, /*optimizer=*/false);
}

Result<std::vector<StateValue>>
optimizerState(const OptimizerSpec &optimizer,
               const std::vector<ParameterSpec> &trained) {
  ErrorContext errors;
  NetworkBuilder b(*errors.get(), "optimizer");
  for (const ParameterSpec &parameter : trained)
    if (!declare(b, parameter))
      return errors.take();
  OwningOpRef<ModuleOp> module = b.finish({});
  if (!module)
    return errors.take();
  OptimizerAttr attr = optimizerAttr(errors.get(), optimizer);
  if (!attr)
    return errors.take();
  (*module)->setAttr(kOptimizerAttr, attr);
  if (!addOptimizerState(*module))
    return errors.take();
  return firstValues(*module, /*optimizer=*/true);
}

//===----------------------------------------------------------------------===//
// The zoo
//===----------------------------------------------------------------------===//

static Status zooError(const std::string &name, const std::string &error) {
  return Status::fromText("[" + codeName(ms::Code::ApiUse) + "] zoo:" + name +
                          ": " + error);
}

/// The opposite of initAttr(); the zoo has no other kinds.
static InitSpec initSpec(Attribute init) {
  auto number = [](FloatAttr attr, double fallback = 0) {
    return attr ? attr.getValueAsDouble() : fallback;
  };
  return llvm::TypeSwitch<Attribute, InitSpec>(init)
      .Case([](OnesAttr) { return InitSpec{InitKind::Fill, 1}; })
      .Case([&](NormalAttr attr) {
        return InitSpec{InitKind::Normal, number(attr.getSigma()),
                        number(attr.getMean())};
      })
      .Case([&](TruncatedNormalAttr attr) {
        return InitSpec{InitKind::TruncatedNormal, number(attr.getSigma()),
                        number(attr.getMean())};
      })
      .Case([&](UniformAttr attr) {
        return InitSpec{InitKind::Uniform, number(attr.getScale())};
      })
      .Case([&](HeUniformAttr attr) {
        return InitSpec{InitKind::HeUniform, number(attr.getNegativeSlope())};
      })
      .Case([&](XavierUniformAttr attr) {
        return InitSpec{InitKind::XavierUniform, number(attr.getGain(), 1)};
      })
      .Default([](Attribute) { return InitSpec(); });
}

Result<std::vector<ParameterSpec>> zooParameters(const std::string &name) {
  ErrorContext errors;
  std::string error;
  OwningOpRef<ModuleOp> module = buildZooModule(name, *errors.get(), error);
  if (!module)
    return zooError(name, error);
  std::vector<ParameterSpec> specs;
  for (auto parameter : module->getOps<ParameterOp>()) {
    if (parameter.getTransient())
      continue;
    ParameterSpec spec;
    spec.name = parameter.getSymName().str();
    TensorInfo info = describeTensor(spec.name, parameter.getTensorType());
    spec.type = {static_cast<msrt::DType>(info.dtype), info.dims};
    spec.init = initSpec(parameter.getInitAttr());
    spec.frozen = parameter.getFrozen();
    specs.push_back(std::move(spec));
  }
  return specs;
}

//===----------------------------------------------------------------------===//
// Traces
//===----------------------------------------------------------------------===//

Program::~Program() = default;
Trace::~Trace() = default;

namespace {

class JitProgram final : public Program {
public:
  static Result<std::unique_ptr<Program>> create(std::unique_ptr<Jit> jit) {
    std::unique_ptr<JitProgram> program(new JitProgram);
    MSRT_ASSIGN(session, msrt::Session::create(*jit->getArtifact()));
    program->jit = std::move(jit);
    program->running = std::move(session);
    return std::unique_ptr<Program>(std::move(program));
  }
  msrt::Session &session() override { return *running; }

private:
  std::unique_ptr<Jit> jit;
  std::unique_ptr<msrt::Session> running; // ends before its code does
};

class BuilderTrace final : public Trace {
public:
  explicit BuilderTrace(const std::string &network)
      : builder(*errors.get(), network) {}

  void setLayer(const std::string &layer) override { builder.setLayer(layer); }
  const std::string &layer() const override { return builder.getLayer(); }

  int addInput(const TensorType &type) override {
    return add(builder.addInput(tensorType(errors.get(), type)));
  }

  Status declareParameter(const ParameterSpec &parameter) override {
    return declare(builder, parameter) ? Status() : errors.take();
  }

  Result<int> load(const std::string &parameter) override {
    return checked(builder.load(parameter));
  }

  Status assign(const std::string &parameter, int value) override {
    return builder.assign(parameter, values[static_cast<size_t>(value)])
               ? Status()
               : errors.take();
  }

  Result<int> stepCounter() override { return checked(builder.stepCounter()); }

  Result<int> constant(msrt::TensorRef value) override {
    SmallVector<int64_t> dims(value.dims.begin(), value.dims.end());
    auto type =
        RankedTensorType::get(dims, elementType(errors.get(), value.dtype));
    auto *data = static_cast<const char *>(value.data);
    auto count = static_cast<size_t>(value.count());
    DenseElementsAttr elements;
    if (value.dtype == MSRT_BOOL)
      elements = DenseElementsAttr::get(
          type, ArrayRef<bool>(reinterpret_cast<const bool *>(data), count));
    else
      elements = DenseElementsAttr::getFromRawBuffer(
          type, ArrayRef<char>(data, count * msrt::dtypeBytes(value.dtype)));
    OpAttributes attributes = builder.attributes();
    attributes.set("value", elements);
    return checked(builder.emit<ConstantOp>({}, attributes));
  }

  Result<std::vector<int>> emit(const std::string &op,
                                const std::vector<int> &operands,
                                const OpAttributeList &list) override {
    SmallVector<Value> inputs;
    for (int operand : operands)
      inputs.push_back(values[static_cast<size_t>(operand)]);
    OpAttributes attributes = builder.attributes();
    for (const auto &[name, value] : list)
      attributes.set(name, attributeOf(value));
    Operation *emitted =
        builder.emitOp("mindir." + op, inputs, attributes.get());
    if (!emitted)
      return errors.take();
    std::vector<int> results;
    for (Value result : emitted->getResults())
      results.push_back(add(result));
    return results;
  }

  Result<std::vector<int>> inlineZoo(const std::string &name,
                                     const std::vector<int> &inputs) override;

  TensorType typeOf(int value) const override {
    auto type =
        cast<RankedTensorType>(values[static_cast<size_t>(value)].getType());
    TensorInfo info = describeTensor("", type);
    return {static_cast<msrt::DType>(info.dtype), info.dims};
  }

  Result<std::unique_ptr<Program>> compile(const std::vector<int> &outputs,
                                           const CompileSpec &spec) override;
  Status exportTo(const std::string &path, const std::vector<int> &outputs,
                  const std::vector<ParameterContent> &contents,
                  const ExportSpec &spec) override;

private:
  /// Options and purpose of a compilation, the optimizer set in the module;
  /// nothing after an error.
  std::optional<std::pair<ms::Purpose, CompileOptions>>
  prepare(ModuleOp module, const CompileSpec &spec);
  Status makeStep(ModuleOp module, const ExportSpec &spec);
  OwningOpRef<ModuleOp> finish(const std::vector<int> &outputs) {
    SmallVector<Value> results;
    for (int output : outputs)
      results.push_back(values[static_cast<size_t>(output)]);
    return builder.finish(results);
  }
  int add(Value value) {
    values.push_back(value);
    return static_cast<int>(values.size()) - 1;
  }
  Result<int> checked(Value value) {
    if (!value)
      return errors.take();
    return add(value);
  }

  Attribute attributeOf(const AttributeValue &value) {
    Builder b(errors.get());
    if (auto *ints = std::get_if<std::vector<int64_t>>(&value))
      return b.getI64ArrayAttr(*ints);
    if (auto *integer = std::get_if<int64_t>(&value))
      return b.getI64IntegerAttr(*integer);
    if (auto *number = std::get_if<double>(&value))
      return b.getF64FloatAttr(*number);
    if (auto *flag = std::get_if<bool>(&value))
      return b.getBoolAttr(*flag);
    if (auto *text = std::get_if<std::string>(&value))
      return b.getStringAttr(*text);
    return TypeAttr::get(
        elementType(errors.get(), std::get<msrt::DType>(value)));
  }

  ErrorContext errors;
  NetworkBuilder builder;
  std::vector<Value> values;
};

Result<std::vector<int>>
BuilderTrace::inlineZoo(const std::string &name,
                        const std::vector<int> &inputs) {
  std::string error;
  std::unique_ptr<ms::Model> model = makeZooModel(name, error);
  if (!model)
    return zooError(name, error);
  SmallVector<RankedTensorType> types = inputTypes(*model, *errors.get());
  if (types.size() != inputs.size())
    return zooError(name, "takes " + std::to_string(types.size()) +
                              " inputs, but gets " +
                              std::to_string(inputs.size()));
  SmallVector<Value> operands;
  for (auto [k, type] : llvm::enumerate(types)) {
    Value operand = values[static_cast<size_t>(inputs[k])];
    auto given = cast<RankedTensorType>(operand.getType());
    if (given.getElementType() != type.getElementType() ||
        given.getRank() != type.getRank() ||
        given.getShape().drop_front() != type.getShape().drop_front()) {
      std::string text;
      llvm::raw_string_ostream(text)
          << "input " << k << " is " << given << ", but must be " << type;
      return zooError(name, text);
    }
    operands.push_back(operand);
  }
  builder.setParametersDeclared(true);
  SmallVector<Value> outputs = model->build(builder, operands);
  builder.setParametersDeclared(false);
  std::vector<int> results;
  for (Value output : outputs) {
    if (!output)
      return errors.take();
    results.push_back(add(output));
  }
  return results;
}

std::optional<std::pair<ms::Purpose, CompileOptions>>
BuilderTrace::prepare(ModuleOp module, const CompileSpec &spec) {
  ms::Purpose purpose = ms::Purpose::Infer;
  CompileOptions options;
  options.maxBatch = spec.maxRows;
  options.precision = {spec.precision, spec.ampLevel};
  if (spec.purpose != Purpose::Infer) {
    purpose = ms::Purpose::Eval;
    options.loss = spec.loss;
  }
  if (spec.purpose == Purpose::Train) {
    purpose = ms::Purpose::Train;
    OptimizerAttr optimizer = optimizerAttr(errors.get(), *spec.optimizer);
    if (!optimizer)
      return std::nullopt;
    module->setAttr(kOptimizerAttr, optimizer);
    options.optimizerName = spec.optimizer->kind;
    if (spec.dynamicLossScale)
      options.lossScale = "dynamic";
    else if (spec.lossScale != 0)
      options.lossScale = llvm::formatv("{0:E17}", spec.lossScale);
    options.lossScaleInit = spec.lossScale;
    options.lossScaleFactor = spec.lossScaleFactor;
    options.lossScaleWindow = spec.lossScaleWindow;
    options.clipValue = spec.clipValue;
    options.clipNorm = spec.clipNorm;
  }
  return std::pair(purpose, options);
}

Result<std::unique_ptr<Program>>
BuilderTrace::compile(const std::vector<int> &outputs,
                      const CompileSpec &spec) {
  OwningOpRef<ModuleOp> module = finish(outputs);
  if (!module)
    return errors.take();
  auto prepared = prepare(*module, spec);
  if (!prepared)
    return errors.take();
  ms::Purpose purpose = prepared->first;
  const CompileOptions &options = prepared->second;
  auto compiled = compileInProcess(*module, purpose, options);
  if (failed(compiled))
    return errors.take();
  return JitProgram::create(std::move(compiled->jit));
}

/// "Float32 [8, 20]"
static std::string typeText(const TensorType &type) {
  return std::string(msrt_dtype_name(type.dtype)) + " " +
         shapeText(SmallVector<int64_t>(type.dims.begin(), type.dims.end()));
}

Status BuilderTrace::makeStep(ModuleOp module, const ExportSpec &spec) {
  auto prepared = prepare(module, *spec.step);
  if (!prepared || !makeTrainingStep(module, prepared->second))
    return errors.take();
  auto function = module.lookupSymbol<func::FuncOp>("train_step");
  auto wrong = [](const std::string &text) {
    return Status::fromText("[" + codeName(ms::Code::ApiUse) +
                            "] exportModel: the step takes " + text);
  };
  if (function.getNumArguments() != spec.inputs.size())
    return wrong(std::to_string(function.getNumArguments()) +
                 " inputs, but gets " + std::to_string(spec.inputs.size()));
  for (auto [k, given] : llvm::enumerate(spec.inputs)) {
    auto wanted = cast<RankedTensorType>(function.getArgumentTypes()[k]);
    if (wanted == tensorType(errors.get(), given))
      continue;
    TensorInfo info = describeTensor("", wanted);
    return wrong(typeText({static_cast<msrt::DType>(info.dtype), info.dims}) +
                 " as input " + std::to_string(k) + ", but gets " +
                 typeText(given));
  }
  return {};
}

Status BuilderTrace::exportTo(const std::string &path,
                              const std::vector<int> &outputs,
                              const std::vector<ParameterContent> &contents,
                              const ExportSpec &spec) {
  OwningOpRef<ModuleOp> module = finish(outputs);
  if (!module)
    return errors.take();
  std::vector<ParameterValue> list;
  for (const ParameterContent &content : contents)
    list.push_back({content.name, content.value});
  // Of a step after it is made: the optimizer's are there then.
  if (spec.step)
    if (Status status = makeStep(*module, spec); !status.ok())
      return status;
  setValues(*module, list);
  WriteOptions options;
  options.verify = spec.verify;
  options.opset = spec.opset;
  options.path = path;
  if (spec.externalDataAbove >= 0)
    options.externalDataAbove = static_cast<uint64_t>(spec.externalDataAbove);
  std::optional<ExportedModel> model =
      encodeNetwork(*module, *findOutputFormat(path), options);
  if (!model)
    return errors.take();
  auto file = msrt::AtomicFile::create(path, msrt::Code::DataWrite);
  if (!file.ok())
    return file.status();
  return commitModel(*model, path, *file);
}

} // namespace

std::vector<std::string> exportSuffixes() {
  std::vector<std::string> suffixes;
  for (const OutputFormat &format : getOutputFormats())
    if (format.encode)
      suffixes.push_back(format.suffix.str());
  return suffixes;
}

std::shared_ptr<Trace> Trace::create(const std::string &network) {
  return std::make_shared<BuilderTrace>(network);
}

} // namespace ms::api
