//===- ApiImpl.h - What the API's classes hold ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The private halves of the classes in include/ms, and how errors of the
// runtime become exceptions. Decides who has the value of a parameter: the
// parameter itself, or a compiled instance that has trained it since.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_API_APIIMPL_H
#define MS_LIB_API_APIIMPL_H

#include "lib/Api/EngineImpl.h"
#include "ms/MindIRC.h"
#include "msrt/Callback.h"
#include "msrt/Dataset.h"
#include "msrt/ModelCheckpoint.h"
#include "msrt/OnRequestExit.h"

namespace ms::detail {

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

inline void check(const msrt::Status &status) {
  if (!status.ok())
    throw Error(status.message());
}

template <typename T> T check(msrt::Result<T> result) {
  if (!result.ok())
    throw Error(result.message());
  return result.take();
}

/// Wrong use of the API: "[MS5001] " and the text.
[[noreturn]] void failUse(const std::string &text);

//===----------------------------------------------------------------------===//
// Arrays, initializers
//===----------------------------------------------------------------------===//

struct ArrayImpl {
  msrt::Tensor tensor;

  static Array wrap(msrt::Tensor tensor);
  static msrt::TensorRef ref(const Array &array);
};

inline msrt::DType toRuntime(DType dtype) {
  return static_cast<msrt::DType>(dtype);
}
inline DType fromRuntime(msrt::DType dtype) {
  return static_cast<DType>(dtype);
}

struct InitializerImpl {
  api::InitSpec spec;
  std::optional<Array> values;

  static const InitializerImpl &get(const Initializer &initializer) {
    return *initializer.impl;
  }
  static Initializer make(api::InitKind kind, double a, double b = 0);
};

/// The seed of the next random parameter.
uint64_t nextSeed();

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

struct ParameterImpl;

/// A compiled instance that has newer values than the parameters.
class ValueHolder {
public:
  virtual ~ValueHolder() = default;
  virtual void fetch(ParameterImpl &parameter) = 0;
};

struct ParameterImpl {
  std::string name;
  DType dtype = DType::Float32;
  Shape dims;
  api::InitSpec init;
  bool requiresGrad = true;

  msrt::Tensor value;
  bool hasValue = false; ///< whether `value` was made
  ValueHolder *holder = nullptr;
  uint64_t version = 1; ///< grows whenever the value changes

  static Parameter wrap(std::shared_ptr<ParameterImpl> impl) {
    return Parameter(std::move(impl));
  }
  static const std::shared_ptr<ParameterImpl> &get(const Parameter &parameter) {
    return parameter.impl;
  }
  static std::shared_ptr<ParameterImpl> fromState(api::StateValue state);

  api::ParameterSpec spec() const {
    return {name, {toRuntime(dtype), dims}, init, !requiresGrad};
  }
  /// The value, brought up to date.
  msrt::Tensor &current();
  /// Says that `value` was written to.
  void changed();
};

/// Makes the first values of those that have none, in one go.
void materialize(const std::vector<Parameter> &parameters);

/// Fills parameters from a checkpoint; throws where it does not fit them.
msrt::LoadReport loadValues(const std::vector<Parameter> &parameters,
                            const msrt::Checkpoint &checkpoint,
                            const std::string &path, msrt::LoadMode mode);

//===----------------------------------------------------------------------===//
// Traces
//===----------------------------------------------------------------------===//

struct TraceState {
  std::shared_ptr<api::Trace> engine;
  bool active = true;
};

/// Makes a trace the current one of this thread while it lives.
class TraceScope {
public:
  explicit TraceScope(std::shared_ptr<TraceState> state);
  ~TraceScope();
  TraceScope(const TraceScope &) = delete;
  TraceScope &operator=(const TraceScope &) = delete;

private:
  std::shared_ptr<TraceState> state, outer;
};

/// The current trace; throws where there is none.
const std::shared_ptr<TraceState> &currentTrace();

struct TensorImpl {
  std::shared_ptr<TraceState> trace;
  int value = 0;

  static Tensor wrap(int value);
  /// The value's number; throws where it is not of the current trace.
  static int get(const Tensor &tensor);
};

//===----------------------------------------------------------------------===//
// Cells, optimizers, data, callbacks
//===----------------------------------------------------------------------===//

struct CellImpl {
  std::string name;
  Cell *parent = nullptr;
  std::vector<std::pair<std::string, Cell *>> children;
  std::vector<std::unique_ptr<Cell>> owned;
  std::vector<std::pair<std::string, std::shared_ptr<ParameterImpl>>>
      parameters;

  static CellImpl &get(const Cell &cell) { return *cell.impl; }
  /// Gives the parameters below `cell` their names.
  static void rename(const Cell &cell);
  void checkName(const Cell &self, const std::string &name) const;
};

struct LearningRateImpl {
  api::RateSpec spec;

  static const api::RateSpec &get(const LearningRate &rate) {
    return rate.impl->spec;
  }
  static LearningRate make(api::RateSpec spec);
};

struct OptimizerImpl {
  std::string kind;
  OptimizedParameters params;
  LearningRate rate;
  double weightDecay = 0;
  std::vector<std::pair<std::string, double>> numbers;
  std::vector<std::pair<std::string, bool>> flags;
  std::optional<api::LarsSpec> lars;
  mutable std::vector<Parameter> state;

  static const OptimizerImpl &get(const Optimizer &optimizer) {
    return *optimizer.impl;
  }
  std::vector<Parameter> all() const;
  api::OptimizerSpec spec() const;
};

struct TransformImpl {
  msrt::TransformPtr transform;

  static const msrt::TransformPtr &get(const Transform &transform) {
    return transform.impl->transform;
  }
  static Transform make(msrt::TransformPtr transform);
};

struct DatasetImpl {
  msrt::Dataset dataset;
  std::vector<Array> arrays; ///< that `dataset` reads

  static std::shared_ptr<const DatasetImpl>
  make(msrt::Dataset dataset, std::vector<Array> arrays = {});
  static const msrt::Dataset &get(const Dataset &dataset) {
    return dataset.impl->dataset;
  }
};

/// What a save writes: the parameters' newest values, then options.more. The
/// items point into both.
std::vector<msrt::CheckpointItem>
itemsOf(const std::vector<Parameter> &parameters, const SaveOptions &options);

RunContext toRunContext(const msrt::TrainContext &context);

struct CallbackImpl {
  std::unique_ptr<msrt::Callback> native;
  const msrt::ModelCheckpoint *checkpoint = nullptr;

  static const CallbackImpl *get(const Callback &callback) {
    return callback.impl.get();
  }
};

} // namespace ms::detail

#endif // MS_LIB_API_APIIMPL_H
