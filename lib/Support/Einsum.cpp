//===- Einsum.cpp - Einstein sums as products of stacks -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Support/Einsum.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace ms {
namespace {

using Ints = std::vector<int64_t>;
/// A letter; dimensions that "..." stands for are -1 (the last), -2, ...
using Label = int;
using Labels = std::vector<Label>;

bool contains(const Labels &labels, Label label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::string nameOf(Label label) {
  return label < 0 ? std::string("...")
                   : "'" + std::string(1, static_cast<char>(label)) + "'";
}

std::string textOf(int64_t extent) {
  return extent < 0 ? "?" : std::to_string(extent);
}

/// The letters of a term; kEllipsis stands for all dimensions of "...".
constexpr Label kEllipsis = 0;

class Planner {
public:
  Planner(const std::string &equation, const std::vector<Ints> &shapes)
      : equation(equation), shapes(shapes) {}

  EinsumPlan run() {
    if (!parse() || !resolve())
      return std::move(plan);
    if (shapes.size() == 1)
      planOne();
    else
      planTwo();
    return std::move(plan);
  }

private:
  bool fail(const std::string &why) {
    plan.error = "einsum \"" + equation + "\": " + why;
    return false;
  }

  //===--------------------------------------------------------------------===//
  // The equation
  //===--------------------------------------------------------------------===//

  bool readTerm(const std::string &text, Labels &labels) {
    for (size_t k = 0; k < text.size(); ++k) {
      if (text.compare(k, 3, "...") == 0) {
        if (contains(labels, kEllipsis))
          return fail("a term has two ellipses");
        labels.push_back(kEllipsis);
        k += 2;
      } else if (std::isalpha(static_cast<unsigned char>(text[k]))) {
        labels.push_back(text[k]);
      } else {
        return fail("'" + std::string(1, text[k]) +
                    "' is neither a letter nor part of \"...\", \",\" or "
                    "\"->\"");
      }
    }
    return true;
  }

  bool parse() {
    std::string text;
    for (char c : equation)
      if (c != ' ')
        text += c;
    size_t arrow = text.find("->");
    std::string inputs = text.substr(0, arrow);
    for (size_t start = 0;;) {
      size_t comma = inputs.find(',', start);
      terms.emplace_back();
      if (!readTerm(inputs.substr(start, comma - start), terms.back()))
        return false;
      if (comma == std::string::npos)
        break;
      start = comma + 1;
    }
    if (terms.size() != shapes.size())
      return fail("it has " + std::to_string(terms.size()) + " terms, but " +
                  std::to_string(shapes.size()) + " tensors are given");
    if (terms.size() > 2)
      return fail("more than two tensors cannot be multiplied at once: "
                  "multiply two of them first");
    isExplicit = arrow != std::string::npos;
    return !isExplicit || readTerm(text.substr(arrow + 2), output);
  }

  /// Replaces ellipses, finds the output of an implicit equation, and the
  /// extent of every label.
  bool resolve() {
    int64_t most = 0;
    for (size_t k = 0; k < terms.size(); ++k) {
      auto rank = static_cast<int64_t>(shapes[k].size());
      auto named = static_cast<int64_t>(terms[k].size());
      bool open = contains(terms[k], kEllipsis);
      named -= open;
      if (open ? rank < named : rank != named)
        return fail("term " + std::to_string(k) + " names " +
                    std::to_string(named) + " dimensions, but its tensor has " +
                    std::to_string(rank));
      if (open) {
        expand(terms[k], rank - named);
        most = std::max(most, rank - named);
      }
    }
    if (isExplicit)
      expand(output, most);
    else
      findOutput(most);

    for (size_t k = 0; k < terms.size(); ++k)
      for (size_t at = 0; at < terms[k].size(); ++at) {
        Label label = terms[k][at];
        if (std::count(terms[k].begin(), terms[k].end(), label) > 1)
          return fail(nameOf(label) + " stands twice in term " +
                      std::to_string(k) + ": diagonals are not supported");
        int64_t here = shapes[k][at];
        auto [known, isNew] = extents.try_emplace(label, here);
        if (isNew || known->second == here || here == 1)
          continue;
        if (known->second != 1)
          return fail(nameOf(label) + " is " + textOf(known->second) +
                      " in one tensor and " + textOf(here) + " in the other");
        known->second = here;
      }
    for (size_t at = 0; at < output.size(); ++at) {
      if (std::count(output.begin(), output.end(), output[at]) > 1)
        return fail(nameOf(output[at]) + " stands twice in the result");
      if (!extents.count(output[at]))
        return fail(nameOf(output[at]) + " of the result is in no tensor");
    }
    return true;
  }

  static void expand(Labels &labels, int64_t count) {
    auto at = std::find(labels.begin(), labels.end(), kEllipsis);
    if (at == labels.end())
      return;
    at = labels.erase(at);
    for (int64_t k = 1; k <= count; ++k)
      at = labels.insert(at, static_cast<Label>(-k));
  }

  /// "..." and then, by the alphabet, the letters that stand once.
  void findOutput(int64_t most) {
    std::map<Label, int> counts;
    for (const Labels &term : terms)
      for (Label label : term)
        ++counts[label];
    for (int64_t k = most; k >= 1; --k)
      output.push_back(static_cast<Label>(-k));
    for (auto [label, count] : counts)
      if (label > 0 && count == 1)
        output.push_back(label);
  }

  //===--------------------------------------------------------------------===//
  // Steps
  //===--------------------------------------------------------------------===//

  static Ints permutation(const Labels &from, const Labels &to) {
    Ints perm;
    bool moves = false;
    for (Label label : to) {
      auto at = std::find(from.begin(), from.end(), label) - from.begin();
      moves |= at != static_cast<int64_t>(perm.size());
      perm.push_back(at);
    }
    return moves ? perm : Ints();
  }

  Ints shapeOf(const Labels &labels) const {
    Ints shape;
    for (Label label : labels)
      shape.push_back(extents.at(label));
    return shape;
  }

  /// The labels of a term that vary in its tensor: an extent of 1 that is
  /// larger in the other one repeats.
  Labels varying(size_t term) const {
    Labels labels;
    for (size_t at = 0; at < terms[term].size(); ++at)
      if (shapes[term][at] != 1 || extents.at(terms[term][at]) == 1)
        labels.push_back(terms[term][at]);
    return labels;
  }

  /// Sums what stands neither in the result nor in `other`, and drops what
  /// repeats. The labels that are left.
  Labels reduce(size_t term, const Labels &other) {
    EinsumPlan::Operand &steps = plan.operands[term];
    Labels varies = varying(term), left;
    bool repeats = varies.size() != terms[term].size();
    for (size_t at = 0; at < terms[term].size(); ++at) {
      Label label = terms[term][at];
      if (!contains(varies, label))
        continue;
      if (contains(output, label) || contains(other, label))
        left.push_back(label);
      else
        steps.sum.push_back(static_cast<int64_t>(at));
    }
    if (repeats)
      steps.squeezed = shapeOf(left);
    return left;
  }

  void planOne() {
    plan.operands.resize(1);
    Labels left = reduce(0, {});
    plan.operands[0].perm = permutation(left, output);
  }

  void planTwo() {
    plan.operands.resize(2);
    Labels a = reduce(0, varying(1)), b = reduce(1, varying(0));
    Labels stack, terms, rows, columns;
    for (Label label : a)
      if (!contains(b, label))
        rows.push_back(label);
      else
        (contains(output, label) ? stack : terms).push_back(label);
    for (Label label : b)
      if (!contains(a, label))
        columns.push_back(label);
    // The batch stands in front. One that a single side has is a dimension of
    // that side's stack, over which the other repeats, or among the rows.
    auto hasBatch = [&](const Labels &labels) {
      return std::any_of(labels.begin(), labels.end(),
                         [&](Label label) { return extents.at(label) < 0; });
    };
    if (stack.empty() && !terms.empty() && hasBatch(columns)) {
      plan.isSwapped = true;
      std::swap(a, b);
      std::swap(rows, columns);
    }
    Labels leadA, leadB;
    if (!stack.empty() || terms.empty()) {
      moveBatch(rows, leadA);
      moveBatch(columns, leadB);
    }
    Labels result = leadA;
    for (const Labels *part : {&leadB, &stack, &rows, &columns})
      result.insert(result.end(), part->begin(), part->end());
    leadA.insert(leadA.end(), stack.begin(), stack.end());
    leadB.insert(leadB.end(), stack.begin(), stack.end());
    if (terms.empty()) {
      planElements(a, b, leadA, leadB, rows, columns);
    } else {
      size_t first = plan.isSwapped ? 1 : 0;
      plan.isMatrixProduct = true;
      plan.transposeA = arrange(first, a, leadA, rows, terms);
      plan.transposeB = arrange(1 - first, b, leadB, terms, columns);
      if (rows.size() != 1 || columns.size() != 1)
        plan.shape = shapeOf(result);
    }
    plan.perm = permutation(result, output);
  }

  /// No sum: both sides broadcast to [stack, rows, columns].
  void planElements(const Labels &a, const Labels &b, const Labels &stackA,
                    const Labels &stackB, const Labels &rows,
                    const Labels &columns) {
    Labels first = stackA, second = stackB;
    first.insert(first.end(), rows.begin(), rows.end());
    second.insert(second.end(), columns.begin(), columns.end());
    plan.operands[0].perm = permutation(a, first);
    plan.operands[1].perm = permutation(b, second);
    if (!columns.empty() && !first.empty()) {
      Ints shape = shapeOf(first);
      shape.insert(shape.end(), columns.size(), 1);
      plan.operands[0].shape = shape;
    }
    if (!rows.empty() && !stackB.empty()) {
      Ints shape = shapeOf(stackB), rest = shapeOf(columns);
      shape.insert(shape.end(), rows.size(), 1);
      shape.insert(shape.end(), rest.begin(), rest.end());
      plan.operands[1].shape = shape;
    }
  }

  void moveBatch(Labels &from, Labels &to) const {
    for (Label label : from)
      if (extents.at(label) < 0)
        to.push_back(label);
    from.erase(
        std::remove_if(from.begin(), from.end(),
                       [&](Label label) { return extents.at(label) < 0; }),
        from.end());
  }

  /// An operand as [stack, before, behind], or with these two turned round:
  /// then true. It stays as it lies where a turned matrix will do.
  bool arrange(size_t operand, const Labels &have, const Labels &stack,
               const Labels &before, const Labels &behind) {
    EinsumPlan::Operand &steps = plan.operands[operand];
    auto joined = [&](const Labels &first, const Labels &second) {
      Labels all = stack;
      all.insert(all.end(), first.begin(), first.end());
      all.insert(all.end(), second.begin(), second.end());
      return all;
    };
    Ints straight = permutation(have, joined(before, behind));
    Ints turned = permutation(have, joined(behind, before));
    // Sums over the batch need it in front.
    bool frontIsBatch =
        stack.empty() && !have.empty() && extents.at(have[0]) < 0;
    bool turn = frontIsBatch ? contains(behind, have[0])
                             : !straight.empty() && turned.empty();
    steps.perm = turn ? turned : straight;
    const Labels &first = turn ? behind : before,
                 &second = turn ? before : behind;
    if (first.size() != 1 || second.size() != 1) {
      Ints shape = shapeOf(stack);
      shape.push_back(product(first));
      shape.push_back(product(second));
      steps.shape = shape;
    }
    return turn;
  }

  /// The product of extents, -1 where one is dynamic.
  int64_t product(const Labels &labels) const {
    int64_t count = 1;
    for (Label label : labels) {
      int64_t extent = extents.at(label);
      count = extent < 0 || count < 0 ? -1 : count * extent;
    }
    return count;
  }

  const std::string &equation;
  const std::vector<Ints> &shapes;
  std::vector<Labels> terms;
  Labels output;
  bool isExplicit = false;
  std::map<Label, int64_t> extents;
  EinsumPlan plan;
};

} // namespace

EinsumPlan planEinsum(const std::string &equation,
                      const std::vector<std::vector<int64_t>> &shapes) {
  return Planner(equation, shapes).run();
}

} // namespace ms
