//===- ScheduleFile.cpp - Choices for kernels, kept in a file -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Files may come from anywhere: a line that is not understood is an error, none
// is skipped, and numbers are bounded where they are read.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/ScheduleFile.h"

#include "passes/Analysis/GenericKinds.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/ErrorCodes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

static bool hasDynamicBatch(func::FuncOp kernel) {
  bool found = false;
  kernel.walk([&](GenericOp op) {
    found |= llvm::is_contained(loopExtents(op), ShapedType::kDynamic);
  });
  return found;
}

std::string kernelKey(func::FuncOp kernel, int64_t maxBatch) {
  func::FuncOp copy = kernel.clone();
  copy.setName("kernel");
  copy.walk([](Operation *op) {
    op->removeAttr(kOpNameAttr);
    op->removeAttr(kScheduleAttr);
    op->removeAttr(kScheduleSourceAttr);
    // Learning rates and the like decide nothing.
    if (auto constant = dyn_cast<arith::ConstantOp>(op))
      if (auto number = dyn_cast<FloatAttr>(constant.getValue()))
        constant.setValueAttr(FloatAttr::get(number.getType(), 0.0));
  });
  std::string text;
  llvm::raw_string_ostream stream(text);
  copy->print(stream, OpPrintingFlags().useLocalScope());
  copy->erase();
  if (hasDynamicBatch(kernel))
    text += "batch " + std::to_string(maxBatch);
  return llvm::utohexstr(llvm::xxh3_64bits(text), /*LowerCase=*/true,
                         /*Width=*/16);
}

std::string describeKernel(func::FuncOp kernel, int64_t maxBatch) {
  std::string text = kernel.getName().str();
  llvm::raw_string_ostream stream(text);
  for (auto [k, op] : llvm::enumerate(findContractions(kernel))) {
    stream
        << (k == 0 ? " " : "; ")
        << cast<RankedTensorType>(op.getResult(0).getType()).getElementType();
    std::string sums;
    for (auto [dim, loop] : llvm::enumerate(loopsOf(op, maxBatch))) {
      std::string name = "d" + std::to_string(dim);
      stream << (dim == 0 ? ", " : " ") << name
             << (ShapedType::isDynamic(loop.extent) ? "<=" : "=") << loop.bound;
      if (loop.reduces)
        sums += (sums.empty() ? "" : ", ") + name;
    }
    stream << ", sum over " << sums << ":";
    const char *between = " ";
    for (OpOperand &operand : op->getOpOperands()) {
      if (!op.getMatchingBlockArgument(&operand).use_empty() ||
          op.isDpsInit(&operand)) {
        stream << (op.isDpsInit(&operand) ? " -> (" : between);
        if (!op.isDpsInit(&operand))
          stream << "(";
        llvm::interleaveComma(op.getMatchingIndexingMap(&operand).getResults(),
                              stream);
        stream << ")";
        between = " x ";
      }
    }
  }
  return text;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static constexpr llvm::StringLiteral kFirstLine = "mindirc schedules 1";

std::string ScheduleTarget::text() const {
  return "vector-bits=" + std::to_string(vectorBits) +
         " registers=" + std::to_string(registers) +
         " fma=" + (fma ? "yes" : "no");
}

void ScheduleFile::print() {
  text.clear();
  llvm::raw_string_ostream stream(text);
  stream << kFirstLine << "\n";
  const ScheduleTarget *target = nullptr;
  auto lines = [&](StringRef word, const auto &choices) {
    for (const std::optional<ContractionChoice> &choice : choices)
      stream << "  " << word << " " << (choice ? choice->text() : "default")
             << "\n";
  };
  for (const KernelSchedule &kernel : kernels) {
    if (!target || !(*target == kernel.target))
      stream << "target " << kernel.target.text() << "\n";
    target = &kernel.target;
    stream << "\nkernel " << kernel.key << "\n";
    if (!kernel.shape.empty())
      stream << "  shape " << kernel.shape << "\n";
    lines("schedule", kernel.choices);
    lines("default", kernel.defaults);
    if (kernel.time > 0)
      stream << llvm::format("  time %.2f us, default %.2f us\n", kernel.time,
                             kernel.defaultTime);
    for (const std::string &note : kernel.notes)
      stream << "  # " << note << "\n";
  }
  stream << "\nend " << kernels.size() << "\n";
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {

/// Nobody writes longer ones, and messages quote them.
constexpr size_t kLongestLine = 2000;
constexpr uint64_t kLargestFile = 64 << 20;
constexpr size_t kKeyDigits = 16, kMostContractions = 1000;
constexpr int64_t kLargestTarget = 1 << 20;

class ScheduleParser {
public:
  explicit ScheduleParser(ScheduleFile &file) : file(file) {}

  /// What is wrong, or "".
  std::string run() {
    StringRef rest = file.text;
    while (!rest.empty()) {
      auto [text, tail] = rest.split('\n');
      const bool isWhole = rest.size() > text.size();
      rest = tail;
      ++line;
      if (text.size() > kLongestLine)
        return "the line is longer than " + std::to_string(kLongestLine) +
               " bytes";
      if (llvm::any_of(text, [](unsigned char c) { return c < ' '; }))
        return "it has a byte that is no text";
      if (!isWhole)
        return "the file is cut off: its last line has no end";
      text = text.trim();
      if (text.empty() || text.starts_with("#"))
        continue;
      if (std::string why = readLine(text); !why.empty())
        return why;
    }
    if (isFirst)
      return found("", kFirstLine);
    if (!isDone)
      return "the file is cut off: its last line is no 'end'";
    return "";
  }

  unsigned getLine() const { return line; }

private:
  std::string readLine(StringRef text) {
    if (isFirst) {
      isFirst = false;
      return text == kFirstLine ? "" : found(text, kFirstLine);
    }
    if (isDone)
      return found(text, "nothing behind the end");
    auto [word, value] = text.split(' ');
    value = value.trim();
    if (word == "target" || word == "kernel" || word == "end") {
      if (std::string why = closeKernel(); !why.empty())
        return why;
      return word == "target"   ? readTarget(value)
             : word == "kernel" ? openKernel(value)
                                : readEnd(value);
    }
    if (!kernel)
      return found(word, "target, kernel or end");
    if (word == "shape") {
      kernel->shape = value.str();
      return "";
    }
    if (word == "schedule") {
      kernel->choiceLines.push_back(line);
      return readChoice(value, kernel->choices);
    }
    if (word == "default")
      return readChoice(value, kernel->defaults);
    if (word == "time")
      return readTime(value);
    return found(word, "shape, schedule, default, time, target, kernel or end");
  }

  static std::string found(StringRef what, const Twine &expected) {
    return ("found '" + what + "', expected " + expected).str();
  }

  std::string closeKernel() {
    if (!kernel)
      return "";
    if (kernel->choices.empty())
      return "kernel " + kernel->key + " has no schedule";
    file.kernels.push_back(std::move(*kernel));
    kernel.reset();
    return "";
  }

  std::string openKernel(StringRef key) {
    if (!target)
      return "a kernel stands before the first target";
    if (key.size() != kKeyDigits || !llvm::all_of(key, [](char c) {
          return llvm::isDigit(c) || (c >= 'a' && c <= 'f');
        }))
      return found(key, Twine(kKeyDigits) + " hexadecimal digits");
    if (!seen.insert((target->text() + key).str()).second)
      return ("kernel " + key + " stands there twice").str();
    kernel.emplace();
    kernel->key = key.str();
    kernel->target = *target;
    kernel->line = line;
    return "";
  }

  std::string readTarget(StringRef text) {
    SmallVector<StringRef> words;
    text.split(words, ' ', -1, /*KeepEmpty=*/false);
    ScheduleTarget read;
    std::optional<bool> fma;
    for (StringRef word : words) {
      auto [name, value] = word.split('=');
      int64_t *place = name == "vector-bits" ? &read.vectorBits
                       : name == "registers" ? &read.registers
                                             : nullptr;
      if (place && *place == 0 && !value.getAsInteger(10, *place) &&
          *place > 0 && *place <= kLargestTarget)
        continue;
      if (name != "fma" || fma || (value != "yes" && value != "no"))
        return found(word, "vector-bits=N, registers=N and fma=yes or no, each "
                           "once");
      fma = value == "yes";
    }
    if (!read.vectorBits || !read.registers || !fma)
      return "the target lacks vector-bits, registers or fma";
    read.fma = *fma;
    target = read;
    return "";
  }

  std::string
  readChoice(StringRef text,
             std::vector<std::optional<ContractionChoice>> &choices) {
    if (choices.size() == kMostContractions)
      return "a kernel has at most " + std::to_string(kMostContractions) +
             " contractions";
    choices.emplace_back();
    return text == "default"
               ? ""
               : ContractionChoice::parse(text, choices.back().emplace());
  }

  std::string readTime(StringRef text) {
    StringRef rest = text;
    auto number = [&](double &place) {
      auto [digits, behind] = rest.split(" us");
      bool isGood = !digits.getAsDouble(place) && std::isfinite(place) &&
                    place >= 0 && behind.size() < rest.size();
      rest = behind;
      return isGood;
    };
    if (number(kernel->time) && rest.consume_front(", default ") &&
        number(kernel->defaultTime) && rest.empty())
      return "";
    return found(text, "two times, as '10.1 us, default 12.2 us'");
  }

  std::string readEnd(StringRef text) {
    size_t count;
    if (text.getAsInteger(10, count) || count != file.kernels.size())
      return found(text,
                   "the number of kernels, " + Twine(file.kernels.size()));
    isDone = true;
    return "";
  }

  ScheduleFile &file;
  std::optional<ScheduleTarget> target;
  std::optional<KernelSchedule> kernel; ///< whose lines are read
  llvm::StringSet<> seen;
  unsigned line = 0;
  bool isFirst = true, isDone = false;
};

} // namespace

llvm::Expected<ScheduleFile> ScheduleFile::parse(std::string name,
                                                 std::string text) {
  ScheduleFile file;
  file.name = std::move(name);
  file.text = std::move(text);
  ScheduleParser parser(file);
  std::string why = parser.run();
  if (why.empty())
    return file;
  return llvm::createStringError("[" + codeName(Code::InputFile) + "] " +
                                 file.name + ":" +
                                 std::to_string(parser.getLine()) + ": " + why);
}

llvm::Expected<ScheduleFile> ScheduleFile::load(const std::string &name) {
  auto fail = [&](const Twine &why) {
    return llvm::createStringError("[" + codeName(Code::InputFile) + "] " +
                                   name + ": " + why);
  };
  uint64_t size;
  if (std::error_code error = llvm::sys::fs::file_size(name, size))
    return fail(error.message());
  if (size > kLargestFile)
    return fail("the file has " + Twine(size) + " bytes, at most " +
                Twine(kLargestFile) + " are read");
  auto buffer = llvm::MemoryBuffer::getFile(name);
  if (!buffer)
    return fail(buffer.getError().message());
  return parse(name, (*buffer)->getBuffer().str());
}

} // namespace ms
