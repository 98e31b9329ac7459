//===- Checkpoint.cpp - Saving and loading parameters ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"
#include "lib/Crypto/AesCipher.h"

#include "msrt/BackgroundSave.h"

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

//===----------------------------------------------------------------------===//
// Choosing and renaming
//===----------------------------------------------------------------------===//

static std::vector<std::string> checkPrefixes(std::vector<std::string> list,
                                              const char *option) {
  if (list.empty() || std::count(list.begin(), list.end(), "") > 0)
    failUse(std::string(option) + ": " +
            (list.empty() ? "the list is empty" : "a prefix is empty"));
  return list;
}

LoadOptions &LoadOptions::specifyPrefix(std::vector<std::string> prefixes) {
  specified = checkPrefixes(std::move(prefixes), "specifyPrefix");
  return *this;
}

LoadOptions &LoadOptions::filterPrefix(std::vector<std::string> prefixes) {
  filtered = checkPrefixes(std::move(prefixes), "filterPrefix");
  return *this;
}

static bool beginsWithOne(const std::string &name,
                          const std::vector<std::string> &prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string &prefix) {
                       return name.compare(0, prefix.size(), prefix) == 0;
                     });
}

static bool isChosen(const std::string &name, const LoadOptions &options) {
  if (options.specified.empty() && options.filtered.empty())
    return !options.choice || options.choice(name);
  return (options.specified.empty() ||
          beginsWithOne(name, options.specified)) &&
         !beginsWithOne(name, options.filtered);
}

// All new names, those of the function too.
static std::map<std::string, std::string>
newNamesOf(const msrt::Checkpoint &checkpoint, const LoadOptions &options) {
  std::map<std::string, std::string> names = options.newNames;
  if (options.newName)
    for (const msrt::CheckpointEntry &entry : checkpoint.entries)
      if (!names.count(entry.name))
        names[entry.name] = options.newName(entry.name);
  return names;
}

LoadOptions &LoadOptions::decKey(const std::string &bytes) {
  key = std::make_shared<SecretKey>(bytes);
  return *this;
}

ParameterDict loadCheckpoint(const std::string &fileName,
                             const LoadOptions &options) {
  ParameterDict dict;
  ParameterDictImpl &impl = ParameterDictImpl::get(dict);
  msrt::CheckpointReadOptions read;
  if (options.key)
    read.cipher = check(createCipher(*options.key, options.encryption));
  impl.checkpoint = check(msrt::readCheckpoint(fileName, read));
  impl.path = fileName;
  impl.checkpoint.keepLast();
  std::vector<msrt::CheckpointEntry> &entries = impl.checkpoint.entries;
  // The order in which MindSpore reads them; in the file they lie by type.
  if (msrt::isSafetensorsPath(fileName))
    std::sort(entries.begin(), entries.end(),
              [](const auto &a, const auto &b) { return a.name < b.name; });
  size_t before = entries.size();
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const msrt::CheckpointEntry &entry) {
                                 return !isChosen(entry.name, options);
                               }),
                entries.end());
  if (entries.empty() && before > 0)
    failUse(fileName + ": the options leave none of its " +
            std::to_string(before) + " entries");
  check(msrt::renameEntries(impl.checkpoint, fileName,
                            newNamesOf(impl.checkpoint, options)));
  return dict;
}

ParameterDict loadCheckpoint(const std::string &fileName, Cell &net,
                             bool strict, const LoadOptions &options) {
  ParameterDict dict = loadCheckpoint(fileName, options);
  loadParamIntoNet(net, dict, strict);
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

SaveOptions &SaveOptions::append(const std::string &name, const Array &value) {
  more.push_back({name, value});
  return *this;
}

SaveOptions &SaveOptions::encKey(const std::string &bytes) {
  key = std::make_shared<SecretKey>(bytes);
  return *this;
}

std::vector<msrt::CheckpointItem>
detail::itemsOf(const std::vector<Parameter> &parameters,
                const SaveOptions &options) {
  std::vector<Parameter> chosen;
  for (const Parameter &parameter : parameters)
    if (!options.choice || options.choice(parameter.name()))
      chosen.push_back(parameter);
  materialize(chosen);
  std::vector<msrt::CheckpointItem> items;
  for (const Parameter &parameter : chosen)
    items.push_back(msrt::CheckpointItem::tensor(
        parameter.name(), ParameterImpl::get(parameter)->current().ref()));
  for (const auto &[name, value] : options.more)
    if (auto *text = std::get_if<std::string>(&value))
      putItem(items, msrt::CheckpointItem::string(name, *text));
    else
      putItem(items, msrt::CheckpointItem::tensor(
                         name, ArrayImpl::ref(std::get<Array>(value))));
  return items;
}

// One for the process, as in MindSpore.
static msrt::BackgroundSave &backgroundSave() {
  static msrt::BackgroundSave save;
  return save;
}

void saveCheckpoint(const std::vector<Parameter> &parameters,
                    const std::string &fileName, const SaveOptions &options) {
  std::vector<msrt::CheckpointItem> items = itemsOf(parameters, options);
  msrt::CheckpointWriteOptions write;
  write.checksum = options.crc;
  if (options.key)
    write.cipher = check(createCipher(*options.key, options.encryption));
  auto writeItems = [path = msrt::checkpointPath(fileName),
                     write](const std::vector<msrt::CheckpointItem> &content) {
    return msrt::writeCheckpoint(path, content, write);
  };
  check(backgroundSave().wait());
  check(options.inThread ? backgroundSave().start(items, writeItems)
                         : writeItems(items));
}

void waitForSave() {
  msrt::Status status = backgroundSave().wait();
  backgroundSave().release();
  check(status);
}

void saveCheckpoint(const Cell &net, const std::string &fileName,
                    const SaveOptions &options) {
  saveCheckpoint(net.parameters(), fileName, options);
}

//===----------------------------------------------------------------------===//
// Loading
//===----------------------------------------------------------------------===//

msrt::LoadReport detail::loadValues(const std::vector<Parameter> &parameters,
                                    const msrt::Checkpoint &checkpoint,
                                    const std::string &path,
                                    msrt::LoadMode mode) {
  materialize(parameters);
  std::vector<msrt::Destination> destinations;
  for (const Parameter &parameter : parameters) {
    msrt::Tensor &value = ParameterImpl::get(parameter)->current();
    destinations.push_back(
        {parameter.name(), value.dtype, msrt::Dims(value.dims), value.data()});
  }
  msrt::LoadReport report =
      check(msrt::loadParameters(destinations, checkpoint, path, mode));
  for (size_t k = 0; k < parameters.size(); ++k)
    if (report.loaded[k])
      ParameterImpl::get(parameters[k])->changed();
  return report;
}

static LoadResult load(const std::vector<Parameter> &parameters,
                       const ParameterDict &dict, msrt::LoadMode mode) {
  const ParameterDictImpl &impl = ParameterDictImpl::get(dict);
  msrt::LoadReport report =
      loadValues(parameters, impl.checkpoint, impl.path, mode);
  return {report.paramNotLoad, report.ckptNotLoad, report.describeMissing(),
          report.unfit};
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

// MindSpore's order: an optimizer registers its rates before what it is given.
static std::vector<Parameter> parametersOf(const Optimizer &optimizer) {
  std::vector<Parameter> list = optimizer.state();
  auto isRate = [](const Parameter &parameter) {
    return parameter.name() == "global_step" ||
           (parameter.shape().empty() &&
            parameter.name().compare(0, 13, "learning_rate") == 0);
  };
  auto place = std::find_if_not(list.begin(), list.end(), isRate);
  std::vector<Parameter> trained = optimizer.parameters();
  list.insert(place, trained.begin(), trained.end());
  return list;
}

LoadResult loadParamIntoNet(Optimizer &optimizer, const ParameterDict &dict,
                            bool strict) {
  return load(parametersOf(optimizer), dict, modeOf(strict));
}

} // namespace ms
