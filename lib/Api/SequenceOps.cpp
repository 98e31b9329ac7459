//===- SequenceOps.cpp - Shapes, indices, recurrence ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

namespace ms {

using namespace detail;
using api::OpAttributeList;
using Ints = std::vector<int64_t>;
using Tensors = std::vector<Tensor>;

static Tensors emitAll(const char *op, const Tensors &operands,
                       const OpAttributeList &attributes = {}) {
  std::vector<int> values;
  for (const Tensor &operand : operands)
    values.push_back(TensorImpl::get(operand));
  Tensors results;
  for (int value : check(currentTrace()->engine->emit(op, values, attributes)))
    results.push_back(TensorImpl::wrap(value));
  return results;
}

static Tensor emit(const char *op, const Tensors &operands,
                   const OpAttributeList &attributes = {}) {
  return emitAll(op, operands, attributes)[0];
}

namespace ops {

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

Tensor expandDims(const Tensor &x, int64_t axis) {
  return emit("expand_dims", {x}, {{"axis", axis}});
}

Tensor squeeze(const Tensor &x, const Ints &axis) {
  return emit("squeeze", {x}, {{"axis", axis}});
}

Tensor tile(const Tensor &x, const Ints &multiples) {
  return emit("tile", {x}, {{"multiples", multiples}});
}

Tensor stack(const Tensors &inputs, int64_t axis) {
  return emit("stack", inputs, {{"axis", axis}});
}

Tensors unstack(const Tensor &x, int64_t axis) {
  return emitAll("unstack", {x}, {{"axis", axis}});
}

Tensors split(const Tensor &x, int64_t axis, int64_t outputNum) {
  return emitAll("split", {x}, {{"axis", axis}, {"output_num", outputNum}});
}

Tensors splitV(const Tensor &x, const Ints &sizes, int64_t axis) {
  return emitAll("split_v", {x}, {{"size_splits", sizes}, {"split_dim", axis}});
}

Tensor stridedSlice(const Tensor &x, const Ints &begin, const Ints &end,
                    const Ints &strides, const StridedSliceMasks &masks) {
  return emit("strided_slice", {x},
              {{"begin", begin},
               {"end", end},
               {"strides", strides},
               {"begin_mask", masks.begin},
               {"end_mask", masks.end},
               {"ellipsis_mask", masks.ellipsis},
               {"new_axis_mask", masks.newAxis},
               {"shrink_axis_mask", masks.shrinkAxis}});
}

Tensor reverse(const Tensor &x, const Ints &axis) {
  return emit("reverse_v2", {x}, {{"axis", axis}});
}

Tensor mirrorPad(const Tensor &x, const Ints &low, const Ints &high,
                 const std::string &mode) {
  return emit("mirror_pad", {x},
              {{"low", low}, {"high", high}, {"mode", mode}});
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

Tensor unsortedSegmentSum(const Tensor &x, const Tensor &segmentIds,
                          int64_t numSegments) {
  return emit("unsorted_segment_sum", {x, segmentIds},
              {{"num_segments", numSegments}});
}

Tensor gatherD(const Tensor &x, int64_t dim, const Tensor &index) {
  return emit("gather_d", {x, index}, {{"dim", dim}});
}

Tensor gatherNd(const Tensor &x, const Tensor &indices) {
  return emit("gather_nd", {x, indices});
}

Tensor scatterNd(const Tensor &indices, const Tensor &updates,
                 const Shape &shape) {
  return emit("scatter_nd", {indices, updates}, {{"shape", Ints(shape)}});
}

Tensor tensorScatterAdd(const Tensor &x, const Tensor &indices,
                        const Tensor &updates) {
  return emit("tensor_scatter_add", {x, indices, updates});
}

Tensor tensorScatterUpdate(const Tensor &x, const Tensor &indices,
                           const Tensor &updates) {
  return emit("tensor_scatter_update", {x, indices, updates});
}

Ordered topK(const Tensor &x, int64_t k) {
  Tensors results = emitAll("top_k", {x}, {{"k", k}});
  return {results[0], results[1]};
}

Ordered sort(const Tensor &x, int64_t axis, bool descending) {
  Tensors results =
      emitAll("sort", {x}, {{"axis", axis}, {"descending", descending}});
  return {results[0], results[1]};
}

Tensor argSort(const Tensor &x, int64_t axis, bool descending) {
  return sort(x, axis, descending).indices;
}

Tensor tril(const Tensor &x, int64_t diagonal) {
  return emit("tril", {x}, {{"diagonal", diagonal}});
}

Tensor triu(const Tensor &x, int64_t diagonal) {
  return emit("triu", {x}, {{"diagonal", diagonal}});
}

Tensor maskedFill(const Tensor &x, const Tensor &mask, const Operand &value) {
  return emit("masked_fill",
              {x, mask,
               value.getTensor() ? *value.getTensor()
                                 : constant(value.getNumber(), x.dtype())});
}

//===----------------------------------------------------------------------===//
// Recurrence
//===----------------------------------------------------------------------===//

LSTMResult lstm(const Tensor &x, const Tensor &h0, const Tensor &c0,
                const Tensor &w, bool hasBias, bool batchFirst) {
  Tensors results =
      emitAll("lstm", {x, h0, c0, w},
              {{"has_bias", hasBias}, {"batch_first", batchFirst}});
  return {results[0], results[1], results[2]};
}

GRUResult gru(const Tensor &x, const Tensor &h0, const Tensor &w, bool hasBias,
              bool batchFirst) {
  Tensors results = emitAll(
      "gru", {x, h0, w}, {{"has_bias", hasBias}, {"batch_first", batchFirst}});
  return {results[0], results[1]};
}

} // namespace ops
} // namespace ms
