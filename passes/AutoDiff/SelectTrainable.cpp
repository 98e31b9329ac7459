//===- SelectTrainable.cpp - Choose by name which parameters are trained --===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Passes.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Support/Diagnostics.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_SELECTTRAINABLE
#include "passes/AutoDiff/Passes.h.inc"

namespace {

/// A regular expression for whole names, with the rows behind it.
struct Pattern {
  std::string text;
  llvm::Regex regex;
  bool hasRows = false;
  std::optional<int64_t> begin, end; ///< left out: from the first, to the last
  bool used = false;

  explicit Pattern(StringRef source) : text(source) {
    readRows(source);
    regex = llvm::Regex(("^(" + source + ")$").str());
  }

  /// Takes "[2:8]", "[:8]" or "[2:]" off the end.
  void readRows(StringRef &source) {
    if (!source.ends_with("]"))
      return;
    auto [name, range] = source.drop_back().rsplit('[');
    if (!range.contains(':') || name.size() == source.size())
      return;
    auto [first, last] = range.split(':');
    auto read = [](StringRef digits, std::optional<int64_t> &place) {
      int64_t value;
      if (digits.empty())
        return true;
      if (!llvm::all_of(digits, [](char c) { return llvm::isDigit(c); }) ||
          digits.getAsInteger(10, value))
        return false;
      place = value;
      return true;
    };
    if (!read(first, begin) || !read(last, end))
      return;
    hasRows = true;
    source = name;
  }
};

struct SelectTrainable : impl::SelectTrainableBase<SelectTrainable> {
  using SelectTrainableBase::SelectTrainableBase;

  void runOnOperation() override {
    if (failed(select()))
      signalPassFailure();
  }

private:
  InFlightDiagnostic error() {
    return emitCodedError(getOperation().getLoc(), Code::OptimizerSetup);
  }

  LogicalResult select() {
    SmallVector<Pattern> only, frozen;
    for (const std::string &text : trainOnly)
      only.emplace_back(text);
    for (const std::string &text : freeze)
      frozen.emplace_back(text);
    if (failed(check(only)) || failed(check(frozen)))
      return failure();
    for (const Pattern &pattern : frozen)
      if (pattern.hasRows)
        return error() << "pattern '" << pattern.text
                       << "': rows can be trained, not frozen";
    for (auto parameter : getOperation().getOps<ParameterOp>()) {
      if (!parameter.isTrainable())
        continue;
      if (!only.empty() && failed(selectOne(parameter, only)))
        return failure();
      // Named twice it stays frozen.
      if (firstMatch(parameter, frozen)) {
        parameter.setFrozen(true);
        parameter->removeAttr(kTrainRowsAttr);
      }
    }
    for (const Pattern &pattern : llvm::concat<Pattern>(only, frozen))
      if (!pattern.used)
        return error() << "pattern '" << pattern.text
                       << "' matches no trainable parameter"
                       << nearName(pattern);
    return success();
  }

  LogicalResult check(ArrayRef<Pattern> patterns) {
    for (const Pattern &pattern : patterns) {
      std::string why;
      if (!pattern.regex.isValid(why))
        return error() << "pattern '" << pattern.text << "': " << why;
    }
    return success();
  }

  static Pattern *firstMatch(ParameterOp parameter,
                             MutableArrayRef<Pattern> patterns) {
    Pattern *first = nullptr;
    for (Pattern &pattern : patterns)
      if (pattern.regex.match(parameter.getSymName())) {
        pattern.used = true;
        if (!first)
          first = &pattern;
      }
    return first;
  }

  /// Freezes what no pattern matches; a pattern for the whole parameter counts
  /// before those for rows.
  LogicalResult selectOne(ParameterOp parameter,
                          MutableArrayRef<Pattern> patterns) {
    if (!firstMatch(parameter, patterns)) {
      parameter.setFrozen(true);
      return success();
    }
    std::optional<Rows> chosen;
    const Pattern *by = nullptr;
    RankedTensorType type = parameter.getTensorType();
    for (const Pattern &pattern : patterns) {
      if (!pattern.regex.match(parameter.getSymName()))
        continue;
      if (!pattern.hasRows)
        return success();
      int64_t last = type.getRank() ? type.getDimSize(0) : 0;
      Rows rows{pattern.begin.value_or(0), pattern.end.value_or(last)};
      DenseI64ArrayAttr attr = rows.attr(&getContext());
      if (std::string why = checkRows(attr, type); !why.empty())
        return error() << "pattern '" << pattern.text << "' " << why;
      if (by && (chosen->begin != rows.begin || chosen->end != rows.end))
        return error() << "patterns '" << by->text << "' and '" << pattern.text
                       << "' name different rows of '" << parameter.getSymName()
                       << "'";
      chosen = rows;
      by = &pattern;
    }
    if (chosen->size() != type.getDimSize(0))
      parameter->setAttr(kTrainRowsAttr, chosen->attr(&getContext()));
    return success();
  }

  /// A pattern may be a name with a typing error.
  std::string nearName(const Pattern &pattern) {
    StringRef name = StringRef(pattern.text).split('[').first;
    StringRef best;
    unsigned least = static_cast<unsigned>(name.size()) / 3 + 1;
    for (auto parameter : getOperation().getOps<ParameterOp>()) {
      unsigned distance =
          name.edit_distance(parameter.getSymName(), true, least);
      if (distance < least) {
        least = distance;
        best = parameter.getSymName();
      }
    }
    return best.empty() ? "" : " (did you mean '" + best.str() + "'?)";
  }
};

} // namespace
} // namespace ms
