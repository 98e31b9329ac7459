// Element types that ONNX Runtime does not compute with directly.
// The numbers are compared by test/EndToEnd/onnx_export.py.

// RUN: ms-translate %s -o %t.onnx --opset 13
// RUN: %python %S/../Inputs/read_onnx.py %t.onnx | FileCheck %s

// Small whole numbers are computed with 32 bits.
// CHECK: [[A:.*]] = Cast(a) {to=6} : {{.*}}x3xi32
// CHECK: [[S:.*]] = Add([[A]], {{.*}}) : {{.*}}x3xi32
// CHECK: = Cast([[S]]) {to=3} : batchx3xi8

func.func @forward(%a: tensor<?x3xi8> {mindir.name = "a"}, %b: tensor<?x3xi8>, %c: tensor<?x3xui8>, %d: tensor<?x3xi16>, %e: tensor<?x3xi64>, %f: tensor<?x3xi64>, %g: tensor<?x3xui32>, %p: tensor<?x3xi1>, %q: tensor<?x3xi1>, %x: tensor<?x3xf16>, %y: tensor<?x3xf16>, %u: tensor<?x3xf64>, %v: tensor<3xf16>, %w: tensor<?x3x4x4xi32>)
    -> (tensor<?x3xi8>, tensor<?x3xi8>, tensor<?x3xui8>, tensor<?x3xi1>, tensor<?x3xi16>, tensor<?x3xi64>, tensor<?x3xi64>, tensor<?x3xi64>, tensor<?x3xui32>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf64>, tensor<?x3xf64>, tensor<?x3xf64>, tensor<?xi1>, tensor<?x3xf32>, tensor<?x3x2x2xi32>, tensor<?x3x5xf16>, tensor<?x3x5xi32>, tensor<?x3xi8>, tensor<?x3xi1>, tensor<?xi64>, tensor<?x3xi64>) {
  %0 = mindir.add %a, %b : (tensor<?x3xi8>, tensor<?x3xi8>) -> tensor<?x3xi8>
  %1 = mindir.div %a, %b : (tensor<?x3xi8>, tensor<?x3xi8>) -> tensor<?x3xi8>
  %2 = mindir.sub %c, %c : (tensor<?x3xui8>, tensor<?x3xui8>) -> tensor<?x3xui8>
  %3 = mindir.less %c, %c : (tensor<?x3xui8>, tensor<?x3xui8>) -> tensor<?x3xi1>
  %4 = mindir.square %d : tensor<?x3xi16>
  %5 = mindir.floor_div %e, %f : (tensor<?x3xi64>, tensor<?x3xi64>) -> tensor<?x3xi64>
  %6 = mindir.floor_mod %e, %f : (tensor<?x3xi64>, tensor<?x3xi64>) -> tensor<?x3xi64>
  %7 = mindir.mod %e, %f : (tensor<?x3xi64>, tensor<?x3xi64>) -> tensor<?x3xi64>
  %8 = mindir.maximum %g, %g : (tensor<?x3xui32>, tensor<?x3xui32>) -> tensor<?x3xui32>
  %9 = mindir.select %p, %q, %p : (tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>) -> tensor<?x3xi1>
  %10 = mindir.not_equal %p, %q : (tensor<?x3xi1>, tensor<?x3xi1>) -> tensor<?x3xi1>
  %11 = mindir.is_finite %x : tensor<?x3xf16> -> tensor<?x3xi1>
  %12 = mindir.add %x, %y : (tensor<?x3xf16>, tensor<?x3xf16>) -> tensor<?x3xf16>
  %13 = mindir.gelu %x : tensor<?x3xf16>
  %14 = mindir.bias_add %x, %v : (tensor<?x3xf16>, tensor<3xf16>) -> tensor<?x3xf16>
  %15 = mindir.exp %u : tensor<?x3xf64>
  %16 = mindir.hswish %u : tensor<?x3xf64>
  %17 = mindir.softmax %u : tensor<?x3xf64> -> tensor<?x3xf64>
  %18 = mindir.reduce_all %p {axis = [1]} : tensor<?x3xi1> -> tensor<?xi1>
  %bf = mindir.cast %x to bf16 : tensor<?x3xf16> -> tensor<?x3xbf16>
  %bs = mindir.mul %bf, %bf : (tensor<?x3xbf16>, tensor<?x3xbf16>) -> tensor<?x3xbf16>
  %19 = mindir.cast %bs to f32 : tensor<?x3xbf16> -> tensor<?x3xf32>
  %20 = mindir.max_pool %w {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x4x4xi32> -> tensor<?x3x2x2xi32>
  %21 = mindir.one_hot %e {depth = 5 : i64, dtype = f16, on_value = 2.0, off_value = -1.0} : tensor<?x3xi64> -> tensor<?x3x5xf16>
  %22 = mindir.one_hot %a {depth = 5 : i64, dtype = i32} : tensor<?x3xi8> -> tensor<?x3x5xi32>
  %23 = mindir.relu %a : tensor<?x3xi8>
  %24 = mindir.invert %a : tensor<?x3xi8>
  %25 = mindir.equal %23, %24 : (tensor<?x3xi8>, tensor<?x3xi8>) -> tensor<?x3xi1>
  %26 = mindir.argmax %e {axis = 1 : i64, output_type = i64} : tensor<?x3xi64> -> tensor<?xi64>
  %27 = mindir.cum_sum %e {axis = 1 : i64, exclusive = true, reverse = true} : tensor<?x3xi64> -> tensor<?x3xi64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %24, %25, %26, %27 : tensor<?x3xi8>, tensor<?x3xi8>, tensor<?x3xui8>, tensor<?x3xi1>, tensor<?x3xi16>, tensor<?x3xi64>, tensor<?x3xi64>, tensor<?x3xi64>, tensor<?x3xui32>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf16>, tensor<?x3xf64>, tensor<?x3xf64>, tensor<?x3xf64>, tensor<?xi1>, tensor<?x3xf32>, tensor<?x3x2x2xi32>, tensor<?x3x5xf16>, tensor<?x3x5xi32>, tensor<?x3xi8>, tensor<?x3xi1>, tensor<?xi64>, tensor<?x3xi64>
}
