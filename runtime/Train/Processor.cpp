//===- Processor.cpp - Does this processor have what code needs -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reads the processor's own words (cpuid, or the kernel's list on Arm) instead
// of the compiler's helper functions, whose lists of names differ. Vector
// registers also need the operating system to save them.
//
//===----------------------------------------------------------------------===//

#include "msrt/Session.h"

#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__)
#include <sys/auxv.h>
#endif

namespace msrt {

#if defined(__x86_64__)

namespace {
enum Register { EAX, EBX, ECX, EDX };

/// States that the operating system must save, as bits of XCR0.
enum SavedState : unsigned {
  None = 0,
  Ymm = 0x6,
  Zmm = 0xe6,
  Tiles = 0x60006,
};

struct Feature {
  const char *name; ///< LLVM's
  unsigned leaf, subleaf;
  Register reg;
  unsigned bit;
  unsigned needs;
};
} // namespace

static const Feature features[] = {
    {"sse3", 1, 0, ECX, 0, None},
    {"pclmul", 1, 0, ECX, 1, None},
    {"ssse3", 1, 0, ECX, 9, None},
    {"fma", 1, 0, ECX, 12, Ymm},
    {"cx16", 1, 0, ECX, 13, None},
    {"sse4.1", 1, 0, ECX, 19, None},
    {"sse4.2", 1, 0, ECX, 20, None},
    {"movbe", 1, 0, ECX, 22, None},
    {"popcnt", 1, 0, ECX, 23, None},
    {"aes", 1, 0, ECX, 25, None},
    {"avx", 1, 0, ECX, 28, Ymm},
    {"f16c", 1, 0, ECX, 29, Ymm},
    {"bmi", 7, 0, EBX, 3, None},
    {"avx2", 7, 0, EBX, 5, Ymm},
    {"bmi2", 7, 0, EBX, 8, None},
    {"avx512f", 7, 0, EBX, 16, Zmm},
    {"avx512dq", 7, 0, EBX, 17, Zmm},
    {"avx512ifma", 7, 0, EBX, 21, Zmm},
    {"avx512cd", 7, 0, EBX, 28, Zmm},
    {"avx512bw", 7, 0, EBX, 30, Zmm},
    {"avx512vl", 7, 0, EBX, 31, Zmm},
    {"avx512vbmi", 7, 0, ECX, 1, Zmm},
    {"avx512vbmi2", 7, 0, ECX, 6, Zmm},
    {"gfni", 7, 0, ECX, 8, None},
    {"vaes", 7, 0, ECX, 9, Ymm},
    {"vpclmulqdq", 7, 0, ECX, 10, Ymm},
    {"avx512vnni", 7, 0, ECX, 11, Zmm},
    {"avx512bitalg", 7, 0, ECX, 12, Zmm},
    {"avx512vpopcntdq", 7, 0, ECX, 14, Zmm},
    {"avx512fp16", 7, 0, EDX, 23, Zmm},
    {"amx-bf16", 7, 0, EDX, 22, Tiles},
    {"amx-tile", 7, 0, EDX, 24, Tiles},
    {"amx-int8", 7, 0, EDX, 25, Tiles},
    {"avxvnni", 7, 1, EAX, 4, Ymm},
    {"avx512bf16", 7, 1, EAX, 5, Zmm},
    {"avxifma", 7, 1, EAX, 23, Ymm},
    {"avxvnniint8", 7, 1, EDX, 4, Ymm},
    {"avxneconvert", 7, 1, EDX, 5, Ymm},
    {"avxvnniint16", 7, 1, EDX, 10, Ymm},
    {"lzcnt", 0x80000001, 0, ECX, 5, None},
    {"sse4a", 0x80000001, 0, ECX, 6, None},
    {"xop", 0x80000001, 0, ECX, 11, Ymm},
    {"fma4", 0x80000001, 0, ECX, 16, Ymm},
    {"tbm", 0x80000001, 0, ECX, 21, None},
};

// Every x86-64 processor has these.
static const char *const always[] = {"64bit", "cmov", "cx8",  "fxsr",
                                     "mmx",   "sse",  "sse2", "x87"};

static unsigned savedStates() {
  unsigned eax, ebx, ecx, edx;
  if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || !(ecx >> 27 & 1))
    return 0; // no XGETBV
  unsigned low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static bool hasFeature(std::string_view name) {
  for (const char *known : always)
    if (name == known)
      return true;
  for (const Feature &feature : features) {
    if (name != feature.name)
      continue;
    unsigned regs[4];
    return __get_cpuid_count(feature.leaf, feature.subleaf, &regs[EAX],
                             &regs[EBX], &regs[ECX], &regs[EDX]) &&
           (regs[feature.reg] >> feature.bit & 1) &&
           (savedStates() & feature.needs) == feature.needs;
  }
  return false;
}

#elif defined(__aarch64__)

static bool hasFeature(std::string_view name) {
  // Bits of AT_HWCAP and AT_HWCAP2, by LLVM's names.
  static const struct {
    const char *name;
    unsigned long word;
    unsigned bit;
  } features[] = {
      {"fp-armv8", AT_HWCAP, 0},   {"neon", AT_HWCAP, 1},
      {"aes", AT_HWCAP, 3},        {"crc", AT_HWCAP, 7},
      {"lse", AT_HWCAP, 8},        {"fullfp16", AT_HWCAP, 10},
      {"rdm", AT_HWCAP, 12},       {"jsconv", AT_HWCAP, 13},
      {"complxnum", AT_HWCAP, 14}, {"sha3", AT_HWCAP, 17},
      {"dotprod", AT_HWCAP, 20},   {"fp16fml", AT_HWCAP, 23},
      {"flagm", AT_HWCAP, 27},     {"altnzcv", AT_HWCAP2, 7},
      {"fptoint", AT_HWCAP2, 8},   {"i8mm", AT_HWCAP2, 13},
      {"bf16", AT_HWCAP2, 14},
  };
  for (const auto &feature : features)
    if (name == feature.name)
      return getauxval(feature.word) >> feature.bit & 1;
  return false;
}

#else

static bool hasFeature(std::string_view) { return false; }

#endif

std::vector<std::string> missingFeatures(std::string_view features) {
  std::vector<std::string> missing;
  while (!features.empty()) {
    size_t comma = features.find(',');
    std::string_view name = features.substr(0, comma);
    features.remove_prefix(comma == std::string_view::npos ? features.size()
                                                           : comma + 1);
    // "-avx512f" says that code was made without it.
    if (!name.empty() && name[0] == '-')
      continue;
    if (!name.empty() && name[0] == '+')
      name.remove_prefix(1);
    if (!name.empty() && !hasFeature(name))
      missing.emplace_back(name);
  }
  return missing;
}

} // namespace msrt
