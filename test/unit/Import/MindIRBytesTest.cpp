//===- MindIRBytesTest.cpp - Files cut off, changed and absurd ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Import/MindIRModel.h"

#include "llvm/Support/MemoryBuffer.h"

#include <sys/resource.h>

using namespace ms;
using namespace ms::test;

namespace {

std::string readInput(const std::string &name) {
  auto buffer =
      llvm::MemoryBuffer::getFile(std::string(MS_TEST_INPUTS "/") + name);
  EXPECT_TRUE(static_cast<bool>(buffer)) << name;
  return buffer ? (*buffer)->getBuffer().str() : "";
}

using MindIRBytes = ImportTest;

// A cut between two fields of the file may leave a model; everything else is
// one error.
TEST_F(MindIRBytes, EveryTruncation) {
  std::string bytes = readInput("mlp.mindir");
  ASSERT_GT(bytes.size(), 1000u);
  size_t good = 0;
  for (size_t length = 0; length < bytes.size(); ++length) {
    if (!import(bytes.substr(0, length)).empty()) {
      ++good;
      continue;
    }
    ASSERT_EQ(errors.size(), 1u) << length;
    ASSERT_EQ(errors[0].compare(0, 3, "[MS"), 0) << errors[0];
  }
  EXPECT_LT(good, 3u);
  EXPECT_FALSE(import(bytes).empty());
}

// Whatever a byte becomes, there is a module or an error with a code first.
TEST_F(MindIRBytes, BytesChanged) {
  std::string bytes = readInput("mlp.mindir");
  const char masks[] = {'\x01', '\x80', '\xff', '\x10'};
  for (size_t at = 0; at < bytes.size(); at += 3) {
    std::string changed = bytes;
    changed[at] ^= masks[at % 4];
    errors.clear();
    if (importMindIR(changed, "test.mindir", context))
      continue;
    ASSERT_FALSE(errors.empty()) << at;
    ASSERT_EQ(errors[0].compare(0, 3, "[MS"), 0) << errors[0];
  }
}

TEST_F(MindIRBytes, NoModel) {
  expectError("", "is empty");
  expectError("not a model", "malformed");
  expectError(std::string(100, '\0'), "malformed");
  expectError("\xd8\x5e\x3a\x7f rest", "is encrypted");
  expectError(mind_ir::ModelProto().SerializeAsString() + "\x0a\x01\x31",
              "has no graph");
  Model big;
  big.proto.set_little_endian(false);
  expectError(big, "big-endian");
  Model newer;
  newer.proto.set_mind_ir_version(9);
  expectError(newer, "has mind_ir_version 9, known are 0 to 3");
}

// A small file cannot ask for much memory: neither by nesting nor by counting.
TEST_F(MindIRBytes, NothingGrows) {
  Model deep;
  deep.input("x", {2});
  mind_ir::AttributeProto *value = &deep.constant("c", 20);
  for (int k = 0; k < 100; ++k) {
    value = value->add_values();
    value->set_type(20);
  }
  deep.output("c");
  expectError(deep, "nested deeper than 64");

  // Five million messages of two bytes.
  std::string empty;
  for (int k = 0; k < 5'000'000; ++k)
    empty += std::string("\x0a\x00", 2);
  std::string head = "\x3a"; // graph
  for (size_t size = empty.size(); size > 0; size >>= 7)
    head += static_cast<char>((size & 127) | (size > 127 ? 128 : 0));
  expectError(head + empty, "messages, which is too many for its size");

  // A length beyond the end.
  expectError(std::string("\x3a\xff\xff\xff\xff\x07", 6),
              "of which 0 are there");
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  EXPECT_LT(usage.ru_maxrss, 2 << 20); // in kB
}

} // namespace
