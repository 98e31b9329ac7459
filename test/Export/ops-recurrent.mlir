// Recurrent layers that MindSpore has no primitive for, step by step.
// MindSpore's numbers are compared by test/EndToEnd/mindspore_export.py.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz

func.func @forward(%s: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<108xf32>,
                   %v: tensor<84xf32>, %x: tensor<?x5x3xf32>, %g: tensor<?x4xf32>)
    -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<?x5x4xf32>, tensor<?x4xf32>) {
  %0:2 = mindir.gru %s, %h, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  %1:2 = mindir.gru %s, %h, %v {has_bias = false} : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<84xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  %2:2 = mindir.gru %x, %g, %w {batch_first = true} : (tensor<?x5x3xf32>, tensor<?x4xf32>, tensor<108xf32>) -> (tensor<?x5x4xf32>, tensor<?x4xf32>)
  return %0#0, %0#1, %1#0, %1#1, %2#0, %2#1
    : tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<?x5x4xf32>, tensor<?x4xf32>
}
