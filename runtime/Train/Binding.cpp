//===- Binding.cpp - Buffers and checks around one function ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "runtime/Train/Binding.h"

#include "runtime/Core/Text.h"

#include <algorithm>

namespace msrt {

static long long ll(int64_t value) { return value; }

bool convertible(DType from, DType to) {
  return from == to || (isFloat(from) && isFloat(to)) ||
         (!isFloat(from) && isInteger(to));
}

Status misfit(const msrt_function &function, uint32_t input,
              const std::string &label, DType dtype, const std::string &shape) {
  const msrt_tensor &tensor = function.inputs[input];
  DType wanted = dtypeOf(tensor);
  std::string hint;
  if (!convertible(dtype, wanted))
    hint = isFloat(wanted) ? ": rescale or cast it" : ": cast it";
  return Status::error(
      Code::Binding, "%s is %s %s, input %s of %s takes %s %s%s", label.c_str(),
      dtypeName(dtype), shape.c_str(), quoteName(tensor.name).c_str(),
      function.name, dtypeName(wanted), shapeText(tensor).c_str(),
      hint.c_str());
}

Result<Binding> Binding::create(Session &session, int function, int64_t rows) {
  Binding binding;
  binding.session = &session;
  binding.index = function;
  binding.entry = &session.function(function);
  const msrt_function &entry = *binding.entry;
  binding.converted.resize(entry.num_inputs);
  binding.inputs.resize(entry.num_inputs);
  for (uint32_t i = 0; i < entry.num_outputs; ++i) {
    const msrt_tensor &tensor = entry.outputs[i];
    std::vector<int64_t> dims = dimsFor(tensor, rows);
    int64_t bytes = tensorBytes(dtypeOf(tensor), dims);
    if (bytes < 0)
      return Status::error(
          Code::Memory, "output %s of %s: shape %s has no size",
          quoteName(tensor.name).c_str(), entry.name, toString(dims).c_str());
    MSRT_ASSIGN(buffer, Buffer::create(static_cast<uint64_t>(bytes)));
    binding.outputs.push_back(buffer.data());
    binding.buffers.push_back(std::move(buffer));
    binding.outputDims.push_back(std::move(dims));
  }
  return binding;
}

// Whether a batch [rows, row dims...] is the input: as it is, or with the first
// two dimensions taken as one.
static bool shapeFits(const std::vector<int64_t> &wanted, int64_t rows,
                      const std::vector<int64_t> &rowDims) {
  std::vector<int64_t> dims = rowDims;
  if (!dims.empty()) {
    dims[0] *= rows;
    if (dims == wanted)
      return true;
  }
  dims = rowDims;
  dims.insert(dims.begin(), rows);
  return dims == wanted;
}

Status Binding::checkColumns(const Dataset &dataset) const {
  int64_t batch = dataset.batchRows();
  if (batch == 0)
    return Status::error(Code::Binding,
                         "the data is single rows, %s takes batches: batch it",
                         entry->name);
  if (dataset.columns().size() < entry->num_inputs)
    return Status::error(
        Code::Binding, "the data has %zu columns, %s takes %u inputs",
        dataset.columns().size(), entry->name, entry->num_inputs);
  if (dataset.size() == 0)
    return Status::error(Code::Binding,
                         "the data has no batch: it has fewer rows than one "
                         "batch of %lld",
                         ll(batch));
  // Data with fewer rows than a batch has only the short one.
  batch = dataset.root().rowsAt(0);
  if (entry->max_rows > 0 && batch > entry->max_rows)
    return Status::error(Code::Binding,
                         "batches of %lld rows, %s takes at most %lld",
                         ll(batch), entry->name, ll(entry->max_rows));
  for (uint32_t i = 0; i < entry->num_inputs; ++i) {
    const Column &column = dataset.columns()[i];
    const msrt_tensor &tensor = entry->inputs[i];
    if (convertible(column.dtype, dtypeOf(tensor)) &&
        shapeFits(dimsFor(tensor, batch), batch, column.dims))
      continue;
    std::vector<int64_t> dims = column.dims;
    dims.insert(dims.begin(), batch);
    return misfit(*entry, i, "column " + quoteName(column.name), column.dtype,
                  toString(dims));
  }
  if (entry->max_rows > 0)
    return {};
  for (int64_t i = 0; i < dataset.size(); ++i)
    if (dataset.root().rowsAt(i) != batch)
      return Status::error(Code::Binding,
                           "%s takes exactly %lld rows, batch %lld has %lld: "
                           "drop the remainder",
                           entry->name, ll(batch), ll(i + 1),
                           ll(dataset.root().rowsAt(i)));
  return {};
}

Status Binding::setInput(uint32_t i, TensorRef tensor,
                         const std::string &label) {
  DType wanted = dtypeOf(entry->inputs[i]);
  if (tensor.dtype == wanted &&
      reinterpret_cast<uintptr_t>(tensor.data) % MSRT_ALIGNMENT == 0) {
    inputs[i] = tensor.data;
    return {};
  }
  int64_t count = tensor.count();
  uint64_t bytes = static_cast<uint64_t>(count) * dtypeBytes(wanted);
  if (converted[i].size() < bytes || !converted[i].data()) {
    MSRT_ASSIGN(buffer, Buffer::create(bytes));
    converted[i] = std::move(buffer);
  }
  int64_t wrong = convertElements(tensor.dtype, tensor.data, wanted,
                                  converted[i].data(), count);
  if (wrong >= 0) {
    int64_t perRow = tensor.dims.empty() || tensor.dims[0] == 0
                         ? 1
                         : std::max<int64_t>(count / tensor.dims[0], 1);
    return Status::error(
        Code::Binding, "%s: row %lld has %lld, which is no %s for input %s",
        label.c_str(), ll(wrong / perRow),
        ll(loadInteger(tensor.dtype, tensor.data, wrong)), dtypeName(wanted),
        quoteName(entry->inputs[i].name).c_str());
  }
  inputs[i] = converted[i].data();
  return {};
}

Status Binding::setInputs(const DatasetReader &reader, const Dataset &dataset) {
  for (uint32_t i = 0; i < entry->num_inputs; ++i) {
    TensorRef tensor = reader.column(i);
    if (tensor.dtype == dtypeOf(entry->inputs[i])) {
      inputs[i] = tensor.data;
      continue;
    }
    MSRT_TRY(setInput(i, tensor,
                      format("column %s, batch %lld",
                             quoteName(dataset.columns()[i].name).c_str(),
                             ll(reader.position()))));
  }
  return {};
}

Status Binding::run(int64_t rows) {
  for (uint32_t i = 0; i < entry->num_outputs; ++i)
    if (entry->outputs[i].rank > 0 && entry->outputs[i].dims[0] < 0)
      outputDims[i][0] = -entry->outputs[i].dims[0] * rows;
  return session->run(index, inputs.data(), outputs.data(), rows);
}

TensorRef Binding::output(uint32_t i) const {
  return {dtypeOf(entry->outputs[i]), outputDims[i], outputs[i]};
}

} // namespace msrt
