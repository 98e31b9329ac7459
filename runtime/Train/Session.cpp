//===- Session.cpp - One running instance of a network --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Session.h"

#include "msrt/Initialize.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cstring>

namespace msrt {

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

// For %llu.
static unsigned long long ull(uint64_t value) { return value; }

static Status contradiction(const msrt_artifact &artifact,
                            const std::string &what) {
  return Status::error(Code::Artifact, "artefact %s: %s",
                       quoteName(artifact.name).c_str(), what.c_str());
}

static Status checkTensor(const msrt_artifact &artifact,
                          const msrt_tensor &tensor, const std::string &where,
                          bool batched) {
  std::string label = where + " " + quoteName(tensor.name);
  if (msrt_dtype_bytes(tensor.dtype) == 0)
    return contradiction(artifact,
                         label + format(" has element type %u", tensor.dtype));
  for (uint32_t i = 0; i < tensor.rank; ++i)
    if (tensor.dims[i] < 0 && (i > 0 || !batched))
      return contradiction(artifact,
                           label + " has shape " + toString(dimsOf(tensor)));
  return {};
}

static Status checkTables(const msrt_artifact &artifact) {
  for (uint32_t i = 0; i < artifact.num_parameters; ++i) {
    const msrt_parameter &parameter = artifact.parameters[i];
    MSRT_TRY(checkTensor(artifact, parameter.tensor, "parameter", false));
    int64_t bytes =
        tensorBytes(dtypeOf(parameter.tensor), dimsOf(parameter.tensor));
    std::string label = "parameter " + quoteName(parameter.tensor.name);
    if (bytes < 0 || static_cast<uint64_t>(bytes) != parameter.bytes)
      return contradiction(artifact,
                           label + format(" has %llu bytes, expected %lld",
                                          ull(parameter.bytes),
                                          static_cast<long long>(bytes)));
    if (parameter.offset % MSRT_ALIGNMENT != 0 ||
        parameter.offset > artifact.state_bytes ||
        parameter.bytes > artifact.state_bytes - parameter.offset)
      return contradiction(
          artifact,
          label + format(" lies at byte %llu of a state of %llu bytes",
                         ull(parameter.offset), ull(artifact.state_bytes)));
  }
  for (uint32_t i = 0; i < artifact.num_functions; ++i) {
    const msrt_function &function = artifact.functions[i];
    std::string label = "function " + quoteName(function.name);
    if (!function.run || function.max_rows < 0)
      return contradiction(artifact, label + " cannot be called");
    if ((function.flags & MSRT_FUNCTION_PREPARED) && !artifact.prepare)
      return contradiction(artifact,
                           label + " needs 'prepare', which it lacks");
    bool batched = function.max_rows > 0;
    for (uint32_t k = 0; k < function.num_inputs; ++k)
      MSRT_TRY(checkTensor(artifact, function.inputs[k], label + ": input",
                           batched));
    for (uint32_t k = 0; k < function.num_outputs; ++k)
      MSRT_TRY(checkTensor(artifact, function.outputs[k], label + ": output",
                           batched));
  }
  return {};
}

Status checkArtifact(const msrt_artifact &artifact) {
  // Only the first two fields are certain to be where we think they are.
  if (artifact.abi_version != MSRT_ABI_VERSION ||
      artifact.struct_bytes != sizeof(msrt_artifact))
    return Status::error(
        Code::Abi,
        "the artefact was made for runtime interface %u (%u bytes), this "
        "runtime has %u (%zu bytes): compile it again",
        artifact.abi_version, artifact.struct_bytes, MSRT_ABI_VERSION,
        sizeof(msrt_artifact));
  std::vector<std::string> missing = missingFeatures(artifact.features);
  if (!missing.empty()) {
    std::string list;
    for (const std::string &name : missing)
      list += (list.empty() ? "" : ", ") + name;
    return Status::error(
        Code::Processor,
        "artefact %s needs processor features that are missing "
        "here: %s",
        quoteName(artifact.name).c_str(), list.c_str());
  }
  return checkTables(artifact);
}

std::vector<int64_t> dimsFor(const msrt_tensor &tensor, int64_t rows) {
  std::vector<int64_t> dims = dimsOf(tensor).vec();
  if (!dims.empty() && dims[0] < 0)
    dims[0] *= -rows;
  return dims;
}

std::string shapeText(const msrt_tensor &tensor) {
  std::string text = "[";
  for (uint32_t i = 0; i < tensor.rank; ++i) {
    int64_t extent = tensor.dims[i];
    text += i ? ", " : "";
    if (extent >= 0)
      text += std::to_string(extent);
    else
      text += (extent == -1 ? "" : std::to_string(-extent) + "*") + "rows";
  }
  return text + "]";
}

//===----------------------------------------------------------------------===//
// Life
//===----------------------------------------------------------------------===//

Result<std::unique_ptr<Session>>
Session::create(const msrt_artifact &artifact) {
  MSRT_TRY(checkArtifact(artifact));
  std::unique_ptr<Session> session(new Session(artifact));
  // Zeroed: what lies between and behind parameters is zero and stays zero.
  MSRT_ASSIGN(state, Buffer::createZeroed(artifact.state_bytes));
  session->state = std::move(state);
  session->unset.assign(artifact.num_parameters, false);
  for (uint32_t i = 0; i < artifact.num_parameters; ++i) {
    const msrt_parameter &parameter = artifact.parameters[i];
    if (parameter.init.kind == MSRT_INIT_FILE) {
      session->unset[i] = true;
      ++session->unsetCount;
      continue;
    }
    // Zeros are there already; not touching them saves time and memory.
    if (parameter.init.kind == MSRT_INIT_FILL && parameter.init.a == 0)
      continue;
    MSRT_TRY(initialize(
        parameter.init, dtypeOf(parameter.tensor), session->data(parameter),
        elementCount(dimsOf(parameter.tensor)), parameter.tensor.name));
  }
  return session;
}

int Session::find(std::string_view name) const {
  for (uint32_t i = 0; i < table.num_functions; ++i)
    if (name == table.functions[i].name)
      return static_cast<int>(i);
  return -1;
}

std::vector<std::string> Session::missingValues() const {
  std::vector<std::string> names;
  for (uint32_t i = 0; i < table.num_parameters; ++i)
    if (unset[i])
      names.push_back(table.parameters[i].tensor.name);
  return names;
}

void Session::markSet(const msrt_parameter &parameter) {
  size_t i = indexOf(parameter);
  unsetCount -= unset[i];
  unset[i] = false;
}

Status Session::run(int index, const void *const *inputs, void *const *outputs,
                    int64_t rows) {
  if (index < 0 || static_cast<uint32_t>(index) >= table.num_functions)
    return Status::error(Code::Session, "function %d, the artefact has %u",
                         index, table.num_functions);
  const msrt_function &function = table.functions[index];
  if (function.max_rows > 0 && (rows < 1 || rows > function.max_rows))
    return Status::error(
        Code::Session, "function %s: %lld rows, expected 1 to %lld",
        quoteName(function.name).c_str(), static_cast<long long>(rows),
        static_cast<long long>(function.max_rows));
  if (unsetCount != 0)
    return Status::error(Code::Session,
                         "parameter %s has no value: load a checkpoint first",
                         quoteName(missingValues().front()).c_str());
  if ((function.flags & MSRT_FUNCTION_PREPARED) && (!isPrepared || isOpen)) {
    MSRT_TRY(reserveArena(table.prepare_arena_bytes));
    table.prepare(state.data(), arena.data(), nullptr, nullptr, 0);
    isPrepared = true;
  }
  MSRT_TRY(reserveArena(function.arena_bytes));
  if (function.flags & MSRT_FUNCTION_WRITES)
    isPrepared = false;
  function.run(state.data(), arena.data(), inputs, outputs, rows);
  return {};
}

Status Session::reserveArena(uint64_t bytes) {
  if (arena.size() >= bytes)
    return {};
  // Given back before the larger one is asked for.
  arena = Buffer();
  MSRT_ASSIGN(larger, Buffer::create(bytes));
  arena = std::move(larger);
  return {};
}

void Session::setOpen(bool open) {
  // The last writes come before it is closed.
  isPrepared = false;
  isOpen = open;
}

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

const msrt_parameter *Session::parameter(std::string_view name) const {
  for (uint32_t i = 0; i < table.num_parameters; ++i)
    if (name == table.parameters[i].tensor.name)
      return &table.parameters[i];
  return nullptr;
}

void *Session::data(const msrt_parameter &parameter) {
  isPrepared = false;
  return state.data() + parameter.offset;
}

TensorRef Session::value(const msrt_parameter &parameter) const {
  return {dtypeOf(parameter.tensor), dimsOf(parameter.tensor),
          state.data() + parameter.offset};
}

std::vector<Destination> Session::destinations() {
  std::vector<Destination> result;
  for (uint32_t i = 0; i < table.num_parameters; ++i) {
    const msrt_parameter &parameter = table.parameters[i];
    result.push_back({parameter.tensor.name, dtypeOf(parameter.tensor),
                      dimsOf(parameter.tensor), data(parameter)});
  }
  return result;
}

// A session is as large as its file: there is no room for both.
static CheckpointReadOptions
lateContents(std::shared_ptr<const CheckpointCipher> cipher) {
  CheckpointReadOptions options;
  options.late = true;
  options.cipher = std::move(cipher);
  options.plainToo = true;
  return options;
}

Result<LoadReport> Session::load(const Checkpoint &checkpoint,
                                 const std::string &path, LoadMode mode) {
  MSRT_ASSIGN(report, loadParameters(destinations(), checkpoint, path, mode));
  for (uint32_t i = 0; i < table.num_parameters; ++i)
    if (report.loaded[i])
      markSet(table.parameters[i]);
  return report;
}

Result<LoadReport>
Session::load(const std::string &path, LoadMode mode,
              std::shared_ptr<const CheckpointCipher> cipher) {
  MSRT_ASSIGN(checkpoint,
              readCheckpoint(path, lateContents(std::move(cipher))));
  MSRT_ASSIGN(report, load(checkpoint, path, mode));
  if (report.loadedCount == 0 && table.num_parameters > 0)
    return Status::error(Code::CheckpointMismatch,
                         "%s: names no parameter of the network: %s",
                         path.c_str(), report.describeMissing().c_str());
  return report;
}

Result<LoadReport>
Session::loadFitting(const std::string &path,
                     std::shared_ptr<const CheckpointCipher> cipher) {
  MSRT_ASSIGN(checkpoint,
              readCheckpoint(path, lateContents(std::move(cipher))));
  std::vector<Destination> own;
  std::vector<uint32_t> indices;
  std::vector<Destination> all = destinations();
  for (uint32_t i = 0; i < table.num_parameters; ++i) {
    constexpr uint32_t others = MSRT_PARAM_OPTIMIZER | MSRT_PARAM_TRANSIENT;
    if (table.parameters[i].flags & others)
      continue;
    own.push_back(all[i]);
    indices.push_back(i);
  }
  MSRT_ASSIGN(report, loadParameters(own, checkpoint, path, LoadMode::Fitting));
  for (size_t k = 0; k < own.size(); ++k)
    if (report.loaded[k])
      markSet(table.parameters[indices[k]]);
  if (report.loadedCount == 0 && !own.empty())
    return Status::error(Code::CheckpointMismatch,
                         "%s: nothing in it fits the network: %s", path.c_str(),
                         report.describeMissing().c_str());
  return report;
}

std::vector<CheckpointItem> Session::items() const {
  std::vector<CheckpointItem> items;
  for (uint32_t i = 0; i < table.num_parameters; ++i) {
    const msrt_parameter &parameter = table.parameters[i];
    if (!(parameter.flags & MSRT_PARAM_TRANSIENT))
      items.push_back(
          CheckpointItem::tensor(parameter.tensor.name, value(parameter)));
  }
  return items;
}

std::vector<HiddenValue> Session::hiddenValues() const {
  std::vector<HiddenValue> values;
  for (uint32_t i = 0; i < table.num_parameters; ++i) {
    const msrt_parameter &parameter = table.parameters[i];
    if (parameter.flags & MSRT_PARAM_TRANSIENT)
      values.push_back({parameter.tensor.name,
                        std::string(reinterpret_cast<const char *>(
                                        state.data() + parameter.offset),
                                    parameter.bytes)});
  }
  return values;
}

Status Session::setHiddenValues(const std::vector<HiddenValue> &values,
                                const std::string &path) {
  for (uint32_t i = 0; i < table.num_parameters; ++i) {
    const msrt_parameter &parameter = table.parameters[i];
    if (!(parameter.flags & MSRT_PARAM_TRANSIENT))
      continue;
    auto value = std::find_if(values.begin(), values.end(),
                              [&](const HiddenValue &entry) {
                                return entry.name == parameter.tensor.name &&
                                       entry.bytes.size() == parameter.bytes;
                              });
    if (value == values.end())
      return Status::error(Code::CheckpointMismatch,
                           "%s: its resume state has no value of %llu bytes "
                           "for %s",
                           path.c_str(), ull(parameter.bytes),
                           quoteName(parameter.tensor.name).c_str());
    std::memcpy(data(parameter), value->bytes.data(), value->bytes.size());
  }
  return {};
}

Status Session::save(const std::string &path,
                     const std::vector<CheckpointItem> &more,
                     CheckpointWriteOptions options) const {
  if (unsetCount != 0)
    return Status::error(Code::Session,
                         "parameter %s has no value: nothing is saved",
                         quoteName(missingValues().front()).c_str());
  std::vector<CheckpointItem> all = items();
  all.insert(all.end(), more.begin(), more.end());
  return writeCheckpoint(path, all, options);
}

} // namespace msrt
