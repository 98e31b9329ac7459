//===- Network.cpp - Values, parameters and cells -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

#include <algorithm>
#include <cstring>

namespace ms {

using namespace detail;

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

std::shared_ptr<ParameterImpl>
detail::ParameterImpl::fromState(api::StateValue state) {
  auto impl = std::make_shared<ParameterImpl>();
  impl->name = std::move(state.name);
  impl->dtype = fromRuntime(state.type.dtype);
  impl->dims = std::move(state.type.dims);
  impl->requiresGrad = false;
  impl->value = std::move(state.value);
  impl->hasValue = true;
  return impl;
}

msrt::Tensor &detail::ParameterImpl::current() {
  if (holder)
    holder->fetch(*this);
  else if (!hasValue)
    value = std::move(check(api::initialValues({spec()}))[0].value);
  hasValue = true;
  return value;
}

void detail::ParameterImpl::changed() {
  hasValue = true;
  holder = nullptr;
  ++version;
}

void detail::materialize(const std::vector<Parameter> &parameters) {
  std::vector<ParameterImpl *> missing;
  std::vector<api::ParameterSpec> specs;
  for (const Parameter &parameter : parameters) {
    ParameterImpl &impl = *ParameterImpl::get(parameter);
    if (impl.hasValue || impl.holder)
      continue;
    missing.push_back(&impl);
    specs.push_back(impl.spec());
  }
  if (missing.empty())
    return;
  std::vector<api::StateValue> values = check(api::initialValues(specs));
  for (size_t k = 0; k < missing.size(); ++k) {
    missing[k]->value = std::move(values[k].value);
    missing[k]->hasValue = true;
  }
}

const std::string &Parameter::name() const { return impl->name; }
DType Parameter::dtype() const { return impl->dtype; }
const Shape &Parameter::shape() const { return impl->dims; }
bool Parameter::requiresGrad() const { return impl->requiresGrad; }
void Parameter::setRequiresGrad(bool value) { impl->requiresGrad = value; }

Array Parameter::data() const {
  return Array::copyOf(impl->dtype, impl->dims, impl->current().data());
}

static void checkFits(const std::string &name, DType dtype, const Shape &dims,
                      const Array &value) {
  if (value.dtype() != dtype || value.shape() != dims)
    failUse("parameter '" + name + "' is " + dtypeName(dtype) + " " +
            msrt::toString(dims) + ", but the value is " +
            dtypeName(value.dtype()) + " " + msrt::toString(value.shape()));
}

void Parameter::setData(const Array &value) {
  checkFits(name(), dtype(), shape(), value);
  impl->value = check(msrt::Tensor::copyOf(ArrayImpl::ref(value)));
  impl->changed();
}

//===----------------------------------------------------------------------===//
// Traces
//===----------------------------------------------------------------------===//

static std::shared_ptr<TraceState> &traceOfThread() {
  static thread_local std::shared_ptr<TraceState> state;
  return state;
}

detail::TraceScope::TraceScope(std::shared_ptr<TraceState> trace)
    : state(std::move(trace)), outer(traceOfThread()) {
  traceOfThread() = state;
}

detail::TraceScope::~TraceScope() {
  state->active = false;
  traceOfThread() = outer;
}

const std::shared_ptr<TraceState> &detail::currentTrace() {
  if (!traceOfThread())
    failUse("values can be computed with only inside construct(), while a "
            "model compiles its network");
  return traceOfThread();
}

Tensor detail::TensorImpl::wrap(int value) {
  auto impl = std::make_shared<TensorImpl>();
  impl->trace = currentTrace();
  impl->value = value;
  return Tensor(std::move(impl));
}

int detail::TensorImpl::get(const Tensor &tensor) {
  if (tensor.impl->trace != currentTrace())
    failUse("a value of another trace is used: values live only while one "
            "construct() runs");
  return tensor.impl->value;
}

Tensor::Tensor(const Parameter &parameter)
    : Tensor(TensorImpl::wrap(
          detail::check(currentTrace()->engine->load(parameter.name())))) {}

static api::TensorType typeOf(const TensorImpl &impl) {
  if (!impl.trace->active)
    failUse("the trace that this value belongs to has ended");
  return impl.trace->engine->typeOf(impl.value);
}

Shape Tensor::shape() const { return typeOf(*impl).dims; }
DType Tensor::dtype() const { return fromRuntime(typeOf(*impl).dtype); }

//===----------------------------------------------------------------------===//
// Cells
//===----------------------------------------------------------------------===//

Cell::Cell() : impl(std::make_unique<CellImpl>()) {}

Cell::~Cell() {
  if (impl->parent) {
    auto &siblings = CellImpl::get(*impl->parent).children;
    siblings.erase(
        std::remove_if(siblings.begin(), siblings.end(),
                       [&](const auto &entry) { return entry.second == this; }),
        siblings.end());
  }
  // Children that are members of a derived class are gone already, and have
  // taken themselves off the list.
  for (auto &[name, child] : impl->children)
    CellImpl::get(*child).parent = nullptr;
}

Tensor Cell::construct(const Tensor &) {
  std::string name = path();
  failUse((name.empty() ? std::string("the network") : "cell '" + name + "'") +
          " overrides neither construct() nor constructAll()");
}

std::vector<Tensor> Cell::constructAll(const std::vector<Tensor> &inputs) {
  if (inputs.size() == 1)
    return {construct(inputs[0])};
  std::string name = path();
  failUse((name.empty() ? std::string("the network") : "cell '" + name + "'") +
          " takes 1 input, but gets " + std::to_string(inputs.size()) +
          ": override constructAll()");
}

std::vector<Tensor> Cell::operator()(const std::vector<Tensor> &inputs) {
  for (const Tensor &input : inputs)
    (void)TensorImpl::get(input);
  api::Trace &trace = *currentTrace()->engine;
  // What follows a cell in its parent belongs to the parent again.
  struct LayerScope {
    api::Trace &trace;
    std::string outer;
    ~LayerScope() { trace.setLayer(outer); }
  } scope{trace, trace.layer()};
  trace.setLayer(path());
  return constructAll(inputs);
}

Tensor Cell::operator()(const Tensor &x) {
  std::vector<Tensor> outputs = (*this)(std::vector<Tensor>{x});
  if (outputs.size() != 1)
    failUse("cell '" + path() + "' has " + std::to_string(outputs.size()) +
            " outputs, not 1");
  return outputs[0];
}

std::string Cell::path() const {
  std::string above = impl->parent ? impl->parent->path() : "";
  return above.empty() ? impl->name : above + "." + impl->name;
}

void detail::CellImpl::rename(const Cell &cell) {
  std::string path = cell.path();
  CellImpl &impl = get(cell);
  for (auto &[suffix, parameter] : impl.parameters)
    parameter->name = path.empty() ? suffix : path + "." + suffix;
  for (auto &[name, child] : impl.children)
    rename(*child);
}

void detail::CellImpl::checkName(const Cell &self,
                                 const std::string &name) const {
  std::string where = self.path();
  std::string cell = where.empty() ? "the cell" : "cell '" + where + "'";
  if (name.empty() || name.find('.') != std::string::npos)
    failUse("name '" + name + "' in " + cell +
            ": expected one that is not empty and has no dot");
  auto taken = [&](const auto &entry) { return entry.first == name; };
  if (std::any_of(children.begin(), children.end(), taken) ||
      std::any_of(parameters.begin(), parameters.end(), taken))
    failUse(cell + " already has a member '" + name + "'");
}

void Cell::registerCell(const std::string &name, Cell &child) {
  impl->checkName(*this, name);
  if (CellImpl::get(child).parent)
    failUse("cell '" + child.path() + "' cannot become '" + name +
            "': it is part of another cell already");
  for (const Cell *above = this; above; above = CellImpl::get(*above).parent)
    if (above == &child)
      failUse("cell '" + name + "' cannot be part of itself");
  CellImpl &impl = CellImpl::get(child);
  impl.parent = this;
  impl.name = name;
  this->impl->children.push_back({name, &child});
  CellImpl::rename(child);
}

Cell &Cell::addCell(const std::string &name, std::unique_ptr<Cell> child) {
  registerCell(name, *child);
  impl->owned.push_back(std::move(child));
  return *impl->owned.back();
}

Parameter Cell::addParameter(const std::string &name, const Shape &shape,
                             const Initializer &init, bool requiresGrad,
                             DType dtype) {
  impl->checkName(*this, name);
  auto parameter = std::make_shared<ParameterImpl>();
  std::string above = path();
  parameter->name = above.empty() ? name : above + "." + name;
  parameter->dtype = dtype;
  parameter->dims = shape;
  parameter->requiresGrad = requiresGrad;
  const InitializerImpl &first = InitializerImpl::get(init);
  if (first.values) {
    checkFits(parameter->name, dtype, shape, *first.values);
    parameter->value =
        check(msrt::Tensor::copyOf(ArrayImpl::ref(*first.values)));
    parameter->hasValue = true;
  } else {
    parameter->init = first.spec;
    if (first.spec.kind != api::InitKind::Fill)
      parameter->init.seed = nextSeed();
  }
  impl->parameters.push_back({name, parameter});
  return ParameterImpl::wrap(parameter);
}

static void collect(const Cell &cell, std::vector<Parameter> &parameters) {
  const CellImpl &impl = CellImpl::get(cell);
  for (const auto &[name, parameter] : impl.parameters)
    parameters.push_back(ParameterImpl::wrap(parameter));
  for (const auto &[name, child] : impl.children)
    collect(*child, parameters);
}

std::vector<Parameter> Cell::parameters() const {
  std::vector<Parameter> parameters;
  collect(*this, parameters);
  return parameters;
}

std::vector<Parameter> Cell::trainableParams() const {
  std::vector<Parameter> trainable;
  for (const Parameter &parameter : parameters())
    if (parameter.requiresGrad())
      trainable.push_back(parameter);
  return trainable;
}

Parameter Cell::parameter(const std::string &name) const {
  for (const Parameter &parameter : parameters())
    if (parameter.name() == name)
      return parameter;
  failUse("the network has no parameter '" + name + "'");
}

} // namespace ms
