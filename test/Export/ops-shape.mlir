// Ops that move elements, by place, by index and by order.
// MindSpore's numbers are compared by test/EndToEnd/mindspore_export.py.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz
// RUN: ms-translate %s -o %t.air --verify
// RUN: %python %S/check_air.py %t.air

func.func @forward(%x: tensor<?x4x6xf32>,
                   %y: tensor<?x4x6xf32>,
                   %i: tensor<?x2xi32>,
                   %n: tensor<4x6xf32>,
                   %e: tensor<?x4x2xi32>,
                   %t: tensor<20x6xf32>,
                   %z: tensor<3x1xi32>,
                   %o: tensor<?x1x6xf32>,
                   %f: tensor<3x6xf32>)
    -> (tensor<?x24xf32>, tensor<3x8xf32>, tensor<?x24xf32>, tensor<?x24xf32>, tensor<?x6x4xf32>, tensor<?x4x6xf32>, tensor<2x4x6xf32>, tensor<?x4x6xf32>, tensor<?x9x6xf32>, tensor<?x2x3xf32>, tensor<?x4x9xf32>, tensor<?x4xi32>, tensor<?x2x20xf32>, tensor<?x2x6xf32>, tensor<?x4x3xf32>, tensor<?x4x6x1xf32>, tensor<?x6xf32>, tensor<?x8x18xf32>, tensor<?x4x2x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x1xf32>, tensor<?x4x5xf32>, tensor<2x2xf32>, tensor<?x1x3xf32>, tensor<?x4x6xf32>, tensor<6x9xf32>, tensor<6x9xf32>, tensor<?x4x2xf32>, tensor<3x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<3x6xf32>, tensor<?x4x2xf32>, tensor<?x4x2xi32>, tensor<?x4x6xf32>, tensor<?x4x6xi32>, tensor<?x4x6xf32>, tensor<?x4x6xi32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<70x70xf32>, tensor<2x2xi1>, tensor<?x4x6xf32>) {
  %fl = mindir.flatten %y : tensor<?x4x6xf32> -> tensor<?x24xf32>
  %c3 = mindir.constant dense<[5, 0, 2]> : tensor<3xi32>
  %uq = mindir.constant dense<[[3], [0], [2]]> : tensor<3x1xi32>
  %seg = mindir.constant dense<[2, 0, 2, 1]> : tensor<4xi32>
  %0 = mindir.reshape %x {shape = [-1, 24]} : tensor<?x4x6xf32> -> tensor<?x24xf32>
  %1 = mindir.reshape %n {shape = [3, -1]} : tensor<4x6xf32> -> tensor<3x8xf32>
  %2 = mindir.reshape_like %x, %fl : (tensor<?x4x6xf32>, tensor<?x24xf32>) -> tensor<?x24xf32>
  %3 = mindir.flatten %x : tensor<?x4x6xf32> -> tensor<?x24xf32>
  %4 = mindir.transpose %x {perm = [0, 2, 1]} : tensor<?x4x6xf32> -> tensor<?x6x4xf32>
  %5 = mindir.broadcast_to %o {shape = [-1, 4, 6]} : tensor<?x1x6xf32> -> tensor<?x4x6xf32>
  %6 = mindir.broadcast_to %n {shape = [2, 4, -1]} : tensor<4x6xf32> -> tensor<2x4x6xf32>
  %7 = mindir.broadcast_like %o, %x : (tensor<?x1x6xf32>, tensor<?x4x6xf32>) -> tensor<?x4x6xf32>
  %8 = mindir.concat %x, %y, %o {axis = 1 : i64} : (tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x1x6xf32>) -> tensor<?x9x6xf32>
  %9 = mindir.slice %x {begin = [0, 1, 3], size = [-1, 2, -1]} : tensor<?x4x6xf32> -> tensor<?x2x3xf32>
  %10 = mindir.pad %x {low = [0, 0, 1], high = [0, 0, 2], value = 2.5} : tensor<?x4x6xf32> -> tensor<?x4x9xf32>
  %11 = mindir.pad %i {low = [0, 1], high = [0, 1]} : tensor<?x2xi32> -> tensor<?x4xi32>
  %12 = mindir.one_hot %i {depth = 20 : i64, dtype = f32, on_value = 2.0, off_value = -1.0} : tensor<?x2xi32> -> tensor<?x2x20xf32>
  %13 = mindir.gather %t, %i : (tensor<20x6xf32>, tensor<?x2xi32>) -> tensor<?x2x6xf32>
  %14 = mindir.gather %x, %c3 {axis = 2 : i64} : (tensor<?x4x6xf32>, tensor<3xi32>) -> tensor<?x4x3xf32>
  %15 = mindir.expand_dims %x {axis = -1 : i64} : tensor<?x4x6xf32> -> tensor<?x4x6x1xf32>
  %16 = mindir.squeeze %o {axis = [1]} : tensor<?x1x6xf32> -> tensor<?x6xf32>
  %17 = mindir.tile %x {multiples = [1, 2, 3]} : tensor<?x4x6xf32> -> tensor<?x8x18xf32>
  %18 = mindir.stack %x, %y {axis = 2 : i64} : (tensor<?x4x6xf32>, tensor<?x4x6xf32>) -> tensor<?x4x2x6xf32>
  %19:4 = mindir.unstack %x {axis = 1 : i64} : (tensor<?x4x6xf32>) -> (tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>)
  %20:2 = mindir.split %x {axis = -1 : i64, output_num = 2 : i64} : (tensor<?x4x6xf32>) -> (tensor<?x4x3xf32>, tensor<?x4x3xf32>)
  %21:2 = mindir.split_v %x {size_splits = [1, -1], split_dim = 2 : i64} : (tensor<?x4x6xf32>) -> (tensor<?x4x1xf32>, tensor<?x4x5xf32>)
  %22 = mindir.strided_slice %n {begin = [0, 4], end = [4, 0], strides = [2, -2]} : tensor<4x6xf32> -> tensor<2x2xf32>
  %23 = mindir.strided_slice %x {begin = [0, 1, 0, 1], end = [0, 0, 0, 7], strides = [1, 1, 1, 2], begin_mask = 1 : i64, end_mask = 1 : i64, new_axis_mask = 4 : i64, shrink_axis_mask = 2 : i64} : tensor<?x4x6xf32> -> tensor<?x1x3xf32>
  %24 = mindir.reverse_v2 %x {axis = [1, -1]} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %25 = mindir.mirror_pad %n {low = [1, 2], high = [1, 1]} : tensor<4x6xf32> -> tensor<6x9xf32>
  %26 = mindir.mirror_pad %n {low = [1, 2], high = [1, 1], mode = "symmetric"} : tensor<4x6xf32> -> tensor<6x9xf32>
  %27 = mindir.constant dense<6> : tensor<i32>
  %28 = mindir.floor_mod %e, %27 : (tensor<?x4x2xi32>, tensor<i32>) -> tensor<?x4x2xi32>
  %29 = mindir.gather_d %x, %28 {dim = 2 : i64} : (tensor<?x4x6xf32>, tensor<?x4x2xi32>) -> tensor<?x4x2xf32>
  %30 = mindir.constant dense<4> : tensor<i32>
  %31 = mindir.floor_mod %z, %30 : (tensor<3x1xi32>, tensor<i32>) -> tensor<3x1xi32>
  %32 = mindir.gather_nd %n, %31 : (tensor<4x6xf32>, tensor<3x1xi32>) -> tensor<3x6xf32>
  %33 = mindir.scatter_nd %31, %f {shape = [4, 6]} : (tensor<3x1xi32>, tensor<3x6xf32>) -> tensor<4x6xf32>
  %34 = mindir.tensor_scatter_add %n, %31, %f : (tensor<4x6xf32>, tensor<3x1xi32>, tensor<3x6xf32>) -> tensor<4x6xf32>
  %35 = mindir.tensor_scatter_update %n, %uq, %f : (tensor<4x6xf32>, tensor<3x1xi32>, tensor<3x6xf32>) -> tensor<4x6xf32>
  %36 = mindir.unsorted_segment_sum %n, %seg {num_segments = 3 : i64} : (tensor<4x6xf32>, tensor<4xi32>) -> tensor<3x6xf32>
  %37:2 = mindir.top_k %x {k = 2 : i64} : (tensor<?x4x6xf32>) -> (tensor<?x4x2xf32>, tensor<?x4x2xi32>)
  %38:2 = mindir.sort %x {axis = 1 : i64} : (tensor<?x4x6xf32>) -> (tensor<?x4x6xf32>, tensor<?x4x6xi32>)
  %39:2 = mindir.sort %x {descending = true} : (tensor<?x4x6xf32>) -> (tensor<?x4x6xf32>, tensor<?x4x6xi32>)
  %40 = mindir.tril %x {diagonal = 1 : i64} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %41 = mindir.triu %x {diagonal = -1 : i64} : tensor<?x4x6xf32> -> tensor<?x4x6xf32>
  %42 = mindir.constant dense<1.5> : tensor<70x70xf32>
  %43 = mindir.constant dense<[[true, false], [false, true]]> : tensor<2x2xi1>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19#0, %19#1, %19#2, %19#3, %20#0, %20#1, %21#0, %21#1, %22, %23, %24, %25, %26, %29, %32, %33, %34, %35, %36, %37#0, %37#1, %38#0, %38#1, %39#0, %39#1, %40, %41, %42, %43, %x : tensor<?x24xf32>, tensor<3x8xf32>, tensor<?x24xf32>, tensor<?x24xf32>, tensor<?x6x4xf32>, tensor<?x4x6xf32>, tensor<2x4x6xf32>, tensor<?x4x6xf32>, tensor<?x9x6xf32>, tensor<?x2x3xf32>, tensor<?x4x9xf32>, tensor<?x4xi32>, tensor<?x2x20xf32>, tensor<?x2x6xf32>, tensor<?x4x3xf32>, tensor<?x4x6x1xf32>, tensor<?x6xf32>, tensor<?x8x18xf32>, tensor<?x4x2x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x4x3xf32>, tensor<?x4x3xf32>, tensor<?x4x1xf32>, tensor<?x4x5xf32>, tensor<2x2xf32>, tensor<?x1x3xf32>, tensor<?x4x6xf32>, tensor<6x9xf32>, tensor<6x9xf32>, tensor<?x4x2xf32>, tensor<3x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<3x6xf32>, tensor<?x4x2xf32>, tensor<?x4x2xi32>, tensor<?x4x6xf32>, tensor<?x4x6xi32>, tensor<?x4x6xf32>, tensor<?x4x6xi32>, tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<70x70xf32>, tensor<2x2xi1>, tensor<?x4x6xf32>
}
