//===- VolumeConvolution.cpp - Convolutions of volumes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/VolumeConvolution.h"

#include "dialects/MindIR/Ops/Index.h"
#include "lib/Import/Compose.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

VolumeConvolution::VolumeConvolution(OpEmitter &n, const Windows &windows,
                                     OpAttributes attributes, int64_t depth,
                                     ArrayRef<int64_t> kernel)
    : n(n), kernel(kernel), attributes(std::move(attributes)),
      windows(windows) {
  if (n.hasFailed())
    return;
  count = windows.count(depth);
  if (count == 0)
    n.fail("has no windows of " + Twine(windows.size) +
           " slices along a depth of " + Twine(depth));
  places = n.hasFailed()
               ? Value()
               : compose::windowPlaces(n, count, windows.stride, windows.size,
                                       windows.dilation, /*byWindow=*/true);
}

Value VolumeConvolution::stack(Value x) {
  RankedTensorType type = n.typeOf(x);
  x = compose::pad(n, x, 2, windows.low, windows.high);
  x = n.emit<GatherOp>({x, places}, n.attributes().integer("axis", 2));
  x = compose::transpose(n, x, {0, 2, 1, 3, 4, 5});
  if (n.hasFailed())
    return nullptr;
  return n.reshape(x, {images(type), type.getDimSize(1) * windows.size,
                       type.getDimSize(3), type.getDimSize(4)});
}

Value VolumeConvolution::unstack(Value x, RankedTensorType type) {
  OpEmitter::Ints shape(type.getShape());
  x = n.reshape(x,
                {shape[0], count, shape[1], windows.size, shape[3], shape[4]});
  x = compose::transpose(n, x, {0, 2, 1, 3, 4, 5});
  shape[2] += windows.low + windows.high;
  if (type.isDynamicDim(0))
    shape[0] = -1;
  x = n.emit<GatherGradOp>(
      {x, places}, n.attributes().ints("shape", shape).integer("axis", 2));
  return compose::pad(n, x, 2, -windows.low, -windows.high);
}

Value VolumeConvolution::split(Value y) {
  RankedTensorType type = n.typeOf(y);
  y = compose::transpose(n, y, {0, 2, 1, 3, 4});
  if (n.hasFailed())
    return nullptr;
  if (type.getDimSize(2) != count) {
    n.fail("has a gradient of shape " + shapeText(type.getShape()) + " for " +
           Twine(count) + " slices");
    return nullptr;
  }
  return n.reshape(y, {images(type), type.getDimSize(1), type.getDimSize(3),
                       type.getDimSize(4)});
}

Value VolumeConvolution::join(Value y, int64_t batch) {
  RankedTensorType type = n.typeOf(y);
  if (n.hasFailed())
    return nullptr;
  y = n.reshape(y, {batch, count, type.getDimSize(1), type.getDimSize(2),
                    type.getDimSize(3)});
  return compose::transpose(n, y, {0, 2, 1, 3, 4});
}

Value VolumeConvolution::weights(Value weight) {
  if (n.hasFailed())
    return nullptr;
  return n.reshape(weight,
                   {kernel[0], kernel[1] * kernel[2], kernel[3], kernel[4]});
}

} // namespace ms
