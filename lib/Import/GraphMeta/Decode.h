//===- Decode.h - Numbers of a -graph.meta file -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Which number stands for which type in the two formats of MindSpore's graphs.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_GRAPHMETA_DECODE_H
#define MS_LIB_IMPORT_GRAPHMETA_DECODE_H

#include <cstdint>
#include <utility>

namespace ms::graphmeta {

/// DataType of the format, as far as values and types are told apart by it.
enum DataType : int32_t {
  kUndefined = 0,
  kBool = 1,
  kInt8 = 2,
  kInt32 = 4,
  kInt64 = 5,
  kUInt64 = 9,
  kFloat32 = 11,
  kFloat64 = 12,
  kString = 13,
  kTensor = 14,
  kTuple = 31,
  kList = 32,
  kNone = 34,
  kType = 39,
  kUMonad = 49,
};

/// AttributeProto.type of a .mindir file.
enum AttributeType : int32_t {
  kGivenNothing = 0,
  kGivenFloat = 1,
  kGivenInt = 7,
  kGivenString = 8,
  kGivenBool = 9,
  kGivenDouble = 11,
  kGivenTensors = 19,
  kGivenTuple = 20,
  kGivenMonad = 23,
  kGivenNone = 25,
};

/// Element types: DataType, and the number of a .mindir file.
inline constexpr std::pair<int32_t, int32_t> kElements[] = {
    {1, 9},  {2, 3},  {3, 5},   {4, 6},  {5, 7},   {6, 2},  {7, 4},
    {8, 12}, {9, 13}, {10, 10}, {11, 1}, {12, 11}, {46, 16}};

} // namespace ms::graphmeta

#endif // MS_LIB_IMPORT_GRAPHMETA_DECODE_H
