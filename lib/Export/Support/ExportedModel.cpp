//===- ExportedModel.cpp - What an exporter makes -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/Support/ExportedModel.h"

#include <cerrno>
#include <unistd.h>

using msrt::AtomicFile;
using msrt::Status;

namespace ms {

namespace {
/// The file that had a name before, kept until all new ones have theirs.
class OldFile {
public:
  explicit OldFile(const std::string &path) : path(path), kept(path + ".old") {}

  /// A second name for the file. Where there is none, none is kept.
  Status keep() {
    ::unlink(kept.c_str());
    if (::link(path.c_str(), kept.c_str()) == 0)
      hasOld = true;
    else if (errno != ENOENT)
      return Status::error(msrt::Code::DataWrite, "%s: link failed: %s",
                           path.c_str(), msrt::errnoText(errno).c_str());
    return {};
  }
  void restore() {
    if (hasOld)
      ::rename(kept.c_str(), path.c_str());
    else
      ::unlink(path.c_str());
  }
  void forget() {
    if (hasOld)
      ::unlink(kept.c_str());
  }

private:
  std::string path, kept;
  bool hasOld = false;
};
} // namespace

static Status writeSide(const SideFile &side, const std::string &path,
                        std::vector<AtomicFile> &files) {
  auto created = AtomicFile::create(path, msrt::Code::DataWrite);
  if (!created.ok())
    return created.status();
  files.push_back(created.take());
  for (llvm::ArrayRef<char> piece : side.pieces)
    MSRT_TRY(files.back().write(piece.data(), piece.size()));
  return {};
}

namespace {
/// Folders that were made for side files; those that stay empty go again.
struct NewFolders {
  std::vector<std::string> paths;

  Status make(const std::string &folder) {
    if (msrt::pathExists(folder))
      return {};
    paths.push_back(folder);
    return msrt::createFolders(folder, msrt::Code::DataWrite);
  }
  ~NewFolders() {
    for (const std::string &path : paths)
      ::rmdir(path.c_str());
  }
};
} // namespace

Status commitModel(const ExportedModel &model, const std::string &path,
                   AtomicFile &file) {
  MSRT_TRY(file.write(model.bytes.data(), model.bytes.size()));
  NewFolders folders; // outlives the files in them
  std::vector<AtomicFile> files;
  std::vector<OldFile> olds;
  for (const SideFile &side : model.sides) {
    std::string name = msrt::folderOf(path) + "/" + side.name;
    MSRT_TRY(folders.make(msrt::folderOf(name)));
    MSRT_TRY(writeSide(side, name, files));
    olds.emplace_back(name);
  }
  // The main file comes last: what it speaks of is there.
  Status status;
  size_t named = 0;
  for (; status.ok() && named < files.size(); ++named) {
    status = olds[named].keep();
    if (!status.ok())
      break;
    status = files[named].commit();
    if (!status.ok()) {
      olds[named].forget();
      break;
    }
  }
  if (status.ok())
    status = file.commit();
  for (size_t k = 0; k < named; ++k)
    status.ok() ? olds[k].forget() : olds[k].restore();
  return status;
}

} // namespace ms
