//===- Remarks.h - What passes say of their decisions -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Collects the remarks of passes, which come from several threads, and prints
// them in an order that does not depend on those.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_REMARKS_H
#define MS_LIB_DRIVER_REMARKS_H

#include "lib/Driver/Report.h"

#include "mlir/IR/MLIRContext.h"

#include <memory>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace ms {

class RemarkLog {
public:
  /// Remarks of the categories that `pattern` fits are kept from now on; an
  /// error where it is no regular expression.
  static llvm::FailureOr<RemarkLog> start(mlir::MLIRContext &context,
                                          const std::string &pattern);

  /// A line each; equal ones once.
  void print(llvm::raw_ostream &out) const;

private:
  struct Lines;
  std::shared_ptr<Lines> lines;
};

} // namespace ms

#endif // MS_LIB_DRIVER_REMARKS_H
