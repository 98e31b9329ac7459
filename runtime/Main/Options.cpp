//===- Options.cpp - Reading the command line -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One table says which option belongs to which command, where its value goes
// and how --help explains it.
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace msrt {

namespace {
constexpr unsigned train = static_cast<unsigned>(Command::Train);
constexpr unsigned eval = static_cast<unsigned>(Command::Eval);
constexpr unsigned infer = static_cast<unsigned>(Command::Infer);

/// An option; exactly one of the places is set.
struct Option {
  const char *name;
  unsigned commands;
  const char *value; ///< its name in the help, null for a switch
  const char *help;
  std::string TrainOptions::*text = nullptr;
  int64_t TrainOptions::*number = nullptr;
  int64_t least = 0;
  bool TrainOptions::*flag = nullptr;
  bool flagValue = true;
};
} // namespace

static Option textOption(const char *name, unsigned commands, const char *value,
                         const char *help, std::string TrainOptions::*place) {
  Option option{name, commands, value, help};
  option.text = place;
  return option;
}

static Option numberOption(const char *name, unsigned commands,
                           const char *help, int64_t least,
                           int64_t TrainOptions::*place) {
  Option option{name, commands, "N", help};
  option.number = place;
  option.least = least;
  return option;
}

static Option flagOption(const char *name, unsigned commands, const char *help,
                         bool TrainOptions::*place, bool value) {
  Option option{name, commands, nullptr, help};
  option.flag = place;
  option.flagValue = value;
  return option;
}

static const std::vector<Option> &optionTable() {
  using T = TrainOptions;
  static const std::vector<Option> table = {
      textOption("--data", train | eval, "DIR|FILE.npz",
                 "MNIST folder, or arrays in0, in1, ...", &T::data),
      textOption("--ckpt", train | eval | infer, "FILE",
                 "weights to start from", &T::checkpoint),
      flagOption("--transfer", train,
                 "take what fits from --ckpt, list the rest, and start the "
                 "optimizer anew",
                 &T::transfer, true),
      textOption("--resume", train, "DIR|FILE",
                 "go on from the newest good checkpoint of a killed run",
                 &T::resume),
      numberOption("--epochs", train, "passes over the data (1)", 1,
                   &T::epochs),
      numberOption("--batch", train | eval, "rows of a batch", 1, &T::batch),
      flagOption("--no-shuffle", train, "keep the order of the data",
                 &T::shuffle, false),
      Option{"--seed", train, "N", "seed of the order of the data (1)"},
      textOption("--save", train, "FILE", "write the weights after training",
                 &T::save),
      textOption("--losses", train, "FILE.csv", "write the loss of every step",
                 &T::losses),
      textOption("--ckpt-dir", train, "DIR", "save checkpoints while training",
                 &T::checkpointDir),
      textOption("--prefix", train, "NAME",
                 "first part of their names (the network's name)", &T::prefix),
      numberOption("--save-steps", train, "save every N steps (each epoch)", 1,
                   &T::saveSteps),
      numberOption("--save-seconds", train, "instead: save every N seconds", 1,
                   &T::saveSeconds),
      numberOption("--keep-max", train, "keep at most N of them (5)", 1,
                   &T::keepMax),
      numberOption("--keep-minutes", train,
                   "instead: of each N minutes keep the first", 1,
                   &T::keepMinutes),
      flagOption("--async-save", train, "write while training goes on",
                 &T::asyncSave, true),
      flagOption("--exception-save", train,
                 "save when training fails, as *_breakpoint.ckpt",
                 &T::exceptionSave, true),
      flagOption("--crc-check", train, "write MindSpore's checksum as well",
                 &T::crcCheck, true),
      Option{"--append-info", train, "LIST",
             "more entries: epoch_num, step_num, NAME=VALUE; by comma"},
      Option{"--metrics", eval, "LIST",
             "accuracy, loss, mae, mse, top_K_accuracy; by comma"},
      textOption("--inputs", infer, "FILE.npz",
                 "arrays in0, in1, ... or named as the inputs", &T::inputs),
      textOption("--outputs", infer, "FILE.npz", "gets out0, out1, ...",
                 &T::outputs),
      numberOption("--threads", train | eval | infer,
                   "threads of kernels (one per processor)", 1, &T::threads),
      flagOption("--quiet", train, "no progress", &T::quiet, true),
  };
  return table;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static Status badValue(const Option &option, const std::string &value,
                       const std::string &expected) {
  return Status::error(Code::CommandLine, "option %s: found %s, expected %s",
                       option.name, quoteName(value).c_str(), expected.c_str());
}

static bool parseNumber(const std::string &text, int64_t &value) {
  char *end = nullptr;
  errno = 0;
  value = std::strtoll(text.c_str(), &end, 10);
  return !text.empty() && *end == '\0' && errno == 0 &&
         (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

static std::vector<std::string> splitList(const std::string &text) {
  std::vector<std::string> words;
  for (size_t at = 0; at <= text.size();) {
    size_t comma = std::min(text.find(',', at), text.size());
    words.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return words;
}

static Status setValue(const Option &option, const std::string &value,
                       TrainOptions &options) {
  if (value.empty())
    return badValue(option, value, "a value");
  if (option.text) {
    options.*option.text = value;
    return {};
  }
  if (std::string("--metrics") == option.name) {
    options.metrics = splitList(value);
    return {};
  }
  if (std::string("--append-info") == option.name) {
    options.appendInfo.clear();
    for (const std::string &word : splitList(value)) {
      size_t equal = std::min(word.find('='), word.size());
      std::string name = word.substr(0, equal);
      bool counter = name == "epoch_num" || name == "step_num";
      if (name.empty() || (equal == word.size() && !counter))
        return badValue(option, word, "epoch_num, step_num or NAME=VALUE");
      std::string text = equal < word.size() ? word.substr(equal + 1) : "";
      int64_t start;
      if (counter && !text.empty() && !parseNumber(text, start))
        return badValue(option, word, "a number to count from");
      options.appendInfo.push_back({name, text});
    }
    return {};
  }
  int64_t number;
  if (!parseNumber(value, number) || number < option.least)
    return badValue(option, value,
                    "a number of at least " + std::to_string(option.least));
  if (option.number)
    options.*option.number = number;
  else
    options.seed = static_cast<uint64_t>(number);
  return {};
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

static const char *commandName(Command command) {
  return command == Command::Eval    ? "eval"
         : command == Command::Infer ? "infer"
                                     : "train";
}

static Status unknownOption(const std::string &name,
                            const std::vector<std::string> &others) {
  std::vector<std::string_view> names = {"--help", "--version", "--info"};
  names.insert(names.end(), others.begin(), others.end());
  for (const Option &option : optionTable())
    names.push_back(option.name);
  return Status::error(Code::CommandLine, "unknown option %s%s",
                       quoteName(name).c_str(),
                       suggestion(name, names).c_str());
}

static Status checkSaving(const TrainOptions &options) {
  const struct {
    bool given;
    const char *name;
  } parts[] = {{!options.prefix.empty() && options.resume.empty(), "--prefix"},
               {options.saveSteps > 0, "--save-steps"},
               {options.saveSeconds > 0, "--save-seconds"},
               {options.keepMax > 0, "--keep-max"},
               {options.keepMinutes > 0, "--keep-minutes"},
               {options.asyncSave, "--async-save"},
               {options.exceptionSave, "--exception-save"},
               {options.crcCheck, "--crc-check"},
               {!options.appendInfo.empty(), "--append-info"}};
  for (const auto &part : parts)
    if (part.given && options.checkpointDir.empty())
      return Status::error(Code::CommandLine, "option %s needs --ckpt-dir",
                           part.name);
  if (options.saveSteps > 0 && options.saveSeconds > 0)
    return Status::error(Code::CommandLine,
                         "options --save-steps and --save-seconds exclude "
                         "each other");
  if (options.keepMax > 0 && options.keepMinutes > 0)
    return Status::error(Code::CommandLine,
                         "options --keep-max and --keep-minutes exclude each "
                         "other");
  return {};
}

static Status checkComplete(const TrainOptions &options) {
  bool isInfer = options.command == Command::Infer;
  const struct {
    bool needed;
    const char *name;
    const std::string &value;
  } needs[] = {{!isInfer, "--data", options.data},
               {isInfer, "--inputs", options.inputs},
               {isInfer, "--outputs", options.outputs}};
  for (const auto &need : needs)
    if (need.needed && need.value.empty())
      return Status::error(Code::CommandLine,
                           "%s needs the option %s (see --help)",
                           commandName(options.command), need.name);
  if (options.transfer && options.checkpoint.empty())
    return Status::error(Code::CommandLine, "option --transfer needs --ckpt");
  if (!options.resume.empty() && !options.checkpoint.empty())
    return Status::error(Code::CommandLine,
                         "options --resume and --ckpt exclude each other");
  return checkSaving(options);
}

Result<TrainOptions> parseTrainOptions(int argc, const char *const *argv,
                                       const std::vector<std::string> &others) {
  TrainOptions options;
  int i = 0;
  if (argc > 0 && argv[0][0] != '-') {
    std::string word = argv[0];
    if (word == "eval")
      options.command = Command::Eval;
    else if (word == "infer")
      options.command = Command::Infer;
    else if (word != "train")
      return Status::error(
          Code::CommandLine, "unknown command %s%s", quoteName(word).c_str(),
          suggestion(word, {"train", "eval", "infer"}).c_str());
    ++i;
  }
  for (; i < argc; ++i) {
    std::string name = argv[i], value;
    if (name == "--help" || name == "-h" || name == "--version" ||
        name == "--info") {
      options.command = name == "--version" ? Command::Version
                        : name == "--info"  ? Command::Info
                                            : Command::Help;
      return options;
    }
    size_t equal = name.find('=');
    bool attached = equal != std::string::npos;
    if (attached) {
      value = name.substr(equal + 1);
      name.resize(equal);
    }
    const Option *found = nullptr;
    for (const Option &option : optionTable())
      if (name == option.name)
        found = &option;
    if (!found)
      return name[0] == '-'
                 ? unknownOption(name, others)
                 : Status::error(Code::CommandLine,
                                 "unexpected argument %s (see --help)",
                                 quoteName(name).c_str());
    if (!(found->commands & static_cast<unsigned>(options.command)))
      return Status::error(Code::CommandLine, "option %s is not for %s",
                           found->name, commandName(options.command));
    if (found->flag) {
      if (attached)
        return badValue(*found, value, "no value");
      options.*found->flag = found->flagValue;
      continue;
    }
    if (!attached) {
      if (i + 1 >= argc)
        return Status::error(Code::CommandLine, "option %s needs a value",
                             found->name);
      value = argv[++i];
    }
    MSRT_TRY(setValue(*found, value, options));
  }
  MSRT_TRY(checkComplete(options));
  return options;
}

std::string helpText(const std::string &program) {
  std::string text =
      "usage: " + program + " [train] --data DIR|FILE.npz [options]\n       " +
      program + " eval --data DIR|FILE.npz [options]\n       " + program +
      " infer --inputs FILE.npz --outputs FILE.npz [options]\n"
      "       " +
      program + " --help | --version | --info\n";
  return text + helpOptions();
}

std::string helpOptions() {
  std::string text;
  static const struct {
    unsigned command;
    const char *title;
  } parts[] = {{train, "train"}, {eval, "eval"}, {infer, "infer"}};
  for (const auto &part : parts) {
    text += std::string("\n") + part.title + ":\n";
    for (const Option &option : optionTable()) {
      if (!(option.commands & part.command))
        continue;
      std::string left = std::string(option.name) +
                         (option.value ? std::string(" ") + option.value : "");
      text += format("  %-22s %s\n", left.c_str(), option.help);
    }
  }
  return text;
}

} // namespace msrt
