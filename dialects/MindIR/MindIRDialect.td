//===- MindIRDialect.td - The mindir dialect ----------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Declares the dialect and the constraints and base classes that every op
// family shares. Ops stand in Ops/*.td, attributes in MindIRAttrs.td.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_DIALECT_TD
#define MINDIR_DIALECT_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def MindIR_Dialect : Dialect {
  let name = "mindir";
  let cppNamespace = "::ms::mindir";
  let summary = "Neural networks and their training, with MindSpore's meaning";
  let description = [{
    The dialect that networks are imported into, differentiated in, exported
    from and compiled from. Operations carry the names and the meaning of
    MindSpore primitives, in snake_case, so that import and export are exact.

    State is a set of symbols (`mindir.parameter`), read by `mindir.load` at the
    head of a function and written by `mindir.assign` at its end. Everything in
    between is pure.

    Tensors are ranked. Only the leading dimension may be dynamic: it is the
    number of rows of the batch, or a fixed multiple of it.
  }];

  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
}

//===----------------------------------------------------------------------===//
// Type constraints
//===----------------------------------------------------------------------===//

def MindIR_FloatType : AnyTypeOf<[F16, BF16, F32, F64], "float">;
def MindIR_IntType
    : AnyTypeOf<[I8, I16, I32, I64, UI8, UI16, UI32, UI64], "integer">;
def MindIR_NumericType
    : AnyTypeOf<[F16, BF16, F32, F64, I8, I16, I32, I64, UI8, UI16, UI32, UI64],
                "number">;
def MindIR_ElementType
    : AnyTypeOf<[F16, BF16, F32, F64, I1, I8, I16, I32, I64, UI8, UI16, UI32,
                 UI64], "number or boolean">;

def MindIR_FloatTensor : RankedTensorOf<[MindIR_FloatType]>;
def MindIR_IntTensor : RankedTensorOf<[MindIR_IntType]>;
def MindIR_BoolTensor : RankedTensorOf<[I1]>;
def MindIR_NumericTensor : RankedTensorOf<[MindIR_NumericType]>;
def MindIR_Tensor : RankedTensorOf<[MindIR_ElementType]>;

//===----------------------------------------------------------------------===//
// Attribute constraints
//===----------------------------------------------------------------------===//

// A number that may be negative: I64Attr's own getter is unsigned.
def MindIR_I64Attr
    : TypedSignlessIntegerAttrBase<I64, "int64_t", "64-bit integer"> {
  let convertFromStorage = "$_self.getInt()";
}

// `[1, 1]` in the attribute dictionary; left out, the default counts.
class MindIR_Ints<string default>
    : DefaultValuedOptionalAttr<I64ArrayAttr, default>;
class MindIR_Bool<string default>
    : DefaultValuedOptionalAttr<BoolAttr, default>;

def MindIR_PadModeAttr
    : ConfinedAttr<StrAttr, [AttrConstraint<
          CPred<"::llvm::is_contained({\"pad\", \"same\", \"valid\"}, "
                "::llvm::cast<::mlir::StringAttr>($_self).getValue())">,
          "one of \"pad\", \"same\", \"valid\"">]>;
class MindIR_PadMode<string default>
    : DefaultValuedOptionalAttr<MindIR_PadModeAttr, "\"" # default # "\"">;

//===----------------------------------------------------------------------===//
// Op base classes
//===----------------------------------------------------------------------===//

class MindIR_Op<string mnemonic, list<Trait> traits = []>
    : Op<MindIR_Dialect, mnemonic, traits>;

// Every operand broadcasts (NumPy's rule) to the result's shape, and an element
// of the result depends only on the operand elements at its own place.
def MindIR_Elementwise : NativeOpTrait<"Elementwise"> {
  let cppNamespace = "::ms::mindir";
}

// An op whose result types follow from operands and attributes by one function,
// `inferReturnTypes`: builders call it, the verifier compares with it, and
// mindir-infer-shapes refines by it.
class MindIR_InferredOp<string mnemonic, list<Trait> traits = []>
    : MindIR_Op<mnemonic, !listconcat(traits, [
          Pure, DeclareOpInterfaceMethods<InferTypeOpInterface>])> {
  let hasVerifier = 1;
  // A family's own declarations go here: this class needs the field itself.
  string moreDeclarations = "";
  let extraClassDeclaration = [{
    static bool isCompatibleReturnTypes(::mlir::TypeRange inferred,
                                        ::mlir::TypeRange actual) {
      return ::ms::mindir::areCompatible(inferred, actual);
    }
  }] # moreDeclarations;
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::ms::mindir::verifyInferredTypes(getOperation());
    }
  }];
}

#endif // MINDIR_DIALECT_TD
