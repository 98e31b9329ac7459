//===- Export.cpp - Networks for other tools ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/Export.h"

#include "lib/Api/ApiImpl.h"

#include "msrt/File.h"

namespace ms {

using namespace detail;

static std::string endingOf(FileFormat format) {
  switch (format) {
  case FileFormat::MINDIR:
    return ".mindir";
  case FileFormat::AIR:
    return ".air";
  case FileFormat::ONNX:
    return ".onnx";
  }
  failUse("exportModel: this format is not known");
}

static bool endsWith(const std::string &text, const std::string &ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

/// "folder/lenet" or "folder/lenet.mindir".
static std::string withEnding(const std::string &name,
                              const std::string &ending) {
  for (const std::string &other : api::exportSuffixes())
    if (other != ending && endsWith(name, other))
      failUse("exportModel: found the file name '" + name +
              "', expected one that ends in " + ending);
  std::string path = endsWith(name, ending) ? name : name + ending;
  if (msrt::fileNameOf(path) == ending)
    failUse("exportModel: found the file name '" + name +
            "', expected one that is not empty");
  return path;
}

void exportModel(Cell &net, const std::vector<Array> &inputs,
                 const std::string &fileName, FileFormat format,
                 const ExportOptions &options) {
  const std::string ending = endingOf(format);
  std::string path = withEnding(fileName, ending);
  std::string name = msrt::fileNameOf(path);
  if (options.version < 11 || options.version > 17)
    failUse("exportModel: found opset " + std::to_string(options.version) +
            ", expected a number from 11 to 17");
  std::vector<Parameter> parameters = net.parameters();
  materialize(parameters);
  auto state = std::make_shared<TraceState>();
  state->engine =
      api::Trace::create(name.substr(0, name.size() - ending.size()));
  std::vector<int> outputs;
  {
    TraceScope scope(state);
    for (const Parameter &parameter : parameters)
      check(state->engine->declareParameter(
          ParameterImpl::get(parameter)->spec()));
    std::vector<Tensor> values;
    for (const Array &input : inputs)
      values.push_back(TensorImpl::wrap(
          state->engine->addInput({toRuntime(input.dtype()), input.shape()})));
    for (const Tensor &output : net(values))
      outputs.push_back(TensorImpl::get(output));
    if (outputs.empty())
      failUse("the network has no output");
  }
  std::vector<api::ParameterContent> contents;
  for (const Parameter &parameter : parameters)
    contents.push_back(
        {parameter.name(), ParameterImpl::get(parameter)->current().ref()});
  api::ExportSpec spec;
  spec.verify = options.verified;
  spec.opset = options.version;
  spec.externalDataAbove = options.dataAbove;
  check(state->engine->exportTo(path, outputs, contents, spec));
}

} // namespace ms
