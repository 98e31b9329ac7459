//===- Status.cpp - Success, or an error in the house form ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Status.h"

#include "ms-c/Runtime.h"

#include <cctype>
#include <cstdio>
#include <cstring>

namespace msrt {

std::string formatList(const char *format, va_list arguments) {
  va_list copy;
  va_copy(copy, arguments);
  int length = std::vsnprintf(nullptr, 0, format, copy);
  va_end(copy);
  if (length <= 0)
    return {};
  std::string text(static_cast<size_t>(length), '\0');
  std::vsnprintf(text.data(), text.size() + 1, format, arguments);
  return text;
}

std::string format(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string text = formatList(format, arguments);
  va_end(arguments);
  return text;
}

Status Status::error(Code code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Status status;
  status.text = msrt::format("[MS%u] ", static_cast<unsigned>(code)) +
                formatList(format, arguments);
  va_end(arguments);
  return status;
}

Status Status::fromText(std::string text) {
  Status status;
  status.text = std::move(text);
  return status;
}

// The two forms of strerror_r: XSI returns an int, GNU the text.
[[maybe_unused]] static const char *strerrorResult(int, const char *buffer) {
  return buffer;
}
[[maybe_unused]] static const char *strerrorResult(const char *text,
                                                   const char *) {
  return text;
}

std::string errnoText(int number) {
  char buffer[128] = "";
  std::string text =
      strerrorResult(strerror_r(number, buffer, sizeof(buffer)), buffer);
  // "No such file" becomes lower case, "RPC struct is bad" stays.
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])))
    text[0] =
        static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

static std::string &lastError() {
  static thread_local std::string text;
  return text;
}

void setLastError(const std::string &message) { lastError() = message; }

} // namespace msrt

const char *msrt_last_error(void) { return msrt::lastError().c_str(); }
