//===- Error.h - What the API throws ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_ERROR_H
#define MS_ERROR_H

#include <stdexcept>
#include <string>

namespace ms {

/// Every failure of the API. what() is one message in the form
///   [MS1001] mindir.mat_mul 'fc1': a has 400 columns, but b has 401 rows (C2)
/// with a code, the layer or file where there is one, and what was found and
/// expected; further lines are notes.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace ms

#endif // MS_ERROR_H
