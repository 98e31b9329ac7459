//===- CpuTarget.cpp - The processor that code is made for ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/CpuTarget.h"

#include "lib/Support/ErrorCodes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

#include <mutex>

namespace ms {

using llvm::StringRef;

static llvm::Error error(const llvm::Twine &text) {
  return llvm::createStringError("[" + codeName(Code::Target) + "] " + text);
}

static const llvm::Target *findTarget(const std::string &triple,
                                      std::string &message) {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
  });
  return llvm::TargetRegistry::lookupTarget(llvm::Triple(triple), message);
}

/// Features of x86-64 that decide what code generation uses, per level above
/// the baseline. Nothing below needs to be checked: every x86-64 has it.
static const llvm::StringLiteral kLevel2[] = {"cx16",   "popcnt", "sse3",
                                              "sse4.1", "sse4.2", "ssse3"};
static const llvm::StringLiteral kLevel3[] = {"avx",  "avx2", "bmi",   "bmi2",
                                              "f16c", "fma",  "lzcnt", "movbe"};
static const llvm::StringLiteral kLevel4[] = {"avx512f", "avx512bw", "avx512cd",
                                              "avx512dq", "avx512vl"};

/// Further features that code generation may use, as the runtime can tell them.
static const llvm::StringLiteral kFurther[] = {
    "aes",          "avx512bf16",   "avx512bitalg",
    "avx512fp16",   "avx512ifma",   "avx512vbmi",
    "avx512vbmi2",  "avx512vnni",   "avx512vpopcntdq",
    "avxifma",      "avxneconvert", "avxvnni",
    "avxvnniint16", "avxvnniint8",  "fma4",
    "gfni",         "pclmul",       "sse4a",
    "tbm",          "vaes",         "vpclmulqdq",
    "xop"};
/// Features that it could use and the runtime cannot tell: left out.
static const llvm::StringLiteral kUnused[] = {
    "avx10.1", "avx10.2", "ccmp", "cf",        "egpr",
    "ndd",     "nf",      "ppx",  "push2pop2", "zu"};

/// The same two lists for AArch64, where every processor has NEON.
static const llvm::StringLiteral kArm[] = {
    "altnzcv",  "bf16", "complxnum", "dotprod", "flagm", "fp16fml", "fptoint",
    "fullfp16", "i8mm", "jsconv",    "lse",     "neon",  "rdm",     "sha3"};
static const llvm::StringLiteral kArmUnused[] = {
    "cmpbr",  "cssc", "f16f32dot", "f16f32mm", "f16mm", "faminmax", "fp8",
    "fprcvt", "hbc",  "lsfe",      "lut",      "mops",  "sme",      "sve"};

template <size_t N>
static bool hasAll(const llvm::StringMap<bool> &have,
                   const llvm::StringLiteral (&wanted)[N]) {
  return llvm::all_of(wanted, [&](StringRef f) { return have.lookup(f); });
}

/// What code is made for if nothing is said: the highest level that the host
/// has, and of another architecture what all its processors have.
static std::string defaultLevel(const llvm::Triple &triple, bool isHost) {
  if (triple.getArch() != llvm::Triple::x86_64)
    return "generic";
  if (!isHost)
    return "x86-64";
  llvm::StringMap<bool> have = llvm::sys::getHostCPUFeatures();
  if (!hasAll(have, kLevel2))
    return "x86-64";
  if (!hasAll(have, kLevel3))
    return "x86-64-v2";
  return hasAll(have, kLevel4) ? "x86-64-v4" : "x86-64-v3";
}

/// "+a,-b" with every feature of the host.
static std::string hostFeatures() {
  std::vector<std::string> list;
  for (const auto &entry : llvm::sys::getHostCPUFeatures())
    list.push_back((entry.getValue() ? "+" : "-") + entry.getKey().str());
  std::sort(list.begin(), list.end());
  return llvm::join(list, ",");
}

llvm::Expected<CpuTarget> CpuTarget::parse(StringRef text, StringRef machine) {
  CpuTarget target;
  const llvm::Triple host(llvm::sys::getDefaultTargetTriple());
  target.triple =
      machine.empty() ? host.str() : llvm::Triple::normalize(machine);
  llvm::Triple triple(target.triple);
  if (!machine.empty() && ((triple.getArch() != llvm::Triple::x86_64 &&
                            triple.getArch() != llvm::Triple::aarch64) ||
                           !triple.isOSLinux()))
    return error("target '" + machine +
                 "' is not known: code is made for x86_64 and aarch64 with "
                 "Linux, as in aarch64-linux-gnu");
  const bool isHost = triple.getArch() == host.getArch();
  std::string message;
  const llvm::Target *backend = findTarget(target.triple, message);
  if (!backend)
    return error("no code can be made for " + target.triple + ": " + message);

  std::vector<std::string> features;
  llvm::SmallVector<StringRef> parts;
  text.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    part = part.trim();
    if (part.starts_with("+") || part.starts_with("-"))
      features.push_back(part.str());
    else if (target.cpu.empty())
      target.cpu = part.str();
    else
      return error("--mcpu names two processors, '" + target.cpu + "' and '" +
                   part + "'");
  }
  if (target.cpu.empty()) {
    target.cpu = defaultLevel(triple, isHost);
  } else if (target.cpu == "native") {
    if (!isHost)
      return error("--mcpu native is this machine's processor, which is not "
                   "one of " +
                   target.triple);
    target.cpu = llvm::sys::getHostCPUName().str();
    features.insert(features.begin(), hostFeatures());
  }
  target.features = llvm::join(features, ",");

  // LLVM only warns of what it does not know.
  std::unique_ptr<llvm::MCSubtargetInfo> plain(
      backend->createMCSubtargetInfo(triple, "", ""));
  if (!plain->isCPUStringValid(target.cpu))
    return error("processor '" + target.cpu + "' is not known");
  auto isKnown = [&](StringRef name) {
    return llvm::any_of(plain->getAllProcessorFeatures(),
                        [&](const auto &entry) { return name == entry.Key; });
  };
  for (const std::string &list : features)
    for (StringRef feature : llvm::split(list, ','))
      if (!isKnown(feature.drop_front()))
        return error("processor feature '" + feature.drop_front() +
                     "' is not known");

  std::unique_ptr<llvm::MCSubtargetInfo> chosen(
      backend->createMCSubtargetInfo(triple, target.cpu, target.features));
  auto has = [&](StringRef feature) {
    return chosen->checkFeatures(("+" + feature).str());
  };
  std::vector<std::string> required;
  using Names = llvm::ArrayRef<llvm::StringLiteral>;
  auto sort = [&](std::initializer_list<Names> used, Names unused) {
    for (Names names : used)
      for (StringRef feature : names)
        if (has(feature))
          required.push_back(feature.str());
    for (StringRef feature : unused)
      if (isKnown(feature) && has(feature))
        target.features +=
            (target.features.empty() ? "-" : ",-") + feature.str();
  };
  if (triple.getArch() == llvm::Triple::x86_64) {
    sort({kLevel2, kLevel3, kLevel4, kFurther}, kUnused);
    target.fma = has("fma");
    bool wide =
        has("avx512f") && has("avx512vl") && has("avx512dq") && has("avx512bw");
    target.vectorBits = wide ? 512 : has("avx") ? 256 : 128;
    target.registers = wide ? 32 : 16;
  } else if (triple.getArch() == llvm::Triple::aarch64) {
    sort({kArm}, kArmUnused);
    // LLVM's own "generic" issues in order and loads far ahead, which spills
    // full tiles.
    if (target.cpu == "generic")
      target.tuning = "neoverse-v2";
    target.fma = true;
    target.vectorBits = 128;
    // Of 32: multiply-adds take nothing from memory, so that tiles which fill
    // all of them leave too few for what LLVM loads ahead, and are spilled.
    target.registers = 28;
  }
  target.required = llvm::join(required, ",");
  return target;
}

std::unique_ptr<llvm::TargetMachine> CpuTarget::createMachine() const {
  std::string message;
  const llvm::Target *backend = findTarget(triple, message);
  return std::unique_ptr<llvm::TargetMachine>(backend->createTargetMachine(
      llvm::Triple(triple), cpu, features, llvm::TargetOptions(),
      llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Default));
}

} // namespace ms
