//===- InstanceImpl.h - A compiled network and its parameters ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_API_INSTANCEIMPL_H
#define MS_LIB_API_INSTANCEIMPL_H

#include "lib/Api/ApiImpl.h"

#include "msrt/Resume.h"

namespace ms::detail {

/// What is traced: types with -1 in front for the batch, or fixed ones.
struct TraceRequest {
  api::Purpose purpose = api::Purpose::Infer;
  std::vector<api::TensorType> inputs;
  int64_t maxRows = 0;
};

/// A network that is traced, and how it is compiled.
struct TracedNetwork {
  std::shared_ptr<api::Trace> engine;
  std::vector<int> outputs;
  api::CompileSpec spec;
};

/// `loss` and `optimizer` may be null where the purpose does not need them.
TracedNetwork traceNetwork(Cell &network, const std::string &name,
                           const Loss *loss, const Optimizer *optimizer,
                           const ModelOptions &options,
                           const TraceRequest &request);

/// Machine code with a session, tied to the parameters of network and
/// optimizer. Values travel only when somebody else has newer ones.
class Instance final : public ValueHolder {
public:
  using Request = TraceRequest;

  /// Traces and compiles. `scaleState` is the loss scale's.
  Instance(Cell &network, const Loss *loss, const Optimizer *optimizer,
           const ModelOptions &options,
           const std::vector<Parameter> &scaleState, Request request);
  ~Instance() override;

  msrt::Session &session() { return program->session(); }
  const Request &getRequest() const { return request; }

  /// Takes over what was changed elsewhere since the last time.
  void pull();
  /// Says that training has begun: the newest values are here from now on.
  void claim();
  /// After a callback of the user's: both, for what it has changed.
  void reclaim();

  void fetch(ParameterImpl &parameter) override;

private:
  struct Bound {
    std::shared_ptr<ParameterImpl> parameter;
    const msrt_parameter *entry;
    uint64_t version; ///< of the value that the session has; 0: none
  };
  void bind(const std::vector<Parameter> &parameters);
  void copyIn(Bound &bound);
  void alignStepCounter();

  Request request;
  std::unique_ptr<api::Program> program;
  std::vector<Bound> bounds;
};

struct ModelImpl {
  Cell &network;
  std::optional<Loss> loss;
  const Optimizer *optimizer = nullptr;
  std::vector<std::string> metrics;
  ModelOptions options;
  std::vector<std::unique_ptr<Instance>> instances;
  std::vector<Parameter> scaleState;
  /// From where the next training goes on, and the state of the run there.
  std::string resumePath;
  std::optional<msrt::ResumeState> resumeState;

  Instance &instanceFor(api::Purpose purpose,
                        const std::vector<api::TensorType> &inputs,
                        int64_t rows);
  static ModelImpl &get(Model &model) { return *model.impl; }
};

} // namespace ms::detail

#endif // MS_LIB_API_INSTANCEIMPL_H
