//===- execute-bits.mlir - Bits, and functions of two numbers -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// All types of integers and floats, with and without broadcasting.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-108: ok
// CHECK-NOT: ok

func.func @test_hypot_f32(%a: tensor<?x5xf32> {test.range = [-9.000, 9.000]}, %b: tensor<5xf32> {test.range = [-9.000, 9.000]}) -> tensor<?x5xf32> {
  %0 = mindir.hypot %a, %b : (tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_xlogy_f32(%a: tensor<?x5xf32> {test.range = [-9.000, 9.000]}, %b: tensor<1xf32> {test.range = [0.100, 9.000]}) -> tensor<?x5xf32> {
  %0 = mindir.xlogy %a, %b : (tensor<?x5xf32>, tensor<1xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_hypot_f64(%a: tensor<?x5xf64> {test.range = [-9.000, 9.000]}, %b: tensor<5xf64> {test.range = [-9.000, 9.000]}) -> tensor<?x5xf64> {
  %0 = mindir.hypot %a, %b : (tensor<?x5xf64>, tensor<5xf64>) -> tensor<?x5xf64>
  return %0 : tensor<?x5xf64>
}

func.func @test_xlogy_f64(%a: tensor<?x5xf64> {test.range = [-9.000, 9.000]}, %b: tensor<1xf64> {test.range = [0.100, 9.000]}) -> tensor<?x5xf64> {
  %0 = mindir.xlogy %a, %b : (tensor<?x5xf64>, tensor<1xf64>) -> tensor<?x5xf64>
  return %0 : tensor<?x5xf64>
}

func.func @test_hypot_far(%a: tensor<61xf32> {test.range = [-1000000000000000019884624838656.000, 1000000000000000019884624838656.000]}, %b: tensor<61xf32> {test.range = [-1000000000000000019884624838656.000, 1000000000000000019884624838656.000]}) -> tensor<61xf32> {
  %0 = mindir.hypot %a, %b : (tensor<61xf32>, tensor<61xf32>) -> tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_hypot_far_f64(%a: tensor<61xf64> {test.range = [-1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000, 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000]}, %b: tensor<61xf64> {test.range = [-1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000, 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000]}) -> tensor<61xf64> {
  %0 = mindir.hypot %a, %b : (tensor<61xf64>, tensor<61xf64>) -> tensor<61xf64>
  return %0 : tensor<61xf64>
}

func.func @test_invert_i8(%a: tensor<?x5xi8> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi8> {
  %0 = mindir.invert %a : tensor<?x5xi8>
  return %0 : tensor<?x5xi8>
}

func.func @test_bitwise_and_i8(%a: tensor<?x5xi8> {test.range = [-100.000, 100.000]}, %b: tensor<5xi8> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi8> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xi8>, tensor<5xi8>) -> tensor<?x5xi8>
  return %0 : tensor<?x5xi8>
}

func.func @test_bitwise_or_i8(%a: tensor<?x5xi8> {test.range = [-100.000, 100.000]}, %b: tensor<5xi8> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi8> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xi8>, tensor<5xi8>) -> tensor<?x5xi8>
  return %0 : tensor<?x5xi8>
}

func.func @test_bitwise_xor_i8(%a: tensor<?x5xi8> {test.range = [-100.000, 100.000]}, %b: tensor<5xi8> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi8> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xi8>, tensor<5xi8>) -> tensor<?x5xi8>
  return %0 : tensor<?x5xi8>
}

func.func @test_invert_i16(%a: tensor<?x5xi16> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi16> {
  %0 = mindir.invert %a : tensor<?x5xi16>
  return %0 : tensor<?x5xi16>
}

func.func @test_bitwise_and_i16(%a: tensor<?x5xi16> {test.range = [-100.000, 100.000]}, %b: tensor<5xi16> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi16> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xi16>, tensor<5xi16>) -> tensor<?x5xi16>
  return %0 : tensor<?x5xi16>
}

func.func @test_bitwise_or_i16(%a: tensor<?x5xi16> {test.range = [-100.000, 100.000]}, %b: tensor<5xi16> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi16> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xi16>, tensor<5xi16>) -> tensor<?x5xi16>
  return %0 : tensor<?x5xi16>
}

func.func @test_bitwise_xor_i16(%a: tensor<?x5xi16> {test.range = [-100.000, 100.000]}, %b: tensor<5xi16> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi16> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xi16>, tensor<5xi16>) -> tensor<?x5xi16>
  return %0 : tensor<?x5xi16>
}

func.func @test_invert_i32(%a: tensor<?x5xi32> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi32> {
  %0 = mindir.invert %a : tensor<?x5xi32>
  return %0 : tensor<?x5xi32>
}

func.func @test_bitwise_and_i32(%a: tensor<?x5xi32> {test.range = [-100.000, 100.000]}, %b: tensor<5xi32> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi32> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xi32>, tensor<5xi32>) -> tensor<?x5xi32>
  return %0 : tensor<?x5xi32>
}

func.func @test_bitwise_or_i32(%a: tensor<?x5xi32> {test.range = [-100.000, 100.000]}, %b: tensor<5xi32> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi32> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xi32>, tensor<5xi32>) -> tensor<?x5xi32>
  return %0 : tensor<?x5xi32>
}

func.func @test_bitwise_xor_i32(%a: tensor<?x5xi32> {test.range = [-100.000, 100.000]}, %b: tensor<5xi32> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi32> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xi32>, tensor<5xi32>) -> tensor<?x5xi32>
  return %0 : tensor<?x5xi32>
}

func.func @test_invert_i64(%a: tensor<?x5xi64> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi64> {
  %0 = mindir.invert %a : tensor<?x5xi64>
  return %0 : tensor<?x5xi64>
}

func.func @test_bitwise_and_i64(%a: tensor<?x5xi64> {test.range = [-100.000, 100.000]}, %b: tensor<5xi64> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi64> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xi64>, tensor<5xi64>) -> tensor<?x5xi64>
  return %0 : tensor<?x5xi64>
}

func.func @test_bitwise_or_i64(%a: tensor<?x5xi64> {test.range = [-100.000, 100.000]}, %b: tensor<5xi64> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi64> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xi64>, tensor<5xi64>) -> tensor<?x5xi64>
  return %0 : tensor<?x5xi64>
}

func.func @test_bitwise_xor_i64(%a: tensor<?x5xi64> {test.range = [-100.000, 100.000]}, %b: tensor<5xi64> {test.range = [-100.000, 100.000]}) -> tensor<?x5xi64> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xi64>, tensor<5xi64>) -> tensor<?x5xi64>
  return %0 : tensor<?x5xi64>
}

func.func @test_invert_ui8(%a: tensor<?x5xui8> {test.range = [0.000, 100.000]}) -> tensor<?x5xui8> {
  %0 = mindir.invert %a : tensor<?x5xui8>
  return %0 : tensor<?x5xui8>
}

func.func @test_bitwise_and_ui8(%a: tensor<?x5xui8> {test.range = [0.000, 100.000]}, %b: tensor<5xui8> {test.range = [0.000, 100.000]}) -> tensor<?x5xui8> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xui8>, tensor<5xui8>) -> tensor<?x5xui8>
  return %0 : tensor<?x5xui8>
}

func.func @test_bitwise_or_ui8(%a: tensor<?x5xui8> {test.range = [0.000, 100.000]}, %b: tensor<5xui8> {test.range = [0.000, 100.000]}) -> tensor<?x5xui8> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xui8>, tensor<5xui8>) -> tensor<?x5xui8>
  return %0 : tensor<?x5xui8>
}

func.func @test_bitwise_xor_ui8(%a: tensor<?x5xui8> {test.range = [0.000, 100.000]}, %b: tensor<5xui8> {test.range = [0.000, 100.000]}) -> tensor<?x5xui8> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xui8>, tensor<5xui8>) -> tensor<?x5xui8>
  return %0 : tensor<?x5xui8>
}

func.func @test_invert_ui16(%a: tensor<?x5xui16> {test.range = [0.000, 100.000]}) -> tensor<?x5xui16> {
  %0 = mindir.invert %a : tensor<?x5xui16>
  return %0 : tensor<?x5xui16>
}

func.func @test_bitwise_and_ui16(%a: tensor<?x5xui16> {test.range = [0.000, 100.000]}, %b: tensor<5xui16> {test.range = [0.000, 100.000]}) -> tensor<?x5xui16> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xui16>, tensor<5xui16>) -> tensor<?x5xui16>
  return %0 : tensor<?x5xui16>
}

func.func @test_bitwise_or_ui16(%a: tensor<?x5xui16> {test.range = [0.000, 100.000]}, %b: tensor<5xui16> {test.range = [0.000, 100.000]}) -> tensor<?x5xui16> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xui16>, tensor<5xui16>) -> tensor<?x5xui16>
  return %0 : tensor<?x5xui16>
}

func.func @test_bitwise_xor_ui16(%a: tensor<?x5xui16> {test.range = [0.000, 100.000]}, %b: tensor<5xui16> {test.range = [0.000, 100.000]}) -> tensor<?x5xui16> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xui16>, tensor<5xui16>) -> tensor<?x5xui16>
  return %0 : tensor<?x5xui16>
}

func.func @test_invert_ui32(%a: tensor<?x5xui32> {test.range = [0.000, 100.000]}) -> tensor<?x5xui32> {
  %0 = mindir.invert %a : tensor<?x5xui32>
  return %0 : tensor<?x5xui32>
}

func.func @test_bitwise_and_ui32(%a: tensor<?x5xui32> {test.range = [0.000, 100.000]}, %b: tensor<5xui32> {test.range = [0.000, 100.000]}) -> tensor<?x5xui32> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xui32>, tensor<5xui32>) -> tensor<?x5xui32>
  return %0 : tensor<?x5xui32>
}

func.func @test_bitwise_or_ui32(%a: tensor<?x5xui32> {test.range = [0.000, 100.000]}, %b: tensor<5xui32> {test.range = [0.000, 100.000]}) -> tensor<?x5xui32> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xui32>, tensor<5xui32>) -> tensor<?x5xui32>
  return %0 : tensor<?x5xui32>
}

func.func @test_bitwise_xor_ui32(%a: tensor<?x5xui32> {test.range = [0.000, 100.000]}, %b: tensor<5xui32> {test.range = [0.000, 100.000]}) -> tensor<?x5xui32> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xui32>, tensor<5xui32>) -> tensor<?x5xui32>
  return %0 : tensor<?x5xui32>
}

func.func @test_bitwise_and_ui64(%a: tensor<?x5xui64> {test.range = [0.000, 100.000]}, %b: tensor<5xui64> {test.range = [0.000, 100.000]}) -> tensor<?x5xui64> {
  %0 = mindir.bitwise_and %a, %b : (tensor<?x5xui64>, tensor<5xui64>) -> tensor<?x5xui64>
  return %0 : tensor<?x5xui64>
}

func.func @test_bitwise_or_ui64(%a: tensor<?x5xui64> {test.range = [0.000, 100.000]}, %b: tensor<5xui64> {test.range = [0.000, 100.000]}) -> tensor<?x5xui64> {
  %0 = mindir.bitwise_or %a, %b : (tensor<?x5xui64>, tensor<5xui64>) -> tensor<?x5xui64>
  return %0 : tensor<?x5xui64>
}

func.func @test_bitwise_xor_ui64(%a: tensor<?x5xui64> {test.range = [0.000, 100.000]}, %b: tensor<5xui64> {test.range = [0.000, 100.000]}) -> tensor<?x5xui64> {
  %0 = mindir.bitwise_xor %a, %b : (tensor<?x5xui64>, tensor<5xui64>) -> tensor<?x5xui64>
  return %0 : tensor<?x5xui64>
}

// Values where the functions have corners or end.
func.func @test_special() -> (tensor<6xf32>, tensor<6xf32>) {
  %x = mindir.constant dense<[0.0, 0.0, -0.0, 0x7F800000, 0xFF800000, 3.0e38]> : tensor<6xf32>
  %y = mindir.constant dense<[0.0, 0x7FC00000, -1.0, 0x7FC00000, 0xFF800000, 1.0]> : tensor<6xf32>
  %0 = mindir.hypot %x, %y : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  %1 = mindir.xlogy %x, %y : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  return %0, %1 : tensor<6xf32>, tensor<6xf32>
}
