//===- ReportNetwork.cpp - What ms-compile --report prints ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/ReportNetwork.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/Report.h"
#include "lib/Driver/WriteHeader.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static void line(raw_ostream &out, StringRef name, const Twine &value) {
  out << llvm::formatv("  {0,-40} {1}\n", name, value.str());
}

static uint64_t sumBytes(const ArtifactInfo &info, uint32_t flag, bool set) {
  uint64_t sum = 0;
  for (const ParameterInfo &parameter : info.parameters)
    if (static_cast<bool>(parameter.flags & flag) == set)
      sum += parameter.bytes;
  return sum;
}

std::string reportNetwork(ModuleOp module, const ArtifactInfo &info,
                          const BackendOptions &options) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << "network " << info.name << "\n";
  line(out, "target",
       info.triple + " " + options.target.cpu + ", vectors of " +
           Twine(options.target.vectorBits) + " bits");
  line(out, "needs", info.features.empty() ? "nothing" : info.features);
  if (!info.loss.empty())
    line(out, "loss", info.loss);
  if (!info.optimizer.empty())
    line(out, "optimizer", info.optimizer);

  // Kernels by name, with the calls of each.
  llvm::MapVector<StringRef, unsigned> calls;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(kKernelAttr))
      calls[function.getName()] = 0;
  uint64_t arena = 0;
  for (const FunctionInfo &about : info.functions) {
    auto function = module.lookupSymbol<func::FuncOp>(about.symbol);
    unsigned dispatches = 0;
    function.walk([&](DispatchOp op) {
      ++dispatches;
      ++calls[op.getKernel().getLeafReference().getValue()];
    });
    arena = std::max(arena, about.arenaBytes);
    out << "\nfunction " << about.name << "\n";
    line(out, "rows",
         about.maxRows > 0 ? "up to " + Twine(about.maxRows)
                           : Twine("fixed shapes"));
    line(out, "kernel calls", Twine(dispatches));
    line(out, "arena", bytesText(about.arenaBytes));
    line(out, "live at once, at most", bytesText(about.liveBytes));
    for (const TensorInfo &tensor : about.inputs)
      line(out, "input " + tensor.name,
           Twine(msrt_dtype_name(tensor.dtype)) + " " + shapeText(tensor));
    for (const TensorInfo &tensor : about.outputs)
      line(out, "output " + tensor.name,
           Twine(msrt_dtype_name(tensor.dtype)) + " " + shapeText(tensor));
  }

  out << "\nkernels " << calls.size() << "\n";
  for (auto [name, count] : calls)
    line(out, name, Twine(count) + (count == 1 ? " call" : " calls"));

  out << "\nmemory\n";
  line(out, "parameters",
       bytesText(sumBytes(info, MSRT_PARAM_OPTIMIZER, false)));
  line(out, "optimizer state",
       bytesText(sumBytes(info, MSRT_PARAM_OPTIMIZER, true)));
  line(out, "both, as allocated", bytesText(info.stateBytes));
  line(out, "arena", bytesText(arena));
  line(out, "total", bytesText(info.stateBytes + arena));
  return text;
}

} // namespace ms
