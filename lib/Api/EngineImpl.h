//===- EngineImpl.h - Tracing and compiling behind the API ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The API has two halves. The one behind this header knows MLIR and has no
// exceptions; the other one, which includes it, throws and knows no MLIR. Here
// is decided what they say to each other: descriptions in plain types, values
// of a trace as numbers, errors as msrt::Status.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_API_ENGINEIMPL_H
#define MS_LIB_API_ENGINEIMPL_H

#include "msrt/Session.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ms::api {

/// Element type and extents; -1 in front is the batch.
struct TensorType {
  msrt::DType dtype = MSRT_FLOAT32;
  std::vector<int64_t> dims;

  bool operator<(const TensorType &other) const {
    return std::tie(dtype, dims) < std::tie(other.dtype, other.dims);
  }
};

enum class InitKind {
  Fill,            ///< a: the value
  Uniform,         ///< a: scale
  Normal,          ///< a: sigma, b: mean
  TruncatedNormal, ///< a: sigma, b: mean
  HeUniform,       ///< a: negative slope
  HeNormal,        ///< a: negative slope
  XavierUniform,   ///< a: gain
  XavierNormal,    ///< a: gain
};

struct InitSpec {
  InitKind kind = InitKind::Fill;
  double a = 0, b = 0;
  uint64_t seed = 0;
};

struct ParameterSpec {
  std::string name;
  TensorType type;
  InitSpec init;
  bool frozen = false;
};

/// A learning rate: what its kind does not use stays empty.
struct RateSpec {
  enum class Kind {
    Constant,
    List,
    Piecewise,
    ExponentialDecay,
    CosineDecay,
    PolynomialDecay,
    WarmUp
  } kind = Kind::Constant;
  std::vector<double> numbers;     ///< rates, then other numbers in order
  std::vector<int64_t> steps;      ///< milestones or decay steps
  bool flag = false;               ///< is_stair, update_decay_steps
  std::shared_ptr<RateSpec> after; ///< of WarmUp
};

struct GroupSpec {
  std::vector<std::string> parameters;
  std::shared_ptr<const RateSpec> rate; ///< null: the optimizer's
  std::optional<double> weightDecay;    ///< none: the optimizer's
};

struct LarsSpec {
  double epsilon, coefficient;
  bool useClip;
  std::vector<std::string> exclude;
};

struct OptimizerSpec {
  std::string kind;
  RateSpec rate;
  double weightDecay = 0;
  std::vector<std::pair<std::string, double>> numbers;
  std::vector<std::pair<std::string, bool>> flags;
  std::vector<GroupSpec> groups;
  std::vector<std::string> order; ///< all names, or none: the groups' order
  std::optional<LarsSpec> lars;
};

/// A parameter with its first value.
struct StateValue {
  std::string name;
  TensorType type;
  msrt::Tensor value;
};

/// The first values of parameters.
msrt::Result<std::vector<StateValue>>
initialValues(const std::vector<ParameterSpec> &parameters);

/// The state that an optimizer keeps for these parameters, in the order of a
/// checkpoint. `trained` are name and type of what it updates.
msrt::Result<std::vector<StateValue>>
optimizerState(const OptimizerSpec &optimizer,
               const std::vector<ParameterSpec> &trained);

/// The parameters of a zoo network ("vgg16:classes=10"), by their names in it;
/// the seeds of their first values are not set.
msrt::Result<std::vector<ParameterSpec>> zooParameters(const std::string &name);

using AttributeValue = std::variant<std::vector<int64_t>, int64_t, double, bool,
                                    std::string, msrt::DType>;
using OpAttributeList = std::vector<std::pair<const char *, AttributeValue>>;

enum class Purpose { Train, Eval, Infer };

struct CompileSpec {
  Purpose purpose = Purpose::Infer;
  std::string loss;
  std::optional<OptimizerSpec> optimizer;
  int64_t maxRows = 32;
  std::string precision = "f32", ampLevel = "O2";
  double lossScale = 0; ///< the first one; 0: none
  bool dynamicLossScale = false;
  double lossScaleFactor = 2;
  int64_t lossScaleWindow = 2000;
  double clipValue = 0, clipNorm = 0; ///< 0: no bound
};

/// The value of a parameter.
struct ParameterContent {
  std::string name;
  msrt::TensorRef value;
};

struct ExportSpec {
  bool verify = false;
  int64_t opset = 17;             ///< of ONNX, 11 to 17
  int64_t externalDataAbove = -1; ///< bytes; -1: what one file can have
  /// How a step of training is made of the network; nothing: what infers is
  /// written.
  std::optional<CompileSpec> step;
  /// What the step must take.
  std::vector<TensorType> inputs;
};
/// The endings of the files that a network can be exported to: ".mindir".
std::vector<std::string> exportSuffixes();

/// Machine code and the memory of one instance.
class Program {
public:
  virtual ~Program();
  virtual msrt::Session &session() = 0;
};

/// A network being traced. Values are numbers, counted from 0.
class Trace {
public:
  static std::shared_ptr<Trace> create(const std::string &network);
  virtual ~Trace();

  /// The layer that ops belong to from now on ("block1.conv", "" for none).
  virtual void setLayer(const std::string &layer) = 0;
  virtual const std::string &layer() const = 0;

  virtual int addInput(const TensorType &type) = 0;
  virtual msrt::Status declareParameter(const ParameterSpec &parameter) = 0;
  virtual msrt::Result<int> load(const std::string &parameter) = 0;
  /// Sets the value that a parameter has after a training step; loads see it.
  virtual msrt::Status assign(const std::string &parameter, int value) = 0;
  /// The counter of training steps that dropout reads.
  virtual msrt::Result<int> stepCounter() = 0;
  virtual msrt::Result<int> constant(msrt::TensorRef value) = 0;
  /// Emits "mindir." + `op`.
  virtual msrt::Result<std::vector<int>>
  emit(const std::string &op, const std::vector<int> &operands,
       const OpAttributeList &attributes) = 0;
  /// Emits a zoo network as the current layer. Its parameters are declared.
  virtual msrt::Result<std::vector<int>>
  inlineZoo(const std::string &name, const std::vector<int> &inputs) = 0;
  virtual TensorType typeOf(int value) const = 0;

  /// Ends the trace. Nothing else may be called after it.
  virtual msrt::Result<std::unique_ptr<Program>>
  compile(const std::vector<int> &outputs, const CompileSpec &spec) = 0;
  /// Ends the trace, too: writes what infers, or a step of training, in the
  /// format that the ending of `path` says.
  virtual msrt::Status exportTo(const std::string &path,
                                const std::vector<int> &outputs,
                                const std::vector<ParameterContent> &contents,
                                const ExportSpec &spec) = 0;
};

} // namespace ms::api

#endif // MS_LIB_API_ENGINEIMPL_H
