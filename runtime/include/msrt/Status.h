//===- Status.h - Success, or an error in the house form --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how the runtime reports errors: no exceptions, a Status or a Result,
// with one line of text: "[MS3101] lenet.ckpt: truncated at byte 123". The text
// is lower case, without a full stop, and names what was found and expected.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_STATUS_H
#define MSRT_STATUS_H

#include <cstdarg>
#include <optional>
#include <string>
#include <utility>

namespace msrt {

/// 31xx checkpoints, 32xx data, 33xx sessions, 34xx training, 40xx command
/// line.
enum class Code : unsigned {
  CheckpointFormat = 3101,      ///< truncated or malformed
  CheckpointOpen = 3102,        ///< cannot be opened or read
  CheckpointWrite = 3103,       ///< cannot be written; the old file is intact
  CheckpointUnsupported = 3104, ///< encrypted, or content nobody here knows
  CheckpointMismatch = 3105,    ///< does not fit the parameters
  CheckpointChecksum = 3106,    ///< the CRC-32 differs
  CheckpointKey = 3107,         ///< a key that is no key or does not fit
  DataOpen = 3201,              ///< a data file cannot be opened or read
  DataFormat = 3202,            ///< a data file is truncated or malformed
  DataUnsupported = 3203,       ///< compressed members, element types
  DataWrite = 3204,             ///< an array file cannot be written
  Dataset = 3205,               ///< operations that do not fit the data
  Abi = 3301,                   ///< made for another version of the runtime
  Processor = 3302,             ///< the processor lacks a feature
  Memory = 3303,                ///< not enough memory
  Artifact = 3304,              ///< a table that contradicts itself
  Session = 3305,               ///< wrong use: function, rows, parameter
  Binding = 3401,               ///< data does not fit a function's inputs
  Label = 3402,                 ///< a class label out of range
  Loss = 3403,                  ///< the loss is not finite
  Metric = 3404,                ///< a metric that cannot be computed
  Callback = 3405,              ///< options or failure of a callback
  MissingFunction = 3406,       ///< the artefact lacks what is asked for
  CommandLine = 4001,           ///< an option or its value
};

/// Either good or an error text.
class [[nodiscard]] Status {
public:
  Status() = default;

  /// "[MS3101] " and the formatted text.
  static Status error(Code code, const char *format, ...)
      __attribute__((format(printf, 2, 3)));
  /// A text that already has its code; never empty.
  static Status fromText(std::string text);

  bool ok() const { return text.empty(); }
  const std::string &message() const { return text; }

private:
  std::string text;
};

/// Either a value or an error text.
template <typename T> class [[nodiscard]] Result {
public:
  Result(T value) : content(std::move(value)) {}
  Result(Status error) : failure(std::move(error)) {}

  bool ok() const { return content.has_value(); }
  const Status &status() const { return failure; }
  const std::string &message() const { return failure.message(); }

  T &operator*() { return *content; }
  const T &operator*() const { return *content; }
  T *operator->() { return &*content; }
  const T *operator->() const { return &*content; }
  T take() { return std::move(*content); }

private:
  std::optional<T> content;
  Status failure;
};

/// printf into a string.
std::string format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
std::string formatList(const char *format, va_list arguments);

/// The text of errno, "no such file or directory".
std::string errnoText(int number);

/// Sets what msrt_last_error() of this thread returns.
void setLastError(const std::string &message);

} // namespace msrt

/// Returns the error of an expression of type Status.
#define MSRT_TRY(expression)                                                   \
  do {                                                                         \
    ::msrt::Status msrtStatus = (expression);                                  \
    if (!msrtStatus.ok())                                                      \
      return msrtStatus;                                                       \
  } while (false)

/// Declares `name` with the value of a Result, or returns its error.
#define MSRT_ASSIGN(name, expression)                                          \
  auto name##Result = (expression);                                            \
  if (!name##Result.ok())                                                      \
    return name##Result.status();                                              \
  auto name = name##Result.take()

#endif // MSRT_STATUS_H
