//===- Dataset.h - Rows, their order and batches ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how training data is described: a source of rows and a chain of
// operations, as in MindSpore. Nothing is read until somebody asks for an
// element, and which rows it holds is a function of (seed, epoch, position): a
// run can go on anywhere.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_DATASET_H
#define MSRT_DATASET_H

#include "msrt/Npy.h"
#include "msrt/Transform.h"

#include <memory>

namespace msrt {

/// Memory that one reader lends to the operations it reads through.
struct ReadContext {
  std::vector<Buffer> slots;
};

/// An operation or a source; see Dataset for use. Reading is safe from several
/// threads, each with its own ReadContext.
class DataNode {
public:
  virtual ~DataNode();

  const std::vector<Column> &columns() const { return types; }
  /// Rows of a full batch, 0 while elements are single rows.
  int64_t batchRows() const { return batch; }
  /// Slots of the ReadContext that reading uses.
  size_t slotCount() const { return slots; }

  /// Number of elements of an epoch.
  virtual int64_t size() const = 0;
  /// Rows of an element; 1 while elements are single rows.
  virtual int64_t rowsAt(int64_t i) const = 0;
  /// Reads element `i`. `targets` has a place per column; null ones are left.
  virtual Status read(uint64_t epoch, int64_t i, void *const *targets,
                      ReadContext &context) const = 0;

  /// Rows of the source that can occur, and one of them by its place there,
  /// whatever the order of reading is.
  virtual int64_t sourceRows() const = 0;
  virtual Status readSource(int64_t row, void *const *targets,
                            ReadContext &context) const = 0;
  /// Whether elements come in the order of the source.
  virtual bool ordered() const { return true; }
  /// Source and operations in words: "5000 rows of in0 Float32 [4], shuffled by
  /// seed 1, batches of 32". Two that differ give other elements.
  virtual std::string description() const = 0;

protected:
  std::vector<Column> types;
  int64_t batch = 0;
  size_t slots = 0;
};

enum class Split { Train, Test };

/// A description of data; copies share what they describe.
class Dataset {
public:
  /// Images [1, height, width] and labels [], both UInt8, of an MNIST folder.
  static Result<Dataset> fromMnist(const std::string &folder, Split split);
  /// Arrays with equal first extents: in0, in1, ... where there is an in0, else
  /// all of the archive.
  static Result<Dataset> fromNpz(const std::string &path);
  /// One column per .npy file, named as the file.
  static Result<Dataset> fromNpy(const std::vector<std::string> &paths);
  /// Arrays in memory with equal first extents.
  static Result<Dataset> fromTensors(std::vector<NamedTensor> tensors);
  /// The same, without taking them over: the caller keeps them alive.
  static Result<Dataset> fromViews(const std::vector<NamedTensorRef> &tensors);
  static Dataset fromNode(std::shared_ptr<const DataNode> node);

  /// Another order of the elements in each epoch.
  Result<Dataset> shuffle(uint64_t seed) const;
  /// `rows` rows to an element. The last one has fewer, or is left out.
  Result<Dataset> batch(int64_t rows, bool dropRemainder = false) const;
  /// Passes the data `times` times in an epoch.
  Result<Dataset> repeat(int64_t times) const;
  /// Only the first `count` elements.
  Result<Dataset> take(int64_t count) const;
  /// Applies a transform to every row of a column.
  Result<Dataset> map(TransformPtr transform, size_t column = 0) const;
  Result<Dataset> map(TransformPtr transform, const std::string &column) const;

  int64_t size() const { return node->size(); }
  int64_t batchRows() const { return node->batchRows(); }
  const std::vector<Column> &columns() const { return node->columns(); }
  const DataNode &root() const { return *node; }

private:
  explicit Dataset(std::shared_ptr<const DataNode> node)
      : node(std::move(node)) {}

  std::shared_ptr<const DataNode> node;
};

/// Reads the elements of one epoch after the other into buffers of its own.
class DatasetReader {
public:
  static Result<DatasetReader> create(const Dataset &dataset);

  /// Goes to an element of an epoch; both count from 0.
  void seek(uint64_t epoch, int64_t position);
  /// Reads the next element; false at the end of the epoch.
  Result<bool> next();

  /// Place of the next element.
  int64_t position() const { return at; }
  /// Of the element that was read: its rows, and its columns, with the rows as
  /// first dimension when the data set is batched.
  int64_t rows() const { return rowCount; }
  TensorRef column(size_t c) const;

private:
  explicit DatasetReader(const Dataset &dataset) : dataset(dataset) {}

  Dataset dataset;
  ReadContext context;
  std::vector<Buffer> buffers;
  std::vector<void *> targets;
  std::vector<std::vector<int64_t>> shapes;
  uint64_t epoch = 0;
  int64_t at = 0;
  int64_t rowCount = 0;
};

} // namespace msrt

#endif // MSRT_DATASET_H
