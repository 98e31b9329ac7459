//===- DifferentiableOpInterface.td - Gradient rules --------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The interface through which mindir-differentiate asks an op for its gradient.
// Rules are attached from outside (passes/AutoDiff/Rules): a dialect does not
// know how it is differentiated.
//
//===----------------------------------------------------------------------===//

#ifndef MS_INTERFACES_DIFFERENTIABLEOPINTERFACE_TD
#define MS_INTERFACES_DIFFERENTIABLEOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def DifferentiableOpInterface : OpInterface<"DifferentiableOpInterface"> {
  let cppNamespace = "::ms";
  let description = [{
    Reverse-mode differentiation of one op.
  }];
  let methods = [
    InterfaceMethod<[{
      Builds, at the builder's insertion point, the gradients of the operands.

      `resultGradients` has one entry per result, null where no gradient flows
      back. `needed` says for which operands a gradient is wanted. Fills
      `operandGradients`, one entry per operand, each of the operand's type; null
      means zero. Entries that are not needed are ignored.
    }], "::llvm::LogicalResult", "buildGradient",
    (ins "::mlir::OpBuilder &":$builder,
         "::mlir::ArrayRef<::mlir::Value>":$resultGradients,
         "::mlir::ArrayRef<bool>":$needed,
         "::mlir::MutableArrayRef<::mlir::Value>":$operandGradients)>
  ];
}

#endif // MS_INTERFACES_DIFFERENTIABLEOPINTERFACE_TD
