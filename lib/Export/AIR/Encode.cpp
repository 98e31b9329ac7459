//===- Encode.cpp - Types and attributes for an .air file -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Encode.h"

#include "lib/Import/AIR/Decode.h"

#include <cmath>

using namespace mlir;
using ge_ir::AttrDef;
using ge_ir::TensorDescriptor;

namespace ms::air {

/// ListValue.val_type.
static constexpr int32_t kListOfInts = 2;
/// Nearly all that MindSpore describes has this layout, vectors as well.
static constexpr char kLayout[] = "NCHW", kNoLayout[] = "FORMAT_RESERVED";
static constexpr char kDevice[] = "NPU";

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

AttributeList &AttributeList::integer(StringRef name, int64_t value) {
  list[name.str()].set_i(value);
  return *this;
}

AttributeList &AttributeList::boolean(StringRef name, bool value) {
  list[name.str()].set_b(value);
  return *this;
}

AttributeList &AttributeList::real(StringRef name, double value) {
  auto narrow = static_cast<float>(value);
  if (std::isinf(narrow) != std::isinf(value) || (narrow == 0) != (value == 0))
    tooFar = value;
  list[name.str()].set_f(narrow);
  return *this;
}

AttributeList &AttributeList::text(StringRef name, StringRef value) {
  list[name.str()].set_s(value.str());
  return *this;
}

AttributeList &AttributeList::ints(StringRef name, ArrayRef<int64_t> values) {
  AttrDef::ListValue *ints = list[name.str()].mutable_list();
  for (int64_t value : values)
    ints->add_i(value);
  ints->set_val_type(kListOfInts);
  return *this;
}

AttributeList &AttributeList::type(StringRef name, int64_t apiNumber) {
  list[name.str()].set_dt(apiNumber);
  return *this;
}

AttributeList &AttributeList::tensor(StringRef name, ge_ir::TensorDef value) {
  *list[name.str()].mutable_t() = std::move(value);
  return *this;
}

AttributeList &AttributeList::slotNames(StringRef name,
                                        ArrayRef<std::string> values) {
  AttrDef::ListValue *names = list[name.str()].mutable_list();
  for (const std::string &value : values)
    names->add_s(value);
  return *this;
}

AttributeList &AttributeList::slotPlaces(StringRef name,
                                         ArrayRef<int64_t> values) {
  AttrDef::ListValue *places = list[name.str()].mutable_list();
  for (int64_t value : values)
    places->add_i(value);
  return *this;
}

AttributeList &AttributeList::literal(StringRef name, StringRef value) {
  int64_t whole;
  double number;
  if (value.consume_front("'"))
    return text(name, value);
  if (value == "true" || value == "false")
    return boolean(name, value == "true");
  if (!value.getAsInteger(10, whole))
    return integer(name, whole);
  return value.getAsDouble(number) ? *this : real(name, number);
}

//===----------------------------------------------------------------------===//
// Descriptors
//===----------------------------------------------------------------------===//

static void addEntry(TensorDescriptor &desc, StringRef key, AttrDef value) {
  ge_ir::Entry *entry = desc.add_attr();
  entry->set_key(key.str());
  *entry->mutable_value() = std::move(value);
}

TensorDescriptor describeTensor(RankedTensorType type) {
  TensorDescriptor desc;
  desc.set_dtype(dtypeOf(type.getElementType()).value_or(kUndefined));
  desc.mutable_shape();
  AttrDef format, shape;
  format.set_s(kLayout);
  shape.mutable_list()->set_val_type(kListOfInts);
  for (int64_t extent : type.getShape()) {
    int64_t dim = ShapedType::isDynamic(extent) ? -1 : extent;
    desc.mutable_shape()->add_dim(dim);
    shape.mutable_list()->add_i(dim);
  }
  desc.set_layout(kLayout);
  addEntry(desc, "origin_format", std::move(format));
  addEntry(desc, "origin_shape", std::move(shape));
  desc.set_has_out_attr(true);
  desc.set_device_type(kDevice);
  return desc;
}

TensorDescriptor describeNothing() {
  TensorDescriptor desc;
  desc.mutable_shape();
  desc.set_layout(kNoLayout);
  desc.set_has_out_attr(true);
  desc.set_device_type(kDevice);
  return desc;
}

} // namespace ms::air
