// Arrays in NumPy's own format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rouse {

/// What an element or a field of it is: type 'b' (boolean), 'i', 'u' or 'f', or 'V' (anything
/// else), of so many bytes.
struct NpyType {
  char kind = 'V';
  std::size_t bytes = 0;
  bool big_endian = false;
};

struct NpyField {
  std::string name;  ///< empty in an array without fields
  NpyType type;
  std::size_t offset = 0;  ///< in its record
};

/// A .npy file's header, and where the rest is.
struct NpyArray {
  std::vector<NpyField> fields;  ///< one or more
  std::size_t record_bytes = 0;
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;
  std::span<const std::uint8_t> data;  ///< as many bytes as the header says
};

/// Throws bad_format, naming the byte, for what is no such file, arrays of objects or of nested
/// fields, and for fewer bytes than the header says. `name` begins messages.
NpyArray read_npy(std::span<const std::uint8_t> bytes, const std::string& name);

/// Values of one field, `stride` bytes apart.
struct NpyColumn {
  const std::uint8_t* first = nullptr;
  std::size_t stride = 0;
  std::uint64_t size = 0;
  NpyType type;

  double real(std::uint64_t i) const;
  /// Nothing when it is not whole or beyond 64 bits.
  std::optional<std::int64_t> whole(std::uint64_t i) const;
};

}  // namespace rouse
