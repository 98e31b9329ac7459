//===- ModelCheckpoint.cpp - Saving while training ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/ModelCheckpoint.h"

#include "msrt/File.h"
#include "msrt/LatestCheckpoint.h"
#include "runtime/Core/Text.h"
#include "runtime/Train/Rotation.h"

#include <cerrno>
#include <cmath>
#include <ctime>
#include <unistd.h>

namespace msrt {

static long long ll(int64_t value) { return value; }

static double wallSeconds() {
  timespec time;
  ::clock_gettime(CLOCK_REALTIME, &time);
  return static_cast<double>(time.tv_sec) +
         1e-9 * static_cast<double>(time.tv_nsec);
}

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static constexpr const char *epochNumName = "epoch_num";
static constexpr const char *stepNumName = "step_num";

static Status checkConfig(const CheckpointConfig &config) {
  const struct {
    const char *name;
    int64_t value;
  } numbers[] = {
      {"saveCheckpointSteps", config.saveCheckpointSteps},
      {"saveCheckpointSeconds", config.saveCheckpointSeconds},
      {"keepCheckpointMax", config.keepCheckpointMax},
      {"keepCheckpointPerNMinutes", config.keepCheckpointPerNMinutes}};
  bool any = false;
  for (const auto &number : numbers) {
    if (number.value < 0)
      return Status::error(Code::Callback,
                           "checkpoint option %s is %lld, expected no negative "
                           "number",
                           number.name, ll(number.value));
    any |= number.value > 0;
  }
  if (!any)
    return Status::error(Code::Callback,
                         "checkpoint options saveCheckpointSteps, "
                         "saveCheckpointSeconds, keepCheckpointMax and "
                         "keepCheckpointPerNMinutes are all 0");
  for (const auto &entry : config.appendInfo)
    if ((entry->name == epochNumName || entry->name == stepNumName) &&
        (entry->kind != EntryKind::Tensor || entry->dtype != MSRT_INT64 ||
         !entry->dims.empty()))
      return Status::error(Code::Callback,
                           "checkpoint option appendInfo: %s is not given a "
                           "whole number to count from",
                           quoteName(entry->name).c_str());
  return {};
}

static Status checkPrefix(const std::string &prefix) {
  if (prefix.empty() || prefix.find('/') != std::string::npos)
    return Status::error(Code::Callback,
                         "checkpoint prefix %s: expected a name without '/'",
                         quoteName(prefix).c_str());
  return {};
}

Result<std::unique_ptr<ModelCheckpoint>>
ModelCheckpoint::create(const std::string &prefix, const std::string &directory,
                        CheckpointConfig config) {
  MSRT_TRY(checkPrefix(prefix));
  MSRT_TRY(checkConfig(config));
  std::unique_ptr<ModelCheckpoint> callback(new ModelCheckpoint);
  callback->folder = directory.empty() ? "." : directory;
  callback->givenPrefix = callback->name = prefix;
  if (!config.directoryFunction)
    MSRT_TRY(createFolders(callback->folder, Code::Callback));
  if (!config.directoryFunction && !config.prefixFunction) {
    MSRT_ASSIGN(files, filesOf(callback->folder));
    callback->name = nextPrefix(prefix, files);
  }
  if (config.saveCheckpointSteps > 0)
    config.saveCheckpointSeconds = 0;
  if (config.keepCheckpointMax > 0)
    config.keepCheckpointPerNMinutes = 0;
  else if (config.keepCheckpointPerNMinutes == 0)
    config.keepCheckpointMax = 1;
  callback->config = std::move(config);
  callback->lastTime = monotonicSeconds();
  callback->lastWallTime = wallSeconds();
  return callback;
}

//===----------------------------------------------------------------------===//
// When
//===----------------------------------------------------------------------===//

Status ModelCheckpoint::begin(TrainContext &context) {
  // Also of a second training, which may start before the last save.
  firstStep = lastSaved = context.globalStep;
  if (context.checkpoint.empty() || config.prefixFunction ||
      config.directoryFunction)
    return {};
  std::string file = fileNameOf(context.checkpoint);
  std::optional<CheckpointName> found = parseCheckpointName(file);
  if (found && isOfPrefix(found->prefix, givenPrefix) &&
      sameFile(context.checkpoint, folder + "/" + file)) {
    name = found->prefix;
    std::lock_guard<std::mutex> lock(latestMutex);
    latest = folder + "/" + file;
  }
  return {};
}

bool ModelCheckpoint::isDue(const TrainContext &context) const {
  if (config.saveCheckpointSteps > 0)
    return context.globalStep >= lastSaved + config.saveCheckpointSteps;
  return config.saveCheckpointSeconds > 0 &&
         monotonicSeconds() - lastTime >
             static_cast<double>(config.saveCheckpointSeconds);
}

Status ModelCheckpoint::stepEnd(TrainContext &context) {
  MSRT_TRY(background.poll());
  MSRT_TRY(writeGraph(context));
  return isDue(context) ? save(context) : Status();
}

Status ModelCheckpoint::end(TrainContext &context) {
  bool saves =
      config.saveCheckpointSteps > 0 || config.saveCheckpointSeconds > 0;
  if (saves && context.globalStep != lastSaved)
    MSRT_TRY(save(context));
  Status status = background.wait();
  background.release();
  return status;
}

void ModelCheckpoint::abandon(TrainContext &context) {
  Status status = background.wait();
  if (status.ok() && config.exceptionSave)
    status = saveBreakpoint(context);
  // What stopped training is reported by the trainer.
  if (!status.ok())
    std::fprintf(stderr, "note: %s\n", status.message().c_str());
  background.release();
}

//===----------------------------------------------------------------------===//
// What and where
//===----------------------------------------------------------------------===//

Status ModelCheckpoint::settleNames(const TrainContext &context) {
  if (config.directoryFunction) {
    MSRT_ASSIGN(directory, config.directoryFunction(context));
    folder = directory.empty() ? "." : directory;
    MSRT_TRY(createFolders(folder, Code::Callback));
  }
  if (config.prefixFunction) {
    MSRT_ASSIGN(prefix, config.prefixFunction(context));
    MSRT_TRY(checkPrefix(prefix));
    name = prefix;
  }
  return {};
}

/// The graph of the step, once, for tools that show it. No checkpoint needs it.
Status ModelCheckpoint::writeGraph(const TrainContext &context) {
  const msrt_artifact &artifact = context.session->artifact();
  if (wroteGraph || artifact.graph_meta_bytes == 0)
    return {};
  wroteGraph = true;
  MSRT_TRY(settleNames(context));
  MSRT_ASSIGN(file, AtomicFile::create(folder + "/" + name + "-graph.meta",
                                       Code::CheckpointWrite));
  MSRT_TRY(file.write(artifact.graph_meta, artifact.graph_meta_bytes));
  return file.commit(0600);
}

Result<std::vector<CheckpointItem>>
ModelCheckpoint::contents(const TrainContext &context) {
  std::vector<CheckpointItem> items;
  if (config.savedNetwork) {
    MSRT_ASSIGN(own, config.savedNetwork());
    items = std::move(own);
  } else {
    items = context.session->items();
  }
  putInfo(context, items);
  return items;
}

// In MindSpore's order.
void ModelCheckpoint::putInfo(const TrainContext &context,
                              std::vector<CheckpointItem> &items) {
  auto put = [&](const char *entry, int64_t &number, int64_t value) {
    number = value;
    putItem(items, CheckpointItem::tensor(entry, {MSRT_INT64, {}, &number}));
  };
  auto putEpoch = [&](int64_t start) {
    put(epochNumName, epochNumber, start + context.epoch);
  };
  auto putStep = [&](int64_t start) {
    put(stepNumName, stepNumber, start + context.globalStep);
  };
  if (config.epochNum)
    putEpoch(0);
  if (config.stepNum)
    putStep(0);
  for (const auto &entry : config.appendInfo)
    if (entry->name == epochNumName)
      putEpoch(loadInteger(entry->dtype, entry->content.data(), 0));
    else if (entry->name == stepNumName)
      putStep(loadInteger(entry->dtype, entry->content.data(), 0));
    else
      putItem(items, entry->item());
}

CheckpointWriteOptions
ModelCheckpoint::writeOptions(const TrainContext &context) const {
  CheckpointWriteOptions options;
  options.checksum = config.crcCheck;
  options.cipher = config.cipher;
  // Another network's parameters are not what the run could go on from.
  if (!config.savedNetwork)
    options.resume = context.resumeState();
  return options;
}

// The new file is there before an old one goes.
static Status writeAndRotate(const std::string &path, const std::string &prefix,
                             const std::vector<CheckpointItem> &items,
                             const CheckpointWriteOptions &options,
                             const Rotation &rotation) {
  MSRT_ASSIGN(old, superfluousFiles(folderOf(path), prefix, rotation));
  MSRT_TRY(writeCheckpoint(path, items, options));
  for (const std::string &file : old)
    if (file != path && ::unlink(file.c_str()) != 0 && errno != ENOENT)
      return Status::error(Code::Callback, "%s: unlink failed: %s",
                           file.c_str(), errnoText(errno).c_str());
  return {};
}

Status ModelCheckpoint::save(const TrainContext &context) {
  MSRT_TRY(settleNames(context));
  std::string path = folder + "/" + name;
  if (!config.prefixFunction)
    path += format("-%lld_%lld", ll(context.epoch), ll(context.step));
  path += config.suffix;
  MSRT_ASSIGN(items, contents(context));
  CheckpointWriteOptions options = writeOptions(context);
  Rotation rotation{config.keepCheckpointMax, config.keepCheckpointPerNMinutes,
                    wallSeconds(), lastWallTime};
  auto write = [this, path, prefix = name, options,
                rotation](const std::vector<CheckpointItem> &content) {
    MSRT_TRY(writeAndRotate(path, prefix, content, options, rotation));
    std::lock_guard<std::mutex> lock(latestMutex);
    latest = path;
    return Status();
  };
  MSRT_TRY(config.asyncSave ? background.start(items, write) : write(items));
  lastWallTime = rotation.now;
  lastTime = monotonicSeconds();
  lastSaved = context.globalStep;
  return {};
}

Status ModelCheckpoint::saveBreakpoint(const TrainContext &context) {
  // Nothing was trained, or what was trained is lost.
  if (context.globalStep <= firstStep ||
      (!std::isfinite(context.loss) &&
       !context.session->parameter("scale_sense")))
    return {};
  MSRT_TRY(settleNames(context));
  std::string prefix = name;
  if (!config.prefixFunction) {
    MSRT_ASSIGN(files, filesOf(folder));
    prefix = nextPrefix(givenPrefix, files, CheckpointNames::Breakpoint);
  }
  MSRT_ASSIGN(items, contents(context));
  return writeCheckpoint(folder + "/" + prefix +
                             format("-%lld_%lld_breakpoint.ckpt",
                                    ll(context.epoch), ll(context.step)),
                         items, writeOptions(context));
}

std::string ModelCheckpoint::latestCheckpointFile() const {
  std::lock_guard<std::mutex> lock(latestMutex);
  return latest;
}

} // namespace msrt
