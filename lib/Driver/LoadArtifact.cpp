//===- LoadArtifact.cpp - Compiled networks from shared libraries ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/LoadArtifact.h"

#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>
#include <dlfcn.h>

namespace ms {

bool isSharedLibrary(const std::string &path) {
  llvm::file_magic magic;
  return !llvm::identify_magic(path, magic) &&
         magic == llvm::file_magic::elf_shared_object;
}

/// The names in the library's dynamic symbol table that may be tables.
static llvm::Expected<std::vector<std::string>>
findTables(const std::string &path) {
  auto binary = llvm::object::ObjectFile::createObjectFile(path);
  if (!binary)
    return binary.takeError();
  std::vector<std::string> names;
  auto *elf =
      llvm::dyn_cast<llvm::object::ELFObjectFileBase>(binary->getBinary());
  if (!elf)
    return names;
  for (const llvm::object::ELFSymbolRef &symbol :
       elf->getDynamicSymbolIterators()) {
    auto name = symbol.getName();
    if (!name)
      return name.takeError();
    auto flags = symbol.getFlags();
    if (!flags)
      return flags.takeError();
    if (name->ends_with("_artifact") &&
        !(*flags & llvm::object::SymbolRef::SF_Undefined))
      names.push_back(name->str());
  }
  return names;
}

std::unique_ptr<LoadedArtifact> LoadedArtifact::load(const std::string &path) {
  auto fail = [&](const llvm::Twine &why) {
    (void)reportError(Code::InputFile, path + ": " + why);
    return nullptr;
  };
  auto names = findTables(path);
  if (!names)
    return fail(llvm::toString(names.takeError()));
  if (names->size() != 1)
    return fail("found " + llvm::Twine(names->size()) +
                " symbols *_artifact, expected one: that of a network");
  std::unique_ptr<LoadedArtifact> result(new LoadedArtifact);
  // A name without a folder would be looked for in the system's folders.
  std::string file = path.find('/') == std::string::npos ? "./" + path : path;
  result->handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!result->handle)
    return fail(dlerror());
  result->artifact = static_cast<const msrt_artifact *>(
      dlsym(result->handle, names->front().c_str()));
  if (!result->artifact)
    return fail("symbol " + names->front() + " is not there");
  return result;
}

LoadedArtifact::~LoadedArtifact() {
  if (handle)
    dlclose(handle);
}

void LoadedArtifact::setThreads(int64_t threads) {
  using Function = void (*)(int);
  auto set = reinterpret_cast<Function>(dlsym(handle, "msrt_set_threads"));
  if (set)
    set(static_cast<int>(std::min<int64_t>(threads, 1 << 16)));
}

} // namespace ms
