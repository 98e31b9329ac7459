//===- Npy.h - Arrays in .npy and .npz files --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how NumPy's files are read and written: .npy of versions 1 to 3, C or
// Fortran order, either byte order; .npz as numpy.savez writes it (stored
// members, zip64). Compressed members are refused. bfloat16 is '<V2', as the
// ml_dtypes package writes it.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_NPY_H
#define MSRT_NPY_H

#include "msrt/File.h"
#include "msrt/Types.h"

#include <string>
#include <vector>

namespace msrt {

/// Where an array lies in a file, before its bytes are read.
struct NpyInfo {
  std::string name; ///< of the member without ".npy", "" for a .npy file
  DType dtype = MSRT_FLOAT32;
  std::vector<int64_t> dims;
  bool fortranOrder = false;
  bool bigEndian = false;
  uint64_t offset = 0; ///< of the first element in the file
  uint64_t bytes = 0;

  /// Whether the bytes in the file are what a tensor holds.
  bool direct() const { return !fortranOrder && !bigEndian; }
};

/// Reads the header of a .npy file.
Result<NpyInfo> inspectNpy(const InputFile &file);
/// Reads the headers of all arrays of a .npz file, in the archive's order.
Result<std::vector<NpyInfo>> inspectNpz(const InputFile &file);
/// Reads one array, in C order and this machine's byte order.
Result<Tensor> readArray(const InputFile &file, const NpyInfo &info);

Result<Tensor> readNpy(const std::string &path);
/// Reads all arrays, in the archive's order; members' checksums are compared.
Result<std::vector<NamedTensor>> readNpz(const std::string &path);

Status writeNpy(const std::string &path, TensorRef tensor);

struct NamedTensorRef {
  std::string name;
  TensorRef tensor;
};
/// Writes arrays that numpy.load reads by these names. All or nothing, as
/// AtomicFile does it.
Status writeNpz(const std::string &path,
                const std::vector<NamedTensorRef> &tensors);

/// The header of a .npy file for a C-ordered tensor.
std::string npyHeader(TensorRef tensor);

} // namespace msrt

#endif // MSRT_NPY_H
