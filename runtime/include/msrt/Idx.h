//===- Idx.h - The files of the MNIST data set ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how IDX files are found in a folder and what their header means.
// Pixels and labels stay in the file until somebody reads them.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_IDX_H
#define MSRT_IDX_H

#include "msrt/Npy.h"

namespace msrt {

/// Reads an IDX header; the content must fill the file exactly.
Result<NpyInfo> inspectIdx(const InputFile &file);

/// The file of a folder, for example ("train-images", "idx3-ubyte"); between
/// the two stands '-' or '.'. A file that is still packed (.gz) is an error of
/// its own.
Result<std::string> findIdxFile(const std::string &folder,
                                const std::string &stem,
                                const std::string &kind);

/// Whether the folder has a split's images: "train" or "t10k".
bool hasIdxSplit(const std::string &folder, const std::string &split);

} // namespace msrt

#endif // MSRT_IDX_H
