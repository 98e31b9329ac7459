//===- Initialize.h - First values of parameters ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Fills a parameter as its msrt_init says. Values are a function of the seed
// and the element's place: the same on any number of threads.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_INITIALIZE_H
#define MSRT_INITIALIZE_H

#include "msrt/Types.h"

namespace msrt {

/// Sets `count` elements. Random kinds need a float type; FILL needs a value
/// that the type can hold; FILE is not for this function. `name` is for
/// messages.
Status initialize(const msrt_init &init, DType dtype, void *data, int64_t count,
                  const char *name);

} // namespace msrt

#endif // MSRT_INITIALIZE_H
