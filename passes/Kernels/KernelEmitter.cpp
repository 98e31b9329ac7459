//===- KernelEmitter.cpp - A scheduled kernel as loops on buffers ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelEmitter.h"

#include "passes/Kernels/NestEmitter.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Cycles of work that pay for waking a thread, on a machine with other work
/// too.
static constexpr double kCyclesPerPiece = 60000;

void emitKernel(const KernelNests &nests, ArrayRef<Schedule> schedules,
                const VectorTarget &target) {
  func::FuncOp kernel = nests.kernel;
  Block *old = &kernel.getBody().front();
  MLIRContext *context = kernel.getContext();
  ImplicitLocOpBuilder b(kernel.getLoc(), context);

  // New code goes behind the old, in the same block, with the same arguments;
  // then the old is taken away.
  SmallVector<Operation *> before;
  for (Operation &op : *old)
    before.push_back(&op);
  Value rows = old->getArguments().back();
  Value begin = old->addArgument(b.getIndexType(), kernel.getLoc());
  Value end = old->addArgument(b.getIndexType(), kernel.getLoc());
  b.setInsertionPointToEnd(old);

  SmallVector<std::unique_ptr<NestEmitter>> emitters;
  for (auto [nest, schedule] : llvm::zip(nests.nests, schedules))
    emitters.push_back(
        std::make_unique<NestEmitter>(b, nest, schedule, target, rows));

  // How many tiles there are along each parallel loop.
  const Nest &first = nests.nests.front();
  SmallVector<Value> counts;
  AffineExpr total = b.getAffineConstantExpr(1);
  if (nests.nests.size() == 1) {
    counts = emitters[0]->parallelCounts();
    total = emitters[0]->parallelCount();
  } else {
    for (unsigned loop : first.shared) {
      const NestLoop &about = first.loops[loop];
      if (ShapedType::isDynamic(about.extent)) {
        counts.push_back(arith::MulIOp::create(
            b, rows, arith::ConstantIndexOp::create(b, about.multiple)));
        total = total * (b.getAffineDimExpr(0) * about.multiple);
      } else {
        counts.push_back(arith::ConstantIndexOp::create(b, about.extent));
        total = total * about.extent;
      }
    }
  }

  auto forTiles = [&](NestEmitter::Tile inside) {
    auto loop =
        scf::ForOp::create(b, begin, end, arith::ConstantIndexOp::create(b, 1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    // The last parallel loop runs fastest.
    SmallVector<Value> numbers(counts.size());
    Value number = loop.getInductionVar();
    for (size_t k = counts.size(); k-- > 0;) {
      if (k == 0) {
        numbers[k] = number;
        break;
      }
      numbers[k] = arith::RemUIOp::create(b, number, counts[k]);
      number = arith::DivUIOp::create(b, number, counts[k]);
    }
    inside(numbers);
  };
  if (schedules.front().piecesAroundTiles())
    emitters.front()->emitPieces(forTiles);
  else
    forTiles([&](ArrayRef<Value> numbers) {
      for (auto &emitter : emitters)
        emitter->emitTile(numbers);
    });

  b.setInsertionPointToEnd(old);
  func::ReturnOp::create(b);
  emitters.clear();
  for (Operation *op : llvm::reverse(before))
    op->erase();

  SmallVector<DictionaryAttr> attrs;
  kernel.getAllArgAttrs(attrs);
  attrs.resize(old->getNumArguments(), b.getDictionaryAttr({}));
  kernel.removeArgAttrsAttr();
  kernel.setFunctionType(b.getFunctionType(old->getArgumentTypes(), {}));
  kernel.setAllArgAttrs(attrs);
  kernel->setAttr(kTilesAttr, AffineMapAttr::get(AffineMap::get(1, 0, total)));
  double cycles = 0;
  for (const Schedule &schedule : schedules)
    cycles += schedule.tileCycles;
  auto grain = static_cast<int64_t>(kCyclesPerPiece / std::max(cycles, 1.0));
  kernel->setAttr(kGrainAttr, b.getI64IntegerAttr(std::max<int64_t>(grain, 1)));
}

} // namespace ms
