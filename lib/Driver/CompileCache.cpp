//===- CompileCache.cpp - Machine code made before ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Records are written and read by one list of their fields each, which names
// all of them: a field that is added to a record and not here is an error of
// the C++ compiler.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileCache.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/BuildId.h"
#include "lib/Driver/DescribeArtifact.h"
#include "lib/Support/Diagnostics.h"

#include "llvm/Support/raw_ostream.h"

#include <cstring>
#include <map>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

//===----------------------------------------------------------------------===//
// Records as bytes
//===----------------------------------------------------------------------===//

template <typename F> void fields(F &f, TensorInfo &record) {
  auto &[name, dtype, dims] = record;
  f(name, dtype, dims);
}

template <typename F> void fields(F &f, msrt_init &record) {
  auto &[kind, reserved, seed, a, b] = record;
  f(kind, reserved, seed, a, b);
}

/// `data` is not a field of the bytes: see CompileCache::store().
template <typename F> void fields(F &f, ParameterInfo &record) {
  auto &[tensor, offset, bytes, flags, init, data] = record;
  f(tensor, offset, bytes, flags, init);
}

template <typename F> void fields(F &f, FunctionInfo &record) {
  auto &[name, symbol, inputs, outputs, maxRows, arenaBytes, liveBytes, flags] =
      record;
  f(name, symbol, inputs, outputs, maxRows, arenaBytes, liveBytes, flags);
}

template <typename F> void fields(F &f, ArtifactInfo &record) {
  auto &[name, triple, features, key, loss, optimizer, parameters, functions,
         prepare, stateBytes, preparedBytes, graphMeta] = record;
  f(name, triple, features, key, loss, optimizer, parameters, functions,
    prepare, stateBytes, preparedBytes, graphMeta);
}

template <typename F> void fields(F &f, LaunchCost &record) {
  auto &[kernel, layer, flops, bytes] = record;
  f(kernel, layer, flops, bytes);
}

template <typename F> void fields(F &f, KernelCalls &record) {
  auto &[kernels, dispatches, prepare] = record;
  f(kernels, dispatches, prepare);
}

/// What is found or known at once does not count: `cached`, `values`.
template <typename F> void fields(F &f, NetworkCode &record) {
  auto &[info, calls, launches, objects, values, cached] = record;
  f(info, calls, launches, objects, values);
}

template <typename F> void fields(F &f, Precision &record) {
  auto &[type, level] = record;
  f(type, level);
}

/// Only what says how the graph is made: the rest is in the network, or in
/// BackendOptions, or says where the cache is.
template <typename F> void fields(F &f, CompileOptions &record) {
  auto &[loss, optimizer, learningRate, lrGroups, noDecay, momentum, dampening,
         weightDecay, beta1, beta2, eps, decay, accum, rho, l1, l2, lrPower,
         nesterov, amsgrad, centered, lars, larsClip, larsCoefficient,
         larsEpsilon, freeze, trainOnly, precision, lossScale, lossScaleInit,
         lossScaleFactor, lossScaleWindow, clipValue, clipNorm, machine, mcpu,
         maxBatch, memoryBudget, channelBlock, disabled, schedules, inputShapes,
         threads, profile, cacheDir, noCache, optimizerName, wholeStep] =
      record;
  f(loss, optimizer, learningRate, lrGroups, noDecay, momentum, dampening,
    weightDecay, beta1, beta2, eps, decay, accum, rho, l1, l2, lrPower,
    nesterov, amsgrad, centered, lars, larsClip, larsCoefficient, larsEpsilon,
    freeze, trainOnly, precision, lossScale, lossScaleInit, lossScaleFactor,
    lossScaleWindow, clipValue, clipNorm, optimizerName, wholeStep);
}

template <typename F> void fields(F &f, CpuTarget &record) {
  auto &[triple, cpu, features, tuning, required, vectorBits, registers, fma] =
      record;
  f(triple, cpu, features, tuning, required, vectorBits, registers, fma);
}

/// By the number of threads kernels are put into objects; of a file of
/// schedules its content counts.
template <typename F> void fields(F &f, BackendOptions &record) {
  auto &[target, maxBatch, channelBlock, winogradTile, disabled, schedules,
         memoryBudget, threads, profile] = record;
  std::string content = schedules ? schedules->text : "";
  f(target, maxBatch, channelBlock, winogradTile, disabled, content,
    memoryBudget, threads, profile);
}

/// Numbers as they lie in memory, everything with a length behind its length.
class Writer {
public:
  template <typename... T> void operator()(T &...values) {
    (write(values), ...);
  }

  std::string bytes;

private:
  template <typename T> void write(T &value) {
    if constexpr (std::is_arithmetic_v<T>)
      bytes.append(reinterpret_cast<const char *>(&value), sizeof(value));
    else
      fields(*this, value);
  }
  void writeSize(size_t size) {
    uint64_t number = size;
    write(number);
  }
  template <typename T> void writeBytes(const T &value) {
    writeSize(value.size());
    bytes.append(value.data(), value.size());
  }
  void write(std::string &value) { writeBytes(value); }
  void write(CodeBuffer &value) { writeBytes(value); }
  template <typename T> void write(std::vector<T> &values) {
    writeSize(values.size());
    for (T &value : values)
      write(value);
  }
  template <typename K, typename T> void write(std::map<K, T> &values) {
    writeSize(values.size());
    for (auto &[name, value] : values) {
      K copy = name;
      write(copy);
      write(value);
    }
  }
  template <typename A, typename B> void write(std::pair<A, B> &value) {
    (*this)(value.first, value.second);
  }
};

/// The same from bytes that may be anything.
class Reader {
public:
  explicit Reader(StringRef bytes) : rest(bytes) {}

  template <typename... T> void operator()(T &...values) {
    (read(values), ...);
  }

  /// Whether all was there, and nothing else.
  bool isDone() const { return good && rest.empty(); }

private:
  template <typename T> void read(T &value) {
    if constexpr (std::is_arithmetic_v<T>) {
      StringRef bytes = take(sizeof(value));
      if (!bytes.empty())
        std::memcpy(&value, bytes.data(), sizeof(value));
    } else {
      fields(*this, value);
    }
  }
  /// Nothing where there are not so many.
  StringRef take(uint64_t count) {
    if (!good || count > rest.size()) {
      good = false;
      return {};
    }
    StringRef bytes = rest.take_front(count);
    rest = rest.drop_front(count);
    return bytes;
  }
  /// A number of things that take a byte each, or more.
  size_t readSize() {
    uint64_t number = 0;
    read(number);
    good &= number <= rest.size();
    return good ? number : 0;
  }
  void read(std::string &value) { value = take(readSize()).str(); }
  void read(CodeBuffer &value) {
    StringRef bytes = take(readSize());
    value.assign(bytes.begin(), bytes.end());
  }
  template <typename T> void read(std::vector<T> &values) {
    values.clear();
    for (size_t count = readSize(); good && count > 0; --count)
      read(values.emplace_back());
  }
  template <typename K, typename T> void read(std::map<K, T> &values) {
    for (size_t count = readSize(); good && count > 0; --count) {
      K name;
      read(name);
      read(values[name]);
    }
  }
  template <typename A, typename B> void read(std::pair<A, B> &value) {
    (*this)(value.first, value.second);
  }

  StringRef rest;
  bool good = true;
};

/// A record as bytes. Fields are listed once for both directions, so they are
/// not const; none is changed.
template <typename T> std::string encode(const T &record) {
  Writer writer;
  writer(const_cast<T &>(record));
  return std::move(writer.bytes);
}

} // namespace

//===----------------------------------------------------------------------===//
// The cache
//===----------------------------------------------------------------------===//

static CacheKey makeKey(ModuleOp module, Purpose purpose,
                        const CompileOptions &options,
                        const BackendOptions &backend) {
  llvm::BLAKE3 hasher;
  // Each part with its length: what ends where is part of the key.
  auto add = [&](const std::string &part) {
    uint64_t size = part.size();
    hasher.update(StringRef(reinterpret_cast<char *>(&size), sizeof(size)));
    hasher.update(part);
  };
  add(compilerIdentity());
  add(std::to_string(static_cast<int>(purpose)));
  add(encode(options));
  add(encode(backend));
  add(describeComputation(module));
  // Layers name what a profile and a -graph.meta file list.
  std::string layers;
  module.walk([&](Operation *op) {
    layers += getLayerName(op->getLoc());
    layers += '\n';
  });
  add(layers);
  return hasher.final<32>();
}

llvm::StringMap<CompileCache::InitialValue>
CompileCache::collectInitialValues(ModuleOp module) {
  llvm::StringMap<InitialValue> values;
  for (auto parameter : module.getOps<ParameterOp>())
    values[parameter.getSymName()] = {describeInit(parameter),
                                      getRawInit(parameter).data()};
  return values;
}

CompileCache::CompileCache(ModuleOp module, Purpose purpose,
                           const CompileOptions &options,
                           const BackendOptions &backend)
    : folder(compilerIdentity().empty()
                 ? CachePlace()
                 : CachePlace::find(options.cacheDir, options.noCache)) {
  if (!folder.isOn())
    return;
  key = makeKey(module, purpose, options, backend);
  values = collectInitialValues(module);
}

bool CompileCache::load(NetworkCode &code) {
  std::optional<std::string> content = folder.load(key);
  if (!content)
    return false;
  NetworkCode found;
  Reader reader(*content);
  reader(found);
  if (!reader.isDone())
    return false;
  // What the network does not have itself the passes have made.
  for (ParameterInfo &parameter : found.info.parameters) {
    auto own = values.find(parameter.tensor.name);
    if (own != values.end()) {
      parameter.init = own->second.init;
      parameter.data =
          parameter.init.kind == MSRT_INIT_FILE ? own->second.data : nullptr;
      continue;
    }
    auto made = found.values.find(parameter.tensor.name);
    if (made == found.values.end())
      continue;
    if (made->second.size() != parameter.bytes)
      return false;
    parameter.data = made->second.data();
  }
  found.cached = true;
  code = std::move(found);
  return true;
}

void CompileCache::store(NetworkCode &code) {
  if (!folder.isOn())
    return;
  for (const ParameterInfo &parameter : code.info.parameters) {
    auto own = values.find(parameter.tensor.name);
    if (own == values.end()) {
      if (parameter.data)
        code.values[parameter.tensor.name].assign(
            parameter.data, parameter.data + parameter.bytes);
    } else if (std::memcmp(&own->second.init, &parameter.init,
                           sizeof(msrt_init)) != 0 ||
               (parameter.data && own->second.data != parameter.data)) {
      // A pass has computed with a value, which the key does not have.
      return;
    }
  }
  folder.store(key, encode(code));
}

} // namespace ms
