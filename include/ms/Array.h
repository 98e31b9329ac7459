//===- Array.h - Numbers in memory ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Element types, and arrays that hold data: what goes into a network and comes
// out of it. The symbolic values inside a network are in Network.h.
//
//===----------------------------------------------------------------------===//

#ifndef MS_ARRAY_H
#define MS_ARRAY_H

#include "ms/Error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ms {

/// Element types, as mindspore.float32 and so on.
enum class DType : unsigned {
  Bool = 0,
  Int8 = 1,
  Int16 = 2,
  Int32 = 3,
  Int64 = 4,
  UInt8 = 5,
  UInt16 = 6,
  UInt32 = 7,
  UInt64 = 8,
  Float16 = 9,
  BFloat16 = 10,
  Float32 = 11,
  Float64 = 12
};

/// "Float32", as checkpoints have it.
const char *dtypeName(DType dtype);
/// Bytes of one element.
size_t dtypeBytes(DType dtype);

/// Extents. In the shape of a symbolic value a first extent of -1 is the batch.
using Shape = std::vector<int64_t>;

namespace detail {
struct ArrayImpl;
template <typename T> struct DTypeOf;
template <> struct DTypeOf<bool> {
  static constexpr DType value = DType::Bool;
};
template <> struct DTypeOf<int8_t> {
  static constexpr DType value = DType::Int8;
};
template <> struct DTypeOf<int16_t> {
  static constexpr DType value = DType::Int16;
};
template <> struct DTypeOf<int32_t> {
  static constexpr DType value = DType::Int32;
};
template <> struct DTypeOf<int64_t> {
  static constexpr DType value = DType::Int64;
};
template <> struct DTypeOf<uint8_t> {
  static constexpr DType value = DType::UInt8;
};
template <> struct DTypeOf<uint16_t> {
  static constexpr DType value = DType::UInt16;
};
template <> struct DTypeOf<uint32_t> {
  static constexpr DType value = DType::UInt32;
};
template <> struct DTypeOf<uint64_t> {
  static constexpr DType value = DType::UInt64;
};
template <> struct DTypeOf<float> {
  static constexpr DType value = DType::Float32;
};
template <> struct DTypeOf<double> {
  static constexpr DType value = DType::Float64;
};
} // namespace detail

/// A dense row-major array. Copies share their elements, as in Python; clone()
/// makes others. The counterpart of a mindspore.Tensor that holds data.
class Array {
public:
  /// A float scalar 0.
  Array();
  /// Zeros. Throws where an extent is negative or memory runs out.
  Array(DType dtype, const Shape &shape);
  /// The elements of `values`, whose number must be that of `shape`.
  template <typename T>
  Array(const Shape &shape, const std::vector<T> &values)
      : Array(detail::DTypeOf<T>::value, shape) {
    checkCount(values.size());
    T *target = data<T>();
    for (size_t k = 0; k < values.size(); ++k)
      target[k] = values[k];
  }
  /// A copy of bytes that somebody else holds.
  static Array copyOf(DType dtype, const Shape &shape, const void *data);

  /// Reads a .npy file; a .npz file by names of its members. Throws with file,
  /// place and cause.
  static Array fromNpy(const std::string &path);
  static std::map<std::string, Array> fromNpz(const std::string &path);

  DType dtype() const;
  const Shape &shape() const;
  /// Number of elements.
  int64_t size() const;

  /// The elements; throws where T is not the element type.
  template <typename T> T *data() {
    checkType(detail::DTypeOf<T>::value);
    return static_cast<T *>(raw());
  }
  template <typename T> const T *data() const {
    return const_cast<Array *>(this)->data<T>();
  }
  void *raw();
  const void *raw() const;

  /// Element `i` in row-major order, as a double, of any element type.
  double at(int64_t i) const;
  Array clone() const;

private:
  friend struct detail::ArrayImpl;
  void checkType(DType wanted) const;
  void checkCount(size_t count) const;

  std::shared_ptr<detail::ArrayImpl> impl;
};

/// Writes a .npy file, and a .npz file with these members; all or nothing.
void saveNpy(const std::string &path, const Array &array);
void saveNpz(const std::string &path,
             const std::map<std::string, Array> &arrays);

} // namespace ms

#endif // MS_ARRAY_H
