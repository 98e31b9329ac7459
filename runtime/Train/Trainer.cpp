//===- Trainer.cpp - Training, evaluation, inference ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Trainer.h"

#include "runtime/Core/Text.h"
#include "runtime/Train/Binding.h"

#include <cmath>
#include <cstring>

namespace msrt {

static long long ll(int64_t value) { return value; }

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

static Status lacks(const Session &session, const char *function) {
  return Status::error(Code::MissingFunction, "artefact %s has no %s",
                       quoteName(session.artifact().name).c_str(), function);
}

static Status checkLoss(const msrt_function &function) {
  if (function.num_outputs > 0 &&
      elementCount(dimsOf(function.outputs[0])) == 1 &&
      isFloat(dtypeOf(function.outputs[0])))
    return {};
  return Status::error(Code::Artifact,
                       "%s: output 0 is not a loss: expected one float",
                       function.name);
}

static double scalarOf(TensorRef tensor) {
  return loadElement(tensor.dtype, tensor.data, 0);
}

Trainer::BatchLimit Trainer::batchLimit() const {
  for (const char *name : {"train_step", "eval_step", "infer"}) {
    int index = session.find(name);
    if (index < 0)
      continue;
    const msrt_function &function = session.function(index);
    if (function.max_rows > 0)
      return {function.max_rows, false};
    if (function.num_inputs > 0 && function.inputs[0].rank > 0)
      return {function.inputs[0].dims[0], true};
  }
  return {};
}

// Number of classes: the last dimension of the network's first output.
static int64_t classCount(const Session &session) {
  const msrt_tensor *output = nullptr;
  int index = session.find("eval_step");
  if (index >= 0 && session.function(index).num_outputs > 1)
    output = &session.function(index).outputs[1];
  else if ((index = session.find("infer")) >= 0 &&
           session.function(index).num_outputs > 0)
    output = &session.function(index).outputs[0];
  return output && output->rank > 1 ? output->dims[output->rank - 1] : 0;
}

// The column with the labels of the network's first output: the first behind
// the network's inputs. Where those are not known it is the last.
static size_t labelColumn(const Session &session, const msrt_function &function,
                          size_t columns) {
  int index = session.find("infer");
  if (index < 0)
    return columns - 1;
  uint32_t inputs = session.function(index).num_inputs;
  return inputs < function.num_inputs ? inputs : columns - 1;
}

Status Trainer::checkLabels(const Dataset &dataset, uint32_t label) const {
  int64_t classes = classCount(session);
  const Column &column = dataset.columns()[label];
  if (std::strcmp(session.artifact().loss, "sparse_softmax_cross_entropy") !=
          0 ||
      classes < 1 || isFloat(column.dtype))
    return {};
  MSRT_ASSIGN(buffer, Buffer::create(column.rowBytes()));
  std::vector<void *> targets(dataset.columns().size(), nullptr);
  targets[label] = buffer.data();
  ReadContext context;
  for (int64_t row = 0; row < dataset.root().sourceRows(); ++row) {
    MSRT_TRY(dataset.root().readSource(row, targets.data(), context));
    for (int64_t i = 0, count = column.count(); i < count; ++i) {
      int64_t value = loadInteger(column.dtype, buffer.data(), i);
      if (value < 0 || value >= classes)
        return Status::error(
            Code::Label,
            "column %s: row %lld has label %lld, expected 0 to %lld",
            quoteName(column.name).c_str(), ll(row), ll(value),
            ll(classes - 1));
    }
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Training
//===----------------------------------------------------------------------===//

namespace {
/// The loop of one call of train().
class TrainLoop {
public:
  TrainLoop(Session &session, const Dataset &dataset,
            const std::vector<Callback *> &callbacks, Binding binding,
            DatasetReader reader)
      : dataset(dataset), callbacks(callbacks), binding(std::move(binding)),
        reader(std::move(reader)) {
    context.session = &session;
    context.stepsPerEpoch = dataset.size();
    context.data = dataset.root().description();
    scalesLoss = session.parameter("scale_sense") != nullptr;
  }

  Status run(int64_t epochs, TrainStart start);
  /// Tells the callbacks that there will be no end().
  void abandon() {
    for (Callback *callback : callbacks)
      callback->abandon(context);
  }

  TrainContext context;
  int64_t steps = 0;

private:
  using Event = Status (Callback::*)(TrainContext &);
  Status notify(Event event) {
    for (Callback *callback : callbacks)
      MSRT_TRY((callback->*event)(context));
    return {};
  }
  Status epoch(int64_t index, int64_t firstStep);
  Status step();

  const Dataset &dataset;
  const std::vector<Callback *> &callbacks;
  Binding binding;
  DatasetReader reader;
  bool scalesLoss = false;
};

/// MindSpore's bad_step_max.
constexpr int64_t kBadSteps = 1000;
} // namespace

Status TrainLoop::step() {
  MSRT_TRY(binding.setInputs(reader, dataset));
  ++context.step;
  ++context.globalStep;
  context.rows = reader.rows();
  Status status = notify(&Callback::stepBegin);
  if (status.ok())
    status = binding.run(reader.rows());
  if (!status.ok()) {
    // For who saves now: the parameters are still those of the step before.
    --context.step;
    --context.globalStep;
    return status;
  }
  context.loss = scalarOf(binding.output(0));
  ++steps;
  // Where the loss is scaled such a step has changed nothing: the next may be
  // better, but as in MindSpore not after a thousand of them.
  context.badSteps = std::isfinite(context.loss) ? 0 : context.badSteps + 1;
  bool mayPass = scalesLoss && context.badSteps <= kBadSteps;
  // Before the callbacks: nothing of this step is worth saving.
  if (context.badSteps > 0 && !mayPass)
    return Status::error(Code::Loss, "the loss is %s at epoch %lld step %lld",
                         std::isnan(context.loss) ? "nan" : "infinite",
                         ll(context.epoch), ll(context.step));
  return notify(&Callback::stepEnd);
}

Status TrainLoop::epoch(int64_t index, int64_t firstStep) {
  context.epoch = index + 1;
  context.step = firstStep;
  MSRT_TRY(notify(&Callback::epochBegin));
  reader.seek(static_cast<uint64_t>(index), firstStep);
  while (!context.stopRequested()) {
    MSRT_ASSIGN(more, reader.next());
    if (!more)
      break;
    MSRT_TRY(step());
  }
  return notify(&Callback::epochEnd);
}

Status TrainLoop::run(int64_t epochs, TrainStart start) {
  context.epochs = epochs;
  // Epochs count from 1; between two of them the last one stands at its end.
  bool within = start.step > 0;
  context.epoch = start.epoch + (within ? 1 : 0);
  context.step =
      within || start.epoch == 0 ? start.step : context.stepsPerEpoch;
  context.globalStep = start.globalStep;
  context.badSteps = start.badSteps;
  context.loss = start.loss;
  context.checkpoint = start.checkpoint;
  MSRT_TRY(notify(&Callback::begin));
  for (int64_t e = start.epoch; e < epochs && !context.stopRequested(); ++e)
    MSRT_TRY(epoch(e, e == start.epoch ? start.step : 0));
  return notify(&Callback::end);
}

Result<TrainResult> Trainer::train(int64_t epochs, const Dataset &dataset,
                                   const std::vector<Callback *> &callbacks,
                                   TrainStart start) {
  if (epochs < 1)
    return Status::error(Code::Binding, "%lld epochs, expected at least 1",
                         ll(epochs));
  int index = session.find("train_step");
  if (index < 0)
    return lacks(session, "train_step");
  const msrt_function &function = session.function(index);
  MSRT_TRY(checkLoss(function));
  MSRT_ASSIGN(binding, Binding::create(session, index, dataset.batchRows()));
  MSRT_TRY(binding.checkColumns(dataset));
  if (start.epoch < 0 || start.step < 0 || start.step >= dataset.size())
    return Status::error(Code::Binding, "start at epoch %lld step %lld of %lld",
                         ll(start.epoch), ll(start.step), ll(dataset.size()));
  if (function.num_inputs > 1)
    MSRT_TRY(checkLabels(dataset,
                         labelColumn(session, function, function.num_inputs)));
  MSRT_ASSIGN(reader, DatasetReader::create(dataset));
  TrainLoop loop(session, dataset, callbacks, std::move(binding),
                 std::move(reader));
  Status status = loop.run(epochs, start);
  if (!status.ok()) {
    loop.abandon();
    return status;
  }
  return TrainResult{loop.steps, loop.context.loss,
                     loop.context.stopRequested()};
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

Result<std::vector<MetricValue>>
Trainer::eval(const Dataset &dataset, const std::vector<std::string> &names) {
  std::vector<std::unique_ptr<Metric>> owned;
  std::vector<Metric *> metrics;
  for (const std::string &name : names) {
    MSRT_ASSIGN(metric, createMetric(name));
    metrics.push_back(metric.get());
    owned.push_back(std::move(metric));
  }
  return eval(dataset, metrics);
}

Result<std::vector<MetricValue>>
Trainer::eval(const Dataset &dataset, const std::vector<Metric *> &metrics) {
  int index = session.find("eval_step");
  bool hasLoss = index >= 0;
  if (!hasLoss)
    index = session.find("infer");
  if (index < 0)
    return lacks(session, "eval_step and no infer");
  const msrt_function &function = session.function(index);
  if (hasLoss)
    MSRT_TRY(checkLoss(function));
  MSRT_ASSIGN(binding, Binding::create(session, index, dataset.batchRows()));
  MSRT_TRY(binding.checkColumns(dataset));
  MSRT_ASSIGN(reader, DatasetReader::create(dataset));
  // Without a label among the inputs it is a column that no input takes.
  bool hasLabel =
      dataset.columns().size() > (hasLoss ? 1 : function.num_inputs);
  for (Metric *metric : metrics)
    metric->clear();
  for (;;) {
    MSRT_ASSIGN(more, reader.next());
    if (!more)
      break;
    MSRT_TRY(binding.setInputs(reader, dataset));
    MSRT_TRY(binding.run(reader.rows()));
    MetricInput input;
    input.rows = reader.rows();
    if (hasLoss)
      input.loss = scalarOf(binding.output(0));
    for (uint32_t i = hasLoss ? 1 : 0; i < function.num_outputs; ++i)
      input.predictions.push_back(binding.output(i));
    if (hasLabel)
      input.label = reader.column(
          labelColumn(session, function, dataset.columns().size()));
    for (Metric *metric : metrics)
      MSRT_TRY(metric->update(input));
  }
  std::vector<MetricValue> values;
  for (Metric *metric : metrics) {
    MSRT_ASSIGN(value, metric->value());
    values.push_back({metric->name(), value});
  }
  return values;
}

} // namespace msrt
