//===- Recurrent.td - Recurrent layers ---------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Whole sequences through LSTM and GRU.
// Shapes are inferred in Recurrent.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_RECURRENT_TD
#define MINDIR_OPS_RECURRENT_TD

include "dialects/MindIR/MindIRDialect.td"

def MindIR_LSTMOp : MindIR_InferredOp<"lstm"> {
  let summary = "long short-term memory over a sequence";
  let description = [{
    One layer in one direction, as MindSpore's LSTM on the CPU. For each step, from
    the state `h`, `c` (at first `h0`, `c0`):

    `[i, f, g, o] = x_t * w_ih^T + h * w_hh^T + b`,
    `c' = sigmoid(f) * c + sigmoid(i) * tanh(g)`, `h' = sigmoid(o) * tanh(c')`

    `y` holds the `h'` of all steps, `hn` and `cn` the last state. `w` holds
    `w_ih` [4 hidden, in], `w_hh` [4 hidden, hidden] and, with `has_bias`, `b`
    [4 hidden], one after another.

    With `batch_first` the sequences are [batch, steps, ...] and the states
    [batch, hidden], and the batch may be dynamic. MindSpore turns such sequences
    round before and after the primitive.

    Constraints:
    - (C1) `x` is [steps, batch, in] with at least one step, `h0` and `c0` are
      [1, batch, hidden], and all are static; or they are as `batch_first` says.
    - (C2) All operands have one element type.
    - (C3) `w` has as many elements as the weights, and the bias, need.
    - (C4) `y` has the shape of `x` with `hidden` last; `hn` and `cn` have the type
      of `h0`.

    Example:
    ```mlir
    %y, %hn, %cn = mindir.lstm %x, %h0, %c0, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$h0,
                       MindIR_FloatTensor:$c0, MindIR_FloatTensor:$w,
                       MindIR_Bool<"true">:$has_bias,
                       MindIR_Bool<"false">:$batch_first);
  let results = (outs MindIR_FloatTensor:$y, MindIR_FloatTensor:$hn,
                      MindIR_FloatTensor:$cn);
  let assemblyFormat = [{
    $x `,` $h0 `,` $c0 `,` $w attr-dict `:` functional-type(operands, results)
  }];
}

def MindIR_LSTMGradOp : MindIR_InferredOp<"lstm_grad"> {
  let summary = "gradient of lstm";
  let description = [{
    The gradients of the operands of `lstm` from those of its results. What the
    steps have computed is computed again; where the network has the same `lstm`,
    both share it.

    Constraints:
    - (C1) `x`, `h0`, `c0`, `w` and the attributes fit together as those of `lstm`.
    - (C2) `dy`, `dhn` and `dcn` have the types of its results.
    - (C3) The results have the types of `x`, `h0`, `c0` and `w`.

    Example:
    ```mlir
    %dx, %dh0, %dc0, %dw = mindir.lstm_grad %x, %h0, %c0, %w, %dy, %dhn, %dcn : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$h0,
                       MindIR_FloatTensor:$c0, MindIR_FloatTensor:$w,
                       MindIR_FloatTensor:$dy, MindIR_FloatTensor:$dhn,
                       MindIR_FloatTensor:$dcn, MindIR_Bool<"true">:$has_bias,
                       MindIR_Bool<"false">:$batch_first);
  let results = (outs MindIR_FloatTensor:$dx, MindIR_FloatTensor:$dh0,
                      MindIR_FloatTensor:$dc0, MindIR_FloatTensor:$dw);
  let assemblyFormat = [{
    $x `,` $h0 `,` $c0 `,` $w `,` $dy `,` $dhn `,` $dcn attr-dict `:`
    functional-type(operands, results)
  }];
}

def MindIR_GRUOp : MindIR_InferredOp<"gru"> {
  let summary = "gated recurrent unit over a sequence";
  let description = [{
    One layer in one direction, as MindSpore's nn.GRU. For each step, from the
    state `h` (at first `h0`):

    `[ir, iz, in] = x_t * w_ih^T + b_ih`, `[hr, hz, hn] = h * w_hh^T + b_hh`,
    `r = sigmoid(ir + hr)`, `z = sigmoid(iz + hz)`, `n = tanh(in + r * hn)`,
    `h' = n + z * (h - n)`

    `y` holds the `h'` of all steps, `hn` the last. `w` holds `w_ih` [3 hidden,
    in], `w_hh` [3 hidden, hidden] and, with `has_bias`, `b_ih` and `b_hh`
    [3 hidden], one after another.

    With `batch_first` the sequences are [batch, steps, ...] and the state
    [batch, hidden], and the batch may be dynamic.

    Constraints:
    - (C1) `x` is [steps, batch, in] with at least one step, `h0` is [1, batch,
      hidden], and both are static; or they are as `batch_first` says.
    - (C2) All operands have one element type.
    - (C3) `w` has as many elements as the weights, and the biases, need.
    - (C4) `y` has the shape of `x` with `hidden` last; `hn` has the type of `h0`.

    Example:
    ```mlir
    %y, %hn = mindir.gru %x, %h0, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$h0,
                       MindIR_FloatTensor:$w, MindIR_Bool<"true">:$has_bias,
                       MindIR_Bool<"false">:$batch_first);
  let results = (outs MindIR_FloatTensor:$y, MindIR_FloatTensor:$hn);
  let assemblyFormat = [{
    $x `,` $h0 `,` $w attr-dict `:` functional-type(operands, results)
  }];
}

#endif // MINDIR_OPS_RECURRENT_TD
