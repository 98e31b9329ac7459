//===- MindIRStateTest.cpp - Order of side effects, functions -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Import/MindIRModel.h"

using namespace ms;
using namespace ms::test;

namespace {

using MindIRState = ImportTest;

/// x + w where w is read before or after w = x.
Model assigning(bool before) {
  Model model;
  model.input("x", {2});
  model.parameter("w", {2}, 1);
  model.monad("u0");
  model.node("Assign", {"g:w", "g:x", "u0"}, "assigned");
  model.node("UpdateState", {"u0", "assigned"}, "u1");
  // The place in the file means nothing, the monad does.
  model.node("Load", {"g:w", before ? "u0" : "u1"}, "read");
  model.node("Neg", {"read"}, "y");
  model.node("Depend", {"y", "u1"}, "z");
  model.output("z");
  return model;
}

TEST_F(MindIRState, ReadsSeeWhatTheMonadSays) {
  std::string old = import(assigning(true).bytes());
  EXPECT_NE(old.find("%0 = mindir.load @w"), std::string::npos) << old;
  EXPECT_NE(old.find("mindir.neg %0"), std::string::npos) << old;
  EXPECT_NE(old.find("mindir.assign @w, %arg0"), std::string::npos) << old;
  std::string now = import(assigning(false).bytes());
  EXPECT_NE(now.find("mindir.neg %arg0"), std::string::npos) << now;
  EXPECT_NE(now.find("mindir.assign @w, %arg0"), std::string::npos) << now;
}

// The result of a write is the new value, and several writes happen in order.
TEST_F(MindIRState, WritesFollowEachOther) {
  Model model;
  model.input("x", {2});
  model.parameter("w", {2}, 1);
  model.monad("u0");
  model.node("AssignAdd", {"g:w", "g:x", "u0"}, "first");
  model.node("UpdateState", {"u0", "first"}, "u1");
  model.node("AssignSub", {"g:w", "first", "u1"}, "second");
  model.node("UpdateState", {"u1", "second"}, "u2");
  model.node("Depend", {"g:x", "u2"}, "z");
  model.output("z");
  std::string text = import(model.bytes());
  EXPECT_NE(text.find("%1 = mindir.add %0, %arg0"), std::string::npos) << text;
  EXPECT_NE(text.find("%2 = mindir.sub %1, %1"), std::string::npos) << text;
  EXPECT_NE(text.find("mindir.assign @w, %2"), std::string::npos) << text;
  EXPECT_NE(text.find("@forward"), std::string::npos) << text;
}

TEST_F(MindIRState, WritesNobodyWaitsForAreDropped) {
  Model model;
  model.input("x", {2});
  model.parameter("w", {2}, 1);
  model.monad("u0");
  model.node("Assign", {"g:w", "g:x", "u0"}, "assigned");
  model.node("Neg", {"g:x"}, "y");
  model.output("y");
  EXPECT_EQ(import(model.bytes()).find("mindir.assign"), std::string::npos);
}

TEST_F(MindIRState, WritesWithoutAnOrder) {
  Model model;
  model.input("x", {2});
  model.parameter("w", {2}, 1);
  model.monad("u0");
  model.node("Assign", {"g:w", "g:x", "u0"}, "first");
  model.node("AssignAdd", {"g:w", "g:x", "u0"}, "second");
  model.node("UpdateState", {"u0", "first", "second"}, "u1");
  model.node("Depend", {"g:x", "u1"}, "z");
  model.output("z");
  expectError(model, "node 'Default/u1' (UpdateState): parameter 'w' is "
                     "written by two nodes without an order before it");
  Model wrong = model;
  wrong.graph().mutable_input(0)->mutable_tensor(0)->set_dims(0, 3);
  expectError(wrong, "(Assign): writes tensor<3xf32> to parameter 'w', which "
                     "is tensor<2xf32>");
  Model value = model;
  value.graph().mutable_node(1)->set_input(0, "g:x");
  expectError(value, "input 0 is tensor<2xf32>, expected a parameter to write");
}

/// A function f(a, u) that adds a to w and gives the new w.
void addFunction(Model &model, const std::string &name) {
  mind_ir::GraphProto &f = *model.proto.add_functions();
  f.set_name(name);
  for (const char *argument : {"a", "u"})
    f.add_input()->set_name(name + ":" + argument);
  Model::node(f, "AssignAdd", {"g:w", name + ":a", name + ":u"}, name + ":s");
  Model::node(f, "UpdateState", {name + ":u", name + ":s"}, name + ":v");
  Model::node(f, "Load", {"g:w", name + ":v"}, name + ":l");
  Model::node(f, "Depend", {name + ":l", name + ":v"}, name + ":r");
  f.add_output()->set_name(name + ":r");
}

TEST_F(MindIRState, CallsAreWrittenOut) {
  Model model;
  model.input("x", {2});
  model.parameter("w", {2}, 1);
  addFunction(model, "f");
  model.monad("u0");
  model.node("REF::f", {"g:x", "u0"}, "one");
  model.node("UpdateState", {"u0", "one"}, "u1");
  model.node("Partial", {"f", "one"}, "p");
  model.node("REF::p", {"u1"}, "two");
  model.output("two");
  std::string text = import(model.bytes());
  EXPECT_NE(text.find("%1 = mindir.add %0, %arg0"), std::string::npos) << text;
  EXPECT_NE(text.find("%2 = mindir.add %1, %1"), std::string::npos) << text;
  EXPECT_NE(text.find("mindir.assign @w, %2"), std::string::npos) << text;

  Model few = model;
  few.graph().mutable_node(1)->mutable_input()->RemoveLast();
  expectError(few, "is called with 1 arguments, takes 2");
  Model unknown = model;
  unknown.graph().mutable_node(1)->set_op_type("REF::h");
  expectError(unknown, "'h' is neither a primitive, a function nor a node");
  Model recursive = model;
  mind_ir::GraphProto &f = *recursive.proto.mutable_functions(0);
  f.mutable_node(0)->set_op_type("REF::f");
  f.mutable_node(0)->mutable_input()->DeleteSubrange(0, 1);
  expectError(recursive, "calls itself: recursion is not supported");
}

// A chain in which every function calls the next one twice.
TEST_F(MindIRState, CallsDoNotExplode) {
  Model model;
  model.input("x", {2});
  for (int k = 0; k < 40; ++k) {
    mind_ir::GraphProto &f = *model.proto.add_functions();
    std::string name = "f" + std::to_string(k);
    std::string next = k == 39 ? "ReLU" : "REF::f" + std::to_string(k + 1);
    f.set_name(name);
    f.add_input()->set_name(name + ":a");
    Model::node(f, next, {name + ":a"}, name + ":b");
    Model::node(f, next, {name + ":b"}, name + ":c");
    f.add_output()->set_name(name + ":c");
  }
  model.node("REF::f0", {"g:x"}, "y");
  model.output("y");
  expectError(model, "more than 200000 nodes with all calls written out");
}

TEST_F(MindIRState, BranchesThatAreKnown) {
  for (int condition : {0, 1}) {
    Model model;
    model.input("x", {2});
    for (const char *op : {"ReLU", "Tanh"}) {
      mind_ir::GraphProto &f = *model.proto.add_functions();
      f.set_name(std::string("f") + op);
      f.add_input()->set_name(f.name() + ":a");
      Model::node(f, op, {f.name() + ":a"}, f.name() + ":b");
      f.add_output()->set_name(f.name() + ":b");
    }
    model.constant("c", 9).set_i(condition);
    model.node("Partial", {"fReLU", "g:x"}, "p");
    model.node("Partial", {"fTanh", "g:x"}, "q");
    model.node("Switch", {"c", "p", "q"}, "s");
    model.node("REF::s", {}, "y");
    model.output("y");
    expectText(model, condition ? "mindir.relu" : "mindir.tanh");
    model.graph().mutable_node(3)->set_input(0, "g:x");
    expectError(model, "node 'Default/s' (Switch): chooses by a value that is "
                       "computed: control flow that depends on data is not "
                       "supported");
  }
}

} // namespace
