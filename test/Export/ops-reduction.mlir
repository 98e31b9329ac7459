// Reductions, products, normalizations, losses.
// MindSpore's numbers are compared by test/EndToEnd/mindspore_export.py.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz
// RUN: ms-translate %s -o %t.air --verify
// RUN: %python %S/check_air.py %t.air

func.func @forward(%x: tensor<?x4x6xf32>,
                   %i: tensor<?x4x6xi32>,
                   %p: tensor<?x4x6xi1>,
                   %a: tensor<?x4x6xf32>,
                   %w: tensor<5x6xf32>,
                   %v: tensor<6x5xf32>,
                   %m: tensor<?x6xf32>,
                   %g: tensor<6xf32>,
                   %c: tensor<4xf32>,
                   %l: tensor<?xi32>)
    -> (tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xi32>, tensor<?x4xi1>, tensor<?x4xi1>, tensor<?x4xi32>, tensor<?x6xi64>, tensor<?x4xi32>, tensor<?x6xi64>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<5x5xf32>, tensor<?x4x4xf32>, tensor<?x6x6xf32>, tensor<?x4x5xf32>, tensor<?x4x5xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x6xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x4x6xf32>, tensor<?x6xf32>, tensor<f32>, tensor<?xf32>, tensor<?x6xf32>, tensor<f32>, tensor<?x4x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?xf32>, tensor<?xf32>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x6xf32> -> tensor<?x6xf32>
  %1 = mindir.reduce_sum %x {axis = [-1, 1], keep_dims = true} : tensor<?x4x6xf32> -> tensor<?x1x1xf32>
  %2 = mindir.reduce_sum %x : tensor<?x4x6xf32> -> tensor<f32>
  %3 = mindir.reduce_mean %x {axis = [1]} : tensor<?x4x6xf32> -> tensor<?x6xf32>
  %4 = mindir.reduce_mean %x {axis = [-1, 1], keep_dims = true} : tensor<?x4x6xf32> -> tensor<?x1x1xf32>
  %5 = mindir.reduce_mean %x : tensor<?x4x6xf32> -> tensor<f32>
  %6 = mindir.reduce_max %x {axis = [1]} : tensor<?x4x6xf32> -> tensor<?x6xf32>
  %7 = mindir.reduce_max %x {axis = [-1, 1], keep_dims = true} : tensor<?x4x6xf32> -> tensor<?x1x1xf32>
  %8 = mindir.reduce_max %x : tensor<?x4x6xf32> -> tensor<f32>
  %9 = mindir.reduce_min %x {axis = [1]} : tensor<?x4x6xf32> -> tensor<?x6xf32>
  %10 = mindir.reduce_min %x {axis = [-1, 1], keep_dims = true} : tensor<?x4x6xf32> -> tensor<?x1x1xf32>
  %11 = mindir.reduce_min %x : tensor<?x4x6xf32> -> tensor<f32>
  %12 = mindir.reduce_prod %x {axis = [1]} : tensor<?x4x6xf32> -> tensor<?x6xf32>
  %13 = mindir.reduce_prod %x {axis = [-1, 1], keep_dims = true} : tensor<?x4x6xf32> -> tensor<?x1x1xf32>
  %14 = mindir.reduce_prod %x : tensor<?x4x6xf32> -> tensor<f32>
  %15 = mindir.reduce_sum %i {axis = [1]} : tensor<?x4x6xi32> -> tensor<?x6xi32>
  %16 = mindir.reduce_all %p {axis = [2]} : tensor<?x4x6xi1> -> tensor<?x4xi1>
  %17 = mindir.reduce_any %p {axis = [2]} : tensor<?x4x6xi1> -> tensor<?x4xi1>
  %18 = mindir.argmax %x {axis = -1 : i64} : tensor<?x4x6xf32> -> tensor<?x4xi32>
  %19 = mindir.argmax %x {axis = 1 : i64, output_type = i64} : tensor<?x4x6xf32> -> tensor<?x6xi64>
  %20 = mindir.argmin %x {axis = -1 : i64} : tensor<?x4x6xf32> -> tensor<?x4xi32>
  %21 = mindir.argmin %x {axis = 1 : i64, output_type = i64} : tensor<?x4x6xf32> -> tensor<?x6xi64>
  %22 = mindir.cum_sum %x {axis = 1 : i64} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %23 = mindir.cum_sum %x {axis = 2 : i64, exclusive = true, reverse = true} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %24 = mindir.cum_prod %x {axis = 1 : i64} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %25 = mindir.cum_prod %x {axis = 2 : i64, exclusive = true, reverse = true} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %26 = mindir.mat_mul %m, %v : (tensor<?x6xf32>, tensor<6x5xf32>) -> tensor<?x5xf32>
  %27 = mindir.mat_mul %m, %w {transpose_b = true} : (tensor<?x6xf32>, tensor<5x6xf32>) -> tensor<?x5xf32>
  %28 = mindir.mat_mul %v, %w {transpose_a = true, transpose_b = true} : (tensor<6x5xf32>, tensor<5x6xf32>) -> tensor<5x5xf32>
  %29 = mindir.batch_mat_mul %x, %a {transpose_b = true} : (tensor<?x4x6xf32>, tensor<?x4x6xf32>) -> tensor<?x4x4xf32>
  %30 = mindir.batch_mat_mul %x, %a {transpose_a = true} : (tensor<?x4x6xf32>, tensor<?x4x6xf32>) -> tensor<?x6x6xf32>
  %31 = mindir.batch_mat_mul %x, %w {transpose_b = true} : (tensor<?x4x6xf32>, tensor<5x6xf32>) -> tensor<?x4x5xf32>
  %32 = mindir.batch_mat_mul %x, %v : (tensor<?x4x6xf32>, tensor<6x5xf32>) -> tensor<?x4x5xf32>
  %33 = mindir.softmax %x {axis = 1 : i64} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %34 = mindir.log_softmax %x : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %35:3 = mindir.layer_norm %x, %g, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>)
  %36:3 = mindir.group_norm %x, %c, %c {num_groups = 2 : i64} : (tensor<?x4x6xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x6xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
  %37 = mindir.square %c : tensor<4xf32>
  %38 = mindir.batch_norm %x, %c, %c, %c, %37 {epsilon = 1.0e-3} : (tensor<?x4x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x6xf32>
  %39 = mindir.square %g : tensor<6xf32>
  %40 = mindir.batch_norm %m, %g, %g, %g, %39 : (tensor<?x6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %41 = mindir.constant dense<6> : tensor<i32>
  %42 = mindir.floor_mod %l, %41 : (tensor<?xi32>, tensor<i32>) -> tensor<?xi32>
  %43 = mindir.sparse_softmax_cross_entropy %m, %42 : (tensor<?x6xf32>, tensor<?xi32>) -> tensor<f32>
  %44 = mindir.add %m, %m : (tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x6xf32>
  %45 = mindir.softmax %44 : tensor<?x6xf32> -> tensor<?x6xf32>
  %46 = mindir.sigmoid %44 : tensor<?x6xf32>
  %47:2 = mindir.softmax_cross_entropy %m, %46 : (tensor<?x6xf32>, tensor<?x6xf32>) -> (tensor<?xf32>, tensor<?x6xf32>)
  %48 = mindir.mse_loss %x, %a : (tensor<?x4x6xf32>, tensor<?x4x6xf32>) -> tensor<f32>
  %49 = mindir.smooth_l1_loss %x, %a {beta = 5.0e-01} : tensor<?x4x6xf32>
  %50 = mindir.binary_cross_entropy %45, %45, %g : (tensor<?x6xf32>, tensor<?x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %51 = mindir.bce_with_logits_loss %m, %45, %g, %g : (tensor<?x6xf32>, tensor<?x6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %52 = mindir.kl_div_loss %m, %45 : (tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x6xf32>
  %53:2 = mindir.nll_loss %m, %42, %g {ignore_index = 1 : i64} : (tensor<?x6xf32>, tensor<?xi32>, tensor<6xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35#0, %35#1, %35#2, %36#0, %36#1, %36#2, %38, %40, %43, %47#0, %47#1, %48, %49, %50, %51, %52, %53#0, %53#1 : tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xf32>, tensor<?x1x1xf32>, tensor<f32>, tensor<?x6xi32>, tensor<?x4xi1>, tensor<?x4xi1>, tensor<?x4xi32>, tensor<?x6xi64>, tensor<?x4xi32>, tensor<?x6xi64>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<5x5xf32>, tensor<?x4x4xf32>, tensor<?x6x6xf32>, tensor<?x4x5xf32>, tensor<?x4x5xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x6xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x4x6xf32>, tensor<?x6xf32>, tensor<f32>, tensor<?xf32>, tensor<?x6xf32>, tensor<f32>, tensor<?x4x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?xf32>, tensor<?xf32>
}
