//===- TestExecute.cpp - Compiled functions against the evaluator ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// --test-execute compiles a copy of the module, runs each function whose name
// starts with `test_` on random inputs, and compares results and new state with
// those of the reference evaluator: |a - b| <= tolerance * max|b| per tensor.
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "test/lib/RandomInputs.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/CompileModule.h"
#include "msrt/Session.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::test {
namespace {

/// The tensor as the runtime has it.
msrt::Buffer toBytes(const ReferenceTensor &tensor, uint32_t dtype) {
  auto type = static_cast<msrt::DType>(dtype);
  size_t size = msrt_dtype_bytes(dtype);
  auto buffer = msrt::Buffer::create(
      std::max<size_t>(MSRT_ALIGNMENT, size * tensor.data.size()));
  for (size_t k = 0; k < tensor.data.size(); ++k)
    msrt::storeElement(type, buffer->data(), k, tensor.data[k]);
  return buffer.take();
}

struct TestExecute : PassWrapper<TestExecute, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestExecute)

  TestExecute() = default;
  TestExecute(const TestExecute &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "test-execute"; }
  StringRef getDescription() const override {
    return "Compile and run functions and compare with the evaluator";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<MindIRDialect>();
  }

  Option<double> tolerance{*this, "tolerance", llvm::cl::init(1e-5),
                           llvm::cl::desc("relative to the largest element")};
  Option<int64_t> vectorBits{*this, "vector-bits", llvm::cl::init(0),
                             llvm::cl::desc("0: the target's")};
  Option<int64_t> registers{*this, "registers", llvm::cl::init(0),
                            llvm::cl::desc("0: the target's")};
  Option<int64_t> threads{*this, "threads", llvm::cl::init(1),
                          llvm::cl::desc("that kernels may use")};
  Option<std::string> mcpu{*this, "mcpu", llvm::cl::init("")};
  Option<int64_t> maxBatch{*this, "max-batch", llvm::cl::init(7)};
  ListOption<int64_t> rows{*this, "rows",
                           llvm::cl::desc("batches to run; default: 1, 3 and "
                                          "max-batch")};
  Option<std::string> only{*this, "only", llvm::cl::init(""),
                           llvm::cl::desc("name of one function")};

  void runOnOperation() override {
    llvm::Expected<CpuTarget> target = CpuTarget::parse(mcpu);
    if (!target)
      return fail(llvm::toString(target.takeError()));
    BackendOptions options;
    options.target = *target;
    if (vectorBits)
      options.target.vectorBits = vectorBits;
    if (registers)
      options.target.registers = registers;
    options.maxBatch = maxBatch;
    msrt_set_threads(static_cast<int>(threads));

    OwningOpRef<ModuleOp> copy = getOperation().clone();
    if (!lowerModule(*copy, options))
      return signalPassFailure();
    ArtifactInfo info = describeArtifact(*copy, options);
    auto jit = jitModule(*copy, info, options);
    if (!jit)
      return fail(llvm::toString(jit.takeError()));
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (!function.getName().starts_with("test_") ||
          (!only.getValue().empty() && function.getName() != only.getValue()))
        continue;
      bool dynamic = llvm::any_of(function.getArgumentTypes(), [](Type type) {
        return !cast<RankedTensorType>(type).hasStaticShape();
      });
      SmallVector<int64_t> batches(rows.begin(), rows.end());
      if (batches.empty())
        batches = {1, 3, maxBatch};
      if (!dynamic)
        batches = {1};
      for (int64_t batch : batches)
        if (!check(function, batch, *(*jit)->getArtifact()))
          signalPassFailure();
    }
  }

private:
  void fail(const std::string &message) {
    getOperation().emitError() << message;
    signalPassFailure();
  }

  bool check(func::FuncOp function, int64_t batch,
             const msrt_artifact &artifact) {
    std::mt19937 generator(static_cast<unsigned>(batch));
    auto session = msrt::Session::create(artifact);
    if (!session.ok()) {
      fail(session.message());
      return false;
    }
    Evaluator evaluator(getOperation());
    if (!shareState(**session, evaluator, generator))
      return false;

    SmallVector<ReferenceTensor> inputs;
    for (BlockArgument argument : function.getArguments())
      inputs.push_back(randomTensor(cast<RankedTensorType>(argument.getType()),
                                    batch,
                                    function.getArgAttrOfType<ArrayAttr>(
                                        argument.getArgNumber(), "test.range"),
                                    generator));
    auto expected = evaluator.call(function.getName(), inputs);
    if (failed(expected))
      return false;

    int index = (*session)->find(function.getName().str());
    const msrt_function &entry = artifact.functions[index];
    std::vector<msrt::Buffer> memory;
    std::vector<const void *> in;
    std::vector<void *> out;
    for (unsigned k = 0; k < entry.num_inputs; ++k) {
      memory.push_back(toBytes(inputs[k], entry.inputs[k].dtype));
      in.push_back(memory.back().data());
    }
    for (unsigned k = 0; k < entry.num_outputs; ++k) {
      // Wrong values where nothing is written.
      ReferenceTensor poison((*expected)[k]);
      for (double &value : poison.data)
        value = 77;
      memory.push_back(toBytes(poison, entry.outputs[k].dtype));
      out.push_back(memory.back().data());
    }
    if (auto status = (*session)->run(index, in.data(), out.data(), batch);
        !status.ok()) {
      fail(status.message());
      return false;
    }
    double worst = 0;
    bool good = true;
    for (unsigned k = 0; k < entry.num_outputs; ++k)
      good &= compare(function, "result " + std::to_string(k), batch,
                      (*expected)[k], entry.outputs[k].dtype, out[k], worst);
    for (unsigned k = 0; k < artifact.num_parameters; ++k) {
      const msrt_parameter &parameter = artifact.parameters[k];
      auto value = evaluator.getParameter(parameter.tensor.name);
      good &= succeeded(value) && compare(function, parameter.tensor.name,
                                          batch, *value, parameter.tensor.dtype,
                                          (*session)->data(parameter), worst);
    }
    if (good)
      llvm::outs() << function.getName() << " [" << batch << "]: ok\n";
    return good;
  }

  /// Both sides start from the same random parameters.
  bool shareState(msrt::Session &session, Evaluator &evaluator,
                  std::mt19937 &generator) {
    for (auto parameter : getOperation().getOps<ParameterOp>()) {
      ReferenceTensor value = randomTensor(
          parameter.getTensorType(), 1,
          parameter->getAttrOfType<ArrayAttr>("test.range"), generator);
      const msrt_parameter *entry =
          session.parameter(parameter.getSymName().str());
      auto type = static_cast<msrt::DType>(entry->tensor.dtype);
      for (size_t k = 0; k < value.data.size(); ++k)
        msrt::storeElement(type, session.data(*entry), k, value.data[k]);
      session.markSet(*entry);
      if (failed(evaluator.setParameter(parameter.getSymName(), value)))
        return false;
    }
    return true;
  }

  bool compare(func::FuncOp function, const std::string &what, int64_t batch,
               const ReferenceTensor &expected, uint32_t dtype,
               const void *data, double &worst) {
    auto type = static_cast<msrt::DType>(dtype);
    double largest = 0, error = 0;
    size_t at = 0;
    for (size_t k = 0; k < expected.data.size(); ++k) {
      double want = expected.data[k];
      double have = msrt::loadElement(type, data, k);
      if (std::isfinite(want))
        largest = std::max(largest, std::fabs(want));
      double off = std::fabs(have - want);
      if (std::isnan(want) ? std::isnan(have) : have == want)
        off = 0;
      if (!(off <= error)) {
        error = off;
        at = k;
      }
    }
    worst = std::max(worst, largest > 0 ? error / largest : error);
    if (error <= tolerance * largest)
      return true;
    function.emitError() << what << " for " << batch << " rows: element " << at
                         << " is "
                         << std::to_string(msrt::loadElement(type, data, at))
                         << ", but the evaluator says "
                         << std::to_string(expected.data[at]) << " (error "
                         << std::to_string(error) << ", largest "
                         << std::to_string(largest) << ")";
    return false;
  }
};

} // namespace

void registerTestExecute() { PassRegistration<TestExecute>(); }

} // namespace ms::test
