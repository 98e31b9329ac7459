//===- FuzzNpz.cpp - Any bytes as a .npz archive --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Also as a data set, which opens an archive without reading it whole.
//
//===----------------------------------------------------------------------===//

#include "msrt/Dataset.h"

#include "test/fuzz/FuzzFile.h"

using namespace msrt;
using namespace msrt::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzFile memory(data, size);
  Result<std::vector<NamedTensor>> arrays = readNpz(memory.path());
  if (arrays.ok())
    for (const NamedTensor &array : *arrays)
      touch(array.tensor.ref());
  else
    checkError(arrays.status());

  Result<Dataset> dataset = Dataset::fromNpz(memory.path());
  if (!dataset.ok()) {
    checkError(dataset.status());
    return 0;
  }
  Result<DatasetReader> reader = DatasetReader::create(*dataset);
  if (!reader.ok())
    return 0;
  for (int rows = 0; rows < 16; ++rows) {
    Result<bool> more = reader->next();
    if (!more.ok())
      checkError(more.status());
    if (!more.ok() || !*more)
      break;
    for (size_t c = 0; c < dataset->columns().size(); ++c)
      touch(reader->column(c));
  }
  return 0;
}
