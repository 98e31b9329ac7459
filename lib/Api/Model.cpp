//===- Model.cpp - Training, evaluation, inference ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/InstanceImpl.h"
#include "lib/Crypto/AesCipher.h"
#include "lib/Support/LossSpec.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <utility>

namespace ms {

using namespace detail;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

LossScaleManager LossScaleManager::fixed(double lossScale) {
  if (!(lossScale >= 1))
    failUse("the loss scale is " + std::to_string(lossScale) +
            ", but must be at least 1");
  LossScaleManager manager;
  manager.scale = lossScale;
  return manager;
}

LossScaleManager LossScaleManager::dynamic(double initLossScale,
                                           double scaleFactor,
                                           int64_t scaleWindow) {
  LossScaleManager manager = fixed(initLossScale);
  if (!(scaleFactor > 1))
    failUse("the factor of the loss scale is " + std::to_string(scaleFactor) +
            ", but must be above 1");
  if (scaleWindow < 1)
    failUse("the window of the loss scale is " + std::to_string(scaleWindow) +
            ", but must be at least 1");
  manager.isDynamic = true;
  manager.factor = scaleFactor;
  manager.window = scaleWindow;
  return manager;
}

ModelOptions &ModelOptions::ampLevel(const std::string &name, DType half) {
  if (name != "O0" && name != "O1" && name != "O2" && name != "O3")
    failUse("amp level '" + name + "' is not O0, O1, O2 or O3");
  if (half != DType::Float16 && half != DType::BFloat16)
    failUse("mixed precision needs Float16 or BFloat16");
  level = name;
  type = half;
  return *this;
}

ModelOptions &ModelOptions::lossScaleManager(const LossScaleManager &manager) {
  lossScale = manager;
  return *this;
}

static double checkBound(double bound) {
  if (!(bound > 0))
    failUse("gradients are bounded by " + std::to_string(bound) +
            ", but the bound must be above 0");
  return bound;
}

ModelOptions &ModelOptions::clipByValue(double bound) {
  valueBound = checkBound(bound);
  return *this;
}

ModelOptions &ModelOptions::clipByGlobalNorm(double norm) {
  normBound = checkBound(norm);
  return *this;
}

//===----------------------------------------------------------------------===//
// Instances
//===----------------------------------------------------------------------===//

/// Whether an instance for `have` also does what `want` asks for.
static bool serves(api::Purpose have, api::Purpose want) {
  return static_cast<int>(have) <= static_cast<int>(want);
}

static bool same(const std::vector<api::TensorType> &a,
                 const std::vector<api::TensorType> &b) {
  return !(a < b) && !(b < a);
}

Instance &
detail::ModelImpl::instanceFor(api::Purpose purpose,
                               const std::vector<api::TensorType> &inputs,
                               int64_t rows) {
  for (auto &instance : instances) {
    const Instance::Request &request = instance->getRequest();
    if (serves(request.purpose, purpose) && same(request.inputs, inputs) &&
        request.maxRows >= rows)
      return *instance;
  }
  auto made = std::make_unique<Instance>(
      network, loss ? &*loss : nullptr, optimizer, options, scaleState,
      Instance::Request{purpose, inputs, rows});
  // The new one does what smaller ones of the same kind did.
  instances.erase(
      std::remove_if(instances.begin(), instances.end(),
                     [&](const std::unique_ptr<Instance> &old) {
                       return serves(purpose, old->getRequest().purpose) &&
                              same(old->getRequest().inputs, inputs);
                     }),
      instances.end());
  instances.push_back(std::move(made));
  return *instances.back();
}

/// What the network gets: floats as Float32, everything else as it is.
static api::TensorType inputType(msrt::DType dtype,
                                 const std::vector<int64_t> &rowDims) {
  api::TensorType type;
  type.dtype = msrt::isFloat(dtype) ? MSRT_FLOAT32 : dtype;
  type.dims = rowDims;
  type.dims.insert(type.dims.begin(), -1);
  return type;
}

/// All columns but the labels.
static std::vector<api::TensorType>
inputTypes(const msrt::Dataset &dataset, const std::optional<Loss> &loss) {
  LossSpec spec;
  if (loss)
    if (std::string why = parseLoss(loss->name(), spec); !why.empty())
      failUse("loss '" + loss->name() + "' " + why);
  size_t labels = spec.columns();
  if (dataset.columns().size() <= labels)
    failUse("the data have " + std::to_string(dataset.columns().size()) +
            " columns, expected at least an input and " +
            (labels == 1 ? "a label"
                         : std::to_string(labels) + " columns for the loss"));
  if (dataset.batchRows() == 0)
    failUse("the data are single rows: batch them");
  std::vector<api::TensorType> types;
  for (size_t c = 0; c + labels < dataset.columns().size(); ++c)
    types.push_back(
        inputType(dataset.columns()[c].dtype, dataset.columns()[c].dims));
  return types;
}

//===----------------------------------------------------------------------===//
// Callbacks
//===----------------------------------------------------------------------===//

namespace {
/// Calls a user's callback from the runtime, which has no exceptions.
class UserCallback final : public msrt::Callback {
public:
  UserCallback(ms::Callback &callback, Instance &instance,
               std::exception_ptr &thrown)
      : callback(callback), instance(instance), thrown(thrown) {}

  using Context = msrt::TrainContext;
  msrt::Status begin(Context &c) override {
    return call(c, &ms::Callback::onTrainBegin);
  }
  msrt::Status epochBegin(Context &c) override {
    return call(c, &ms::Callback::onTrainEpochBegin);
  }
  msrt::Status stepBegin(Context &c) override {
    return call(c, &ms::Callback::onTrainStepBegin);
  }
  msrt::Status stepEnd(Context &c) override {
    return call(c, &ms::Callback::onTrainStepEnd);
  }
  msrt::Status epochEnd(Context &c) override {
    return call(c, &ms::Callback::onTrainEpochEnd);
  }
  msrt::Status end(Context &c) override {
    return call(c, &ms::Callback::onTrainEnd);
  }

private:
  msrt::Status call(Context &c, void (ms::Callback::*event)(RunContext &)) {
    RunContext context = toRunContext(c);
    try {
      (callback.*event)(context);
      instance.reclaim();
    } catch (...) {
      thrown = std::current_exception();
      return msrt::Status::error(msrt::Code::Callback,
                                 "a callback has thrown an exception");
    }
    if (context.stopRequested())
      c.requestStop();
    return {};
  }

  ms::Callback &callback;
  Instance &instance;
  std::exception_ptr &thrown;
};
} // namespace

//===----------------------------------------------------------------------===//
// Model
//===----------------------------------------------------------------------===//

static Parameter makeScaleState(const char *name, DType dtype, double value) {
  auto impl = std::make_shared<ParameterImpl>();
  impl->name = name;
  impl->dtype = dtype;
  impl->init.a = value;
  impl->requiresGrad = false;
  return ParameterImpl::wrap(std::move(impl));
}

static ModelImpl *makeModel(Cell &network, std::optional<Loss> loss,
                            const Optimizer *optimizer,
                            const std::vector<std::string> &metrics,
                            const ModelOptions &options) {
  auto impl = std::unique_ptr<ModelImpl>(new ModelImpl{
      network, std::move(loss), optimizer, metrics, options, {}, {}, {}, {}});
  if (optimizer && options.lossScale.scale != 0) {
    impl->scaleState.push_back(
        makeScaleState("scale_sense", DType::Float32, options.lossScale.scale));
    if (options.lossScale.isDynamic) {
      impl->scaleState.push_back(
          makeScaleState("current_iterator_step", DType::Int32, 1));
      impl->scaleState.push_back(
          makeScaleState("last_overflow_iterator_step", DType::Int32, 0));
    }
  }
  return impl.release();
}

Model::Model(Cell &network, const Loss &loss, Optimizer &optimizer,
             const std::vector<std::string> &metrics,
             const ModelOptions &options)
    : impl(makeModel(network, loss, &optimizer, metrics, options)) {}

Model::Model(Cell &network, const Loss &loss,
             const std::vector<std::string> &metrics,
             const ModelOptions &options)
    : impl(makeModel(network, loss, nullptr, metrics, options)) {}

Model::Model(Cell &network, const std::vector<std::string> &metrics,
             const ModelOptions &options)
    : impl(makeModel(network, std::nullopt, nullptr, metrics, options)) {}

Model::~Model() = default;

double Model::train(int64_t epochs, const Dataset &dataset,
                    const std::vector<Callback *> &callbacks,
                    int64_t initialEpoch) {
  if (!impl->optimizer)
    failUse("the model has no optimizer to train with");
  const msrt::Dataset &data = DatasetImpl::get(dataset);
  Instance &instance = impl->instanceFor(
      api::Purpose::Train, inputTypes(data, impl->loss), data.batchRows());
  instance.pull();
  std::exception_ptr thrown;
  std::vector<std::unique_ptr<UserCallback>> users;
  std::vector<msrt::Callback *> list;
  for (Callback *callback : callbacks) {
    if (const CallbackImpl *ready = CallbackImpl::get(*callback)) {
      list.push_back(ready->native.get());
      continue;
    }
    users.push_back(
        std::make_unique<UserCallback>(*callback, instance, thrown));
    list.push_back(users.back().get());
  }
  instance.claim();
  msrt::Trainer trainer(instance.session());
  msrt::TrainStart start;
  start.epoch = initialEpoch;
  start.globalStep = initialEpoch * data.size();
  if (std::optional<msrt::ResumeState> state =
          std::exchange(impl->resumeState, std::nullopt)) {
    if (initialEpoch != 0)
      failUse("the model resumes a run: it has an initial epoch already");
    std::vector<std::string> warnings;
    start = check(msrt::resumeRun(instance.session(), *state, impl->resumePath,
                                  data, warnings));
    for (const std::string &warning : warnings)
      std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
  msrt::Result<msrt::TrainResult> result =
      trainer.train(epochs, data, list, start);
  if (thrown)
    std::rethrow_exception(thrown);
  return check(std::move(result)).loss;
}

ResumePoint Model::resume(const std::string &path, const std::string &prefix,
                          const std::string &decKey) {
  if (!impl->optimizer)
    failUse("the model has no optimizer to train with");
  std::shared_ptr<const msrt::CheckpointCipher> cipher;
  if (!decKey.empty())
    cipher = check(createCipher(SecretKey(decKey)));
  msrt::LatestCheckpoint found =
      check(msrt::findResumePoint(path, prefix, cipher));
  ResumePoint point;
  point.path = found.path;
  point.skipped = found.skipped;
  if (found.path.empty())
    return point;
  std::vector<Parameter> parameters = trainNetwork();
  // Nothing is replaced where something is missing.
  std::vector<std::string> missing;
  for (const Parameter &parameter : parameters)
    if (!found.checkpoint.find(parameter.name()))
      missing.push_back(parameter.name());
  if (!missing.empty())
    failUse(found.path + ": has no value for parameter '" + missing.front() +
            "'");
  loadValues(parameters, found.checkpoint, found.path, msrt::LoadMode::Strict);
  impl->resumePath = found.path;
  impl->resumeState = std::move(found.checkpoint.resume);
  point.epoch = impl->resumeState->epoch;
  point.step = impl->resumeState->step;
  point.globalStep = impl->resumeState->globalStep;
  return point;
}

std::map<std::string, double> Model::eval(const Dataset &dataset) {
  std::vector<std::string> names = impl->metrics;
  if (names.empty() && impl->loss)
    names = {"loss"};
  if (names.empty())
    failUse("the model has neither metrics nor a loss to evaluate");
  const msrt::Dataset &data = DatasetImpl::get(dataset);
  Instance &instance =
      impl->instanceFor(impl->loss ? api::Purpose::Eval : api::Purpose::Infer,
                        inputTypes(data, impl->loss), data.batchRows());
  instance.pull();
  std::map<std::string, double> values;
  for (const msrt::MetricValue &metric :
       check(msrt::Trainer(instance.session()).eval(data, names)))
    values[metric.name] = metric.value;
  return values;
}

std::vector<Array> Model::predict(const std::vector<Array> &inputs) {
  if (inputs.empty())
    failUse("predict needs an input");
  std::vector<api::TensorType> types;
  std::vector<msrt::NamedTensorRef> arrays;
  for (const Array &input : inputs) {
    if (input.shape().empty())
      failUse("predict: input " + std::to_string(arrays.size()) +
              " is a scalar, expected rows in front");
    types.push_back(
        inputType(toRuntime(input.dtype()),
                  {input.shape().begin() + 1, input.shape().end()}));
    arrays.push_back(
        {"in" + std::to_string(arrays.size()), ArrayImpl::ref(input)});
  }
  // Longer arrays go through in pieces: any instance will do.
  const int64_t most = 32;
  auto known = std::find_if(impl->instances.begin(), impl->instances.end(),
                            [&](const auto &entry) {
                              return same(entry->getRequest().inputs, types);
                            });
  Instance &instance =
      known != impl->instances.end()
          ? **known
          : impl->instanceFor(api::Purpose::Infer, types, most);
  instance.pull();
  std::vector<Array> outputs;
  for (msrt::NamedTensor &output :
       check(msrt::Trainer(instance.session()).predict(arrays)))
    outputs.push_back(ArrayImpl::wrap(std::move(output.tensor)));
  return outputs;
}

Array Model::predict(const Array &input) {
  return predict(std::vector<Array>{input})[0];
}

std::vector<Parameter> Model::trainNetwork() const {
  std::vector<Parameter> list;
  if (impl->optimizer)
    list = impl->optimizer->parameters();
  if (!impl->scaleState.empty())
    list.push_back(impl->scaleState[0]);
  for (const Parameter &parameter : impl->network.parameters())
    if (std::none_of(list.begin(), list.end(), [&](const Parameter &entry) {
          return ParameterImpl::get(entry) == ParameterImpl::get(parameter);
        }))
      list.push_back(parameter);
  if (impl->optimizer)
    for (const Parameter &parameter : impl->optimizer->state())
      list.push_back(parameter);
  for (size_t k = 1; k < impl->scaleState.size(); ++k)
    list.push_back(impl->scaleState[k]);
  return list;
}

std::vector<Parameter> Model::lossScaleState() const {
  return impl->scaleState;
}

void setNumThreads(int threads) { msrt_set_threads(threads); }

} // namespace ms
