//===- Types.h - Element types, aligned buffers and tensors -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what a tensor is for the runtime: an element type of the C interface,
// extents, and dense row-major bytes aligned as generated code wants them.
// Sizes are computed with overflow checks; allocation can fail with a message.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_TYPES_H
#define MSRT_TYPES_H

#include "ms-c/Runtime.h"
#include "msrt/Status.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace msrt {

using DType = msrt_dtype;

inline size_t dtypeBytes(DType dtype) { return msrt_dtype_bytes(dtype); }
inline const char *dtypeName(DType dtype) { return msrt_dtype_name(dtype); }

/// Reads a checkpoint's type name in any case ("Uint8" was written once).
std::optional<DType> parseDType(std::string_view name);

bool isFloat(DType dtype);
/// Signed or unsigned, without bool.
bool isInteger(DType dtype);

/// IEEE half and bfloat16, rounded to nearest even.
float halfToFloat(uint16_t bits);
uint16_t floatToHalf(float value);
float bfloatToFloat(uint16_t bits);
uint16_t floatToBfloat(float value);

/// Element `i` of `data` as a double (64-bit integers beyond 2^53 round).
double loadElement(DType dtype, const void *data, int64_t i);
/// Element `i` of an integer or bool buffer, saturated to int64_t.
int64_t loadInteger(DType dtype, const void *data, int64_t i);
/// Stores a double, rounded for floats; integers need a value in range.
void storeElement(DType dtype, void *data, int64_t i, double value);

/// Converts between floats, or between integers, booleans among the latter.
/// Returns the index of the first integer that does not fit, or -1.
int64_t convertElements(DType from, const void *source, DType to, void *target,
                        int64_t count);

/// The extents of a tensor that somebody else holds.
class Dims {
public:
  Dims() = default;
  Dims(const int64_t *data, size_t rank) : first(data), length(rank) {}
  Dims(const std::vector<int64_t> &dims)
      : first(dims.data()), length(dims.size()) {}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winit-list-lifetime"
#endif
  /// Only for an argument: the list dies with the full expression.
  Dims(const std::initializer_list<int64_t> &dims)
      : first(dims.begin()), length(dims.size()) {}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  size_t size() const { return length; }
  bool empty() const { return length == 0; }
  const int64_t *data() const { return first; }
  const int64_t *begin() const { return first; }
  const int64_t *end() const { return first + length; }
  int64_t operator[](size_t i) const { return first[i]; }
  Dims dropFront(size_t n = 1) const { return {first + n, length - n}; }
  std::vector<int64_t> vec() const { return {begin(), end()}; }

  bool operator==(Dims other) const;
  bool operator!=(Dims other) const { return !(*this == other); }

private:
  const int64_t *first = nullptr;
  size_t length = 0;
};

/// Product of the extents, or -1 when one is negative or it overflows.
int64_t elementCount(Dims dims);
/// Bytes of a dense tensor, or -1 as above.
int64_t tensorBytes(DType dtype, Dims dims);
/// "[32, 10]".
std::string toString(Dims dims);

/// Bytes aligned to MSRT_ALIGNMENT. Moves, never copies.
class Buffer {
public:
  Buffer() = default;
  Buffer(Buffer &&other) noexcept;
  Buffer &operator=(Buffer &&other) noexcept;
  ~Buffer();

  /// Uninitialised bytes; an error where the system has none left.
  static Result<Buffer> create(uint64_t bytes);
  /// Zero bytes that take memory only once they are touched.
  static Result<Buffer> createZeroed(uint64_t bytes);

  uint8_t *data() { return static_cast<uint8_t *>(start); }
  const uint8_t *data() const { return static_cast<const uint8_t *>(start); }
  uint64_t size() const { return length; }

private:
  void *start = nullptr;
  uint64_t length = 0;
  bool mapped = false;
};

/// A tensor that somebody else holds.
struct TensorRef {
  DType dtype = MSRT_FLOAT32;
  Dims dims;
  const void *data = nullptr;

  int64_t count() const { return elementCount(dims); }
  int64_t bytes() const { return tensorBytes(dtype, dims); }
};

/// A tensor with its bytes.
struct Tensor {
  DType dtype = MSRT_FLOAT32;
  std::vector<int64_t> dims;
  Buffer buffer;

  static Result<Tensor> create(DType dtype, Dims dims);
  static Result<Tensor> copyOf(TensorRef source);

  void *data() { return buffer.data(); }
  const void *data() const { return buffer.data(); }
  template <typename T> T *as() { return reinterpret_cast<T *>(buffer.data()); }
  template <typename T> const T *as() const {
    return reinterpret_cast<const T *>(buffer.data());
  }
  int64_t count() const { return elementCount(dims); }
  TensorRef ref() const { return {dtype, dims, buffer.data()}; }
};

struct NamedTensor {
  std::string name;
  Tensor tensor;
};

} // namespace msrt

#endif // MSRT_TYPES_H
