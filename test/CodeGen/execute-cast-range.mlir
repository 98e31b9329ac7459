//===- execute-cast-range.mlir - Conversions of what does not fit --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From float to integer what does not fit saturates and a NaN gives zero; between
// integers the low bits stay.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=0" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=0 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-15: ok
// CHECK-NOT: ok

func.func @test_large_i8(%x: tensor<17xi8> {test.range = [-128, 128]}) -> (tensor<17xi1>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xi8> -> tensor<17xi1>
  %2 = mindir.cast %x to i16 : tensor<17xi8> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xi8> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xi8> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi8> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi8> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi8> -> tensor<17xui32>
  return %0, %2, %3, %4, %5, %6, %7 : tensor<17xi1>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_large_i16(%x: tensor<17xi16> {test.range = [-32768, 32768]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xi16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xi16> -> tensor<17xi8>
  %3 = mindir.cast %x to i32 : tensor<17xi16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xi16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi16> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi16> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi16> -> tensor<17xui32>
  return %0, %1, %3, %4, %5, %6, %7 : tensor<17xi1>, tensor<17xi8>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_large_i32(%x: tensor<17xi32> {test.range = [-2000000000, 2000000000]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xi32> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xi32> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xi32> -> tensor<17xi16>
  %4 = mindir.cast %x to i64 : tensor<17xi32> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi32> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi32> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi32> -> tensor<17xui32>
  return %0, %1, %2, %4, %5, %6, %7 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_large_i64(%x: tensor<17xi64> {test.range = [-4000000000000, 4000000000000]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xi64> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xi64> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xi64> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xi64> -> tensor<17xi32>
  %5 = mindir.cast %x to ui8 : tensor<17xi64> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi64> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi64> -> tensor<17xui32>
  return %0, %1, %2, %3, %5, %6, %7 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_large_ui8(%x: tensor<17xui8> {test.range = [0, 256]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui8> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui8> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui8> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui8> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui8> -> tensor<17xi64>
  %6 = mindir.cast %x to ui16 : tensor<17xui8> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xui8> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xui8> -> tensor<17xui64>
  return %0, %1, %2, %3, %4, %6, %7, %8 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>
}

func.func @test_large_ui16(%x: tensor<17xui16> {test.range = [0, 65536]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui32>, tensor<17xui64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui16> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui16> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xui16> -> tensor<17xui8>
  %7 = mindir.cast %x to ui32 : tensor<17xui16> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xui16> -> tensor<17xui64>
  return %0, %1, %2, %3, %4, %5, %7, %8 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui32>, tensor<17xui64>
}

func.func @test_large_ui32(%x: tensor<17xui32> {test.range = [0, 4000000000]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui32> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui32> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui32> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui32> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui32> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xui32> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xui32> -> tensor<17xui16>
  %8 = mindir.cast %x to ui64 : tensor<17xui32> -> tensor<17xui64>
  return %0, %1, %2, %3, %4, %5, %6, %8 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui64>
}

func.func @test_large_ui64(%x: tensor<17xui64> {test.range = [0, 9000000000000]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xui64> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui64> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui64> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui64> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui64> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xui64> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xui64> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xui64> -> tensor<17xui32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_large_f16(%x: tensor<17xf16> {test.range = [-60000.0, 60000.0]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>) {
  %0 = mindir.cast %x to i1 : tensor<17xf16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xf16> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xf16> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xf16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xf16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xf16> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xf16> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xf16> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xf16> -> tensor<17xui64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>
}

func.func @test_large_bf16(%x: tensor<17xbf16> {test.range = [-100000.0, 100000.0]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>) {
  %0 = mindir.cast %x to i1 : tensor<17xbf16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xbf16> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xbf16> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xbf16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xbf16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xbf16> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xbf16> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xbf16> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xbf16> -> tensor<17xui64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>
}

func.func @test_large_f32(%x: tensor<17xf32> {test.range = [-1.0e20, 1.0e20]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xf32> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xf32> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xf32> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xf32> -> tensor<17xi32>
  %5 = mindir.cast %x to ui8 : tensor<17xf32> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xf32> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xf32> -> tensor<17xui32>
  return %0, %1, %2, %3, %5, %6, %7 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_large_f64(%x: tensor<17xf64> {test.range = [-1.0e20, 1.0e20]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>) {
  %0 = mindir.cast %x to i1 : tensor<17xf64> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xf64> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xf64> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xf64> -> tensor<17xi32>
  %5 = mindir.cast %x to ui8 : tensor<17xf64> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xf64> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xf64> -> tensor<17xui32>
  return %0, %1, %2, %3, %5, %6, %7 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>
}

func.func @test_wide_f32(%x: tensor<17xf32> {test.range = [-4.0e15, 4.0e15]}, %y: tensor<17xf32> {test.range = [0.0, 4.0e15]}) -> (tensor<17xi64>, tensor<17xui64>) {
  %0 = mindir.cast %x to i64 : tensor<17xf32> -> tensor<17xi64>
  %1 = mindir.cast %y to ui64 : tensor<17xf32> -> tensor<17xui64>
  return %0, %1 : tensor<17xi64>, tensor<17xui64>
}

func.func @test_wide_f64(%x: tensor<17xf64> {test.range = [-4.0e15, 4.0e15]}, %y: tensor<17xf64> {test.range = [0.0, 4.0e15]}) -> (tensor<17xi64>, tensor<17xui64>) {
  %0 = mindir.cast %x to i64 : tensor<17xf64> -> tensor<17xi64>
  %1 = mindir.cast %y to ui64 : tensor<17xf64> -> tensor<17xui64>
  return %0, %1 : tensor<17xi64>, tensor<17xui64>
}

func.func @test_nan(%x: tensor<17xf32>) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xui16>, tensor<17xi32>, tensor<17xui64>, tensor<17xi1>, tensor<17xi8>, tensor<17xui16>, tensor<17xi32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf64>) {
  %l = mindir.log %x : tensor<17xf32>
  %z = mindir.sub %x, %x : (tensor<17xf32>, tensor<17xf32>) -> tensor<17xf32>
  %d = mindir.div %x, %z : (tensor<17xf32>, tensor<17xf32>) -> tensor<17xf32>
  %0 = mindir.cast %l to i1 : tensor<17xf32> -> tensor<17xi1>
  %1 = mindir.cast %l to i8 : tensor<17xf32> -> tensor<17xi8>
  %2 = mindir.cast %l to ui16 : tensor<17xf32> -> tensor<17xui16>
  %3 = mindir.cast %l to i32 : tensor<17xf32> -> tensor<17xi32>
  %4 = mindir.cast %l to ui64 : tensor<17xf32> -> tensor<17xui64>
  %10 = mindir.cast %d to i1 : tensor<17xf32> -> tensor<17xi1>
  %11 = mindir.cast %d to i8 : tensor<17xf32> -> tensor<17xi8>
  %12 = mindir.cast %d to ui16 : tensor<17xf32> -> tensor<17xui16>
  %13 = mindir.cast %d to i32 : tensor<17xf32> -> tensor<17xi32>
  %14 = mindir.cast %d to f16 : tensor<17xf32> -> tensor<17xf16>
  %15 = mindir.cast %d to bf16 : tensor<17xf32> -> tensor<17xbf16>
  %16 = mindir.cast %d to f64 : tensor<17xf32> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %10, %11, %12, %13, %14, %15, %16 : tensor<17xi1>, tensor<17xi8>, tensor<17xui16>, tensor<17xi32>, tensor<17xui64>, tensor<17xi1>, tensor<17xi8>, tensor<17xui16>, tensor<17xi32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf64>
}
