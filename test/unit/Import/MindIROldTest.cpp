//===- MindIROldTest.cpp - Files of MindSpore 1.x -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Attributes stand on the nodes and say in ref_attr_name what they are.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Import/MindIRModel.h"

using namespace ms;
using namespace ms::test;

namespace {

struct MindIROld : ImportTest {
  MindIROld() {
    model.proto.set_ir_version("0.1.0");
    model.proto.clear_mind_ir_version();
  }

  static mind_ir::AttributeProto &old(mind_ir::NodeProto &node,
                                      const std::string &name, int type,
                                      const std::string &form) {
    mind_ir::AttributeProto &attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(type);
    attribute.set_ref_attr_name(form);
    return attribute;
  }
  static void numbers(mind_ir::NodeProto &node, const std::string &name,
                      const std::vector<int64_t> &list) {
    std::string form = "scalar:Tuple[";
    for (size_t k = 0; k < list.size(); ++k)
      form += "value" + std::to_string(k + 1) + ",";
    mind_ir::AttributeProto &attribute = old(node, name, 7, form + "]");
    for (int64_t number : list)
      attribute.add_ints(number);
  }

  Model model;
};

TEST_F(MindIROld, Convolution) {
  model.input("x", {1, 2, 6, 6});
  model.parameter("w", {4, 2, 3, 3}, 1);
  mind_ir::NodeProto &u = model.node("Constant", {}, "u");
  old(u, "value", 0, "Monad:UMonad");
  model.node("Load", {"g:w", "u"}, "l");
  mind_ir::NodeProto &conv = model.node("Conv2D", {"g:x", "l"}, "y");
  numbers(conv, "stride", {1, 1, 2, 2});
  numbers(conv, "dilation", {1, 1, 1, 1});
  // Numbers of r1.5: 0 pad, 1 same, 2 valid.
  old(conv, "pad_mode", 7, "scalar:value0").set_i(1);
  old(conv, "format", 8, "scalar:value0").set_s("NCHW");
  old(conv, "group", 7, "scalar:value0").set_i(1);
  old(conv, "shape", 19, "shape:shape1,");
  Model::setShape(*conv.mutable_attribute(5)->add_tensors(), {1, 4, 3, 3});
  mind_ir::NodeProto &state = model.node("UpdateState", {"u", "l"}, "v");
  (void)state;
  model.node("Depend", {"y", "v"}, "z");
  model.output("z");
  std::string text = import(model.bytes());
  EXPECT_TRUE(errors.empty()) << errors[0];
  EXPECT_NE(text.find("stride = [2, 2]"), std::string::npos) << text;
  EXPECT_NE(text.find("pad_mode = \"same\""), std::string::npos) << text;

  conv.mutable_attribute(2)->set_i(7);
  expectError(model, "(Conv2D): argument 'pad_mode' is the number 7, expected "
                     "one of pad, same, valid");
  conv.mutable_attribute(2)->set_ref_attr_name("strange:value0");
  expectError(model, "has the form 'strange:value0', which is not known");
}

TEST_F(MindIROld, Arguments) {
  model.input("x", {2, 6});
  mind_ir::NodeProto &shape = model.node("Constant", {}, "s");
  numbers(shape, "value", {3, 4});
  model.node("Reshape", {"g:x", "s"}, "a");
  mind_ir::NodeProto &type = model.node("Constant", {}, "t");
  old(type, "value", 0, "type:value0").add_tensors()->set_data_type(7);
  model.node("Cast", {"a", "t"}, "b");
  mind_ir::NodeProto &softmax = model.node("Softmax", {"a"}, "c");
  numbers(softmax, "axis", {-1});
  mind_ir::NodeProto &sum = model.node("ReduceSum", {"c", "axes"}, "d");
  old(sum, "keep_dims", 9, "scalar:value0").set_i(1);
  model.node("MakeTuple", {"b", "d"}, "e");
  model.output("e");
  // The axes must come before their use.
  mind_ir::NodeProto axes;
  axes.set_op_type("Constant");
  axes.add_output("axes");
  numbers(axes, "value", {1});
  *model.graph().add_node() = axes;
  expectError(model, "input 1 'axes' is not computed by any node before it");
  model.graph().mutable_node()->SwapElements(6, 7);
  model.graph().mutable_node()->SwapElements(5, 6);
  std::string text = import(model.bytes());
  EXPECT_TRUE(errors.empty()) << errors[0];
  for (const char *line :
       {"{shape = [3, 4]}", "mindir.cast", "-> tensor<3x4xi64>",
        "mindir.softmax", "keep_dims = true"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;

  model.graph().mutable_node(0)->mutable_attribute(0)->set_ref_attr_name(
      "scalar:Tuple[value1,value2,");
  expectError(model, "its value has a tuple without an end");
}

} // namespace
