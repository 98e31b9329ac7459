//===- BuildId.cpp - Which build of the compiler runs ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/BuildId.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <gnu/libc-version.h>
#include <link.h>
#include <optional>
#include <sys/stat.h>
#include <vector>

namespace ms {
namespace {

/// One text per file of the compiler; a nothing where one cannot be told.
using Identities = std::vector<std::optional<std::string>>;

/// The build ID in the notes of a segment, or "".
std::string findBuildId(const char *notes, size_t bytes) {
  while (bytes >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) note;
    std::memcpy(&note, notes, sizeof(note));
    // Name and content are padded to whole words.
    size_t name = (size_t(note.n_namesz) + 3) & ~size_t(3);
    size_t content = (size_t(note.n_descsz) + 3) & ~size_t(3);
    if (bytes - sizeof(note) < name + content)
      return "";
    const char *text = notes + sizeof(note);
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
        std::memcmp(text, "GNU", 4) == 0)
      return llvm::toHex(llvm::StringRef(text + name, note.n_descsz),
                         /*LowerCase=*/true);
    notes += sizeof(note) + name + content;
    bytes -= sizeof(note) + name + content;
  }
  return "";
}

/// What else tells one file from another, or nothing.
std::optional<std::string> describeFile(const char *path) {
  struct stat about;
  if (::stat(*path ? path : "/proc/self/exe", &about) != 0)
    return std::nullopt;
  std::string text = path;
  for (auto number :
       {about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
        about.st_ctim.tv_sec, about.st_ctim.tv_nsec})
    text += " " + std::to_string(number);
  return text;
}

/// The file with this code, and MLIR's and LLVM's where they are apart from it.
int visit(struct dl_phdr_info *file, size_t, void *identities) {
  auto here = reinterpret_cast<uintptr_t>(&visit);
  llvm::StringRef name = llvm::sys::path::filename(file->dlpi_name);
  bool counts = name.starts_with("libMLIR") || name.starts_with("libLLVM");
  std::string id;
  for (unsigned k = 0; k < file->dlpi_phnum; ++k) {
    const ElfW(Phdr) &segment = file->dlpi_phdr[k];
    uintptr_t start = file->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_LOAD)
      counts |= start <= here && here - start < segment.p_memsz;
    else if (segment.p_type == PT_NOTE && id.empty())
      id = findBuildId(reinterpret_cast<const char *>(start), segment.p_filesz);
  }
  if (counts)
    static_cast<Identities *>(identities)
        ->push_back(id.empty() ? describeFile(file->dlpi_name) : std::move(id));
  return 0;
}

std::string identify() {
  Identities files;
  dl_iterate_phdr(visit, &files);
  std::sort(files.begin(), files.end());
  // What is computed while compiling may come from the C library.
  std::string text = "mindirc " MS_VERSION "; llvm " LLVM_VERSION_STRING
                     "; libc " +
                     std::string(gnu_get_libc_version());
  for (const std::optional<std::string> &file : files) {
    if (!file)
      return "";
    text += "; " + *file;
  }
  return text;
}

} // namespace

const std::string &compilerIdentity() {
  static const std::string text = identify();
  return text;
}

} // namespace ms
