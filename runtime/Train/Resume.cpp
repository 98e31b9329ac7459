//===- Resume.cpp - A run that goes on from a checkpoint ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Resume.h"

#include "runtime/Core/Text.h"

#include <algorithm>
#include <cstring>

namespace msrt {

static long long ll(int64_t value) { return value; }

//===----------------------------------------------------------------------===//
// Saving
//===----------------------------------------------------------------------===//

ResumeState TrainContext::resumeState() const {
  ResumeState state;
  // After the last step of an epoch the next one begins.
  bool whole = step >= stepsPerEpoch;
  state.epoch = whole ? epoch : epoch - 1;
  state.step = whole ? 0 : step;
  state.globalStep = globalStep;
  state.stepsPerEpoch = stepsPerEpoch;
  state.badSteps = badSteps;
  state.loss = loss;
  state.data = data;
  state.key = session->artifact().key;
  state.hidden = session->hiddenValues();
  return state;
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

static std::vector<std::string> split(const std::string &text, char by) {
  std::vector<std::string> parts;
  for (size_t at = 0; at <= text.size();) {
    size_t end = std::min(text.find(by, at), text.size());
    std::string part = text.substr(at, end - at);
    part.erase(0, part.find_first_not_of(' '));
    if (!part.empty())
      parts.push_back(std::move(part));
    at = end + 1;
  }
  return parts;
}

// Entries of `a` that are not in `b`, by comma.
static std::string without(const std::vector<std::string> &a,
                           const std::vector<std::string> &b) {
  std::string list;
  for (const std::string &entry : a)
    if (std::find(b.begin(), b.end(), entry) == b.end())
      list += (list.empty() ? "" : ",") + entry;
  return list.empty() ? "none more" : list;
}

std::string compareKeys(const std::string &found, const std::string &here) {
  if (found == here)
    return "";
  // Parts are "name value"; a value may be a list.
  std::vector<std::string> theirs = split(found, ';'), ours = split(here, ';');
  std::string text;
  for (const std::string &part : ours) {
    std::string name = part.substr(0, part.find(' ') + 1);
    auto same = std::find_if(
        theirs.begin(), theirs.end(), [&](const std::string &other) {
          return !name.empty() && other.compare(0, name.size(), name) == 0;
        });
    if (same == theirs.end() || *same == part)
      continue;
    std::vector<std::string> a = split(same->substr(name.size()), ','),
                             b = split(part.substr(name.size()), ',');
    text += (text.empty() ? "" : "; ") + name + quoteName(without(a, b)) +
            ", here " + quoteName(without(b, a));
  }
  return text.empty() ? quoteName(found) + ", here " + quoteName(here) : text;
}

//===----------------------------------------------------------------------===//
// Going on
//===----------------------------------------------------------------------===//

Result<LatestCheckpoint>
findResumePoint(const std::string &path, const std::string &prefix,
                std::shared_ptr<const CheckpointCipher> cipher) {
  if (isFolder(path))
    return latestCheckpoint(path, prefix, /*resumable=*/true,
                            std::move(cipher));
  LatestCheckpoint point;
  CheckpointReadOptions late;
  late.late = true;
  late.cipher = std::move(cipher);
  late.plainToo = true;
  MSRT_ASSIGN(checkpoint, readCheckpoint(path, late));
  if (!checkpoint.resume)
    return Status::error(Code::CheckpointMismatch,
                         "%s: has no state of a run to resume: start from its "
                         "weights instead",
                         path.c_str());
  point.path = path;
  point.checkpoint = std::move(checkpoint);
  return point;
}

Status loadAll(Session &session, const Checkpoint &checkpoint,
               const std::string &path) {
  MSRT_ASSIGN(report, session.load(checkpoint, path, LoadMode::Strict));
  const msrt_artifact &artifact = session.artifact();
  LoadReport saved;
  for (uint32_t i = 0; i < artifact.num_parameters; ++i) {
    const msrt_parameter &parameter = artifact.parameters[i];
    if (parameter.flags & MSRT_PARAM_TRANSIENT)
      continue;
    saved.loaded.push_back(report.loaded[i]);
    if (!report.loaded[i])
      saved.paramNotLoad.emplace_back(parameter.tensor.name);
  }
  saved.ckptNotLoad = report.ckptNotLoad;
  if (saved.paramNotLoad.empty())
    return {};
  return Status::error(Code::CheckpointMismatch, "%s: %s", path.c_str(),
                       saved.describeMissing().c_str());
}

Result<TrainStart> resumeRun(Session &session, const ResumeState &state,
                             const std::string &path, const Dataset &dataset,
                             std::vector<std::string> &warnings) {
  if (state.stepsPerEpoch != dataset.size())
    return Status::error(
        Code::CheckpointMismatch,
        "%s: was saved with %lld steps in an epoch, the data has %lld: give "
        "the same data and batch",
        path.c_str(), ll(state.stepsPerEpoch), ll(dataset.size()));
  if (state.step >= dataset.size())
    return Status::error(Code::CheckpointFormat,
                         "%s: its run stands at step %lld of %lld",
                         path.c_str(), ll(state.step), ll(dataset.size()));
  MSRT_TRY(session.setHiddenValues(state.hidden, path));
  std::string data = dataset.root().description();
  if (state.data != data)
    warnings.push_back(path + ": was saved with other data: " + state.data +
                       "; here " + data);
  std::string key = compareKeys(state.key, session.artifact().key);
  if (!key.empty())
    warnings.push_back(path +
                       ": was saved by another artefact, results may "
                       "differ in their last bits: " +
                       key);
  TrainStart start;
  start.epoch = state.epoch;
  start.step = state.step;
  start.globalStep = state.globalStep;
  start.badSteps = state.badSteps;
  start.loss = state.loss;
  start.checkpoint = path;
  return start;
}

} // namespace msrt
