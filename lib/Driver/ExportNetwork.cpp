//===- ExportNetwork.cpp - A network for other tools ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/ExportNetwork.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Rows.h"
#include "lib/Driver/CompileModule.h"
#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/DescribeArtifact.h"
#include "lib/Driver/LoadNetwork.h"
#include "lib/Driver/OpenCheckpoint.h"
#include "lib/Export/Support/NetworkExporter.h"
#include "lib/Reference/Evaluator.h"
#include "lib/Support/Diagnostics.h"
#include "passes/Transforms/Passes.h"

#include "msrt/Initialize.h"
#include "msrt/LoadParameters.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>
#include <cstring>
#include <deque>
#include <random>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Values of parameters
//===----------------------------------------------------------------------===//

/// Memory for a parameter's value, which becomes what it starts from.
static MutableArrayRef<char> makeData(ParameterOp op, uint64_t bytes) {
  auto attr = DenseResourceElementsAttr::get(
      op.getTensorType(), op.getSymName(),
      HeapAsmResourceBlob::allocate(bytes, 64, /*dataIsMutable=*/true));
  MutableArrayRef<char> data = attr.getRawHandle().getBlob()->getMutableData();
  op.setInitAttr(attr);
  return data;
}

static uint64_t bytesOf(ParameterOp op) {
  TensorInfo info = describeTensor(op.getSymName(), op.getTensorType());
  return msrt_dtype_bytes(info.dtype) *
         static_cast<uint64_t>(op.getTensorType().getNumElements());
}

/// Makes entries of a checkpoint what parameters start from. Those without an
/// entry have zeros then.
static FailureOr<msrt::LoadReport>
setFrom(ArrayRef<ParameterOp> parameters, const std::string &checkpoint,
        const DecryptionOptions &decryption) {
  auto entries = openCheckpoint(checkpoint, decryption, Contents::Late);
  if (!entries.ok())
    return reportError(entries.status());
  std::vector<TensorInfo> infos;
  for (ParameterOp op : parameters)
    infos.push_back(describeTensor(op.getSymName(), op.getTensorType()));
  std::vector<msrt::Destination> destinations;
  for (auto [op, info] : llvm::zip(parameters, infos))
    destinations.push_back({info.name, static_cast<msrt::DType>(info.dtype),
                            msrt::Dims(info.dims),
                            makeData(op, bytesOf(op)).data()});
  auto report = msrt::loadParameters(destinations, *entries, checkpoint);
  if (!report.ok())
    return reportError(report.status());
  return report.take();
}

LogicalResult setValues(ModuleOp module, const std::string &checkpoint,
                        const DecryptionOptions &decryption) {
  SmallVector<ParameterOp> parameters;
  for (auto op : module.getOps<ParameterOp>())
    if (!op.getOptimizer() && !op.getTransient())
      parameters.push_back(op);
  auto report = setFrom(parameters, checkpoint, decryption);
  if (failed(report))
    return failure();
  if (!report->paramNotLoad.empty())
    return reportError(msrt::Status::error(msrt::Code::CheckpointMismatch,
                                           "%s: %s", checkpoint.c_str(),
                                           report->describeMissing().c_str()));
  return success();
}

LogicalResult setOptimizerState(ModuleOp module, const std::string &checkpoint,
                                const DecryptionOptions &decryption) {
  SmallVector<ParameterOp> parameters;
  SmallVector<Attribute> starts;
  for (auto op : module.getOps<ParameterOp>())
    if (op.getOptimizer()) {
      parameters.push_back(op);
      starts.push_back(op.getInit());
    }
  auto report = setFrom(parameters, checkpoint, decryption);
  if (failed(report))
    return failure();
  if (report->paramNotLoad.empty())
    return success();
  for (auto [op, start] : llvm::zip(parameters, starts))
    op.setInitAttr(start);
  if (report->loadedCount > 0)
    emitWarning(module.getLoc())
        << checkpoint
        << ": the optimizer starts anew: " << report->describeMissing();
  return success();
}

void setValues(ModuleOp module, ArrayRef<ParameterValue> values) {
  for (const ParameterValue &value : values)
    if (auto op = module.lookupSymbol<ParameterOp>(value.name))
      std::memcpy(makeData(op, bytesOf(op)).data(), value.value.data,
                  bytesOf(op));
}

static LogicalResult reportNoValues(ParameterOp op) {
  return emitCodedError(op, Code::Parameter)
         << "parameter '" << op.getSymName()
         << "' has no values that could be written";
}

/// Values that are a formula become data.
static bool computeValue(ParameterOp op) {
  // Data already, as resources and splats are.
  if (isa<ElementsAttr>(op.getInit()))
    return true;
  if (isa<UnitAttr>(op.getInit())) {
    (void)reportNoValues(op);
    return false;
  }
  // Before the value becomes what it starts from.
  msrt_init init = describeInit(op);
  RankedTensorType type = op.getTensorType();
  TensorInfo info = describeTensor(op.getSymName(), type);
  msrt::Status status =
      msrt::initialize(init, static_cast<msrt::DType>(info.dtype),
                       makeData(op, bytesOf(op)).data(), type.getNumElements(),
                       info.name.c_str());
  if (status.ok())
    return true;
  emitError(op.getLoc()) << status.message();
  return false;
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

/// Other functions have done their work, or were never for this.
static void keepFunction(ModuleOp module, StringRef name) {
  for (auto function :
       llvm::make_early_inc_range(module.getOps<func::FuncOp>()))
    if (function.getName() != name)
      function.erase();
}

/// Gives all parameters in use their values as data.
static bool computeValues(ModuleOp module) {
  llvm::DenseSet<StringRef> used;
  module.walk([&](LoadOp load) { used.insert(load.getParameter()); });
  module.walk([&](AssignOp assign) { used.insert(assign.getParameter()); });
  for (auto op : module.getOps<ParameterOp>())
    if (used.contains(op.getSymName()) && !computeValue(op))
      return false;
  return true;
}

LogicalResult writeParameters(ModuleOp module, const std::string &path) {
  std::deque<TensorInfo> infos; // items point to them
  std::deque<std::string> own;  // and to those bytes
  std::vector<msrt::CheckpointItem> items;
  for (auto op : module.getOps<ParameterOp>()) {
    if (op.getTransient())
      continue;
    if (!computeValue(op))
      return failure();
    infos.push_back(describeTensor(op.getSymName(), op.getTensorType()));
    const void *data = getRawInit(op).data();
    if (auto dense = dyn_cast<DenseElementsAttr>(op.getInit())) {
      own.push_back(encodeElements(dense));
      data = own.back().data();
    }
    if (!data && op.getTensorType().getNumElements() > 0)
      return reportNoValues(op);
    const TensorInfo &info = infos.back();
    items.push_back(msrt::CheckpointItem::tensor(
        info.name, {static_cast<msrt::DType>(info.dtype), info.dims, data}));
  }
  msrt::Status status = msrt::writeCheckpoint(path, items);
  return status.ok() ? success() : reportError(status);
}

bool makeInferenceGraph(ModuleOp module) {
  keepFunction(module, "forward");
  return runPipeline(module,
                     [](OpPassManager &pm) { buildInferPipeline(pm, {}); }) &&
         computeValues(module);
}

bool makeTrainingStep(ModuleOp module, const CompileOptions &options) {
  // Files have the ops that attention is made of.
  CompileOptions composed = options;
  composed.disabled.push_back("fuse-attention");
  if (!runPipeline(module, [&](OpPassManager &pm) {
        buildGraphPipeline(pm, Purpose::Train, composed);
      }))
    return false;
  keepFunction(module, "train_step");
  return true;
}

/// Leaves nothing that the format cannot say, where that is made of what it
/// can.
static bool decompose(ModuleOp module, const OutputFormat &format) {
  if (!format.canSay)
    return true;
  for (auto function : module.getOps<func::FuncOp>())
    decomposeOps(function, [&](Operation *op) { return !format.canSay(op); });
  return runPipeline(module,
                     [](OpPassManager &pm) { pm.addPass(createCSEPass()); });
}

/// Makes inputs of what @forward reads of parameters, so that they need no
/// values.
static void makeInputs(ModuleOp module) {
  auto function = module.lookupSymbol<func::FuncOp>("forward");
  if (!function)
    return;
  llvm::StringMap<Value> inputs;
  for (LoadOp load : llvm::make_early_inc_range(function.getOps<LoadOp>())) {
    if (load->hasAttr(kRowsAttr))
      continue;
    Value &input = inputs[load.getParameter()];
    if (!input) {
      unsigned index = function.getNumArguments();
      OpBuilder b(load);
      auto attributes = b.getDictionaryAttr(
          b.getNamedAttr(kNameAttr, b.getStringAttr(load.getParameter())));
      if (failed(function.insertArgument(index, load.getType(), attributes,
                                         load.getLoc())))
        return;
      input = function.getArgument(index);
    }
    load.getResult().replaceAllUsesWith(input);
    load.erase();
  }
}

std::string findExportGaps(ModuleOp module, const OutputFormat &format) {
  OwningOpRef<ModuleOp> trial = module.clone();
  std::string why;
  ScopedDiagnosticHandler handler(module.getContext(), [&](Diagnostic &diag) {
    if (why.empty() && diag.getSeverity() == DiagnosticSeverity::Error)
      why = diag.str();
    return success();
  });
  WriteOptions options;
  // Nothing is copied.
  options.externalDataAbove = 0;
  bool isGood = false;
  if (isWholeStep(module)) {
    // What a checkpoint will give.
    for (auto op : trial->getOps<ParameterOp>())
      if (isa<UnitAttr>(op.getInit())) {
        MutableArrayRef<char> data = makeData(op, bytesOf(op));
        std::memset(data.data(), 0, data.size());
      }
    isGood = encodeNetwork(*trial, format, options).has_value();
  } else {
    keepFunction(*trial, "forward");
    isGood = runPipeline(*trial,
                         [](OpPassManager &pm) { buildInferPipeline(pm, {}); });
    if (isGood)
      makeInputs(*trial);
    isGood = isGood && decompose(*trial, format) &&
             format.encode(*trial, options).has_value();
  }
  if (isGood)
    return "";
  // Without the code, and what the reader knows.
  StringRef text = why.empty() ? StringRef("refused") : StringRef(why);
  if (text.starts_with("[MS"))
    text = text.split("] ").second;
  text.consume_front(("cannot be written as " + format.name + ": ").str());
  return text.str();
}

//===----------------------------------------------------------------------===//
// Proof
//===----------------------------------------------------------------------===//

/// Rows that a dynamic batch has in it.
static constexpr int64_t kVerifiedRows = 2;
/// Largest difference, of the largest element. The evaluator computes both in
/// f64, but arguments of primitives are rounded to f32.
static constexpr double kVerifiedDistance = 1e-6;

/// Numbers for the inputs, the same in each run: floats in [-1, 1), whole
/// numbers 0 and 1.
static std::vector<ReferenceTensor> verifiedInputs(func::FuncOp function) {
  std::vector<ReferenceTensor> inputs;
  std::mt19937 random(1);
  for (Type type : function.getArgumentTypes()) {
    auto tensor = cast<RankedTensorType>(type);
    SmallVector<int64_t> shape(tensor.getShape());
    for (int64_t &extent : shape)
      if (ShapedType::isDynamic(extent))
        extent = kVerifiedRows;
    ReferenceTensor input(shape, tensor.getElementType());
    bool isReal = isa<FloatType>(tensor.getElementType());
    for (double &value : input.data)
      value = isReal ? static_cast<double>(random() >> 8) / (1 << 23) - 1
                     : static_cast<double>(random() & 1);
    inputs.push_back(std::move(input));
  }
  return inputs;
}

/// "" where both are the same.
static std::string difference(const ReferenceTensor &found,
                              const ReferenceTensor &wanted) {
  if (found.shape != wanted.shape)
    return "has shape " + shapeText(found.shape) + ", not " +
           shapeText(wanted.shape);
  double largest = 0, worst = 0;
  for (auto [a, b] : llvm::zip(found.data, wanted.data)) {
    if (std::isfinite(b))
      largest = std::max(largest, std::fabs(b));
    bool isSame = a == b || (std::isnan(a) && std::isnan(b));
    if (!isSame)
      worst =
          std::max(worst, std::isfinite(a - b) ? std::fabs(a - b) : HUGE_VAL);
  }
  if (worst <= kVerifiedDistance * largest)
    return "";
  return llvm::formatv("is apart by {0}, its largest element is {1}", worst,
                       largest);
}

/// Compares what two modules compute, and of a step what it writes.
static LogicalResult verify(ModuleOp module, ModuleOp again) {
  StringRef name = isWholeStep(module) ? "train_step" : "forward";
  auto function = module.lookupSymbol<func::FuncOp>(name);
  auto wrong = [&](const Twine &what) {
    return emitCodedError(module.getLoc(), Code::Unsupported)
           << "what was to be written does not compute what the network does: "
           << what;
  };
  if (!function.getOps<DropoutOp>().empty()) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "option --verify: a step with dropout draws other numbers each time "
           "it is read";
    return failure();
  }
  if (!again.lookupSymbol(name))
    return wrong("it has no function @" + name);
  std::vector<ReferenceTensor> inputs = verifiedInputs(function);
  Evaluator before(module), after(again);
  auto wanted = before.call(name, inputs), found = after.call(name, inputs);
  if (failed(wanted) || failed(found))
    return failure();
  if (found->size() != wanted->size())
    return wrong(Twine(found->size()) + " outputs, not " +
                 Twine(wanted->size()));
  for (size_t k = 0; k < wanted->size(); ++k)
    if (std::string text = difference((*found)[k], (*wanted)[k]); !text.empty())
      return wrong("output " + Twine(k) + " " + text);
  for (auto assign : function.getOps<AssignOp>()) {
    StringRef parameter = assign.getParameter();
    if (!again.lookupSymbol<ParameterOp>(parameter))
      return wrong("it has no parameter '" + parameter + "'");
    auto value = before.getParameter(parameter),
         other = after.getParameter(parameter);
    if (failed(value) || failed(other))
      return failure();
    if (std::string text = difference(*other, *value); !text.empty())
      return wrong("parameter '" + parameter + "' " + text);
  }
  return success();
}

std::optional<ExportedModel> encodeNetwork(ModuleOp module,
                                           const OutputFormat &format,
                                           const WriteOptions &options) {
  bool isStep = isWholeStep(module);
  if (isStep && !format.hasSteps) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "a whole step of training cannot be written as " << format.name;
    return std::nullopt;
  }
  if (options.verify && !format.decode) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "what is written as " << format.name
        << " cannot be verified: nothing here reads it";
    return std::nullopt;
  }
  bool isGood =
      isStep ? runPipeline(module, buildStepPipeline) && computeValues(module)
             : makeInferenceGraph(module);
  OwningOpRef<ModuleOp> source;
  if (isGood && options.verify)
    source = module.clone();
  if (!isGood || !decompose(module, format))
    return std::nullopt;
  std::optional<ExportedModel> model = format.encode(module, options);
  if (!model || !options.verify)
    return model;
  OwningOpRef<ModuleOp> again = format.decode(*model, *module.getContext());
  if (!again || failed(verify(*source, *again)))
    return std::nullopt;
  return model;
}

} // namespace ms
