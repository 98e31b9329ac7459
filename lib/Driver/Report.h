//===- Report.h - Errors of the tools ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Errors that belong to no place in the IR: one line on standard error, in the
// form that diagnostics have. A function that returns failure has reported why.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_REPORT_H
#define MS_LIB_DRIVER_REPORT_H

#include "lib/Support/ErrorCodes.h"

#include "msrt/Status.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/LogicalResult.h"

namespace ms {

/// Prints "error: [MS4001] text" and returns failure.
llvm::LogicalResult reportError(Code code, const llvm::Twine &text);
/// The same for errors that have their code in their text.
llvm::LogicalResult reportError(llvm::Error error);
llvm::LogicalResult reportError(const msrt::Status &status);

/// " (did you mean 'x'?)", or "" where no candidate is near.
std::string didYouMean(llvm::StringRef name,
                       llvm::ArrayRef<std::string> candidates);

/// "1234567 bytes (1.2 MB)".
std::string bytesText(uint64_t bytes);

/// The exit code of a tool: 0, or 1 for a failure or for results on standard
/// output that did not arrive.
int finishTool(llvm::LogicalResult result);

} // namespace ms

#endif // MS_LIB_DRIVER_REPORT_H
