//===- Json.h - Strict reading of JSON, piece by piece ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A cursor over JSON text of a known grammar: the caller says what comes next,
// so nothing nests deeper than the caller does. Strings are checked to be
// UTF-8; of numbers only natural ones are read. Errors say what was expected
// and where; the first one counts.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CORE_JSON_H
#define MSRT_CORE_JSON_H

#include <cstdint>
#include <string>
#include <string_view>

namespace msrt {

class JsonReader {
public:
  explicit JsonReader(std::string_view text) : text(text) {}

  /// Passes `c` after white space if it comes next.
  bool consume(char c);
  /// The same where nothing else may come.
  bool expect(char c);
  /// A string of at most `most` bytes.
  bool string(std::string &value, size_t most);
  /// A number without sign, fraction and exponent, at most 2^63 - 1.
  bool natural(uint64_t &value);
  /// Nothing but white space is left.
  bool end();

  size_t position() const { return at; }
  bool fail(std::string what, size_t where);
  bool fail(std::string what) { return fail(std::move(what), at); }

  std::string fault; ///< "expected ':'"
  size_t faultAt = 0;

private:
  void skipSpace();
  bool escape(std::string &value);
  bool hex(uint32_t &value);

  std::string_view text;
  size_t at = 0;
};

/// The text in double quotes, as JSON has it; the text must be UTF-8.
std::string quoteJson(std::string_view text);

} // namespace msrt

#endif // MSRT_CORE_JSON_H
