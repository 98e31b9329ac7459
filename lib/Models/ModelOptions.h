//===- ModelOptions.h - What may be set of a network ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The typed options of a zoo network, and how they are written behind its name:
// `key=value,key=value`. Decides what is a good value and what an error says;
// what the options mean is decided by the networks.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_MODELS_MODELOPTIONS_H
#define MS_LIB_MODELS_MODELOPTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <functional>
#include <string>
#include <vector>

namespace ms {

/// A table of options. Each writes to a place that outlives the table; what the
/// place holds when the option is declared is the default.
class ModelOptions {
public:
  /// A whole number of at least `least`.
  void integer(llvm::StringRef name, llvm::StringRef help, int64_t least,
               int64_t &place);
  /// A number in [least, bound).
  void number(llvm::StringRef name, llvm::StringRef help, double least,
              double bound, double &place);
  /// "true" or "false".
  void flag(llvm::StringRef name, llvm::StringRef help, bool &place);
  /// One of `values`.
  void choice(llvm::StringRef name, llvm::StringRef help,
              llvm::ArrayRef<llvm::StringRef> values, std::string &place);

  /// Reads "key=value,key=value"; "" sets nothing. Returns what is wrong with
  /// it, or "".
  std::string parse(llvm::StringRef text);

  /// "classes, image, dropout".
  std::string names() const;
  /// A line per option, with its default.
  std::string help() const;

private:
  struct Option {
    std::string name, help, fallback;
    /// Returns what was expected, or "" for a good value.
    std::function<std::string(llvm::StringRef)> set;
  };

  std::vector<Option> options;
};

} // namespace ms

#endif // MS_LIB_MODELS_MODELOPTIONS_H
