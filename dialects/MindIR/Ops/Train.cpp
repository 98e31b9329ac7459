//===- Train.cpp - Checks of parameters, loads and assigns ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/OpsImpl.h"

#include "dialects/MindIR/Rows.h"

#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

static InFlightDiagnostic parameterError(ParameterOp op) {
  return emitError(op.getLoc())
         << "[" << ms::codeName(ms::Code::Parameter) << "] mindir.parameter '"
         << op.getSymName() << "': ";
}

static LogicalResult verifyTensorInit(ParameterOp op, ElementsAttr value) {
  RankedTensorType type = op.getTensorType();
  if (value.getType() != type)
    return parameterError(op) << "init has type " << value.getType()
                              << ", but the parameter is " << type << " (C2)";
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob)
      return parameterError(op)
             << "the data of resource '" << resource.getRawHandle().getKey()
             << "' is missing (C3)";
    int64_t bits = type.getElementTypeBitWidth();
    int64_t bytes = type.getNumElements() * ((bits + 7) / 8);
    if (static_cast<int64_t>(blob->getData().size()) != bytes)
      return parameterError(op)
             << "resource '" << resource.getRawHandle().getKey() << "' has "
             << blob->getData().size() << " bytes, but " << type << " needs "
             << bytes << " (C3)";
    return success();
  }
  if (isa<DenseElementsAttr>(value) && value.isSplat())
    return success();
  return parameterError(op)
         << "init is neither a splat nor a dense_resource (C2)";
}

LogicalResult ParameterOp::verify() {
  auto type = dyn_cast<RankedTensorType>(getType());
  if (!type || !type.hasStaticShape())
    return parameterError(*this)
           << "type " << getType() << " is no static tensor (C1)";
  Attribute init = getInit();
  if (auto value = dyn_cast<ElementsAttr>(init))
    return verifyTensorInit(*this, value);
  // `unit` says nothing: a checkpoint must give the value.
  if (isa<ZerosAttr, OnesAttr, FillAttr, UnitAttr>(init))
    return success();
  if (!isa<UniformAttr, NormalAttr, TruncatedNormalAttr, HeUniformAttr,
           HeNormalAttr, XavierUniformAttr, XavierNormalAttr>(init))
    return parameterError(*this)
           << "init " << init << " is no initializer of the dialect (C2)";
  if (!isa<FloatType>(type.getElementType()))
    return parameterError(*this)
           << "init " << init << " needs a float type, but the parameter is "
           << type << " (C4)";
  if (isa<HeUniformAttr, HeNormalAttr, XavierUniformAttr, XavierNormalAttr>(
          init) &&
      type.getRank() < 2)
    return parameterError(*this) << "init " << init
                                 << " needs rank 2 or more, but the parameter "
                                    "has rank "
                                 << type.getRank() << " (C4)";
  return success();
}

static LogicalResult verifyParameterUse(Operation *op, FlatSymbolRefAttr name,
                                        Type type,
                                        SymbolTableCollection &symbols) {
  auto parameter =
      symbols.lookupNearestSymbolFrom<ParameterOp>(op, name.getAttr());
  if (!parameter)
    return ms::emitCodedError(op, ms::Code::Parameter)
           << "there is no parameter '" << name.getValue() << "' (C1)";
  auto whole = dyn_cast<RankedTensorType>(parameter.getType());
  if (!whole)
    return success(); // The parameter's own error.
  if (Attribute rows = op->getAttr(kRowsAttr))
    if (std::string why = checkRows(rows, whole); !why.empty())
      return ms::emitCodedError(op, ms::Code::Attribute)
             << "'" << kRowsAttr << "' " << why;
  Type expected = rowsType(whole, getRows(op, kRowsAttr));
  if (expected == type)
    return success();
  InFlightDiagnostic diag =
      ms::emitCodedError(op, ms::Code::Parameter)
      << (expected == whole ? "" : "these rows of ") << "parameter '"
      << name.getValue() << "' " << (expected == whole ? "has" : "have")
      << " type " << expected << ", but " << (expected == whole ? "is" : "are")
      << " used as " << type << " (C2)";
  diag.attachNote(parameter.getLoc()) << "the parameter stands here";
  return diag;
}

LogicalResult LoadOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyParameterUse(*this, getParameterAttr(), getType(), symbols);
}

LogicalResult AssignOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyParameterUse(*this, getParameterAttr(), getValue().getType(),
                            symbols);
}

LogicalResult AssignOp::verify() {
  // The first one of a run of assigns speaks for all.
  if (isa_and_present<AssignOp>(getOperation()->getPrevNode()))
    return success();
  llvm::DenseMap<Attribute, Operation *> known;
  AssignOp last = *this;
  for (Operation *op = getOperation(); op; op = op->getNextNode()) {
    if (op->hasTrait<OpTrait::IsTerminator>())
      break;
    auto assign = dyn_cast<AssignOp>(op);
    if (!assign) {
      InFlightDiagnostic diag =
          ms::emitCodedError(last, ms::Code::StateOrder)
          << "only assigns and the end of the function may follow (C3)";
      diag.attachNote(op->getLoc()) << "this op follows";
      return diag;
    }
    last = assign;
    auto [first, isNew] = known.try_emplace(assign.getParameterAttr(), op);
    if (!isNew) {
      InFlightDiagnostic diag =
          ms::emitCodedError(first->second, ms::Code::StateOrder)
          << "parameter '" << assign.getParameter()
          << "' is assigned twice (C4)";
      diag.attachNote(op->getLoc()) << "here again";
      return diag;
    }
  }
  return success();
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Train.cpp.inc"
