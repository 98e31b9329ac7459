//===- CheckpointFolder.cpp - ms-ckpt verify, prune and latest ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CheckpointToolImpl.h"

#include "msrt/LatestCheckpoint.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

using namespace llvm;
using namespace msrt;

namespace ms {

//===----------------------------------------------------------------------===//
// verify
//===----------------------------------------------------------------------===//

LogicalResult verifyCheckpoints(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  bool asJson = false;
  arguments.table.flag("--json", "print JSON", asJson);
  if (!arguments.parse(words, "verify FILE|DIR..."))
    return arguments.result;
  if (arguments.words.empty())
    return reportError(Code::CommandLine, "verify needs a file (see --help)");
  std::vector<std::string> files;
  for (const std::string &word : arguments.words) {
    Result<std::vector<std::string>> found = checkpointsIn(word);
    if (!found.ok())
      return reportError(found.status());
    files.insert(files.end(), found->begin(), found->end());
  }
  size_t bad = 0;
  json::Array list;
  for (const std::string &file : files) {
    Result<Checkpoint> read =
        openCheckpoint(file, arguments.decryption, Contents::Late);
    bool checked = read.ok() && (read->hasFooter || read->hasChecksum);
    bad += !read.ok();
    if (asJson) {
      json::Object object{{"file", json::fixUTF8(file)}, {"valid", read.ok()}};
      if (read.ok()) {
        object["entries"] = static_cast<int64_t>(read->entries.size());
        object["checksum"] = checked;
      } else {
        object["error"] = json::fixUTF8(read.message());
      }
      list.push_back(std::move(object));
    } else if (read.ok()) {
      outs() << file << ": valid, " << read->entries.size() << " entries, "
             << (checked ? "checksum agrees" : "form only: it has no checksum")
             << "\n";
    } else {
      // The message begins with the file's name.
      outs() << "not valid: " << read.message() << "\n";
    }
  }
  if (asJson)
    outs() << formatv("{0:2}\n", json::Value(std::move(list)));
  else if (files.size() > 1)
    outs() << files.size() - bad << " files are valid, " << bad << " are not\n";
  return success(bad == 0);
}

//===----------------------------------------------------------------------===//
// prune
//===----------------------------------------------------------------------===//

// The regular files of one run, the newest first.
static Result<std::vector<RunFile>> filesOfRun(const std::string &folder,
                                               const std::string &prefix) {
  std::vector<RunFile> found;
  Result<std::vector<std::string>> files = checkpointsIn(folder);
  // A folder without checkpoints has none to remove.
  if (!files.ok() && ::access(folder.c_str(), R_OK) == 0)
    return found;
  if (!files.ok())
    return files.status();
  for (const std::string &path : *files) {
    if (StringRef(path).contains("_breakpoint."))
      continue;
    std::optional<CheckpointName> name = parseCheckpointName(fileNameOf(path));
    struct stat info;
    if (!name || name->prefix != prefix || ::stat(path.c_str(), &info) != 0)
      continue;
    found.push_back({path, info.st_mtim, std::move(*name)});
  }
  std::sort(found.begin(), found.end(), [](const RunFile &a, const RunFile &b) {
    return a.key() > b.key();
  });
  return found;
}

static LogicalResult removeFile(const std::string &path, bool dryRun) {
  if (!dryRun && ::unlink(path.c_str()) != 0 && errno != ENOENT)
    return reportError(Status::error(msrt::Code::CheckpointWrite,
                                     "%s: unlink failed: %s", path.c_str(),
                                     errnoText(errno).c_str()));
  outs() << (dryRun ? "would remove " : "removed ") << path << "\n";
  return success();
}

LogicalResult pruneCheckpoints(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  std::string prefix;
  int64_t keep = -1;
  bool dryRun = false;
  arguments.table.text("--prefix", "P", "of the run: P-EPOCH_STEP.ckpt",
                       prefix);
  arguments.table.number("--keep", "how many of the newest files stay", 0,
                         keep);
  arguments.table.flag("--dry-run", "only say what would be removed", dryRun);
  if (!arguments.parse(words, "prune DIR --prefix P --keep N", 1))
    return arguments.result;
  if (prefix.empty() || keep < 0)
    return reportError(Code::CommandLine,
                       "prune needs the options --prefix and --keep");
  const std::string &folder = arguments.words[0];
  if (!isFolder(folder))
    return reportError(Status::error(msrt::Code::CheckpointOpen,
                                     "%s: is no folder", folder.c_str()));
  Result<std::vector<RunFile>> files = filesOfRun(folder, prefix);
  if (!files.ok())
    return reportError(files.status());
  // A run must stay that can be loaded: of damaged files at the end the newest
  // whole one is none of those to remove.
  bool safe = keep == 0;
  size_t place = 0, left = 0;
  for (const RunFile &file : *files) {
    bool stays = static_cast<int64_t>(place++) < keep;
    if (!safe &&
        openCheckpoint(file.path, arguments.decryption, Contents::Late).ok()) {
      safe = true;
      if (!stays)
        outs() << "kept " << file.path << ": newer ones are damaged\n";
      stays = true;
    }
    // Without one whole file nothing is removed at all.
    if (stays || !safe) {
      ++left;
      continue;
    }
    if (failed(removeFile(file.path, dryRun)))
      return failure();
  }
  // The graph of a run goes with its last checkpoint.
  std::string graph = folder + "/" + prefix + "-graph.meta";
  return left == 0 && pathExists(graph) ? removeFile(graph, dryRun) : success();
}

//===----------------------------------------------------------------------===//
// latest
//===----------------------------------------------------------------------===//

LogicalResult findLatest(ArrayRef<std::string> words) {
  CheckpointArguments arguments;
  std::string prefix;
  bool asJson = false, resumable = false;
  arguments.table.text("--prefix", "P", "only of runs with this prefix",
                       prefix);
  arguments.table.flag("--resumable", "only what a run can go on from",
                       resumable);
  arguments.table.flag("--json", "print JSON", asJson);
  if (!arguments.parse(words, "latest DIR", 1))
    return arguments.result;
  const std::string &folder = arguments.words[0];
  Result<LatestCheckpoint> latest = latestCheckpoint(
      folder, prefix, resumable, arguments.decryption.getCipher());
  if (!latest.ok())
    return reportError(latest.status());
  if (latest->path.empty())
    return reportError(Status::error(
        msrt::Code::CheckpointOpen, "%s: has no checkpoint%s", folder.c_str(),
        prefix.empty() ? "" : (" of the prefix '" + prefix + "'").c_str()));
  if (asJson) {
    json::Array skipped;
    for (const std::string &text : latest->skipped)
      skipped.push_back(json::fixUTF8(text));
    json::Object object{{"file", json::fixUTF8(latest->path)},
                        {"skipped", std::move(skipped)}};
    if (latest->checkpoint.resume)
      object["step"] = latest->checkpoint.resume->globalStep;
    outs() << formatv("{0:2}\n", json::Value(std::move(object)));
    return success();
  }
  for (const std::string &text : latest->skipped)
    errs() << "warning: passed over: " << text << "\n";
  outs() << latest->path << "\n";
  return success();
}

} // namespace ms
