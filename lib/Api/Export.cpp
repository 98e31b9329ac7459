//===- Export.cpp - Networks for other tools ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/Export.h"

#include "lib/Api/InstanceImpl.h"
#include "lib/Support/LossSpec.h"

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

struct detail::ExportImpl {
  const std::string ending, path;
  api::ExportSpec spec;

  ExportImpl(const std::string &fileName, FileFormat format,
             const ExportOptions &options)
      : ending(endingOf(format)), path(withEnding(fileName, ending)) {
    if (options.version < 11 || options.version > 17)
      failUse("exportModel: found opset " + std::to_string(options.version) +
              ", expected a number from 11 to 17");
    spec.verify = options.verified;
    spec.opset = options.version;
    spec.externalDataAbove = options.dataAbove;
  }

  /// The file's name without its ending.
  std::string network() const {
    std::string name = msrt::fileNameOf(path);
    return name.substr(0, name.size() - ending.size());
  }

  static std::vector<api::TensorType>
  typesOf(const std::vector<Array> &inputs) {
    std::vector<api::TensorType> types;
    for (const Array &input : inputs)
      types.push_back({toRuntime(input.dtype()), input.shape()});
    return types;
  }

  /// With the values that these parameters have.
  void write(const TracedNetwork &traced,
             const std::vector<Parameter> &parameters) const {
    materialize(parameters);
    std::vector<api::ParameterContent> contents;
    for (const Parameter &parameter : parameters)
      contents.push_back(
          {parameter.name(), ParameterImpl::get(parameter)->current().ref()});
    check(traced.engine->exportTo(path, traced.outputs, contents, spec));
  }
};

void exportModel(Cell &net, const std::vector<Array> &inputs,
                 const std::string &fileName, FileFormat format,
                 const ExportOptions &options) {
  ExportImpl file(fileName, format, options);
  TracedNetwork traced =
      traceNetwork(net, file.network(), nullptr, nullptr, {},
                   {api::Purpose::Infer, ExportImpl::typesOf(inputs), 0});
  file.write(traced, net.parameters());
}

void exportModel(Model &model, const std::vector<Array> &inputs,
                 const std::string &fileName, FileFormat format,
                 const ExportOptions &options) {
  ModelImpl &impl = ModelImpl::get(model);
  ExportImpl file(fileName, format, options);
  if (!impl.optimizer || !impl.loss)
    failUse("exportModel: the model has no optimizer to train with: give the "
            "network itself");
  LossSpec loss;
  if (std::string why = parseLoss(impl.loss->name(), loss); !why.empty())
    failUse("loss '" + impl.loss->name() + "' " + why);
  std::vector<api::TensorType> types = ExportImpl::typesOf(inputs);
  auto labels = static_cast<size_t>(loss.columns());
  if (types.size() <= labels)
    failUse("exportModel: found " + std::to_string(types.size()) +
            " arrays, expected the inputs of the network and then " +
            std::to_string(labels) + " for the loss");
  TraceRequest request{api::Purpose::Train, types, 0};
  request.inputs.resize(types.size() - labels);
  TracedNetwork traced = traceNetwork(impl.network, file.network(), &*impl.loss,
                                      impl.optimizer, impl.options, request);
  file.spec.step = traced.spec;
  file.spec.inputs = types;
  file.write(traced, model.trainNetwork());
}

} // namespace ms
