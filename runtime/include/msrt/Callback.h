//===- Callback.h - What happens around training steps ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides when training calls back, what it tells, and the ready callbacks that
// print or record: LossMonitor and TimeMonitor in MindSpore's words, a progress
// bar, a loss file. Saving is in ModelCheckpoint.h.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CALLBACK_H
#define MSRT_CALLBACK_H

#include "msrt/Session.h"

#include <cstdio>

namespace msrt {

/// Where training stands.
struct TrainContext {
  Session *session = nullptr;
  int64_t epochs = 0; ///< of the run
  int64_t epoch = 0;  ///< from 1
  int64_t stepsPerEpoch = 0;
  int64_t step = 0;       ///< in the epoch, from 1
  int64_t globalStep = 0; ///< steps done since step 0, this one included
  int64_t rows = 0;       ///< of the last batch
  double loss = 0;        ///< of the last step
  int64_t badSteps = 0;   ///< with a loss that is not finite, in a row
  std::string data;       ///< the data and its order, in words
  std::string checkpoint; ///< that the run goes on from, "" for none

  /// What a checkpoint of this moment needs for a run to go on from it.
  ResumeState resumeState() const;

  /// Training ends after this step, as if it were the last one.
  void requestStop() { stop = true; }
  bool stopRequested() const { return stop; }

private:
  bool stop = false;
};

/// An error from a callback stops training.
class Callback {
public:
  virtual ~Callback();

  virtual Status begin(TrainContext &context);
  virtual Status epochBegin(TrainContext &context);
  virtual Status stepBegin(TrainContext &context);
  virtual Status stepEnd(TrainContext &context);
  virtual Status epochEnd(TrainContext &context);
  virtual Status end(TrainContext &context);
  /// Instead of end(), when training stops with an error.
  virtual void abandon(TrainContext &context);
};

/// Prints "epoch: 1 step: 1, loss is 2.302" every `perPrintTimes` steps; 0
/// prints nothing.
class LossMonitor final : public Callback {
public:
  explicit LossMonitor(int64_t perPrintTimes = 1, FILE *out = stdout)
      : interval(perPrintTimes), out(out) {}

  Status stepEnd(TrainContext &context) override;

private:
  int64_t interval;
  int64_t lastPrint = 0;
  FILE *out;
};

/// Prints "Train epoch time: 812.345 ms, per step time: 13.539 ms".
class TimeMonitor final : public Callback {
public:
  explicit TimeMonitor(FILE *out = stdout) : out(out) {}

  Status epochBegin(TrainContext &context) override;
  Status epochEnd(TrainContext &context) override;

private:
  double start = 0;
  int64_t startStep = 0;
  FILE *out;
};

/// On a terminal a line that is drawn again and again, else one line per epoch.
class ProgressBar final : public Callback {
public:
  enum class Style { Automatic, Terminal, Plain };

  explicit ProgressBar(FILE *out = stdout, Style style = Style::Automatic);

  Status epochBegin(TrainContext &context) override;
  Status stepEnd(TrainContext &context) override;
  Status epochEnd(TrainContext &context) override;
  void abandon(TrainContext &context) override;

private:
  void draw(const TrainContext &context, double now);

  FILE *out;
  bool terminal;
  bool drawn = false;
  double start = 0, lastDraw = 0;
  int64_t startStep = 0;
  double rows = 0, lossSum = 0;
};

/// Writes "step,loss" lines; the loss has nine significant digits, so that a
/// float is exact. A line is in the file when its step has ended, so that a run
/// that is killed has lost none. A run that goes on from a later step keeps the
/// lines up to it.
class LossRecorder final : public Callback {
public:
  explicit LossRecorder(std::string path) : path(std::move(path)) {}
  ~LossRecorder() override;

  Status begin(TrainContext &context) override;
  Status stepEnd(TrainContext &context) override;
  Status end(TrainContext &context) override;
  void abandon(TrainContext &context) override;

private:
  Status failed() const;
  Status keepLines(int64_t lastStep);

  std::string path;
  FILE *file = nullptr;
};

/// Seconds of a clock that never goes back.
double monotonicSeconds();

/// The shortest decimal that reads back as the same float: "2.3025851".
std::string shortFloat(double value);

} // namespace msrt

#endif // MSRT_CALLBACK_H
