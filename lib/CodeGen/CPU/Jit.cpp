//===- Jit.cpp - Objects linked into this process -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/Jit.h"

#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ms {

Jit::Jit() = default;
Jit::~Jit() = default;

llvm::Expected<std::unique_ptr<Jit>>
Jit::create(const std::vector<CodeBuffer> &objects, const std::string &symbol) {
  using namespace llvm::orc;
  std::unique_ptr<Jit> result(new Jit);
  auto jit = LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  result->jit = std::move(*jit);

  // The runtime is part of this program, not of its dynamic symbols; libm's
  // functions are found in the process.
  SymbolMap runtime;
  runtime[result->jit->mangleAndIntern("msrt_parallel_for")] = {
      ExecutorAddr::fromPtr(&msrt_parallel_for),
      llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  if (llvm::Error error = result->jit->getMainJITDylib().define(
          absoluteSymbols(std::move(runtime))))
    return error;
  for (const CodeBuffer &object : objects)
    if (llvm::Error error =
            result->jit->addObjectFile(llvm::MemoryBuffer::getMemBufferCopy(
                llvm::StringRef(object.data(), object.size()), symbol)))
      return error;
  auto address = result->jit->lookup(symbol);
  if (!address)
    return address.takeError();
  result->artifact = address->toPtr<const msrt_artifact *>();
  return result;
}

} // namespace ms
