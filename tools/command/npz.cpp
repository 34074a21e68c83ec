#include "npz.hpp"

#include <bit>
#include <cstring>

namespace rouse::command {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are written as they are");

/// Magic, version, header length and a Python dictionary, padded so that the data is aligned.
std::string npy_header(const char* type, const NpzWriter::Shape& shape) {
  constexpr std::size_t preamble = 10;
  constexpr std::size_t alignment = 64;
  std::string extents;
  for (const std::size_t extent : shape) extents += std::to_string(extent) + ",";
  std::string dictionary = std::string("{'descr': '") + type +
                           "', 'fortran_order': False, 'shape': (" + extents + "), }";
  const std::size_t unpadded = preamble + dictionary.size() + 1;
  dictionary.append((alignment - unpadded % alignment) % alignment, ' ');
  dictionary += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(dictionary.size() & 0xFFU);
  header += static_cast<char>(dictionary.size() >> 8U);
  return header + dictionary;
}

}  // namespace

template <typename T>
void NpzWriter::add_array(const std::string& name, const char* type, std::span<const T> values,
                          const Shape& shape) {
  const std::string header = npy_header(type, shape);
  Bytes bytes(header.begin(), header.end());
  bytes.resize(header.size() + values.size_bytes());
  if (!values.empty()) {
    std::memcpy(bytes.data() + header.size(), values.data(), values.size_bytes());
  }
  zip_.add(name + ".npy", bytes);
}

void NpzWriter::add(const std::string& name, std::span<const float> values, const Shape& shape) {
  add_array(name, "<f4", values, shape);
}

void NpzWriter::add(const std::string& name, std::span<const std::uint32_t> values,
                    const Shape& shape) {
  add_array(name, "<u4", values, shape);
}

void NpzWriter::add(const std::string& name, std::span<const std::uint8_t> values,
                    const Shape& shape) {
  add_array(name, "|u1", values, shape);
}

}  // namespace rouse::command
