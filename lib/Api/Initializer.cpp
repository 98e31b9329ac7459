//===- Initializer.cpp - First values of parameters -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

#include <atomic>

namespace ms {

using namespace detail;
using api::InitKind;

static std::atomic<uint64_t> seedCount{0};

uint64_t detail::nextSeed() { return ++seedCount; }

void setSeed(uint32_t seed) { seedCount = static_cast<uint64_t>(seed) << 32; }

Initializer detail::InitializerImpl::make(InitKind kind, double a, double b) {
  auto impl = std::make_shared<InitializerImpl>();
  impl->spec.kind = kind;
  impl->spec.a = a;
  impl->spec.b = b;
  return Initializer(std::move(impl));
}

Initializer::Initializer(double value)
    : Initializer(InitializerImpl::make(InitKind::Fill, value)) {}

static Initializer byName(const std::string &name) {
  using Function = Initializer (*)();
  static const std::pair<const char *, Function> known[] = {
      {"zeros", Zeros},
      {"ones", Ones},
      {"normal", [] { return Normal(); }},
      {"truncated_normal", [] { return TruncatedNormal(); }},
      {"uniform", [] { return Uniform(); }},
      {"he_uniform", [] { return HeUniform(); }},
      {"he_normal", [] { return HeNormal(); }},
      {"xavier_uniform", [] { return XavierUniform(); }},
      {"xavier_normal", [] { return XavierNormal(); }}};
  std::string names;
  for (const auto &[entry, function] : known) {
    if (name == entry)
      return function();
    names += (names.empty() ? "" : ", ") + std::string(entry);
  }
  failUse("initializer '" + name + "' is not known; known are " + names);
}

Initializer::Initializer(const std::string &name) : Initializer(byName(name)) {}

Initializer::Initializer(const Array &values) {
  auto made = std::make_shared<InitializerImpl>();
  made->values = values;
  impl = std::move(made);
}

Initializer Zeros() { return InitializerImpl::make(InitKind::Fill, 0); }
Initializer Ones() { return InitializerImpl::make(InitKind::Fill, 1); }
Initializer Constant(double value) {
  return InitializerImpl::make(InitKind::Fill, value);
}
Initializer Uniform(double scale) {
  return InitializerImpl::make(InitKind::Uniform, scale);
}
Initializer Normal(double sigma, double mean) {
  return InitializerImpl::make(InitKind::Normal, sigma, mean);
}
Initializer TruncatedNormal(double sigma, double mean) {
  return InitializerImpl::make(InitKind::TruncatedNormal, sigma, mean);
}
Initializer HeUniform(double negativeSlope) {
  return InitializerImpl::make(InitKind::HeUniform, negativeSlope);
}
Initializer HeNormal(double negativeSlope) {
  return InitializerImpl::make(InitKind::HeNormal, negativeSlope);
}
Initializer XavierUniform(double gain) {
  return InitializerImpl::make(InitKind::XavierUniform, gain);
}
Initializer XavierNormal(double gain) {
  return InitializerImpl::make(InitKind::XavierNormal, gain);
}

} // namespace ms
