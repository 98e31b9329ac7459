//===- Export.h - Networks for other tools ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.export.
//
//===----------------------------------------------------------------------===//

#ifndef MS_EXPORT_H
#define MS_EXPORT_H

#include "ms/Model.h"

namespace ms {

namespace detail {
struct ExportImpl;
} // namespace detail

enum class FileFormat {
  MINDIR, ///< for mindspore.load and nn.GraphCell, MindSpore 2.10
  AIR,    ///< for Ascend's graph engine: atc and the like
  ONNX,   ///< for ONNX Runtime and others, with the operators of an opset
};

class ExportOptions {
public:
  /// Read what is to be written, and compute it in f64, before it is written:
  /// seconds for LeNet-5, minutes for a ResNet. Throws where it differs.
  ExportOptions &verify(bool value) {
    verified = value;
    return *this;
  }
  /// Of ONNX: the version of the operators, from 11 to 17.
  ExportOptions &opset(int64_t value) {
    version = value;
    return *this;
  }
  /// Of ONNX: where the parameters have more bytes, they go to a file beside
  /// the model, FILE.onnx.data. Without it, where one file could not hold them
  /// (2 GB).
  ExportOptions &externalDataAbove(int64_t bytes) {
    dataAbove = bytes;
    return *this;
  }

private:
  friend struct detail::ExportImpl;
  bool verified = false;
  int64_t version = 17, dataAbove = -1;
};

/// Writes a network as it infers, with the values that its parameters have now:
/// without dropout, batch norms with their moving statistics. `inputs` say
/// types and shapes, the batch included; what they hold does not count. A name
/// without the format's ending gets it; that of another format is an error.
/// Throws where the format has no word for an op, with all such ops and their
/// layers; no file is left then, and an old one is intact.
void exportModel(Cell &net, const std::vector<Array> &inputs,
                 const std::string &fileName,
                 FileFormat format = FileFormat::MINDIR,
                 const ExportOptions &options = ExportOptions());

/// Writes a step of training, as mindspore.export does a TrainOneStepCell: the
/// network, its loss, gradients and the updates of the optimizer, with the
/// values that all parameters have now, the optimizer's and the loss scale's
/// included. Each call of it in MindSpore is a step and gives the loss.
/// `inputs` say types and shapes: those of the network, then what the loss
/// takes. Steps are written as MINDIR.
void exportModel(Model &model, const std::vector<Array> &inputs,
                 const std::string &fileName,
                 FileFormat format = FileFormat::MINDIR,
                 const ExportOptions &options = ExportOptions());

} // namespace ms

#endif // MS_EXPORT_H
