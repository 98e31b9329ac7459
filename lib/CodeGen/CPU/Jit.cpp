//===- Jit.cpp - Objects linked into this process -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/Jit.h"

#include "lib/CodeGen/CPU/LaunchClock.h"

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
  auto define = [&](const char *name, auto *function) {
    runtime[result->jit->mangleAndIntern(name)] = {
        ExecutorAddr::fromPtr(function),
        llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  };
  define("msrt_parallel_for", &msrt_parallel_for);
  define("msrt_launch_done", &msrt_launch_done);
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
