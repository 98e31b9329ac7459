//===- Instance.cpp - A compiled network and its parameters ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/InstanceImpl.h"

#include <algorithm>
#include <cstring>

namespace ms::detail {

static void describe(const ModelOptions &options, api::CompileSpec &spec) {
  if (options.level != "O0") {
    spec.precision = options.type == DType::BFloat16 ? "bf16" : "f16";
    spec.ampLevel = options.level;
  }
  spec.lossScale = options.lossScale.scale;
  spec.dynamicLossScale = options.lossScale.isDynamic;
  spec.lossScaleFactor = options.lossScale.factor;
  spec.lossScaleWindow = options.lossScale.window;
  spec.clipValue = options.valueBound;
  spec.clipNorm = options.normBound;
}

TracedNetwork traceNetwork(Cell &network, const std::string &name,
                           const Loss *loss, const Optimizer *optimizer,
                           const ModelOptions &options,
                           const TraceRequest &request) {
  bool trains = request.purpose == api::Purpose::Train;
  std::vector<Parameter> parameters = network.parameters();
  auto state = std::make_shared<TraceState>();
  state->engine = api::Trace::create(name);
  TraceScope scope(state);
  std::vector<Parameter> updated =
      trains ? optimizer->parameters() : std::vector<Parameter>();
  for (const Parameter &parameter : parameters) {
    api::ParameterSpec spec = ParameterImpl::get(parameter)->spec();
    // What the optimizer does not have needs no gradient.
    if (trains && std::none_of(updated.begin(), updated.end(),
                               [&](const Parameter &entry) {
                                 return ParameterImpl::get(entry) ==
                                        ParameterImpl::get(parameter);
                               }))
      spec.frozen = true;
    check(state->engine->declareParameter(spec));
  }
  for (const Parameter &parameter : updated)
    if (std::none_of(
            parameters.begin(), parameters.end(), [&](const Parameter &entry) {
              return ParameterImpl::get(entry) == ParameterImpl::get(parameter);
            }))
      failUse("the optimizer updates parameter '" + parameter.name() +
              "', which is not of the network");
  TracedNetwork traced;
  traced.engine = state->engine;
  std::vector<Tensor> inputs;
  for (const api::TensorType &type : request.inputs)
    inputs.push_back(TensorImpl::wrap(state->engine->addInput(type)));
  for (const Tensor &output : network(inputs))
    traced.outputs.push_back(TensorImpl::get(output));
  if (traced.outputs.empty())
    failUse("the network has no output");
  traced.spec.purpose = request.purpose;
  traced.spec.maxRows = request.maxRows;
  describe(options, traced.spec);
  if (request.purpose != api::Purpose::Infer)
    traced.spec.loss = loss->name();
  if (trains)
    traced.spec.optimizer = OptimizerImpl::get(*optimizer).spec();
  return traced;
}

Instance::Instance(Cell &network, const Loss *loss, const Optimizer *optimizer,
                   const ModelOptions &options,
                   const std::vector<Parameter> &scaleState, Request what)
    : request(std::move(what)) {
  TracedNetwork traced =
      traceNetwork(network, "network", loss, optimizer, options, request);
  program = check(traced.engine->compile(traced.outputs, traced.spec));
  bind(network.parameters());
  if (request.purpose == api::Purpose::Train) {
    bind(optimizer->state());
    bind(scaleState);
  }
}

Instance::~Instance() {
  // What is newest here goes back to the parameters.
  for (Bound &bound : bounds) {
    if (bound.parameter->holder != this)
      continue;
    try {
      bound.parameter->current();
    } catch (const Error &) {
      // No memory left for the value: the parameter starts anew.
    }
    bound.parameter->holder = nullptr;
  }
}

void Instance::bind(const std::vector<Parameter> &parameters) {
  for (const Parameter &parameter : parameters)
    if (const msrt_parameter *entry = session().parameter(parameter.name()))
      bounds.push_back({ParameterImpl::get(parameter), entry, 0});
}

void Instance::copyIn(Bound &bound) {
  ParameterImpl &parameter = *bound.parameter;
  bound.version = parameter.version;
  if (!parameter.hasValue && !parameter.holder) {
    // Nobody has asked for it yet: the session starts it from the same
    // initializer.
    parameter.holder = this;
    return;
  }
  std::memcpy(session().data(*bound.entry), parameter.current().data(),
              bound.entry->bytes);
  session().markSet(*bound.entry);
}

void Instance::pull() {
  bool changed = false;
  for (Bound &bound : bounds)
    if (bound.version != bound.parameter->version) {
      copyIn(bound);
      changed = true;
    }
  if (changed)
    alignStepCounter();
}

/// Dropout draws by a counter that no checkpoint holds under a name: it is the
/// number of steps that the optimizer has done.
void Instance::alignStepCounter() {
  const msrt_parameter *steps = session().parameter("global_step");
  const msrt_parameter *counter = session().parameter("rng_counter");
  if (!steps || !counter)
    return;
  msrt::TensorRef done = session().value(*steps);
  msrt::storeElement(static_cast<msrt::DType>(counter->tensor.dtype),
                     session().data(*counter), 0,
                     msrt::loadElement(done.dtype, done.data, 0));
}

void Instance::claim() {
  for (Bound &bound : bounds) {
    bound.version = ++bound.parameter->version;
    bound.parameter->holder = this;
  }
}

void Instance::reclaim() {
  for (Bound &bound : bounds)
    if (bound.version != bound.parameter->version) {
      copyIn(bound);
      bound.parameter->holder = this;
    }
}

void Instance::fetch(ParameterImpl &parameter) {
  for (Bound &bound : bounds) {
    if (bound.parameter.get() != &parameter)
      continue;
    if (!parameter.hasValue) {
      parameter.value =
          check(msrt::Tensor::copyOf(session().value(*bound.entry)));
      parameter.hasValue = true;
      return;
    }
    std::memcpy(parameter.value.data(), session().value(*bound.entry).data,
                bound.entry->bytes);
    return;
  }
}

} // namespace ms::detail
