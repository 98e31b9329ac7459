//===- Borders.cpp - Borders of one value, mirrored, repeated -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A border that repeats the outermost elements, or goes on from the other side,
// is made of slices and concatenations.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Compose.h"
#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// The widths of a border, for each dimension of a tensor.
struct Border {
  NodeReader::Ints low, high;
};

/// Pairs from the last dimension on; nothing after an error.
std::optional<Border> readBorder(NodeReader &n, RankedTensorType type) {
  NodeReader::Ints all = n.ints({1, "paddings"});
  if (!n.boolean(attribute("paddings_contiguous"), true))
    n.fail("has paddings that are not contiguous, which is not supported");
  if (!type || n.hasFailed())
    return std::nullopt;
  int64_t rank = type.getRank();
  if (all.size() % 2 != 0 || all.size() > 2 * static_cast<size_t>(rank)) {
    n.fail("has " + Twine(all.size()) + " paddings for rank " + Twine(rank));
    return std::nullopt;
  }
  Border border = {NodeReader::Ints(rank, 0), NodeReader::Ints(rank, 0)};
  for (size_t k = 0; k < all.size() / 2; ++k) {
    border.low[rank - 1 - k] = all[2 * k];
    border.high[rank - 1 - k] = all[2 * k + 1];
  }
  return border;
}

std::string readMode(NodeReader &n) {
  return n.choice(attribute("mode"),
                  {"constant", "reflect", "edge", "circular"}, "constant");
}

/// Whether elements of a dimension of `extent` can make a border.
bool canRepeat(NodeReader &n, StringRef mode, int64_t extent, int64_t low,
               int64_t high) {
  // What goes on from the other side is there once.
  int64_t widest = mode == "circular" ? extent : INT64_MAX;
  if (!ShapedType::isDynamic(extent) && extent > 0 && low >= 0 && high >= 0 &&
      std::max(low, high) <= widest)
    return true;
  n.fail("cannot make borders of " + Twine(low) + " and " + Twine(high) +
         " elements from an extent of " +
         (ShapedType::isDynamic(extent) ? Twine("?") : Twine(extent)) +
         " in mode '" + mode + "'");
  return false;
}

Value mirror(NodeReader &n, Value x, const Border &border, StringRef opName) {
  Operation *op = n.emitOp(opName, x,
                           n.attributes()
                               .ints("low", border.low)
                               .ints("high", border.high)
                               .text("mode", "reflect"));
  return op ? op->getResult(0) : Value();
}

Item importPadV3(NodeReader &n) {
  Value x = n.tensor(0);
  std::string mode = readMode(n);
  double value = mode == "constant" ? n.real({2, "constant_value"}, 0) : 0;
  std::optional<Border> border = readBorder(n, n.typeOf(x));
  if (!border)
    return Item();
  if (mode == "reflect")
    return Item::tensor(mirror(n, x, *border, MirrorPadOp::getOperationName()));
  auto negative = [](int64_t width) { return width < 0; };
  // Booleans get their border as numbers.
  bool isBool = n.typeOf(x).getElementType().isInteger(1);
  if (isBool && mode == "constant")
    x = n.emit<CastOp>(
        x, n.attributes().type("dtype", IntegerType::get(n.getContext(), 32)));
  auto result = [&](Value y) {
    if (isBool && mode == "constant")
      y = n.emit<CastOp>(
          y, n.attributes().type("dtype", IntegerType::get(n.getContext(), 1)));
    return Item::tensor(y);
  };
  if (mode == "constant" && llvm::none_of(border->low, negative) &&
      llvm::none_of(border->high, negative))
    return result(n.emit<PadOp>(x, n.attributes()
                                       .ints("low", border->low)
                                       .ints("high", border->high)
                                       .number("value", value)));
  for (int64_t k = 0, e = border->low.size(); k < e && !n.hasFailed(); ++k) {
    int64_t low = border->low[k], high = border->high[k];
    if (low == 0 && high == 0)
      continue;
    int64_t extent = n.typeOf(x).getDimSize(k);
    if (mode == "constant") {
      x = compose::pad(n, x, k, low, high, value);
      continue;
    }
    if (!canRepeat(n, mode, extent, low, high))
      break;
    SmallVector<Value> parts;
    bool wraps = mode == "circular";
    auto add = [&](int64_t width, int64_t wrapped, int64_t outermost) {
      if (width == 0)
        return;
      parts.push_back(
          wraps ? compose::slice(n, x, k, wrapped, width)
                : compose::repeat(n, compose::slice(n, x, k, outermost, 1), k,
                                  width));
    };
    add(low, extent - low, 0);
    parts.push_back(x);
    add(high, 0, extent - 1);
    x = compose::concat(n, parts, k);
  }
  return result(x);
}

/// dy and the paddings: each element gets what its copies have.
Item importPadV3Grad(NodeReader &n) {
  Value dy = n.tensor(0);
  std::string mode = readMode(n);
  std::optional<Border> border = readBorder(n, n.typeOf(dy));
  if (!border)
    return Item();
  if (mode == "reflect")
    return Item::tensor(
        mirror(n, dy, *border, MirrorPadGradOp::getOperationName()));
  for (int64_t k = border->low.size(); k-- > 0 && !n.hasFailed();) {
    int64_t low = border->low[k], high = border->high[k];
    if (low == 0 && high == 0)
      continue;
    if (mode == "constant") {
      dy = compose::pad(n, dy, k, -low, -high);
      continue;
    }
    int64_t padded = n.typeOf(dy).getDimSize(k), extent = padded - low - high;
    if (!canRepeat(n, mode, ShapedType::isDynamic(padded) ? padded : extent,
                   low, high))
      break;
    SmallVector<Value> sum = {compose::slice(n, dy, k, low, extent)};
    auto add = [&](int64_t begin, int64_t width, int64_t to) {
      if (width == 0)
        return;
      Value part = compose::slice(n, dy, k, begin, width);
      if (mode == "edge") {
        part = n.emit<ReduceSumOp>(
            part, n.attributes().ints("axis", {k}).flag("keep_dims", true));
        width = 1;
      }
      sum.push_back(compose::pad(n, part, k, to, extent - to - width));
    };
    bool wraps = mode == "circular";
    add(0, low, wraps ? extent - low : 0);
    add(low + extent, high, wraps ? 0 : extent - 1);
    dy = n.emit<AddNOp>(sum);
  }
  return Item::tensor(dy);
}

/// A border of zeros: pairs for each dimension.
Item importPad(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints all = n.ints(attribute("paddings")), low, high;
  for (auto [k, border] : llvm::enumerate(all))
    (k % 2 ? high : low).push_back(border);
  return Item::tensor(
      n.emit<PadOp>(x, n.attributes().ints("low", low).ints("high", high)));
}

/// Paddings [rank, 2] as a constant tensor, row by row.
template <typename OpT> Item importMirrorPad(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints all = n.ints({1, "paddings"}), low, high;
  std::string mode =
      n.choice(attribute("mode"), {"reflect", "symmetric"}, "reflect");
  for (auto [k, border] : llvm::enumerate(all))
    (k % 2 ? high : low).push_back(border);
  return Item::tensor(n.emit<OpT>(
      x,
      n.attributes().ints("low", low).ints("high", high).text("mode", mode)));
}

} // namespace

void addBorderOps(OpTable &table) {
  table["Pad"] = importPad;
  table["PadV3"] = importPadV3;
  table["PadV3Grad"] = importPadV3Grad;
  table["MirrorPad"] = importMirrorPad<MirrorPadOp>;
  table["MirrorPadGrad"] = importMirrorPad<MirrorPadGradOp>;
}

} // namespace ms
