//===- CompileTool.cpp - What ms-compile does -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which files come out. They get their names when all of them are
// written, the artefact last.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileTool.h"

#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/Linker.h"
#include "lib/Driver/LoadNetwork.h"
#include "lib/Driver/OutputFile.h"
#include "lib/Driver/Remarks.h"
#include "lib/Driver/ReportNetwork.h"
#include "lib/Driver/TuneSchedules.h"
#include "lib/Driver/WriteHeader.h"
#include "lib/Driver/WriteModule.h"
#include "lib/Support/Diagnostics.h"

#include "msrt/Checkpoint.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Triple.h"

#include <csignal>

using namespace mlir;

namespace ms {
namespace {

struct ToolOptions {
  CompileOptions compile;
  std::string network, output, emit, stopAfter, reportFile, reportFormat;
  std::string compiler, remarkPattern;
  std::string tune; ///< file of schedules to write
  bool train = false, report = false, printPipeline = false, remarks = false;
  bool help = false, version = false;
};

const char kUsage[] =
    "usage: ms-compile NET -o OUT [options]\n"
    "\n"
    "NET: a .mlir, .mindir, .air, .onnx or -graph.meta file, MLIR bytecode or\n"
    "zoo:NAME. OUT: an object, library or executable, with the values of\n"
    "parameters in OUT.ckpt where NET has them,\n"
    "and a C header beside objects and libraries; '-' is standard output.\n"
    "\n";

void addOptions(ToolOptions &options, OptionTable &table) {
  table.text("-o", "OUT", "file to write", options.output);
  table.flag("--train", "make a trainer: loss, gradients and updates",
             options.train);
  options.compile.addTrainingOptions(table);
  table.choice("--emit", {"obj", "so", "exe", "llvm", "asm"},
               "what to write (by the ending of OUT: .o, .so, .ll, .s, else "
               "exe)",
               options.emit);
  table.choice("--stop-after",
               {"import", "graph", "kernels", "buffers", "loops", "llvm"},
               "write the IR of this stage instead (bytecode to *.mlirbc)",
               options.stopAfter);
  table.text("--target", "TRIPLE",
             "machine to compile for: x86_64 or aarch64 with Linux, as "
             "aarch64-linux-gnu (this one)",
             options.compile.machine);
  options.compile.addTargetOptions(table);
  table.text("--tune", "FILE",
             "try other block sizes for kernels on this machine, write the "
             "faster ones to FILE, and take them; without -o, only FILE",
             options.tune);
  table.text("--cc", "PROGRAM",
             "C compiler that links (cc, for another machine its GNU compiler, "
             "as aarch64-linux-gnu-gcc)",
             options.compiler);
  table.number("--threads", "threads of the compiler (one per processor)", 1,
               options.compile.threads);
  table.flagOrText("--report", "FILE",
                   "print ops that lack a rule, functions, kernels and memory; "
                   "without -o, only them",
                   options.report, options.reportFile);
  table.choice("--report-format", {"text", "json"},
               "(json for a FILE that ends in .json, else text)",
               options.reportFormat);
  table.flagOrText("--remarks", "REGEX",
                   "say how kernels were planned and what kept them from "
                   "being faster; only these categories (mindir-kernels, "
                   "mindir-block-channels)",
                   options.remarks, options.remarkPattern);
  table.flag("--print-pipeline", "print the passes; without -o, only them",
             options.printPipeline);
  table.flag("--help", "print this", options.help);
  table.flag("--version", "print the version", options.version);
}

Stage lastStage(const ToolOptions &options) {
  return llvm::StringSwitch<Stage>(options.stopAfter)
      .Case("import", Stage::Import)
      .Case("graph", Stage::Graph)
      .Case("kernels", Stage::Kernels)
      .Case("buffers", Stage::Buffers)
      .Case("loops", Stage::Loops)
      .Case("llvm", Stage::LLVM)
      .Default(Stage::Code);
}

std::string emitByName(StringRef output) {
  return llvm::StringSwitch<std::string>(llvm::sys::path::extension(output))
      .Case(".o", "obj")
      .Case(".so", "so")
      .Case(".ll", "llvm")
      .Case(".s", "asm")
      .Default("exe");
}

LogicalResult readArguments(int argc, char **argv, ToolOptions &options,
                            OptionTable &table) {
  std::vector<std::string> rest;
  if (failed(
          table.parse(std::vector<std::string>(argv + 1, argv + argc), rest)))
    return failure();
  for (const std::string &word : rest) {
    if (word[0] == '-' || !options.network.empty())
      return reportUnknownOption(word, table.getNames());
    options.network = word;
  }
  auto fail = [](const Twine &text) {
    return reportError(Code::CommandLine, text);
  };
  if (options.help || options.version)
    return success();
  if (options.network.empty())
    return fail("no network is given (see --help)");
  if (!options.stopAfter.empty() && !options.emit.empty())
    return fail("options --emit and --stop-after exclude each other");
  if (options.report && lastStage(options) < Stage::Buffers)
    return fail("option --report needs a stage after kernels");
  if (!options.tune.empty() && !options.compile.schedules.empty())
    return fail("options --tune and --schedules exclude each other");
  // IR is for reading, so it goes to the terminal if nothing else is said.
  if (options.output.empty() && !options.stopAfter.empty())
    options.output = "-";
  if (options.output.empty() && !options.printPipeline && !options.report &&
      options.tune.empty())
    return fail("option -o is needed: the file to write");
  if (options.emit.empty())
    options.emit = emitByName(options.output);
  bool text = options.emit == "llvm" || options.emit == "asm";
  if (options.output == "-" && options.stopAfter.empty() && !text)
    return fail("machine code is not written to standard output");
  if (!options.compiler.empty() && (text || !options.stopAfter.empty()))
    return fail("option --cc: nothing is linked");
  if (!options.report && !options.reportFormat.empty())
    return fail("option --report-format needs --report");
  if (options.reportFormat.empty())
    options.reportFormat =
        StringRef(options.reportFile).ends_with(".json") ? "json" : "text";
  if (options.output == "-" && options.report && options.reportFile.empty())
    return fail("option --report needs -o with a file: standard output is for "
                "the report");
  return success();
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

class Compilation {
public:
  Compilation(const ToolOptions &options, ModuleOp module,
              const BackendOptions &backend)
      : options(options), module(module), backend(backend),
        purpose(options.train ? Purpose::Train : Purpose::Infer) {}

  void printPipeline() {
    PassManager pm(module.getContext());
    build(pm, Stage::Graph, lastStage(options));
    pm.printAsTextualPipeline(llvm::outs());
    llvm::outs() << "\n";
  }

  /// Whether the compiler knows all ops of the network; an error for each that
  /// it does not. The report lists them in any case.
  LogicalResult checkOps() {
    SmallVector<OpGap> gaps = findNetworkGaps(module);
    report.setGaps(getNetworkName(), gaps);
    report.setExports(module);
    llvm::erase_if(gaps, [&](const OpGap &gap) {
      return !isBlocking(gap, options.train);
    });
    if (gaps.empty())
      return success();
    (void)writeReport();
    for (const OpGap &gap : gaps)
      emitCodedError(gap.op, gap.code) << gap.text();
    return failure();
  }

  LogicalResult run() {
    OutputFile file;
    if (failed(file.open(options.output)))
      return failure();
    Stage last = lastStage(options);
    if (last != Stage::Code)
      return success(succeeded(lower(last)) && succeeded(writeIR(file)));
    return isText() ? emitText(file) : emit(file);
  }

  LogicalResult reportOnly() {
    return success(succeeded(lower(Stage::Buffers)) &&
                   succeeded(writeReport()));
  }

private:
  StringRef getNetworkName() {
    return module.getName() ? *module.getName() : StringRef("network");
  }

  void build(OpPassManager &pm, Stage first, Stage last) {
    if (first <= Stage::Graph && Stage::Graph <= last)
      buildGraphPipeline(pm, purpose, options.compile);
    buildLowerPipeline(pm, backend, last, first);
  }

  bool isText() const {
    return options.emit == "llvm" || options.emit == "asm";
  }

  LogicalResult lower(Stage last) {
    if (last < Stage::Buffers)
      return success(runPipeline(
          module, [&](OpPassManager &pm) { build(pm, Stage::Graph, last); }));
    return keep(lowerNetwork(module, purpose, options.compile, backend, last));
  }

  LogicalResult keep(FailureOr<NetworkCode> made) {
    if (failed(made))
      return failure();
    code = std::move(*made);
    report.setPlan(code, backend);
    return success();
  }

  LogicalResult writeReport() {
    if (!options.report)
      return success();
    std::string text =
        options.reportFormat == "json" ? report.json() : report.text();
    if (options.reportFile.empty()) {
      llvm::outs() << text;
      return success();
    }
    OutputFile file;
    return success(succeeded(file.open(options.reportFile)) &&
                   succeeded(file.write(text)) && succeeded(file.commit()));
  }

  LogicalResult writeIR(OutputFile &file) {
    if (failed(writeModule(module, options.output, file)))
      return failure();
    return writeReport();
  }

  LogicalResult emitText(OutputFile &file) {
    if (failed(lower(Stage::LLVM)))
      return failure();
    EmitOptions emit;
    emit.threads = backend.threads;
    emit.form = options.emit == "llvm" ? CodeForm::LLVM : CodeForm::Assembly;
    auto text = emitCode(module, code.info, backend.target, emit);
    if (!text)
      return reportError(text.takeError());
    return finish(file, text->front(), 0644);
  }

  LogicalResult emit(OutputFile &file) {
    const std::string &kind = options.emit;
    if (failed(keep(compileNetwork(module, purpose, options.compile, backend,
                                   /*withMain=*/kind == "exe"))))
      return failure();
    report.setCached(code.cached);
    LinkOptions link;
    link.kind = kind == "exe"  ? LinkKind::Executable
                : kind == "so" ? LinkKind::SharedLibrary
                               : LinkKind::Object;
    link.symbol = code.info.symbol();
    link.triple = code.info.triple;
    link.compiler = options.compiler;
    FailureOr<CodeBuffer> linked = linkObjects(code.objects, link);
    if (failed(linked))
      return failure();
    if (kind == "exe")
      return finish(file, *linked, 0755);

    SmallString<128> name(options.output);
    llvm::sys::path::replace_extension(name, "h");
    OutputFile header;
    if (failed(header.open(name.str().str())) ||
        failed(header.write(
            makeHeader(code.info, llvm::sys::path::filename(name).str(),
                       llvm::sys::path::filename(options.output).str()))))
      return failure();
    return finish(file, *linked, kind == "so" ? 0755 : 0644, &header);
  }

  /// Writes the artefact and the values of its parameters.
  LogicalResult finish(OutputFile &file, const CodeBuffer &bytes, unsigned mode,
                       OutputFile *header = nullptr) {
    if (failed(file.write(StringRef(bytes.data(), bytes.size()))))
      return failure();
    if (code.info.needsFile() && !isText()) {
      std::vector<msrt::CheckpointItem> items;
      for (const ParameterInfo &parameter : code.info.parameters)
        if (parameter.data)
          items.push_back(msrt::CheckpointItem::tensor(
              parameter.tensor.name,
              {static_cast<msrt::DType>(parameter.tensor.dtype),
               parameter.tensor.dims, parameter.data}));
      msrt::Status status =
          msrt::writeCheckpoint(options.output + ".ckpt", items);
      if (!status.ok())
        return reportError(status);
    }
    if ((header && failed(header->commit())) || failed(file.commit(mode)))
      return failure();
    return writeReport();
  }

  const ToolOptions &options;
  ModuleOp module;
  const BackendOptions &backend;
  Purpose purpose;
  NetworkCode code;
  NetworkReport report;
};

/// Writes the file of schedules, which `backend` has then.
LogicalResult tune(const ToolOptions &options, ModuleOp module,
                   BackendOptions &backend) {
  llvm::Expected<CpuTarget> host = CpuTarget::parse("");
  if (!host)
    return reportError(host.takeError());
  if (llvm::Triple(backend.target.triple).getArch() !=
      llvm::Triple(host->triple).getArch())
    return reportError(Code::CommandLine, "option --tune: code for " +
                                              backend.target.triple +
                                              " does not run on this machine");
  OutputFile file;
  if (failed(file.open(options.tune)))
    return failure();
  auto tuned =
      tuneSchedules(module, options.train ? Purpose::Train : Purpose::Infer,
                    options.compile, backend, options.tune);
  if (failed(tuned) || failed(file.write(tuned->file.text)) ||
      failed(file.commit()))
    return failure();
  llvm::errs() << llvm::format(
      "%s: another schedule for %u of %zu kernels, %.1f us instead of %.1f\n",
      options.tune.c_str(), tuned->changed, tuned->file.kernels.size(),
      tuned->after, tuned->before);
  backend.schedules = std::make_shared<ScheduleFile>(std::move(tuned->file));
  return success();
}

LogicalResult compile(int argc, char **argv) {
  ToolOptions options;
  OptionTable table;
  addOptions(options, table);
  if (failed(readArguments(argc, argv, options, table)))
    return failure();
  if (options.help) {
    llvm::outs() << kUsage << table.help();
    return success();
  }
  if (options.version) {
    llvm::outs() << "mindirc " MS_VERSION "\n";
    return success();
  }
  std::unique_ptr<Network> network = Network::load(
      options.network, options.compile.threads, options.compile.inputShapes);
  if (!network || failed(checkCompileOptions(options.compile, table,
                                             options.train ? Purpose::Train
                                                           : Purpose::Infer,
                                             network->getModule())))
    return failure();
  FailureOr<BackendOptions> backend = makeBackendOptions(options.compile);
  if (failed(backend))
    return failure();
  if (!options.tune.empty() &&
      failed(tune(options, network->getModule(), *backend)))
    return failure();
  Compilation compilation(options, network->getModule(), *backend);
  if (options.printPipeline)
    compilation.printPipeline();
  if (options.report && failed(compilation.checkOps()))
    return failure();
  std::optional<RemarkLog> log;
  if (options.remarks) {
    // What is found in the cache goes through no pass.
    options.compile.noCache = true;
    auto started = RemarkLog::start(*network->getModule().getContext(),
                                    options.remarkPattern);
    if (failed(started))
      return failure();
    log = std::move(*started);
  }
  LogicalResult result =
      options.output.empty()
          ? options.report ? compilation.reportOnly() : success()
          : compilation.run();
  if (log)
    log->print(llvm::errs());
  return result;
}

} // namespace

int compileTool(int argc, char **argv) {
  // A file size limit shall be an error message, not a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  return finishTool(compile(argc, argv));
}

} // namespace ms
