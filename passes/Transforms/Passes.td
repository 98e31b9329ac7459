//===- Passes.td - Graph transformations --------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_TRANSFORMS_PASSES
#define MS_PASSES_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

def InferShapes : Pass<"mindir-infer-shapes", "::mlir::ModuleOp"> {
  let summary = "Compute all shapes anew from the arguments";
  let description = [{
    Goes through every function and gives each op of the dialect the result types
    that follow from its operands. With `rows`, the batch is set first: each
    leading dimension of an argument that is dynamic, or as large as that of the
    first argument, becomes `rows` (-1: dynamic).

    Before, with `rows=16`:
    ```mlir
    func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
      %y = mindir.relu %x : tensor<?x3xf32>
      return %y : tensor<?x3xf32>
    }
    ```
    After:
    ```mlir
    func.func @forward(%x: tensor<16x3xf32>) -> tensor<16x3xf32> {
      %y = mindir.relu %x : tensor<16x3xf32>
      return %y : tensor<16x3xf32>
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"rows", "rows", "int64_t", "0",
           "rows of the batch; -1: dynamic; 0: leave the arguments alone">
  ];
}

def FoldBatchNorm : Pass<"mindir-fold-batch-norm", "::mlir::func::FuncOp"> {
  let summary = "Make batch normalization part of the weights before it";
  let description = [{
    In functions that assign no parameter, `batch_norm` behind a convolution or a
    product with a matrix of weights becomes a factor of the weights and a bias.
    Elements of f16 and bf16 are left alone: weights would lose digits.

    Before:
    ```mlir
    %0 = mindir.conv2d %x, %w : (tensor<?x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<?x4x6x6xf32>
    %1 = mindir.batch_norm %0, %scale, %bias, %mean, %variance : ...
    ```
    After:
    ```mlir
    %f = ...                       // scale / sqrt(variance + epsilon)
    %b = ...                       // bias - mean * f
    %v = mindir.mul %w, %g : ...   // %g is %f as tensor<4x1x1x1xf32>
    %0 = mindir.conv2d %x, %v : (tensor<?x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<?x4x6x6xf32>
    %1 = mindir.bias_add %0, %b : (tensor<?x4x6x6xf32>, tensor<4xf32>) -> tensor<?x4x6x6xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
}

def FuseAttention : Pass<"mindir-fuse-attention", "::mlir::func::FuncOp"> {
  let summary = "Make one op of the chain of attention";
  let description = [{
    `softmax(scale * query * key^T + masks) * value` becomes
    `scaled_dot_product_attention`, whose kernel needs no matrix of all scores.
    Where heads are transposed before and behind it, the op reads and writes what
    the transpositions would.

    A chain stays as it is, and a remark of the category `mindir-fuse-attention`
    says why, where elements are not f32, operands broadcast, another op uses
    scores or weights, or weights are dropped in training. With `gradients-of`
    the pass changes only the function of that name, before its gradients are
    taken; then a chain whose mask is trained stays, too. With `more-than` small
    chains stay: the gradient computes scores again, which pays where reading them
    back would not come from the cache.

    Before:
    ```mlir
    %0 = mindir.transpose %q {perm = [0, 2, 1, 3]} : tensor<?x7x2x4xf32> -> tensor<?x2x7x4xf32>
    ... // %1 and %2 from %k and %v alike
    %3 = mindir.batch_mat_mul %0, %1 {transpose_b = true} : ...
    %4 = mindir.mul %3, %scale : ...
    %5 = mindir.softmax %4 : ...
    %6 = mindir.batch_mat_mul %5, %2 : ...
    %y = mindir.transpose %6 {perm = [0, 2, 1, 3]} : tensor<?x2x7x4xf32> -> tensor<?x7x2x4xf32>
    ```
    After:
    ```mlir
    %y, %max, %sum = mindir.scaled_dot_product_attention %q, %k, %v {length_first = true, scale = 0.5} : (tensor<?x7x2x4xf32>, tensor<?x7x2x4xf32>, tensor<?x7x2x4xf32>) -> (tensor<?x7x2x4xf32>, tensor<?x2x7xf32>, tensor<?x2x7xf32>)
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"gradientsOf", "gradients-of", "std::string", "\"\"",
           "name of the one function to change, whose gradients will be taken">,
    Option<"moreThan", "more-than", "int64_t", "0",
           "bytes of one matrix of scores up to which chains stay">
  ];
}

def AppendLoss : Pass<"mindir-append-loss", "::mlir::ModuleOp"> {
  let summary = "Make a function that computes the loss of a network";
  let description = [{
    Copies `forward` as `result`, with the labels as one more argument and the loss
    as the first result. `keep-outputs` keeps the network's outputs behind it.
    The loss reads the network's first output. Losses are
    sparse_softmax_cross_entropy, softmax_cross_entropy, cross_entropy (axis,
    ignore_index, label_smoothing, weighted), nll (axis, ignore_index, weighted),
    mse, l1, smooth_l1 (beta), huber (delta), binary_cross_entropy, bce_with_logits
    and kl_div, each a mean over rows or elements, or with `reduction=sum` their sum.

    Where labels are numbers of classes they have the output's shape without the
    classes. These are its last dimension, but of cross_entropy and nll, as in
    MindSpore, dimension 1 unless `axis` says another. With `weighted=true` there is
    one more argument behind the labels, with a weight for each: the mean is that of
    the weighted losses, divided by the sum of the weights plus 1e-5.

    masked_lm is `nll` with weights and the classes in the last dimension.
    bert_pretraining adds to it `nll` of the second output, whose labels are a third
    argument. Both are BertPretrainingLoss of mindspore/models.

    Before:
    ```mlir
    func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x10xf32> { ... return %y }
    ```
    After, with `loss=sparse_softmax_cross_entropy`:
    ```mlir
    func.func @train_step(%x: tensor<?x4xf32>, %label: tensor<?xi32>) -> tensor<f32> {
      ...
      %loss = mindir.sparse_softmax_cross_entropy %y, %label : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<f32>
      return %loss : tensor<f32>
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"loss", "loss", "std::string", "\"sparse_softmax_cross_entropy\"",
           "name of the loss, and its settings: huber:delta=0.5,reduction=sum">,
    Option<"forward", "forward", "std::string", "\"forward\"",
           "name of the network's function">,
    Option<"result", "result", "std::string", "\"train_step\"",
           "name of the function to make">,
    Option<"keepOutputs", "keep-outputs", "bool", "false",
           "return the network's outputs behind the loss">
  ];
}

def StripTraining : Pass<"mindir-strip-training", "::mlir::func::FuncOp"> {
  let summary = "Give a function the meaning it has in inference";
  let description = [{
    Dropout becomes the identity, and loads that are dead then vanish. Batch
    normalization uses the moving statistics, and the assigns that would move
    them vanish. The option `except` names a function that is left alone.

    Before:
    ```mlir
    %y = mindir.dropout %x, %counter {keep_prob = 0.9} : tensor<2x3xf32>, tensor<i64>
    ```
    After: `%y` is `%x`.
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"except", "except", "std::string", "\"train_step\"",
           "name of the function to leave alone">
  ];
}

def Decompose : Pass<"mindir-decompose", "::mlir::func::FuncOp"> {
  let summary = "Write composite ops as elementwise ops and reductions";
  let description = [{
    Softmax, log-softmax, normalizations, the losses and their gradients, means, padded windows
    and the update rules become elementwise ops, reductions, and windows without
    padding, so that kernels are formed across them and equal parts are shared. The
    gradient of ReLU goes before that of a max pooling, where there are fewer elements.

    Before:
    ```mlir
    %y = mindir.softmax %x {axis = 1} : tensor<2x10xf32> -> tensor<2x10xf32>
    ```
    After:
    ```mlir
    %m = mindir.reduce_max %x {axis = [1], keep_dims = true} : tensor<2x10xf32> -> tensor<2x1xf32>
    %0 = mindir.sub %x, %m : (tensor<2x10xf32>, tensor<2x1xf32>) -> tensor<2x10xf32>
    %e = mindir.exp %0 : tensor<2x10xf32>
    %s = mindir.reduce_sum %e {axis = [1], keep_dims = true} : tensor<2x10xf32> -> tensor<2x1xf32>
    %y = mindir.div %e, %s : (tensor<2x10xf32>, tensor<2x1xf32>) -> tensor<2x10xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
}

def MixedPrecision : Pass<"mindir-mixed-precision", "::mlir::func::FuncOp"> {
  let summary = "Compute in half precision, with weights in single";
  let description = [{
    Before differentiation: ops compute in `type`, parameters, arguments and
    results stay what they are, and gradients flow back through the casts.
    `level` is MindSpore's:

    - O1: products and convolutions with their biases, ReLU and PReLU;
    - O2: everything but normalizations, softmax and losses;
    - O3: everything but batch normalization, whose statistics are state, and
      losses.

    Ops that only move elements follow their operands. Pairs of casts that remain
    are folded by the canonicalizer.

    Before:
    ```mlir
    func.func @forward(%x: tensor<2x3xf32>, %w: tensor<3x4xf32>) -> tensor<2x4xf32> {
      %y = mindir.mat_mul %x, %w : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
      return %y : tensor<2x4xf32>
    }
    ```
    After:
    ```mlir
    func.func @forward(%x: tensor<2x3xf32>, %w: tensor<3x4xf32>) -> tensor<2x4xf32> {
      %0 = mindir.cast %x to f16 : tensor<2x3xf32> -> tensor<2x3xf16>
      %1 = mindir.cast %w to f16 : tensor<3x4xf32> -> tensor<3x4xf16>
      %2 = mindir.mat_mul %0, %1 : (tensor<2x3xf16>, tensor<3x4xf16>) -> tensor<2x4xf16>
      %y = mindir.cast %2 to f32 : tensor<2x4xf16> -> tensor<2x4xf32>
      return %y : tensor<2x4xf32>
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"type", "type", "std::string", "\"f16\"", "f16 or bf16">,
    Option<"level", "level", "std::string", "\"O2\"", "O0 (nothing) to O3">,
    ListOption<"keep", "keep", "std::string",
               "further ops to compute in single precision, as conv2d">
  ];
}

#endif // MS_PASSES_TRANSFORMS_PASSES
