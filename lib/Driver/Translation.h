//===- Translation.h - mindir ops in modules for LLVM -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_TRANSLATION_H
#define MS_LIB_DRIVER_TRANSLATION_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace ms {

/// Lets modules with parameters be translated to LLVM IR: a parameter is no
/// code, the artefact's table describes it.
void registerMindIRTranslation(mlir::DialectRegistry &registry);

} // namespace ms

#endif // MS_LIB_DRIVER_TRANSLATION_H
