//===- Text.h - Names in messages, nearest names ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how a name from a file is shown (control characters escaped, long
// ones cut), which known name is near enough to a wrong one to be suggested,
// and what UTF-8 is.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CORE_TEXT_H
#define MSRT_CORE_TEXT_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace msrt {

/// The name in single quotes, safe to print.
std::string quoteName(std::string_view name);

/// Number of insertions, deletions, replacements and swaps of neighbours.
size_t editDistance(std::string_view a, std::string_view b);

/// The candidate nearest to `name`, or "" when none is near. Nearness is at
/// most a third of the letters; a candidate with the same last path component
/// ("net.fc1.weight", "fc1.weight") is near too.
std::string_view closestMatch(std::string_view name,
                              const std::vector<std::string_view> &candidates);

/// " (did you mean 'x'?)", or "".
std::string suggestion(std::string_view name,
                       const std::vector<std::string_view> &candidates);

/// Reads the code point at `at` and moves behind it; false where the text is no
/// UTF-8 (overlong forms and surrogates are none).
bool nextCodePoint(std::string_view text, size_t &at, uint32_t &codePoint);
bool isUtf8(std::string_view text);
/// Appends a code point below 0x110000 as UTF-8.
void appendUtf8(std::string &text, uint32_t codePoint);

/// "1.5 MB".
std::string readableBytes(double bytes);

} // namespace msrt

#endif // MSRT_CORE_TEXT_H
