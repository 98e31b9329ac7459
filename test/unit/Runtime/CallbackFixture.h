//===- CallbackFixture.h - Calling callbacks without training ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_CALLBACKFIXTURE_H
#define MS_TEST_UNIT_RUNTIME_CALLBACKFIXTURE_H

#include "msrt/Callback.h"

#include "test/unit/Runtime/FakeArtifact.h"
#include "test/unit/Runtime/TestFiles.h"

#include <algorithm>

namespace msrt::test {

/// Collects what is printed.
class Output {
public:
  Output() : file(tmpfile()) {}
  ~Output() { fclose(file); }
  operator FILE *() const { return file; }
  std::string text() const {
    fflush(file);
    rewind(file);
    std::string all;
    char piece[4096];
    while (size_t got = fread(piece, 1, sizeof(piece), file))
      all.append(piece, got);
    return all;
  }

private:
  FILE *file;
};

/// A session and a context; run() does what the trainer does.
class Callbacks : public testing::Test {
protected:
  Callbacks() : session(Session::create(fake.finish()).take()) {
    context.session = session.get();
    context.epochs = 2;
    context.stepsPerEpoch = 6;
  }

  /// As the trainer does it, without computing anything.
  Status run(Callback &callback, int64_t epochs, int64_t steps) {
    context.epochs = epochs;
    context.stepsPerEpoch = steps;
    MSRT_TRY(callback.begin(context));
    for (context.epoch = 1; context.epoch <= epochs; ++context.epoch) {
      context.step = 0;
      MSRT_TRY(callback.epochBegin(context));
      while (context.step < steps) {
        ++context.step;
        ++context.globalStep;
        context.rows = 32;
        context.loss = 1.0f / static_cast<float>(context.globalStep);
        MSRT_TRY(callback.stepEnd(context));
      }
      MSRT_TRY(callback.epochEnd(context));
    }
    context.epoch = epochs;
    return callback.end(context);
  }
  std::vector<std::string> files() {
    std::vector<std::string> names = listFolder(folder.path());
    std::sort(names.begin(), names.end());
    return names;
  }

  FakeArtifact fake = FakeArtifact::linear();
  std::unique_ptr<Session> session;
  TrainContext context;
  TempFolder folder;
};

using Names = std::vector<std::string>;

} // namespace msrt::test

#endif // MS_TEST_UNIT_RUNTIME_CALLBACKFIXTURE_H
