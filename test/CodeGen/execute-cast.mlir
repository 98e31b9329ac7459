//===- execute-cast.mlir - Conversions of elements -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From every element type to every other one that holds small numbers exactly, with
// fractions, which integers cut off, and zeros.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=0" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=0 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-13: ok
// CHECK-NOT: ok

func.func @test_small_i1(%x: tensor<17xi1>) -> (tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %1 = mindir.cast %x to i8 : tensor<17xi1> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xi1> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xi1> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xi1> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi1> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi1> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi1> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xi1> -> tensor<17xui64>
  %9 = mindir.cast %x to f16 : tensor<17xi1> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xi1> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xi1> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xi1> -> tensor<17xf64>
  return %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12 : tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_i8(%x: tensor<17xi8> {test.range = [-8, 8]}) -> (tensor<17xi1>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xi8> -> tensor<17xi1>
  %2 = mindir.cast %x to i16 : tensor<17xi8> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xi8> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xi8> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi8> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi8> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi8> -> tensor<17xui32>
  %9 = mindir.cast %x to f16 : tensor<17xi8> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xi8> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xi8> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xi8> -> tensor<17xf64>
  return %0, %2, %3, %4, %5, %6, %7, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_i16(%x: tensor<17xi16> {test.range = [-8, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xi16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xi16> -> tensor<17xi8>
  %3 = mindir.cast %x to i32 : tensor<17xi16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xi16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi16> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi16> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi16> -> tensor<17xui32>
  %9 = mindir.cast %x to f16 : tensor<17xi16> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xi16> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xi16> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xi16> -> tensor<17xf64>
  return %0, %1, %3, %4, %5, %6, %7, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_i32(%x: tensor<17xi32> {test.range = [-8, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xi32> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xi32> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xi32> -> tensor<17xi16>
  %4 = mindir.cast %x to i64 : tensor<17xi32> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xi32> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi32> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi32> -> tensor<17xui32>
  %9 = mindir.cast %x to f16 : tensor<17xi32> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xi32> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xi32> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xi32> -> tensor<17xf64>
  return %0, %1, %2, %4, %5, %6, %7, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_i64(%x: tensor<17xi64> {test.range = [-8, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xi64> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xi64> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xi64> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xi64> -> tensor<17xi32>
  %5 = mindir.cast %x to ui8 : tensor<17xi64> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xi64> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xi64> -> tensor<17xui32>
  %9 = mindir.cast %x to f16 : tensor<17xi64> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xi64> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xi64> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xi64> -> tensor<17xf64>
  return %0, %1, %2, %3, %5, %6, %7, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_ui8(%x: tensor<17xui8> {test.range = [0, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui8> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui8> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui8> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui8> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui8> -> tensor<17xi64>
  %6 = mindir.cast %x to ui16 : tensor<17xui8> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xui8> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xui8> -> tensor<17xui64>
  %9 = mindir.cast %x to f16 : tensor<17xui8> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xui8> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xui8> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xui8> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %6, %7, %8, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_ui16(%x: tensor<17xui16> {test.range = [0, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui32>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui16> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui16> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xui16> -> tensor<17xui8>
  %7 = mindir.cast %x to ui32 : tensor<17xui16> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xui16> -> tensor<17xui64>
  %9 = mindir.cast %x to f16 : tensor<17xui16> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xui16> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xui16> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xui16> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %5, %7, %8, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui32>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_ui32(%x: tensor<17xui32> {test.range = [0, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui32> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui32> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui32> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui32> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui32> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xui32> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xui32> -> tensor<17xui16>
  %8 = mindir.cast %x to ui64 : tensor<17xui32> -> tensor<17xui64>
  %9 = mindir.cast %x to f16 : tensor<17xui32> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xui32> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xui32> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xui32> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %5, %6, %8, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui64>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_ui64(%x: tensor<17xui64> {test.range = [0, 8]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xui64> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xui64> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xui64> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xui64> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xui64> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xui64> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xui64> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xui64> -> tensor<17xui32>
  %9 = mindir.cast %x to f16 : tensor<17xui64> -> tensor<17xf16>
  %10 = mindir.cast %x to bf16 : tensor<17xui64> -> tensor<17xbf16>
  %11 = mindir.cast %x to f32 : tensor<17xui64> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xui64> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %9, %10, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xf16>, tensor<17xbf16>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_f16(%x: tensor<17xf16> {test.range = [-3.0, 3.0]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xf16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xf16> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xf16> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xf16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xf16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xf16> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xf16> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xf16> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xf16> -> tensor<17xui64>
  %11 = mindir.cast %x to f32 : tensor<17xf16> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xf16> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_bf16(%x: tensor<17xbf16> {test.range = [-3.0, 3.0]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf32>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xbf16> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xbf16> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xbf16> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xbf16> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xbf16> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xbf16> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xbf16> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xbf16> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xbf16> -> tensor<17xui64>
  %11 = mindir.cast %x to f32 : tensor<17xbf16> -> tensor<17xf32>
  %12 = mindir.cast %x to f64 : tensor<17xbf16> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %11, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf32>, tensor<17xf64>
}

func.func @test_small_f32(%x: tensor<17xf32> {test.range = [-3.0, 3.0]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf64>) {
  %0 = mindir.cast %x to i1 : tensor<17xf32> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xf32> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xf32> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xf32> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xf32> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xf32> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xf32> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xf32> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xf32> -> tensor<17xui64>
  %12 = mindir.cast %x to f64 : tensor<17xf32> -> tensor<17xf64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %12 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>, tensor<17xf64>
}

func.func @test_small_f64(%x: tensor<17xf64> {test.range = [-3.0, 3.0]}) -> (tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>) {
  %0 = mindir.cast %x to i1 : tensor<17xf64> -> tensor<17xi1>
  %1 = mindir.cast %x to i8 : tensor<17xf64> -> tensor<17xi8>
  %2 = mindir.cast %x to i16 : tensor<17xf64> -> tensor<17xi16>
  %3 = mindir.cast %x to i32 : tensor<17xf64> -> tensor<17xi32>
  %4 = mindir.cast %x to i64 : tensor<17xf64> -> tensor<17xi64>
  %5 = mindir.cast %x to ui8 : tensor<17xf64> -> tensor<17xui8>
  %6 = mindir.cast %x to ui16 : tensor<17xf64> -> tensor<17xui16>
  %7 = mindir.cast %x to ui32 : tensor<17xf64> -> tensor<17xui32>
  %8 = mindir.cast %x to ui64 : tensor<17xf64> -> tensor<17xui64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<17xi1>, tensor<17xi8>, tensor<17xi16>, tensor<17xi32>, tensor<17xi64>, tensor<17xui8>, tensor<17xui16>, tensor<17xui32>, tensor<17xui64>
}
