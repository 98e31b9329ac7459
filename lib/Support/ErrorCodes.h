//===- ErrorCodes.h - Numbers of compiler errors ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Listed with their meaning in docs/errors.md.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_SUPPORT_ERRORCODES_H
#define MS_LIB_SUPPORT_ERRORCODES_H

#include <string>

namespace ms {

/// The first digit tells the room: 1 dialect, 2 passes, 3 files, 4 driver,
/// 5 API.
enum class Code : unsigned {
  OpConstraint = 1001,    ///< an op's operands, attributes or results
  Parameter = 1002,       ///< a parameter symbol or its initial value
  StateOrder = 1003,      ///< loads and assigns out of place
  Attribute = 1004,       ///< an attribute of the dialect
  ShapeInference = 2001,  ///< shapes do not fit together in a function
  MissingGradient = 2101, ///< an op on the way to a parameter has no rule
  Differentiation = 2102, ///< a function that cannot be differentiated
  LossSetup = 2103,       ///< the loss does not fit the network
  OptimizerSetup = 2201,  ///< the optimizer's options or groups
  MissingLowering = 2301, ///< an op without a lowering
  KernelForm = 2302,      ///< a kernel the generator cannot build
  MemoryPlan = 2401,      ///< buffers that cannot be placed
  CodeGeneration = 2501,  ///< leftovers before or errors in LLVM
  InputFile = 3001,       ///< a file that cannot be read
  ModelFile = 3002,       ///< a .mindir file that contradicts itself
  Unsupported = 3003,     ///< what a file has and the dialect has not
  CommandLine = 4001,     ///< an option or its value
  Linking = 4002,         ///< the linker or its inputs
  Target = 4003,          ///< a machine, processor or feature that is not known
  ApiUse = 5001,          ///< wrong use of the C++ API
};

/// "MS1001".
std::string codeName(Code code);

} // namespace ms

#endif // MS_LIB_SUPPORT_ERRORCODES_H
