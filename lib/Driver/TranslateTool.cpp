//===- TranslateTool.cpp - What ms-translate does -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reads a network in any form that the tools know and writes it as the ending
// of the output's name says.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/TranslateTool.h"

#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/ExportNetwork.h"
#include "lib/Driver/LoadNetwork.h"
#include "lib/Driver/OpenCheckpoint.h"
#include "lib/Driver/Options.h"
#include "lib/Driver/OutputFormats.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>

using namespace mlir;

namespace ms {

static std::string usage() {
  std::string text =
      "usage: ms-translate NET [-o OUT] [options]\n"
      "\n"
      "NET: a .mlir, .mindir, .air, .onnx or -graph.meta file, MLIR bytecode "
      "or\n"
      "zoo:NAME. OUT: a file; the ending of its name says what it becomes. "
      "'-', the\n"
      "default, is text on standard output.\n"
      "\n";
  for (const OutputFormat &format : getOutputFormats())
    text += llvm::formatv("  {0,-8} {1}\n", format.suffix, format.meaning);
  return text + "\n";
}

static LogicalResult translate(int argc, char **argv) {
  std::string output = "-", input;
  bool help = false, version = false, train = false;
  WriteOptions options;
  OptionTable table, trainingTable;
  CompileOptions training;
  training.addTrainingOptions(trainingTable);
  std::string checkpoint;
  DecryptionOptions decryption;
  std::vector<std::string> shapes;
  table.text("-o", "OUT", "file to write", output);
  table.text("--ckpt", "FILE", "checkpoint with the values of all parameters",
             checkpoint);
  decryption.add(table);
  table.repeated("--input-shape", "NAME=D,D,...", kInputShapeHelp, shapes);
  table.flag("--verify",
             "of an export: read it again and compute it before it is written",
             options.verify);
  table.flag("--train", "write a step of training: loss, gradients and updates",
             train);
  table.number("--opset", "version of ONNX's operators, 11 to 17 (17)",
               OnnxOptions::kFirstOpset, options.opset);
  int64_t dataAbove = 0;
  table.bytes(
      "--external-data-above",
      "of .onnx and .mindir: parameters of more bytes go to files beside "
      "OUT (about 2 GB, 1 GiB)",
      dataAbove);
  table.flag("--help", "print this", help);
  table.flag("--version", "print the version", version);
  std::vector<std::string> words, rest;
  if (failed(table.parse(std::vector<std::string>(argv + 1, argv + argc),
                         words)) ||
      failed(trainingTable.parse(words, rest)))
    return failure();
  std::vector<std::string> names = table.getNames();
  llvm::append_range(names, trainingTable.getNames());
  for (const std::string &word : rest) {
    if (word.empty() || word[0] == '-' || !input.empty())
      return reportUnknownOption(word, names);
    input = word;
  }
  if (help) {
    llvm::outs() << usage() << table.help() << "\nof --train:\n"
                 << trainingTable.help();
    return success();
  }
  if (version) {
    llvm::outs() << "mindirc " MS_VERSION "\n";
    return success();
  }
  if (input.empty())
    return reportError(Code::CommandLine, "no network is given (see --help)");
  const OutputFormat *format =
      findOutputFormat(output == "-" ? ".mlir" : StringRef(output));
  if (!format)
    return reportError(
        Code::CommandLine,
        "option -o: found '" + output + "', expected a name that ends in " +
            suffixesText([](const OutputFormat &) { return true; }));
  auto isVerified = [](const OutputFormat &it) { return it.decode != nullptr; };
  if (options.verify && !isVerified(*format))
    return reportError(Code::CommandLine,
                       "option --verify is for an output that ends in " +
                           suffixesText(isVerified));
  auto hasSteps = [](const OutputFormat &it) { return it.hasSteps; };
  if (train && !hasSteps(*format))
    return reportError(Code::CommandLine,
                       "option --train is for an output that ends in " +
                           suffixesText(hasSteps));
  if (!train && !trainingTable.getGiven().empty())
    return reportError(Code::CommandLine, "option " +
                                              trainingTable.getGiven().front() +
                                              " needs --train");
  auto hasOpset = [](const OutputFormat &it) { return it.hasOpset; };
  if (table.isGiven("--opset") && !hasOpset(*format))
    return reportError(Code::CommandLine,
                       "option --opset is for an output that ends in " +
                           suffixesText(hasOpset));
  auto hasSides = [](const OutputFormat &it) { return it.hasSides; };
  if (table.isGiven("--external-data-above") && !hasSides(*format))
    return reportError(
        Code::CommandLine,
        "option --external-data-above is for an output that ends in " +
            suffixesText(hasSides));
  if (options.opset > OnnxOptions::kLastOpset)
    return reportError(Code::CommandLine,
                       "option --opset: found " + Twine(options.opset) +
                           ", expected a number from " +
                           Twine(OnnxOptions::kFirstOpset) + " to " +
                           Twine(OnnxOptions::kLastOpset));
  for (StringRef name : {"--dec-key-file", "--dec-mode"})
    if (checkpoint.empty() && table.isGiven(name))
      return reportError(Code::CommandLine, "option " + name + " needs --ckpt");
  if (failed(decryption.readKey()))
    return failure();
  if (table.isGiven("--external-data-above"))
    options.externalDataAbove = static_cast<uint64_t>(dataAbove);
  std::unique_ptr<Network> network =
      Network::load(input, /*threads=*/1, shapes);
  if (!network)
    return failure();
  ModuleOp module = network->getModule();
  OutputFile file;
  if ((train && failed(checkCompileOptions(training, trainingTable,
                                           Purpose::Train, module))) ||
      failed(file.open(output)) ||
      (!checkpoint.empty() &&
       failed(setValues(module, checkpoint, decryption))) ||
      (train && !isWholeStep(module) && !makeTrainingStep(module, training)) ||
      (!checkpoint.empty() && isWholeStep(module) &&
       failed(setOptimizerState(module, checkpoint, decryption))))
    return failure();
  return writeNetwork(module, output, file, *format, options);
}

int translateTool(int argc, char **argv) {
  // A file size limit shall be an error message, not a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  return finishTool(translate(argc, argv));
}

} // namespace ms
