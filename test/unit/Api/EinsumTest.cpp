//===- EinsumTest.cpp - Einstein sums and NumPy's matmul, executed --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Each equation against loops over all of its letters. An operand is a
// constant, or, where its first extent is the batch, an input.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

#include <map>

using namespace ms;
using namespace ms::test;

namespace {

constexpr int64_t kRows = 3;

struct Term {
  std::string letters; ///< of the term, without an ellipsis
  Shape shape;         ///< -1: the batch
};

Array arrayFor(const Term &operand, int seed) {
  Shape shape = operand.shape;
  for (int64_t &extent : shape)
    extent = extent < 0 ? kRows : extent;
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  std::vector<float> numbers;
  for (int64_t k = 0; k < count; ++k)
    numbers.push_back(static_cast<float>((k * 7 + seed * 3) % 11 - 5) / 4);
  return Array(shape, numbers);
}

/// The sum over all letters; extents of 1 repeat.
std::vector<double> sumOver(const std::vector<Term> &operands,
                            const std::vector<Array> &arrays,
                            const std::string &result) {
  std::map<char, int64_t> extents;
  for (size_t k = 0; k < operands.size(); ++k)
    for (size_t at = 0; at < operands[k].letters.size(); ++at) {
      int64_t &extent = extents[operands[k].letters[at]];
      extent = std::max(extent, arrays[k].shape()[at]);
    }
  std::map<char, int64_t> index;
  auto offset = [&](const std::string &letters, const Shape *shape) {
    int64_t place = 0;
    for (size_t at = 0; at < letters.size(); ++at) {
      int64_t extent = shape ? (*shape)[at] : extents[letters[at]];
      place = place * extent + (extent == 1 ? 0 : index[letters[at]]);
    }
    return place;
  };
  int64_t count = 1;
  for (char letter : result)
    count *= extents[letter];
  std::vector<double> sums(static_cast<size_t>(count));
  auto walk = [&](auto &&self, std::map<char, int64_t>::iterator at) -> void {
    if (at == extents.end()) {
      double product = 1;
      for (size_t k = 0; k < operands.size(); ++k) {
        Shape shape = arrays[k].shape();
        product *= arrays[k].at(offset(operands[k].letters, &shape));
      }
      sums[static_cast<size_t>(offset(result, nullptr))] += product;
      return;
    }
    for (int64_t k = 0; k < at->second; ++k) {
      index[at->first] = k;
      self(self, std::next(at));
    }
  };
  walk(walk, extents.begin());
  return sums;
}

struct Equation {
  std::string text;
  std::vector<Term> operands;
  std::string result; ///< letters of the result
};

const std::vector<Equation> &equations() {
  static const std::vector<Equation> all = {
      // One operand: sums, transpositions.
      {"ij->ji", {{"ij", {2, 3}}}, "ji"},
      {"ba", {{"ba", {2, 3}}}, "ab"},
      {"bij->bj", {{"bij", {-1, 2, 4}}}, "bj"},
      {"bij->", {{"bij", {-1, 2, 4}}}, ""},
      {"...ij -> ...ji", {{"xij", {-1, 2, 4}}}, "xji"},
      // Products of matrices.
      {"ij,jk->ik", {{"ij", {2, 3}}, {"jk", {3, 4}}}, "ik"},
      {"ij,jk", {{"ij", {2, 3}}, {"jk", {3, 4}}}, "ik"},
      {"ij,kj->ik", {{"ij", {2, 3}}, {"kj", {4, 3}}}, "ik"},
      {"ji,jk->ki", {{"ji", {3, 2}}, {"jk", {3, 4}}}, "ki"},
      {"bi,io->bo", {{"bi", {-1, 3}}, {"io", {3, 4}}}, "bo"},
      {"bi,bo->io", {{"bi", {-1, 3}}, {"bo", {-1, 4}}}, "io"},
      {"oi,bi->bo", {{"oi", {4, 3}}, {"bi", {-1, 3}}}, "bo"},
      {"hoi,bhi->bho", {{"hoi", {2, 4, 3}}, {"bhi", {-1, 2, 3}}}, "bho"},
      {"i,bj->bij", {{"i", {3}}, {"bj", {-1, 4}}}, "bij"},
      {"bi,bi->", {{"bi", {-1, 3}}, {"bi", {-1, 3}}}, ""},
      {"bi,bi->b", {{"bi", {-1, 3}}, {"bi", {-1, 3}}}, "b"},
      // Attention: scores, values; weights with several letters.
      {"bhqd,bhkd->bhqk",
       {{"bhqd", {-1, 2, 4, 3}}, {"bhkd", {-1, 2, 5, 3}}},
       "bhqk"},
      {"bhqk,bhkd->bqhd",
       {{"bhqk", {-1, 2, 4, 5}}, {"bhkd", {-1, 2, 5, 3}}},
       "bqhd"},
      {"bqhd,bkhd->bhqk",
       {{"bqhd", {-1, 4, 2, 3}}, {"bkhd", {-1, 5, 2, 3}}},
       "bhqk"},
      {"bsi,ihd->bshd", {{"bsi", {-1, 4, 6}}, {"ihd", {6, 2, 3}}}, "bshd"},
      {"bshd,hdo->bso", {{"bshd", {-1, 4, 2, 3}}, {"hdo", {2, 3, 5}}}, "bso"},
      // No sum.
      {"i,j->ij", {{"i", {3}}, {"j", {4}}}, "ij"},
      {"bi,bj->bij", {{"bi", {-1, 3}}, {"bj", {-1, 4}}}, "bij"},
      {"bi,i->bi", {{"bi", {-1, 3}}, {"i", {3}}}, "bi"},
      {"bi,bi->bi", {{"bi", {-1, 3}}, {"bi", {-1, 3}}}, "bi"},
      // A sum of one side alone; extents of 1; ellipses of two ranks.
      {"bij,jk->bk", {{"bij", {-1, 2, 3}}, {"jk", {3, 4}}}, "bk"},
      {"bij,jkl->bk", {{"bij", {-1, 2, 3}}, {"jkl", {3, 4, 2}}}, "bk"},
      {"ij,jk->ik", {{"ij", {2, 1}}, {"jk", {3, 4}}}, "ik"},
      {"bij,bjk->bik", {{"bij", {1, 2, 3}}, {"bjk", {2, 3, 4}}}, "bik"},
      {"...ij,...jk->...ik",
       {{"xyij", {-1, 2, 4, 3}}, {"yjk", {2, 3, 5}}},
       "xyik"},
      {"...ij,jk", {{"xij", {-1, 4, 3}}, {"jk", {3, 5}}}, "xik"},
  };
  return all;
}

TEST(Einsum, AgreesWithLoops) {
  struct Net : Cell {
    std::vector<Tensor>
    constructAll(const std::vector<Tensor> &inputs) override {
      std::vector<Tensor> outputs;
      size_t next = 0;
      for (const Equation &equation : equations()) {
        std::vector<Tensor> values;
        int seed = 0;
        for (const Term &operand : equation.operands)
          if (operand.shape[0] < 0)
            values.push_back(inputs[next++]);
          else
            values.push_back(ops::constant(arrayFor(operand, seed++)));
        outputs.push_back(ops::einsum(equation.text, values));
      }
      return outputs;
    }
  } net;
  std::vector<Array> inputs;
  std::vector<std::vector<Array>> arrays;
  for (const Equation &equation : equations()) {
    int seed = 0;
    arrays.emplace_back();
    for (const Term &operand : equation.operands) {
      bool isInput = operand.shape[0] < 0;
      arrays.back().push_back(arrayFor(
          operand, isInput ? static_cast<int>(inputs.size()) : seed++));
      if (isInput)
        inputs.push_back(arrays.back().back());
    }
  }
  std::vector<Array> outputs = Model(net).predict(inputs);
  ASSERT_EQ(outputs.size(), equations().size());
  for (size_t k = 0; k < outputs.size(); ++k) {
    const Equation &equation = equations()[k];
    SCOPED_TRACE(equation.text + ", number " + std::to_string(k));
    std::vector<double> expected =
        sumOver(equation.operands, arrays[k], equation.result);
    ASSERT_EQ(outputs[k].size(), static_cast<int64_t>(expected.size()));
    EXPECT_EQ(outputs[k].shape().size(), equation.result.size());
    for (int64_t at = 0; at < outputs[k].size(); ++at)
      EXPECT_NEAR(outputs[k].at(at), expected[static_cast<size_t>(at)], 1e-4)
          << "element " << at;
  }
}

/// What einsum says of constants of these shapes.
std::string errorOf(const std::string &equation,
                    const std::vector<Shape> &shapes) {
  struct Net : Cell {
    const std::string &equation;
    const std::vector<Shape> &shapes;
    Net(const std::string &equation, const std::vector<Shape> &shapes)
        : equation(equation), shapes(shapes) {}
    Tensor construct(const Tensor &x) override {
      std::vector<Tensor> operands;
      for (const Shape &shape : shapes)
        operands.push_back(ops::constant(arrayFor({"", shape}, 1)));
      return x * ops::einsum(equation, operands);
    }
  } net(equation, shapes);
  try {
    Model(net).predict(
        std::vector<Array>{Array({1, 1}, std::vector<float>{1})});
  } catch (const Error &error) {
    return error.what();
  }
  return "no error";
}

TEST(Einsum, SaysWhatIsWrong) {
  const struct {
    std::string equation;
    std::vector<Shape> shapes;
    std::string message;
  } cases[] = {
      {"ij,jk->ik", {{2, 3}}, "it has 2 terms, but 1 tensors are given"},
      {"i,i,i->i", {{2}, {2}, {2}}, "more than two tensors"},
      {"ij->k", {{2, 3}}, "'k' of the result is in no tensor"},
      {"ij->ii", {{2, 3}}, "'i' stands twice in the result"},
      {"ii->i", {{2, 2}}, "'i' stands twice in term 0"},
      {"ijk->i", {{2, 3}}, "term 0 names 3 dimensions, but its tensor has 2"},
      {"...ijk->i", {{2, 3}}, "term 0 names 3 dimensions"},
      {"ij,jk->ik", {{2, 3}, {4, 5}}, "'j' is 3 in one tensor and 4 in the "},
      {"i1->i", {{2, 3}}, "'1' is neither a letter"},
      {"......i->i", {{2, 3}}, "a term has two ellipses"},
  };
  for (const auto &entry : cases) {
    std::string message = errorOf(entry.equation, entry.shapes);
    EXPECT_NE(message.find(entry.message), std::string::npos) << message;
    EXPECT_NE(message.find("einsum \"" + entry.equation), std::string::npos)
        << message;
  }
}

TEST(MatMul, FollowsNumPy) {
  struct Net : Cell {
    std::vector<Tensor> constructAll(const std::vector<Tensor> &in) override {
      Tensor vector = ops::constant(Array({2}, std::vector<float>{1, 2}));
      Tensor matrix =
          ops::constant(Array({2, 2}, std::vector<float>{1, 2, 3, 4}));
      return {ops::matMul(in[0], matrix),
              ops::matMul(in[0], vector),
              ops::matMul(vector, in[0]),
              ops::matMul(vector, matrix),
              ops::matMul(vector, vector),
              ops::batchMatMul(in[0], in[0], false, true)};
    }
  } net;
  Array x({1, 2, 2}, std::vector<float>{5, 6, 7, 8});
  std::vector<Array> outputs = Model(net).predict(std::vector<Array>{x});
  const std::pair<Shape, std::vector<double>> expected[] = {
      {{1, 2, 2}, {23, 34, 31, 46}},
      {{1, 2}, {17, 23}},
      {{1, 2}, {19, 22}},
      {{2}, {7, 10}},
      {{}, {5}},
      {{1, 2, 2}, {61, 83, 83, 113}}};
  for (size_t k = 0; k < outputs.size(); ++k) {
    EXPECT_EQ(outputs[k].shape(), expected[k].first) << k;
    for (int64_t at = 0; at < outputs[k].size(); ++at)
      EXPECT_NEAR(outputs[k].at(at),
                  expected[k].second[static_cast<size_t>(at)], 1e-5)
          << k;
  }
}

} // namespace
