//===- Network.h - The zoo's networks as cells ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the headers beside this one share. A function there describes a network;
// a Network is the cell that it describes, alone or as a part of another cell:
//
//   ms::models::Network net = ms::models::vgg16(
//       ms::models::VGGOptions().classes(10).image(32));
//   ms::Cell &body = add<ms::models::Network>("body", ms::models::lenet5());
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_NETWORK_H
#define MS_MODELS_NETWORK_H

#include "ms/Network.h"

namespace ms::models {

/// A network of the zoo with its options, as the tools write it behind "zoo:".
class Description {
public:
  /// "vgg16" or "vgg16:classes=10,image=32".
  explicit Description(std::string text) : text(std::move(text)) {}
  const std::string &getText() const { return text; }

private:
  std::string text;
};

/// A network whose layers the compiler knows. Its parameters have the names,
/// the order and the first values of MindSpore's model zoo, where that has it.
class Network : public Cell {
public:
  /// Throws where the zoo has no such network or an option is not good.
  Network(const Description &description);
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override;

private:
  std::string text;
};

/// What the options of all networks are made of.
class Options {
public:
  /// The description of `network` with these options.
  Description describe(const std::string &network) const {
    return Description(given.empty() ? network : network + ":" + given);
  }

protected:
  void set(const char *name, bool value) {
    add(name, value ? "true" : "false");
  }
  void set(const char *name, int64_t value) {
    add(name, std::to_string(value));
  }
  void set(const char *name, double value);
  void set(const char *name, const std::string &value) { add(name, value); }

private:
  void add(const std::string &name, const std::string &value) {
    given += (given.empty() ? "" : ",") + name + "=" + value;
  }
  std::string given;
};

/// Declares a setter `NAME` of the zoo's option `KEY`.
#define MS_MODEL_OPTION(OPTIONS, TYPE, NAME, KEY)                              \
  OPTIONS &NAME(TYPE value) {                                                  \
    set(KEY, value);                                                           \
    return *this;                                                              \
  }

} // namespace ms::models

#endif // MS_MODELS_NETWORK_H
