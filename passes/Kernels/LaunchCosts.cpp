//===- LaunchCosts.cpp - Operations and bytes of launches -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/LaunchCosts.h"

#include "passes/Kernels/KernelNests.h"

#include "dialects/MindIR/Ops/Winograd.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Whether an op computes a floating-point number. Comparing, choosing and
/// converting is no arithmetic.
static bool isArithmetic(Operation &op) {
  if (op.getNumResults() != 1 || !isa<FloatType>(op.getResult(0).getType()))
    return false;
  return isa<math::MathDialect>(op.getDialect()) ||
         isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
             arith::RemFOp, arith::MaximumFOp, arith::MinimumFOp,
             arith::MaxNumFOp, arith::MinNumFOp>(op);
}

static double countFlops(func::FuncOp kernel, int64_t rows) {
  double flops = 0;
  kernel.walk([&](linalg::GenericOp op) {
    double points = 1;
    for (const NestLoop &loop : loopsOf(op, rows))
      points *= static_cast<double>(loop.bound);
    auto each = llvm::count_if(*op.getBody(), isArithmetic);
    flops += points * static_cast<double>(each);
  });
  // Those of the convolution as it is written, whatever Winograd's algorithm
  // saves of them.
  kernel.walk([&](WinogradConv2DOp op) {
    RankedTensorType y = op.getType();
    double pixels = 1;
    for (int64_t extent : y.getShape())
      pixels *=
          static_cast<double>(ShapedType::isDynamic(extent) ? rows : extent);
    flops += 2.0 * pixels * 9 *
             static_cast<double>(op.getU().getType().getDimSize(2));
  });
  return flops;
}

/// Bytes of a buffer, which has room for all rows.
static double countBytes(Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  return static_cast<double>(type.getNumElements()) *
         std::max(1u, type.getElementTypeBitWidth() / 8);
}

std::vector<LaunchCost> collectLaunchCosts(func::FuncOp function,
                                           int64_t rows) {
  std::vector<LaunchCost> costs;
  llvm::DenseMap<Operation *, double> flops;
  SymbolTableCollection symbols;
  function.walk([&](DispatchOp op) {
    LaunchCost cost;
    cost.kernel = op.getKernel().getLeafReference().str();
    cost.layer = getLayerName(op.getLoc()).str();
    if (auto kernel = symbols.lookupNearestSymbolFrom<func::FuncOp>(
            op, op.getKernelAttr())) {
      auto [known, isNew] = flops.try_emplace(kernel, 0.0);
      if (isNew)
        known->second = countFlops(kernel, rows);
      cost.flops = known->second;
    }
    llvm::SmallPtrSet<Value, 8> read;
    for (Value buffer : op.getInputs())
      if (read.insert(buffer).second)
        cost.bytes += countBytes(buffer);
    for (Value buffer : op.getOutputs())
      cost.bytes += countBytes(buffer);
    costs.push_back(std::move(cost));
  });
  return costs;
}

} // namespace ms
