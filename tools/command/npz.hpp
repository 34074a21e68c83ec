// Arrays for NumPy: numpy.load() opens the file and finds each array under its name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "files.hpp"
#include "zip_file.hpp"

namespace rouse::command {

/// An .npz archive: one .npy file, version 1.0, little endian, C order, for each array.
class NpzWriter {
 public:
  using Shape = std::vector<std::size_t>;

  /// The shape's product must be the number of values; {} is a scalar.
  void add(const std::string& name, std::span<const float> values, const Shape& shape);
  void add(const std::string& name, std::span<const std::uint32_t> values, const Shape& shape);
  void add(const std::string& name, std::span<const std::uint8_t> values, const Shape& shape);

  /// The archive. Call once, at the end.
  Bytes finish() { return zip_.finish(); }

 private:
  template <typename T>
  void add_array(const std::string& name, const char* type, std::span<const T> values,
                 const Shape& shape);

  ZipWriter zip_;
};

}  // namespace rouse::command
