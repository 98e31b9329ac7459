//===- DatasetRows.h - The rows of a data set, as a list --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_DATASETROWS_H
#define MS_TEST_UNIT_RUNTIME_DATASETROWS_H

#include "msrt/Dataset.h"

#include "test/unit/Runtime/TestFiles.h"

namespace msrt::test {

using Rows = std::vector<int>;

/// The labels of an epoch, batch after batch; -1 stands between batches.
inline Rows labels(const Dataset &dataset, uint64_t epoch,
                   int64_t position = 0) {
  Rows rows;
  DatasetReader reader = DatasetReader::create(dataset).take();
  reader.seek(epoch, position);
  for (;;) {
    Result<bool> more = reader.next();
    EXPECT_GOOD(more);
    if (!more.ok() || !*more)
      return rows;
    if (!rows.empty() && dataset.batchRows())
      rows.push_back(-1);
    size_t y = dataset.columns().size() - 1;
    for (int64_t i = 0; i < reader.rows(); ++i)
      rows.push_back(static_cast<int>(
          loadElement(reader.column(y).dtype, reader.column(y).data, i)));
  }
}

} // namespace msrt::test

#endif // MS_TEST_UNIT_RUNTIME_DATASETROWS_H
