//===- BlockChannels.cpp - Channels of convolutions innermost -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A convolution reads and writes its channels in vectors: blocks of channels
// stand innermost, NCHW becomes NCHWc, from the first convolution to the last
// and through everything between them. Loops over channels are split in two,
// one over blocks and one inside; what has no pixels (scales, weights, updates)
// is split in place, which is another view of the same memory. So parameters
// stay as they are, and copies are made only where an op that cannot split a
// channel loop meets one that did.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallBitVector.h"

#include <map>
#include <set>

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_BLOCKCHANNELS
#include "passes/Kernels/Passes.h.inc"

namespace {

/// Multiply-adds with an element of a convolution's operand that gain as much
/// by the layout as half of a copy of the element costs.
constexpr double kUsesPerGain = 128;

/// A dimension of a Value, or a loop of an Operation.
using Axis = std::pair<void *, unsigned>;

RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// An initial value that each generic can have its own of.
bool isFreshInit(Value init) {
  if (auto fill = init.getDefiningOp<linalg::FillOp>())
    init = fill.getOutputs()[0];
  return init.getDefiningOp<tensor::EmptyOp>() != nullptr;
}

/// Why an axis cannot be split.
enum class Why {
  Extent, ///< it is no multiple of the block
  Number, ///< its index is computed with
  Place,  ///< it is no loop of its own
};
struct Whole {
  Axis axis;
  GenericOp op;
  Why why;
};

class Blocker {
public:
  Blocker(func::FuncOp function, int64_t block)
      : function(function), block(block) {}

  void run() {
    const bool remarks = function.getContext()->getRemarkEngine();
    for (auto op : function.getOps<GenericOp>())
      generics.push_back(op);
    for (GenericOp op : generics)
      collect(op);
    collectState();
    chooseClasses();
    if (remarks)
      remarkClasses();
    if (chosen.empty())
      return;
    for (GenericOp op : generics)
      rewrite(op);
    for (GenericOp op : llvm::reverse(done))
      finish(op);
  }

private:
  //===--------------------------------------------------------------------===//
  // Which loops are split
  //===--------------------------------------------------------------------===//

  static Axis axis(Value value, unsigned dim) {
    return {const_cast<void *>(value.getAsOpaquePointer()), dim};
  }
  static Axis axis(GenericOp op, unsigned loop) {
    return {op.getOperation(), loop};
  }

  /// The value that an operand is about: the result of what is written.
  static Value subject(GenericOp op, OpOperand &operand) {
    if (op.isDpsInit(&operand))
      return op.getTiedOpResult(&operand);
    return operand.get();
  }

  void collect(GenericOp op) {
    SmallVector<int64_t> extents = loopExtents(op);
    for (auto [loop, extent] : llvm::enumerate(extents)) {
      classes.insert(axis(op, loop));
      if (ShapedType::isDynamic(extent) || extent % block != 0)
        whole.push_back({axis(op, loop), op, Why::Extent});
    }
    op.walk([&](linalg::IndexOp index) {
      whole.push_back({axis(op, index.getDim()), op, Why::Number});
    });
    bool isProduct = classify(op) == GenericKind::Contraction;
    for (OpOperand &operand : op->getOpOperands()) {
      Value value = subject(op, operand);
      auto type = dyn_cast<RankedTensorType>(value.getType());
      if (!type)
        continue;
      AffineMap map = op.getMatchingIndexingMap(&operand);
      for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
        if (type.getDimSize(dim) == 1)
          continue;
        classes.insert(axis(value, dim));
        auto loop = dyn_cast<AffineDimExpr>(expr);
        if (loop && extents[loop.getPosition()] == type.getDimSize(dim)) {
          classes.unionSets(axis(value, dim), axis(op, loop.getPosition()));
          if (isProduct && dim == 1 && isOfConvolution(op) && hasPixels(type))
            seeds.push_back({value, gainOf(extents, type)});
          continue;
        }
        whole.push_back({axis(value, dim), op, Why::Place});
        expr.walk([&](AffineExpr part) {
          if (auto used = dyn_cast<AffineDimExpr>(part))
            whole.push_back({axis(op, used.getPosition()), op, Why::Place});
        });
      }
      // A result that starts from another one has its form.
      if (op.isDpsInit(&operand) && !isFreshInit(operand.get()))
        for (unsigned dim = 0; dim < type.getRank(); ++dim)
          if (type.getDimSize(dim) != 1)
            classes.unionSets(axis(value, dim), axis(operand.get(), dim));
    }
  }

  /// What a convolution gains by the layout of an operand with pixels, in
  /// halves of a copy of it: the more, the more often each element is used.
  static int64_t gainOf(ArrayRef<int64_t> extents, RankedTensorType type) {
    double uses = 1;
    for (int64_t extent : extents)
      if (!ShapedType::isDynamic(extent))
        uses *= static_cast<double>(extent);
    for (int64_t extent : type.getShape())
      if (!ShapedType::isDynamic(extent))
        uses /= static_cast<double>(extent);
    return std::clamp<int64_t>(static_cast<int64_t>(uses / kUsesPerGain), 1, 4);
  }

  static bool isOfConvolution(GenericOp op) {
    auto name = op->getAttrOfType<StringAttr>(kOpNameAttr);
    return name && name.getValue().starts_with("conv");
  }

  /// Whether there is more than one element for each row and channel.
  static bool hasPixels(RankedTensorType type) {
    return type.getRank() > 2 &&
           llvm::any_of(type.getShape().drop_front(2),
                        [](int64_t extent) { return extent != 1; });
  }

  /// One axis for all that are split together; none for those of extent 1.
  std::optional<Axis> leader(Axis of) const {
    auto found = classes.findLeader(of);
    return found == classes.member_end() ? std::nullopt : std::optional(*found);
  }

  /// What lies in the state keeps its memory layout: the first dimensions of
  /// weights tell these, and all that they are computed from, from values with
  /// a batch.
  void collectState() {
    auto add = [&](Value value) {
      if (typeOf(value).getRank() > 0)
        if (std::optional<Axis> first = leader(axis(value, 0)))
          ofState.insert(*first);
    };
    for (auto load : function.getOps<LoadOp>())
      add(load.getResult());
    for (auto assign : function.getOps<AssignOp>())
      add(assign.getValue());
  }

  bool isOfState(Value value) const {
    std::optional<Axis> first = leader(axis(value, 0));
    return first && ofState.count(*first);
  }

  void chooseClasses() {
    std::set<Axis> kept;
    for (const Whole &of : whole)
      if (std::optional<Axis> candidate = leader(of.axis))
        kept.insert(*candidate);
    std::map<Axis, int64_t> gains;
    for (const auto &[value, gain] : seeds)
      if (Axis candidate = *leader(axis(value, 1));
          !kept.count(candidate) && !isOfState(value))
        gains[candidate] += gain;
    for (const auto &[candidate, gain] : gains)
      chosen.insert(candidate);
    // A copy costs more than one small convolution gains.
    llvm::SetVector<Value> values;
    for (GenericOp op : generics)
      for (OpOperand &operand : op->getOpOperands())
        if (Value value = subject(op, operand);
            isa<RankedTensorType>(value.getType()) && !isFreshInit(value))
          values.insert(value);
    for (Value value : values)
      if (Form form = formOf(value); !isPlainView(form, typeOf(value))) {
        int64_t copies = !value.getDefiningOp<GenericOp>();
        copies += llvm::any_of(value.getUsers(), [](Operation *user) {
          return !isa<GenericOp, tensor::DimOp>(user);
        });
        gains[*leader(axis(value, 1))] -= 2 * copies;
      }
    for (const auto &[candidate, gain] : gains)
      if (gain <= 0)
        chosen.erase(candidate);
  }

  /// Why the channels of each class are split, or are not.
  void remarkClasses() const {
    using remark::add, remark::metric, remark::reason, remark::RemarkOpts;
    llvm::MapVector<Axis, llvm::SetVector<Value>> found;
    for (const auto &[value, gain] : seeds)
      if (!isOfState(value))
        found[*leader(axis(value, 1))].insert(value);
    StringRef name = func::FuncOp(function).getName();
    for (const auto &[candidate, values] : found) {
      Location loc = values.front().getLoc();
      RemarkOpts options = RemarkOpts::name("channels")
                               .category("mindir-block-channels")
                               .function(name);
      int64_t channels = typeOf(values.front()).getDimSize(1);
      if (chosen.count(candidate)) {
        remark::passed(loc, options)
            << add("{0} channels in blocks of {1}", channels, block)
            << metric("Values", static_cast<int64_t>(values.size()));
        continue;
      }
      auto lost = remark::missed(loc, options);
      auto known = llvm::find_if(whole, [&, of = candidate](const Whole &each) {
        return leader(each.axis) == of;
      });
      if (known == whole.end()) {
        lost << reason("{0} channels: copies would be needed at more places "
                       "than convolutions gain",
                       channels);
        continue;
      }
      std::string by = nameOf(known->op);
      if (known->why == Why::Extent)
        lost << reason("{0} channels are no multiple of {1}", channels, block);
      else if (known->why == Why::Number)
        lost << reason("{0} channels: '{1}' computes with their numbers",
                       channels, by);
      else
        lost << reason("{0} channels: '{1}' moves them", channels, by);
    }
  }

  static std::string nameOf(GenericOp op) {
    auto name = op->getAttrOfType<StringAttr>(kOpNameAttr);
    return name ? name.str() : "linalg.generic";
  }

  bool isSplit(Axis of) const {
    std::optional<Axis> found = leader(of);
    return found && chosen.count(*found);
  }

  //===--------------------------------------------------------------------===//
  // Forms of values
  //===--------------------------------------------------------------------===//

  /// How a value looks when its channels are split.
  struct Form {
    llvm::SmallBitVector split; ///< by dimension
    bool innerLast = false;     ///< else split in place
    bool any() const { return split.any(); }
  };

  Form formOf(Value value) const {
    auto type = typeOf(value);
    Form form;
    form.split.resize(type.getRank());
    for (unsigned dim = 0; dim < type.getRank(); ++dim)
      if (type.getDimSize(dim) != 1 && isSplit(axis(value, dim)))
        form.split.set(dim);
    form.innerLast = form.split.count() == 1 && type.getRank() > 2 &&
                     form.split.test(1) && !isOfState(value);
    return form;
  }

  /// An entry for each dimension of the form: `outer` of a split dimension, and
  /// its `inner` behind that or at the end.
  template <typename T>
  static SmallVector<T> splitEntries(const Form &form, ArrayRef<T> entries,
                                     llvm::function_ref<T(T)> keep,
                                     llvm::function_ref<T(T)> outer,
                                     llvm::function_ref<T(T)> inner) {
    SmallVector<T> result, last;
    for (auto [dim, entry] : llvm::enumerate(entries)) {
      bool isSplit = form.split.test(dim);
      result.push_back(isSplit ? outer(entry) : keep(entry));
      if (isSplit)
        (form.innerLast ? last : result).push_back(inner(entry));
    }
    llvm::append_range(result, last);
    return result;
  }

  RankedTensorType formedType(const Form &form, RankedTensorType type) const {
    return type.clone(splitEntries<int64_t>(
        form, type.getShape(), [](int64_t extent) { return extent; },
        [&](int64_t extent) { return extent / block; },
        [&](int64_t) { return block; }));
  }

  /// A copy with dimension `from` moved to `to`.
  static Value moveDim(ImplicitLocOpBuilder &b, Value value, unsigned from,
                       unsigned to, StringRef name) {
    auto type = typeOf(value);
    SmallVector<unsigned> order; // of the source, by dimension of the result
    for (unsigned dim = 0; dim < type.getRank(); ++dim)
      if (dim != from)
        order.push_back(dim);
    order.insert(order.begin() + to, from);
    SmallVector<int64_t> shape;
    SmallVector<AffineExpr> place(type.getRank());
    for (auto [dim, source] : llvm::enumerate(order)) {
      shape.push_back(type.getDimSize(source));
      place[source] = b.getAffineDimExpr(dim);
    }
    SmallVector<Value> dynamic;
    if (type.isDynamicDim(0))
      dynamic.push_back(tensor::DimOp::create(b, value, 0));
    auto result = type.clone(shape);
    Value empty = tensor::EmptyOp::create(b, result, dynamic);
    auto copy = GenericOp::create(
        b, TypeRange{result}, ValueRange{value}, ValueRange{empty},
        ArrayRef{AffineMap::get(type.getRank(), 0, place, b.getContext()),
                 b.getMultiDimIdentityMap(type.getRank())},
        SmallVector<utils::IteratorType>(type.getRank(),
                                         utils::IteratorType::parallel),
        [](OpBuilder &inner, Location at, ValueRange arguments) {
          linalg::YieldOp::create(inner, at, arguments[0]);
        });
    copy->setAttr(kOpNameAttr, b.getStringAttr(name));
    return copy.getResult(0);
  }

  /// Whether the form is but a view of the plain value.
  static bool isPlainView(const Form &form, RankedTensorType type) {
    return !form.innerLast || !hasPixels(type);
  }

  /// A value that something else has made, in its form.
  Value formed(Value value) {
    Form form = formOf(value);
    if (!form.any())
      return value;
    Value &known = formedValues[value];
    if (known)
      return known;
    OpBuilder builder(function.getContext());
    builder.setInsertionPointAfterValue(value);
    ImplicitLocOpBuilder b(value.getLoc(), builder);
    auto type = typeOf(value);
    // It only states extents.
    if (auto empty = value.getDefiningOp<tensor::EmptyOp>())
      return known = tensor::EmptyOp::create(b, formedType(form, type),
                                             empty.getDynamicSizes());
    if (isPlainView(form, type))
      return known = makeView(b, b.getLoc(), value, formedType(form, type));
    Form inPlace = form;
    inPlace.innerLast = false;
    Value split = makeView(b, b.getLoc(), value, formedType(inPlace, type));
    return known = moveDim(b, split, 2, type.getRank(), "block");
  }

  /// The plain value of one that is made in its form.
  Value plain(Value value, Value made) {
    Form form = formOf(value);
    ImplicitLocOpBuilder b(value.getLoc(), function.getContext());
    b.setInsertionPointAfterValue(made);
    auto type = typeOf(value);
    if (!isPlainView(form, type))
      made = moveDim(b, made, type.getRank(), 2, "unblock");
    return makeView(b, b.getLoc(), made, type);
  }

  //===--------------------------------------------------------------------===//
  // Generics
  //===--------------------------------------------------------------------===//

  /// Whether the inner loop of a split one stands behind the loops over pixels,
  /// as in the values: a product's in its result, if that has the loop.
  bool isInnerLast(GenericOp op, unsigned loop, bool isProduct) const {
    bool isParallel =
        op.getIteratorTypesArray()[loop] == utils::IteratorType::parallel;
    for (OpOperand &operand : op->getOpOperands()) {
      Value value = subject(op, operand);
      if (!isa<RankedTensorType>(value.getType()) ||
          (isProduct && isParallel && !op.isDpsInit(&operand)))
        continue;
      if (formOf(value).innerLast &&
          op.getMatchingIndexingMap(&operand).getResult(1) ==
              getAffineDimExpr(loop, op.getContext()))
        return true;
    }
    return false;
  }

  /// The loops of an op, some of them split.
  struct SplitLoops {
    SmallVector<utils::IteratorType> kinds;
    /// By old loop, the new one or that over blocks, and the one inside.
    SmallVector<AffineExpr> outer, inner;
  };

  std::optional<SplitLoops> splitLoops(GenericOp op) const {
    unsigned count = op.getNumLoops();
    SmallVector<utils::IteratorType> kinds = op.getIteratorTypesArray();
    bool isProduct = classify(op) == GenericKind::Contraction;
    // Sums of a product stand behind all loops of its result.
    unsigned numParallel = count;
    if (isProduct)
      numParallel = llvm::count(kinds, utils::IteratorType::parallel);
    SplitLoops result;
    result.outer.resize(count);
    result.inner.resize(count);
    auto add = [&](unsigned loop, SmallVector<AffineExpr> &place) {
      place[loop] = getAffineDimExpr(result.kinds.size(), op.getContext());
      result.kinds.push_back(kinds[loop]);
    };
    SmallVector<unsigned> last;
    bool any = false;
    for (unsigned loop = 0; loop < count; ++loop) {
      add(loop, result.outer);
      if (isSplit(axis(op, loop))) {
        any = true;
        if (isInnerLast(op, loop, isProduct))
          last.push_back(loop);
        else
          add(loop, result.inner);
      }
      if (loop + 1 == numParallel || loop + 1 == count)
        for (unsigned late : std::exchange(last, {}))
          add(late, result.inner);
    }
    return any ? std::optional(result) : std::nullopt;
  }

  Value formedInit(ImplicitLocOpBuilder &b, Value init, Value result) {
    Form form = formOf(result);
    if (!form.any())
      return init;
    if (!isFreshInit(init))
      return formed(init);
    auto fill = init.getDefiningOp<linalg::FillOp>();
    auto empty =
        (fill ? fill.getOutputs()[0] : init).getDefiningOp<tensor::EmptyOp>();
    Value own = tensor::EmptyOp::create(b, formedType(form, typeOf(result)),
                                        empty.getDynamicSizes());
    if (fill)
      own = linalg::FillOp::create(b, fill.getInputs(), own).getResult(0);
    return own;
  }

  void rewrite(GenericOp op) {
    std::optional<SplitLoops> loops = splitLoops(op);
    if (!loops)
      return;
    ImplicitLocOpBuilder b(op.getLoc(), op);
    SmallVector<Value> inputs, inits;
    SmallVector<AffineMap> maps;
    for (OpOperand &operand : op->getOpOperands()) {
      Value value = subject(op, operand);
      AffineMap map = op.getMatchingIndexingMap(&operand);
      Form form;
      form.split.resize(map.getNumResults());
      if (isa<RankedTensorType>(value.getType()))
        form = formOf(value);
      auto outer = [&](AffineExpr expr) {
        return expr.replaceDims(loops->outer);
      };
      auto inner = [&](AffineExpr expr) {
        return expr.replaceDims(loops->inner);
      };
      maps.push_back(AffineMap::get(
          loops->kinds.size(), 0,
          splitEntries<AffineExpr>(form, map.getResults(), outer, outer, inner),
          b.getContext()));
      if (op.isDpsInit(&operand))
        inits.push_back(formedInit(b, operand.get(), value));
      else
        inputs.push_back(form.any() ? formed(value) : value);
    }
    auto made = GenericOp::create(b, ValueRange(inits).getTypes(), inputs,
                                  inits, maps, loops->kinds);
    made->setDiscardableAttrs(op->getDiscardableAttrDictionary());
    made.getRegion().takeBody(op.getRegion());
    for (auto [old, result] : llvm::zip(op.getResults(), made.getResults()))
      if (formOf(old).any())
        formedValues[old] = result;
      else
        old.replaceAllUsesWith(result);
    done.push_back(op);
  }

  /// Those that know only the plain result get it; the op goes.
  void finish(GenericOp op) {
    for (Value old : op.getResults()) {
      Value made = formedValues.lookup(old);
      for (OpOperand &use : llvm::make_early_inc_range(old.getUses()))
        if (isa<tensor::DimOp>(use.getOwner()))
          use.set(made);
      if (!old.use_empty())
        old.replaceAllUsesWith(plain(old, made));
    }
    op.erase();
  }

  func::FuncOp function;
  int64_t block;
  SmallVector<GenericOp> generics, done;
  llvm::EquivalenceClasses<Axis> classes; ///< that are split together
  std::vector<Whole> whole;               ///< axes that cannot be split
  /// What convolutions read and write, and what they gain by the layout.
  std::vector<std::pair<Value, int64_t>> seeds;
  std::set<Axis> ofState; ///< leaders of the first dimensions of parameters
  std::set<Axis> chosen;  ///< leaders of the classes that are split
  llvm::DenseMap<Value, Value> formedValues;
};

struct BlockChannels : impl::BlockChannelsBase<BlockChannels> {
  using BlockChannelsBase::BlockChannelsBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (block > 1 && !function->hasAttr(kKernelAttr) &&
        function.getBody().hasOneBlock())
      Blocker(function, block).run();
  }
};

} // namespace
} // namespace ms
