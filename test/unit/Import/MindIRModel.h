//===- MindIRModel.h - Small models made in memory --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_IMPORT_MINDIRMODEL_H
#define MS_TEST_UNIT_IMPORT_MINDIRMODEL_H

#include "lib/Import/MindIR/ImportMindIR.h"
#include "lib/Import/MindIR/mind_ir.pb.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/raw_ostream.h"

#include "gtest/gtest.h"

#include <cstring>

namespace ms::test {

/// A model with an input x and parameters, node by node.
class Model {
public:
  Model() {
    proto.set_ir_version("1.1");
    proto.set_producer_name("MindSpore");
    proto.set_mind_ir_version(3);
    graph().set_name("g");
  }

  mind_ir::GraphProto &graph() { return *proto.mutable_graph(); }

  static void setShape(mind_ir::TensorProto &tensor,
                       const std::vector<int64_t> &dims) {
    tensor.set_data_type(1);
    for (int64_t extent : dims)
      tensor.add_dims(extent);
  }

  mind_ir::ValueInfoProto &input(const std::string &name,
                                 const std::vector<int64_t> &dims) {
    mind_ir::ValueInfoProto &info = *graph().add_input();
    info.set_name("g:" + name);
    setShape(*info.add_tensor(), dims);
    return info;
  }

  /// All elements are `value`.
  mind_ir::TensorProto &parameter(const std::string &name,
                                  const std::vector<int64_t> &dims,
                                  float value = 0) {
    mind_ir::TensorProto &tensor = *graph().add_parameter();
    tensor.set_name("g:" + name);
    setShape(tensor, dims);
    int64_t count = 1;
    for (int64_t extent : dims)
      count *= extent;
    std::string raw;
    for (int64_t k = 0; k < count; ++k)
      raw.append(reinterpret_cast<const char *>(&value), sizeof(value));
    tensor.set_raw_data(raw);
    return tensor;
  }

  static mind_ir::NodeProto &node(mind_ir::GraphProto &graph,
                                  const std::string &type,
                                  const std::vector<std::string> &inputs,
                                  const std::string &output) {
    mind_ir::NodeProto &node = *graph.add_node();
    node.set_op_type(type);
    node.set_domain("Default/" + output);
    for (const std::string &name : inputs)
      node.add_input(name);
    node.add_output(output);
    return node;
  }
  mind_ir::NodeProto &node(const std::string &type,
                           const std::vector<std::string> &inputs,
                           const std::string &output) {
    return node(graph(), type, inputs, output);
  }

  mind_ir::AttributeProto &constant(const std::string &output, int type) {
    mind_ir::AttributeProto &value =
        *node("Constant", {}, output).add_attribute();
    value.set_name("value");
    value.set_type(type);
    return value;
  }
  void monad(const std::string &output) { constant(output, 23); }
  void integer(const std::string &output, int64_t value) {
    constant(output, 7).set_i(value);
  }
  void integers(const std::string &output, const std::vector<int64_t> &list) {
    mind_ir::AttributeProto &value = constant(output, 20);
    for (int64_t number : list) {
      mind_ir::AttributeProto &element = *value.add_values();
      element.set_type(7);
      element.add_ints(number);
    }
  }

  void output(const std::string &name) { graph().add_output()->set_name(name); }

  std::string bytes() const { return proto.SerializeAsString(); }

  mind_ir::ModelProto proto;
};

struct ImportTest : testing::Test {
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  std::vector<std::string> errors;
  mlir::ScopedDiagnosticHandler handler{&context,
                                        [this](mlir::Diagnostic &diagnostic) {
                                          errors.push_back(diagnostic.str());
                                        }};

  /// The module as text, or "" after an error.
  std::string import(const std::string &bytes) {
    errors.clear();
    context.printOpOnDiagnostic(false);
    auto module = importMindIR(bytes, "test.mindir", context);
    std::string text;
    if (module) {
      llvm::raw_string_ostream os(text);
      module->print(os);
    }
    return text;
  }

  /// One error that has a code and says `wanted`.
  void expectError(const std::string &bytes, const std::string &wanted) {
    std::string text = import(bytes);
    EXPECT_EQ(text, "");
    ASSERT_EQ(errors.size(), 1u) << wanted;
    EXPECT_EQ(errors[0].compare(0, 3, "[MS"), 0) << errors[0];
    EXPECT_NE(errors[0].find(wanted), std::string::npos) << errors[0];
  }
  void expectError(const Model &model, const std::string &wanted) {
    expectError(model.bytes(), wanted);
  }
  void expectText(const Model &model, const std::string &wanted) {
    std::string text = import(model.bytes());
    EXPECT_TRUE(errors.empty()) << errors[0];
    EXPECT_NE(text.find(wanted), std::string::npos) << text;
  }
};

} // namespace ms::test

#endif // MS_TEST_UNIT_IMPORT_MINDIRMODEL_H
