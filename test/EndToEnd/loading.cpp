//===- loading.cpp - Our side of scripts with MindSpore -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// For mindspore_loading.py and mindspore_breakpoints.py. Reads requests from
// standard input, one a line: a word and fields NAME=VALUE behind tabs. Answers
// each with a line of JSON: what the C++ API has returned, or {"error":
// message}. Elements are given as hexadecimal bytes.
//
//===----------------------------------------------------------------------===//

#include "ms/MindIRC.h"

#include <cstdio>
#include <iostream>
#include <sstream>

using Names = std::vector<std::string>;

namespace {
/// One line of the input.
struct Request {
  std::string word;
  std::vector<std::pair<std::string, std::string>> fields;

  std::string get(const std::string &name) const {
    for (const auto &[key, value] : fields)
      if (key == name)
        return value;
    return "";
  }
  bool has(const std::string &name) const {
    for (const auto &field : fields)
      if (field.first == name)
        return true;
    return false;
  }
  Names list(const std::string &name) const { return split(get(name), ','); }

  static Names split(const std::string &text, char separator) {
    Names parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
      parts.push_back(part);
    return parts;
  }
};
} // namespace

static Request parse(const std::string &line) {
  Request request;
  for (const std::string &part : Request::split(line, '\t')) {
    size_t equal = part.find('=');
    if (request.word.empty())
      request.word = part;
    else if (equal == std::string::npos)
      throw std::invalid_argument("no field: " + part);
    else
      request.fields.push_back({part.substr(0, equal), part.substr(equal + 1)});
  }
  return request;
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static std::string quote(const std::string &text) {
  std::string result = "\"";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      result += '\\';
    if (byte >= 0x20) {
      result += c;
      continue;
    }
    char code[8];
    std::snprintf(code, sizeof(code), "\\u%04x", byte);
    result += code;
  }
  return result + "\"";
}

template <typename T, typename F>
static std::string toList(const std::vector<T> &values, F toText) {
  std::string result = "[";
  for (const T &value : values)
    result += (result.size() > 1 ? "," : "") + toText(value);
  return result + "]";
}

static std::string toJson(const std::string &name, const ms::Array &array) {
  std::string hex;
  auto *bytes = static_cast<const unsigned char *>(array.raw());
  size_t count =
      static_cast<size_t>(array.size()) * ms::dtypeBytes(array.dtype());
  for (size_t k = 0; k < count; ++k) {
    char two[3];
    std::snprintf(two, sizeof(two), "%02x", bytes[k]);
    hex += two;
  }
  return "[" + quote(name) + "," + quote(ms::dtypeName(array.dtype())) + "," +
         toList(array.shape(), [](int64_t n) { return std::to_string(n); }) +
         "," + quote(hex) + "]";
}

static std::string toJson(const std::vector<ms::Parameter> &parameters) {
  return toList(parameters, [](const ms::Parameter &parameter) {
    return toJson(parameter.name(), parameter.data());
  });
}

static std::string toJson(const ms::ParameterDict &dict) {
  return toList(dict.names(), [&](const std::string &name) {
    try {
      return toJson(name, dict.at(name));
    } catch (const ms::Error &) {
      return "[" + quote(name) + ",\"str\",null," + quote(dict.text(name)) +
             "]";
    }
  });
}

//===----------------------------------------------------------------------===//
// Files and networks
//===----------------------------------------------------------------------===//

static std::string fromHex(const std::string &hex) {
  std::string bytes;
  for (size_t k = 0; k + 1 < hex.size(); k += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(k, 2), nullptr, 16));
  return bytes;
}

static ms::ParameterDict loadFile(const Request &request, Names &asked) {
  ms::LoadOptions options;
  if (request.has("specify"))
    options.specifyPrefix(request.list("specify"));
  if (request.has("filter"))
    options.filterPrefix(request.list("filter"));
  if (request.has("choice"))
    options.choiceFunc(
        [&, chosen = request.list("choice")](const std::string &name) {
          asked.push_back(name);
          return std::find(chosen.begin(), chosen.end(), name) != chosen.end();
        });
  if (request.has("key"))
    options.decKey(fromHex(request.get("key")));
  if (request.has("mode"))
    options.decMode(request.get("mode"));
  return ms::loadCheckpoint(request.get("file"), options);
}

namespace {
/// A network whose parameters are the entries of a file.
struct FileNet : ms::Cell {
  explicit FileNet(const std::string &path) {
    ms::ParameterDict dict = ms::loadCheckpoint(path);
    for (const std::string &name : dict.names()) {
      Names path = Request::split(name, '.');
      ms::Cell *cell = this;
      std::string above;
      for (size_t k = 0; k + 1 < path.size(); ++k) {
        above += path[k] + ".";
        ms::Cell *&child = cells[above];
        if (!child)
          child = &cell->add<ms::Cell>(path[k]);
        cell = child;
      }
      ms::Array value = dict.at(name);
      cell->addParameter(path.back(), value.shape(), value, true,
                         value.dtype());
    }
    Names names;
    for (const ms::Parameter &parameter : parameters())
      names.push_back(parameter.name());
    if (names != dict.names())
      throw std::invalid_argument(path + ": no order of a network");
  }

  std::map<std::string, ms::Cell *> cells;
};

/// A network that is trained.
struct Line : ms::Cell {
  ms::nn::Dense &fc = add<ms::nn::Dense>("fc", 3, 2);
  ms::Tensor construct(const ms::Tensor &x) override { return fc(x); }
};
} // namespace

static std::unique_ptr<ms::Optimizer>
makeOptimizer(const Request &request, std::vector<ms::Parameter> parameters) {
  ms::LearningRate rate(0.125);
  if (request.has("rates"))
    rate = ms::LearningRate(std::vector<double>{0.5, 0.25, 0.125});
  std::string kind = request.get("kind");
  if (kind == "adam")
    return std::make_unique<ms::nn::Adam>(parameters, rate);
  if (kind == "sgd")
    return std::make_unique<ms::nn::SGD>(parameters, rate, 0.5);
  return std::make_unique<ms::nn::Momentum>(parameters, rate, 0.5);
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

static std::string load(const Request &request) {
  Names asked;
  ms::ParameterDict dict = loadFile(request, asked);
  return "{\"entries\":" + toJson(dict) + ",\"asked\":" + toList(asked, quote) +
         "}";
}

// Loads, and says what the parameters are then, after an error too.
template <typename F>
static std::string loadInto(F load,
                            const std::vector<ms::Parameter> &parameters) {
  std::string lists;
  try {
    ms::LoadResult result = load();
    lists = "\"missing\":" + toList(result.paramNotLoad, quote) +
            ",\"unused\":" + toList(result.ckptNotLoad, quote);
  } catch (const ms::Error &error) {
    lists = "\"error\":" + quote(error.what());
  }
  return "{" + lists + ",\"parameters\":" + toJson(parameters) + "}";
}

static std::string into(const Request &request) {
  FileNet net(request.get("net"));
  Names asked;
  ms::ParameterDict dict = loadFile(request, asked);
  bool strict = request.has("strict");
  if (!request.has("kind"))
    return loadInto([&] { return ms::loadParamIntoNet(net, dict, strict); },
                    net.parameters());
  std::unique_ptr<ms::Optimizer> optimizer =
      makeOptimizer(request, net.trainableParams());
  std::vector<ms::Parameter> all = optimizer->parameters();
  for (const ms::Parameter &parameter : optimizer->state())
    all.push_back(parameter);
  return loadInto(
      [&] { return ms::loadParamIntoNet(*optimizer, dict, strict); }, all);
}

// Fields "int:NAME", "float:NAME", "bool:NAME", "text:NAME" and "array:NAME",
// whose value is a file with one entry, are appended.
static std::string save(const Request &request) {
  ms::SaveOptions options;
  for (const auto &[key, value] : request.fields) {
    size_t colon = key.find(':');
    std::string type = key.substr(0, colon);
    if (colon == std::string::npos)
      continue;
    std::string name = key.substr(colon + 1);
    if (type == "int")
      options.append(name, static_cast<int64_t>(std::stoll(value)));
    else if (type == "float")
      options.append(name, std::stod(value));
    else if (type == "bool")
      options.append(name, value == "true");
    else if (type == "text")
      options.append(name, value);
    else
      options.append(name, ms::loadCheckpoint(value).at(name));
  }
  if (request.has("key"))
    options.encKey(fromHex(request.get("key")));
  if (request.has("mode"))
    options.encMode(request.get("mode"));
  options.crcCheck(request.has("crc"));
  FileNet net(request.get("net"));
  ms::saveCheckpoint(net, request.get("file"), options);
  return "{}";
}

// "e%e_s%s_g%g": epoch, step in it, and in all.
static std::string expand(const std::string &pattern,
                          const ms::RunContext &context) {
  std::string result;
  for (size_t k = 0; k < pattern.size(); ++k)
    if (pattern[k] != '%')
      result += pattern[k];
    else
      result += std::to_string(pattern[++k] == 'e' ? context.epoch
                               : pattern[k] == 's' ? context.step
                                                   : context.globalStep);
  return result;
}

static ms::CheckpointName nameOf(const std::string &text) {
  if (text.find('%') == std::string::npos)
    return text;
  return
      [text](const ms::RunContext &context) { return expand(text, context); };
}

namespace {
/// Throws at an event, by its name and the number of the step.
struct Thrower : ms::Callback {
  Thrower(std::string event, int64_t step)
      : event(std::move(event)), step(step) {}
  void at(const char *name, const ms::RunContext &context) const {
    if (event == name && context.globalStep == step)
      throw std::out_of_range("thrown by the script");
  }
  void onTrainBegin(ms::RunContext &c) override { at("begin", c); }
  void onTrainEpochBegin(ms::RunContext &c) override { at("epoch_begin", c); }
  void onTrainStepBegin(ms::RunContext &c) override { at("step_begin", c); }
  void onTrainStepEnd(ms::RunContext &c) override { at("step_end", c); }
  void onTrainEpochEnd(ms::RunContext &c) override { at("epoch_end", c); }
  void onTrainEnd(ms::RunContext &c) override { at("end", c); }

  std::string event;
  int64_t step;
};
} // namespace

// "info" holds entries, "NAME" or "TYPE:NAME=VALUE", in their order.
static void appendInfo(const Request &request, ms::CheckpointConfig &config) {
  for (const std::string &word : request.list("info")) {
    size_t colon = word.find(':'), equal = word.find('=');
    if (colon == std::string::npos) {
      config.appendInfo(word);
      continue;
    }
    std::string name = word.substr(colon + 1, equal - colon - 1);
    std::string type = word.substr(0, colon), value = word.substr(equal + 1);
    if (type == "int")
      config.appendInfo(name, std::stoi(value));
    else if (type == "float")
      config.appendInfo(name, std::stod(value));
    else if (type == "bool")
      config.appendInfo(name, value == "true");
    else
      config.appendInfo(name, value);
  }
}

// A run of two epochs with six steps each.
static std::string train(const Request &request) {
  Line net;
  ms::loadParamIntoNet(net, ms::loadCheckpoint(request.get("start")));
  ms::nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  ms::nn::Momentum optimizer(net.trainableParams(), 0.125, 0.5);
  ms::Model model(net, loss, optimizer);
  std::map<std::string, ms::Array> data =
      ms::Array::fromNpz(request.get("data"));
  ms::Dataset rows =
      ms::NumpySlicesDataset({data.at("in0"), data.at("in1")}).batch(4);
  ms::CheckpointConfig config;
  if (request.has("steps"))
    config.saveCheckpointSteps(std::stoi(request.get("steps")));
  if (request.has("keep"))
    config.keepCheckpointMax(std::stoi(request.get("keep")));
  config.exceptionSave(request.has("exception_save"));
  if (request.has("format"))
    config.format(request.get("format"));
  appendInfo(request, config);
  ms::ModelCheckpoint saver(nameOf(request.get("prefix")),
                            nameOf(request.get("directory")), config);
  Names thrown = Request::split(request.get("throw"), ':');
  Thrower thrower(thrown.empty() ? "" : thrown[0],
                  thrown.empty() ? 0 : std::stoi(thrown[1]));
  std::string error;
  try {
    model.train(2, rows, {&saver, &thrower});
  } catch (const std::exception &exception) {
    error = exception.what();
  }
  return "{\"thrown\":" + quote(error) +
         ",\"latest\":" + quote(saver.latestCkptFileName()) +
         ",\"prefix\":" + quote(saver.prefix()) +
         ",\"parameters\":" + toJson(model.trainNetwork()) + "}";
}

static std::string answer(const std::string &line) {
  try {
    Request request = parse(line);
    if (request.word == "load")
      return load(request);
    if (request.word == "into")
      return into(request);
    if (request.word == "save")
      return save(request);
    if (request.word == "train")
      return train(request);
    return "{\"unknown\":" + quote(request.word) + "}";
  } catch (const ms::Error &error) {
    return "{\"error\":" + quote(error.what()) + "}";
  }
}

int main() {
  ms::setNumThreads(1);
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(line) << std::endl;
  return 0;
}
