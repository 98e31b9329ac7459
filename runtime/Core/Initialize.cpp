//===- Initialize.cpp - First values of parameters ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Initialize.h"

#include "msrt/Random.h"
#include "runtime/Core/Text.h"

#include <cmath>
#include <cstring>

namespace msrt {

namespace {
struct FillTask {
  const msrt_init *init;
  DType dtype;
  void *data;
};
} // namespace

static void fillRange(void *context, int64_t begin, int64_t end) {
  const FillTask &task = *static_cast<FillTask *>(context);
  const msrt_init &init = *task.init;
  for (int64_t i = begin; i < end; ++i) {
    double value = init.a;
    uint64_t place = static_cast<uint64_t>(i);
    if (init.kind == MSRT_INIT_UNIFORM)
      value = init.a * (2 * randomUniform(init.seed, place) - 1);
    else if (init.kind == MSRT_INIT_NORMAL)
      value = init.b + init.a * randomNormal(init.seed, place);
    else if (init.kind == MSRT_INIT_TRUNCATED_NORMAL)
      value = init.b + init.a * randomTruncatedNormal(init.seed, place);
    storeElement(task.dtype, task.data, i, value);
  }
}

// Whether an integer type (or bool) holds the value exactly.
static bool holds(DType dtype, double value) {
  if (dtype == MSRT_BOOL)
    return value == 0 || value == 1;
  bool isSigned = dtype >= MSRT_INT8 && dtype <= MSRT_INT64;
  int bits = static_cast<int>(8 * dtypeBytes(dtype)) - (isSigned ? 1 : 0);
  double limit = std::ldexp(1.0, bits);
  return value == std::floor(value) && value < limit &&
         value >= (isSigned ? -limit : 0);
}

Status initialize(const msrt_init &init, DType dtype, void *data, int64_t count,
                  const char *name) {
  if (init.kind > MSRT_INIT_TRUNCATED_NORMAL)
    return Status::error(Code::Artifact,
                         "parameter %s: initial value of kind %u is not known",
                         quoteName(name).c_str(), init.kind);
  if (!isFloat(dtype)) {
    if (init.kind != MSRT_INIT_FILL)
      return Status::error(
          Code::Artifact,
          "parameter %s: random initial values need a float type, found %s",
          quoteName(name).c_str(), dtypeName(dtype));
    if (!holds(dtype, init.a))
      return Status::error(Code::Artifact,
                           "parameter %s: initial value %g is no %s",
                           quoteName(name).c_str(), init.a, dtypeName(dtype));
  }
  FillTask task{&init, dtype, data};
  if (init.kind == MSRT_INIT_FILL && init.a == 0 && !std::signbit(init.a)) {
    std::memset(data, 0, static_cast<size_t>(count) * dtypeBytes(dtype));
    return {};
  }
  msrt_parallel_for(fillRange, &task, count, 1 << 14);
  return {};
}

} // namespace msrt
