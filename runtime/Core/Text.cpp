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
