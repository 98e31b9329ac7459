//===- VolumeConvolution.h - Convolutions of volumes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A convolution of a volume [N, C, D, H, W] is one of images: each slice of the
// result, along the depth, is made of as many slices of the volume as the
// kernel has, as channels side by side. So N * D images of C * KD channels take
// a kernel of the same elements as the volume's.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_VOLUMECONVOLUTION_H
#define MS_LIB_IMPORT_VOLUMECONVOLUTION_H

#include "lib/Import/OpEmitter.h"

namespace ms {

/// Windows along one extent.
struct Windows {
  int64_t size = 1, stride = 1, dilation = 1, low = 0, high = 0;

  /// How many there are along `extent`; 0 for a wrong description.
  int64_t count(int64_t extent) const {
    int64_t reach = (size - 1) * dilation + 1;
    int64_t padded = extent + low + high;
    if (size < 1 || stride < 1 || dilation < 1 || low < 0 || high < 0 ||
        mlir::ShapedType::isDynamic(extent) || padded < reach)
      return 0;
    return (padded - reach) / stride + 1;
  }
};

/// A convolution of volumes: windows along the depth, and what is left, one of
/// images.
class VolumeConvolution {
public:
  /// `depth` is the volume's, `kernel` the shape of the weights; `attributes`
  /// are those of a convolution of the planes.
  VolumeConvolution(OpEmitter &n, const Windows &windows,
                    OpAttributes attributes, int64_t depth,
                    llvm::ArrayRef<int64_t> kernel);

  /// The volume as images of C * KD channels.
  mlir::Value stack(mlir::Value x);
  /// The reverse, for a volume of `type`: sums of what images have.
  mlir::Value unstack(mlir::Value x, mlir::RankedTensorType type);
  /// Slices of a result as images, and the reverse.
  mlir::Value split(mlir::Value y);
  mlir::Value join(mlir::Value y, int64_t batch);
  mlir::Value weights(mlir::Value weight);

  OpEmitter &n;
  llvm::ArrayRef<int64_t> kernel;
  OpAttributes attributes; ///< of the convolution of images

private:
  int64_t images(mlir::RankedTensorType type) const {
    return type.isDynamicDim(0) ? mlir::ShapedType::kDynamic
                                : type.getDimSize(0) * count;
  }

  Windows windows;
  int64_t count = 0;
  mlir::Value places;
};

} // namespace ms

#endif // MS_LIB_IMPORT_VOLUMECONVOLUTION_H
