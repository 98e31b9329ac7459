//===- TransformTest.cpp - The ready row transforms -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Transform.h"

#include "test/unit/Runtime/TestFiles.h"

#include <cmath>
#include <cstring>
#include <numeric>

using namespace msrt;
using namespace msrt::test;

template <typename T>
static Result<Tensor> apply(const TransformPtr &transform, DType dtype,
                            std::vector<int64_t> dims, std::vector<T> values) {
  Column input{"x", dtype, std::move(dims)};
  MSRT_ASSIGN(output, transform->check(input));
  MSRT_ASSIGN(tensor, Tensor::create(output.dtype, output.dims));
  MSRT_TRY(transform->apply(input, values.data(), output, tensor.data()));
  return tensor;
}

TEST(Transform, RescaleIsCorrectlyRounded) {
  std::vector<uint8_t> bytes(256);
  std::iota(bytes.begin(), bytes.end(), 0);
  Tensor out = apply(rescale(1.0 / 255), MSRT_UINT8, {256}, bytes).take();
  for (int i = 0; i < 256; ++i)
    EXPECT_EQ(out.as<float>()[i], static_cast<float>(i / 255.0)) << i;
  Tensor half =
      apply<int16_t>(rescale(0.5, 1), MSRT_INT16, {2}, {-4, 3}).take();
  EXPECT_EQ(half.as<float>()[0], -1);
  EXPECT_EQ(half.as<float>()[1], 2.5f);
}

TEST(Transform, CentrePad) {
  Tensor out =
      apply<uint8_t>(centrePad(4, 5, 9), MSRT_UINT8, {1, 2, 2}, {1, 2, 3, 4})
          .take();
  EXPECT_EQ(out.dims, (std::vector<int64_t>{1, 4, 5}));
  const uint8_t expected[] = {9, 9, 9, 9, 9, 9, 1, 2, 9, 9,
                              9, 3, 4, 9, 9, 9, 9, 9, 9, 9};
  EXPECT_EQ(std::memcmp(out.data(), expected, 20), 0);
  EXPECT_ERROR(
      apply<uint8_t>(centrePad(1, 5), MSRT_UINT8, {1, 2, 2}, {1, 2, 3, 4}),
      "column 'x' of type UInt8 and shape [1, 2, 2]: does not fit into 1 x 5");
  EXPECT_ERROR(apply<uint8_t>(centrePad(1, 5), MSRT_UINT8, {2}, {1, 2}),
               "does not fit");
}

TEST(Transform, Normalize) {
  Tensor out = apply<float>(normalize({1, 2}, {0.5, 4}), MSRT_FLOAT32, {2, 2},
                            {1, 2, 2, 10})
                   .take();
  const float expected[] = {0, 2, 0, 2};
  EXPECT_EQ(std::memcmp(out.data(), expected, 16), 0);
  EXPECT_ERROR(
      apply<float>(normalize({1, 2, 3}, {1}), MSRT_FLOAT32, {2}, {1, 2}),
      "3 values for 2 channels");
  EXPECT_ERROR(apply<float>(normalize({0}, {0}), MSRT_FLOAT32, {2}, {1, 2}),
               "divides by 0");
  EXPECT_ERROR(apply<uint8_t>(normalize({0}, {1}), MSRT_UINT8, {2}, {1, 2}),
               "expects floats");
}

TEST(Transform, CastAndReshape) {
  Tensor out =
      apply<float>(cast(MSRT_INT8), MSRT_FLOAT32, {3}, {1.9f, -1.9f, 127})
          .take();
  EXPECT_EQ(out.as<int8_t>()[0], 1);
  EXPECT_EQ(out.as<int8_t>()[1], -1);
  EXPECT_EQ(out.as<int8_t>()[2], 127);
  EXPECT_ERROR(apply<float>(cast(MSRT_INT8), MSRT_FLOAT32, {1}, {128}),
               "the value 128 is no Int8");
  EXPECT_ERROR(apply<int32_t>(cast(MSRT_UINT8), MSRT_INT32, {1}, {-1}),
               "the value -1 is no UInt8");
  EXPECT_ERROR(apply<float>(cast(MSRT_INT8), MSRT_FLOAT32, {1}, {NAN}),
               "is no Int8");
  Tensor wide = apply<int32_t>(cast(MSRT_FLOAT64), MSRT_INT32, {1}, {7}).take();
  EXPECT_EQ(wide.as<double>()[0], 7);
  EXPECT_EQ(apply<int8_t>(reshape({2, 3}), MSRT_INT8, {6}, {1, 2, 3, 4, 5, 6})
                .take()
                .dims,
            (std::vector<int64_t>{2, 3}));
  EXPECT_ERROR(apply<int8_t>(reshape({2, 2}), MSRT_INT8, {3}, {1, 2, 3}),
               "cannot become shape [2, 2]");
}
