//===- Dataset.cpp - Order, batches and maps ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Dataset.h"

#include "msrt/Random.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <mutex>

namespace msrt {

DataNode::~DataNode() = default;

namespace {

/// An operation that leaves rows as they are and asks its child for them.
class OrderNode : public DataNode {
public:
  explicit OrderNode(std::shared_ptr<const DataNode> child)
      : child(std::move(child)) {
    types = this->child->columns();
    batch = this->child->batchRows();
    slots = this->child->slotCount();
  }

  int64_t sourceRows() const override { return child->sourceRows(); }
  Status readSource(int64_t row, void *const *targets,
                    ReadContext &context) const override {
    return child->readSource(row, targets, context);
  }
  bool ordered() const override { return child->ordered(); }

protected:
  std::shared_ptr<const DataNode> child;
};

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

class ShuffleNode final : public OrderNode {
public:
  ShuffleNode(std::shared_ptr<const DataNode> child, uint64_t seed)
      : OrderNode(std::move(child)), seed(seed), last(this->child->size() - 1) {
    // A short last batch stays last: its place is known to everyone above.
    shortLast = batch > 0 && last >= 0 && this->child->rowsAt(last) != batch;
  }

  int64_t size() const override { return child->size(); }
  int64_t rowsAt(int64_t i) const override { return child->rowsAt(i); }
  bool ordered() const override { return false; }
  std::string description() const override {
    return child->description() + format(", shuffled by seed %llu",
                                         static_cast<unsigned long long>(seed));
  }

  Status read(uint64_t epoch, int64_t i, void *const *targets,
              ReadContext &context) const override {
    if (shortLast && i == last)
      return child->read(epoch, i, targets, context);
    return child->read(epoch, orderOf(epoch)->at(i), targets, context);
  }

private:
  using Order = std::vector<uint32_t>;

  // Readers of one epoch share its order; the last one used is kept.
  std::shared_ptr<const Order> orderOf(uint64_t epoch) const {
    std::lock_guard<std::mutex> lock(mutex);
    if (!order || orderEpoch != epoch) {
      order = std::make_shared<Order>(randomPermutation(
          seed, epoch, static_cast<uint64_t>(shortLast ? last : last + 1)));
      orderEpoch = epoch;
    }
    return order;
  }

  uint64_t seed;
  int64_t last;
  bool shortLast = false;
  mutable std::mutex mutex;
  mutable std::shared_ptr<const Order> order;
  mutable uint64_t orderEpoch = 0;
};

class RepeatNode final : public OrderNode {
public:
  RepeatNode(std::shared_ptr<const DataNode> child, int64_t times)
      : OrderNode(std::move(child)), times(times) {}

  int64_t size() const override { return child->size() * times; }
  int64_t rowsAt(int64_t i) const override {
    return child->rowsAt(i % child->size());
  }
  Status read(uint64_t epoch, int64_t i, void *const *targets,
              ReadContext &context) const override {
    uint64_t pass = epoch * static_cast<uint64_t>(times) +
                    static_cast<uint64_t>(i / child->size());
    return child->read(pass, i % child->size(), targets, context);
  }
  std::string description() const override {
    return child->description() +
           format(", %lld times", static_cast<long long>(times));
  }

private:
  int64_t times;
};

class TakeNode final : public OrderNode {
public:
  TakeNode(std::shared_ptr<const DataNode> child, int64_t count)
      : OrderNode(std::move(child)),
        count(std::min(count, this->child->size())) {}

  int64_t size() const override { return count; }
  int64_t rowsAt(int64_t i) const override { return child->rowsAt(i); }
  Status read(uint64_t epoch, int64_t i, void *const *targets,
              ReadContext &context) const override {
    return child->read(epoch, i, targets, context);
  }
  int64_t sourceRows() const override {
    int64_t all = child->sourceRows();
    // After a shuffle any row can be among the first.
    return child->ordered() ? std::min(all, count * std::max<int64_t>(batch, 1))
                            : all;
  }
  std::string description() const override {
    return child->description() +
           format(", the first %lld", static_cast<long long>(count));
  }

private:
  int64_t count;
};

//===----------------------------------------------------------------------===//
// Batches
//===----------------------------------------------------------------------===//

class BatchNode final : public OrderNode {
public:
  BatchNode(std::shared_ptr<const DataNode> child, int64_t rows, bool drop)
      : OrderNode(std::move(child)), drop(drop) {
    batch = rows;
  }

  int64_t size() const override {
    int64_t rows = child->size();
    return rows / batch + (!drop && rows % batch ? 1 : 0);
  }
  int64_t rowsAt(int64_t i) const override {
    return std::min(batch, child->size() - i * batch);
  }
  Status read(uint64_t epoch, int64_t i, void *const *targets,
              ReadContext &context) const override {
    std::vector<void *> places(targets, targets + types.size());
    int64_t first = i * batch, end = first + rowsAt(i);
    for (int64_t row = first; row < end; ++row) {
      MSRT_TRY(child->read(epoch, row, places.data(), context));
      for (size_t c = 0; c < places.size(); ++c)
        if (places[c])
          places[c] = static_cast<char *>(places[c]) + types[c].rowBytes();
    }
    return {};
  }
  std::string description() const override {
    return child->description() + format(", %sbatches of %lld",
                                         drop ? "whole " : "",
                                         static_cast<long long>(batch));
  }

private:
  bool drop;
};

//===----------------------------------------------------------------------===//
// Maps
//===----------------------------------------------------------------------===//

class MapNode final : public OrderNode {
public:
  MapNode(std::shared_ptr<const DataNode> child, TransformPtr transform,
          size_t column, Column output)
      : OrderNode(std::move(child)), transform(std::move(transform)),
        column(column), input(types[column]), slot(slots++) {
    types[column] = std::move(output);
  }

  int64_t size() const override { return child->size(); }
  int64_t rowsAt(int64_t i) const override { return child->rowsAt(i); }
  Status read(uint64_t epoch, int64_t i, void *const *targets,
              ReadContext &context) const override {
    return through(rowsAt(i), targets, context, [&](void *const *places) {
      return child->read(epoch, i, places, context);
    });
  }
  Status readSource(int64_t row, void *const *targets,
                    ReadContext &context) const override {
    return through(1, targets, context, [&](void *const *places) {
      return child->readSource(row, places, context);
    });
  }
  // What the transform does has no words; what comes out has.
  std::string description() const override {
    return child->description() + ", " + types[column].name + " mapped to " +
           dtypeName(types[column].dtype) + " " + toString(types[column].dims);
  }

private:
  // Reads the input column into memory of ours, the others in place.
  template <typename Read>
  Status through(int64_t rows, void *const *targets, ReadContext &context,
                 Read read) const {
    if (!targets[column])
      return read(targets);
    if (context.slots.size() <= slot)
      context.slots.resize(slot + 1);
    uint64_t bytes = input.rowBytes() * static_cast<uint64_t>(rows);
    if (context.slots[slot].size() < bytes) {
      MSRT_ASSIGN(buffer, Buffer::create(bytes));
      context.slots[slot] = std::move(buffer);
    }
    std::vector<void *> places(targets, targets + types.size());
    places[column] = context.slots[slot].data();
    MSRT_TRY(read(places.data()));
    const auto *source = context.slots[slot].data();
    auto *target = static_cast<uint8_t *>(targets[column]);
    const Column &output = types[column];
    for (int64_t row = 0; row < rows; ++row)
      MSRT_TRY(transform->apply(input, source + row * input.rowBytes(), output,
                                target + row * output.rowBytes()));
    return {};
  }

  TransformPtr transform;
  size_t column;
  Column input;
  size_t slot;
};

} // namespace

//===----------------------------------------------------------------------===//
// Dataset
//===----------------------------------------------------------------------===//

static Status wrong(const char *operation, int64_t value) {
  return Status::error(Code::Dataset, "%s: found %lld, expected at least 1",
                       operation, static_cast<long long>(value));
}

Dataset Dataset::fromNode(std::shared_ptr<const DataNode> node) {
  return Dataset(std::move(node));
}

Result<Dataset> Dataset::shuffle(uint64_t seed) const {
  if (size() > int64_t(0xffffffff))
    return Status::error(Code::Dataset,
                         "shuffle: %lld elements, expected fewer than 2^32",
                         static_cast<long long>(size()));
  return Dataset(std::make_shared<ShuffleNode>(node, seed));
}

Result<Dataset> Dataset::batch(int64_t rows, bool dropRemainder) const {
  if (rows < 1)
    return wrong("batch size", rows);
  if (batchRows() != 0)
    return Status::error(Code::Dataset,
                         "batch: the data is in batches of %lld rows already",
                         static_cast<long long>(batchRows()));
  return Dataset(std::make_shared<BatchNode>(node, rows, dropRemainder));
}

Result<Dataset> Dataset::repeat(int64_t times) const {
  int64_t total;
  if (times < 1)
    return wrong("repeat count", times);
  if (__builtin_mul_overflow(size(), times, &total))
    return Status::error(Code::Dataset, "repeat: %lld times is too often",
                         static_cast<long long>(times));
  return Dataset(std::make_shared<RepeatNode>(node, times));
}

Result<Dataset> Dataset::take(int64_t count) const {
  if (count < 1)
    return wrong("take count", count);
  return Dataset(std::make_shared<TakeNode>(node, count));
}

Result<Dataset> Dataset::map(TransformPtr transform, size_t column) const {
  if (column >= columns().size())
    return Status::error(Code::Dataset,
                         "map: column %zu, the data has %zu columns", column,
                         columns().size());
  MSRT_ASSIGN(output, transform->check(columns()[column]));
  return Dataset(std::make_shared<MapNode>(node, std::move(transform), column,
                                           std::move(output)));
}

Result<Dataset> Dataset::map(TransformPtr transform,
                             const std::string &column) const {
  std::vector<std::string_view> names;
  for (size_t c = 0; c < columns().size(); ++c) {
    if (columns()[c].name == column)
      return map(std::move(transform), c);
    names.push_back(columns()[c].name);
  }
  return Status::error(Code::Dataset, "map: no column %s%s",
                       quoteName(column).c_str(),
                       suggestion(column, names).c_str());
}

//===----------------------------------------------------------------------===//
// DatasetReader
//===----------------------------------------------------------------------===//

Result<DatasetReader> DatasetReader::create(const Dataset &dataset) {
  DatasetReader reader(dataset);
  int64_t rows = std::max<int64_t>(dataset.batchRows(), 1);
  if (dataset.size() > 0 && dataset.root().rowsAt(0) < rows)
    rows = dataset.root().rowsAt(0); // fewer rows than one batch
  for (const Column &column : dataset.columns()) {
    uint64_t bytes;
    if (__builtin_mul_overflow(column.rowBytes(), static_cast<uint64_t>(rows),
                               &bytes))
      return Status::error(Code::Dataset, "column %s: a batch is too large",
                           quoteName(column.name).c_str());
    MSRT_ASSIGN(buffer, Buffer::create(bytes));
    reader.targets.push_back(buffer.data());
    reader.buffers.push_back(std::move(buffer));
    std::vector<int64_t> shape = column.dims;
    if (dataset.batchRows() != 0)
      shape.insert(shape.begin(), 0);
    reader.shapes.push_back(std::move(shape));
  }
  return reader;
}

void DatasetReader::seek(uint64_t epoch, int64_t position) {
  this->epoch = epoch;
  at = position;
}

Result<bool> DatasetReader::next() {
  if (at < 0 || at >= dataset.size())
    return false;
  MSRT_TRY(dataset.root().read(epoch, at, targets.data(), context));
  rowCount = dataset.root().rowsAt(at);
  if (dataset.batchRows() != 0)
    for (std::vector<int64_t> &shape : shapes)
      shape[0] = rowCount;
  ++at;
  return true;
}

TensorRef DatasetReader::column(size_t c) const {
  return {dataset.columns()[c].dtype, shapes[c], buffers[c].data()};
}

} // namespace msrt
