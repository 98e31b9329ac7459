//===- Checkpoint.cpp - Saving and loading parameters ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

#include "msrt/Checkpoint.h"

#include <algorithm>

namespace ms {

using namespace detail;

//===----------------------------------------------------------------------===//
// Dictionaries
//===----------------------------------------------------------------------===//

struct detail::ParameterDictImpl {
  msrt::Checkpoint checkpoint;
  std::string path = "the dictionary";

  static ParameterDictImpl &get(const ParameterDict &dict) {
    return *dict.impl;
  }
  const msrt::CheckpointEntry &find(const std::string &name,
                                    msrt::EntryKind kind) const {
    const msrt::CheckpointEntry *entry = checkpoint.find(name);
    if (!entry)
      failUse(path + " has no entry '" + name + "'");
    if (entry->kind != kind)
      failUse(path + ": entry '" + name + "' is a " + entry->typeName +
              ", which is no " +
              (kind == msrt::EntryKind::Text ? "text" : "array"));
    return *entry;
  }
};

ParameterDict::ParameterDict() : impl(std::make_shared<ParameterDictImpl>()) {}

std::vector<std::string> ParameterDict::names() const {
  std::vector<std::string> names;
  for (const msrt::CheckpointEntry &entry : impl->checkpoint.entries)
    names.push_back(entry.name);
  return names;
}

bool ParameterDict::contains(const std::string &name) const {
  return impl->checkpoint.find(name) != nullptr;
}

Array ParameterDict::at(const std::string &name) const {
  return ArrayImpl::wrap(check(msrt::Tensor::copyOf(
      impl->find(name, msrt::EntryKind::Tensor).tensor())));
}

std::string ParameterDict::text(const std::string &name) const {
  return impl->find(name, msrt::EntryKind::Text).text;
}

bool ParameterDict::erase(const std::string &name) {
  auto &entries = impl->checkpoint.entries;
  auto end = std::remove_if(
      entries.begin(), entries.end(),
      [&](const msrt::CheckpointEntry &entry) { return entry.name == name; });
  bool found = end != entries.end();
  entries.erase(end, entries.end());
  return found;
}

void ParameterDict::set(const std::string &name, const Array &value) {
  msrt::Tensor copy = check(msrt::Tensor::copyOf(ArrayImpl::ref(value)));
  msrt::CheckpointEntry entry;
  entry.name = name;
  entry.typeName = msrt::dtypeName(copy.dtype);
  entry.dtype = copy.dtype;
  entry.dims = copy.dims;
  entry.bytes = static_cast<uint64_t>(copy.ref().bytes());
  entry.content = std::move(copy.buffer);
  for (msrt::CheckpointEntry &old : impl->checkpoint.entries)
    if (old.name == name) {
      old = std::move(entry);
      return;
    }
  impl->checkpoint.entries.push_back(std::move(entry));
}

ParameterDict loadCheckpoint(const std::string &fileName) {
  ParameterDict dict;
  ParameterDictImpl &impl = ParameterDictImpl::get(dict);
  impl.checkpoint = check(msrt::readCheckpoint(fileName));
  impl.path = fileName;
  return dict;
}

//===----------------------------------------------------------------------===//
// Saving
//===----------------------------------------------------------------------===//

template <typename T>
static SaveOptions &appendScalar(SaveOptions &options, const std::string &name,
                                 DType dtype, T value) {
  options.more.push_back({name, Array::copyOf(dtype, {}, &value)});
  return options;
}

SaveOptions &SaveOptions::append(const std::string &name, int64_t value) {
  return appendScalar(*this, name, DType::Int64, value);
}
SaveOptions &SaveOptions::append(const std::string &name, double value) {
  return appendScalar(*this, name, DType::Float32, static_cast<float>(value));
}
SaveOptions &SaveOptions::append(const std::string &name, bool value) {
  return appendScalar(*this, name, DType::Bool, value);
}
SaveOptions &SaveOptions::append(const std::string &name,
                                 const std::string &value) {
  more.push_back({name, value});
  return *this;
}

void saveCheckpoint(const std::vector<Parameter> &parameters,
                    const std::string &fileName, const SaveOptions &options) {
  materialize(parameters);
  std::vector<msrt::CheckpointItem> items;
  for (const Parameter &parameter : parameters)
    items.push_back(msrt::CheckpointItem::tensor(
        parameter.name(), ParameterImpl::get(parameter)->current().ref()));
  for (const auto &[name, value] : options.more)
    if (auto *text = std::get_if<std::string>(&value))
      items.push_back(msrt::CheckpointItem::string(name, *text));
    else
      items.push_back(msrt::CheckpointItem::tensor(
          name, ArrayImpl::ref(std::get<Array>(value))));
  msrt::CheckpointWriteOptions write;
  write.checksum = options.crc;
  check(msrt::writeCheckpoint(msrt::checkpointPath(fileName), items, write));
}

void saveCheckpoint(const Cell &net, const std::string &fileName,
                    const SaveOptions &options) {
  saveCheckpoint(net.parameters(), fileName, options);
}

//===----------------------------------------------------------------------===//
// Loading
//===----------------------------------------------------------------------===//

static LoadResult load(const std::vector<Parameter> &parameters,
                       const ParameterDict &dict, msrt::LoadMode mode) {
  materialize(parameters);
  std::vector<msrt::Destination> destinations;
  for (const Parameter &parameter : parameters) {
    msrt::Tensor &value = ParameterImpl::get(parameter)->current();
    destinations.push_back(
        {parameter.name(), value.dtype, msrt::Dims(value.dims), value.data()});
  }
  const ParameterDictImpl &impl = ParameterDictImpl::get(dict);
  msrt::LoadReport report = check(
      msrt::loadParameters(destinations, impl.checkpoint, impl.path, mode));
  for (size_t k = 0; k < parameters.size(); ++k)
    if (report.loaded[k])
      ParameterImpl::get(parameters[k])->changed();
  return {report.paramNotLoad, report.ckptNotLoad, report.unfit};
}

static msrt::LoadMode modeOf(bool strict) {
  return strict ? msrt::LoadMode::Strict : msrt::LoadMode::Default;
}

LoadResult loadParamIntoNet(Cell &net, const ParameterDict &dict, bool strict) {
  return load(net.parameters(), dict, modeOf(strict));
}

LoadResult transferParamIntoNet(Cell &net, const ParameterDict &dict) {
  return load(net.parameters(), dict, msrt::LoadMode::Fitting);
}

LoadResult loadParamIntoNet(Optimizer &optimizer, const ParameterDict &dict,
                            bool strict) {
  return load(optimizer.state(), dict, modeOf(strict));
}

} // namespace ms
