//===- Options.h - Tables of command-line options ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how the tools read their own options: `--name value` or
// `--name=value`, one table for reading and for --help. Words that are no
// option, and options of other tables, are left to the caller.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_OPTIONS_H
#define MS_LIB_DRIVER_OPTIONS_H

#include "lib/Driver/Report.h"

#include "llvm/ADT/STLExtras.h"

#include <functional>
#include <string>
#include <vector>

namespace ms {

class OptionTable {
public:
  void flag(std::string name, std::string help, bool &place);
  void text(std::string name, std::string value, std::string help,
            std::string &place);
  /// A text that `check` finds nothing wrong with: it says what was expected.
  void text(std::string name, std::string value, std::string help,
            std::function<std::string(llvm::StringRef)> check,
            std::string &place);
  /// One text or several with commas between them; given twice, both count.
  void texts(std::string name, std::string value, std::string help,
             std::vector<std::string> &place);
  /// A text that may be given several times: all count.
  void repeated(std::string name, std::string value, std::string help,
                std::vector<std::string> &place);
  /// A switch that may have a value behind "=".
  void flagOrText(std::string name, std::string value, std::string help,
                  bool &place, std::string &text);
  /// A whole number of at least `least`.
  void number(std::string name, std::string help, int64_t least,
              int64_t &place);
  /// A number of bytes, with a unit or without: 1000000, 1MB, 1.5GiB.
  void bytes(std::string name, std::string help, int64_t &place);
  void real(std::string name, std::string help, double &place);
  void reals(std::string name, std::string help, std::vector<double> &place);
  /// One of `values`.
  void choice(std::string name, std::vector<std::string> values,
              std::string help, std::string &place);
  /// Several of `values`, with commas between them.
  void choices(std::string name, std::vector<std::string> values,
               std::string help, std::vector<std::string> &place);

  /// Reads the options that the table has; what it does not know is appended to
  /// `rest`, in order. Of an option given twice the last value counts, but for
  /// `texts` and `repeated`.
  llvm::LogicalResult parse(llvm::ArrayRef<std::string> arguments,
                            std::vector<std::string> &rest);

  /// Names of the options that were read, in order.
  const std::vector<std::string> &getGiven() const { return given; }
  bool isGiven(llvm::StringRef name) const {
    return llvm::is_contained(given, name.str());
  }
  std::vector<std::string> getNames() const;
  /// A line per option.
  std::string help() const;

private:
  struct Option {
    std::string name;
    std::string value; ///< its name in the help, "" for a switch
    std::string help;
    /// Returns what was expected, or "" for a good value.
    std::function<std::string(llvm::StringRef)> set;
    bool optional = false; ///< a value is attached or there is none
  };
  void add(Option option) { options.push_back(std::move(option)); }

  std::vector<Option> options;
  std::vector<std::string> given;
};

/// "1.5GiB" in bytes; false where it is none.
bool parseBytes(llvm::StringRef text, int64_t &bytes);

/// The error for an option that no table knows.
llvm::LogicalResult reportUnknownOption(llvm::StringRef argument,
                                        llvm::ArrayRef<std::string> known);

} // namespace ms

#endif // MS_LIB_DRIVER_OPTIONS_H
