//===- ModelOptions.cpp - What may be set of a network --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/ModelOptions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ms {

static std::string text(double value) {
  std::string result;
  raw_string_ostream(result) << format("%g", value);
  return result;
}

void ModelOptions::integer(StringRef name, StringRef help, int64_t least,
                           int64_t &place) {
  auto set = [least, &place](StringRef value) -> std::string {
    int64_t read;
    // Extents of tensors; more would only overflow somewhere else.
    if (value.getAsInteger(10, read) || read < least || read > (1 << 24))
      return "a whole number from " + std::to_string(least) + " to " +
             std::to_string(1 << 24);
    place = read;
    return "";
  };
  options.push_back({name.str(), help.str(), std::to_string(place), set});
}

void ModelOptions::number(StringRef name, StringRef help, double least,
                          double bound, double &place) {
  auto set = [least, bound, &place](StringRef value) -> std::string {
    double read;
    // NaN fails both comparisons.
    if (value.getAsDouble(read) || !(read >= least && read < bound))
      return "a number of at least " + text(least) + " and less than " +
             text(bound);
    place = read;
    return "";
  };
  options.push_back({name.str(), help.str(), text(place), set});
}

void ModelOptions::flag(StringRef name, StringRef help, bool &place) {
  auto set = [&place](StringRef value) -> std::string {
    if (value != "true" && value != "false")
      return "true or false";
    place = value == "true";
    return "";
  };
  options.push_back({name.str(), help.str(), place ? "true" : "false", set});
}

void ModelOptions::choice(StringRef name, StringRef help,
                          ArrayRef<StringRef> values, std::string &place) {
  std::vector<std::string> known;
  for (StringRef value : values)
    known.push_back(value.str());
  std::string list = join(known, ", ");
  auto set = [known, list, &place](StringRef value) -> std::string {
    if (!is_contained(known, value))
      return "one of " + list;
    place = value.str();
    return "";
  };
  options.push_back({name.str(), help.str() + ": " + list, place, set});
}

std::string ModelOptions::parse(StringRef given) {
  SmallVector<StringRef> parts, seen;
  given.split(parts, ',');
  if (given.empty())
    parts.clear();
  for (StringRef part : parts) {
    StringRef name = part.split('=').first, value = part.split('=').second;
    if (!part.contains('='))
      return "'" + part.str() +
             "' is no option: expected NAME=VALUE; options "
             "are " +
             names();
    auto found = find_if(
        options, [&](const Option &option) { return option.name == name; });
    if (found == options.end())
      return "there is no option '" + name.str() + "'; options are " + names();
    if (is_contained(seen, name))
      return "option '" + name.str() + "' is given twice";
    seen.push_back(name);
    std::string expected = found->set(value);
    if (!expected.empty())
      return "option '" + name.str() + "' is '" + value.str() + "', expected " +
             expected;
  }
  return "";
}

std::string ModelOptions::names() const {
  std::vector<std::string> list;
  for (const Option &option : options)
    list.push_back(option.name);
  return join(list, ", ");
}

std::string ModelOptions::help() const {
  std::string result;
  for (const Option &option : options)
    result += "    " + option.name +
              std::string(option.name.size() < 16 ? 16 - option.name.size() : 1,
                          ' ') +
              option.help + " (" + option.fallback + ")\n";
  return result;
}

} // namespace ms
