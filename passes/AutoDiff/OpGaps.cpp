//===- OpGaps.cpp - What is missing to train a network --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/OpGaps.h"

#include "passes/AutoDiff/Activity.h"

#include "dialects/Interfaces/DifferentiableOpInterface.h"
#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

std::string OpGap::text() const {
  std::string text = "has no " + rule;
  return detail.empty() ? text : text + " (" + detail + ")";
}

namespace {

/// State and data, which no pattern lowers.
bool isState(Operation *op) {
  return isa<LoadOp, AssignOp, ParameterOp, ConstantOp, LaunchOp, DispatchOp>(
      op);
}

/// Where gradients flow through an op.
struct Flow {
  SmallVector<bool> results;  ///< one comes in
  SmallVector<bool> operands; ///< one is wanted
};

/// What makes two ops one for the patterns: name, attributes and types, where
/// gradients flow, and constants among the operands.
std::string signature(Operation *op, const Flow &flow) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << op->getName() << op->getAttrDictionary();
  for (auto [k, operand] : llvm::enumerate(op->getOperands())) {
    out << " " << operand.getType() << (flow.operands[k] ? "*" : "");
    if (auto constant = operand.getDefiningOp<ConstantOp>())
      out << (constant.getValue().isSplat() ? "splat" : "constant");
  }
  for (auto [type, active] : llvm::zip(op->getResultTypes(), flow.results))
    out << " " << type << (active ? "*" : "");
  return text;
}

/// One op in a function of its own.
class Trial {
public:
  Trial(Operation *op, Flow flow, unsigned number)
      : op(op), flow(std::move(flow)), name("trial" + std::to_string(number)) {}

  /// Appends the function to `module`: the op and, where it is needed, its
  /// gradient. Sets `gradient` to what is wrong with that.
  void build(ModuleOp module, std::string &gradient) const {
    Location loc = op->getLoc();
    OpBuilder b = OpBuilder::atBlockEnd(module.getBody());
    auto function =
        func::FuncOp::create(b, loc, name, b.getFunctionType({}, {}));
    Block *body = function.addEntryBlock();
    b.setInsertionPointToStart(body);
    IRMapping mapping;
    for (Value operand : op->getOperands()) {
      if (mapping.contains(operand))
        continue;
      // Patterns look at constants.
      if (auto constant = operand.getDefiningOp<ConstantOp>())
        b.clone(*constant, mapping);
      else
        mapping.map(operand, body->addArgument(operand.getType(), loc));
    }
    Operation *made = b.clone(*op, mapping);
    SmallVector<Value> results(made->getResults());
    if (llvm::is_contained(flow.operands, true))
      gradient = buildGradient(made, b, results);
    func::ReturnOp::create(b, loc, results);
    function.setFunctionType(b.getFunctionType(body->getArgumentTypes(),
                                               ValueRange(results).getTypes()));
  }

  /// The ops that patterns have left in `module`: "" where all are lowered.
  std::string findLeft(ModuleOp module) const {
    std::string left;
    module.lookupSymbol<func::FuncOp>(name).walk([&](Operation *inner) {
      if (!isa_and_present<MindIRDialect>(inner->getDialect()) ||
          isState(inner) || isa<ReshapeOp, FlattenOp>(inner))
        return;
      // Of several the first one says enough.
      if (!left.empty())
        return;
      left = inner->getName().getStringRef();
      if (auto source = inner->getAttrOfType<StringAttr>(kOpNameAttr);
          source && source.getValue() != inner->getName().stripDialect())
        left += " of mindir." + source.getValue().str();
    });
    return left;
  }

private:
  std::string buildGradient(Operation *made, OpBuilder &b,
                            SmallVectorImpl<Value> &results) const {
    auto rule = dyn_cast<DifferentiableOpInterface>(made);
    if (!rule)
      return "-";
    SmallVector<Value> incoming, gradients(made->getNumOperands());
    for (auto [result, active] : llvm::zip(made->getResults(), flow.results))
      incoming.push_back(active ? made->getBlock()->addArgument(
                                      result.getType(), made->getLoc())
                                : Value());
    std::string why;
    ScopedDiagnosticHandler handler(made->getContext(), [&](Diagnostic &diag) {
      // Behind the op that the line names anyway.
      std::string text = diag.str();
      size_t colon = text.find(": ");
      if (why.empty())
        why = colon == std::string::npos ? text : text.substr(colon + 2);
      return success();
    });
    if (failed(rule.buildGradient(b, incoming, flow.operands, gradients)))
      return why.empty() ? "refused" : why;
    for (Value gradient : gradients)
      if (gradient)
        results.push_back(gradient);
    return "";
  }

  Operation *op;
  Flow flow;
  std::string name;
};

/// What is wrong with one kind of op.
struct Finding {
  std::string gradient; ///< "-": no rule; else why the rule refuses
  std::string lowering; ///< the op that is left
};

class Finder {
public:
  Finder(func::FuncOp function, const Activity *activity)
      : function(function), activity(activity) {}

  SmallVector<OpGap> find(LowerTrial lower, ArrayRef<OpRules> more) {
    collect();
    tryAll(lower);
    SmallVector<OpGap> gaps;
    for (auto [op, kind] : ops) {
      const Finding &finding = findings[kind];
      if (!finding.gradient.empty())
        gaps.push_back({op, Code::MissingGradient, "gradient rule",
                        finding.gradient == "-" ? "" : finding.gradient});
      if (!finding.lowering.empty()) {
        bool own = finding.lowering == op->getName().getStringRef();
        gaps.push_back({op, Code::MissingLowering, "lowering",
                        own ? "" : "it becomes " + finding.lowering});
      }
      for (const OpRules &rules : more)
        if (!rules.has(op))
          gaps.push_back({op, rules.code, rules.name, ""});
    }
    return gaps;
  }

private:
  void collect() {
    for (Operation &op : function.getBody().front().without_terminator()) {
      if (!isa_and_present<MindIRDialect>(op.getDialect()) || isState(&op))
        continue;
      Flow flow;
      bool active =
          activity && llvm::is_contained(activity->getActiveOps(), &op);
      for (Value result : op.getResults())
        flow.results.push_back(active && activity->isActive(result));
      for (Value operand : op.getOperands())
        flow.operands.push_back(active && activity->isActive(operand));
      auto count = static_cast<unsigned>(trials.size());
      auto [known, isNew] = kinds.insert({signature(&op, flow), count});
      if (isNew)
        trials.emplace_back(&op, std::move(flow), count);
      ops.push_back({&op, known->second});
    }
  }

  /// All at once; where that fails, one after another.
  void tryAll(LowerTrial lower) {
    OwningOpRef<ModuleOp> all = ModuleOp::create(function.getLoc());
    findings.resize(trials.size());
    for (auto [trial, finding] : llvm::zip(trials, findings))
      trial.build(*all, finding.gradient);
    if (!lower)
      return;
    ScopedDiagnosticHandler silent(function.getContext(),
                                   [](Diagnostic &) { return success(); });
    if (succeeded(lower(*all)))
      return;
    for (auto [trial, finding] : llvm::zip(trials, findings)) {
      OwningOpRef<ModuleOp> one = ModuleOp::create(function.getLoc());
      std::string ignored;
      trial.build(*one, ignored);
      if (failed(lower(*one)))
        finding.lowering = trial.findLeft(*one);
    }
  }

  func::FuncOp function;
  const Activity *activity;
  /// Every op with its kind, the place of a trial and what it finds.
  SmallVector<std::pair<Operation *, unsigned>> ops;
  llvm::StringMap<unsigned> kinds; ///< by signature
  SmallVector<Trial> trials;
  SmallVector<Finding> findings;
};

} // namespace

SmallVector<OpGap> findOpGaps(func::FuncOp function, const Activity *activity,
                              LowerTrial lower, ArrayRef<OpRules> more) {
  return Finder(function, activity).find(lower, more);
}

} // namespace ms
