//===- NpyFormat.h - The header of a .npy array -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Shared by .npy files and members of .npz archives: reads the header that
// stands at some place of a file.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_DATA_NPYFORMAT_H
#define MSRT_DATA_NPYFORMAT_H

#include "msrt/Npy.h"

namespace msrt {

/// Reads the array header in the bytes [begin, end) of the file. `label` is the
/// file's name, with the member's where there is one, for messages.
Result<NpyInfo> readNpyHeader(const InputFile &file, uint64_t begin,
                              uint64_t end, const std::string &label);

} // namespace msrt

#endif // MSRT_DATA_NPYFORMAT_H
