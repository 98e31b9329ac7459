//===- Predict.cpp - Running a function on whole arrays -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Arrays with more rows than the function takes are cut into pieces: of up to
// max_rows rows, or of exactly the batch that the function was compiled for.
// The outputs of the pieces are put together again.
//
//===----------------------------------------------------------------------===//

#include "msrt/Trainer.h"
#include "runtime/Core/Text.h"
#include "runtime/Train/Binding.h"

#include <algorithm>
#include <cstring>

namespace msrt {

namespace {
/// One call of predict().
class Prediction {
public:
  Prediction(Session &session, int index,
             const std::vector<NamedTensorRef> &given)
      : session(session), index(index), function(session.function(index)),
        given(given) {}

  Result<std::vector<NamedTensor>> run();

private:
  Status checkInputs();
  /// Rows that one row of the batch takes of a tensor, 0 when it is not cut.
  int64_t perRow(const msrt_tensor &tensor) const;
  Status inputMisfit(uint32_t i) const {
    return misfit(function, i, "array " + quoteName(given[i].name),
                  given[i].tensor.dtype, toString(given[i].tensor.dims));
  }

  Session &session;
  int index;
  const msrt_function &function;
  const std::vector<NamedTensorRef> &given;
  int64_t rows = -1;    ///< of the arrays, in rows of the batch
  int64_t largest = -1; ///< rows of one piece
  bool whole = false;   ///< arrays are exactly the inputs
};
} // namespace

int64_t Prediction::perRow(const msrt_tensor &tensor) const {
  if (whole || tensor.rank == 0)
    return 0;
  if (function.max_rows > 0)
    return tensor.dims[0] < 0 ? -tensor.dims[0] : 0;
  // Compiled for one batch: a "row" of the cutting is that whole batch.
  return tensor.dims[0];
}

Status Prediction::checkInputs() {
  if (given.size() != function.num_inputs)
    return Status::error(Code::Binding, "%zu arrays, %s takes %u inputs",
                         given.size(), function.name, function.num_inputs);
  whole = function.max_rows == 0;
  for (uint32_t i = 0; i < function.num_inputs; ++i) {
    if (!convertible(given[i].tensor.dtype, dtypeOf(function.inputs[i])))
      return inputMisfit(i);
    whole &= given[i].tensor.dims == dimsOf(function.inputs[i]);
  }
  largest = std::max<int64_t>(function.max_rows, 1);
  for (uint32_t i = 0; i < function.num_inputs; ++i) {
    Dims found = given[i].tensor.dims, wanted = dimsOf(function.inputs[i]);
    int64_t each = perRow(function.inputs[i]);
    if (each == 0) {
      if (found != wanted)
        return inputMisfit(i);
      continue;
    }
    if (found.size() != wanted.size() ||
        found.dropFront() != wanted.dropFront() || found[0] == 0 ||
        found[0] % each != 0)
      return inputMisfit(i);
    if (rows >= 0 && found[0] / each != rows)
      return Status::error(Code::Binding,
                           "array %s has %lld rows, the arrays before it %lld",
                           quoteName(given[i].name).c_str(),
                           static_cast<long long>(found[0] / each),
                           static_cast<long long>(rows));
    rows = found[0] / each;
  }
  if (rows < 0)
    rows = 1;
  return {};
}

Result<std::vector<NamedTensor>> Prediction::run() {
  MSRT_TRY(checkInputs());
  int64_t piece = std::min(rows, largest);
  MSRT_ASSIGN(binding, Binding::create(session, index, piece));
  std::vector<NamedTensor> results;
  for (uint32_t i = 0; i < function.num_outputs; ++i) {
    const msrt_tensor &tensor = function.outputs[i];
    std::vector<int64_t> dims = dimsOf(tensor).vec();
    int64_t each = perRow(tensor);
    if (each > 0)
      dims[0] = each * rows;
    else if (rows > piece)
      return Status::error(
          Code::Binding,
          "%lld rows, %s takes %lld at a time, and its output %s is one value "
          "for all of them",
          static_cast<long long>(rows), function.name,
          static_cast<long long>(piece), quoteName(tensor.name).c_str());
    MSRT_ASSIGN(result, Tensor::create(dtypeOf(tensor), dims));
    results.push_back({tensor.name, std::move(result)});
  }
  for (int64_t first = 0; first < rows; first += piece) {
    int64_t count = std::min(piece, rows - first);
    std::vector<std::vector<int64_t>> dims(function.num_inputs);
    for (uint32_t i = 0; i < function.num_inputs; ++i) {
      TensorRef part = given[i].tensor;
      dims[i] = part.dims.vec();
      if (int64_t each = perRow(function.inputs[i])) {
        int64_t inner = elementCount(part.dims.dropFront());
        dims[i][0] = each * count;
        part.data = static_cast<const uint8_t *>(part.data) +
                    static_cast<uint64_t>(first * each * inner) *
                        dtypeBytes(part.dtype);
      }
      part.dims = dims[i];
      MSRT_TRY(binding.setInput(i, part, "array " + quoteName(given[i].name)));
    }
    MSRT_TRY(binding.run(count));
    for (uint32_t i = 0; i < function.num_outputs; ++i) {
      TensorRef part = binding.output(i);
      auto bytes = static_cast<uint64_t>(part.bytes());
      uint64_t place = results[i].tensor.buffer.size() /
                       static_cast<uint64_t>(rows) *
                       static_cast<uint64_t>(first);
      if (bytes > 0)
        std::memcpy(results[i].tensor.buffer.data() + place, part.data, bytes);
    }
  }
  return results;
}

Result<std::vector<NamedTensor>>
Trainer::predict(const std::vector<NamedTensorRef> &inputs,
                 std::string_view function) {
  int index = session.find(function);
  if (index < 0)
    return Status::error(Code::MissingFunction, "artefact %s has no %s",
                         quoteName(session.artifact().name).c_str(),
                         std::string(function).c_str());
  return Prediction(session, index, inputs).run();
}

} // namespace msrt
