//===- GraphExporter.cpp - From a function to Ascend's graph --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/GraphExporter.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Import/AIR/Decode.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;
using namespace ms::mindir;
using ge_ir::ModelDef;
using ge_ir::OpDef;

namespace ms::air {

/// Whole numbers that a model has, all of them 0, and what it is for.
static constexpr const char *kModelNumbers[] = {
    "memory_size", "p2p_memory_size", "stream_num",
    "event_num",   "label_num",       "weight_size"};
static constexpr char kTargetType[] = "MINI";
/// Most bytes of a tensor, and of a file.
static constexpr uint64_t kMaxBytes = INT32_MAX;

std::string Ref::text() const {
  return name.empty() ? "" : name + ":" + std::to_string(output);
}

GraphExporter::GraphExporter(ModuleOp module, func::FuncOp function)
    : NetworkExporter(module, function, "AIR") {}

template <typename MessageT>
static void setAttributes(MessageT &message, AttributeList::Map &map) {
  for (auto &[name, value] : map) {
    ge_ir::Entry *entry = message.add_attr();
    entry->set_key(name);
    *entry->mutable_value() = std::move(value);
  }
}

void GraphExporter::addHeader(ModelDef &model) {
  AttributeList attributes;
  for (const char *name : kModelNumbers)
    attributes.integer(name, 0);
  attributes.text("target_type", kTargetType);
  setAttributes(model, attributes.get());
  graph = model.add_graph();
  StringRef name = module.getSymName().value_or("");
  graph->set_name(name.empty() ? "network" : name.str());
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

Ref GraphExporter::refOf(Value value) {
  // None of an op that failed.
  return refs.lookup(value);
}

void GraphExporter::setRef(Value value, const Ref &ref) { refs[value] = ref; }

std::string GraphExporter::freeName(std::string name) {
  std::string result = name;
  for (unsigned k = 1; !names.insert(result).second; ++k)
    result = name + "_" + std::to_string(k);
  return result;
}

/// Names of slots in alphabetical order, and their places.
static void addSlots(AttributeList &attributes, const char *side,
                     ArrayRef<std::string> names) {
  if (names.empty())
    return;
  std::map<std::string, int64_t> places;
  for (auto [k, name] : llvm::enumerate(names))
    places[name] = static_cast<int64_t>(k);
  SmallVector<std::string> keys;
  SmallVector<int64_t> values;
  for (const auto &[name, place] : places) {
    keys.push_back(name);
    values.push_back(place);
  }
  std::string prefix = std::string("_") + side + "_name_";
  attributes.slotNames(prefix + "key", keys);
  attributes.slotPlaces(prefix + "value", values);
}

SmallVector<Ref> GraphExporter::addOp(StringRef type, ArrayRef<Ref> given,
                                      AttributeList attributes,
                                      ArrayRef<RankedTensorType> types,
                                      Location loc) {
  const Prototype *prototype = findPrototype(type);
  assert(prototype && "an operator that Prototypes.cpp does not have");
  std::string scope = scopeOf(loc) + "/" + prototype->primitive.str();
  OpDef *op = graph->add_op();
  op->set_name(freeName(scope + "-op" + std::to_string(scopes[scope]++)));
  op->set_type(type.str());
  op->set_has_out_attr(true);
  // All declared inputs, the last ones not connected.
  SmallVector<Ref> inputs(given);
  bool isDynamic = !prototype->inputs.empty() &&
                   prototype->inputs.back().kind == Slot::Dynamic;
  if (!isDynamic)
    inputs.resize(prototype->inputs.size());
  SmallVector<std::string> optional;
  for (const Slot &slot : prototype->inputs)
    if (slot.kind == Slot::Optional)
      optional.push_back(slot.name.str());
  for (const Ref &input : inputs) {
    op->add_input(input.text());
    *op->add_input_desc() =
        input.type ? describeTensor(input.type) : describeNothing();
  }
  SmallVector<Ref> outputs;
  for (auto [k, result] : llvm::enumerate(types)) {
    *op->add_output_desc() = describeTensor(result);
    outputs.push_back({op->name(), static_cast<unsigned>(k), result});
  }
  addSlots(attributes, "input",
           Prototype::slotNames(prototype->inputs, inputs.size()));
  addSlots(attributes, "output",
           Prototype::slotNames(prototype->outputs, types.size()));
  if (!optional.empty())
    attributes.slotNames("_opt_input", optional);
  for (const AttributeSlot &slot : prototype->attributes)
    if (!slot.value.empty() && !attributes.has(slot.name))
      attributes.literal(slot.name, slot.value);
  setAttributes(*op, attributes.get());
  return outputs;
}

Ref GraphExporter::addConst(StringRef name, RankedTensorType type,
                            std::string bytes) {
  ge_ir::TensorDef tensor;
  *tensor.mutable_desc() = describeTensor(type);
  tensor.set_data(std::move(bytes));
  OpDef *op = graph->add_op();
  op->set_name(name.str());
  op->set_type("Const");
  op->set_has_out_attr(true);
  *op->add_output_desc() = tensor.desc();
  AttributeList attributes;
  attributes.tensor("value", std::move(tensor));
  addSlots(attributes, "output", {"y"});
  setAttributes(*op, attributes.get());
  return {op->name(), 0, type};
}

Ref GraphExporter::addConstant(RankedTensorType type, StringRef bytes) {
  std::string key;
  llvm::raw_string_ostream(key) << type << ":" << bytes;
  Ref &ref = constants[key];
  if (ref.name.empty())
    ref = addConst(freeName("ValueNode_" + std::to_string(++constantCount)),
                   type, bytes.str());
  return ref;
}

//===----------------------------------------------------------------------===//
// Inputs, parameters, outputs
//===----------------------------------------------------------------------===//

bool GraphExporter::addInputs() {
  for (BlockArgument argument : function.getArguments()) {
    unsigned k = argument.getArgNumber();
    std::optional<std::string> name = claimInput(k);
    if (!name)
      return false;
    auto type = cast<RankedTensorType>(argument.getType());
    if (!dtypeOf(type.getElementType())) {
      error(function.getLoc())
          << "input '" << *name << "' has elements of type "
          << type.getElementType();
      return false;
    }
    names.insert(*name);
    OpDef *op = graph->add_op();
    op->set_name(*name);
    op->set_type("Data");
    op->set_has_out_attr(true);
    // What it is fed with stands at its input, which nothing is connected to.
    op->add_input("");
    *op->add_input_desc() = describeTensor(type);
    *op->add_output_desc() = describeTensor(type);
    AttributeList attributes;
    attributes.integer("index", k);
    addSlots(attributes, "input", {"x"});
    addSlots(attributes, "output", {"y"});
    setAttributes(*op, attributes.get());
    Ref ref{*name, 0, type};
    graph->add_input(ref.text());
    setRef(argument, ref);
  }
  return true;
}

/// Before anything is copied.
bool GraphExporter::checkSizes() {
  uint64_t all = 0;
  for (auto load : function.getBody().getOps<LoadOp>()) {
    auto type = cast<RankedTensorType>(load.getType());
    uint64_t bytes = static_cast<uint64_t>(type.getNumElements()) *
                     ((type.getElementTypeBitWidth() + 7) / 8);
    if (bytes > kMaxBytes) {
      error(load.getLoc()) << "parameter '" << load.getParameter() << "' has "
                           << bytes << " bytes, and a tensor can have "
                           << kMaxBytes;
      return false;
    }
    all += bytes;
  }
  if (all <= kMaxBytes)
    return true;
  error(function.getLoc()) << "its parameters have " << all
                           << " bytes, and a file can have " << kMaxBytes;
  return false;
}

bool GraphExporter::addParameter(LoadOp load) {
  auto parameter = module.lookupSymbol<ParameterOp>(load.getParameter());
  StringRef name = parameter.getSymName();
  RankedTensorType type = parameter.getTensorType();
  if (load->hasAttr(kRowsAttr)) {
    fail(load, "reads a part of a parameter");
    return true;
  }
  if (!hasTypes(load))
    return true;
  if (!claimParameter(load))
    return false;
  std::string constant = (name + "_const").str();
  if (!names.insert(constant).second) {
    error(load.getLoc()) << "an input has the name '" << constant
                         << "', which parameter '" << name << "' needs";
    return false;
  }
  std::optional<ParameterBytes> values = valuesOf(parameter);
  if (!values)
    return false;
  setRef(load, addConst(constant, type,
                        values->own.empty() ? values->text().str()
                                            : std::move(values->own)));
  return true;
}

void GraphExporter::addOutputs(func::ReturnOp op) {
  for (Value value : op.getOperands())
    graph->add_output(refOf(value).text());
}

/// Takes away what nothing reads: an operand may have been wanted for its shape
/// alone. Then numbers the operators.
void GraphExporter::dropUnread() {
  llvm::StringSet<> read;
  auto use = [&](StringRef text) { read.insert(text.rsplit(':').first); };
  for (const std::string &output : graph->output())
    use(output);
  std::vector<bool> keep(graph->op_size());
  for (int k = graph->op_size(); k-- > 0;) {
    const OpDef &op = graph->op(k);
    keep[k] = read.contains(op.name()) || op.type() == "Data";
    if (keep[k])
      for (const std::string &input : op.input())
        use(input);
  }
  int kept = 0;
  for (int k = 0; k < graph->op_size(); ++k)
    if (keep[k])
      graph->mutable_op()->SwapElements(kept++, k);
  graph->mutable_op()->DeleteSubrange(kept, graph->op_size() - kept);
  for (int k = 0; k < kept; ++k)
    graph->mutable_op(k)->set_id(k);
}

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

/// Whether the format has all types of an op; fails where it does not.
bool GraphExporter::hasTypes(Operation *op) {
  for (Type type :
       llvm::concat<const Type>(op->getOperandTypes(), op->getResultTypes())) {
    Type element = cast<RankedTensorType>(type).getElementType();
    if (dtypeOf(element))
      continue;
    std::string text;
    llvm::raw_string_ostream(text) << element;
    fail(op, "elements of type " + text);
    return false;
  }
  return true;
}

bool GraphExporter::run(ModelDef &model) {
  addHeader(model);
  if (!addInputs() || !checkSizes())
    return false;
  const ExportTable &table = getExportTable();
  func::ReturnOp end;
  for (Operation &op : function.getBody().front()) {
    if (auto load = dyn_cast<LoadOp>(op)) {
      if (!addParameter(load))
        return false;
    } else if (auto last = dyn_cast<func::ReturnOp>(op)) {
      end = last;
    } else if (auto found = table.find(op.getName().getStringRef());
               found == table.end()) {
      fail(&op, "");
    } else if (hasTypes(&op)) {
      NodeWriter writer(*this, &op, found->second.nodeType);
      found->second.run(writer);
    }
  }
  if (!report())
    return false;
  addOutputs(end);
  dropUnread();
  return true;
}

} // namespace ms::air
