//===- Transform.h - What happens to a row of a column ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides the ready row transforms of data sets. A transform knows its output
// type and shape from its input's, before any data is read.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_TRANSFORM_H
#define MSRT_TRANSFORM_H

#include "msrt/Types.h"

#include <functional>
#include <memory>

namespace msrt {

/// What one row of a column is.
struct Column {
  std::string name;
  DType dtype = MSRT_FLOAT32;
  std::vector<int64_t> dims; ///< of a row: without the batch

  int64_t count() const { return elementCount(dims); }
  uint64_t rowBytes() const {
    return static_cast<uint64_t>(tensorBytes(dtype, dims));
  }
};

/// A function from one row to one row.
class Transform {
public:
  virtual ~Transform();

  /// The column that comes out, or an error when `input` does not fit.
  virtual Result<Column> check(const Column &input) const = 0;

  /// Computes one row. `output` is what check() gave for `input`.
  virtual Status apply(const Column &input, const void *source,
                       const Column &output, void *target) const = 0;
};

using TransformPtr = std::shared_ptr<const Transform>;

/// value * scale + shift, as Float32. From any type.
TransformPtr rescale(double scale, double shift = 0);

/// Puts the last two dimensions into the middle of height x width, with `value`
/// around them (one more below and right where the rest is odd).
TransformPtr centrePad(int64_t height, int64_t width, double value = 0);

/// (value - mean[c]) / deviation[c] for the first dimension c, on floats. One
/// number stands for all channels.
TransformPtr normalize(std::vector<double> mean, std::vector<double> deviation);

/// Another element type; values that an integer type cannot hold are errors.
TransformPtr cast(DType dtype);

/// Other dimensions for the same elements.
TransformPtr reshape(std::vector<int64_t> dims);

/// A function of the caller's: one row of `output`'s type and shape (its name
/// is not used) from one row of the input.
using RowFunction = std::function<Status(const Column &input,
                                         const void *source, void *target)>;
TransformPtr rowFunction(Column output, RowFunction function);

} // namespace msrt

#endif // MSRT_TRANSFORM_H
