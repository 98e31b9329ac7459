//===- LoadParameters.cpp - Which parameter takes which entry -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/LoadParameters.h"

#include "runtime/Core/Text.h"

#include <cstring>
#include <unordered_map>
#include <unordered_set>

namespace msrt {

namespace {
/// One call of loadParameters.
class Loader {
public:
  Loader(const std::vector<Destination> &destinations,
         const Checkpoint &checkpoint, const std::string &path, LoadMode mode)
      : destinations(destinations), checkpoint(checkpoint), path(path),
        mode(mode), assigned(destinations.size()),
        converted(destinations.size()) {}

  void match();
  Status check();
  Status copy();
  LoadReport report() const;

private:
  void stripPrefixes();
  Status checkPair(size_t i);
  /// What is wrong with the entry that a destination would take, or "".
  Result<std::string> findMisfit(size_t i);
  std::string entryName(size_t i) const;
  /// A copy of an entry's content.
  Result<Buffer> contentOf(const CheckpointEntry &entry) const {
    MSRT_ASSIGN(buffer, Buffer::create(entry.bytes));
    MSRT_TRY(checkpoint.copyContent(entry, buffer.data()));
    return buffer;
  }

  const std::vector<Destination> &destinations;
  const Checkpoint &checkpoint;
  const std::string &path;
  LoadMode mode;
  /// Where a name occurs twice the last entry counts, as in a Python dict.
  std::unordered_map<std::string_view, const CheckpointEntry *> byName;
  std::vector<const CheckpointEntry *> assigned;
  std::vector<Buffer> converted; ///< of integers of another type
  std::vector<std::string> unfit;
};
} // namespace

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

void Loader::match() {
  for (const CheckpointEntry &entry : checkpoint.entries)
    byName[entry.name] = &entry;
  for (size_t i = 0; i < destinations.size(); ++i) {
    auto found = byName.find(destinations[i].name);
    // A text is never a parameter's value.
    if (found != byName.end() && found->second->kind != EntryKind::Text)
      assigned[i] = found->second;
  }
  if (mode != LoadMode::Strict)
    stripPrefixes();
}

static bool endsWith(std::string_view text, std::string_view suffix) {
  return text.size() > suffix.size() &&
         text.substr(text.size() - suffix.size()) == suffix;
}

// While something is missing: the first entry whose name ends in a missing name
// gives a prefix, and every missing name is tried with it. Unlike in MindSpore
// an entry that has a parameter of its own is no other one's value: moments are
// no weights.
void Loader::stripPrefixes() {
  std::unordered_set<std::string_view> own;
  for (const Destination &destination : destinations)
    own.insert(destination.name);
  auto isFree = [&](const CheckpointEntry &entry) {
    return entry.kind != EntryKind::Text && !own.count(entry.name);
  };
  for (size_t i = 0; i < destinations.size(); ++i) {
    if (assigned[i])
      continue;
    for (const CheckpointEntry &entry : checkpoint.entries) {
      if (!endsWith(entry.name, destinations[i].name) || !isFree(entry))
        continue;
      std::string prefix =
          entry.name.substr(0, entry.name.size() - destinations[i].name.size());
      for (size_t j = 0; j < destinations.size(); ++j) {
        auto found = byName.find(prefix + std::string(destinations[j].name));
        if (!assigned[j] && found != byName.end() && isFree(*found->second))
          assigned[j] = found->second;
      }
      break;
    }
  }
}

//===----------------------------------------------------------------------===//
// Types and shapes
//===----------------------------------------------------------------------===//

std::string Loader::entryName(size_t i) const {
  std::string entry = quoteName(assigned[i]->name);
  if (assigned[i]->name != destinations[i].name)
    entry = quoteName(destinations[i].name) + " from entry " + entry;
  return entry;
}

static bool isSignedInteger(DType dtype) {
  return dtype >= MSRT_INT8 && dtype <= MSRT_INT64;
}

static bool shapeFits(Dims found, Dims wanted) {
  if (found.size() < wanted.size() ||
      Dims(found.data(), wanted.size()) != wanted)
    return false;
  for (int64_t extent : found.dropFront(wanted.size()))
    if (extent != 1)
      return false;
  return true;
}

Result<std::string> Loader::findMisfit(size_t i) {
  const CheckpointEntry &entry = *assigned[i];
  const Destination &destination = destinations[i];
  if (entry.kind != EntryKind::Tensor)
    return entry.kind == EntryKind::Map
               ? std::string("found a hash map, expected a tensor")
               : "element type " + quoteName(entry.typeName) +
                     " is not supported";
  if (!shapeFits(entry.dims, destination.dims))
    return "shape " + toString(entry.dims) + " in the file, " +
           toString(destination.dims) + " expected";
  if (entry.dtype == destination.dtype)
    return std::string();
  bool floats = isFloat(entry.dtype) && isFloat(destination.dtype);
  bool integers =
      isSignedInteger(entry.dtype) && isSignedInteger(destination.dtype);
  if (mode == LoadMode::Strict || (!floats && !integers))
    return std::string("type ") + dtypeName(entry.dtype) + " in the file, " +
           dtypeName(destination.dtype) + " expected";
  if (floats)
    return std::string();
  int64_t count = elementCount(destination.dims);
  MSRT_ASSIGN(source, contentOf(entry));
  MSRT_ASSIGN(buffer, Buffer::create(static_cast<uint64_t>(
                          tensorBytes(destination.dtype, destination.dims))));
  int64_t wrong = convertElements(entry.dtype, source.data(), destination.dtype,
                                  buffer.data(), count);
  if (wrong >= 0)
    return format(
        "element %lld is %lld, which is no %s", static_cast<long long>(wrong),
        static_cast<long long>(loadInteger(entry.dtype, source.data(), wrong)),
        dtypeName(destination.dtype));
  converted[i] = std::move(buffer);
  return std::string();
}

Status Loader::checkPair(size_t i) {
  MSRT_ASSIGN(misfit, findMisfit(i));
  if (misfit.empty())
    return {};
  std::string text = entryName(i) + ": " + misfit;
  if (mode != LoadMode::Fitting)
    return Status::error(Code::CheckpointMismatch, "%s: parameter %s",
                         path.c_str(), text.c_str());
  unfit.push_back(text);
  assigned[i] = nullptr;
  return {};
}

Status Loader::check() {
  for (size_t i = 0; i < destinations.size(); ++i)
    if (assigned[i])
      MSRT_TRY(checkPair(i));
  return {};
}

Status Loader::copy() {
  for (size_t i = 0; i < destinations.size(); ++i) {
    if (!assigned[i])
      continue;
    const CheckpointEntry &entry = *assigned[i];
    const Destination &destination = destinations[i];
    if (converted[i].size()) {
      std::memcpy(destination.data, converted[i].data(), converted[i].size());
    } else if (entry.dtype == destination.dtype) {
      MSRT_TRY(checkpoint.copyContent(entry, destination.data));
    } else {
      MSRT_ASSIGN(source, contentOf(entry));
      convertElements(entry.dtype, source.data(), destination.dtype,
                      destination.data, elementCount(destination.dims));
    }
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Report
//===----------------------------------------------------------------------===//

LoadReport Loader::report() const {
  LoadReport report;
  report.unfit = unfit;
  std::unordered_map<std::string_view, bool> taken;
  for (size_t i = 0; i < destinations.size(); ++i) {
    report.loaded.push_back(assigned[i] != nullptr);
    if (!assigned[i])
      report.paramNotLoad.emplace_back(destinations[i].name);
    else
      ++report.loadedCount;
    // An entry of another shape has its parameter too.
    if (!assigned[i] && byName.count(destinations[i].name) &&
        mode == LoadMode::Fitting)
      taken[destinations[i].name] = true;
    if (assigned[i] && assigned[i]->name == destinations[i].name)
      taken[destinations[i].name] = true;
  }
  // `taken` also keeps a name that occurs twice from being listed twice.
  for (const CheckpointEntry &entry : checkpoint.entries)
    if (taken.emplace(entry.name, true).second)
      report.ckptNotLoad.push_back(entry.name);
  return report;
}

std::string LoadReport::describeMissing() const {
  if (paramNotLoad.empty())
    return {};
  std::vector<std::string_view> candidates(ckptNotLoad.begin(),
                                           ckptNotLoad.end());
  std::string text =
      format("%zu of %zu parameters are not in the file:", paramNotLoad.size(),
             loaded.size());
  constexpr size_t most = 5;
  for (size_t i = 0; i < paramNotLoad.size() && i < most; ++i)
    text += (i ? ", " : " ") + quoteName(paramNotLoad[i]) +
            suggestion(paramNotLoad[i], candidates);
  if (paramNotLoad.size() > most)
    text += format(" and %zu more", paramNotLoad.size() - most);
  return text;
}

Result<LoadReport> loadParameters(const std::vector<Destination> &destinations,
                                  const Checkpoint &checkpoint,
                                  const std::string &path, LoadMode mode) {
  Loader loader(destinations, checkpoint, path, mode);
  loader.match();
  MSRT_TRY(loader.check());
  MSRT_TRY(loader.copy());
  return loader.report();
}

//===----------------------------------------------------------------------===//
// Renaming
//===----------------------------------------------------------------------===//

Status renameEntries(Checkpoint &checkpoint, const std::string &path,
                     const std::map<std::string, std::string> &names) {
  std::vector<std::string_view> all;
  for (const CheckpointEntry &entry : checkpoint.entries)
    all.push_back(entry.name);
  for (const auto &[name, renamed] : names) {
    if (!checkpoint.find(name))
      return Status::error(Code::CheckpointMismatch,
                           "%s: cannot rename %s, which is not in it%s",
                           path.c_str(), quoteName(name).c_str(),
                           suggestion(name, all).c_str());
    if (renamed.empty())
      return Status::error(Code::CheckpointMismatch,
                           "%s: the new name of entry %s is empty",
                           path.c_str(), quoteName(name).c_str());
  }
  std::vector<std::string> result;
  std::unordered_map<std::string_view, std::string_view> old; // by new names
  for (const CheckpointEntry &entry : checkpoint.entries) {
    auto found = names.find(entry.name);
    result.push_back(found == names.end() ? entry.name : found->second);
  }
  for (size_t i = 0; i < result.size(); ++i) {
    const std::string &name = checkpoint.entries[i].name;
    auto [taken, fresh] = old.emplace(result[i], name);
    // A name may stand in a file twice; the last entry counts.
    if (!fresh && taken->second != name)
      return Status::error(Code::CheckpointMismatch,
                           "%s: entries %s and %s both get the name %s",
                           path.c_str(), quoteName(taken->second).c_str(),
                           quoteName(name).c_str(),
                           quoteName(result[i]).c_str());
  }
  for (size_t i = 0; i < result.size(); ++i)
    checkpoint.entries[i].name = std::move(result[i]);
  return {};
}

} // namespace msrt
