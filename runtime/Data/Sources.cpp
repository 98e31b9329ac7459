//===- Sources.cpp - Where the rows of a data set come from ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Small columns (labels) are held in memory. Large ones stay in their file, and
// a row is read when it is asked for: the memory of a run does not grow with
// its data, and the system's page cache makes the reads cheap.
//
//===----------------------------------------------------------------------===//

#include "msrt/Dataset.h"
#include "msrt/Idx.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cstring>

namespace msrt {

// A column up to this size is read as a whole.
static constexpr uint64_t holdBytes = 1 << 20;

namespace {

/// The rows of one column: in memory or in a file.
struct ColumnSource {
  const uint8_t *memory = nullptr;
  Buffer owned;
  std::shared_ptr<InputFile> file;
  uint64_t offset = 0;

  Status read(int64_t row, uint64_t bytes, void *target) const {
    uint64_t place = static_cast<uint64_t>(row) * bytes;
    if (!memory)
      return file->readAt(offset + place, target, bytes);
    std::memcpy(target, memory + place, bytes);
    return {};
  }
};

/// Columns side by side.
class SourceNode final : public DataNode {
public:
  explicit SourceNode(std::string label) : label(std::move(label)) {}

  /// Adds a column whose first dimension is the rows.
  Status add(const std::string &name, DType dtype, Dims dims,
             ColumnSource source);

  int64_t size() const override { return rows; }
  int64_t rowsAt(int64_t) const override { return 1; }
  Status read(uint64_t, int64_t i, void *const *targets,
              ReadContext &context) const override {
    return readSource(i, targets, context);
  }
  int64_t sourceRows() const override { return rows; }
  Status readSource(int64_t row, void *const *targets,
                    ReadContext &) const override {
    for (size_t c = 0; c < sources.size(); ++c)
      if (targets[c])
        MSRT_TRY(sources[c].read(row, types[c].rowBytes(), targets[c]));
    return {};
  }
  std::string description() const override {
    std::string text = format("%lld rows of", static_cast<long long>(rows));
    for (const Column &column : types)
      text += (&column == types.data() ? " " : ", ") + column.name + " " +
              dtypeName(column.dtype) + " " + toString(column.dims);
    return text;
  }

  /// The node, unless it has no columns or no rows.
  static Result<Dataset> finish(std::shared_ptr<SourceNode> node);

private:
  std::string label; ///< the file, for messages
  int64_t rows = -1;
  std::vector<ColumnSource> sources;
};

} // namespace

Status SourceNode::add(const std::string &name, DType dtype, Dims dims,
                       ColumnSource source) {
  if (dims.empty())
    return Status::error(Code::Dataset,
                         "%s: column %s is a scalar, expected rows",
                         label.c_str(), quoteName(name).c_str());
  if (rows >= 0 && dims[0] != rows)
    return Status::error(
        Code::Dataset, "%s: column %s has %lld rows, column %s has %lld",
        label.c_str(), quoteName(name).c_str(), static_cast<long long>(dims[0]),
        quoteName(types[0].name).c_str(), static_cast<long long>(rows));
  if (dims[0] > 0 && tensorBytes(dtype, dims) <= 0)
    return Status::error(Code::Dataset, "%s: column %s of shape %s has no size",
                         label.c_str(), quoteName(name).c_str(),
                         toString(dims).c_str());
  rows = dims[0];
  types.push_back({name, dtype, dims.dropFront().vec()});
  sources.push_back(std::move(source));
  return {};
}

Result<Dataset> SourceNode::finish(std::shared_ptr<SourceNode> node) {
  if (node->types.empty())
    return Status::error(Code::Dataset, "%s: holds no columns",
                         node->label.c_str());
  if (node->rows == 0)
    return Status::error(Code::Dataset, "%s: holds no rows",
                         node->label.c_str());
  return Dataset::fromNode(std::move(node));
}

static Result<ColumnSource> openColumn(std::shared_ptr<InputFile> file,
                                       const NpyInfo &info) {
  ColumnSource source;
  if (info.direct() && info.bytes > holdBytes) {
    source.file = std::move(file);
    source.offset = info.offset;
    return source;
  }
  MSRT_ASSIGN(tensor, readArray(*file, info));
  source.owned = std::move(tensor.buffer);
  source.memory = source.owned.data();
  return source;
}

static Result<std::shared_ptr<InputFile>> openShared(const std::string &path) {
  MSRT_ASSIGN(file, InputFile::open(path, Code::DataOpen));
  return std::make_shared<InputFile>(std::move(file));
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

Result<Dataset> Dataset::fromMnist(const std::string &folder, Split split) {
  std::string prefix = split == Split::Train ? "train" : "t10k";
  auto node = std::make_shared<SourceNode>(folder);
  static const struct {
    const char *stem, *kind, *column;
    size_t rank;
  } parts[] = {{"-images", "idx3-ubyte", "image", 3},
               {"-labels", "idx1-ubyte", "label", 1}};
  for (const auto &part : parts) {
    MSRT_ASSIGN(path, findIdxFile(folder, prefix + part.stem, part.kind));
    MSRT_ASSIGN(file, openShared(path));
    MSRT_ASSIGN(info, inspectIdx(*file));
    if (info.dtype != MSRT_UINT8 || info.dims.size() != part.rank)
      return Status::error(
          Code::DataFormat,
          "%s: holds %s of shape %s, expected UInt8 with %zu dimensions",
          path.c_str(), dtypeName(info.dtype), toString(info.dims).c_str(),
          part.rank);
    MSRT_ASSIGN(source, openColumn(file, info));
    std::vector<int64_t> dims = info.dims;
    if (part.rank == 3)
      dims.insert(dims.begin() + 1, 1); // one channel
    MSRT_TRY(node->add(part.column, info.dtype, dims, std::move(source)));
  }
  return SourceNode::finish(std::move(node));
}

Result<Dataset> Dataset::fromNpz(const std::string &path) {
  MSRT_ASSIGN(file, openShared(path));
  MSRT_ASSIGN(arrays, inspectNpz(*file));
  auto find = [&](const std::string &name) {
    return std::find_if(arrays.begin(), arrays.end(),
                        [&](const NpyInfo &info) { return info.name == name; });
  };
  std::vector<NpyInfo> chosen;
  for (size_t i = 0;; ++i) {
    auto found = find("in" + std::to_string(i));
    if (found == arrays.end())
      break;
    chosen.push_back(*found);
  }
  if (chosen.empty())
    chosen = std::move(arrays);
  auto node = std::make_shared<SourceNode>(path);
  for (const NpyInfo &info : chosen) {
    MSRT_ASSIGN(source, openColumn(file, info));
    MSRT_TRY(node->add(info.name, info.dtype, info.dims, std::move(source)));
  }
  return SourceNode::finish(std::move(node));
}

Result<Dataset> Dataset::fromNpy(const std::vector<std::string> &paths) {
  auto node = std::make_shared<SourceNode>(paths.empty() ? "" : paths[0]);
  for (const std::string &path : paths) {
    MSRT_ASSIGN(file, openShared(path));
    MSRT_ASSIGN(info, inspectNpy(*file));
    MSRT_ASSIGN(source, openColumn(file, info));
    std::string name = fileNameOf(path);
    MSRT_TRY(node->add(name.substr(0, name.rfind(".npy")), info.dtype,
                       info.dims, std::move(source)));
  }
  return SourceNode::finish(std::move(node));
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

Result<Dataset> Dataset::fromTensors(std::vector<NamedTensor> tensors) {
  auto node = std::make_shared<SourceNode>("arrays");
  for (NamedTensor &entry : tensors) {
    ColumnSource source;
    source.owned = std::move(entry.tensor.buffer);
    source.memory = source.owned.data();
    MSRT_TRY(node->add(entry.name, entry.tensor.dtype, entry.tensor.dims,
                       std::move(source)));
  }
  return SourceNode::finish(std::move(node));
}

Result<Dataset> Dataset::fromViews(const std::vector<NamedTensorRef> &tensors) {
  auto node = std::make_shared<SourceNode>("arrays");
  for (const NamedTensorRef &entry : tensors) {
    ColumnSource source;
    source.memory = static_cast<const uint8_t *>(entry.tensor.data);
    MSRT_TRY(node->add(entry.name, entry.tensor.dtype, entry.tensor.dims,
                       std::move(source)));
  }
  return SourceNode::finish(std::move(node));
}

} // namespace msrt
