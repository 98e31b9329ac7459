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
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
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

template <size_t N>
static bool hasAll(const llvm::StringMap<bool> &have,
                   const llvm::StringLiteral (&wanted)[N]) {
  return llvm::all_of(wanted, [&](StringRef f) { return have.lookup(f); });
}

/// The highest level that the host has.
static std::string hostLevel(const llvm::Triple &triple) {
  if (triple.getArch() != llvm::Triple::x86_64)
    return "generic";
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

llvm::Expected<CpuTarget> CpuTarget::parse(StringRef text) {
  CpuTarget target;
  target.triple = llvm::sys::getDefaultTargetTriple();
  llvm::Triple triple(target.triple);
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
    target.cpu = hostLevel(triple);
  } else if (target.cpu == "native") {
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
  if (triple.getArch() == llvm::Triple::x86_64) {
    for (llvm::ArrayRef<llvm::StringLiteral> level :
         {llvm::ArrayRef<llvm::StringLiteral>(kLevel2),
          llvm::ArrayRef<llvm::StringLiteral>(kLevel3),
          llvm::ArrayRef<llvm::StringLiteral>(kLevel4),
          llvm::ArrayRef<llvm::StringLiteral>(kFurther)})
      for (StringRef feature : level)
        if (has(feature))
          required.push_back(feature.str());
    for (StringRef feature : kUnused)
      if (isKnown(feature) && has(feature))
        target.features +=
            (target.features.empty() ? "-" : ",-") + feature.str();
    target.fma = has("fma");
    bool wide =
        has("avx512f") && has("avx512vl") && has("avx512dq") && has("avx512bw");
    target.vectorBits = wide ? 512 : has("avx") ? 256 : 128;
    target.registers = wide ? 32 : 16;
  } else if (triple.isAArch64()) {
    required.push_back("neon");
    target.fma = true;
    target.vectorBits = 128;
    target.registers = 32;
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
