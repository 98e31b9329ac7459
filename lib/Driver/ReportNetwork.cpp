//===- ReportNetwork.cpp - What ms-compile --report prints ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/ReportNetwork.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/ExportNetwork.h"
#include "lib/Driver/Report.h"
#include "lib/Driver/WriteHeader.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// What is known
//===----------------------------------------------------------------------===//

std::string placeText(Location loc) {
  std::string text;
  loc->walk([&](Location inner) {
    auto file = dyn_cast<FileLineColLoc>(inner);
    if (!file)
      return WalkResult::advance();
    text = file.getFilename().str() + ":" + std::to_string(file.getLine()) +
           ":" + std::to_string(file.getColumn());
    return WalkResult::interrupt();
  });
  return text;
}

void NetworkReport::setGaps(StringRef network, ArrayRef<OpGap> found) {
  name = network.str();
  for (const OpGap &gap : found)
    gaps.push_back({codeName(gap.code), gap.op->getName().getStringRef().str(),
                    getLayerName(gap.op->getLoc()).str(),
                    placeText(gap.op->getLoc()), gap.rule, gap.detail});
}

void NetworkReport::setExports(ModuleOp module) {
  for (const OutputFormat &format : getOutputFormats())
    if (format.encode)
      exports.push_back({format.name.str(), format.suffix.str(),
                         findExportGaps(module, format)});
}

static uint64_t sumBytes(const ArtifactInfo &info, uint32_t flag, bool set) {
  uint64_t sum = 0;
  for (const ParameterInfo &parameter : info.parameters)
    if (static_cast<bool>(parameter.flags & flag) == set)
      sum += parameter.bytes;
  return sum;
}

/// Bytes of tensors that a caller keeps for the most rows.
static uint64_t sumBytes(ArrayRef<TensorInfo> tensors,
                         const FunctionInfo &function) {
  uint64_t sum = 0;
  for (const TensorInfo &tensor : tensors) {
    uint64_t bytes = msrt_dtype_bytes(tensor.dtype);
    // A negative extent is a multiple of the rows.
    for (int64_t extent : tensor.dims)
      bytes *= static_cast<uint64_t>(extent < 0 ? -extent * function.maxRows
                                                : extent);
    sum += bytes;
  }
  return sum;
}

void NetworkReport::setPlan(const NetworkCode &code,
                            const BackendOptions &options) {
  hasPlan = true;
  info = code.info;
  calls = code.calls;
  name = info.name;
  cpu = options.target.cpu;
  vectorBits = options.target.vectorBits;
  for (const FunctionInfo &function : info.functions) {
    arenaBytes = std::max(arenaBytes, function.arenaBytes);
    batchBytes = std::max(batchBytes, sumBytes(function.inputs, function) +
                                          sumBytes(function.outputs, function));
  }
  arenaBytes = std::max(arenaBytes, info.prepare.arenaBytes);
  parameterBytes = sumBytes(info, MSRT_PARAM_OPTIMIZER, false);
  optimizerBytes = sumBytes(info, MSRT_PARAM_OPTIMIZER, true);
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static void line(raw_ostream &out, StringRef name, const Twine &value) {
  out << llvm::formatv("  {0,-40} {1}\n", name, value.str());
}

void NetworkReport::printGaps(raw_ostream &out) const {
  if (gaps.empty()) {
    out << "\nops: all have gradient, lowering and evaluator rule\n";
    return;
  }
  out << "\nops that lack a rule " << gaps.size() << "\n";
  SmallVector<std::array<std::string, 5>> rows = {
      {"code", "op", "layer", "place", "lacks"}};
  for (const Gap &gap : gaps)
    rows.push_back(
        {gap.code, gap.op, gap.layer.empty() ? "-" : gap.layer,
         gap.place.empty() ? "-" : gap.place,
         gap.detail.empty() ? gap.rule : gap.rule + ": " + gap.detail});
  std::array<size_t, 5> widths = {};
  for (const auto &row : rows)
    for (size_t k = 0; k < row.size(); ++k)
      widths[k] = std::max(widths[k], row[k].size());
  for (const auto &row : rows) {
    for (size_t k = 0; k + 1 < row.size(); ++k)
      out << "  " << row[k] << std::string(widths[k] - row[k].size(), ' ');
    out << "  " << row.back() << "\n";
  }
}

void NetworkReport::printExports(raw_ostream &out) const {
  out << "\nexport\n";
  for (const Export &entry : exports)
    line(out, entry.format + " (" + entry.suffix + ")",
         entry.gaps.empty() ? "yes" : "no: " + entry.gaps);
}

void NetworkReport::printPlan(raw_ostream &out) const {
  for (auto [about, count] : llvm::zip(info.functions, calls.dispatches)) {
    out << "\nfunction " << about.name << "\n";
    line(out, "rows",
         about.maxRows > 0 ? "up to " + Twine(about.maxRows)
                           : Twine("fixed shapes"));
    line(out, "kernel calls", Twine(count));
    line(out, "arena", bytesText(about.arenaBytes));
    line(out, "live at once, at most", bytesText(about.liveBytes));
    for (const TensorInfo &tensor : about.inputs)
      line(out, "input " + tensor.name,
           Twine(msrt_dtype_name(tensor.dtype)) + " " + shapeText(tensor));
    for (const TensorInfo &tensor : about.outputs)
      line(out, "output " + tensor.name,
           Twine(msrt_dtype_name(tensor.dtype)) + " " + shapeText(tensor));
  }

  out << "\nkernels " << calls.kernels.size() << "\n";
  for (const auto &[kernel, count] : calls.kernels)
    line(out, kernel, Twine(count) + (count == 1 ? " call" : " calls"));

  out << "\nmemory\n";
  line(out, "parameters", bytesText(parameterBytes));
  line(out, "optimizer state", bytesText(optimizerBytes));
  if (calls.prepare != 0)
    line(out, "prepared for inference",
         bytesText(info.preparedBytes) + ", by " + Twine(calls.prepare) +
             " kernel calls when parameters have changed");
  line(out, calls.prepare != 0 ? "all, as allocated" : "both, as allocated",
       bytesText(info.stateBytes));
  line(out, "arena", bytesText(arenaBytes));
  line(out, "total", bytesText(info.stateBytes + arenaBytes));
  line(out, "beside it, a batch of data", bytesText(batchBytes));
}

std::string NetworkReport::text() const {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << "network " << name << "\n";
  if (hasPlan) {
    line(out, "target",
         info.triple + " " + cpu + ", vectors of " + Twine(vectorBits) +
             " bits");
    line(out, "needs", info.features.empty() ? "nothing" : info.features);
    if (!info.loss.empty())
      line(out, "loss", info.loss);
    if (!info.optimizer.empty())
      line(out, "optimizer", info.optimizer);
    if (!origin.empty())
      line(out, "machine code", origin);
  }
  printGaps(out);
  printExports(out);
  if (hasPlan)
    printPlan(out);
  return text;
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static llvm::json::Array tensors(ArrayRef<TensorInfo> list) {
  llvm::json::Array result;
  for (const TensorInfo &tensor : list)
    result.push_back(llvm::json::Object{
        {"name", tensor.name},
        {"type", msrt_dtype_name(tensor.dtype)},
        {"shape", llvm::json::Array(tensor.dims)},
    });
  return result;
}

std::string NetworkReport::json() const {
  using llvm::json::Array;
  using llvm::json::Object;
  Array missing;
  for (const Gap &gap : gaps)
    missing.push_back(Object{{"code", gap.code},
                             {"op", gap.op},
                             {"layer", gap.layer},
                             {"place", gap.place},
                             {"lacks", gap.rule},
                             {"detail", gap.detail}});
  Array formats;
  for (const Export &entry : exports)
    formats.push_back(Object{{"format", entry.format},
                             {"ending", entry.suffix},
                             {"lacks", entry.gaps}});
  Object report{{"network", name},
                {"ops", std::move(missing)},
                {"export", std::move(formats)}};
  if (hasPlan) {
    report["target"] = Object{{"triple", info.triple},
                              {"cpu", cpu},
                              {"vector_bits", vectorBits},
                              {"needs", info.features}};
    report["loss"] = info.loss;
    report["optimizer"] = info.optimizer;
    if (!origin.empty())
      report["machine_code"] = origin;
    Array functions, kernels;
    for (auto [about, count] : llvm::zip(info.functions, calls.dispatches))
      functions.push_back(Object{{"name", about.name},
                                 {"max_rows", about.maxRows},
                                 {"kernel_calls", count},
                                 {"arena_bytes", about.arenaBytes},
                                 {"live_bytes", about.liveBytes},
                                 {"inputs", tensors(about.inputs)},
                                 {"outputs", tensors(about.outputs)}});
    for (const auto &[kernel, count] : calls.kernels)
      kernels.push_back(Object{{"name", kernel}, {"calls", count}});
    report["functions"] = std::move(functions);
    report["kernels"] = std::move(kernels);
    report["memory"] = Object{{"parameters", parameterBytes},
                              {"optimizer", optimizerBytes},
                              {"prepared", info.preparedBytes},
                              {"state", info.stateBytes},
                              {"arena", arenaBytes},
                              {"total", info.stateBytes + arenaBytes},
                              {"batch", batchBytes}};
  }
  return llvm::formatv("{0:2}\n", llvm::json::Value(std::move(report)));
}

} // namespace ms
