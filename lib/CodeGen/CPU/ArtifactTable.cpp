//===- ArtifactTable.cpp - The constant that an artefact exports ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Mirrors the structures of include/ms-c/Runtime.h; MSRT_ABI_VERSION changes
// with them.
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/ModuleCompiler.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

#include <map>

namespace ms {
namespace {

using Values = std::vector<llvm::Constant *>;

class TableBuilder {
public:
  TableBuilder(llvm::Module &module, const std::string &prefix)
      : module(module), context(module.getContext()), prefix(prefix) {}

  void build(const ArtifactInfo &info, bool withMain) {
    Values parameters, functions;
    for (const ParameterInfo &parameter : info.parameters)
      parameters.push_back(record(
          {tensor(parameter.tensor), u64(parameter.offset),
           u64(parameter.bytes), u32(parameter.flags), u32(0),
           record({u32(parameter.init.kind), u32(0), u64(parameter.init.seed),
                   number(parameter.init.a), number(parameter.init.b)})}));
    for (const FunctionInfo &function : info.functions)
      functions.push_back(
          record({text(function.name), entry(function),
                  u32(function.inputs.size()), u32(function.outputs.size()),
                  tensors(function.inputs), tensors(function.outputs),
                  u64(static_cast<uint64_t>(function.maxRows)),
                  u64(function.arenaBytes), u32(function.flags), u32(0)}));
    llvm::Constant *table =
        record({u32(MSRT_ABI_VERSION), u32(sizeof(msrt_artifact)),
                text(info.name), text(info.triple), text(info.features),
                text(info.key), text(info.loss), text(info.optimizer),
                u32(info.parameters.size()), u32(info.functions.size()),
                list(parameters), list(functions), u64(info.stateBytes),
                bytes(info.graphMeta), u64(info.graphMeta.size()),
                entry(info.prepare), u64(info.prepare.arenaBytes)});
    auto *artifact = new llvm::GlobalVariable(
        module, table->getType(), /*isConstant=*/true,
        llvm::GlobalValue::ExternalLinkage, table, info.symbol());
    artifact->setAlignment(llvm::Align(8));
    if (withMain)
      addMain(artifact);
  }

private:
  llvm::Constant *u32(uint64_t value) {
    return llvm::ConstantInt::get(llvm::Type::getInt32Ty(context), value);
  }
  llvm::Constant *u64(uint64_t value) {
    return llvm::ConstantInt::get(llvm::Type::getInt64Ty(context), value);
  }
  llvm::Constant *number(double value) {
    return llvm::ConstantFP::get(llvm::Type::getDoubleTy(context), value);
  }
  llvm::Constant *record(Values fields) {
    return llvm::ConstantStruct::getAnon(context, fields);
  }
  llvm::GlobalVariable *hold(llvm::Constant *value) {
    auto *global =
        new llvm::GlobalVariable(module, value->getType(), /*isConstant=*/true,
                                 llvm::GlobalValue::PrivateLinkage, value);
    global->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
    return global;
  }
  llvm::Constant *text(const std::string &value) {
    llvm::Constant *&known = texts[value];
    if (!known)
      known = hold(llvm::ConstantDataArray::getString(context, value));
    return known;
  }
  llvm::Constant *bytes(const std::string &value) {
    if (value.empty())
      return null();
    return hold(
        llvm::ConstantDataArray::getString(context, value, /*AddNull=*/false));
  }
  llvm::Constant *null() {
    return llvm::ConstantPointerNull::get(llvm::PointerType::get(context, 0));
  }
  llvm::Constant *list(const Values &values) {
    if (values.empty())
      return null();
    auto *type = llvm::ArrayType::get(values[0]->getType(), values.size());
    return hold(llvm::ConstantArray::get(type, values));
  }
  /// A function of another object, an msrt_entry.
  llvm::Constant *entry(const FunctionInfo &info) {
    if (info.symbol.empty())
      return null();
    llvm::Type *pointer = llvm::PointerType::get(context, 0);
    auto *type = llvm::FunctionType::get(
        llvm::Type::getVoidTy(context),
        {pointer, pointer, pointer, pointer, llvm::Type::getInt64Ty(context)},
        false);
    auto *function = llvm::Function::Create(
        type, llvm::GlobalValue::ExternalLinkage, prefix + info.symbol, module);
    function->setVisibility(llvm::GlobalValue::HiddenVisibility);
    return function;
  }
  llvm::Constant *tensor(const TensorInfo &info) {
    Values dims;
    for (int64_t dim : info.dims)
      dims.push_back(u64(static_cast<uint64_t>(dim)));
    return record(
        {text(info.name), u32(info.dtype), u32(info.dims.size()), list(dims)});
  }
  llvm::Constant *tensors(const std::vector<TensorInfo> &infos) {
    Values values;
    for (const TensorInfo &info : infos)
      values.push_back(tensor(info));
    return list(values);
  }

  /// int main(int argc, char **argv) { return msrt_main(&artifact, argc, argv);
  /// }
  void addMain(llvm::GlobalVariable *artifact) {
    llvm::IRBuilder<> b(context);
    llvm::Type *i32 = b.getInt32Ty(), *pointer = b.getPtrTy();
    auto *type = llvm::FunctionType::get(i32, {i32, pointer}, false);
    auto *main = llvm::Function::Create(
        type, llvm::GlobalValue::ExternalLinkage, "main", module);
    llvm::FunctionCallee run =
        module.getOrInsertFunction("msrt_main", i32, pointer, i32, pointer);
    b.SetInsertPoint(llvm::BasicBlock::Create(context, "", main));
    b.CreateRet(
        b.CreateCall(run, {artifact, main->getArg(0), main->getArg(1)}));
  }

  llvm::Module &module;
  llvm::LLVMContext &context;
  std::string prefix;
  std::map<std::string, llvm::Constant *> texts;
};

} // namespace

void addArtifactTable(llvm::Module &module, const ArtifactInfo &info,
                      const std::string &prefix, bool withMain) {
  TableBuilder(module, prefix).build(info, withMain);
}

} // namespace ms
