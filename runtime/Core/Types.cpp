//===- Types.cpp - Element types, aligned buffers and tensors -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The table of element types, half precision conversion, and memory: small
// buffers from the heap, large ones mapped so that they come zeroed and unused
// pages cost nothing.
//
//===----------------------------------------------------------------------===//

#include "msrt/Types.h"

#include <cctype>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <sys/mman.h>

using namespace msrt;

namespace {
struct DTypeInfo {
  const char *name;
  uint8_t bytes;
  enum Kind : uint8_t { Bool, Signed, Unsigned, Float } kind;
};
} // namespace

// In the order of msrt_dtype.
static const DTypeInfo dtypeTable[] = {
    {"Bool", 1, DTypeInfo::Bool},       {"Int8", 1, DTypeInfo::Signed},
    {"Int16", 2, DTypeInfo::Signed},    {"Int32", 4, DTypeInfo::Signed},
    {"Int64", 8, DTypeInfo::Signed},    {"UInt8", 1, DTypeInfo::Unsigned},
    {"UInt16", 2, DTypeInfo::Unsigned}, {"UInt32", 4, DTypeInfo::Unsigned},
    {"UInt64", 8, DTypeInfo::Unsigned}, {"Float16", 2, DTypeInfo::Float},
    {"BFloat16", 2, DTypeInfo::Float},  {"Float32", 4, DTypeInfo::Float},
    {"Float64", 8, DTypeInfo::Float},
};
static constexpr size_t dtypeCount = std::size(dtypeTable);

const char *msrt_dtype_name(uint32_t dtype) {
  return dtype < dtypeCount ? dtypeTable[dtype].name : "unknown type";
}

size_t msrt_dtype_bytes(uint32_t dtype) {
  return dtype < dtypeCount ? dtypeTable[dtype].bytes : 0;
}

namespace msrt {

std::optional<DType> parseDType(std::string_view name) {
  for (size_t i = 0; i < dtypeCount; ++i) {
    std::string_view known = dtypeTable[i].name;
    bool same = known.size() == name.size();
    for (size_t c = 0; same && c < name.size(); ++c)
      same = std::tolower(static_cast<unsigned char>(known[c])) ==
             std::tolower(static_cast<unsigned char>(name[c]));
    if (same)
      return static_cast<DType>(i);
  }
  return std::nullopt;
}

bool isFloat(DType dtype) { return dtypeTable[dtype].kind == DTypeInfo::Float; }

bool isInteger(DType dtype) {
  return dtypeTable[dtype].kind == DTypeInfo::Signed ||
         dtypeTable[dtype].kind == DTypeInfo::Unsigned;
}

//===----------------------------------------------------------------------===//
// Half precision
//===----------------------------------------------------------------------===//

static float floatOfBits(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

static uint32_t bitsOfFloat(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

float halfToFloat(uint16_t bits) {
  uint32_t sign = static_cast<uint32_t>(bits & 0x8000u) << 16;
  uint32_t exponent = (bits >> 10) & 0x1f;
  uint32_t mantissa = bits & 0x3ff;
  if (exponent == 31)
    return floatOfBits(sign | 0x7f800000u | (mantissa << 13));
  if (exponent != 0)
    return floatOfBits(sign | ((exponent + 112) << 23) | (mantissa << 13));
  // Zero or subnormal: exact in float.
  float value = static_cast<float>(mantissa) * 0x1p-24f;
  return sign ? -value : value;
}

uint16_t floatToHalf(float value) {
  uint32_t bits = bitsOfFloat(value);
  uint16_t sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) // NaN keeps its upper payload bits, made quiet
    return static_cast<uint16_t>(sign | 0x7e00u | ((magnitude >> 13) & 0x3ffu));
  if (magnitude >= 0x477ff000u) // rounds beyond 65504
    return static_cast<uint16_t>(sign | 0x7c00u);
  if (magnitude < 0x38800000u) {
    // Subnormal: adding 0.5 lets the hardware round at 2^-24.
    float shifted = floatOfBits(magnitude) + 0.5f;
    return static_cast<uint16_t>(sign | (bitsOfFloat(shifted) - 0x3f000000u));
  }
  uint32_t odd = (magnitude >> 13) & 1;
  uint32_t rounded = magnitude + 0xfffu + odd - (112u << 23);
  return static_cast<uint16_t>(sign | (rounded >> 13));
}

float bfloatToFloat(uint16_t bits) {
  return floatOfBits(static_cast<uint32_t>(bits) << 16);
}

uint16_t floatToBfloat(float value) {
  uint32_t bits = bitsOfFloat(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u)
    return static_cast<uint16_t>((bits >> 16) | 0x40u);
  return static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1)) >> 16);
}

//===----------------------------------------------------------------------===//
// Single elements
//===----------------------------------------------------------------------===//

template <typename T> static T loadAs(const void *data, int64_t i) {
  T value;
  std::memcpy(&value, static_cast<const char *>(data) + i * sizeof(T),
              sizeof(T));
  return value;
}

template <typename T> static void storeAs(void *data, int64_t i, T value) {
  std::memcpy(static_cast<char *>(data) + i * sizeof(T), &value, sizeof(T));
}

double loadElement(DType dtype, const void *data, int64_t i) {
  switch (dtype) {
  case MSRT_FLOAT16:
    return halfToFloat(loadAs<uint16_t>(data, i));
  case MSRT_BFLOAT16:
    return bfloatToFloat(loadAs<uint16_t>(data, i));
  case MSRT_FLOAT32:
    return loadAs<float>(data, i);
  case MSRT_FLOAT64:
    return loadAs<double>(data, i);
  case MSRT_UINT64:
    return static_cast<double>(loadAs<uint64_t>(data, i));
  default:
    return static_cast<double>(loadInteger(dtype, data, i));
  }
}

int64_t loadInteger(DType dtype, const void *data, int64_t i) {
  switch (dtype) {
  case MSRT_BOOL:
    return loadAs<uint8_t>(data, i) != 0;
  case MSRT_INT8:
    return loadAs<int8_t>(data, i);
  case MSRT_INT16:
    return loadAs<int16_t>(data, i);
  case MSRT_INT32:
    return loadAs<int32_t>(data, i);
  case MSRT_INT64:
    return loadAs<int64_t>(data, i);
  case MSRT_UINT8:
    return loadAs<uint8_t>(data, i);
  case MSRT_UINT16:
    return loadAs<uint16_t>(data, i);
  case MSRT_UINT32:
    return loadAs<uint32_t>(data, i);
  case MSRT_UINT64: {
    uint64_t value = loadAs<uint64_t>(data, i);
    uint64_t limit = std::numeric_limits<int64_t>::max();
    return static_cast<int64_t>(value < limit ? value : limit);
  }
  default:
    return 0;
  }
}

static void storeInteger(DType dtype, void *data, int64_t i, int64_t value) {
  switch (dtypeBytes(dtype)) {
  case 1:
    return storeAs(data, i, static_cast<uint8_t>(value));
  case 2:
    return storeAs(data, i, static_cast<uint16_t>(value));
  case 4:
    return storeAs(data, i, static_cast<uint32_t>(value));
  default:
    return storeAs(data, i, static_cast<uint64_t>(value));
  }
}

// A float to be rounded once more: inexact values are cut and made odd, so that
// the second rounding is right (rounding twice to nearest is not).
static float roundToOdd(double value) {
  float result = static_cast<float>(value);
  if (static_cast<double>(result) == value || value != value)
    return result;
  uint32_t bits = bitsOfFloat(result);
  double magnitude = value < 0 ? -value : value;
  if (static_cast<double>(floatOfBits(bits & 0x7fffffffu)) > magnitude)
    --bits;
  return floatOfBits(bits | 1);
}

void storeElement(DType dtype, void *data, int64_t i, double value) {
  switch (dtype) {
  case MSRT_FLOAT16:
    return storeAs(data, i, floatToHalf(roundToOdd(value)));
  case MSRT_BFLOAT16:
    return storeAs(data, i, floatToBfloat(roundToOdd(value)));
  case MSRT_FLOAT32:
    return storeAs(data, i, static_cast<float>(value));
  case MSRT_FLOAT64:
    return storeAs(data, i, value);
  case MSRT_BOOL:
    return storeAs(data, i, static_cast<uint8_t>(value != 0));
  case MSRT_UINT64:
    return storeAs(data, i, static_cast<uint64_t>(value));
  default:
    return storeInteger(dtype, data, i, static_cast<int64_t>(value));
  }
}

int64_t convertElements(DType from, const void *source, DType to, void *target,
                        int64_t count) {
  if (from == to) {
    std::memcpy(target, source, static_cast<size_t>(count) * dtypeBytes(to));
    return -1;
  }
  if (isFloat(from)) {
    for (int64_t i = 0; i < count; ++i)
      storeElement(to, target, i, loadElement(from, source, i));
    return -1;
  }
  // A 64-bit unsigned value beyond int64_t saturates, which only its own type
  // (handled above) could hold; so the range check below still refuses it.
  unsigned bits = static_cast<unsigned>(8 * dtypeBytes(to));
  int64_t low = 0, high = 1;
  if (dtypeTable[to].kind == DTypeInfo::Signed) {
    low = bits == 64 ? std::numeric_limits<int64_t>::min()
                     : -(int64_t(1) << (bits - 1));
    high = -(low + 1);
  } else if (dtypeTable[to].kind == DTypeInfo::Unsigned) {
    high = bits == 64 ? std::numeric_limits<int64_t>::max()
                      : (int64_t(1) << bits) - 1;
  }
  for (int64_t i = 0; i < count; ++i) {
    int64_t value = loadInteger(from, source, i);
    bool saturated = from == MSRT_UINT64 && to == MSRT_INT64 &&
                     loadAs<uint64_t>(source, i) > static_cast<uint64_t>(high);
    if (value < low || value > high || saturated)
      return i;
    storeInteger(to, target, i, value);
  }
  return -1;
}

//===----------------------------------------------------------------------===//
// Extents
//===----------------------------------------------------------------------===//

bool Dims::operator==(Dims other) const {
  if (length != other.length)
    return false;
  for (size_t i = 0; i < length; ++i)
    if (first[i] != other.first[i])
      return false;
  return true;
}

int64_t elementCount(Dims dims) {
  int64_t count = 1;
  bool zero = false, overflow = false;
  for (int64_t extent : dims) {
    if (extent < 0)
      return -1;
    zero |= extent == 0;
    overflow |= __builtin_mul_overflow(count, extent, &count);
  }
  if (zero)
    return 0;
  return overflow ? -1 : count;
}

int64_t tensorBytes(DType dtype, Dims dims) {
  int64_t count = elementCount(dims), bytes;
  if (count < 0 || __builtin_mul_overflow(
                       count, static_cast<int64_t>(dtypeBytes(dtype)), &bytes))
    return -1;
  return bytes;
}

std::string toString(Dims dims) {
  std::string text = "[";
  for (size_t i = 0; i < dims.size(); ++i)
    text += (i ? ", " : "") + std::to_string(dims[i]);
  return text + "]";
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

// From here on a buffer is mapped on its own: it goes back to the system when
// it is freed, and zeroing it costs nothing.
static constexpr uint64_t mapThreshold = 1 << 20;

Buffer::Buffer(Buffer &&other) noexcept
    : start(std::exchange(other.start, nullptr)),
      length(std::exchange(other.length, 0)), mapped(other.mapped) {}

Buffer &Buffer::operator=(Buffer &&other) noexcept {
  std::swap(start, other.start);
  std::swap(length, other.length);
  std::swap(mapped, other.mapped);
  return *this;
}

Buffer::~Buffer() {
  if (mapped && start)
    munmap(start, length);
  else
    std::free(start);
}

static Status outOfMemory(uint64_t bytes) {
  return Status::error(Code::Memory, "not enough memory for %llu bytes",
                       static_cast<unsigned long long>(bytes));
}

Result<Buffer> Buffer::create(uint64_t bytes) {
  if (bytes >= mapThreshold)
    return createZeroed(bytes);
  Buffer buffer;
  // aligned_alloc wants a multiple of the alignment; zero bytes still get an
  // address, so that a pointer to nothing is not mistaken for "absent".
  uint64_t rounded = (bytes + MSRT_ALIGNMENT) / MSRT_ALIGNMENT * MSRT_ALIGNMENT;
  buffer.start = std::aligned_alloc(MSRT_ALIGNMENT, rounded);
  if (!buffer.start)
    return outOfMemory(bytes);
  buffer.length = bytes;
  return buffer;
}

Result<Buffer> Buffer::createZeroed(uint64_t bytes) {
  if (bytes < mapThreshold) {
    Result<Buffer> buffer = create(bytes);
    if (buffer.ok())
      std::memset(buffer->data(), 0, bytes);
    return buffer;
  }
  void *start = MAP_FAILED;
  if (bytes <= std::numeric_limits<size_t>::max() / 2)
    start = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED)
    return outOfMemory(bytes);
  // Large buffers are read from end to end: fewer, larger pages. A system that
  // has none goes on with small ones.
  (void)madvise(start, bytes, MADV_HUGEPAGE);
  Buffer buffer;
  buffer.start = start;
  buffer.length = bytes;
  buffer.mapped = true;
  return buffer;
}

Result<Tensor> Tensor::create(DType dtype, Dims dims) {
  int64_t bytes = tensorBytes(dtype, dims);
  if (bytes < 0)
    return Status::error(Code::Memory, "a tensor of shape %s has no size",
                         toString(dims).c_str());
  MSRT_ASSIGN(buffer, Buffer::create(static_cast<uint64_t>(bytes)));
  Tensor tensor;
  tensor.dtype = dtype;
  tensor.dims = dims.vec();
  tensor.buffer = std::move(buffer);
  return tensor;
}

Result<Tensor> Tensor::copyOf(TensorRef source) {
  MSRT_ASSIGN(tensor, create(source.dtype, source.dims));
  if (tensor.buffer.size())
    std::memcpy(tensor.data(), source.data, tensor.buffer.size());
  return tensor;
}

} // namespace msrt
