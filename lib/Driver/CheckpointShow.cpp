//===- CheckpointShow.cpp - ms-ckpt list, show and diff -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Contents are read one entry at a time: a file may be larger than the memory.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CheckpointToolImpl.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>
#include <cstring>

using namespace llvm;
using namespace msrt;

namespace ms {

//===----------------------------------------------------------------------===//
// list
//===----------------------------------------------------------------------===//

static json::Object describe(const CheckpointEntry &entry) {
  json::Object object{{"name", json::fixUTF8(entry.name)},
                      {"type", json::fixUTF8(typeText(entry))},
                      {"shape", json::Array(entry.dims)},
                      {"bytes", static_cast<int64_t>(entry.bytes)}};
  if (entry.kind == EntryKind::Text)
    object["text"] = json::fixUTF8(entry.text);
  return object;
}

static std::string checkText(const Checkpoint &checkpoint) {
  return checkpoint.hasFooter || checkpoint.hasChecksum ? "with checksum"
                                                        : "without checksum";
}

static LogicalResult listOne(const std::string &path,
                             const CheckpointArguments &arguments, bool brief,
                             json::Array *json) {
  // Texts are contents, too.
  Result<Checkpoint> read =
      openCheckpoint(path, arguments.decryption, Contents::Late);
  if (!read.ok()) {
    if (json)
      json->push_back(json::Object{{"file", json::fixUTF8(path)},
                                   {"error", json::fixUTF8(read.message())}});
    return reportError(read.status());
  }
  uint64_t bytes = 0;
  size_t width = 0;
  for (const CheckpointEntry &entry : read->entries) {
    bytes += entry.bytes;
    width = std::max(width, entry.name.size());
  }
  if (json) {
    json::Array entries;
    for (const CheckpointEntry &entry : read->entries)
      entries.push_back(describe(entry));
    json::Object file{{"file", json::fixUTF8(path)},
                      {"bytes", static_cast<int64_t>(bytes)},
                      {"checksum", read->hasFooter || read->hasChecksum},
                      {"entries", std::move(entries)}};
    if (read->resume)
      file["step"] = read->resume->globalStep;
    json->push_back(std::move(file));
    return success();
  }
  outs() << path << ": " << read->entries.size() << " entries, "
         << bytesText(bytes) << ", " << checkText(*read);
  if (read->resume)
    outs() << ", of a run after " << read->resume->globalStep << " steps";
  outs() << "\n";
  if (brief)
    return success();
  width = std::min<size_t>(width, 60);
  for (const CheckpointEntry &entry : read->entries) {
    outs() << "  " << left_justify(entry.name, static_cast<unsigned>(width))
           << "  " << typeText(entry) << " "
           << (entry.kind == EntryKind::Text ? "'" + entry.text + "'"
                                             : toString(entry.dims))
           << "\n";
  }
  return success();
}

LogicalResult listCheckpoints(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  bool asJson = false;
  arguments.table.flag("--json", "print JSON", asJson);
  if (!arguments.parse(words, "list FILE|DIR..."))
    return arguments.result;
  if (arguments.words.empty())
    return reportError(Code::CommandLine, "list needs a file (see --help)");
  LogicalResult result = success();
  json::Array json;
  for (const std::string &word : arguments.words) {
    Result<std::vector<std::string>> files = checkpointsIn(word);
    if (!files.ok()) {
      result = reportError(files.status());
      continue;
    }
    for (const std::string &file : *files)
      if (failed(listOne(file, arguments, /*brief=*/isFolder(word),
                         asJson ? &json : nullptr)))
        result = failure();
  }
  if (asJson)
    outs() << formatv("{0:2}\n", json::Value(std::move(json)));
  return result;
}

//===----------------------------------------------------------------------===//
// show
//===----------------------------------------------------------------------===//

namespace {
struct Statistics {
  explicit Statistics(TensorRef tensor) {
    int64_t count = tensor.count();
    for (int64_t i = 0; i < count; ++i) {
      double value = loadElement(tensor.dtype, tensor.data, i);
      if (std::isfinite(value)) {
        least = finite ? std::min(least, value) : value;
        most = finite ? std::max(most, value) : value;
        sum += value;
        ++finite;
      } else {
        ++(std::isnan(value) ? nan : infinite);
      }
    }
  }

  double least = 0, most = 0, sum = 0;
  int64_t finite = 0, nan = 0, infinite = 0;
};
} // namespace

static std::string number(double value) { return msrt::format("%.6g", value); }

static std::string element(TensorRef tensor, int64_t i) {
  if (isFloat(tensor.dtype))
    return msrt::format("%.9g", loadElement(tensor.dtype, tensor.data, i));
  // Saturated beyond 2^63 - 1.
  return std::to_string(loadInteger(tensor.dtype, tensor.data, i));
}

static LogicalResult showEntry(const Checkpoint &checkpoint,
                               const CheckpointEntry &entry, int64_t values) {
  outs() << entry.name << "  " << typeText(entry) << " ";
  if (entry.kind == EntryKind::Text) {
    outs() << "'" << entry.text << "'\n";
    return success();
  }
  outs() << toString(entry.dims);
  if (entry.kind != EntryKind::Tensor) {
    outs() << "  " << bytesText(entry.bytes) << "\n";
    return success();
  }
  Result<Tensor> tensor = contentOf(checkpoint, entry);
  if (!tensor.ok()) {
    outs() << "\n";
    return reportError(tensor.status());
  }
  Statistics numbers(tensor->ref());
  if (numbers.finite)
    outs() << "  min " << number(numbers.least) << "  max "
           << number(numbers.most) << "  mean "
           << number(numbers.sum / static_cast<double>(numbers.finite));
  if (numbers.nan)
    outs() << "  nan " << numbers.nan;
  if (numbers.infinite)
    outs() << "  inf " << numbers.infinite;
  int64_t count = tensor->count();
  outs() << "\n ";
  for (int64_t i = 0; i < std::min(values, count); ++i)
    outs() << " " << element(tensor->ref(), i);
  outs() << (count > values ? " ...\n" : "\n");
  return success();
}

LogicalResult showCheckpoint(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  int64_t values = 6;
  arguments.table.number("--values", "how many first values to print (6)", 0,
                         values);
  if (!arguments.parse(words, "show FILE [NAME...]"))
    return arguments.result;
  if (arguments.words.empty())
    return reportError(Code::CommandLine, "show needs a file (see --help)");
  Result<Checkpoint> read =
      openCheckpoint(arguments.words[0], arguments.decryption, Contents::Late);
  if (!read.ok())
    return reportError(read.status());
  std::vector<std::string> names;
  for (const CheckpointEntry &entry : read->entries)
    names.push_back(entry.name);
  std::vector<const CheckpointEntry *> chosen;
  for (const std::string &name :
       ArrayRef<std::string>(arguments.words).drop_front()) {
    const CheckpointEntry *entry = read->find(name);
    if (!entry)
      return reportError(Code::CommandLine, arguments.words[0] +
                                                ": has no entry '" + name +
                                                "'" + didYouMean(name, names));
    chosen.push_back(entry);
  }
  if (chosen.empty())
    for (const CheckpointEntry &entry : read->entries)
      chosen.push_back(&entry);
  for (const CheckpointEntry *entry : chosen)
    if (failed(showEntry(*read, *entry, values)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// diff
//===----------------------------------------------------------------------===//

namespace {
struct Difference {
  int64_t count = 0;   ///< of elements that are further apart
  double absolute = 0; ///< largest distance of two numbers
  double relative = 0; ///< the same, by the larger one
  int64_t first = -1;  ///< place of the first such element
};
} // namespace

static Difference compare(TensorRef a, TensorRef b, double tolerance) {
  Difference difference;
  size_t width = dtypeBytes(a.dtype);
  const auto *left = static_cast<const char *>(a.data);
  const auto *right = static_cast<const char *>(b.data);
  for (int64_t i = 0, count = a.count(); i < count; ++i) {
    if (std::memcmp(left + static_cast<size_t>(i) * width,
                    right + static_cast<size_t>(i) * width, width) == 0)
      continue;
    double x = loadElement(a.dtype, a.data, i);
    double y = loadElement(b.dtype, b.data, i);
    double apart = x == y ? 0 : std::fabs(x - y);
    // Two forms of NaN are one value.
    if (std::isnan(x) && std::isnan(y))
      apart = 0;
    else if (!std::isfinite(apart))
      apart = HUGE_VAL;
    double size = std::max(std::fabs(x), std::fabs(y));
    double relative = apart == 0 ? 0 : std::isfinite(apart) ? apart / size : 1;
    difference.absolute = std::max(difference.absolute, apart);
    difference.relative = std::max(difference.relative, relative);
    // Without a tolerance bits count: whole numbers of 64 bits are no doubles.
    if (tolerance > 0 && (apart <= tolerance || relative <= tolerance))
      continue;
    if (difference.count++ == 0)
      difference.first = i;
  }
  return difference;
}

// What differs between two entries of one name, or "".
static Result<std::string> differenceText(const Checkpoint &first,
                                          const CheckpointEntry &a,
                                          const Checkpoint &second,
                                          const CheckpointEntry &b,
                                          double tolerance) {
  if (typeText(a) != typeText(b))
    return "type " + typeText(a).str() + " and " + typeText(b).str();
  if (a.dims != b.dims)
    return "shape " + toString(a.dims) + " and " + toString(b.dims);
  if (a.kind == EntryKind::Text)
    return a.text == b.text ? "" : "'" + a.text + "' and '" + b.text + "'";
  if (a.kind != EntryKind::Tensor) {
    bool equal = a.bytes == b.bytes &&
                 (a.bytes == 0 || std::memcmp(a.content.data(),
                                              b.content.data(), a.bytes) == 0);
    return std::string(equal ? "" : "other bytes");
  }
  MSRT_ASSIGN(left, contentOf(first, a));
  MSRT_ASSIGN(right, contentOf(second, b));
  Difference found = compare(left.ref(), right.ref(), tolerance);
  if (found.count == 0)
    return std::string();
  return msrt::format(
      "%lld of %lld elements differ, by at most %.3g (relative %.3g), first at "
      "element %lld: %s and %s",
      static_cast<long long>(found.count), static_cast<long long>(left.count()),
      found.absolute, found.relative, static_cast<long long>(found.first),
      element(left.ref(), found.first).c_str(),
      element(right.ref(), found.first).c_str());
}

LogicalResult diffCheckpoints(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  double tolerance = 0;
  arguments.table.real("--tolerance",
                       "numbers are equal that are no further apart, or "
                       "relative to the larger one (0: by their bits)",
                       tolerance);
  if (!arguments.parse(words, "diff A B", 2))
    return arguments.result;
  if (tolerance < 0)
    return reportError(Code::CommandLine,
                       "option --tolerance: expected a number of at least 0");
  const std::string &pathA = arguments.words[0], &pathB = arguments.words[1];
  Result<Checkpoint> a =
      openCheckpoint(pathA, arguments.decryption, Contents::Late);
  if (!a.ok())
    return reportError(a.status());
  Result<Checkpoint> b =
      openCheckpoint(pathB, arguments.decryption, Contents::Late);
  if (!b.ok())
    return reportError(b.status());
  size_t equal = 0, different = 0;
  for (const CheckpointEntry &entry : a->entries) {
    const CheckpointEntry *other = b->find(entry.name);
    if (!other) {
      ++different;
      outs() << entry.name << ": only in " << pathA << "\n";
      continue;
    }
    Result<std::string> text = differenceText(*a, entry, *b, *other, tolerance);
    if (!text.ok())
      return reportError(text.status());
    ++(text->empty() ? equal : different);
    if (!text->empty())
      outs() << entry.name << ": " << *text << "\n";
  }
  for (const CheckpointEntry &entry : b->entries)
    if (!a->find(entry.name)) {
      ++different;
      outs() << entry.name << ": only in " << pathB << "\n";
    }
  outs() << equal << " entries are equal, " << different << " differ\n";
  return success(different == 0);
}

} // namespace ms
