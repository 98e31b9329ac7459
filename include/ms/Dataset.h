//===- Dataset.h - Training data --------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.dataset: a source of rows and operations on it. Nothing is read
// until a model asks; which rows a batch holds is a function of seed, epoch and
// place, so that a run can go on anywhere. The last column is the label.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DATASET_H
#define MS_DATASET_H

#include "ms/Array.h"

#include <functional>

namespace ms {

namespace detail {
struct DatasetImpl;
struct TransformImpl;
} // namespace detail

/// A function from one row of a column to one row.
class Transform {
private:
  friend struct detail::TransformImpl;
  explicit Transform(std::shared_ptr<const detail::TransformImpl> impl)
      : impl(std::move(impl)) {}
  std::shared_ptr<const detail::TransformImpl> impl;
};

namespace transforms {

/// value * scale + shift, as Float32; vision.Rescale.
Transform rescale(double scale, double shift = 0);
/// Puts the last two dimensions into the middle of height x width.
Transform centrePad(int64_t height, int64_t width, double value = 0);
/// (value - mean[c]) / deviation[c] for the first dimension c;
/// vision.Normalize.
Transform normalize(const std::vector<double> &mean,
                    const std::vector<double> &deviation);
/// Another element type; values it cannot hold are errors. transforms.TypeCast.
Transform typeCast(DType dtype);
/// Other extents for the same elements.
Transform reshape(const Shape &dims);
/// A function of one's own: fills `output`, of this type and row shape, from
/// `input`. It may run on several threads at once. What it throws ends
/// training.
Transform function(DType dtype, const Shape &dims,
                   std::function<void(const Array &input, Array &output)> body);

} // namespace transforms

/// A description of data; copies share what they describe. Operations give a
/// new one. All throw where they do not fit the data.
class Dataset {
public:
  /// Another order in each epoch, a function of the seed.
  Dataset shuffle(uint64_t seed) const;
  /// `rows` rows to a batch. The last one has fewer, which count as what they
  /// are in loss, gradient and metrics; or it is left out.
  Dataset batch(int64_t rows, bool dropRemainder = false) const;
  /// Passes the data `times` times in an epoch.
  Dataset repeat(int64_t times) const;
  /// Only the first `count` elements.
  Dataset take(int64_t count) const;
  /// Applies a transform to every row of a column, by name or place.
  Dataset map(const Transform &transform, const std::string &column) const;
  Dataset map(const Transform &transform, size_t column = 0) const;

  /// Number of batches of an epoch, of rows while it is not batched.
  /// get_dataset_size().
  int64_t size() const;
  /// Rows of a full batch; 0 while elements are single rows.
  int64_t batchSize() const;
  std::vector<std::string> columnNames() const;

  /// Reads element `index` of an epoch (both from 0): one array per column,
  /// with the rows in front when it is batched.
  std::vector<Array> read(int64_t index, uint64_t epoch = 0) const;

protected:
  explicit Dataset(std::shared_ptr<const detail::DatasetImpl> impl)
      : impl(std::move(impl)) {}

private:
  friend struct detail::DatasetImpl;
  std::shared_ptr<const detail::DatasetImpl> impl;
};

/// The IDX files of MNIST in a folder: images UInt8 [1, 28, 28] and labels
/// UInt8. `usage` is "train" or "test".
class MnistDataset : public Dataset {
public:
  explicit MnistDataset(const std::string &folder,
                        const std::string &usage = "train");
};

/// Arrays in memory with equal first extents, one per column; they are shared,
/// not copied. Without names the columns are column_0, column_1, ...
class NumpySlicesDataset : public Dataset {
public:
  explicit NumpySlicesDataset(const std::vector<Array> &columns,
                              const std::vector<std::string> &names = {});
};

/// The arrays of a .npz file (in0, in1, ... where there is an in0), or one .npy
/// file per column.
class NpzDataset : public Dataset {
public:
  explicit NpzDataset(const std::string &path);
};
class NpyDataset : public Dataset {
public:
  explicit NpyDataset(const std::vector<std::string> &paths);
};

} // namespace ms

#endif // MS_DATASET_H
