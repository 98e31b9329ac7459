//===- FuseAttention.cpp - One op for the chain of attention --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which chains become scaled_dot_product_attention, and whether the
// transpositions of heads around them vanish.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Attention.h"
#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/Ops/Attention.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_FUSEATTENTION
#include "passes/Transforms/Passes.h.inc"

namespace {

using Permutation = SmallVector<int64_t>;

/// [batch, heads, length, size] and [batch, length, heads, size] from each
/// other.
constexpr int64_t kSwapHeads[] = {0, 2, 1, 3};

bool swapsHeads(ArrayRef<int64_t> permutation) {
  return permutation == ArrayRef(kSwapHeads);
}
bool isIdentity(ArrayRef<int64_t> permutation) {
  for (auto [k, dimension] : llvm::enumerate(permutation))
    if (dimension != static_cast<int64_t>(k))
      return false;
  return true;
}
int64_t rankOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getRank();
}

/// A value as another one with its dimensions in another order: dimension k is
/// dimension `order[k]` of `source`.
struct Arranged {
  Value source;
  Permutation order;

  /// `value`, its last two dimensions swapped where `turned`.
  Arranged(Value value, bool turned) : source(value) {
    for (int64_t k = 0; k < rankOf(value); ++k)
      order.push_back(k);
    if (turned)
      std::swap(order.back(), *std::prev(order.end(), 2));
    while (auto transpose = source.getDefiningOp<TransposeOp>()) {
      Permutation inner = getInts(transpose.getPerm());
      for (int64_t &dimension : order)
        dimension = inner[dimension];
      source = transpose.getX();
    }
  }

  SmallVector<int64_t> shape() const {
    SmallVector<int64_t> result;
    for (int64_t dimension : order)
      result.push_back(
          cast<RankedTensorType>(source.getType()).getDimSize(dimension));
    return result;
  }
  /// The value; with `lengthFirst` with heads and length swapped.
  Value get(ImplicitLocOpBuilder &b, bool lengthFirst) const {
    Permutation wanted = order;
    if (lengthFirst)
      std::swap(wanted[1], wanted[2]);
    if (isIdentity(wanted))
      return source;
    return TransposeOp::create(b, source, b.getI64ArrayAttr(wanted));
  }
};

struct FuseAttention : impl::FuseAttentionBase<FuseAttention> {
  using FuseAttentionBase::FuseAttentionBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal() ||
        (!gradientsOf.empty() && function.getName() != gradientsOf))
      return;
    SmallVector<AttentionChain> chains;
    function.walk([&](BatchMatMulOp op) {
      if (std::optional<AttentionChain> chain = matchAttention(op))
        chains.push_back(*chain);
    });
    for (AttentionChain &chain : chains) {
      std::string obstacle = findObstacle(chain);
      auto options = remark::RemarkOpts::name("attention")
                         .category("mindir-fuse-attention")
                         .function(function.getName());
      Location loc = chain.output.getLoc();
      if (obstacle.empty()) {
        fuse(chain);
        remark::passed(loc, options) << remark::add("computed in blocks");
      } else {
        remark::missed(loc, options) << remark::reason("{0}", obstacle);
      }
    }
  }

private:
  static Arranged queryOf(AttentionChain &chain) {
    return {chain.query, chain.scores.getTransposeA()};
  }
  static Arranged keyOf(AttentionChain &chain) {
    return {chain.key, !chain.scores.getTransposeB()};
  }
  static Arranged valueOf(AttentionChain &chain) {
    return {chain.value, chain.output.getTransposeB()};
  }

  /// Why a chain stays as it is, or "".
  std::string findObstacle(AttentionChain &chain) const {
    if (chain.dropout)
      return "dropout of the weights";
    RankedTensorType scores = chain.scores.getType();
    if (!scores.getElementType().isF32())
      return "elements that are not f32";
    Value value = chain.scores.getC();
    while (value != chain.softmax.getY()) {
      if (!value.hasOneUse())
        return "scores that another op uses";
      value = value.user_begin()->getResult(0);
    }
    if (!value.hasOneUse())
      return "weights that another op uses";
    SmallVector<int64_t> query = queryOf(chain).shape();
    SmallVector<int64_t> key = keyOf(chain).shape();
    SmallVector<int64_t> stack(scores.getShape().drop_back(2));
    if (stack.empty())
      return "operands that are no stacks";
    if (ArrayRef(query).drop_back(2) != ArrayRef(stack) ||
        ArrayRef(key).drop_back(2) != ArrayRef(stack) ||
        ArrayRef(valueOf(chain).shape()).drop_back(2) != ArrayRef(stack))
      return "operands that broadcast";
    if (llvm::is_contained(scores.getShape(), 0) ||
        llvm::is_contained(query, 0) ||
        llvm::is_contained(chain.output.getType().getShape(), 0))
      return "an extent of 0";
    if (query[stack.size()] * key[stack.size()] * 4 <= moreThan)
      return "scores that fit into the cache";
    for (Value mask : chain.masks)
      if (!gradientsOf.empty() && dependsOnTrainable(mask))
        return "a mask that is trained";
    return "";
  }

  /// Whether a gradient for `value` could be asked for.
  static bool dependsOnTrainable(Value value) {
    llvm::SetVector<Value> known;
    known.insert(value);
    for (size_t k = 0; k < known.size(); ++k) {
      Operation *maker = known[k].getDefiningOp();
      if (!maker || !isa<FloatType>(getElementTypeOrSelf(known[k])))
        continue;
      if (auto load = dyn_cast<LoadOp>(maker)) {
        auto parameter = SymbolTable::lookupNearestSymbolFrom<ParameterOp>(
            load, load.getParameterAttr());
        if (!parameter || parameter.isTrainable())
          return true;
      }
      known.insert(maker->operand_begin(), maker->operand_end());
    }
    return false;
  }

  static void fuse(AttentionChain &chain) {
    ImplicitLocOpBuilder b(chain.output.getLoc(), chain.output);
    Arranged operands[] = {queryOf(chain), keyOf(chain), valueOf(chain)};
    // Each transposition that vanishes is a pass over memory less.
    SmallVector<TransposeOp> behind;
    int64_t swapped = 0, plain = 0;
    for (const Arranged &operand : operands) {
      swapped += swapsHeads(operand.order);
      plain += isIdentity(operand.order);
    }
    for (Operation *user : chain.output->getUsers())
      if (auto transpose = dyn_cast<TransposeOp>(user);
          transpose && swapsHeads(getInts(transpose.getPerm())))
        behind.push_back(transpose);
    swapped += !behind.empty();
    plain += behind.empty();
    bool lengthFirst = swapped > plain;

    SmallVector<Value> values, masks(llvm::reverse(chain.masks));
    for (const Arranged &operand : operands)
      values.push_back(operand.get(b, lengthFirst));
    auto attention = ScaledDotProductAttentionOp::create(
        b, values[0], values[1], values[2], masks,
        b.getF64FloatAttr(chain.scale), b.getBoolAttr(lengthFirst));
    Value result = attention.getOutput();
    if (lengthFirst) {
      for (TransposeOp transpose : behind) {
        transpose.replaceAllUsesWith(result);
        transpose.erase();
      }
      if (!chain.output->use_empty())
        result = TransposeOp::create(b, result, b.getI64ArrayAttr(kSwapHeads));
    }
    chain.output.replaceAllUsesWith(result);
    // What is left of the chain, its transpositions included, has no users.
    llvm::SmallSetVector<Operation *, 8> dead;
    dead.insert(chain.output);
    while (!dead.empty()) {
      Operation *op = dead.pop_back_val();
      if (!isOpTriviallyDead(op))
        continue;
      for (Value operand : op->getOperands())
        if (Operation *maker = operand.getDefiningOp())
          dead.insert(maker);
      op->erase();
    }
  }
};
} // namespace
} // namespace ms
