//===- ChoiceTranslator.h - Candidates as choices ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The planner's candidates are in loops of a nest, choices in dimensions of the
// contraction's generic: each from the other, and in words why there is none.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_CHOICETRANSLATOR_H
#define MS_PASSES_KERNELS_CHOICETRANSLATOR_H

#include "passes/Kernels/ContractionModel.h"

namespace ms {

class ChoiceTranslator : protected ContractionModel {
protected:
  ChoiceTranslator(const Nest &nest, const VectorTarget &target);

  /// None where the choice names loops or operands that are not there, or a
  /// copy that cannot be made.
  std::optional<Candidate> toCandidate(const ContractionChoice &choice) const;
  ContractionChoice toChoice(const Candidate &candidate) const;
  /// Why the planner has no candidate of a choice.
  std::string whyNot(const ContractionChoice &choice) const;

private:
  std::optional<unsigned> loopOf(unsigned dim) const;
  unsigned dimOf(unsigned loop) const;
  unsigned numberOf(bool swap) const {
    return operands[swap ? 0 : 1]->getOperandNumber();
  }
  /// On tensors a copy can be asked for; on buffers it is there, or not.
  bool wantsCopy(const ContractionChoice &choice) const {
    return choice.packed && nest.stores.empty();
  }

  /// Loops of the nest, each with the dimension that it is.
  llvm::SmallVector<std::pair<unsigned, unsigned>> dims;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_CHOICETRANSLATOR_H
