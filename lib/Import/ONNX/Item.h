//===- Item.h - What a name in an ONNX graph stands for ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A tensor that is computed when the network runs, or one whose elements are
// known while the file is read. What exporters compute from shapes is known
// too; where the batch is open, it is known for several sizes of it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_ITEM_H
#define MS_LIB_IMPORT_ONNX_ITEM_H

#include "lib/Import/FileBytes.h"

#include "mlir/IR/Value.h"

#include <array>

namespace ms::fromonnx {

/// Elements in the order and with the width of memory; a byte for an i1.
struct Known {
  mlir::RankedTensorType type;
  OwnedBytes bytes;

  mlir::DenseElementsAttr elements() const;
};
using KnownRef = std::shared_ptr<const Known>;

/// Numbers of rows for which what depends on the batch is computed. What is
/// linear for them all is taken for linear.
inline constexpr std::array<int64_t, 4> kProbes = {1, 6, 11, 17};

struct Item {
  enum class Kind {
    None,        ///< an input that is left out
    Tensor,      ///< `value`
    Known,       ///< `known`
    Varying,     ///< `probes`
    Initializer, ///< `known`, a tensor of the file that has a name
  };

  Kind kind = Kind::None;
  mlir::Value value;
  KnownRef known;
  /// One for each of kProbes, all of one type.
  std::shared_ptr<const std::vector<KnownRef>> probes;
  /// The tensor whose number of rows they depend on; null where there are
  /// several.
  mlir::Value rows;
  /// Its number.
  unsigned index = 0;

  bool is(Kind k) const { return kind == k; }
  /// Null for an input that is left out.
  mlir::RankedTensorType getType() const;

  Item() = default;
  Item(mlir::Value value) : kind(Kind::Tensor), value(value) {}
  Item(KnownRef known) : kind(Kind::Known), known(std::move(known)) {}
  static Item initializer(unsigned index, KnownRef known) {
    Item item(std::move(known));
    item.kind = Kind::Initializer;
    item.index = index;
    return item;
  }
  static Item varying(std::vector<KnownRef> probes, mlir::Value rows) {
    Item item;
    item.kind = Kind::Varying;
    item.rows = rows;
    item.probes =
        std::make_shared<const std::vector<KnownRef>>(std::move(probes));
    return item;
  }
};

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_ITEM_H
