//===- Json.cpp - Strict reading of JSON, piece by piece ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "runtime/Core/Json.h"

#include "msrt/Status.h"
#include "runtime/Core/Text.h"

namespace msrt {

bool JsonReader::fail(std::string what, size_t where) {
  if (fault.empty()) {
    fault = std::move(what);
    faultAt = where;
  }
  return false;
}

void JsonReader::skipSpace() {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' ||
                              text[at] == '\n' || text[at] == '\r'))
    ++at;
}

bool JsonReader::consume(char c) {
  skipSpace();
  if (at == text.size() || text[at] != c)
    return false;
  ++at;
  return true;
}

bool JsonReader::expect(char c) {
  return consume(c) || fail(format("expected '%c'", c));
}

bool JsonReader::end() {
  skipSpace();
  return at == text.size() || fail("expected the end of the text");
}

bool JsonReader::natural(uint64_t &value) {
  skipSpace();
  size_t start = at;
  value = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    auto digit = static_cast<uint64_t>(text[at] - '0');
    if (value > (uint64_t(INT64_MAX) - digit) / 10)
      return fail("a number is larger than 2^63 - 1", start);
    value = value * 10 + digit;
  }
  bool good = at > start && (text[start] != '0' || at == start + 1) &&
              (at == text.size() || std::string_view(".eE").find(text[at]) ==
                                        std::string_view::npos);
  return good || fail("expected a whole number of at least 0", start);
}

bool JsonReader::hex(uint32_t &value) {
  value = 0;
  for (int i = 0; i < 4; ++i, ++at) {
    char c = at < text.size() ? text[at] : '\0';
    uint32_t digit =
        c >= '0' && c <= '9'   ? static_cast<uint32_t>(c - '0')
        : c >= 'a' && c <= 'f' ? static_cast<uint32_t>(c - 'a' + 10)
        : c >= 'A' && c <= 'F' ? static_cast<uint32_t>(c - 'A' + 10)
                               : 16;
    if (digit == 16)
      return fail("expected four hexadecimal digits");
    value = value << 4 | digit;
  }
  return true;
}

// What stands behind a backslash.
bool JsonReader::escape(std::string &value) {
  static constexpr std::string_view letters = "\"\\/bfnrt";
  static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  char c = at < text.size() ? text[at] : '\0';
  if (size_t k = letters.find(c); k != std::string_view::npos) {
    ++at;
    value += meanings[k];
    return true;
  }
  if (c != 'u')
    return fail("has an escape that JSON does not know");
  size_t start = at++;
  uint32_t high, low;
  if (!hex(high))
    return false;
  if (high >= 0xd800 && high < 0xdc00 && text.substr(at, 2) == "\\u") {
    at += 2;
    if (!hex(low))
      return false;
    if (low >= 0xdc00 && low < 0xe000) {
      appendUtf8(value, 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff));
      return true;
    }
  }
  if (high >= 0xd800 && high < 0xe000)
    return fail("has half of a surrogate pair", start);
  appendUtf8(value, high);
  return true;
}

bool JsonReader::string(std::string &value, size_t most) {
  value.clear();
  skipSpace();
  size_t start = at;
  if (!consume('"'))
    return fail("expected a string");
  for (;;) {
    if (at == text.size())
      return fail("a string does not end", start);
    auto c = static_cast<unsigned char>(text[at]);
    if (c == '"')
      break;
    if (c < 0x20)
      return fail("a string has a control character");
    ++at;
    if (c != '\\')
      value += static_cast<char>(c);
    else if (!escape(value))
      return false;
    if (value.size() > most)
      return fail(format("a string has more than %zu bytes", most), start);
  }
  ++at;
  return isUtf8(value) || fail("a string is not UTF-8", start);
}

std::string quoteJson(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    static constexpr std::string_view named = "\"\\\b\f\n\r\t";
    static constexpr std::string_view letters = "\"\\bfnrt";
    if (size_t k = named.find(c); k != std::string_view::npos)
      quoted += {'\\', letters[k]};
    else if (static_cast<unsigned char>(c) < 0x20)
      quoted += format("\\u%04x", static_cast<unsigned>(c));
    else
      quoted += c;
  }
  return quoted + '"';
}

} // namespace msrt
