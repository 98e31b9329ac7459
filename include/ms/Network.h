//===- Network.h - Values, parameters and cells -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What networks are written with. A Cell is traced: its construct() runs once,
// on symbolic values, and what it calls becomes the ops that are compiled.
// Layers are in Layers.h, functions on values in Ops.h.
//
//===----------------------------------------------------------------------===//

#ifndef MS_NETWORK_H
#define MS_NETWORK_H

#include "ms/Initializer.h"

#include <functional>
#include <utility>

namespace ms {

namespace detail {
struct ParameterImpl;
struct CellImpl;
struct TensorImpl;
} // namespace detail

//===----------------------------------------------------------------------===//
// Parameter
//===----------------------------------------------------------------------===//

/// A named tensor that a network or an optimizer keeps: mindspore.Parameter.
/// Copies are the same parameter.
class Parameter {
public:
  /// "conv1.weight": the path from the outermost cell it was registered in.
  const std::string &name() const;
  DType dtype() const;
  const Shape &shape() const;

  /// Whether it is trained. A change counts for models that have not been
  /// compiled yet.
  bool requiresGrad() const;
  void setRequiresGrad(bool value);

  /// A copy of the value it has now, also while a model trains it.
  Array data() const;
  /// Replaces the value; type and shape must be its own.
  void setData(const Array &value);

private:
  friend struct detail::ParameterImpl;
  explicit Parameter(std::shared_ptr<detail::ParameterImpl> impl)
      : impl(std::move(impl)) {}
  std::shared_ptr<detail::ParameterImpl> impl;
};

//===----------------------------------------------------------------------===//
// Tensor
//===----------------------------------------------------------------------===//

/// A symbolic value inside construct(). It lives as long as the trace does;
/// later use throws.
class Tensor {
public:
  /// The value of a parameter; throws outside construct().
  Tensor(const Parameter &parameter);

  /// Extents; -1 in front stands for the batch.
  Shape shape() const;
  int64_t rank() const { return static_cast<int64_t>(shape().size()); }
  DType dtype() const;

private:
  friend struct detail::TensorImpl;
  explicit Tensor(std::shared_ptr<detail::TensorImpl> impl)
      : impl(std::move(impl)) {}
  std::shared_ptr<detail::TensorImpl> impl;
};

//===----------------------------------------------------------------------===//
// Cell
//===----------------------------------------------------------------------===//

/// A network or a part of one: mindspore.nn.Cell. A user's cell names its
/// children and parameters when it is made and says in construct() what they
/// do:
///
///   struct Net : ms::Cell {
///     ms::nn::Dense &fc1 = add<ms::nn::Dense>("fc1", 20, 32);
///     ms::nn::Dense &fc2 = add<ms::nn::Dense>("fc2", 32, 4);
///     ms::Tensor construct(const ms::Tensor &x) override {
///       return fc2(ms::ops::relu(fc1(x)));
///     }
///   };
class Cell {
public:
  Cell();
  virtual ~Cell();
  Cell(const Cell &) = delete;
  Cell &operator=(const Cell &) = delete;

  /// The computation, for one input and one output.
  virtual Tensor construct(const Tensor &x);
  /// The same for any number of both; calls construct(x) where it is not
  /// overridden, and throws where that does not fit.
  virtual std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs);

  /// Applies the cell inside another one's construct(). What it emits carries
  /// its name.
  Tensor operator()(const Tensor &x);
  std::vector<Tensor> operator()(const std::vector<Tensor> &inputs);

  /// All parameters: the cell's own, then its children's, in the order in which
  /// they were registered. get_parameters().
  std::vector<Parameter> parameters() const;
  /// Those that are trained. trainable_params().
  std::vector<Parameter> trainableParams() const;
  /// One of parameters() by its name; throws where there is none.
  Parameter parameter(const std::string &name) const;

  /// "block1.conv": the path from the outermost cell, whose own is "".
  std::string path() const;

  /// Takes a child that somebody else keeps, at least as long as this cell is
  /// used. Its parameters get `name` and a dot in front. Throws where the name
  /// is taken, empty or has a dot, or the child has a parent already.
  void registerCell(const std::string &name, Cell &child);
  /// The same for a child that this cell keeps.
  Cell &addCell(const std::string &name, std::unique_ptr<Cell> child);
  /// Makes a child of type T and keeps it.
  template <typename T, typename... Arguments>
  T &add(const std::string &name, Arguments &&...arguments) {
    auto child = std::make_unique<T>(std::forward<Arguments>(arguments)...);
    T &reference = *child;
    addCell(name, std::move(child));
    return reference;
  }

  /// Makes a parameter of this cell. Throws where the name is taken, or the
  /// initializer does not fit type and shape.
  Parameter addParameter(const std::string &name, const Shape &shape,
                         const Initializer &init, bool requiresGrad = true,
                         DType dtype = DType::Float32);

private:
  friend struct detail::CellImpl;
  std::unique_ptr<detail::CellImpl> impl;
};

} // namespace ms

#endif // MS_NETWORK_H
