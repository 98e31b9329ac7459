//===- Zoo.cpp - The zoo's networks as cells ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"
#include "ms/models/Network.h"

#include <cstdio>

namespace ms::models {

using namespace detail;

void Options::set(const char *name, double value) {
  // As many digits as tell all numbers apart.
  char text[40];
  std::snprintf(text, sizeof(text), "%.17g", value);
  add(name, text);
}

/// The child `name` of `parent`, which is made where there is none.
static Cell &childOf(Cell &parent, const std::string &name) {
  for (const auto &[taken, child] : CellImpl::get(parent).children)
    if (taken == name)
      return *child;
  return parent.addCell(name, std::make_unique<Cell>());
}

Network::Network(const Description &description) : text(description.getText()) {
  for (api::ParameterSpec &spec : check(api::zooParameters(text))) {
    Cell *cell = this;
    size_t start = 0;
    for (size_t dot; (dot = spec.name.find('.', start)) != std::string::npos;
         start = dot + 1)
      cell = &childOf(*cell, spec.name.substr(start, dot - start));
    Parameter parameter = cell->addParameter(
        spec.name.substr(start), spec.type.dims,
        InitializerImpl::make(spec.init.kind, spec.init.a, spec.init.b),
        !spec.frozen, fromRuntime(spec.type.dtype));
  }
}

std::vector<Tensor> Network::constructAll(const std::vector<Tensor> &inputs) {
  std::vector<int> values;
  for (const Tensor &input : inputs)
    values.push_back(TensorImpl::get(input));
  std::vector<Tensor> outputs;
  for (int output : check(currentTrace()->engine->inlineZoo(text, values)))
    outputs.push_back(TensorImpl::wrap(output));
  return outputs;
}

} // namespace ms::models
