//===- Npy.cpp - Arrays in .npy files -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The header is a Python dict literal. Only the literal's three known keys are
// understood; everything else is an error that names what was found.
//
//===----------------------------------------------------------------------===//

#include "runtime/Core/Text.h"
#include "runtime/Data/NpyFormat.h"

#include <algorithm>
#include <cstring>

namespace msrt {

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

namespace {
/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }.
class HeaderParser {
public:
  explicit HeaderParser(std::string_view text) : rest(text) {}

  bool parse();

  std::string_view descr;
  bool fortranOrder = false;
  std::vector<int64_t> shape;
  bool structured = false;

private:
  bool take(std::string_view token) {
    skipSpace();
    if (rest.substr(0, token.size()) != token)
      return false;
    rest.remove_prefix(token.size());
    return true;
  }
  void skipSpace() {
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\n' ||
                             rest[0] == '\t' || rest[0] == '\r'))
      rest.remove_prefix(1);
  }
  bool string(std::string_view &value);
  bool tuple();

  std::string_view rest;
};
} // namespace

bool HeaderParser::string(std::string_view &value) {
  skipSpace();
  if (rest.empty() || (rest[0] != '\'' && rest[0] != '"'))
    return false;
  size_t end = rest.find(rest[0], 1);
  if (end == std::string_view::npos)
    return false;
  value = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  return true;
}

bool HeaderParser::tuple() {
  if (!take("("))
    return false;
  while (!take(")")) {
    skipSpace();
    int64_t value = 0;
    size_t digits = 0;
    while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') {
      if (__builtin_mul_overflow(value, 10, &value) ||
          __builtin_add_overflow(value, rest[digits] - '0', &value))
        return false;
      ++digits;
    }
    if (digits == 0)
      return false;
    rest.remove_prefix(digits);
    take("L"); // written by Python 2
    shape.push_back(value);
    if (!take(",") && rest.substr(0, 1) != ")")
      return false;
  }
  return true;
}

bool HeaderParser::parse() {
  bool haveDescr = false, haveOrder = false, haveShape = false;
  if (!take("{"))
    return false;
  while (!take("}")) {
    std::string_view key;
    if (!string(key) || !take(":"))
      return false;
    if (key == "descr") {
      haveDescr = true;
      skipSpace();
      structured = rest.substr(0, 1) == "[";
      if (structured)
        return true; // the caller refuses it by name
      if (!string(descr))
        return false;
    } else if (key == "fortran_order") {
      haveOrder = true;
      fortranOrder = take("True");
      if (!fortranOrder && !take("False"))
        return false;
    } else if (key == "shape") {
      haveShape = true;
      shape.clear();
      if (!tuple())
        return false;
    } else {
      return false;
    }
    if (!take(",") && (skipSpace(), rest.substr(0, 1) != "}"))
      return false;
  }
  return haveDescr && haveOrder && haveShape;
}

// "<f4" without its byte order.
static std::optional<DType> parseDescr(std::string_view code) {
  static const struct {
    const char *code;
    DType dtype;
  } table[] = {
      {"b1", MSRT_BOOL},    {"i1", MSRT_INT8},     {"i2", MSRT_INT16},
      {"i4", MSRT_INT32},   {"i8", MSRT_INT64},    {"u1", MSRT_UINT8},
      {"u2", MSRT_UINT16},  {"u4", MSRT_UINT32},   {"u8", MSRT_UINT64},
      {"f2", MSRT_FLOAT16}, {"V2", MSRT_BFLOAT16}, {"f4", MSRT_FLOAT32},
      {"f8", MSRT_FLOAT64},
  };
  for (const auto &entry : table)
    if (code == entry.code)
      return entry.dtype;
  return std::nullopt;
}

Result<NpyInfo> readNpyHeader(const InputFile &file, uint64_t begin,
                              uint64_t end, const std::string &label) {
  auto malformed = [&](const char *what) {
    return Status::error(Code::DataFormat, "%s: %s", label.c_str(), what);
  };
  uint64_t size = end - begin;
  uint8_t head[12] = {};
  uint64_t start = std::min<uint64_t>(size, sizeof(head));
  MSRT_TRY(file.readAt(begin, head, start));
  if (start < 10 || std::memcmp(head, "\x93NUMPY", 6) != 0)
    return malformed("does not start like an array of numpy.save");
  unsigned major = head[6];
  if (major < 1 || major > 3)
    return Status::error(Code::DataUnsupported,
                         "%s: array format version %u, expected 1 to 3",
                         label.c_str(), major);
  uint64_t prefix = major == 1 ? 10 : 12;
  uint64_t length = head[8] | head[9] << 8;
  if (major > 1)
    length |= static_cast<uint64_t>(head[10]) << 16 |
              static_cast<uint64_t>(head[11]) << 24;
  if (size < prefix || length > size - prefix)
    return malformed("truncated in the array header");
  // numpy itself refuses longer ones.
  if (length > (1 << 20))
    return malformed("array header longer than 1 MiB");
  std::string text(static_cast<size_t>(length), '\0');
  MSRT_TRY(file.readAt(begin + prefix, text.data(), length));

  HeaderParser parser(text);
  if (!parser.parse())
    return Status::error(Code::DataFormat, "%s: malformed array header %s",
                         label.c_str(), quoteName(text).c_str());
  if (parser.structured)
    return Status::error(Code::DataUnsupported,
                         "%s: holds records, expected an array of numbers",
                         label.c_str());
  NpyInfo info;
  std::string_view descr = parser.descr;
  bool ordered = !descr.empty() && (descr[0] == '<' || descr[0] == '>' ||
                                    descr[0] == '|' || descr[0] == '=');
  info.bigEndian = ordered && descr[0] == '>';
  std::optional<DType> dtype = parseDescr(ordered ? descr.substr(1) : descr);
  if (!dtype)
    return Status::error(
        Code::DataUnsupported,
        "%s: element type %s, expected bool, an integer or a float",
        label.c_str(), quoteName(parser.descr).c_str());
  info.dtype = *dtype;
  info.dims = std::move(parser.shape);
  info.fortranOrder = parser.fortranOrder && info.dims.size() > 1;
  info.bigEndian &= dtypeBytes(info.dtype) > 1;
  int64_t bytes = tensorBytes(info.dtype, info.dims);
  if (info.dims.size() > 64 || bytes < 0)
    return Status::error(Code::DataFormat, "%s: shape %s is too large",
                         label.c_str(), quoteName(toString(info.dims)).c_str());
  info.offset = begin + prefix + length;
  info.bytes = static_cast<uint64_t>(bytes);
  if (info.bytes > end - info.offset)
    return Status::error(
        Code::DataFormat,
        "%s: truncated: shape %s of %s needs %llu bytes, found %llu",
        label.c_str(), toString(info.dims).c_str(), dtypeName(info.dtype),
        static_cast<unsigned long long>(info.bytes),
        static_cast<unsigned long long>(end - info.offset));
  return info;
}

std::string npyHeader(TensorRef tensor) {
  static const char *const codes[] = {"|b1", "|i1", "<i2", "<i4", "<i8",
                                      "|u1", "<u2", "<u4", "<u8", "<f2",
                                      "<V2", "<f4", "<f8"};
  std::string dict = "{'descr': '";
  dict += codes[tensor.dtype];
  dict += "', 'fortran_order': False, 'shape': (";
  for (size_t i = 0; i < tensor.dims.size(); ++i)
    dict += (i ? ", " : "") + std::to_string(tensor.dims[i]);
  if (tensor.dims.size() == 1)
    dict += ",";
  dict += "), }";
  // Magic, version and length take 10 bytes; data start at a multiple of 64.
  dict.append(63 - (10 + dict.size()) % 64, ' ');
  dict += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(dict.size() & 0xff);
  header += static_cast<char>(dict.size() >> 8);
  return header + dict;
}

//===----------------------------------------------------------------------===//
// Content
//===----------------------------------------------------------------------===//

static void swapBytes(uint8_t *data, uint64_t bytes, size_t width) {
  for (uint64_t i = 0; i < bytes; i += width)
    std::reverse(data + i, data + i + width);
}

// Copies from Fortran order: the first index runs fastest in `source`.
static void transpose(const uint8_t *source, uint8_t *target, Dims dims,
                      size_t width) {
  std::vector<int64_t> stride(dims.size()), index(dims.size(), 0);
  int64_t next = 1;
  for (size_t i = 0; i < dims.size(); ++i) {
    stride[i] = next;
    next *= dims[i];
  }
  int64_t count = next, place = 0;
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(target + i * width, source + place * width, width);
    for (size_t d = dims.size(); d-- > 0;) {
      place += stride[d];
      if (++index[d] < dims[d])
        break;
      place -= stride[d] * dims[d];
      index[d] = 0;
    }
  }
}

Result<Tensor> readArray(const InputFile &file, const NpyInfo &info) {
  MSRT_ASSIGN(tensor, Tensor::create(info.dtype, info.dims));
  MSRT_TRY(file.readAt(info.offset, tensor.data(), info.bytes));
  size_t width = dtypeBytes(info.dtype);
  if (info.bigEndian)
    swapBytes(tensor.buffer.data(), info.bytes, width);
  if (info.fortranOrder) {
    MSRT_ASSIGN(ordered, Tensor::create(info.dtype, info.dims));
    transpose(tensor.buffer.data(), ordered.buffer.data(), info.dims, width);
    return ordered;
  }
  return tensor;
}

Result<NpyInfo> inspectNpy(const InputFile &file) {
  MSRT_ASSIGN(info, readNpyHeader(file, 0, file.size(), file.path()));
  if (info.bytes != file.size() - info.offset)
    return Status::error(
        Code::DataFormat, "%s: shape %s of %s needs %llu bytes, found %llu",
        file.path().c_str(), toString(info.dims).c_str(), dtypeName(info.dtype),
        static_cast<unsigned long long>(info.bytes),
        static_cast<unsigned long long>(file.size() - info.offset));
  return info;
}

Result<Tensor> readNpy(const std::string &path) {
  MSRT_ASSIGN(file, InputFile::open(path, Code::DataOpen));
  MSRT_ASSIGN(info, inspectNpy(file));
  return readArray(file, info);
}

Status writeNpy(const std::string &path, TensorRef tensor) {
  MSRT_ASSIGN(file, AtomicFile::create(path, Code::DataWrite));
  std::string header = npyHeader(tensor);
  MSRT_TRY(file.write(header.data(), header.size()));
  MSRT_TRY(file.write(tensor.data, static_cast<uint64_t>(tensor.bytes())));
  return file.commit();
}

} // namespace msrt
