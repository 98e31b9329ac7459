//===- NN.cpp - Convolution, pooling, softmax -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

/// What convolutions and poolings have. Borders are written out: "same" means
/// something else in each version of ONNX.
static Attributes windowAttributes(const Window &w) {
  return Attributes()
      .ints("kernel_shape", w.kernel)
      .ints("strides", w.stride)
      .ints("pads", {w.low[0], w.low[1], w.high[0], w.high[1]});
}

template <typename OpT>
static Window convolutionWindow(OpT op, ArrayRef<int64_t> image,
                                ArrayRef<int64_t> kernel) {
  WindowError error;
  auto window = resolveWindow(image, kernel, getInts(op.getStride()),
                              getInts(op.getDilation()), getInts(op.getPad()),
                              op.getPadMode(), error);
  // The verifier has resolved it before.
  return succeeded(window) ? *window : Window();
}

template <typename OpT>
static Window poolingWindow(OpT op, ArrayRef<int64_t> image) {
  WindowError error;
  auto window = resolveWindow(
      image, getInts(op.getKernelSize()), getInts(op.getStrides()),
      SmallVector<int64_t>{1, 1}, getInts(op.getPad()), op.getPadMode(), error);
  return succeeded(window) ? *window : Window();
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

/// The operands of `op`, and the bias that is added to its result.
static SmallVector<Ref> withBias(NodeWriter &n, ArrayRef<Ref> operands,
                                 const Ref *bias) {
  SmallVector<Ref> inputs(operands);
  if (bias)
    inputs.push_back(n.wide(*bias));
  return inputs;
}

static Ref convolution(NodeWriter &n, Conv2DOp op, const Ref &x,
                       const Ref &weight, const Ref *bias) {
  Window w = convolutionWindow(op, x.type.getShape().drop_front(2),
                               weight.type.getShape().drop_front(2));
  auto type = cast<RankedTensorType>(op.getResult().getType());
  return n.call("Conv", withBias(n, {x, weight}, bias),
                withElement(type, x.element()),
                windowAttributes(w)
                    .ints("dilations", w.dilation)
                    .integer("group", op.getGroup()));
}

/// A transposed convolution; what its stride leaves open is said apart.
static Ref transposed(NodeWriter &n, Conv2DBackpropInputOp op, const Ref &x,
                      const Ref &weight, const Ref *bias) {
  auto type = cast<RankedTensorType>(op.getResult().getType());
  Window w = convolutionWindow(op, type.getShape().drop_front(2),
                               weight.type.getShape().drop_front(2));
  SmallVector<int64_t> rest;
  for (unsigned k = 0; k < 2; ++k)
    rest.push_back(w.input[k] -
                   ((w.output[k] - 1) * w.stride[k] - w.low[k] - w.high[k] +
                    w.dilation[k] * (w.kernel[k] - 1) + 1));
  return n.call("ConvTranspose", withBias(n, {x, weight}, bias),
                withElement(type, x.element()),
                windowAttributes(w)
                    .ints("dilations", w.dilation)
                    .ints("output_padding", rest)
                    .integer("group", op.getGroup()));
}

static void exportConv2D(NodeWriter &n) {
  auto op = n.as<Conv2DOp>();
  if (!hasFusedBias(op))
    n.result(convolution(n, op, n.wideOperand(0), n.wideOperand(1), nullptr));
}

static void exportConv2DBackpropInput(NodeWriter &n) {
  auto op = n.as<Conv2DBackpropInputOp>();
  if (!hasFusedBias(op))
    n.result(transposed(n, op, n.wideOperand(0), n.wideOperand(1), nullptr));
}

/// Part of the product or convolution before it, where nothing else reads that.
static void exportBiasAdd(NodeWriter &n) {
  auto op = n.as<BiasAddOp>();
  Operation *source = op.getX().getDefiningOp();
  Ref bias = n.operand(1);
  if (source && hasFusedBias(source)) {
    auto ref = [&](unsigned k) {
      return n.wide(n.valueOf(source->getOperand(k)));
    };
    if (auto conv = dyn_cast<Conv2DOp>(source))
      return n.result(convolution(n, conv, ref(0), ref(1), &bias));
    if (auto conv = dyn_cast<Conv2DBackpropInputOp>(source))
      return n.result(transposed(n, conv, ref(0), ref(1), &bias));
    if (auto product = dyn_cast<MatMulOp>(source)) {
      Ref a = ref(0);
      return n.result(n.call("Gemm", {a, ref(1), n.wide(bias)},
                             withElement(n.resultType(), a.element()),
                             Attributes()
                                 .integer("transA", product.getTransposeA())
                                 .integer("transB", product.getTransposeB())));
    }
  }
  Ref x = n.wideOperand(0);
  n.result(n.binary("Add", x, n.perChannel(n.wide(bias), x.rank())));
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

static void exportMaxPool(NodeWriter &n) {
  auto op = n.as<MaxPoolOp>();
  Ref x = n.wideOperand(0);
  Window w = poolingWindow(op, x.type.getShape().drop_front(2));
  if (x.element().isInteger(64))
    return n.fail("of whole numbers of 64 bits");
  // f64 holds all numbers of 32 bits.
  if (isa<IntegerType>(x.element()))
    x = n.cast(x, Float64Type::get(op.getContext()));
  n.result(n.call("MaxPool", {x}, withElement(n.resultType(), x.element()),
                  windowAttributes(w)));
}

static void exportAvgPool(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  Window w = poolingWindow(n.as<AvgPoolOp>(), x.type.getShape().drop_front(2));
  n.result(n.call("AveragePool", {x}, withElement(n.resultType(), x.element()),
                  windowAttributes(w).integer("count_include_pad", 0)));
}

//===----------------------------------------------------------------------===//
// Softmax
//===----------------------------------------------------------------------===//

/// Before opset 13 the axis and all behind it were one: it goes to the end.
template <typename OpT> static void exportSoftmax(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  int64_t last = x.rank() - 1;
  int64_t axis = normalizeAxis(n.as<OpT>().getAxis(), x.rank());
  if (axis == last || n.opset() >= 13)
    return n.result(
        n.unary(n.getNodeType(), x, Attributes().integer("axis", axis)));
  SmallVector<int64_t> perm(x.rank());
  std::iota(perm.begin(), perm.end(), 0);
  std::swap(perm[axis], perm[last]);
  Ref y = n.unary(n.getNodeType(), n.transpose(x, perm),
                  Attributes().integer("axis", last));
  n.result(n.transpose(y, perm));
}

void addNNOps(ExportTable &table) {
  table.add<Conv2DOp>(exportConv2D);
  table.add<Conv2DBackpropInputOp>(exportConv2DBackpropInput);
  table.add<BiasAddOp>(exportBiasAdd);
  table.add<MaxPoolOp>(exportMaxPool);
  table.add<AvgPoolOp>(exportAvgPool);
  table.add<SoftmaxOp>(exportSoftmax<SoftmaxOp>, "Softmax");
  table.add<LogSoftmaxOp>(exportSoftmax<LogSoftmaxOp>, "LogSoftmax");
}

} // namespace ms::to_onnx
