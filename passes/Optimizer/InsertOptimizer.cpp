//===- InsertOptimizer.cpp - Turn gradients into updates ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Makes the optimizer's state (names and order as MindSpore's) and assigns what
// the update rule computes. The rules stand in UpdateRule.cpp and
// AdaptiveRules.cpp, LARS in LayerwiseRate.cpp, schedules in LearningRate.cpp;
// ParameterGroups.cpp says which parameter has which of them.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/LossScale.h"
#include "passes/Optimizer/LayerwiseRate.h"
#include "passes/Optimizer/LearningRate.h"
#include "passes/Optimizer/ParameterGroups.h"
#include "passes/Optimizer/Passes.h"
#include "passes/Optimizer/SkipStep.h"
#include "passes/Optimizer/UpdateRule.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace ms::mindir;
using namespace ms::optimizer;

namespace ms {
#define GEN_PASS_DEF_INSERTOPTIMIZER
#include "passes/Optimizer/Passes.h.inc"

namespace {

struct InsertOptimizer : impl::InsertOptimizerBase<InsertOptimizer> {
  using InsertOptimizerBase::InsertOptimizerBase;

  void runOnOperation() override {
    if (failed(insert()))
      signalPassFailure();
  }

private:
  InFlightDiagnostic error() {
    return emitCodedError(getOperation().getLoc(), Code::OptimizerSetup);
  }

  LogicalResult insert() {
    ModuleOp module = getOperation();
    step = module.lookupSymbol<func::FuncOp>(function.getValue());
    if (!step)
      return error() << "the module has no function '" << function.getValue()
                     << "' to update parameters in";
    OptimizerAttr spec = getSpec();
    if (!spec)
      return failure();
    rule = makeUpdateRule(spec.getKind().getValue());
    if (!rule)
      return error() << "optimizer '" << spec.getKind().getValue()
                     << "' is not known; known are "
                     << llvm::join(getUpdateRuleNames(), ", ");
    if (failed(configure(spec)) || failed(checkScale()))
      return failure();
    SmallVector<Update> updates;
    if (failed(collectUpdates(
            step, spec, rule->sparesNorms(), order, [&] { return error(); },
            updates)) ||
        failed(checkNames(updates)))
      return failure();
    orderParameters(updates);
    emitUpdates(updates);
    // What the options came to can be read.
    getOperation()->setAttr(kOptimizerAttr, spec);
    return success();
  }

  /// Reads the options of the rule and those that all have.
  LogicalResult configure(OptimizerAttr spec) {
    StringRef kind = spec.getKind().getValue();
    Options values(spec.getOptions());
    std::string bad = rule->configure(values);
    order = values.getNames("order_params");
    // MindSpore's that decay weights themselves have none.
    if (!rule->decaysWeights())
      lossScale = values.getNumber("loss_scale", 1);
    if (bad.empty() && !(lossScale > 0))
      bad = "loss_scale is " + std::to_string(lossScale) +
            ", but must be above 0";
    if (DictionaryAttr options = values.getDictionary("lars");
        bad.empty() && options) {
      lars.emplace();
      bad = lars->configure(options);
    }
    if (!bad.empty())
      return error() << "optimizer " << kind << ": " << bad;
    if (StringRef unknown = values.findUnknown(); !unknown.empty())
      return error() << "optimizer " << kind << " has no option '" << unknown
                     << "'; it has " << llvm::join(values.getKnown(), ", ");
    return success();
  }

  /// Whether a scaled loss came with its overflow.
  LogicalResult checkScale() {
    if (!step->hasAttr(kLossScaleAttr))
      return success();
    for (unsigned k = 0; k < step.getNumResults(); ++k)
      if (step.getResultAttr(k, kOverflowAttr))
        return success();
    return error() << "the loss of function '" << function.getValue()
                   << "' is scaled, but its gradients are not unscaled";
  }

  /// The optimizer from the options, or from the module.
  OptimizerAttr getSpec() {
    Builder b(&getContext());
    if (optimizer.getValue().empty()) {
      auto spec = getOperation()->getAttrOfType<OptimizerAttr>(kOptimizerAttr);
      if (!spec)
        error() << "no optimizer is given, neither as an option nor as the "
                   "module attribute '"
                << kOptimizerAttr << "'";
      return spec;
    }
    const std::string &kind = optimizer.getValue();
    std::unique_ptr<UpdateRule> known = makeUpdateRule(kind);
    if (!known) {
      error() << "optimizer '" << kind << "' is not known; known are "
              << llvm::join(getUpdateRuleNames(), ", ");
      return nullptr;
    }
    // The attributes' own errors have a code.
    auto onError = [&] { return emitError(getOperation().getLoc()); };
    SmallVector<double> rates(learningRate.begin(), learningRate.end());
    if (rates.empty())
      rates.push_back(known->getDefaultRate());
    Attribute rate;
    if (rates.size() == 1)
      rate = ConstantLRAttr::getChecked(onError, &getContext(),
                                        b.getF64FloatAttr(rates[0]));
    else
      rate = ListLRAttr::getChecked(onError, &getContext(),
                                    b.getF64ArrayAttr(rates));
    NamedAttrList values = getValues(kind);
    ArrayAttr groups;
    if (!lrGroup.empty() || !noDecay.empty()) {
      groups = groupByPatterns(
          step, std::vector<std::string>(lrGroup.begin(), lrGroup.end()),
          std::vector<std::string>(noDecay.begin(), noDecay.end()),
          known->sparesNorms(), [&] { return error(); });
      if (!groups)
        return nullptr;
      values.append("order_params", b.getStrArrayAttr(gradientNames(step)));
    }
    if (!rate)
      return nullptr;
    double decay = weightDecay == -1 ? known->getDefaultDecay() : weightDecay;
    return OptimizerAttr::getChecked(
        onError, &getContext(), b.getStringAttr(kind), rate,
        b.getF64FloatAttr(decay), values.getDictionary(&getContext()), groups);
  }

  /// The pass options that are the optimizer's own, under MindSpore's names.
  NamedAttrList getValues(StringRef kind) {
    Builder b(&getContext());
    NamedAttrList values;
    auto number = [&](StringRef name, double value) {
      values.append(name, b.getF64FloatAttr(value));
    };
    // The pass option's own default stands for the optimizer's.
    auto numberIfGiven = [&](StringRef name, double value) {
      if (value != -1)
        number(name, value);
    };
    auto flag = [&](StringRef name, bool value) {
      if (value)
        values.append(name, b.getBoolAttr(true));
    };
    bool isSGD = kind == "sgd", isRMSProp = kind == "rmsprop";
    if (kind == "momentum" || isSGD || isRMSProp)
      numberIfGiven("momentum", momentum);
    flag(isSGD ? "nesterov" : "use_nesterov", useNesterov);
    if (isSGD)
      number("dampening", dampening);
    if (StringRef(kind).starts_with("adam") || kind == "lamb") {
      number("beta1", beta1);
      number("beta2", beta2);
      numberIfGiven("eps", eps);
    }
    flag("use_amsgrad", useAmsgrad);
    if (isRMSProp) {
      number("decay", decay);
      numberIfGiven("epsilon", eps);
    }
    flag("centered", centered);
    bool isProximal = kind == "proximal_adagrad", isFtrl = kind == "ftrl";
    if (kind == "adagrad" || isProximal)
      number("accum", accum);
    if (isFtrl) {
      number("initial_accum", accum);
      number("lr_power", lrPower);
    }
    if (isFtrl || isProximal) {
      number("l1", l1);
      number("l2", l2);
    }
    if (kind == "adadelta") {
      number("rho", rho);
      numberIfGiven("epsilon", eps);
    }
    if (useLars) {
      NamedAttrList options;
      options.append("coefficient", b.getF64FloatAttr(larsCoefficient));
      options.append("epsilon", b.getF64FloatAttr(larsEpsilon));
      options.append("use_clip", b.getBoolAttr(larsClip));
      values.append("lars", options.getDictionary(&getContext()));
    }
    return values;
  }

  /// State must not meet a parameter of the same name.
  LogicalResult checkNames(MutableArrayRef<Update> updates) {
    SmallVector<std::string> names = {"global_step"};
    if (lars)
      names.append({"fake_lr", "fake_param"});
    if (dynamicScale())
      names.append({kScaleStepName.str(), kLastOverflowName.str()});
    for (const StateSpec &scalar : rule->getScalars())
      names.push_back(scalar.name.str());
    for (Update &update : updates) {
      names.push_back(update.rateName);
      for (const StateSpec &slot : rule->getSlots())
        names.push_back(
            (slot.name + "." + update.parameter.getSymName()).str());
    }
    for (const std::string &name : names)
      if (getOperation().lookupSymbol(name))
        return error() << "the optimizer's state '" << name
                       << "' already exists in the module";
    return success();
  }

  /// The optimizer's parameters first, in its order: the order of a training
  /// checkpoint.
  void orderParameters(MutableArrayRef<Update> updates) {
    Operation *last = nullptr;
    for (Update &update : updates) {
      if (last)
        update.parameter->moveAfter(last);
      else
        update.parameter->moveBefore(&getOperation().getBody()->front());
      last = update.parameter;
    }
    // MindSpore's place for it.
    if (step->hasAttr(kLossScaleAttr))
      if (auto scale = getOperation().lookupSymbol<ParameterOp>(kScaleName))
        scale->moveAfter(last);
    for (auto parameter : getOperation().getOps<ParameterOp>())
      stateEnd = parameter;
  }

  //===--------------------------------------------------------------------===//
  // State and ops
  //===--------------------------------------------------------------------===//

  /// Appends a piece of state to the parameters and loads it.
  Value makeState(ImplicitLocOpBuilder &b, StringRef name,
                  RankedTensorType type, Attribute init) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointAfter(stateEnd);
    UnitAttr unit = b.getUnitAttr();
    Location loc = NameLoc::get(b.getStringAttr(name));
    auto parameter = ParameterOp::create(
        static_cast<OpBuilder &>(b), loc, b.getStringAttr(name),
        TypeAttr::get(type), init, unit, unit, UnitAttr());
    stateEnd = parameter;
    b.setInsertionPointToStart(&step.getBody().front());
    return LoadOp::create(static_cast<OpBuilder &>(b), loc, type, name);
  }

  static Attribute fill(Builder &b, double value) {
    if (value == 0)
      return ZerosAttr::get(b.getContext());
    if (value == 1)
      return OnesAttr::get(b.getContext());
    return FillAttr::get(b.getContext(), b.getF64FloatAttr(value));
  }

  void emitUpdates(MutableArrayRef<Update> updates) {
    Block &body = step.getBody().front();
    overflow = dropGradientResults(body);
    auto existing = body.getOps<AssignOp>();
    Operation *end = existing.empty() ? body.getTerminator()
                                      : (*existing.begin()).getOperation();
    Location loc = NameLoc::get(StringAttr::get(&getContext(), "optimizer"));
    ImplicitLocOpBuilder b(loc, &getContext());
    b.setInsertionPoint(end);
    // In a step that is skipped everything keeps its value.
    SmallVector<std::pair<StringRef, Value>> assigns;
    auto assign = [&](StringRef name, Value before, Value after) {
      if (overflow)
        after = SelectOp::create(b, overflow, before, after);
      assigns.push_back({name, after});
    };
    llvm::StringMap<Rows> trainRows;
    auto f32 = [&](ArrayRef<int64_t> shape) {
      return RankedTensorType::get(shape, b.getF32Type());
    };

    // Order of state in the file: global_step, rates that are numbers, scalars,
    // slots, scalars that are last, rates that are lists.
    auto stepType = RankedTensorType::get({1}, b.getI32Type());
    Value steps = makeState(b, "global_step", stepType, fill(b, 0));
    // MindSpore's LARS has these two, and reads neither.
    if (lars) {
      makeState(b, "fake_lr", f32({}), fill(b, 0)).getDefiningOp()->erase();
      makeState(b, "fake_param", f32({}), fill(b, 0)).getDefiningOp()->erase();
    }
    for (Update &u : updates)
      if (auto constant = dyn_cast<ConstantLRAttr>(u.rate);
          constant && !rates.count(u.rateName))
        rates[u.rateName] =
            makeState(b, u.rateName, f32({}),
                      fill(b, constant.getLearningRate().getValueAsDouble()));
    SmallVector<Value> scalars;
    SmallVector<StateSpec> scalarSpecs = rule->getScalars();
    for (const StateSpec &spec : scalarSpecs)
      scalars.push_back(spec.isLast
                            ? Value()
                            : makeState(b, spec.name,
                                        spec.isVector ? f32({1}) : f32({}),
                                        fill(b, spec.initial)));
    SmallVector<StateSpec> slotSpecs = rule->getSlots();
    SmallVector<SmallVector<Value>> slots(updates.size());
    SmallVector<SmallVector<StringRef>> slotNames(updates.size());
    for (const StateSpec &spec : slotSpecs)
      for (size_t k = 0; k < updates.size(); ++k) {
        ParameterOp parameter = updates[k].parameter;
        std::string name = (spec.name + "." + parameter.getSymName()).str();
        // Of what is trained: a gradient may be that of some rows.
        auto type = cast<RankedTensorType>(updates[k].gradient.getType());
        slots[k].push_back(makeState(b, name, type, fill(b, spec.initial)));
        slotNames[k].push_back(cast<ParameterOp>(stateEnd).getSymName());
      }
    for (auto [spec, scalar] : llvm::zip(scalarSpecs, scalars))
      if (spec.isLast)
        scalar = makeState(b, spec.name, f32({1}), fill(b, spec.initial));

    // The rates see the number of steps done before this one.
    Value done = ReshapeOp::create(b, steps, b.getI64ArrayAttr({}));
    for (Update &u : updates)
      if (!rates.count(u.rateName))
        rates[u.rateName] = makeRate(b, u, done);
    Value next = AddOp::create(b, steps, scalarI32(b, 1));
    Value number = AddOp::create(b, done, scalarI32(b, 1));
    SmallVector<Value> advanced(scalars);
    rule->advance(b, advanced);
    // New state stands in the order of the parameters when it is assigned.
    for (auto [k, u] : llvm::enumerate(updates)) {
      Value var = loadOf(u.parameter, b);
      b.setLoc(layerOf(u.parameter, var));
      UpdateInputs in{var,    u.gradient,    rates[u.rateName],
                      number, u.weightDecay, advanced};
      prepareGradient(b, u, in);
      SmallVector<Value> before(slots[k]);
      Value value = rule->update(b, in, slots[k]);
      assign(u.parameter.getSymName(), var, value);
      if (auto rows = getRows(u.parameter, kTrainRowsAttr))
        trainRows.insert({u.parameter.getSymName(), *rows});
      for (auto [name, old, slot] : llvm::zip(slotNames[k], before, slots[k]))
        assign(name, old, slot);
    }
    b.setLoc(loc);
    assign("global_step", steps, next);
    for (auto [spec, before, after] : llvm::zip(scalarSpecs, scalars, advanced))
      if (before != after)
        assign(spec.name, before, after);
    advanceStepCounter(b, assigns);
    if (dynamicScale())
      advanceScale(b, assigns);

    b.setInsertionPoint(body.getTerminator());
    for (auto &[name, value] : assigns) {
      auto assign = AssignOp::create(b, value.getLoc(), name, value);
      if (auto rows = trainRows.find(name); rows != trainRows.end())
        assign->setAttr(kRowsAttr, rows->second.attr(&getContext()));
    }
  }

  /// Removes them, and the overflow, which is returned if there is one.
  Value dropGradientResults(Block &body) {
    Operation *terminator = body.getTerminator();
    Value found;
    SmallVector<Value> kept;
    llvm::BitVector dropped(step.getNumResults());
    for (unsigned k = 0; k < step.getNumResults(); ++k) {
      bool isOverflow = bool(step.getResultAttr(k, kOverflowAttr));
      if (isOverflow)
        found = terminator->getOperand(k);
      if (isOverflow || step.getResultAttr(k, kGradientOfAttr))
        dropped.set(k);
      else
        kept.push_back(terminator->getOperand(k));
    }
    // Only argument attributes can make this fail; there are none to erase.
    (void)step.eraseResults(dropped);
    terminator->setOperands(kept);
    return found;
  }

  /// The settings of a loss scale that adapts itself, or null.
  DictionaryAttr dynamicScale() {
    auto settings = step->getAttrOfType<DictionaryAttr>(kLossScaleAttr);
    return settings && settings.get("window") ? settings : DictionaryAttr();
  }

  void advanceScale(ImplicitLocOpBuilder &b,
                    SmallVectorImpl<std::pair<StringRef, Value>> &assigns) {
    auto i32 = RankedTensorType::get({}, b.getI32Type());
    auto scale = getOperation().lookupSymbol<ParameterOp>(kScaleName);
    ScaleState before;
    before.scale = loadOf(scale, b);
    before.step = makeState(b, kScaleStepName, i32, fill(b, 1));
    before.lastOverflow = makeState(b, kLastOverflowName, i32, fill(b, 0));
    ScaleState after = adaptScale(b, dynamicScale(), overflow, before);
    assigns.push_back({kScaleName, after.scale});
    assigns.push_back({kScaleStepName, after.step});
    assigns.push_back({kLastOverflowName, after.lastOverflow});
  }

  /// What is trained of a parameter.
  Value loadOf(ParameterOp parameter, ImplicitLocOpBuilder &b) {
    std::optional<Rows> rows = getRows(parameter, kTrainRowsAttr);
    Location loc = b.getLoc();
    for (auto load : step.getBody().front().getOps<LoadOp>())
      if (load.getParameter() == parameter.getSymName()) {
        if (!rows)
          return load;
        loc = load.getLoc();
      }
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(&step.getBody().front());
    auto load = LoadOp::create(static_cast<OpBuilder &>(b), loc,
                               rowsType(parameter.getTensorType(), rows),
                               parameter.getSymName());
    if (rows)
      load->setAttr(kRowsAttr, rows->attr(&getContext()));
    return load;
  }

  /// An update belongs to the layer that reads the parameter, or to a layer of
  /// the parameter's name.
  static Location layerOf(ParameterOp parameter, Value load) {
    if (!getLayerName(load.getLoc()).empty())
      return load.getLoc();
    return NameLoc::get(parameter.getSymNameAttr(), parameter.getLoc());
  }

  Value makeRate(ImplicitLocOpBuilder &b, Update &u, Value done) {
    auto list = dyn_cast<ListLRAttr>(u.rate);
    if (!list)
      return buildLearningRate(b, u.rate, done);
    SmallVector<float> values;
    for (auto rate : list.getLearningRate().getAsRange<FloatAttr>())
      values.push_back(static_cast<float>(rate.getValueAsDouble()));
    int64_t count = static_cast<int64_t>(values.size());
    auto type = RankedTensorType::get({count}, b.getF32Type());
    auto resource = DenseResourceElementsAttr::get(
        type, u.rateName,
        HeapAsmResourceBlob::allocateAndCopyInferAlign<float>(values));
    Value table = makeState(b, u.rateName, type, resource);
    Value index = MinimumOp::create(b, done, scalarI32(b, count - 1));
    return GatherOp::create(b, table, index);
  }

  /// What happens to a gradient before the update rule: loss scale, LARS,
  /// weight decay.
  void prepareGradient(ImplicitLocOpBuilder &b, Update &u,
                       UpdateInputs &in) const {
    if (lossScale != 1)
      in.gradient = scale(b, in.gradient, 1 / lossScale);
    if (lars) {
      if (lars->appliesTo(u.parameter.getSymName()))
        in.gradient =
            lars->apply(b, in.var, in.gradient, in.rate, in.weightDecay);
      in.weightDecay = 0;
    } else if (!rule->decaysWeights() && in.weightDecay > 0) {
      Value share = scale(b, in.var, in.weightDecay);
      in.gradient = AddNOp::create(b, ValueRange{share, in.gradient});
      in.weightDecay = 0;
    }
  }

  static Value scale(ImplicitLocOpBuilder &b, Value x, double by) {
    auto type = cast<RankedTensorType>(getScalarType(x.getType()));
    auto value = DenseElementsAttr::get(
        type, FloatAttr::get(type.getElementType(), by).getValue());
    return MulOp::create(b, x, ConstantOp::create(b, type, value));
  }

  /// Dropout draws new numbers in the next step.
  void
  advanceStepCounter(ImplicitLocOpBuilder &b,
                     SmallVectorImpl<std::pair<StringRef, Value>> &assigns) {
    for (auto load : step.getBody().front().getOps<LoadOp>()) {
      if (load.getParameter() != kStepCounterName)
        continue;
      auto type = cast<RankedTensorType>(load.getType());
      Value one =
          ConstantOp::create(b, type, DenseElementsAttr::get(type, int64_t(1)));
      assigns.push_back({kStepCounterName, AddOp::create(b, load, one)});
      return;
    }
  }

  func::FuncOp step;
  // Shared, because passes are copied.
  std::shared_ptr<UpdateRule> rule;
  std::optional<LayerwiseRate> lars;
  double lossScale = 1;
  Value overflow;  ///< whether the step is skipped, or null
  ArrayAttr order; ///< `order_params`, or null
  Operation *stateEnd = nullptr;
  std::map<std::string, Value> rates;
};

} // namespace
} // namespace ms
