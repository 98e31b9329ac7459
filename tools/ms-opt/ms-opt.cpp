//===- ms-opt.cpp - Optimizer driver --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// MLIR's opt main with the mindir dialect, its passes and pipelines.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Register.h"

#include "mlir/Tools/mlir-opt/MlirOptMain.h"

#ifdef MS_BUILD_TESTS
#include "test/lib/TestPasses.h"
#endif

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  ms::registerEverything(registry);
#ifdef MS_BUILD_TESTS
  ms::test::registerTestPasses();
#endif
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "mindirc optimizer driver\n", registry));
}
