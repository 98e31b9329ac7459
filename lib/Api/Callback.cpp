//===- Callback.cpp - What happens around training steps ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

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

static std::shared_ptr<CallbackImpl>
makeCheckpoint(const std::string &prefix, const std::string &directory,
               msrt::CheckpointConfig config) {
  auto impl = std::make_shared<CallbackImpl>();
  auto callback =
      check(msrt::ModelCheckpoint::create(prefix, directory, config));
  impl->checkpoint = callback.get();
  impl->native = std::move(callback);
  return impl;
}

ModelCheckpoint::ModelCheckpoint(const std::string &prefix,
                                 const std::string &directory,
                                 const CheckpointConfig &config)
    : Callback(makeCheckpoint(prefix, directory,
                              {config.steps, config.keepMax, config.crc})) {}

std::string ModelCheckpoint::latestCkptFileName() const {
  return CallbackImpl::get(*this)->checkpoint->latestCheckpointFile();
}

std::string ModelCheckpoint::prefix() const {
  return CallbackImpl::get(*this)->checkpoint->prefix();
}

} // namespace ms
