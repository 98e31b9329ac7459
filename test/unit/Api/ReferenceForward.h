//===- ReferenceForward.h - What the evaluator says of a network -*- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_API_REFERENCEFORWARD_H
#define MS_TEST_UNIT_API_REFERENCEFORWARD_H

#include <cstdint>
#include <string>
#include <vector>

namespace ms::test {

/// Runs @forward of a network of the zoo in the f64 evaluator, with the weights
/// of a checkpoint; empty after an error.
std::vector<double> evaluateZoo(const std::string &name,
                                const std::string &checkpoint,
                                const std::vector<int64_t> &shape,
                                const std::vector<double> &input);

/// The same of a .mindir file; all inputs are of f32.
std::vector<std::vector<double>>
evaluateFile(const std::string &path,
             const std::vector<std::vector<double>> &inputs);

/// The losses of a .mindir file that is a step of training, over rows of these
/// columns: `rows` in each step.
std::vector<double> trainFile(const std::string &path,
                              const std::vector<std::vector<double>> &columns,
                              int64_t rows);

/// The first values of a zoo network's parameter as the runtime makes them.
std::vector<float> firstValues(const std::string &network,
                               const std::string &parameter);

/// The networks of the zoo, and the parameters of one ("mlp:hidden=8").
std::vector<std::string> zooNetworks();
std::vector<std::string> zooParameterNames(const std::string &network);

} // namespace ms::test

#endif // MS_TEST_UNIT_API_REFERENCEFORWARD_H
