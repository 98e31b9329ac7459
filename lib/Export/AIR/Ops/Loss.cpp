//===- Loss.cpp - Loss functions ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/Ops/Loss.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// The mean of all squares.
static void exportMSELoss(NodeWriter &n) {
  Ref square = n.unary("Square", n.binary("Sub", n.operand(0), n.operand(1)));
  SmallVector<int64_t> axes(square.type.getRank());
  std::iota(axes.begin(), axes.end(), 0);
  n.result(n.call("ReduceMean", {square, n.ints(axes)}, n.resultType()));
}

void addLossOps(ExportTable &table) { table.add<MSELossOp>(exportMSELoss); }

} // namespace ms::air
