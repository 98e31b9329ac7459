//===- Callbacks.cpp - Callbacks that print and record --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Callback.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace msrt {

Callback::~Callback() = default;
Status Callback::begin(TrainContext &) { return {}; }
Status Callback::epochBegin(TrainContext &) { return {}; }
Status Callback::stepBegin(TrainContext &) { return {}; }
Status Callback::stepEnd(TrainContext &) { return {}; }
Status Callback::epochEnd(TrainContext &) { return {}; }
Status Callback::end(TrainContext &) { return {}; }
void Callback::abandon(TrainContext &) {}

double monotonicSeconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string shortFloat(double value) {
  for (int digits = 1;; ++digits) {
    std::string text = format("%.*g", digits, value);
    if (digits == 9 ||
        std::strtof(text.c_str(), nullptr) == static_cast<float>(value))
      return text;
  }
}

//===----------------------------------------------------------------------===//
// Monitors
//===----------------------------------------------------------------------===//

Status LossMonitor::stepEnd(TrainContext &context) {
  // A run that goes on may stand before the last print of the run before it.
  lastPrint = std::min(lastPrint, context.globalStep - 1);
  if (interval <= 0 || context.globalStep - lastPrint < interval)
    return {};
  lastPrint = context.globalStep;
  std::fprintf(out, "epoch: %lld step: %lld, loss is %s\n",
               static_cast<long long>(context.epoch),
               static_cast<long long>(context.step),
               shortFloat(context.loss).c_str());
  std::fflush(out);
  return {};
}

Status TimeMonitor::epochBegin(TrainContext &context) {
  start = monotonicSeconds();
  startStep = context.globalStep;
  return {};
}

Status TimeMonitor::epochEnd(TrainContext &context) {
  double milliseconds = (monotonicSeconds() - start) * 1000;
  int64_t steps = std::max<int64_t>(context.globalStep - startStep, 1);
  std::fprintf(out, "Train epoch time: %5.3f ms, per step time: %5.3f ms\n",
               milliseconds, milliseconds / static_cast<double>(steps));
  std::fflush(out);
  return {};
}

//===----------------------------------------------------------------------===//
// Progress
//===----------------------------------------------------------------------===//

ProgressBar::ProgressBar(FILE *out, Style style)
    : out(out), terminal(style == Style::Terminal ||
                         (style == Style::Automatic && isatty(fileno(out)))) {
  // A terminal that cannot move its cursor gets plain lines.
  const char *kind = std::getenv("TERM");
  if (style == Style::Automatic && kind && std::string("dumb") == kind)
    terminal = false;
}

static size_t terminalWidth(FILE *out) {
  winsize size = {};
  if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

static std::string clockText(double seconds) {
  long long total = seconds < 359999 ? static_cast<long long>(seconds) : 359999;
  if (total >= 3600)
    return format("%lld:%02lld:%02lld", total / 3600, total / 60 % 60,
                  total % 60);
  return format("%lld:%02lld", total / 60, total % 60);
}

Status ProgressBar::epochBegin(TrainContext &context) {
  start = monotonicSeconds();
  lastDraw = 0;
  startStep = context.globalStep;
  rows = lossSum = 0;
  return {};
}

void ProgressBar::draw(const TrainContext &context, double now) {
  double seconds = std::max(now - start, 1e-9);
  auto done = static_cast<double>(context.globalStep - startStep);
  auto left = static_cast<double>(context.stepsPerEpoch - context.step);
  std::string head =
      format("epoch %lld/%lld ", static_cast<long long>(context.epoch),
             static_cast<long long>(context.epochs));
  std::string tail =
      format(" %lld/%lld  loss %.4g  %.0f rows/s  eta %s",
             static_cast<long long>(context.step),
             static_cast<long long>(context.stepsPerEpoch), context.loss,
             rows / seconds, clockText(left * seconds / done).c_str());
  // The bar takes what is left, so that the line never wraps.
  size_t width = terminalWidth(out), used = head.size() + tail.size() + 3;
  std::string bar;
  if (width > used + 5) {
    size_t length = std::min<size_t>(width - used, 30);
    auto full = static_cast<size_t>(static_cast<double>(length) *
                                    static_cast<double>(context.step) /
                                    static_cast<double>(context.stepsPerEpoch));
    bar = "[" + std::string(full, '=') +
          (full < length ? ">" + std::string(length - full - 1, ' ') : "") +
          "]";
  }
  std::string line = (head + bar + tail).substr(0, width - 1);
  std::fprintf(out, "\r%s\x1b[K", line.c_str());
  std::fflush(out);
  drawn = true;
}

Status ProgressBar::stepEnd(TrainContext &context) {
  rows += static_cast<double>(context.rows);
  lossSum += context.loss * static_cast<double>(context.rows);
  if (!terminal)
    return {};
  double now = monotonicSeconds();
  if (now - lastDraw < 0.1 && context.step != context.stepsPerEpoch)
    return {};
  lastDraw = now;
  draw(context, now);
  return {};
}

Status ProgressBar::epochEnd(TrainContext &context) {
  if (rows == 0) // stopped before its first step
    return {};
  double seconds = std::max(monotonicSeconds() - start, 1e-9);
  std::fprintf(out, "%sepoch %lld/%lld: mean loss %.4g, %.0f rows/s, %.1f s\n",
               drawn ? "\r\x1b[K" : "", static_cast<long long>(context.epoch),
               static_cast<long long>(context.epochs), lossSum / rows,
               rows / seconds, seconds);
  std::fflush(out);
  drawn = false;
  return {};
}

void ProgressBar::abandon(TrainContext &) {
  // The error message starts on a line of its own.
  if (drawn)
    std::fputc('\n', out);
  std::fflush(out);
  drawn = false;
}

//===----------------------------------------------------------------------===//
// Loss file
//===----------------------------------------------------------------------===//

LossRecorder::~LossRecorder() {
  if (file)
    std::fclose(file);
}

Status LossRecorder::failed() const {
  return Status::error(Code::Callback, "%s: writing losses failed: %s",
                       path.c_str(), errnoText(errno).c_str());
}

// A run that was killed may have gone on behind the checkpoint that this one
// starts from, and its last line may be torn.
Status LossRecorder::keepLines(int64_t lastStep) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
    return {};
  FILE *old = std::fopen(path.c_str(), "re");
  if (!old)
    return failed();
  char line[128];
  long end = 0;
  bool header = true;
  while (std::fgets(line, sizeof(line), old) && std::strchr(line, '\n') &&
         (header || std::strtoll(line, nullptr, 10) <= lastStep)) {
    header = false;
    end = std::ftell(old);
  }
  bool unread = std::ferror(old) || end < 0;
  std::fclose(old);
  if (unread || (end != info.st_size && ::truncate(path.c_str(), end) != 0))
    return failed();
  return {};
}

Status LossRecorder::begin(TrainContext &context) {
  if (file)
    std::fclose(std::exchange(file, nullptr));
  bool goesOn = context.globalStep > 0;
  if (goesOn)
    MSRT_TRY(keepLines(context.globalStep));
  file = std::fopen(path.c_str(), goesOn ? "ae" : "we");
  if (!file)
    return failed();
  bool empty = std::fseek(file, 0, SEEK_END) == 0 && std::ftell(file) == 0;
  if ((empty || !goesOn) && std::fputs("step,loss\n", file) < 0)
    return failed();
  // Shows now, not after an hour, that the disk takes it.
  return std::fflush(file) == 0 ? Status() : failed();
}

Status LossRecorder::stepEnd(TrainContext &context) {
  if (std::fprintf(file, "%lld,%.9g\n",
                   static_cast<long long>(context.globalStep),
                   context.loss) < 0)
    return failed();
  return std::fflush(file) == 0 ? Status() : failed();
}

Status LossRecorder::end(TrainContext &) {
  int closed = std::fclose(std::exchange(file, nullptr));
  return closed == 0 ? Status() : failed();
}

void LossRecorder::abandon(TrainContext &) {
  // The losses up to the error are worth having; the error is reported already.
  if (file)
    std::fclose(std::exchange(file, nullptr));
}

} // namespace msrt
