//===- MindIRGraphTest.cpp - Graphs that contradict themselves ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Import/MindIRModel.h"

using namespace ms;
using namespace ms::test;

namespace {

using MindIRGraph = ImportTest;

TEST_F(MindIRGraph, Names) {
  Model model;
  model.input("x", {2, 3});
  model.node("ReLU", {"g:x"}, "y");
  model.output("y");
  expectText(model, "mindir.relu %arg0 : tensor<2x3xf32>");
  EXPECT_NE(import(model.bytes()).find("mindir.name = \"x\""),
            std::string::npos);

  Model unknown = model;
  unknown.graph().mutable_node(0)->set_input(0, "g:z");
  expectError(unknown, "node 'Default/y' (ReLU): input 0 'g:z' is not computed "
                       "by any node before it");
  Model output = model;
  output.graph().mutable_output(0)->set_name("z");
  expectError(output, "output 'z' of graph 'g' is not computed by any node");
  Model none = model;
  none.graph().clear_output();
  expectError(none, "graph 'g' has no output");
  Model twice = model;
  twice.node("Tanh", {"g:x"}, "y");
  expectError(twice, "two nodes compute 'y'");
  Model inputs = model;
  inputs.input("x", {2});
  expectError(inputs, "there are two inputs 'x'");
  Model shadow = model;
  shadow.parameter("x", {2});
  expectError(shadow, "there are two inputs 'x'");
  Model bytes = model;
  bytes.graph().mutable_input(0)->set_name("g:\xff\xfe");
  expectError(bytes, "is not UTF-8");
  Model nameless = model;
  nameless.graph().clear_name();
  expectError(nameless, "the graph has no name");
  Model outputs = model;
  outputs.graph().mutable_node(0)->add_output("z");
  expectError(outputs, "has 2 outputs, expected one");
}

TEST_F(MindIRGraph, Cycles) {
  Model model;
  model.input("x", {2});
  model.node("Add", {"g:x", "b"}, "a");
  model.node("ReLU", {"a"}, "b");
  model.output("b");
  expectError(model, "node 'Default/a' (Add): input 1 'b' is not computed by "
                     "any node before it");
}

TEST_F(MindIRGraph, DeadNodesVanish) {
  Model model;
  model.input("x", {2});
  model.node("NoSuchOp", {"g:nothing"}, "dead");
  model.node("ReLU", {"g:x"}, "y");
  model.output("y");
  expectText(model, "mindir.relu");
}

TEST_F(MindIRGraph, UnsupportedOnesAreListed) {
  Model model;
  model.input("x", {2});
  model.node("NoSuchOp", {"g:x"}, "a");
  model.node("Another", {"a"}, "b");
  model.node("NoSuchOp", {"b"}, "c");
  model.output("c");
  expectError(model, "[MS3003] primitives are not supported: NoSuchOp "
                     "('Default/a' and 1 more); Another ('Default/b')");
}

TEST_F(MindIRGraph, Parameters) {
  Model model;
  model.input("x", {2, 3});
  model.parameter("w", {4, 3}, 1);
  model.monad("u");
  model.node("Load", {"g:w", "u"}, "l");
  model.node("MatMul", {"g:x", "l"}, "y")
      .add_attribute()
      ->set_name("transpose_b");
  mind_ir::AttributeProto &flag =
      *model.graph().mutable_node(2)->mutable_attribute(0);
  flag.set_type(9);
  flag.set_i(1);
  model.output("y");
  expectText(model, "mindir.mat_mul %arg0, %0 {transpose_b = true}");

  Model shorter = model;
  shorter.graph().mutable_parameter(0)->mutable_raw_data()->resize(47);
  expectError(shorter, "parameter 'w' has 47 bytes of data, but shape [4, 3] "
                       "needs 48");
  Model longer = model;
  longer.graph().mutable_parameter(0)->mutable_raw_data()->resize(49);
  expectError(longer, "has 49 bytes of data");
  Model missing = model;
  missing.graph().mutable_parameter(0)->clear_raw_data();
  expectError(missing, "parameter 'w' has no data");
  Model negative = model;
  negative.graph().mutable_parameter(0)->set_dims(0, -4);
  expectError(negative, "parameter 'w' has extent -4 in dimension 0");
  Model absurd = model;
  absurd.graph().mutable_parameter(0)->set_dims(0, INT64_MAX);
  expectError(absurd, "more elements than any memory");
  Model product = model;
  product.graph().mutable_parameter(0)->set_dims(0, int64_t(1) << 36);
  product.graph().mutable_parameter(0)->set_dims(1, int64_t(1) << 36);
  expectError(product, "more elements than any memory");
  Model zero = model;
  zero.graph().mutable_parameter(0)->add_dims(0);
  zero.graph().mutable_parameter(0)->set_dims(0, int64_t(1) << 62);
  expectError(zero, "more elements than any memory");
  Model rank = model;
  for (int k = 0; k < 40; ++k)
    rank.graph().mutable_parameter(0)->add_dims(1);
  expectError(rank, "has 42 dimensions, expected at most 32");
  Model type = model;
  type.graph().mutable_parameter(0)->set_data_type(8);
  expectError(type, "has element type 8, which is not supported");
  Model wrong = model;
  wrong.graph().mutable_parameter(0)->set_data_type(-77);
  expectError(wrong, "has element type -77, which is not supported");
  Model packed = model;
  packed.graph().mutable_parameter(0)->set_compression_type(1);
  expectError(packed, "parameter 'w' is compressed");
  Model twice = model;
  twice.parameter("w", {1});
  expectError(twice, "there are two parameters 'w'");
  Model dynamic = model;
  dynamic.graph().mutable_input(0)->mutable_tensor(0)->set_dims(0, -1);
  expectText(dynamic, "tensor<?x3xf32>");
  Model inner = model;
  inner.graph().mutable_input(0)->mutable_tensor(0)->set_dims(1, -1);
  expectError(inner, "input 'x' has a dynamic dimension 1: only the first one, "
                     "the batch, may be -1");
}

TEST_F(MindIRGraph, ExternalDataStaysInItsFolder) {
  Model model;
  model.input("x", {2});
  mind_ir::TensorProto &w = model.parameter("w", {2});
  w.clear_raw_data();
  model.node("Add", {"g:x", "g:w"}, "y");
  model.output("y");
  for (const char *path : {"/etc/passwd", "../test.mindir", "a/../../b", ""}) {
    w.mutable_external_data()->set_location(path);
    import(model.bytes());
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_TRUE(errors[0].find("is no path in the model's folder") !=
                    std::string::npos ||
                errors[0].find("leads out of the model's folder") !=
                    std::string::npos)
        << errors[0];
  }
  w.mutable_external_data()->set_location("no_such_variables/data_0");
  expectError(model, "external data 'no_such_variables/data_0' No such file");
}

TEST_F(MindIRGraph, Arguments) {
  Model model;
  model.input("x", {2, 3});
  model.integers("shape", {3, -1});
  model.node("Reshape", {"g:x", "shape"}, "y");
  model.output("y");
  expectText(model, "mindir.reshape %arg0 {shape = [3, -1]} : tensor<2x3xf32> "
                    "-> tensor<3x2xf32>");
  auto &list = *model.graph().mutable_node(0)->mutable_attribute(0);
  Model wrong = model;
  wrong.graph().mutable_node(1)->set_input(1, "g:x");
  expectError(wrong, "node 'Default/y' (Reshape): argument 'shape' (input 1) "
                     "has tensor<2x3xf32>, expected whole numbers");
  Model none = model;
  none.graph().mutable_node(1)->mutable_input()->RemoveLast();
  expectError(none, "(Reshape): lacks argument 'shape'");
  Model empty = model;
  empty.graph().mutable_node(1)->clear_input();
  expectError(empty, "has 0 inputs, expected a tensor as input 0");
  Model huge = model;
  huge.graph()
      .mutable_node(0)
      ->mutable_attribute(0)
      ->mutable_values(0)
      ->set_ints(0, INT64_MAX);
  expectError(huge, "which is out of range");
  Model fit = model;
  fit.graph()
      .mutable_node(0)
      ->mutable_attribute(0)
      ->mutable_values(0)
      ->set_ints(0, 4);
  // The dialect's own check, at the layer.
  expectError(fit, "[MS1001] mindir.reshape 'Default/y': ");
  list.mutable_values(0)->set_type(99);
  expectError(model, "(Constant): its value has type 99, which is not "
                     "supported");
}

TEST_F(MindIRGraph, ResultsAreNoLargerThanMemory) {
  Model model;
  model.input("x", {1});
  model.integers("m", {int64_t(1) << 39});
  std::string last = "g:x";
  for (int k = 0; k < 3; ++k) {
    std::string next = "t" + std::to_string(k);
    model.node("Tile", {last, "m"}, next);
    last = next;
  }
  model.output(last);
  expectError(model, "dimension 0 overflows");
  model.integers("two", {int64_t(1) << 39, int64_t(1) << 39});
  model.node("BroadcastTo", {"g:x", "two"}, "wide");
  model.graph().mutable_output(0)->set_name("wide");
  expectError(model, "more elements than any memory");
}

TEST_F(MindIRGraph, TheFilesShapesAreCompared) {
  Model model;
  model.input("x", {2, 3});
  mind_ir::AttributeProto &shape =
      *model.node("ReLU", {"g:x"}, "y").add_attribute();
  shape.set_name("shape");
  shape.set_type(19);
  Model::setShape(*shape.add_tensors(), {2, 3});
  model.output("y");
  expectText(model, "mindir.relu");
  shape.mutable_tensors(0)->set_dims(1, 4);
  expectError(model, "(ReLU): its result has shape [2, 3], but the file says "
                     "[2, 4]");
}

TEST_F(MindIRGraph, TuplesAreOutputs) {
  Model model;
  model.input("x", {2});
  model.node("ReLU", {"g:x"}, "a");
  model.node("Tanh", {"g:x"}, "b");
  model.node("MakeTuple", {"a", "b"}, "t");
  model.node("MakeTuple", {"t", "g:x"}, "u");
  model.output("u");
  expectText(model, "return %0, %1, %arg0 : ");
  model.integer("i", 2);
  model.node("TupleGetItem", {"u", "i"}, "v");
  model.graph().mutable_output(0)->set_name("v");
  expectError(model, "takes element 2 of a tuple of 2");

  // Each tuple doubles the one before it.
  Model doubling;
  doubling.input("x", {2});
  std::string last = "g:x";
  for (int k = 0; k < 40; ++k) {
    std::string next = "t" + std::to_string(k);
    doubling.node("MakeTuple", {last, last}, next);
    last = next;
  }
  doubling.output(last);
  expectError(doubling, "nests tuples too deeply");
}

} // namespace
