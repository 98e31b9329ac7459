//===- Remarks.cpp - What passes say of their decisions -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Remarks.h"

#include "lib/Support/Diagnostics.h"

#include "mlir/IR/Remarks.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

#include <mutex>
#include <set>

using namespace mlir;

namespace ms {

struct RemarkLog::Lines {
  std::mutex mutex;
  std::set<std::string> lines;
};

namespace {
/// "conv2d_1 'conv2': missed contraction: results are stored lane by lane".
std::string textOf(const remark::detail::Remark &remark) {
  std::string text = remark.getFunction().str();
  if (StringRef layer = getLayerName(remark.getLocation()); !layer.empty())
    text += " '" + layer.str() + "'";
  text += ": " + remark.getRemarkTypeString().lower() + " " +
          remark.getRemarkName().str();
  const char *between = ": ";
  for (const auto &argument : remark.getArgs()) {
    text += between;
    if (argument.key != "Remark" && argument.key != "Reason")
      text += argument.key + " ";
    text += argument.val;
    between = ", ";
  }
  return text;
}
} // namespace

FailureOr<RemarkLog> RemarkLog::start(MLIRContext &context,
                                      const std::string &given) {
  const std::string pattern = given.empty() ? ".*" : given;
  std::string problem;
  if (!llvm::Regex(pattern).isValid(problem))
    return reportError(Code::CommandLine, "option --remarks: found '" +
                                              pattern +
                                              "', expected a regular "
                                              "expression: " +
                                              problem);
  struct Streamer : remark::detail::MLIRRemarkStreamerBase {
    explicit Streamer(std::shared_ptr<Lines> to) : to(std::move(to)) {}
    void streamOptimizationRemark(const remark::detail::Remark &each) override {
      std::string text = textOf(each);
      std::lock_guard<std::mutex> lock(to->mutex);
      to->lines.insert(std::move(text));
    }
    std::shared_ptr<Lines> to;
  };
  RemarkLog log;
  log.lines = std::make_shared<Lines>();
  remark::RemarkCategories categories;
  categories.passed = categories.missed = pattern;
  if (failed(remark::enableOptimizationRemarks(
          context, std::make_unique<Streamer>(log.lines),
          std::make_unique<remark::RemarkEmittingPolicyAll>(), categories)))
    return failure();
  return log;
}

void RemarkLog::print(llvm::raw_ostream &out) const {
  std::lock_guard<std::mutex> lock(lines->mutex);
  for (const std::string &line : lines->lines)
    out << line << "\n";
}

} // namespace ms
