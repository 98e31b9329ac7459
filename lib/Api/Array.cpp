//===- Array.cpp - Numbers in memory --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

#include "msrt/Npy.h"

#include <cstring>

namespace ms {

using namespace detail;

void detail::failUse(const std::string &text) {
  throw Error("[MS5001] " + text);
}

const char *dtypeName(DType dtype) { return msrt::dtypeName(toRuntime(dtype)); }
size_t dtypeBytes(DType dtype) { return msrt::dtypeBytes(toRuntime(dtype)); }

Array detail::ArrayImpl::wrap(msrt::Tensor tensor) {
  Array array;
  array.impl = std::make_shared<ArrayImpl>();
  array.impl->tensor = std::move(tensor);
  return array;
}

msrt::TensorRef detail::ArrayImpl::ref(const Array &array) {
  return array.impl->tensor.ref();
}

Array::Array() : Array(DType::Float32, Shape()) {}

Array::Array(DType dtype, const Shape &shape)
    : impl(std::make_shared<ArrayImpl>()) {
  impl->tensor = detail::check(msrt::Tensor::create(toRuntime(dtype), shape));
  std::memset(impl->tensor.data(), 0,
              static_cast<size_t>(impl->tensor.ref().bytes()));
}

Array Array::copyOf(DType dtype, const Shape &shape, const void *data) {
  return ArrayImpl::wrap(detail::check(
      msrt::Tensor::copyOf({toRuntime(dtype), msrt::Dims(shape), data})));
}

Array Array::fromNpy(const std::string &path) {
  return ArrayImpl::wrap(detail::check(msrt::readNpy(path)));
}

std::map<std::string, Array> Array::fromNpz(const std::string &path) {
  std::map<std::string, Array> arrays;
  for (msrt::NamedTensor &member : detail::check(msrt::readNpz(path)))
    arrays[member.name] = ArrayImpl::wrap(std::move(member.tensor));
  return arrays;
}

DType Array::dtype() const { return fromRuntime(impl->tensor.dtype); }
const Shape &Array::shape() const { return impl->tensor.dims; }
int64_t Array::size() const { return impl->tensor.count(); }
void *Array::raw() { return impl->tensor.data(); }
const void *Array::raw() const { return impl->tensor.data(); }

double Array::at(int64_t i) const {
  if (i < 0 || i >= size())
    failUse("element " + std::to_string(i) + " of an array of " +
            std::to_string(size()));
  return msrt::loadElement(impl->tensor.dtype, raw(), i);
}

Array Array::clone() const { return copyOf(dtype(), shape(), raw()); }

void Array::checkType(DType wanted) const {
  if (dtype() != wanted)
    failUse(std::string("the array holds ") + dtypeName(dtype()) + ", not " +
            dtypeName(wanted));
}

void Array::checkCount(size_t count) const {
  if (static_cast<int64_t>(count) != size())
    failUse(std::to_string(count) + " values for an array of shape " +
            msrt::toString(shape()));
}

void saveNpy(const std::string &path, const Array &array) {
  detail::check(msrt::writeNpy(path, ArrayImpl::ref(array)));
}

void saveNpz(const std::string &path,
             const std::map<std::string, Array> &arrays) {
  std::vector<msrt::NamedTensorRef> members;
  for (const auto &[name, array] : arrays)
    members.push_back({name, ArrayImpl::ref(array)});
  detail::check(msrt::writeNpz(path, members));
}

} // namespace ms
