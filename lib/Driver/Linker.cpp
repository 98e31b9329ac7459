//===- Linker.cpp - Objects to libraries and executables ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Linker.h"

#include "msrt/Status.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

namespace ms {

/// The functions of ms-c/Runtime.h that programs call: in a library they are
/// there although nothing in it calls them.
static const char *const kExported[] = {
    "msrt_last_error",        "msrt_set_threads",   "msrt_get_threads",
    "msrt_dtype_name",        "msrt_dtype_bytes",   "msrt_session_create",
    "msrt_session_destroy",   "msrt_find_function", "msrt_session_run",
    "msrt_session_parameter", "msrt_session_seal",  "msrt_session_save",
    "msrt_session_load",      "msrt_parallel_for",
};

static LogicalResult fail(const Twine &text) {
  return reportError(Code::Linking, text);
}

/// The name that GNU's tools have for another machine, and folders of its
/// libraries: aarch64-linux-gnu. "" for this one.
static std::string crossName(const std::string &text) {
  const Triple triple(text), host(sys::getDefaultTargetTriple());
  if (triple.getArch() == host.getArch())
    return "";
  StringRef environment = triple.getEnvironmentName();
  return (triple.getArchName() + "-linux-" +
          (environment.empty() ? "gnu" : environment))
      .str();
}

/// libmsrt.a beside this program (bin and lib are neighbours), else where it
/// was built. The one of another machine is in a folder of its name.
static std::string findRuntime(const std::string &machine) {
  std::string self = sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&findRuntime));
  SmallString<256> path(sys::path::parent_path(sys::path::parent_path(self)));
  sys::path::append(path, "lib", machine, "libmsrt.a");
  if (sys::fs::exists(path))
    return path.str().str();
  SmallString<256> built(sys::path::parent_path(MS_RUNTIME_ARCHIVE));
  sys::path::append(built, machine, "libmsrt.a");
  return built.str().str();
}

namespace {
/// A folder that goes with its contents.
class WorkFolder {
public:
  ~WorkFolder() {
    if (!path.empty())
      sys::fs::remove_directories(path);
  }

  LogicalResult create() {
    if (std::error_code error =
            sys::fs::createUniqueDirectory("ms-compile", path)) {
      path.clear();
      SmallString<128> parent;
      sys::path::system_temp_directory(/*erasedOnReboot=*/true, parent);
      return fail("a folder for the linker cannot be created in " + parent +
                  ": " + msrt::errnoText(error.value()));
    }
    return success();
  }

  std::string file(const Twine &name) const {
    SmallString<256> result(path);
    sys::path::append(result, name);
    return result.str().str();
  }

  LogicalResult write(const std::string &file, StringRef data) {
    std::error_code error;
    raw_fd_ostream stream(file, error);
    if (!error) {
      stream << data;
      stream.close();
      error = stream.error();
      stream.clear_error();
    }
    return error ? fail(file + ": " + msrt::errnoText(error.value()))
                 : success();
  }

private:
  SmallString<256> path;
};
} // namespace

/// The first lines that say what is wrong; what a linker that crashed prints of
/// itself is of no use to anybody who links.
static std::string complaints(StringRef text) {
  text = text.substr(0, text.find("PLEASE submit a bug report"));
  text = text.substr(0, text.find("Stack dump:"));
  SmallVector<StringRef> lines;
  text.split(lines, '\n', 4, /*KeepEmpty=*/false);
  if (lines.size() > 4)
    lines.pop_back();
  return join(lines, "; ");
}

/// Runs a program; its standard output, or failure with its complaints.
static FailureOr<std::string> run(const WorkFolder &folder,
                                  ArrayRef<std::string> command) {
  auto program = sys::findProgramByName(command[0]);
  if (!program)
    return fail("program '" + command[0] +
                "' is not found: linking needs a C compiler (see --cc)");
  std::string output = folder.file("output"), errors = folder.file("errors");
  SmallVector<StringRef> arguments(command.begin(), command.end());
  std::optional<StringRef> redirects[] = {StringRef(""), StringRef(output),
                                          StringRef(errors)};
  std::string message;
  int code = sys::ExecuteAndWait(*program, arguments, std::nullopt, redirects,
                                 0, 0, &message);
  auto read = [](const std::string &file) {
    auto buffer = MemoryBuffer::getFile(file);
    return buffer ? (*buffer)->getBuffer().rtrim().str() : std::string();
  };
  if (code == 0)
    return read(output);
  if (message.empty())
    message = complaints(read(errors));
  if (message.empty())
    message = "it ended with code " + std::to_string(code) +
              " (is there room for files in " + folder.file("") + "?)";
  return fail(command[0] + ": " + message);
}

FailureOr<CodeBuffer> linkObjects(ArrayRef<CodeBuffer> objects,
                                  const LinkOptions &options) {
  const LinkKind kind = options.kind;
  WorkFolder folder;
  if (failed(folder.create()))
    return failure();
  const std::string machine = crossName(options.triple);
  // Code with sanitizers needs their libraries.
  const bool sanitizes = *MS_SANITIZE_FLAG && machine.empty();
  std::string compiler = options.compiler;
  if (compiler.empty())
    compiler = !machine.empty() ? machine + "-gcc"
               : sanitizes      ? MS_CXX_COMPILER
                                : "cc";
  std::string output = folder.file("linked");
  std::vector<std::string> command;
  auto add = [&](std::initializer_list<std::string> words) {
    command.insert(command.end(), words.begin(), words.end());
  };
  auto lld = sys::findProgramByName("ld.lld", {MS_LLVM_TOOLS_DIR});
  if (!lld)
    lld = sys::findProgramByName("ld.lld");
  // Objects of any machine are joined by LLD: that takes no compiler for it.
  if (kind == LinkKind::Object && lld && options.compiler.empty())
    add({*lld, "-r"});
  else if (kind == LinkKind::Object)
    add({compiler, "-r", "-nostdlib"});
  else
    add({compiler});
  add({"-o", output});
  if (lld && command[0] != *lld)
    add({"-B" MS_LLVM_TOOLS_DIR, "-fuse-ld=lld"});
  for (size_t k = 0; k < objects.size(); ++k) {
    command.push_back(folder.file(Twine(k) + ".o"));
    if (failed(folder.write(command.back(),
                            StringRef(objects[k].data(), objects[k].size()))))
      return failure();
  }
  if (kind != LinkKind::Object) {
    std::string runtime = findRuntime(machine);
    if (!sys::fs::exists(runtime))
      return fail(
          "the runtime's archive " + runtime + " is not there" +
          (machine.empty()
               ? ""
               : ": mindirc was built without a C++ compiler for " + machine));
    if (kind == LinkKind::SharedLibrary) {
      add({"-shared", "-Wl,-Bsymbolic"});
      for (const char *name : kExported)
        command.push_back(std::string("-Wl,-u,") + name);
      std::string script = folder.file("exports"), names = options.symbol + ";";
      for (const char *name : kExported)
        names += std::string(name) + ";";
      if (failed(
              folder.write(script, "{ global: " + names + " local: *; };\n")))
        return failure();
      command.push_back("-Wl,--version-script=" + script);
    } else {
      add({"-pie"});
    }
    add({"-s", "-Wl,--gc-sections", "-Wl,-z,now"});
    command.push_back(runtime);
    // The C++ library is linked in where its archive is there: 100 kB, and one
    // file less that a machine must have.
    FailureOr<std::string> archive =
        run(folder, {compiler, "-print-file-name=libstdc++.a"});
    if (failed(archive))
      return failure();
    if (sanitizes)
      add({MS_SANITIZE_FLAG, "-lstdc++"});
    else if (sys::path::is_absolute(*archive))
      add({"-Wl,-Bstatic", "-lstdc++", "-Wl,-Bdynamic", "-static-libgcc"});
    else
      add({"-lstdc++"});
    add({"-lgomp", "-lm", "-lpthread"});
  }
  if (failed(run(folder, command)))
    return failure();
  auto buffer = MemoryBuffer::getFile(output, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer)
    return fail(output + ": " + msrt::errnoText(buffer.getError().value()));
  StringRef bytes = (*buffer)->getBuffer();
  return CodeBuffer(bytes.begin(), bytes.end());
}

} // namespace ms
