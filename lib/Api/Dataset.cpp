//===- Dataset.cpp - Training data ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

#include <cstring>

namespace ms {

using namespace detail;

//===----------------------------------------------------------------------===//
// Transforms
//===----------------------------------------------------------------------===//

Transform detail::TransformImpl::make(msrt::TransformPtr transform) {
  auto impl = std::make_shared<TransformImpl>();
  impl->transform = std::move(transform);
  return Transform(std::move(impl));
}

namespace transforms {

Transform rescale(double scale, double shift) {
  return TransformImpl::make(msrt::rescale(scale, shift));
}

Transform centrePad(int64_t height, int64_t width, double value) {
  return TransformImpl::make(msrt::centrePad(height, width, value));
}

Transform normalize(const std::vector<double> &mean,
                    const std::vector<double> &deviation) {
  return TransformImpl::make(msrt::normalize(mean, deviation));
}

Transform typeCast(DType dtype) {
  return TransformImpl::make(msrt::cast(toRuntime(dtype)));
}

Transform reshape(const Shape &dims) {
  return TransformImpl::make(msrt::reshape(dims));
}

Transform function(DType dtype, const Shape &dims,
                   std::function<void(const Array &, Array &)> body) {
  msrt::Column output;
  output.dtype = toRuntime(dtype);
  output.dims = dims;
  // The runtime has no exceptions: they become its errors here.
  auto run = [=](const msrt::Column &column, const void *source,
                 void *target) -> msrt::Status {
    try {
      Array row = Array::copyOf(fromRuntime(column.dtype), column.dims, source);
      Array result(dtype, dims);
      body(row, result);
      if (result.dtype() != dtype || result.shape() != dims)
        failUse("a transform's function has replaced its output by another "
                "type or shape");
      std::memcpy(target, result.raw(),
                  static_cast<size_t>(ArrayImpl::ref(result).bytes()));
      return {};
    } catch (const Error &error) {
      return msrt::Status::fromText(error.what());
    } catch (const std::exception &error) {
      return msrt::Status::error(msrt::Code::Dataset,
                                 "transform of column %s: %s",
                                 column.name.c_str(), error.what());
    } catch (...) {
      return msrt::Status::error(msrt::Code::Dataset,
                                 "transform of column %s: unknown exception",
                                 column.name.c_str());
    }
  };
  return TransformImpl::make(msrt::rowFunction(std::move(output), run));
}

} // namespace transforms

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

std::shared_ptr<const DatasetImpl>
detail::DatasetImpl::make(msrt::Dataset dataset, std::vector<Array> arrays) {
  return std::shared_ptr<const DatasetImpl>(
      new DatasetImpl{std::move(dataset), std::move(arrays)});
}

Dataset Dataset::shuffle(uint64_t seed) const {
  return Dataset(
      DatasetImpl::make(check(impl->dataset.shuffle(seed)), impl->arrays));
}

Dataset Dataset::batch(int64_t rows, bool dropRemainder) const {
  return Dataset(DatasetImpl::make(
      check(impl->dataset.batch(rows, dropRemainder)), impl->arrays));
}

Dataset Dataset::repeat(int64_t times) const {
  return Dataset(
      DatasetImpl::make(check(impl->dataset.repeat(times)), impl->arrays));
}

Dataset Dataset::take(int64_t count) const {
  return Dataset(
      DatasetImpl::make(check(impl->dataset.take(count)), impl->arrays));
}

Dataset Dataset::map(const Transform &transform,
                     const std::string &column) const {
  return Dataset(DatasetImpl::make(
      check(impl->dataset.map(TransformImpl::get(transform), column)),
      impl->arrays));
}

Dataset Dataset::map(const Transform &transform, size_t column) const {
  return Dataset(DatasetImpl::make(
      check(impl->dataset.map(TransformImpl::get(transform), column)),
      impl->arrays));
}

int64_t Dataset::size() const { return impl->dataset.size(); }
int64_t Dataset::batchSize() const { return impl->dataset.batchRows(); }

std::vector<std::string> Dataset::columnNames() const {
  std::vector<std::string> names;
  for (const msrt::Column &column : impl->dataset.columns())
    names.push_back(column.name);
  return names;
}

std::vector<Array> Dataset::read(int64_t index, uint64_t epoch) const {
  if (index < 0 || index >= size())
    failUse("element " + std::to_string(index) + " of data with " +
            std::to_string(size()));
  msrt::DatasetReader reader =
      check(msrt::DatasetReader::create(impl->dataset));
  reader.seek(epoch, index);
  check(reader.next());
  std::vector<Array> columns;
  for (size_t c = 0; c < impl->dataset.columns().size(); ++c)
    columns.push_back(
        ArrayImpl::wrap(check(msrt::Tensor::copyOf(reader.column(c)))));
  return columns;
}

//===----------------------------------------------------------------------===//
// Sources
//===----------------------------------------------------------------------===//

static msrt::Dataset openMnist(const std::string &folder,
                               const std::string &usage) {
  if (usage != "train" && usage != "test")
    failUse("MnistDataset: usage '" + usage +
            "' is not known; known are train, test");
  return check(msrt::Dataset::fromMnist(
      folder, usage == "train" ? msrt::Split::Train : msrt::Split::Test));
}

MnistDataset::MnistDataset(const std::string &folder, const std::string &usage)
    : Dataset(DatasetImpl::make(openMnist(folder, usage))) {}

static msrt::Dataset viewArrays(const std::vector<Array> &columns,
                                const std::vector<std::string> &names) {
  if (!names.empty() && names.size() != columns.size())
    failUse("NumpySlicesDataset: " + std::to_string(columns.size()) +
            " columns and " + std::to_string(names.size()) + " names");
  std::vector<msrt::NamedTensorRef> views;
  for (size_t k = 0; k < columns.size(); ++k)
    views.push_back({names.empty() ? "column_" + std::to_string(k) : names[k],
                     ArrayImpl::ref(columns[k])});
  return check(msrt::Dataset::fromViews(views));
}

NumpySlicesDataset::NumpySlicesDataset(const std::vector<Array> &columns,
                                       const std::vector<std::string> &names)
    : Dataset(DatasetImpl::make(viewArrays(columns, names), columns)) {}

NpzDataset::NpzDataset(const std::string &path)
    : Dataset(DatasetImpl::make(check(msrt::Dataset::fromNpz(path)))) {}

NpyDataset::NpyDataset(const std::vector<std::string> &paths)
    : Dataset(DatasetImpl::make(check(msrt::Dataset::fromNpy(paths)))) {}

} // namespace ms
