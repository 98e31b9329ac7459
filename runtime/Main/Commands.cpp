//===- Commands.cpp - train, eval and infer -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the three commands do with the library: which data, which weights, what
// is printed. Results go to `out`, notes to standard error.
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"
#include "msrt/File.h"
#include "msrt/Idx.h"
#include "msrt/ModelCheckpoint.h"
#include "msrt/OnRequestExit.h"
#include "msrt/Resume.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace msrt {

static long long ll(int64_t value) { return value; }

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

// Reads a checkpoint. What belongs to the network must be in it; an optimizer
// may start anew.
static Status loadWeights(Session &session, const TrainOptions &options) {
  const std::string &path = options.checkpoint;
  MSRT_ASSIGN(report, session.load(path, LoadMode::Default, options.cipher));
  LoadReport network, optimizer;
  const msrt_artifact &artifact = session.artifact();
  for (uint32_t i = 0; i < artifact.num_parameters; ++i) {
    const msrt_parameter &parameter = artifact.parameters[i];
    if (parameter.flags & MSRT_PARAM_TRANSIENT)
      continue;
    LoadReport &part =
        parameter.flags & MSRT_PARAM_OPTIMIZER ? optimizer : network;
    part.loaded.push_back(report.loaded[i]);
    if (!report.loaded[i])
      part.paramNotLoad.emplace_back(parameter.tensor.name);
  }
  network.ckptNotLoad = report.ckptNotLoad;
  if (!network.paramNotLoad.empty())
    return Status::error(Code::CheckpointMismatch, "%s: %s", path.c_str(),
                         network.describeMissing().c_str());
  // Where it has nothing to start from, that is an error later.
  if (!optimizer.paramNotLoad.empty() && session.missingValues().empty())
    std::fprintf(stderr,
                 "note: %s has no state of the optimizer: it starts anew\n",
                 path.c_str());
  return {};
}

// "note: TEXT (2): a, b".
static void printNames(const std::string &text,
                       const std::vector<std::string> &names, bool quoted) {
  if (names.empty())
    return;
  std::string list;
  for (const std::string &name : names)
    list += (list.empty() ? "" : ", ") + (quoted ? quoteName(name) : name);
  std::fprintf(stderr, "note: %s (%zu): %s\n", text.c_str(), names.size(),
               list.c_str());
}

// Takes what fits from another network's checkpoint, and says what does not.
static Status transferWeights(Session &session, const TrainOptions &options) {
  const std::string &path = options.checkpoint;
  MSRT_ASSIGN(report, session.loadFitting(path, options.cipher));
  std::fprintf(stderr, "note: %zu of %zu parameters are from %s\n",
               report.loadedCount, report.loaded.size(), path.c_str());
  std::vector<std::string> absent;
  for (const std::string &name : report.paramNotLoad) {
    std::string start = quoteName(name);
    bool named = std::any_of(report.unfit.begin(), report.unfit.end(),
                             [&](const std::string &why) {
                               return why.compare(0, start.size(), start) == 0;
                             });
    if (!named)
      absent.push_back(name);
  }
  printNames("not in the file, they start anew", absent, true);
  printNames("other shape or type, they start anew", report.unfit, false);
  // That the file has state of an optimizer is no news: moments.conv1.weight.
  std::vector<std::string> rest;
  for (const std::string &name : report.ckptNotLoad) {
    size_t dot = name.find('.');
    bool slot = dot != std::string::npos &&
                session.parameter(std::string_view(name).substr(dot + 1));
    if (!slot && !session.parameter(name))
      rest.push_back(name);
  }
  printNames("not in the network", rest, true);
  return {};
}

// Whether the artefact was made with weights, not only with instructions for
// their initial values.
static bool hasWeights(const msrt_artifact &artifact) {
  for (uint32_t i = 0; i < artifact.num_parameters; ++i) {
    const msrt_parameter &parameter = artifact.parameters[i];
    if (!(parameter.flags & MSRT_PARAM_OPTIMIZER) &&
        parameter.init.kind == MSRT_INIT_FILE)
      return true;
  }
  return false;
}

// Values that are still missing come from the file beside the artefact.
static Status loadMissing(Session &session, const TrainOptions &options) {
  std::vector<std::string> missing = session.missingValues();
  if (missing.empty())
    return {};
  std::string beside = options.artifactPath + ".ckpt";
  if (options.artifactPath.empty() || !pathExists(beside)) {
    std::string first = quoteName(missing.front());
    if (!options.checkpoint.empty())
      return Status::error(Code::CheckpointMismatch,
                           "%s: has no value for parameter %s, and the network "
                           "has none either",
                           options.checkpoint.c_str(), first.c_str());
    std::string absent =
        options.artifactPath.empty() ? "" : ", and there is no " + beside;
    return Status::error(Code::CommandLine,
                         "parameter %s has no initial value%s: give --ckpt",
                         first.c_str(), absent.c_str());
  }
  CheckpointReadOptions late;
  late.late = true;
  MSRT_ASSIGN(checkpoint, readCheckpoint(beside, late));
  std::vector<CheckpointEntry> wanted;
  for (CheckpointEntry &entry : checkpoint.entries)
    if (std::find(missing.begin(), missing.end(), entry.name) != missing.end())
      wanted.push_back(std::move(entry));
  checkpoint.entries = std::move(wanted);
  if (!checkpoint.entries.empty())
    MSRT_TRY(session.load(checkpoint, beside).status());
  missing = session.missingValues();
  if (!missing.empty())
    return Status::error(Code::CheckpointMismatch,
                         "%s: has no value for parameter %s", beside.c_str(),
                         quoteName(missing.front()).c_str());
  return {};
}

static Result<std::unique_ptr<Session>>
openSession(const msrt_artifact &artifact, const TrainOptions &options) {
  // Without the option OMP_NUM_THREADS counts, else every processor.
  if (options.threads > 0)
    msrt_set_threads(
        static_cast<int>(std::min<int64_t>(options.threads, 1 << 16)));
  MSRT_ASSIGN(session, Session::create(artifact));
  for (const InitialData &value : options.initialData) {
    const msrt_parameter *parameter = session->parameter(value.name);
    if (!parameter || parameter->bytes != value.bytes)
      return Status::error(Code::Artifact,
                           "the value of parameter %s does not fit",
                           quoteName(value.name).c_str());
    std::memcpy(session->data(*parameter), value.data, value.bytes);
    session->markSet(*parameter);
  }
  // A run that goes on takes all values from its checkpoint.
  if (!options.resume.empty())
    return session;
  if (!options.checkpoint.empty())
    MSRT_TRY(options.transfer ? transferWeights(*session, options)
                              : loadWeights(*session, options));
  else if (options.command != Command::Train && !hasWeights(artifact))
    std::fprintf(stderr,
                 "note: without --ckpt the weights are the initial values\n");
  MSRT_TRY(loadMissing(*session, options));
  return session;
}

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

// The first input of the function that will see the data.
static const msrt_tensor *firstInput(const Session &session) {
  for (const char *name : {"train_step", "eval_step", "infer"}) {
    int index = session.find(name);
    if (index >= 0 && session.function(index).num_inputs > 0)
      return &session.function(index).inputs[0];
  }
  return nullptr;
}

// Brings MNIST's images to the shape and type of the network's input: zeros
// around them, and 0 to 1 for 0 to 255.
static Result<Dataset> fitImages(Dataset dataset, const msrt_tensor *input) {
  if (!input || input->rank < 2)
    return dataset;
  std::vector<int64_t> row = dimsOf(*input).dropFront().vec();
  if (row.size() >= 2 && row != dataset.columns()[0].dims) {
    MSRT_ASSIGN(padded, dataset.map(centrePad(row[row.size() - 2],
                                              row[row.size() - 1])));
    dataset = padded;
  }
  // [h, w] and [h * w] are the same pixels as [1, h, w].
  if (row != dataset.columns()[0].dims &&
      elementCount(row) == dataset.columns()[0].count()) {
    MSRT_ASSIGN(shaped, dataset.map(reshape(row)));
    dataset = shaped;
  }
  if (!isFloat(dtypeOf(*input)))
    return dataset;
  return dataset.map(rescale(1.0 / 255));
}

static Result<Dataset> openData(const Session &session, const std::string &path,
                                Split split) {
  if (!isFolder(path))
    return Dataset::fromNpz(path);
  MSRT_ASSIGN(images, Dataset::fromMnist(path, split));
  return fitImages(images, firstInput(session));
}

// Batches as the artefact takes them. `wanted` is 0 or the user's number.
static Result<Dataset> batches(const Dataset &rows, const Trainer &trainer,
                               int64_t wanted, int64_t preferred) {
  Trainer::BatchLimit limit = trainer.batchLimit();
  if (limit.exact && limit.rows > 0) {
    if (wanted > 0 && wanted != limit.rows)
      return Status::error(Code::CommandLine,
                           "option --batch: found %lld, the network was "
                           "compiled for batches of exactly %lld rows",
                           ll(wanted), ll(limit.rows));
    if (int64_t rest = rows.size() % limit.rows)
      std::fprintf(stderr,
                   "note: %lld of %lld rows are left out: the network was "
                   "compiled for batches of exactly %lld rows\n",
                   ll(rest), ll(rows.size()), ll(limit.rows));
    return rows.batch(limit.rows, /*dropRemainder=*/true);
  }
  if (wanted > limit.rows && limit.rows > 0)
    return Status::error(Code::CommandLine,
                         "option --batch: found %lld, the network was compiled "
                         "for at most %lld rows",
                         ll(wanted), ll(limit.rows));
  int64_t size = wanted > 0       ? wanted
                 : limit.rows > 0 ? std::min(limit.rows, preferred)
                                  : preferred;
  return rows.batch(size);
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

// Loss and accuracy, where the artefact and the data allow them.
static std::vector<std::string> fittingMetrics(const Session &session,
                                               const Dataset &dataset) {
  std::vector<std::string> metrics;
  int index = session.find("eval_step");
  uint32_t output = index >= 0 ? 1 : 0;
  if (index >= 0)
    metrics.push_back("loss");
  else
    index = session.find("infer");
  if (index < 0 || session.function(index).num_outputs <= output)
    return metrics;
  const msrt_tensor &scores = session.function(index).outputs[output];
  bool classes = scores.rank > 1 && scores.dims[scores.rank - 1] > 1;
  if (classes && !isFloat(dataset.columns().back().dtype))
    metrics.push_back("accuracy");
  return metrics;
}

static Status evaluate(Trainer &trainer, const Session &session,
                       const Dataset &rows, std::vector<std::string> metrics,
                       int64_t batch, FILE *out) {
  if (metrics.empty())
    metrics = fittingMetrics(session, rows);
  if (metrics.empty())
    return Status::error(Code::Metric,
                         "no metric fits outputs and data: give --metrics");
  MSRT_ASSIGN(dataset, batches(rows, trainer, batch, 1024));
  MSRT_ASSIGN(values, trainer.eval(dataset, metrics));
  for (const MetricValue &value : values)
    std::fprintf(out, "%s %.6g\n", value.name.c_str(), value.value);
  return {};
}

Status runEval(const msrt_artifact &artifact, const TrainOptions &options,
               FILE *out) {
  MSRT_ASSIGN(session, openSession(artifact, options));
  Split split = isFolder(options.data) && !hasIdxSplit(options.data, "t10k")
                    ? Split::Train
                    : Split::Test;
  MSRT_ASSIGN(rows, openData(*session, options.data, split));
  Trainer trainer(*session);
  return evaluate(trainer, *session, rows, options.metrics, options.batch, out);
}

//===----------------------------------------------------------------------===//
// Training
//===----------------------------------------------------------------------===//

// A name for files from the artefact's name.
static std::string filePrefix(const msrt_artifact &artifact) {
  std::string name = artifact.name;
  std::replace(name.begin(), name.end(), '/', '_');
  return name.empty() ? "CKP" : name;
}

// Says where the run goes on, what was passed over and what may differ.
static Result<TrainStart> resume(Session &session, const TrainOptions &options,
                                 const Dataset &dataset) {
  std::string prefix =
      options.prefix.empty() ? filePrefix(session.artifact()) : options.prefix;
  LatestCheckpoint point;
  // The folder of a run that was killed before it could make it.
  if (pathExists(options.resume) || options.resume != options.checkpointDir) {
    MSRT_ASSIGN(found, findResumePoint(options.resume, prefix, options.cipher));
    point = std::move(found);
  }
  for (const std::string &why : point.skipped)
    std::fprintf(stderr, "warning: passed over: %s\n", why.c_str());
  if (point.path.empty()) {
    MSRT_TRY(loadMissing(session, options));
    std::fprintf(stderr,
                 "note: no checkpoint of %s in %s: training starts at its "
                 "beginning\n",
                 quoteName(prefix).c_str(), options.resume.c_str());
    return TrainStart();
  }
  MSRT_TRY(loadAll(session, point.checkpoint, point.path));
  std::vector<std::string> warnings;
  MSRT_ASSIGN(start, resumeRun(session, *point.checkpoint.resume, point.path,
                               dataset, warnings));
  for (const std::string &warning : warnings)
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  std::fprintf(stderr, "note: goes on from %s, after step %lld of epoch %lld\n",
               point.path.c_str(), ll(start.step), ll(start.epoch + 1));
  return start;
}

// An entry of --append-info: a whole number, a fraction, true or false, or a
// text, as MindSpore's append_info stores these.
static Result<std::shared_ptr<const CheckpointEntry>>
appendedEntry(const std::string &name, const std::string &text) {
  char *end = nullptr;
  errno = 0;
  int64_t whole = std::strtoll(text.c_str(), &end, 10);
  bool isWhole = !text.empty() && *end == '\0' && errno == 0;
  errno = 0;
  auto fraction = static_cast<float>(std::strtod(text.c_str(), &end));
  bool isFraction = !text.empty() && *end == '\0' && errno == 0;
  uint8_t truth = text == "true";
  CheckpointItem item = CheckpointItem::string(name, text);
  if (isWhole)
    item = CheckpointItem::tensor(name, {MSRT_INT64, {}, &whole});
  else if (isFraction)
    item = CheckpointItem::tensor(name, {MSRT_FLOAT32, {}, &fraction});
  else if (text == "true" || text == "false")
    item = CheckpointItem::tensor(name, {MSRT_BOOL, {}, &truth});
  auto entry = std::make_shared<CheckpointEntry>();
  MSRT_TRY(entry->assign(item));
  return std::shared_ptr<const CheckpointEntry>(std::move(entry));
}

static Result<std::unique_ptr<ModelCheckpoint>>
createSaver(const msrt_artifact &artifact, const TrainOptions &options,
            int64_t epochSteps) {
  CheckpointConfig config;
  config.saveCheckpointSteps = options.saveSteps > 0     ? options.saveSteps
                               : options.saveSeconds > 0 ? 0
                                                         : epochSteps;
  config.saveCheckpointSeconds = options.saveSeconds;
  config.keepCheckpointPerNMinutes = options.keepMinutes;
  if (options.keepMax > 0 || options.keepMinutes > 0)
    config.keepCheckpointMax = options.keepMax;
  config.asyncSave = options.asyncSave;
  config.exceptionSave = options.exceptionSave;
  config.crcCheck = options.crcCheck;
  for (const auto &[name, value] : options.appendInfo) {
    // The two that count have no value where they do it from 0.
    if (value.empty() && (name == "epoch_num" || name == "step_num")) {
      (name == "epoch_num" ? config.epochNum : config.stepNum) = true;
      continue;
    }
    MSRT_ASSIGN(entry, appendedEntry(name, value));
    config.appendInfo.push_back(std::move(entry));
  }
  return ModelCheckpoint::create(options.prefix.empty() ? filePrefix(artifact)
                                                        : options.prefix,
                                 options.checkpointDir, std::move(config));
}

Result<int> runTrain(const msrt_artifact &artifact, const TrainOptions &options,
                     FILE *out) {
  MSRT_ASSIGN(session, openSession(artifact, options));
  Trainer trainer(*session);
  MSRT_ASSIGN(rows, openData(*session, options.data, Split::Train));
  if (options.shuffle) {
    MSRT_ASSIGN(shuffled, rows.shuffle(options.seed));
    rows = shuffled;
  }
  MSRT_ASSIGN(dataset, batches(rows, trainer, options.batch, 32));
  TrainStart start;
  if (!options.resume.empty()) {
    MSRT_ASSIGN(resumed, resume(*session, options, dataset));
    start = resumed;
  }

  // What would fail after training fails before it: --save's folder is tried.
  std::string save = options.save.empty() ? "" : checkpointPath(options.save);
  if (!save.empty())
    MSRT_TRY(AtomicFile::create(save, Code::CheckpointWrite).status());
  std::vector<Callback *> callbacks;
  ProgressBar progress(out);
  LossRecorder losses(options.losses);
  std::unique_ptr<ModelCheckpoint> saver;
  if (!options.losses.empty())
    callbacks.push_back(&losses);
  if (!options.quiet)
    callbacks.push_back(&progress);
  if (!options.checkpointDir.empty()) {
    MSRT_ASSIGN(created, createSaver(artifact, options,
                                     std::max<int64_t>(dataset.size(), 1)));
    saver = std::move(created);
    callbacks.push_back(saver.get());
  }
  OnRequestExit exit;
  callbacks.push_back(&exit);

  MSRT_ASSIGN(result, trainer.train(options.epochs, dataset, callbacks, start));
  if (!save.empty())
    MSRT_TRY(session->save(save));
  if (exit.signal() != 0) {
    std::string files = saver ? saver->latestCheckpointFile() : "";
    if (!save.empty())
      files += (files.empty() ? "" : ", ") + save;
    std::fprintf(stderr, "note: stopped by %s after %lld steps; %s\n",
                 signalName(exit.signal()).c_str(), ll(result.steps),
                 files.empty() ? "nothing was saved: no --ckpt-dir or --save"
                               : ("saved: " + files).c_str());
    return 128 + exit.signal();
  }
  std::fprintf(out, "final loss %.6g\n", result.loss);
  if (!isFolder(options.data) || !hasIdxSplit(options.data, "t10k") ||
      (session->find("eval_step") < 0 && session->find("infer") < 0))
    return 0;
  MSRT_ASSIGN(test, openData(*session, options.data, Split::Test));
  MSRT_TRY(evaluate(trainer, *session, test, {"accuracy"}, options.batch, out));
  return 0;
}

//===----------------------------------------------------------------------===//
// Inference
//===----------------------------------------------------------------------===//

Status runInfer(const msrt_artifact &artifact, const TrainOptions &options) {
  MSRT_ASSIGN(session, openSession(artifact, options));
  int index = session->find("infer");
  if (index < 0)
    return Status::error(Code::MissingFunction, "artefact %s has no infer",
                         quoteName(artifact.name).c_str());
  const msrt_function &function = session->function(index);
  MSRT_ASSIGN(arrays, readNpz(options.inputs));
  auto find = [&](const std::string &name) -> const NamedTensor * {
    for (const NamedTensor &array : arrays)
      if (array.name == name)
        return &array;
    return nullptr;
  };
  std::vector<NamedTensorRef> inputs;
  for (uint32_t i = 0; i < function.num_inputs; ++i) {
    std::string name = function.inputs[i].name;
    const NamedTensor *array = find(name);
    if (!array)
      array = find("in" + std::to_string(i));
    if (!array)
      return Status::error(Code::Binding,
                           "%s: has neither an array %s nor in%u",
                           options.inputs.c_str(), quoteName(name).c_str(), i);
    inputs.push_back({array->name, array->tensor.ref()});
  }
  Trainer trainer(*session);
  MSRT_ASSIGN(results, trainer.predict(inputs));
  std::vector<NamedTensorRef> outputs;
  for (size_t i = 0; i < results.size(); ++i)
    outputs.push_back({"out" + std::to_string(i), results[i].tensor.ref()});
  return writeNpz(options.outputs, outputs);
}

} // namespace msrt
