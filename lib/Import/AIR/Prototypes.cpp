//===- Prototypes.cpp - Operators of Ascend's graph engine ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Prototypes.h"

#include "llvm/ADT/StringMap.h"

using namespace llvm;

namespace ms::air {

namespace {
struct Row {
  /// "Type", or "Type/Primitive" where MindSpore has another name.
  const char *type;
  /// Slots by name; "?" behind one: optional, "*": dynamic.
  const char *inputs, *outputs;
  /// "name", or "name=value" with what it is where it is left out.
  const char *attributes;
};
} // namespace

static constexpr const char *kConv =
    "strides pads dilations groups=1 data_format offset_x=0 padding='";
static constexpr const char *kConvBack =
    "strides pads dilations groups=1 data_format";
static constexpr const char *kPool = "ksize strides padding data_format";
static constexpr const char *kResize =
    "align_corners=false half_pixel_centers=false";

static const Row kRows[] = {
    {"Data", "x", "y", "index"},
    {"Const", "", "y", "value"},
    {"Constant", "", "y", "value"},
    {"Identity", "x", "y", ""},
    {"Fill", "dims value", "y", ""},

    {"Abs", "x", "y", ""},
    {"Acos", "x", "y", ""},
    {"Acosh", "x", "y", ""},
    {"Asin", "x", "y", ""},
    {"Asinh", "x", "y", ""},
    {"Atan", "x", "y", ""},
    {"Atanh", "x", "y", ""},
    {"Ceil", "x", "y", ""},
    {"Cos", "x", "y", ""},
    {"Cosh", "x", "y", ""},
    {"Digamma", "x", "y", ""},
    {"Erf", "x", "y", ""},
    {"Exp", "x", "y", "base=-1.0 scale=1.0 shift=0.0"},
    {"Expm1", "x", "y", ""},
    {"Floor", "x", "y", ""},
    {"Invert", "x", "y", ""},
    {"IsFinite", "x", "y", ""},
    {"IsInf", "x", "y", ""},
    {"IsNan", "x", "y", ""},
    {"Lgamma", "x", "y", ""},
    {"Log", "x", "y", "base=-1.0 scale=1.0 shift=0.0"},
    {"Log1p", "x", "y", ""},
    {"LogicalNot", "x", "y", ""},
    {"Neg", "x", "y", ""},
    {"OnesLike", "x", "y", ""},
    {"Reciprocal", "x", "y", ""},
    {"Rint", "x", "y", ""},
    {"Rsqrt", "x", "y", ""},
    {"Sign", "x", "y", ""},
    {"Sin", "x", "y", ""},
    {"Sinh", "x", "y", ""},
    {"Sqrt", "x", "y", ""},
    {"Square", "x", "y", ""},
    {"Tan", "x", "y", ""},
    {"Trunc", "input_x", "output_y", ""},
    {"ZerosLike", "x", "y", ""},

    {"Elu", "x", "y", "alpha=1.0"},
    {"FastGelu/FastGeLU", "x", "y", ""},
    {"Gelu/GeLU", "x", "y", ""},
    {"HardSigmoid/HSigmoid", "input_x", "output_y",
     "alpha=0.16666666 beta=0.5"},
    {"HardSwish/HSwish", "x", "y", ""},
    {"LeakyRelu/LeakyReLU", "x", "y", "negative_slope=0.0"},
    {"LogSigmoid", "x", "y", ""},
    {"Mish", "x", "y", ""},
    {"PRelu/PReLU", "x weight", "y", ""},
    {"Relu/ReLU", "x", "y", ""},
    {"Relu6/ReLU6", "x", "y", ""},
    {"Selu/SeLU", "x", "y", ""},
    {"Sigmoid", "x", "y", ""},
    {"Softplus", "x", "y", ""},
    {"Softsign", "x", "y", ""},
    {"Swish/SiLU", "x", "y", "scale=1.0"},
    {"Tanh", "x", "y", ""},

    {"Add", "x1 x2", "y", "mode=1"},
    {"AddN", "x*", "y", "N"},
    {"Atan2", "x1 x2", "y", ""},
    {"BitwiseAnd", "x1 x2", "y", ""},
    {"BitwiseOr", "x1 x2", "y", ""},
    {"BitwiseXor", "x1 x2", "y", ""},
    {"Div", "x1 x2", "y", ""},
    {"Equal", "x1 x2", "y", ""},
    {"FloorDiv", "x1 x2", "y", ""},
    {"FloorMod", "x1 x2", "y", ""},
    {"Greater", "x1 x2", "y", ""},
    {"GreaterEqual", "x1 x2", "y", ""},
    {"Less", "x1 x2", "y", ""},
    {"LessEqual", "x1 x2", "y", ""},
    {"LogicalAnd", "x1 x2", "y", ""},
    {"LogicalOr", "x1 x2", "y", ""},
    {"Maximum", "x1 x2", "y", ""},
    {"Minimum", "x1 x2", "y", ""},
    {"Mod", "x1 x2", "y", ""},
    {"Mul", "x1 x2", "y", ""},
    {"NotEqual", "x1 x2", "y", ""},
    {"Pow", "x1 x2", "y", ""},
    {"RealDiv", "x1 x2", "y", ""},
    {"Select", "condition x1 x2", "y", ""},
    {"SelectV2/Select", "condition then else", "result", ""},
    {"Sub", "x1 x2", "y", ""},
    {"TruncateDiv", "x1 x2", "y", ""},
    {"Xlogy", "x1 x2", "y", ""},

    {"ArgMaxV2/Argmax", "x dimension", "y", "dtype"},
    {"ArgMin/Argmin", "x dimension", "y", "dtype"},
    {"Cumprod/CumProd", "x axis", "y", "exclusive=false reverse=false"},
    {"Cumsum/CumSum", "x axis", "y", "exclusive=false reverse=false"},
    {"ReduceAll", "x axes", "y", "keep_dims=false"},
    {"ReduceAny", "x axes", "y", "keep_dims=false"},
    {"ReduceMax", "x axes", "y", "keep_dims=false"},
    {"ReduceMaxD/ReduceMax", "x", "y", "axes keep_dims=false"},
    {"ReduceMean", "x axes", "y", "keep_dims=false"},
    {"ReduceMin", "x axes", "y", "keep_dims=false"},
    {"ReduceMinD/ReduceMin", "x", "y", "axes keep_dims=false"},
    {"ReduceProd", "x axes", "y", "keep_dims=false"},
    {"ReduceSum", "x axes", "y", "keep_dims=false"},

    {"BatchMatMul", "x1 x2", "y", "adj_x1=false adj_x2=false"},
    {"BatchMatMulV2/BatchMatMul", "x1 x2 bias? offset_w?", "y",
     "adj_x1=false adj_x2=false offset_x=0"},
    {"MatMulV2/MatMul", "x1 x2 bias? offset_w?", "y",
     "transpose_x1=false transpose_x2=false offset_x=0"},

    {"AdaptiveAvgPool2d/AdaptiveAvgPool2D", "x", "y", "output_size"},
    {"AdaptiveMaxPool2d/AdaptiveMaxPool2D", "x", "y argmax", "output_size"},
    {"AvgPool", "x", "y", kPool},
    {"AvgPoolV2/AvgPool", "x", "y",
     "ksize strides padding_mode='CALCULATED pads data_format "
     "global_pooling=false ceil_mode=false exclusive=true"},
    {"BiasAdd", "x bias", "y", "data_format"},
    {"Conv2D", "x filter bias? offset_w?", "y", kConv},
    {"Conv2DBackpropInput", "input_size filter out_backprop", "y", kConvBack},
    {"DepthwiseConv2D/DepthwiseConv2dNative", "x filter bias? offset_w?", "y",
     "strides pads dilations data_format offset_x=0"},
    {"LogSoftmaxV2/LogSoftmax", "logits", "logsoftmax", "axes"},
    {"MaxPool", "x", "y", kPool},
    {"MaxPoolV3/MaxPool", "x", "y",
     "ksize strides padding_mode='CALCULATED pads data_format "
     "global_pooling=false ceil_mode=false"},
    {"SoftmaxV2/Softmax", "x", "y", "axes"},

    {"BatchNorm", "x scale offset mean? variance?",
     "y batch_mean batch_variance reserve_space_1 reserve_space_2",
     "epsilon data_format is_training=true"},
    {"LRN", "x", "y",
     "depth_radius=5 bias=1.0 alpha=1.0 beta=0.5 "
     "norm_region='ACROSS_CHANNELS"},
    {"LayerNorm", "x gamma beta", "y mean variance",
     "begin_norm_axis begin_params_axis epsilon"},

    {"DepthToSpace", "x", "y", "block_size mode='DCR data_format"},
    {"GridSampler2D", "x grid", "y",
     "interpolation_mode='bilinear padding_mode='zeros align_corners=false"},
    {"ResizeBicubic", "images size", "y", kResize},
    {"ResizeBilinearV2", "x size", "y", kResize},
    {"ResizeNearestNeighborV2/ResizeNearestNeighbor", "x size", "y", kResize},
    {"SpaceToDepth", "x", "y", "block_size data_format"},

    {"DynamicRNN", "x w b seq_length? init_h? init_c? wci? wcf? wco? mask?",
     "y output_h output_c i j f o tanhc",
     "cell_type='LSTM direction='UNIDIRECTIONAL cell_depth=1 "
     "use_peephole=false keep_prob=1.0 cell_clip=-1.0 num_proj=0 "
     "time_major=true activation='tanh forget_bias=0.0 is_training=true"},

    {"GatherElements/GatherD", "x index", "y", "dim=0"},
    {"GatherNd", "x indices", "y", ""},
    {"GatherV2/Gather", "x indices axis", "y", "batch_dims=0"},
    {"MaskedFill", "x mask value", "y", ""},
    {"ScatterElements/TensorScatterElements", "data indices updates", "y",
     "axis=0 reduction='none"},
    {"ScatterNd", "indices x shape", "y", ""},
    {"Sort", "x", "y1 y2", "axis=-1 descending=false stable=false"},
    {"TensorScatterAdd", "x indices updates", "y", ""},
    {"TensorScatterUpdate", "x indices updates", "y", ""},
    {"TopKV2/TopK", "x k", "values indices", "sorted=true dim=-1 largest=true"},
    {"Tril", "x", "y", "diagonal=0"},
    {"Triu", "x", "y", "diagonal=0"},
    {"UnsortedSegmentSum", "x segment_ids num_segments", "y", ""},

    {"BroadcastTo", "x shape", "y", ""},
    {"Cast", "x", "y", "dst_type"},
    {"ConcatD/Concat", "x*", "y", "concat_dim N"},
    {"ExpandDims", "x axis", "y", ""},
    {"Flatten", "x", "y", "axis=1"},
    {"MirrorPad", "x paddings", "y", "mode"},
    {"OneHot", "x depth on_value off_value", "y", "axis=-1"},
    {"Pack/Stack", "x*", "y", "N axis=0"},
    {"Pad", "x paddings", "y", ""},
    {"PadV2", "x paddings constant_values", "y", ""},
    {"Reshape", "x shape", "y", "axis=0 num_axes=-1"},
    {"ReverseV2", "x axis", "y", ""},
    {"Slice", "x offsets size", "y", ""},
    {"SplitD/Split", "x", "y*", "split_dim num_split"},
    {"SplitVD/SplitV", "x", "y*", "size_splits split_dim num_split"},
    {"Squeeze", "x", "y", "axis"},
    {"StridedSlice", "x begin end strides", "y",
     "begin_mask=0 end_mask=0 ellipsis_mask=0 new_axis_mask=0 "
     "shrink_axis_mask=0"},
    {"Tile", "x multiples", "y", ""},
    {"Transpose", "x perm", "y", ""},
    {"Unpack/Unstack", "x", "y*", "num axis=0"},
};

static SmallVector<StringRef> words(StringRef text) {
  SmallVector<StringRef> list;
  text.split(list, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return list;
}

static SmallVector<Slot, 4> readSlots(StringRef text) {
  SmallVector<Slot, 4> slots;
  for (StringRef word : words(text)) {
    Slot slot{word, Slot::Required};
    if (slot.name.consume_back("?"))
      slot.kind = Slot::Optional;
    else if (slot.name.consume_back("*"))
      slot.kind = Slot::Dynamic;
    slots.push_back(slot);
  }
  return slots;
}

static Prototype readRow(const Row &row) {
  Prototype prototype;
  std::tie(prototype.type, prototype.primitive) =
      StringRef(row.type).split('/');
  if (prototype.primitive.empty())
    prototype.primitive = prototype.type;
  prototype.inputs = readSlots(row.inputs);
  prototype.outputs = readSlots(row.outputs);
  for (StringRef word : words(row.attributes)) {
    auto [name, value] = word.split('=');
    prototype.attributes.push_back({name, value});
  }
  return prototype;
}

SmallVector<std::string> Prototype::slotNames(ArrayRef<Slot> slots,
                                              size_t count) {
  SmallVector<std::string> names;
  for (size_t k = 0; k < count && !slots.empty(); ++k) {
    const Slot &slot = slots[std::min(k, slots.size() - 1)];
    if (slot.kind == Slot::Dynamic)
      names.push_back(slot.name.str() + std::to_string(k + 1 - slots.size()));
    else if (k < slots.size())
      names.push_back(slot.name.str());
  }
  return names;
}

const Prototype *findPrototype(StringRef type) {
  static const StringMap<Prototype> table = [] {
    StringMap<Prototype> rows;
    for (const Row &row : kRows) {
      Prototype prototype = readRow(row);
      rows[prototype.type] = prototype;
    }
    return rows;
  }();
  auto found = table.find(type);
  return found == table.end() ? nullptr : &found->second;
}

} // namespace ms::air
