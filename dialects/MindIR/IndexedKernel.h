//===- IndexedKernel.h - Ops that become loops directly ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_INDEXEDKERNEL_H
#define MS_DIALECTS_MINDIR_INDEXEDKERNEL_H

#include "mlir/IR/OpDefinition.h"

namespace ms::mindir {

/// Trait of ops that are a kernel of their own, whose loops
/// mindir-lower-indexed-kernels writes.
template <typename ConcreteType>
class IndexedKernel
    : public mlir::OpTrait::TraitBase<ConcreteType, IndexedKernel> {};

/// Whether `op` is such an op; null is none.
inline bool isIndexedKernel(mlir::Operation *op) {
  return op && op->hasTrait<IndexedKernel>();
}

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_INDEXEDKERNEL_H
