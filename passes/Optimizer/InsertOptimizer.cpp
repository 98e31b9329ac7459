//===- InsertOptimizer.cpp - Turn gradients into updates ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which parameter gets which learning rate and weight decay, makes the
// optimizer's state (names and order as MindSpore's) and assigns what the
// update rule computes. The rules stand in UpdateRule.cpp, schedules in
// LearningRate.cpp.
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/LearningRate.h"
#include "passes/Optimizer/Passes.h"
#include "passes/Optimizer/UpdateRule.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace ms::mindir;
using namespace ms::optimizer;

namespace ms {
#define GEN_PASS_DEF_INSERTOPTIMIZER
#include "passes/Optimizer/Passes.h.inc"

namespace {

/// One parameter that is updated.
struct Update {
  ParameterOp parameter;
  Value gradient;
  std::string rateName; ///< `learning_rate` or `learning_rate_group_<k>`
  Attribute rate;       ///< its schedule
  double weightDecay = 0;
};

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
    Options values(spec.getOptions());
    if (std::string bad = rule->configure(values); !bad.empty())
      return error() << "optimizer " << spec.getKind().getValue() << ": "
                     << bad;
    if (StringRef unknown = values.findUnknown(); !unknown.empty())
      return error() << "optimizer " << spec.getKind().getValue()
                     << " has no option '" << unknown << "'; it has "
                     << llvm::join(values.getKnown(), ", ");

    SmallVector<Update> updates;
    if (failed(collectUpdates(spec, updates)) || failed(checkNames(updates)))
      return failure();
    orderParameters(updates);
    emitUpdates(updates);
    return success();
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
    NamedAttrList values;
    auto number = [&](StringRef name, double value) {
      values.append(name, b.getF64FloatAttr(value));
    };
    if (momentum >= 0 && (kind == "momentum" || kind == "sgd"))
      number("momentum", momentum);
    if (useNesterov)
      values.append(kind == "sgd" ? "nesterov" : "use_nesterov",
                    b.getBoolAttr(true));
    if (kind == "sgd")
      number("dampening", dampening);
    if (kind == "adam") {
      number("beta1", beta1);
      number("beta2", beta2);
      number("eps", eps);
    }
    auto onError = [&] { return error(); };
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
    if (!rate)
      return nullptr;
    return OptimizerAttr::getChecked(
        onError, &getContext(), b.getStringAttr(kind), rate,
        b.getF64FloatAttr(weightDecay), values.getDictionary(&getContext()),
        ArrayAttr());
  }

  //===--------------------------------------------------------------------===//
  // Parameters and their groups
  //===--------------------------------------------------------------------===//

  LogicalResult collectUpdates(OptimizerAttr spec,
                               SmallVectorImpl<Update> &updates) {
    // Gradients by parameter, in the order of the module.
    llvm::MapVector<StringRef, Value> gradients;
    Operation *terminator = step.getBody().front().getTerminator();
    llvm::StringMap<Value> byName;
    for (unsigned k = 0; k < step.getNumResults(); ++k)
      if (auto of =
              step.getResultAttrOfType<FlatSymbolRefAttr>(k, kGradientOfAttr))
        byName[of.getValue()] = terminator->getOperand(k);
    if (byName.empty())
      return error() << "function '" << function.getValue()
                     << "' returns no gradient";
    for (auto parameter : getOperation().getOps<ParameterOp>())
      if (Value gradient = byName.lookup(parameter.getSymName()))
        gradients[parameter.getSymName()] = gradient;

    double decay =
        spec.getWeightDecay() ? spec.getWeightDecay().getValueAsDouble() : 0;
    auto add = [&](StringRef name, StringRef rateName, Attribute rate,
                   double weightDecay) {
      auto parameter = getOperation().lookupSymbol<ParameterOp>(name);
      updates.push_back({parameter, gradients.lookup(name), rateName.str(),
                         rate, weightDecay});
    };
    if (!spec.getGroups() || spec.getGroups().empty()) {
      for (auto &[name, gradient] : gradients) {
        bool excluded = name.contains("beta") || name.contains("gamma");
        add(name, "learning_rate", spec.getLearningRate(),
            excluded ? 0 : decay);
      }
      return success();
    }

    llvm::StringSet<> named;
    for (auto group : spec.getGroups().getAsRange<ParamGroupAttr>())
      for (auto name : group.getParams().getAsRange<StringAttr>()) {
        if (!named.insert(name.getValue()).second)
          return error() << "parameter '" << name.getValue()
                         << "' stands in two groups";
        if (!gradients.count(name.getValue()))
          return error() << "a group names '" << name.getValue()
                         << "', which is no trainable parameter that the loss "
                            "depends on";
      }
    for (auto [k, attr] : llvm::enumerate(spec.getGroups())) {
      auto group = cast<ParamGroupAttr>(attr);
      Attribute rate = group.getLearningRate();
      std::string rateName =
          rate ? "learning_rate_group_" + std::to_string(k) : "learning_rate";
      if (!rate)
        rate = spec.getLearningRate();
      double own = group.getWeightDecay()
                       ? group.getWeightDecay().getValueAsDouble()
                       : decay;
      if (group.getParams().empty()) {
        for (auto &[name, gradient] : gradients)
          if (named.insert(name).second)
            add(name, rateName, rate, own);
      } else {
        for (auto name : group.getParams().getAsRange<StringAttr>())
          add(name.getValue(), rateName, rate, own);
      }
    }
    return success();
  }

  /// State must not meet a parameter of the same name.
  LogicalResult checkNames(MutableArrayRef<Update> updates) {
    SmallVector<std::string> names = {"global_step"};
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
    dropGradientResults(body);
    auto existing = body.getOps<AssignOp>();
    Operation *end = existing.empty() ? body.getTerminator()
                                      : (*existing.begin()).getOperation();
    Location loc = NameLoc::get(StringAttr::get(&getContext(), "optimizer"));
    ImplicitLocOpBuilder b(loc, &getContext());
    b.setInsertionPoint(end);
    SmallVector<std::pair<StringRef, Value>> assigns;
    llvm::StringMap<Rows> trainRows;
    auto f32 = [&](ArrayRef<int64_t> shape) {
      return RankedTensorType::get(shape, b.getF32Type());
    };

    // Order of state in the file: global_step, rates that are numbers, scalars,
    // slots, rates that are lists.
    auto stepType = RankedTensorType::get({1}, b.getI32Type());
    Value steps = makeState(b, "global_step", stepType, fill(b, 0));
    for (Update &u : updates)
      if (auto constant = dyn_cast<ConstantLRAttr>(u.rate);
          constant && !rates.count(u.rateName))
        rates[u.rateName] =
            makeState(b, u.rateName, f32({}),
                      fill(b, constant.getLearningRate().getValueAsDouble()));
    SmallVector<Value> scalars;
    SmallVector<StateSpec> scalarSpecs = rule->getScalars();
    for (const StateSpec &spec : scalarSpecs)
      scalars.push_back(
          makeState(b, spec.name, f32({}), fill(b, spec.initial)));
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

    // The rates see the number of steps done before this one.
    Value done = ReshapeOp::create(b, steps, b.getI64ArrayAttr({}));
    for (Update &u : updates)
      if (!rates.count(u.rateName))
        rates[u.rateName] = makeRate(b, u, done);
    Value next = AddOp::create(b, steps, scalarI32(b, 1));
    SmallVector<Value> advanced(scalars);
    rule->advance(b, advanced);
    // New state stands in the order of the parameters when it is assigned.
    for (auto [k, u] : llvm::enumerate(updates)) {
      Value var = loadOf(u.parameter, b);
      b.setLoc(layerOf(u.parameter, var));
      Value gradient = u.gradient;
      if (u.weightDecay > 0)
        gradient = addDecay(b, gradient, var, u.weightDecay);
      Value value =
          rule->update(b, var, gradient, rates[u.rateName], advanced, slots[k]);
      assigns.push_back({u.parameter.getSymName(), value});
      if (auto rows = getRows(u.parameter, kTrainRowsAttr))
        trainRows.insert({u.parameter.getSymName(), *rows});
      for (auto [name, slot] : llvm::zip(slotNames[k], slots[k]))
        assigns.push_back({name, slot});
    }
    b.setLoc(loc);
    assigns.push_back({"global_step", next});
    for (auto [spec, before, after] : llvm::zip(scalarSpecs, scalars, advanced))
      if (before != after)
        assigns.push_back({spec.name, after});
    advanceStepCounter(b, assigns);

    b.setInsertionPoint(body.getTerminator());
    for (auto &[name, value] : assigns) {
      auto assign = AssignOp::create(b, value.getLoc(), name, value);
      if (auto rows = trainRows.find(name); rows != trainRows.end())
        assign->setAttr(kRowsAttr, rows->second.attr(&getContext()));
    }
  }

  void dropGradientResults(Block &body) {
    Operation *terminator = body.getTerminator();
    SmallVector<Value> kept;
    llvm::BitVector gradients(step.getNumResults());
    for (unsigned k = 0; k < step.getNumResults(); ++k)
      if (step.getResultAttr(k, kGradientOfAttr))
        gradients.set(k);
      else
        kept.push_back(terminator->getOperand(k));
    // Only argument attributes can make this fail; there are none to erase.
    (void)step.eraseResults(gradients);
    terminator->setOperands(kept);
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

  static Value addDecay(ImplicitLocOpBuilder &b, Value gradient, Value var,
                        double decay) {
    auto type = RankedTensorType::get(
        {}, cast<RankedTensorType>(var.getType()).getElementType());
    auto value = DenseElementsAttr::get(
        type, FloatAttr::get(type.getElementType(), decay).getValue());
    Value factor = ConstantOp::create(b, type, value);
    Value share = MulOp::create(b, var, factor);
    return AddNOp::create(b, ValueRange{share, gradient});
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
  Operation *stateEnd = nullptr;
  std::map<std::string, Value> rates;
};

} // namespace
} // namespace ms
