//===- LoadNetwork.cpp - A network from a file or the zoo -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/LoadNetwork.h"

#include "lib/Driver/CompileModule.h"
#include "lib/Driver/DescribeArtifact.h"
#include "lib/Driver/Register.h"
#include "lib/Export/Support/NetworkExporter.h"
#include "lib/Import/AIR/ImportAIR.h"
#include "lib/Import/GraphMeta/ImportGraphMeta.h"
#include "lib/Import/MindIR/ImportMindIR.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "lib/Models/Zoo.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Bytecode/BytecodeReader.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ms {

static DialectRegistry makeRegistry() {
  DialectRegistry registry;
  registerDialects(registry);
  return registry;
}

/// A layer's name is in the message; the network's tells where to look for it.
static void printWithName(StringRef name, const Diagnostic &diagnostic) {
  switch (diagnostic.getSeverity()) {
  case DiagnosticSeverity::Error:
    llvm::errs() << name << ": error: ";
    break;
  case DiagnosticSeverity::Warning:
    llvm::errs() << name << ": warning: ";
    break;
  default:
    llvm::errs() << name << ": note: ";
  }
  diagnostic.print(llvm::errs());
  llvm::errs() << "\n";
}

Network::Network(StringRef name, int64_t threads)
    : name(name),
      context(makeRegistry(), threads == 1 ? MLIRContext::Threading::DISABLED
                                           : MLIRContext::Threading::ENABLED),
      sources(std::make_unique<llvm::SourceMgr>()) {
  context.printOpOnDiagnostic(false);
  handler = std::make_unique<SourceMgrDiagnosticHandler>(*sources, &context);
  namingHandler = std::make_unique<ScopedDiagnosticHandler>(
      &context, [this](Diagnostic &diagnostic) {
        if (readingBytecode) {
          if (!std::exchange(hasError, true))
            printWithName(this->name, diagnostic);
          return success();
        }
        // Importers count nodes, not columns of a text.
        auto place = diagnostic.getLocation()->findInstanceOf<FileLineColLoc>();
        if (place && place.getColumn() > 0)
          return failure();
        printWithName(this->name, diagnostic);
        for (Diagnostic &note : diagnostic.getNotes())
          printWithName(this->name, note);
        return success();
      });
}

Network::~Network() = default;

bool isWholeStep(ModuleOp module) {
  return module.lookupSymbol<func::FuncOp>("train_step") &&
         !module.lookupSymbol<func::FuncOp>("forward");
}

bool Network::parseSources() {
  ParserConfig config(&context);
  readingBytecode = isBytecode(
      sources->getMemoryBuffer(sources->getMainFileID())->getMemBufferRef());
  module = parseSourceFile<ModuleOp>(*sources, config);
  readingBytecode = false;
  if (!module)
    return false; // the parser has said why
  if (module->lookupSymbol<func::FuncOp>("forward") || isWholeStep(*module))
    return true;
  (void)reportError(Code::InputFile,
                    name + ": the module has no function @forward");
  return false;
}

std::unique_ptr<Network> Network::parse(StringRef text, int64_t threads) {
  std::unique_ptr<Network> network(new Network("network", threads));
  network->sources->AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBuffer(text, "network"), llvm::SMLoc());
  return network->parseSources() ? std::move(network) : nullptr;
}

//===----------------------------------------------------------------------===//
// Shapes of inputs
//===----------------------------------------------------------------------===//

static std::string dimsText(ArrayRef<int64_t> shape) {
  std::vector<std::string> parts;
  for (int64_t extent : shape)
    parts.push_back(ShapedType::isDynamic(extent) ? "?"
                                                  : std::to_string(extent));
  return llvm::join(parts, ",");
}

static LogicalResult wrongShape(StringRef text, const Twine &why) {
  return reportError(Code::CommandLine,
                     "option --input-shape: found '" + text + "', " + why);
}

/// "NAME=2,3,32,32"
static FailureOr<InputShape> parseInputShape(StringRef text) {
  auto [name, list] = text.rsplit('=');
  InputShape shape;
  shape.name = name.str();
  SmallVector<StringRef> parts;
  if (!list.empty())
    list.split(parts, ',');
  for (StringRef part : parts)
    if (part.getAsInteger(10, shape.extents.emplace_back()) ||
        shape.extents.back() < 1)
      return wrongShape(text, "expected NAME=D,D,... with positive extents");
  return shape;
}

static LogicalResult setInputShape(func::FuncOp function,
                                   const InputShape &shape, StringRef text) {
  std::vector<std::string> names;
  for (unsigned k = 0; k < function.getNumArguments(); ++k) {
    names.push_back(inputNameOf(function, k));
    if (names.back() != shape.name)
      continue;
    auto type = cast<RankedTensorType>(function.getArgument(k).getType());
    bool fits = type.getRank() == static_cast<int64_t>(shape.extents.size());
    for (size_t i = 0; fits && i < shape.extents.size(); ++i)
      fits = type.isDynamicDim(i) || type.getDimSize(i) == shape.extents[i];
    if (!fits)
      return wrongShape(text,
                        "but the input has shape " + dimsText(type.getShape()));
    function.getArgument(k).setType(
        RankedTensorType::get(shape.extents, type.getElementType()));
    return success();
  }
  return wrongShape(text, "but the inputs are " + llvm::join(names, ", ") +
                              didYouMean(shape.name, names));
}

static LogicalResult setInputShapes(ModuleOp module,
                                    ArrayRef<InputShape> shapes,
                                    ArrayRef<std::string> texts) {
  auto function = module.lookupSymbol<func::FuncOp>("forward");
  if (shapes.empty())
    return success();
  if (!function)
    return reportError(Code::CommandLine,
                       "option --input-shape is for networks with @forward");
  for (auto [shape, text] : llvm::zip(shapes, texts))
    if (failed(setInputShape(function, shape, text)))
      return failure();
  return success(runPipeline(
      module, [](OpPassManager &pm) { pm.addPass(createInferShapes()); }));
}

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

/// By the ending of a file's name.
static constexpr std::pair<llvm::StringLiteral,
                           OwningOpRef<ModuleOp> (*)(const std::string &,
                                                     MLIRContext &)>
    kImporters[] = {{".mindir", importMindIR},
                    {"graph.meta", importGraphMeta},
                    {".air", importAIR}};

std::unique_ptr<Network> Network::read(StringRef name, int64_t threads,
                                       ArrayRef<InputShape> shapes) {
  auto fail = [&](const Twine &why) {
    (void)reportError(Code::InputFile, name + ": " + why);
    return nullptr;
  };
  StringRef zooName = name;
  if (zooName.consume_front("zoo:")) {
    std::unique_ptr<Network> network(new Network(name, threads));
    std::string error;
    network->module = buildZooModule(zooName, network->context, error);
    if (!network->module) {
      StringRef model = zooName.split(':').first;
      std::vector<std::string> names = zooNames();
      return fail(error + (is_contained(names, model)
                               ? std::string()
                               : didYouMean(model, names)));
    }
    return network;
  }
  llvm::sys::fs::file_status status;
  if (std::error_code error = llvm::sys::fs::status(name, status))
    return fail(msrt::errnoText(error.value()));
  if (llvm::sys::fs::is_directory(status))
    return fail("is a folder, expected a file");
  for (StringRef suffix : {".ckpt", ".safetensors", ".npz"})
    if (name.ends_with(suffix))
      return fail("holds values and no network: give the network, and this "
                  "file with --ckpt");
  for (auto [suffix, importFile] : kImporters)
    if (name.ends_with(suffix)) {
      std::unique_ptr<Network> network(new Network(name, threads));
      network->module = importFile(name.str(), network->context);
      return network->module ? std::move(network) : nullptr;
    }
  if (name.ends_with(".onnx")) {
    std::unique_ptr<Network> network(new Network(name, threads));
    network->module = importONNX(name.str(), network->context, shapes);
    return network->module ? std::move(network) : nullptr;
  }
  auto buffer = llvm::MemoryBuffer::getFile(name, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/true);
  if (!buffer)
    return fail(msrt::errnoText(buffer.getError().value()));
  if (!isBytecode((*buffer)->getMemBufferRef()) && !name.ends_with(".mlir"))
    return fail("is not a network that can be read: expected a .mlir, "
                ".mindir, .air, .onnx or -graph.meta file, MLIR bytecode or "
                "zoo:NAME");
  std::unique_ptr<Network> network(new Network(name, threads));
  network->sources->AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  return network->parseSources() ? std::move(network) : nullptr;
}

std::unique_ptr<Network> Network::load(StringRef name, int64_t threads,
                                       ArrayRef<std::string> texts) {
  std::vector<InputShape> shapes;
  for (const std::string &text : texts) {
    FailureOr<InputShape> shape = parseInputShape(text);
    if (failed(shape))
      return nullptr;
    shapes.push_back(std::move(*shape));
  }
  std::unique_ptr<Network> network = read(name, threads, shapes);
  if (!network || failed(setInputShapes(network->getModule(), shapes, texts)))
    return nullptr;
  return network;
}

} // namespace ms
