//===- Callback.cpp - What happens around training steps ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"
#include "lib/Crypto/AesCipher.h"

namespace ms {

using namespace detail;

Callback::~Callback() = default;

void Callback::onTrainBegin(RunContext &) {}
void Callback::onTrainEpochBegin(RunContext &) {}
void Callback::onTrainStepBegin(RunContext &) {}
void Callback::onTrainStepEnd(RunContext &) {}
void Callback::onTrainEpochEnd(RunContext &) {}
void Callback::onTrainEnd(RunContext &) {}

template <typename T, typename... Arguments>
static std::shared_ptr<CallbackImpl> native(Arguments &&...arguments) {
  auto impl = std::make_shared<CallbackImpl>();
  impl->native = std::make_unique<T>(std::forward<Arguments>(arguments)...);
  return impl;
}

LossMonitor::LossMonitor(int64_t perPrintTimes, std::FILE *out)
    : Callback(native<msrt::LossMonitor>(perPrintTimes, out)) {}

TimeMonitor::TimeMonitor(std::FILE *out)
    : Callback(native<msrt::TimeMonitor>(out)) {}

ProgressBar::ProgressBar(std::FILE *out)
    : Callback(native<msrt::ProgressBar>(out)) {}

LossRecorder::LossRecorder(const std::string &path)
    : Callback(native<msrt::LossRecorder>(path)) {}

//===----------------------------------------------------------------------===//
// Checkpoints
//===----------------------------------------------------------------------===//

CheckpointConfig &CheckpointConfig::saveCheckpointSteps(int64_t value) {
  steps = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::saveCheckpointSeconds(int64_t value) {
  seconds = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::keepCheckpointMax(int64_t value) {
  keepMax = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::keepCheckpointPerNMinutes(int64_t value) {
  keepMinutes = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::asyncSave(bool value) {
  inThread = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::savedNetwork(const Cell &cell) {
  network = &cell;
  return *this;
}
CheckpointConfig &CheckpointConfig::appendInfo(const std::string &name) {
  if (name != "epoch_num" && name != "step_num")
    failUse("appendInfo: '" + name +
            "' needs a value; only epoch_num and step_num count by themselves");
  (name == "epoch_num" ? epochNum : stepNum) = true;
  return *this;
}
CheckpointConfig &CheckpointConfig::exceptionSave(bool value) {
  onException = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::crcCheck(bool value) {
  crc = value;
  return *this;
}
CheckpointConfig &CheckpointConfig::format(const std::string &value) {
  if (value != "ckpt" && value != "safetensors")
    failUse("format: found '" + value + "', expected ckpt or safetensors");
  suffix = "." + value;
  return *this;
}
CheckpointConfig &CheckpointConfig::encKey(const std::string &key) {
  info.encKey(key);
  return *this;
}
CheckpointConfig &CheckpointConfig::encMode(const std::string &mode) {
  info.encMode(mode);
  return *this;
}

RunContext detail::toRunContext(const msrt::TrainContext &from) {
  RunContext context;
  context.epochs = from.epochs;
  context.epoch = from.epoch;
  context.stepsPerEpoch = from.stepsPerEpoch;
  context.step = from.step;
  context.globalStep = from.globalStep;
  context.rows = from.rows;
  context.loss = from.loss;
  return context;
}

/// Calls what may throw from the runtime, which has no exceptions.
template <typename T, typename F>
static msrt::Result<T> withoutExceptions(F function) {
  try {
    return T(function());
  } catch (const Error &error) {
    return msrt::Status::fromText(error.what());
  } catch (const std::exception &error) {
    return msrt::Status::error(msrt::Code::Callback,
                               "a function of the checkpoint callback has "
                               "thrown: %s",
                               error.what());
  }
}

static msrt::CheckpointConfig::NameFunction
nameFunction(CheckpointName::Function function) {
  return [function](const msrt::TrainContext &context) {
    return withoutExceptions<std::string>(
        [&] { return function(toRunContext(context)); });
  };
}

// The entries behind the parameters.
static void appendEntries(const SaveOptions &info,
                          msrt::CheckpointConfig &config) {
  for (const msrt::CheckpointItem &item : itemsOf({}, info)) {
    auto entry = std::make_shared<msrt::CheckpointEntry>();
    check(entry->assign(item));
    config.appendInfo.push_back(std::move(entry));
  }
}

std::shared_ptr<CallbackImpl>
ModelCheckpoint::make(const CheckpointName &prefix,
                      const CheckpointName &directory,
                      const CheckpointConfig &config) {
  msrt::CheckpointConfig native;
  native.saveCheckpointSteps = config.steps;
  native.saveCheckpointSeconds = config.seconds;
  native.keepCheckpointMax = config.keepMax;
  native.keepCheckpointPerNMinutes = config.keepMinutes;
  native.asyncSave = config.inThread;
  native.exceptionSave = config.onException;
  native.crcCheck = config.crc;
  native.suffix = config.suffix;
  if (config.info.key && config.suffix != ".ckpt")
    failUse("encKey: MindSpore encrypts .ckpt files only");
  if (config.info.key)
    native.cipher =
        check(createCipher(*config.info.key, config.info.encryption));
  native.epochNum = config.epochNum;
  native.stepNum = config.stepNum;
  appendEntries(config.info, native);
  if (const Cell *network = config.network)
    native.savedNetwork = [network] {
      return withoutExceptions<std::vector<msrt::CheckpointItem>>(
          [&] { return itemsOf(network->parameters(), {}); });
    };
  if (prefix.function)
    native.prefixFunction = nameFunction(prefix.function);
  if (directory.function)
    native.directoryFunction = nameFunction(directory.function);
  auto impl = std::make_shared<CallbackImpl>();
  auto callback =
      check(msrt::ModelCheckpoint::create(prefix.function ? "CKP" : prefix.name,
                                          directory.name, std::move(native)));
  impl->checkpoint = callback.get();
  impl->native = std::move(callback);
  return impl;
}

ModelCheckpoint::ModelCheckpoint(const CheckpointName &prefix,
                                 const CheckpointName &directory,
                                 const CheckpointConfig &config)
    : Callback(make(prefix, directory, config)) {}

std::string ModelCheckpoint::latestCkptFileName() const {
  return CallbackImpl::get(*this)->checkpoint->latestCheckpointFile();
}

std::string ModelCheckpoint::prefix() const {
  return CallbackImpl::get(*this)->checkpoint->prefix();
}

OnRequestExit::OnRequestExit(const std::string &fileName,
                             const std::string &directory,
                             const std::vector<int> &signals)
    : Callback(native<msrt::OnRequestExit>(
          fileName.empty() ? "" : directory + "/" + fileName + "_train.ckpt",
          signals)) {}

int OnRequestExit::signal() const {
  return static_cast<const msrt::OnRequestExit &>(
             *CallbackImpl::get(*this)->native)
      .signal();
}

} // namespace ms
