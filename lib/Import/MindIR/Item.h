//===- Item.h - What a name in a graph stands for ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Graphs of MindSpore pass more than tensors along their edges: numbers,
// tuples, functions, parameters by reference and the order of side effects. All
// of it is known while a file is read, so that only tensors are left in the
// module.
//
// State is a value here: a monad stands for the writes that have happened, and
// every item carries those that happened before it. A read then finds its
// writer by the order that the graph asks for, whatever the order of nodes in
// the file.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_ITEM_H
#define MS_LIB_IMPORT_MINDIR_ITEM_H

#include "lib/Import/MindIR/Deferred.h"
#include "lib/Import/MindIR/mind_ir.pb.h"

#include "mlir/IR/Value.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <memory>
#include <vector>

namespace ms {

/// A new value of a parameter.
struct Write {
  mlir::Value value;
  /// The node that wrote it, for messages.
  llvm::StringRef node;
  /// The write it followed; null: the value from before the call.
  std::shared_ptr<const Write> previous;
  unsigned depth = 0;
};

/// The last write of each parameter (by its number); null: none.
using StateMap = std::map<unsigned, std::shared_ptr<const Write>>;
using State = std::shared_ptr<const StateMap>;

struct Item {
  enum class Kind {
    None,      ///< the value None, and results that nobody can read
    Monad,     ///< an order of side effects: only `state` counts
    Integer,   ///< `integer`, also a data type's number
    Boolean,   ///< `integer`
    Real,      ///< `real`
    Text,      ///< `text`
    Data,      ///< `data`, a tensor that the file holds
    Tensor,    ///< `value`
    Deferred,  ///< `deferred`, a tensor that is computed when it is read
    Parameter, ///< `index` of a parameter, by reference
    Tuple,     ///< `elements`
    Function,  ///< `index` of a function; `elements` are its first arguments
  };

  Kind kind = Kind::None;
  int64_t integer = 0;
  double real = 0;
  unsigned index = 0;
  llvm::StringRef text;
  const mind_ir::TensorProto *data = nullptr;
  mlir::Value value;
  std::shared_ptr<const ms::Deferred> deferred;
  std::shared_ptr<const std::vector<Item>> elements;
  /// How deep tuples are nested in it.
  unsigned depth = 0;
  /// What has happened before it.
  State state;

  bool is(Kind k) const { return kind == k; }
  bool isNumber() const {
    return is(Kind::Integer) || is(Kind::Boolean) || is(Kind::Real);
  }
  double number() const {
    return is(Kind::Real) ? real : static_cast<double>(integer);
  }
  llvm::ArrayRef<Item> list() const {
    return elements ? llvm::ArrayRef<Item>(*elements) : llvm::ArrayRef<Item>();
  }

  static Item monad(State state = nullptr) {
    Item item;
    item.kind = Kind::Monad;
    item.state = std::move(state);
    return item;
  }
  static Item number(int64_t value) {
    Item item;
    item.kind = Kind::Integer;
    item.integer = value;
    return item;
  }
  static Item number(double value) {
    Item item;
    item.kind = Kind::Real;
    item.real = value;
    return item;
  }
  static Item boolean(bool value) {
    Item item = number(static_cast<int64_t>(value));
    item.kind = Kind::Boolean;
    return item;
  }
  static Item tensor(mlir::Value value) {
    Item item;
    item.kind = Kind::Tensor;
    item.value = value;
    return item;
  }
  static Item later(std::shared_ptr<const ms::Deferred> tensor) {
    Item item;
    item.kind = Kind::Deferred;
    item.deferred = std::move(tensor);
    return item;
  }
  static Item tuple(std::vector<Item> items) {
    Item item;
    item.kind = Kind::Tuple;
    for (const Item &element : items)
      item.depth = std::max(item.depth, element.depth + 1);
    item.elements = std::make_shared<std::vector<Item>>(std::move(items));
    return item;
  }
  static Item parameter(unsigned index) {
    Item item;
    item.kind = Kind::Parameter;
    item.index = index;
    return item;
  }
  static Item function(unsigned index, std::vector<Item> arguments = {}) {
    Item item = tuple(std::move(arguments));
    item.kind = Kind::Function;
    item.index = index;
    return item;
  }
};

/// "a tuple of 3", for messages.
std::string describe(const Item &item);

/// All that has happened before either. False where both wrote one parameter
/// and neither came first: `conflict` is then that parameter.
bool mergeStates(State &into, const State &from, unsigned &conflict);

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_ITEM_H
