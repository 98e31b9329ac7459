// Elementwise ops, and what changes the element type.
// MindSpore's numbers are compared by test/EndToEnd/mindspore_export.py.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz
// RUN: ms-translate %s -o %t.air --verify
// RUN: %python %S/check_air.py %t.air

func.func @forward(%x: tensor<?x3xf32>,
                   %y: tensor<?x3xf32>,
                   %b: tensor<3xf32>,
                   %i: tensor<?x3xi32>,
                   %j: tensor<?x3xi32>,
                   %p: tensor<?x3xi1>,
                   %q: tensor<?x3xi1>)
    -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf16>, tensor<?x3xf64>, tensor<?x3xi32>, tensor<?x3xi64>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xi64>, tensor<?x3xui8>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<f32>, tensor<f32>) {
  %two = mindir.constant dense<2.0> : tensor<f32>
  %c = mindir.constant dense<3> : tensor<i32>
  %0 = mindir.neg %x : tensor<?x3xf32>
  %1 = mindir.abs %x : tensor<?x3xf32>
  %2 = mindir.exp %x : tensor<?x3xf32>
  %3 = mindir.log %x : tensor<?x3xf32>
  %4 = mindir.sqrt %x : tensor<?x3xf32>
  %5 = mindir.rsqrt %x : tensor<?x3xf32>
  %6 = mindir.reciprocal %x : tensor<?x3xf32>
  %7 = mindir.square %x : tensor<?x3xf32>
  %8 = mindir.sin %x : tensor<?x3xf32>
  %9 = mindir.cos %x : tensor<?x3xf32>
  %10 = mindir.floor %x : tensor<?x3xf32>
  %11 = mindir.ceil %x : tensor<?x3xf32>
  %12 = mindir.sigmoid %x : tensor<?x3xf32>
  %13 = mindir.tanh %x : tensor<?x3xf32>
  %14 = mindir.relu %x : tensor<?x3xf32>
  %15 = mindir.erf %x : tensor<?x3xf32>
  %16 = mindir.expm1 %x : tensor<?x3xf32>
  %17 = mindir.log1p %x : tensor<?x3xf32>
  %18 = mindir.tan %x : tensor<?x3xf32>
  %19 = mindir.asin %x : tensor<?x3xf32>
  %20 = mindir.acos %x : tensor<?x3xf32>
  %21 = mindir.atan %x : tensor<?x3xf32>
  %22 = mindir.sinh %x : tensor<?x3xf32>
  %23 = mindir.cosh %x : tensor<?x3xf32>
  %24 = mindir.sign %x : tensor<?x3xf32>
  %25 = mindir.round %x : tensor<?x3xf32>
  %26 = mindir.trunc %x : tensor<?x3xf32>
  %27 = mindir.gelu %x : tensor<?x3xf32>
  %28 = mindir.gelu_erf %x : tensor<?x3xf32>
  %29 = mindir.silu %x : tensor<?x3xf32>
  %30 = mindir.hsigmoid %x : tensor<?x3xf32>
  %31 = mindir.hswish %x : tensor<?x3xf32>
  %32 = mindir.relu6 %x : tensor<?x3xf32>
  %33 = mindir.selu %x : tensor<?x3xf32>
  %34 = mindir.softplus %x : tensor<?x3xf32>
  %35 = mindir.log_sigmoid %x : tensor<?x3xf32>
  %36 = mindir.mish %x : tensor<?x3xf32>
  %37 = mindir.neg %i : tensor<?x3xi32>
  %38 = mindir.abs %i : tensor<?x3xi32>
  %39 = mindir.square %i : tensor<?x3xi32>
  %40 = mindir.logical_not %p : tensor<?x3xi1>
  %41 = mindir.is_nan %x : tensor<?x3xf32> -> tensor<?x3xi1>
  %42 = mindir.is_inf %x : tensor<?x3xf32> -> tensor<?x3xi1>
  %43 = mindir.is_finite %x : tensor<?x3xf32> -> tensor<?x3xi1>
  %44 = mindir.add %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %45 = mindir.add %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %46 = mindir.sub %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %47 = mindir.sub %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %48 = mindir.mul %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %49 = mindir.mul %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %50 = mindir.div %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %51 = mindir.div %i, %c : (tensor<?x3xi32>, tensor<i32>) -> tensor<?x3xi32>
  %52 = mindir.maximum %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %53 = mindir.maximum %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %54 = mindir.minimum %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %55 = mindir.minimum %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  %56 = mindir.floor_div %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %57 = mindir.floor_div %i, %c : (tensor<?x3xi32>, tensor<i32>) -> tensor<?x3xi32>
  %58 = mindir.floor_mod %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %59 = mindir.floor_mod %i, %c : (tensor<?x3xi32>, tensor<i32>) -> tensor<?x3xi32>
  %60 = mindir.mod %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %61 = mindir.mod %i, %c : (tensor<?x3xi32>, tensor<i32>) -> tensor<?x3xi32>
  %62 = mindir.pow %x, %two : (tensor<?x3xf32>, tensor<f32>) -> tensor<?x3xf32>
  %63 = mindir.atan2 %x, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %64 = mindir.logical_and %p, %q : (tensor<?x3xi1>, tensor<?x3xi1>) -> tensor<?x3xi1>
  %65 = mindir.logical_or %p, %q : (tensor<?x3xi1>, tensor<?x3xi1>) -> tensor<?x3xi1>
  %66 = mindir.logical_xor %p, %q : (tensor<?x3xi1>, tensor<?x3xi1>) -> tensor<?x3xi1>
  %67 = mindir.equal %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %68 = mindir.equal %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi1>
  %69 = mindir.not_equal %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %70 = mindir.not_equal %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi1>
  %71 = mindir.less %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %72 = mindir.less %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi1>
  %73 = mindir.less_equal %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %74 = mindir.less_equal %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi1>
  %75 = mindir.greater %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %76 = mindir.greater %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi1>
  %77 = mindir.greater_equal %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xi1>
  %78 = mindir.greater_equal %i, %j : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi1>
  %79 = mindir.select %p, %x, %y : (tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %80 = mindir.add_n %x, %y, %x : tensor<?x3xf32>
  %81 = mindir.masked_fill %x, %p, %two : (tensor<?x3xf32>, tensor<?x3xi1>, tensor<f32>) -> tensor<?x3xf32>
  %82 = mindir.reduce_any %p {axis = [1], keep_dims = true} : tensor<?x3xi1> -> tensor<?x1xi1>
  %83 = mindir.reduce_max %x {axis = [1], keep_dims = true} : tensor<?x3xf32> -> tensor<?x1xf32>
  %84 = mindir.select %82, %x, %b : (tensor<?x1xi1>, tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %85 = mindir.select %82, %83, %b : (tensor<?x1xi1>, tensor<?x1xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %86 = mindir.masked_fill %83, %p, %two : (tensor<?x1xf32>, tensor<?x3xi1>, tensor<f32>) -> tensor<?x3xf32>
  %87 = mindir.masked_fill %x, %82, %two : (tensor<?x3xf32>, tensor<?x1xi1>, tensor<f32>) -> tensor<?x3xf32>
  %88 = mindir.logical_and %82, %p : (tensor<?x1xi1>, tensor<?x3xi1>) -> tensor<?x3xi1>
  %89 = mindir.atan2 %83, %b : (tensor<?x1xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %90 = mindir.minimum %83, %b : (tensor<?x1xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %91 = mindir.floor_mod %83, %b : (tensor<?x1xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %92 = mindir.equal %p, %82 : (tensor<?x3xi1>, tensor<?x1xi1>) -> tensor<?x3xi1>
  %93 = mindir.leaky_relu %x {alpha = 1.5} : tensor<?x3xf32>
  %94 = mindir.leaky_relu %x {alpha = 0.0} : tensor<?x3xf32>
  %95 = mindir.leaky_relu %x {alpha = 0.1} : tensor<?x3xf32>
  %96 = mindir.elu %x {alpha = 1.0} : tensor<?x3xf32>
  %97 = mindir.elu %x {alpha = 0.7} : tensor<?x3xf32>
  %98 = mindir.prelu %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %99 = mindir.cast %x to f16 : tensor<?x3xf32> -> tensor<?x3xf16>
  %100 = mindir.cast %x to f64 : tensor<?x3xf32> -> tensor<?x3xf64>
  %101 = mindir.cast %x to i32 : tensor<?x3xf32> -> tensor<?x3xi32>
  %102 = mindir.cast %x to i64 : tensor<?x3xf32> -> tensor<?x3xi64>
  %103 = mindir.cast %x to i1 : tensor<?x3xf32> -> tensor<?x3xi1>
  %104 = mindir.cast %i to f32 : tensor<?x3xi32> -> tensor<?x3xf32>
  %105 = mindir.cast %i to i64 : tensor<?x3xi32> -> tensor<?x3xi64>
  %106 = mindir.cast %i to ui8 : tensor<?x3xi32> -> tensor<?x3xui8>
  %107 = mindir.cast %i to i1 : tensor<?x3xi32> -> tensor<?x3xi1>
  %108 = mindir.cast %p to f32 : tensor<?x3xi1> -> tensor<?x3xf32>
  %109 = mindir.broadcast_like %two, %x : (tensor<f32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %110 = mindir.broadcast_like %b, %i : (tensor<3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  %111 = mindir.extent %x {axis = [0], dtype = f32} : tensor<?x3xf32> -> tensor<f32>
  %112 = mindir.extent %i {dtype = f32} : tensor<?x3xi32> -> tensor<f32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79, %80, %81, %84, %85, %86, %87, %88, %89, %90, %91, %92, %93, %94, %95, %96, %97, %98, %99, %100, %101, %102, %103, %104, %105, %106, %107, %108, %109, %110, %111, %112 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xi32>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf16>, tensor<?x3xf64>, tensor<?x3xi32>, tensor<?x3xi64>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xi64>, tensor<?x3xui8>, tensor<?x3xi1>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<f32>, tensor<f32>
}
