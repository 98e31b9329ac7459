//===- Diagnostics.cpp - The house form of compiler errors ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Support/Diagnostics.h"

#include "mlir/IR/Location.h"

using namespace mlir;

namespace ms {

std::string codeName(Code code) {
  return "MS" + std::to_string(static_cast<unsigned>(code));
}

StringRef getLayerName(Location loc) {
  StringRef name;
  loc->walk([&](Location inner) {
    if (auto named = dyn_cast<NameLoc>(inner)) {
      name = named.getName().getValue();
      return WalkResult::interrupt();
    }
    return WalkResult::advance();
  });
  return name;
}

std::string describe(StringRef opName, Location loc) {
  std::string text = opName.str();
  StringRef layer = getLayerName(loc);
  if (!layer.empty())
    text += " '" + layer.str() + "'";
  return text;
}

InFlightDiagnostic emitOpErrorAt(Location loc, Code code, StringRef opName) {
  return emitError(loc) << "[" << codeName(code) << "] "
                        << describe(opName, loc) << ": ";
}

InFlightDiagnostic emitCodedError(Operation *op, Code code) {
  InFlightDiagnostic diag =
      emitOpErrorAt(op->getLoc(), code, op->getName().getStringRef());
  return diag;
}

InFlightDiagnostic emitCodedError(Location loc, Code code) {
  return emitError(loc) << "[" << codeName(code) << "] ";
}

LogicalResult inferenceError(std::optional<Location> loc, StringRef opName,
                             const Twine &message) {
  if (!loc)
    return failure();
  return emitOpErrorAt(*loc, Code::OpConstraint, opName) << message;
}

} // namespace ms
