//===- Report.cpp - Errors of the tools -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Report.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <cstdio>

namespace ms {

static llvm::LogicalResult print(const llvm::Twine &text) {
  // What was printed before comes first, also where both are one file.
  std::fflush(stdout);
  llvm::outs().flush();
  llvm::errs() << "error: " << text << "\n";
  return llvm::failure();
}

llvm::LogicalResult reportError(Code code, const llvm::Twine &text) {
  return print("[" + codeName(code) + "] " + text);
}

llvm::LogicalResult reportError(llvm::Error error) {
  return print(llvm::toString(std::move(error)));
}

llvm::LogicalResult reportError(const msrt::Status &status) {
  return print(status.message());
}

std::string didYouMean(llvm::StringRef name,
                       llvm::ArrayRef<std::string> candidates) {
  const std::string *best = nullptr;
  unsigned least = static_cast<unsigned>(name.size()) / 3 + 1;
  for (const std::string &candidate : candidates) {
    unsigned distance = name.edit_distance(candidate, true, least);
    if (distance < least || (distance == least && !best && least > 1)) {
      least = distance;
      best = &candidate;
    }
  }
  return best ? " (did you mean '" + *best + "'?)" : "";
}

std::string bytesText(uint64_t bytes) {
  std::string text = std::to_string(bytes) + " bytes";
  llvm::raw_string_ostream stream(text);
  auto size = static_cast<double>(bytes);
  if (bytes >= 1000000)
    stream << " (" << llvm::format("%.1f", size / 1e6) << " MB)";
  else if (bytes >= 1000)
    stream << " (" << llvm::format("%.1f", size / 1e3) << " kB)";
  return text;
}

int finishTool(llvm::LogicalResult result) {
  errno = 0;
  bool lost = std::fflush(stdout) != 0 || std::ferror(stdout);
  llvm::outs().flush();
  if (llvm::outs().has_error()) {
    lost = true;
    errno = llvm::outs().error().value();
    llvm::outs().clear_error();
  }
  if (llvm::succeeded(result) && lost)
    result =
        reportError(Code::CommandLine,
                    "standard output: " + msrt::errnoText(errno ? errno : EIO));
  return llvm::succeeded(result) ? 0 : 1;
}

} // namespace ms
