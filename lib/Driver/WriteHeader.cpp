//===- WriteHeader.cpp - The C header of a compiled network ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The header says in comments what the table says in memory, and gives names to
// the numbers that a program needs. Names of the network appear in comments
// only: they need not be C identifiers.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/WriteHeader.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ms {

std::string shapeText(const TensorInfo &tensor) {
  std::vector<std::string> parts;
  for (int64_t dim : tensor.dims)
    parts.push_back(dim == -1  ? "rows"
                    : dim < -1 ? std::to_string(-dim) + " * rows"
                               : std::to_string(dim));
  return "[" + join(parts, ", ") + "]";
}

/// A name that cannot end the comment it stands in.
static std::string safe(StringRef name) {
  std::string text;
  for (char c : name) {
    bool ends = c == '/' && !text.empty() && text.back() == '*';
    bool begins = c == '*' && !text.empty() && text.back() == '/';
    text += ends || begins ? '_' : static_cast<unsigned char>(c) < 32 ? '?' : c;
  }
  return text;
}

static void printTensor(raw_ostream &out, const Twine &what,
                        const TensorInfo &tensor) {
  out << formatv(" *   {0,-10} {1,-32} {2,-8} {3}\n", what.str(),
                 safe(tensor.name), msrt_dtype_name(tensor.dtype),
                 shapeText(tensor));
}

std::string makeHeader(const ArtifactInfo &info, const std::string &file,
                       const std::string &artefact) {
  std::string text;
  raw_string_ostream out(text);
  std::string upper = StringRef(info.name).upper();
  out << "/* " << safe(file) << " - The compiled network " << info.name
      << ": what is in " << safe(artefact) << ".\n *\n"
      << " * Made by mindirc " MS_VERSION " for " << info.triple
      << ".\n * Needs a processor with: "
      << (info.features.empty() ? "nothing beyond the baseline" : info.features)
      << ".\n";
  if (!info.optimizer.empty())
    out << " * Trained with: " << info.loss << ", " << info.optimizer << ".\n";
  if (StringRef(artefact).ends_with(".o"))
    out << " * Link with libmsrt.a and -lstdc++ -lgomp -lm -lpthread.\n";
  if (info.needsFile())
    out << " * Values of parameters: " << safe(artefact)
        << ".ckpt, read it with msrt_session_load.\n";

  for (const FunctionInfo &function : info.functions) {
    out << " *\n * " << function.name << ": "
        << (function.maxRows > 0
                ? "up to " + std::to_string(function.maxRows) + " rows"
                : std::string("fixed shapes"))
        << "\n";
    for (auto [k, tensor] : enumerate(function.inputs))
      printTensor(out, "input " + Twine(k), tensor);
    for (auto [k, tensor] : enumerate(function.outputs))
      printTensor(out, "output " + Twine(k), tensor);
  }
  out << " *\n * parameters\n";
  for (const ParameterInfo &parameter : info.parameters)
    printTensor(out,
                parameter.flags & MSRT_PARAM_OPTIMIZER   ? "optimizer"
                : parameter.flags & MSRT_PARAM_TRAINABLE ? "trainable"
                                                         : "fixed",
                parameter.tensor);
  out << " */\n\n"
      << "#ifndef MINDIRC_" << upper << "_H\n#define MINDIRC_" << upper
      << "_H\n\n#include \"ms-c/Runtime.h\"\n\n"
      << "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
      << "/** The network: give it to msrt_session_create. */\n"
      << "extern const msrt_artifact " << info.symbol() << ";\n\n"
      << "/** Memory of parameters and optimizer. */\n#define " << upper
      << "_STATE_BYTES " << info.stateBytes << "\n\n";
  for (auto [k, function] : enumerate(info.functions)) {
    std::string name = upper + "_" + StringRef(function.name).upper();
    out << "/** " << function.name
        << ": its index for msrt_session_run, most rows, and memory beside the "
           "state. */\n"
        << "#define " << name << " " << k << "\n#define " << name
        << "_MAX_ROWS " << function.maxRows << "\n#define " << name
        << "_ARENA_BYTES " << function.arenaBytes << "\n\n";
  }
  out << "#ifdef __cplusplus\n} /* extern \"C\" */\n#endif\n\n#endif\n";
  return text;
}

} // namespace ms
