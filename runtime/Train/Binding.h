//===- Binding.h - Buffers and checks around one function -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Holds what a call of a generated function needs: converted inputs and output
// buffers for a number of rows. Says, in the words of data columns, why data
// does not fit.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_TRAIN_BINDING_H
#define MSRT_TRAIN_BINDING_H

#include "msrt/Dataset.h"
#include "msrt/Session.h"

namespace msrt {

class Binding {
public:
  /// Prepares a function for batches of up to `rows` rows.
  static Result<Binding> create(Session &session, int function, int64_t rows);

  /// Checks that the data set's columns fit the inputs, by position, and that
  /// all batches have rows that the function takes.
  Status checkColumns(const Dataset &dataset) const;

  /// Takes a tensor as input `i`: by pointer, or converted into a buffer.
  /// `label` is for messages.
  Status setInput(uint32_t i, TensorRef tensor, const std::string &label);
  /// Takes the batch that the reader holds.
  Status setInputs(const DatasetReader &reader, const Dataset &dataset);

  Status run(int64_t rows);

  const msrt_function &function() const { return *entry; }
  TensorRef output(uint32_t i) const;

private:
  Binding() = default;

  Session *session = nullptr;
  int index = 0;
  const msrt_function *entry = nullptr;
  std::vector<Buffer> converted; ///< one per input, empty until needed
  std::vector<const void *> inputs;
  std::vector<Buffer> buffers;
  std::vector<void *> outputs;
  std::vector<std::vector<int64_t>> outputDims;
};

/// Whether values of one type may go to an input of another: floats to floats,
/// integers and booleans to integers.
bool convertible(DType from, DType to);

/// The error of data that does not fit an input.
Status misfit(const msrt_function &function, uint32_t input,
              const std::string &label, DType dtype, const std::string &shape);

} // namespace msrt

#endif // MSRT_TRAIN_BINDING_H
