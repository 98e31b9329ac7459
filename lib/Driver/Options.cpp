//===- Options.cpp - Tables of command-line options -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Options.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

using namespace llvm;

namespace ms {

static bool parseReal(StringRef text, double &value) {
  // getAsDouble knows "inf" and "nan", which no option here can mean.
  return !text.getAsDouble(value) && std::isfinite(value);
}

void OptionTable::flag(std::string name, std::string help, bool &place) {
  add({std::move(name), "", std::move(help), [&place](StringRef) {
         place = true;
         return "";
       }});
}

void OptionTable::text(std::string name, std::string value, std::string help,
                       std::string &place) {
  add({std::move(name), std::move(value), std::move(help),
       [&place](StringRef text) {
         place = text.str();
         return "";
       }});
}

void OptionTable::text(std::string name, std::string value, std::string help,
                       std::function<std::string(StringRef)> check,
                       std::string &place) {
  add({std::move(name), std::move(value), std::move(help),
       [check = std::move(check), &place](StringRef text) {
         place = text.str();
         return check(text);
       }});
}

void OptionTable::texts(std::string name, std::string value, std::string help,
                        std::vector<std::string> &place) {
  add({std::move(name), std::move(value), std::move(help),
       [&place](StringRef text) -> std::string {
         for (StringRef part : split(text, ',')) {
           if (part.empty())
             return "texts with commas between them";
           place.push_back(part.str());
         }
         return "";
       }});
}

void OptionTable::repeated(std::string name, std::string value,
                           std::string help, std::vector<std::string> &place) {
  add({std::move(name), std::move(value), std::move(help),
       [&place](StringRef text) {
         place.push_back(text.str());
         return "";
       }});
}

void OptionTable::flagOrText(std::string name, std::string value,
                             std::string help, bool &place, std::string &text) {
  add({std::move(name), std::move(value), std::move(help),
       [&place, &text](StringRef given) {
         place = true;
         text = given.str();
         return "";
       },
       /*optional=*/true});
}

void OptionTable::number(std::string name, std::string help, int64_t least,
                         int64_t &place) {
  add({std::move(name), "N", std::move(help),
       [least, &place](StringRef text) -> std::string {
         // What is larger cannot be meant, and products of it would overflow.
         const int64_t most = int64_t(1) << 31;
         if (!text.getAsInteger(10, place) && place >= least && place <= most)
           return "";
         return "a whole number of at least " + std::to_string(least);
       }});
}

bool parseBytes(StringRef text, int64_t &bytes) {
  static constexpr std::pair<StringLiteral, double> units[] = {
      {"KiB", 1024.0}, {"MiB", 1048576.0}, {"GiB", 1073741824.0},
      {"kB", 1e3},     {"MB", 1e6},        {"GB", 1e9},
      {"B", 1.0},
  };
  double factor = 1;
  for (const auto &[unit, value] : units)
    if (text.consume_back(unit)) {
      factor = value;
      break;
    }
  double number;
  // What is more than a petabyte cannot be meant.
  if (text.empty() || !isDigit(text.front()) || !parseReal(text, number) ||
      number * factor < 1 || number * factor > 1e15)
    return false;
  bytes = static_cast<int64_t>(number * factor);
  return true;
}

void OptionTable::bytes(std::string name, std::string help, int64_t &place) {
  add({std::move(name), "SIZE", std::move(help),
       [&place](StringRef text) -> std::string {
         return parseBytes(text, place)
                    ? ""
                    : "a number of bytes, as 800MB or 1.5GiB";
       }});
}

void OptionTable::real(std::string name, std::string help, double &place) {
  add({std::move(name), "X", std::move(help),
       [&place](StringRef text) -> std::string {
         return parseReal(text, place) ? "" : "a number";
       }});
}

void OptionTable::reals(std::string name, std::string help,
                        std::vector<double> &place) {
  add({std::move(name), "X[,X...]", std::move(help),
       [&place](StringRef text) -> std::string {
         place.clear();
         for (StringRef part : split(text, ',')) {
           double value;
           if (!parseReal(part, value))
             return "a number, or numbers with commas between them";
           place.push_back(value);
         }
         return "";
       }});
}

void OptionTable::choice(std::string name, std::vector<std::string> values,
                         std::string help, std::string &place) {
  std::string joined = join(values, "|");
  add({std::move(name), joined, std::move(help),
       [values, joined, &place](StringRef text) -> std::string {
         if (!is_contained(values, text.str()))
           return "one of " + joined;
         place = text.str();
         return "";
       }});
}

void OptionTable::choices(std::string name, std::vector<std::string> values,
                          std::string help, std::vector<std::string> &place) {
  std::string all = join(values, ", ");
  add({std::move(name), "NAME[,NAME...]", std::move(help) + ": " + all,
       [values, all, &place](StringRef text) -> std::string {
         for (StringRef part : split(text, ',')) {
           if (!is_contained(values, part))
             return "some of " + all;
           place.push_back(part.str());
         }
         return "";
       }});
}

LogicalResult OptionTable::parse(ArrayRef<std::string> arguments,
                                 std::vector<std::string> &rest) {
  for (size_t k = 0; k < arguments.size(); ++k) {
    auto [name, value] = StringRef(arguments[k]).split('=');
    bool attached = name.size() != arguments[k].size();
    auto found = find_if(options, [&, name = name](const Option &option) {
      return option.name == name;
    });
    if (found == options.end()) {
      rest.push_back(arguments[k]);
      continue;
    }
    if (!isGiven(name))
      given.push_back(found->name);
    if (found->value.empty()) {
      if (attached)
        return reportError(Code::CommandLine, "option " + name + ": found '" +
                                                  value +
                                                  "', expected no value");
      found->set("");
      continue;
    }
    if (found->optional && !attached) {
      found->set("");
      continue;
    }
    if (!attached) {
      if (k + 1 == arguments.size())
        return reportError(Code::CommandLine,
                           "option " + name + " needs a value");
      value = arguments[++k];
    }
    std::string expected = value.empty() ? "a value" : found->set(value);
    if (!expected.empty())
      return reportError(Code::CommandLine, "option " + name + ": found '" +
                                                value + "', expected " +
                                                expected);
  }
  return success();
}

std::vector<std::string> OptionTable::getNames() const {
  std::vector<std::string> names;
  for (const Option &option : options)
    names.push_back(option.name);
  return names;
}

std::string OptionTable::help() const {
  std::string text;
  raw_string_ostream stream(text);
  for (const Option &option : options) {
    std::string left = "  " + option.name;
    if (option.optional)
      left += "[=" + option.value + "]";
    else if (!option.value.empty())
      left += " " + option.value;
    if (left.size() > 30)
      left += "\n" + std::string(31, ' ');
    stream << left_justify(left, 31) << option.help << "\n";
  }
  return text;
}

LogicalResult reportUnknownOption(StringRef argument,
                                  ArrayRef<std::string> known) {
  StringRef name = argument.split('=').first;
  if (!name.starts_with("-"))
    return reportError(Code::CommandLine,
                       "unexpected argument '" + argument + "' (see --help)");
  return reportError(Code::CommandLine,
                     "unknown option '" + name + "'" + didYouMean(name, known));
}

} // namespace ms
