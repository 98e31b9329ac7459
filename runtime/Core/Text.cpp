//===- Text.cpp - Names in messages, nearest names ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "runtime/Core/Text.h"

#include "msrt/Status.h"

#include <algorithm>

namespace msrt {

std::string quoteName(std::string_view name) {
  constexpr size_t limit = 120;
  std::string text = "'";
  for (char c : name.substr(0, limit)) {
    unsigned char u = static_cast<unsigned char>(c);
    if (u < 0x20 || u == 0x7f)
      text += format("\\x%02x", u);
    else
      text += c;
  }
  return text + (name.size() > limit ? "...'" : "'");
}

size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1),
      row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min(
          {last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

static bool endsWithComponent(std::string_view text, std::string_view suffix) {
  return text.size() > suffix.size() &&
         text.substr(text.size() - suffix.size()) == suffix &&
         text[text.size() - suffix.size() - 1] == '.';
}

std::string_view closestMatch(std::string_view name,
                              const std::vector<std::string_view> &candidates) {
  // Longer names come from damaged files, not from typing.
  if (name.empty() || name.size() > 256)
    return {};
  std::string_view best;
  size_t bestDistance = std::max<size_t>(1, name.size() / 3) + 1;
  for (std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > 256)
      continue;
    size_t distance = bestDistance;
    if (endsWithComponent(name, candidate) ||
        endsWithComponent(candidate, name))
      distance = 1;
    else if (std::max(name.size(), candidate.size()) -
                 std::min(name.size(), candidate.size()) <
             bestDistance)
      distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view name,
                       const std::vector<std::string_view> &candidates) {
  std::string_view match = closestMatch(name, candidates);
  return match.empty() ? "" : " (did you mean " + quoteName(match) + "?)";
}

bool nextCodePoint(std::string_view text, size_t &at, uint32_t &codePoint) {
  auto first = static_cast<unsigned char>(text[at]);
  unsigned more = first < 0x80             ? 0
                  : (first & 0xe0) == 0xc0 ? 1
                  : (first & 0xf0) == 0xe0 ? 2
                  : (first & 0xf8) == 0xf0 ? 3
                                           : 4;
  if (more == 4 || text.size() - at <= more)
    return false;
  uint32_t c = more ? first & (0x3fu >> more) : first;
  for (unsigned k = 1; k <= more; ++k) {
    auto next = static_cast<unsigned char>(text[at + k]);
    if ((next & 0xc0) != 0x80)
      return false;
    c = c << 6 | (next & 0x3f);
  }
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
    return false;
  at += more + 1;
  codePoint = c;
  return true;
}

bool isUtf8(std::string_view text) {
  uint32_t codePoint;
  for (size_t at = 0; at < text.size();)
    if (!nextCodePoint(text, at, codePoint))
      return false;
  return true;
}

void appendUtf8(std::string &text, uint32_t c) {
  auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80 | (c >> shift & 0x3f));
  };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xc0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xe0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xf0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string readableBytes(double bytes) {
  const char *unit = "B";
  for (const char *next : {"kB", "MB", "GB", "TB"}) {
    if (bytes < 1000)
      break;
    bytes /= 1000;
    unit = next;
  }
  return format(*unit == 'B' || bytes >= 100 ? "%.0f %s" : "%.1f %s", bytes,
                unit);
}

} // namespace msrt
