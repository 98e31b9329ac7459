//===- TestMemoryPlan.cpp - Whether buffers keep what they hold -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// --test-memory-plan follows the bytes of arena and state through the
// dispatches of every function: what a kernel reads through a buffer must be
// what was last written through that very buffer. It knows nothing of live
// ranges or of how offsets were chosen. A kernel may write over what it reads
// only where it says so. Runs right after mindir-plan-memory, before equal
// views become one.
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "passes/Analysis/Storage.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Pass/Pass.h"

#include <map>

using namespace mlir;
using namespace ms::mindir;

namespace ms::test {
namespace {

/// Some bytes of a function's argument or of a constant, under the name that
/// the function knows them by.
struct Piece {
  Value name; ///< the view, argument or constant that all its casts go back to
  Value base; ///< the argument or constant
  int64_t begin, end;

  bool overlaps(const Piece &other) const {
    return base == other.base && begin < other.end && other.begin < end;
  }
};

/// Who wrote each byte of one base last, as intervals.
class Owners {
public:
  explicit Owners(int64_t bytes) { starts[0] = Value(), starts[bytes] = {}; }

  void write(const Piece &piece) {
    split(piece.begin);
    split(piece.end);
    starts.erase(starts.find(piece.begin), starts.find(piece.end));
    starts[piece.begin] = piece.name;
  }

  /// The first owner of a byte of `piece` that `isRight` refuses, if any.
  std::optional<Value> findWrong(const Piece &piece,
                                 llvm::function_ref<bool(Value)> isRight) {
    auto at = std::prev(starts.upper_bound(piece.begin));
    for (; at != starts.end() && at->first < piece.end; ++at)
      if (!isRight(at->second))
        return at->second;
    return std::nullopt;
  }

private:
  void split(int64_t at) {
    auto after = starts.upper_bound(at);
    starts.try_emplace(at, std::prev(after)->second);
  }

  std::map<int64_t, Value> starts;
};

struct TestMemoryPlan : PassWrapper<TestMemoryPlan, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestMemoryPlan)

  StringRef getArgument() const override { return "test-memory-plan"; }
  StringRef getDescription() const override {
    return "Check that no buffer is overwritten before it has been read";
  }

  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr(kArenaBytesAttr) && !check(function))
        signalPassFailure();
  }

private:
  bool check(func::FuncOp function) {
    owners.clear();
    good = true;
    unsigned dispatches = 0;
    arena = function.getArgument(1);
    for (Operation &op : function.getBody().front()) {
      if (isa<memref::AllocOp>(op))
        fail(&op) << "a buffer has no place in the arena";
      if (auto dispatch = dyn_cast<DispatchOp>(op)) {
        ++dispatches;
        follow(dispatch);
      }
    }
    if (dispatches == 0)
      fail(function) << "nothing was checked";
    if (good)
      llvm::outs() << function.getName() << ": " << dispatches
                   << " dispatches ok\n";
    return good;
  }

  void follow(DispatchOp dispatch) {
    auto kernel = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        dispatch, dispatch.getKernel());
    SmallVector<Piece> inputs, outputs;
    for (Value input : dispatch.getInputs())
      inputs.push_back(find(input));
    for (Value output : dispatch.getOutputs())
      outputs.push_back(find(output));
    for (size_t k = 0; k < inputs.size(); ++k) {
      const Piece &input = inputs[k];
      // Arguments, constants and old state were there before.
      auto isRight = [&](Value owner) {
        return owner == input.name || (!owner && input.base != arena);
      };
      if (auto wrong = ownersOf(input).findWrong(input, isRight)) {
        InFlightDiagnostic diagnostic = fail(dispatch);
        diagnostic << "operand " << k << " was overwritten before it is read";
        if (!*wrong)
          diagnostic << ", or never written";
        else
          diagnostic.attachNote(wrong->getLoc()) << "by what lies here";
      }
    }
    for (auto [k, output] : llvm::enumerate(outputs)) {
      auto allowed =
          kernel.getArgAttrOfType<ArrayAttr>(inputs.size() + k, kMayAliasAttr);
      for (auto [i, input] : llvm::enumerate(inputs))
        if (output.overlaps(input) &&
            !(output.begin == input.begin &&
              llvm::is_contained(getInts(allowed), static_cast<int64_t>(i))))
          fail(dispatch) << "result " << k << " lies in operand " << i
                         << ", which the kernel does not allow";
      for (auto [i, other] : llvm::enumerate(ArrayRef(outputs).take_front(k)))
        if (output.overlaps(other))
          fail(dispatch) << "results " << i << " and " << k << " overlap";
    }
    for (const Piece &output : outputs)
      ownersOf(output).write(output);
  }

  /// Where a buffer lies.
  Piece find(Value buffer) {
    auto type = cast<MemRefType>(buffer.getType());
    int64_t bytes =
        getStorageBytes(type.getElementType(), type.getNumElements());
    while (auto cast = buffer.getDefiningOp<memref::ReinterpretCastOp>())
      buffer = cast.getSource();
    auto view = buffer.getDefiningOp<memref::ViewOp>();
    if (!view)
      return {buffer, buffer, 0, bytes};
    APInt offset;
    if (!matchPattern(view.getByteShift(), m_ConstantInt(&offset))) {
      fail(view) << "its offset is no constant";
      return {buffer, view.getSource(), 0, bytes};
    }
    Piece piece{buffer, view.getSource(), offset.getSExtValue(),
                offset.getSExtValue() + bytes};
    int64_t size = cast<MemRefType>(view.getSource().getType()).getDimSize(0);
    if (piece.begin % kBufferAlignment != 0)
      fail(view) << "its offset " << piece.begin << " is not aligned";
    if (piece.begin < 0 || piece.end > size)
      fail(view) << "it ends at " << piece.end << ", outside of " << size
                 << " bytes";
    return piece;
  }

  Owners &ownersOf(const Piece &piece) {
    auto type = cast<MemRefType>(piece.base.getType());
    int64_t bytes =
        getStorageBytes(type.getElementType(), type.getNumElements());
    return owners.try_emplace(piece.base, bytes).first->second;
  }

  InFlightDiagnostic fail(Operation *op) {
    good = false;
    return emitError(op->getLoc());
  }

  llvm::DenseMap<Value, Owners> owners;
  Value arena;
  bool good = true;
};

} // namespace

void registerTestMemoryPlan() { PassRegistration<TestMemoryPlan>(); }

} // namespace ms::test
