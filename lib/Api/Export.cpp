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

/// "folder/lenet" or "folder/lenet.mindir".
static std::string withEnding(const std::string &name,
                              const std::string &ending) {
  bool has =
      name.size() >= ending.size() &&
      name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
  std::string path = has ? name : name + ending;
  if (path.size() == ending.size() || msrt::fileNameOf(path) == ending)
    failUse("exportModel: found the file name '" + name +
            "', expected one that is not empty");
  return path;
}

void exportModel(Cell &net, const std::vector<Array> &inputs,
                 const std::string &fileName, FileFormat format) {
  if (format != FileFormat::MINDIR)
    failUse("exportModel: this format is not known");
  const std::string ending = ".mindir";
  std::string path = withEnding(fileName, ending);
  std::string name = msrt::fileNameOf(path);
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
  std::string bytes = check(state->engine->toMindIR(outputs, contents));
  auto file = check(msrt::AtomicFile::create(path, msrt::Code::DataWrite));
  check(file.write(bytes.data(), bytes.size()));
  check(file.commit());
}

} // namespace ms
