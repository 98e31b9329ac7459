//===- OutputFile.cpp - What the tools write ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/OutputFile.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ms {

OutputFile::OutputFile() = default;
OutputFile::~OutputFile() = default;

LogicalResult OutputFile::open(const std::string &name) {
  path = name;
  sys::fs::file_status status;
  bool isDevice = !sys::fs::status(path, status) &&
                  status.type() != sys::fs::file_type::regular_file &&
                  status.type() != sys::fs::file_type::directory_file;
  if (path == "-" || isDevice) {
    std::error_code error;
    device = std::make_unique<raw_fd_ostream>(path, error);
    return error ? reportError(msrt::Status::error(
                       msrt::Code::DataWrite, "%s: %s", path.c_str(),
                       msrt::errnoText(error.value()).c_str()))
                 : success();
  }
  auto created = msrt::AtomicFile::create(path, msrt::Code::DataWrite);
  if (!created.ok())
    return reportError(created.status());
  file = created.take();
  return success();
}

LogicalResult OutputFile::write(StringRef data) {
  if (device) {
    *device << data;
    return success();
  }
  msrt::Status status = file->write(data.data(), data.size());
  return status.ok() ? success() : reportError(status);
}

LogicalResult OutputFile::commit(unsigned mode) {
  if (device) {
    device->flush();
    std::error_code error = device->error();
    device->clear_error();
    return error ? reportError(msrt::Status::error(
                       msrt::Code::DataWrite, "%s: write failed: %s",
                       path.c_str(), msrt::errnoText(error.value()).c_str()))
                 : success();
  }
  msrt::Status status = file->commit(mode);
  return status.ok() ? success() : reportError(status);
}

LogicalResult OutputFile::commitAll(const ExportedModel &model) {
  if (device && !model.sides.empty())
    return reportError(msrt::Status::error(
        msrt::Code::DataWrite, "%s: no other files can stand beside it",
        path.c_str()));
  if (device)
    return success(succeeded(write(model.bytes)) && succeeded(commit()));
  msrt::Status status = commitModel(model, path, *file);
  return status.ok() ? success() : reportError(status);
}

} // namespace ms
