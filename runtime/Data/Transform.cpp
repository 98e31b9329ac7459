//===- Transform.cpp - What happens to a row of a column ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Transform.h"

#include "runtime/Core/Text.h"

#include <cmath>
#include <cstring>

namespace msrt {

Transform::~Transform() = default;

static Status misfit(const Column &input, const std::string &what) {
  return Status::error(Code::Dataset, "column %s of type %s and shape %s: %s",
                       quoteName(input.name).c_str(), dtypeName(input.dtype),
                       toString(input.dims).c_str(), what.c_str());
}

namespace {

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

class Rescale final : public Transform {
public:
  Rescale(double scale, double shift) : scale(scale), shift(shift) {
    // Pixels are bytes: one table serves them all.
    for (int i = 0; i < 256; ++i)
      table[i] = static_cast<float>(i * scale + shift);
  }

  Result<Column> check(const Column &input) const override {
    return Column{input.name, MSRT_FLOAT32, input.dims};
  }

  Status apply(const Column &input, const void *source, const Column &,
               void *target) const override {
    float *out = static_cast<float *>(target);
    int64_t count = input.count();
    if (input.dtype == MSRT_UINT8) {
      const auto *bytes = static_cast<const uint8_t *>(source);
      for (int64_t i = 0; i < count; ++i)
        out[i] = table[bytes[i]];
      return {};
    }
    for (int64_t i = 0; i < count; ++i)
      out[i] = static_cast<float>(loadElement(input.dtype, source, i) * scale +
                                  shift);
    return {};
  }

private:
  double scale, shift;
  float table[256];
};

class Normalize final : public Transform {
public:
  Normalize(std::vector<double> mean, std::vector<double> deviation)
      : mean(std::move(mean)), deviation(std::move(deviation)) {}

  Result<Column> check(const Column &input) const override {
    if (!isFloat(input.dtype))
      return misfit(input, "normalize expects floats: rescale or cast first");
    int64_t channels = input.dims.empty() ? 1 : input.dims[0];
    for (const std::vector<double> *values : {&mean, &deviation})
      if (values->size() != 1 &&
          static_cast<int64_t>(values->size()) != channels)
        return misfit(input,
                      format("normalize has %zu values for %lld channels",
                             values->size(), static_cast<long long>(channels)));
    for (double value : deviation)
      if (!(std::fabs(value) > 0))
        return misfit(input, format("normalize divides by %g", value));
    return input;
  }

  Status apply(const Column &input, const void *source, const Column &,
               void *target) const override {
    int64_t channels = input.dims.empty() ? 1 : input.dims[0];
    int64_t inner = channels ? input.count() / channels : 0, i = 0;
    for (int64_t c = 0; c < channels; ++c) {
      double m = mean[mean.size() == 1 ? 0 : c];
      double d = deviation[deviation.size() == 1 ? 0 : c];
      for (int64_t end = i + inner; i < end; ++i)
        storeElement(input.dtype, target, i,
                     (loadElement(input.dtype, source, i) - m) / d);
    }
    return {};
  }

private:
  std::vector<double> mean, deviation;
};

class Cast final : public Transform {
public:
  explicit Cast(DType dtype) : dtype(dtype) {}

  Result<Column> check(const Column &input) const override {
    return Column{input.name, dtype, input.dims};
  }

  Status apply(const Column &input, const void *source, const Column &,
               void *target) const override {
    int64_t count = input.count();
    if (isFloat(dtype) == isFloat(input.dtype)) {
      int64_t wrong =
          convertElements(input.dtype, source, dtype, target, count);
      return wrong < 0 ? Status() : outside(input, source, wrong);
    }
    for (int64_t i = 0; i < count; ++i) {
      double value = loadElement(input.dtype, source, i);
      if (!isFloat(dtype)) {
        // Toward zero, as NumPy casts; the result must exist in the type.
        value = std::trunc(value);
        bool isSigned = dtype >= MSRT_INT8 && dtype <= MSRT_INT64;
        int bits = dtype == MSRT_BOOL
                       ? 1
                       : static_cast<int>(8 * dtypeBytes(dtype)) - isSigned;
        double limit = std::ldexp(1.0, bits);
        if (!(value < limit && value >= (isSigned ? -limit : 0)))
          return outside(input, source, i);
      }
      storeElement(dtype, target, i, value);
    }
    return {};
  }

private:
  Status outside(const Column &input, const void *source, int64_t i) const {
    return misfit(input, format("the value %g is no %s",
                                loadElement(input.dtype, source, i),
                                dtypeName(dtype)));
  }

  DType dtype;
};

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

class CentrePad final : public Transform {
public:
  CentrePad(int64_t height, int64_t width, double value)
      : height(height), width(width), value(value) {}

  Result<Column> check(const Column &input) const override {
    size_t rank = input.dims.size();
    if (rank < 2 || input.dims[rank - 2] > height ||
        input.dims[rank - 1] > width)
      return misfit(input, format("does not fit into %lld x %lld",
                                  static_cast<long long>(height),
                                  static_cast<long long>(width)));
    Column output = input;
    output.dims[rank - 2] = height;
    output.dims[rank - 1] = width;
    if (elementCount(output.dims) < 0)
      return misfit(input, "padding overflows");
    return output;
  }

  Status apply(const Column &input, const void *source, const Column &output,
               void *target) const override {
    size_t rank = input.dims.size(), bytes = dtypeBytes(input.dtype);
    int64_t h = input.dims[rank - 2], w = input.dims[rank - 1];
    int64_t planes =
        elementCount(Dims(input.dims.data(), rank - 2)); // 1 for [h, w]
    int64_t total = output.count();
    if (value == 0)
      std::memset(target, 0, static_cast<size_t>(total) * bytes);
    else
      for (int64_t i = 0; i < total; ++i)
        storeElement(input.dtype, target, i, value);
    int64_t top = (height - h) / 2, left = (width - w) / 2;
    const char *from = static_cast<const char *>(source);
    char *to = static_cast<char *>(target);
    for (int64_t p = 0; p < planes; ++p)
      for (int64_t y = 0; y < h; ++y)
        std::memcpy(to + ((p * height + top + y) * width + left) * bytes,
                    from + (p * h + y) * w * bytes, w * bytes);
    return {};
  }

private:
  int64_t height, width;
  double value;
};

class Reshape final : public Transform {
public:
  explicit Reshape(std::vector<int64_t> dims) : dims(std::move(dims)) {}

  Result<Column> check(const Column &input) const override {
    if (elementCount(dims) != input.count())
      return misfit(input, "cannot become shape " + toString(dims));
    return Column{input.name, input.dtype, dims};
  }

  Status apply(const Column &input, const void *source, const Column &,
               void *target) const override {
    std::memcpy(target, source, input.rowBytes());
    return {};
  }

private:
  std::vector<int64_t> dims;
};

class Function final : public Transform {
public:
  Function(Column output, RowFunction function)
      : output(std::move(output)), function(std::move(function)) {}

  Result<Column> check(const Column &input) const override {
    if (output.count() < 0)
      return misfit(input, "the function's output has no size");
    return Column{input.name, output.dtype, output.dims};
  }

  Status apply(const Column &input, const void *source, const Column &,
               void *target) const override {
    return function(input, source, target);
  }

private:
  Column output;
  RowFunction function;
};

} // namespace

TransformPtr rescale(double scale, double shift) {
  return std::make_shared<Rescale>(scale, shift);
}
TransformPtr centrePad(int64_t height, int64_t width, double value) {
  return std::make_shared<CentrePad>(height, width, value);
}
TransformPtr normalize(std::vector<double> mean,
                       std::vector<double> deviation) {
  return std::make_shared<Normalize>(std::move(mean), std::move(deviation));
}
TransformPtr cast(DType dtype) { return std::make_shared<Cast>(dtype); }
TransformPtr reshape(std::vector<int64_t> dims) {
  return std::make_shared<Reshape>(std::move(dims));
}
TransformPtr rowFunction(Column output, RowFunction function) {
  return std::make_shared<Function>(std::move(output), std::move(function));
}

} // namespace msrt
