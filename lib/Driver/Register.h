//===- Register.h - Dialects, passes and pipelines in one call --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What every tool registers: one function, so that opt, compile, lsp and reduce
// know the same names.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_REGISTER_H
#define MS_LIB_DRIVER_REGISTER_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace ms {

/// The dialects of networks and of what they are lowered to, with the external
/// models (gradients, bufferization, translation) that the pipelines need.
void registerDialects(mlir::DialectRegistry &registry);

/// Passes and pipelines, of this project and the upstream ones they are used
/// with, in the global registry of command-line tools.
void registerPasses();

/// Both.
void registerEverything(mlir::DialectRegistry &registry);

} // namespace ms

#endif // MS_LIB_DRIVER_REGISTER_H
