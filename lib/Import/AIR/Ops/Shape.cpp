//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

static void importExpandDims(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<ExpandDimsOp>(
      x, n.attributes().integer("axis", n.integer("axis"))));
}

static void importSqueeze(NodeReader &n) {
  n.result(n.emit<SqueezeOp>(n.tensor("x"),
                             n.attributes().ints("axis", n.intsAttr("axis"))));
}

static void importTile(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(
      n.emit<TileOp>(x, n.attributes().ints("multiples", n.ints("multiples"))));
}

static void importPack(NodeReader &n) {
  SmallVector<Value> values = n.tensors();
  n.expectInt("N", static_cast<int64_t>(values.size()));
  n.result(n.emit<StackOp>(values,
                           n.attributes().integer("axis", n.intAttr("axis"))));
}

static void importConcat(NodeReader &n) {
  SmallVector<Value> values = n.tensors();
  n.expectInt("N", static_cast<int64_t>(values.size()));
  n.result(n.emit<ConcatOp>(
      values, n.attributes().integer("axis", n.intAttr("concat_dim"))));
}

static void importUnpack(NodeReader &n) {
  Value x = n.tensor("x");
  n.expectInt("num", n.numOutputs());
  n.results(n.emitOp(UnstackOp::getOperationName(), x,
                     n.attributes().integer("axis", n.intAttr("axis"))));
}

static void importSplit(NodeReader &n) {
  Value x = n.tensor("x");
  n.expectInt("num_split", n.numOutputs());
  n.results(n.emitOp(SplitOp::getOperationName(), x,
                     n.attributes()
                         .integer("axis", n.intAttr("split_dim"))
                         .integer("output_num", n.numOutputs())));
}

static void importSplitV(NodeReader &n) {
  Value x = n.tensor("x");
  n.expectInt("num_split", n.numOutputs());
  n.results(n.emitOp(SplitVOp::getOperationName(), x,
                     n.attributes()
                         .ints("size_splits", n.intsAttr("size_splits"))
                         .integer("split_dim", n.intAttr("split_dim"))));
}

static void importSlice(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<SliceOp>(x, n.attributes()
                                  .ints("begin", n.ints("offsets"))
                                  .ints("size", n.ints("size"))));
}

static void importStridedSlice(NodeReader &n) {
  Value x = n.tensor("x");
  OpAttributes attributes = n.attributes();
  for (StringRef list : {"begin", "end", "strides"})
    attributes.ints(list, n.ints(list));
  for (StringRef mask : {"begin_mask", "end_mask", "ellipsis_mask",
                         "new_axis_mask", "shrink_axis_mask"})
    attributes.integer(mask, n.intAttr(mask));
  n.result(n.emit<StridedSliceOp>(x, attributes));
}

static void importReverse(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<ReverseV2Op>(x, n.attributes().ints("axis", n.ints("axis"))));
}

/// Pairs of numbers, of each dimension.
static OpAttributes paddings(NodeReader &n) {
  NodeReader::Ints pairs = n.ints("paddings"), low, high;
  if (pairs.size() % 2 != 0)
    n.fail("its input 'paddings' has " + Twine(pairs.size()) +
           " numbers, expected pairs");
  for (size_t k = 0; k + 1 < pairs.size(); k += 2) {
    low.push_back(pairs[k]);
    high.push_back(pairs[k + 1]);
  }
  return n.attributes().ints("low", low).ints("high", high);
}

static void importPad(NodeReader &n) {
  Value x = n.tensor("x");
  OpAttributes attributes = paddings(n);
  if (n.getType() == "PadV2")
    attributes.number("value", n.real("constant_values"));
  n.result(n.emit<PadOp>(x, attributes));
}

static void importMirrorPad(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<MirrorPadOp>(
      x, paddings(n).text("mode", StringRef(n.textAttr("mode")).lower())));
}

void addShapeOps(OpTable &table) {
  table["ExpandDims"] = importExpandDims;
  table["Squeeze"] = importSqueeze;
  table["Tile"] = importTile;
  table["Pack"] = importPack;
  table["ConcatD"] = importConcat;
  table["Unpack"] = importUnpack;
  table["SplitD"] = importSplit;
  table["SplitVD"] = importSplitV;
  table["Slice"] = importSlice;
  table["StridedSlice"] = importStridedSlice;
  table["ReverseV2"] = importReverse;
  table["Pad"] = table["PadV2"] = importPad;
  table["MirrorPad"] = importMirrorPad;
}

} // namespace ms::air
