// The safetensors container: a JSON header with names, types, shapes and offsets, then raw data.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "json/fields.hpp"
#include "rouse/error.hpp"

namespace rouse {

/// The element types that Rouse writes.
template <typename T>
struct TensorType;
template <>
struct TensorType<float> {
  static constexpr const char* name = "F32";
};
template <>
struct TensorType<double> {
  static constexpr const char* name = "F64";
};
template <>
struct TensorType<std::uint8_t> {
  static constexpr const char* name = "U8";
};
template <>
struct TensorType<std::uint32_t> {
  static constexpr const char* name = "U32";
};

/// Collects tensors and writes them as one file.
class TensorWriter {
 public:
  void metadata(const std::string& key, const std::string& value) {
    metadata_.set(key, json::Value::of(value));
  }

  template <typename T>
  void tensor(const std::string& name, const std::vector<T>& values,
              const std::vector<std::size_t>& shape) {
    add(name, TensorType<T>::name, values.data(), values.size() * sizeof(T), shape);
  }
  template <typename T>
  void tensor(const std::string& name, const std::vector<T>& values) {
    tensor(name, values, {values.size()});
  }

  std::vector<std::uint8_t> finish() const;

 private:
  void add(const std::string& name, const char* type, const void* values, std::size_t bytes,
           const std::vector<std::size_t>& shape);

  json::Value metadata_ = json::Value::object();
  json::Value tensors_ = json::Value::object();
  std::vector<std::uint8_t> data_;
};

/// Reads such a file; does not copy its bytes, which must outlive it. `what` is for messages.
class TensorReader {
 public:
  /// Throws bad_format for bytes that are not safetensors.
  TensorReader(std::span<const std::uint8_t> bytes, std::string what);

  /// Throws bad_format when the key is missing.
  const std::string& metadata(const std::string& key) const;
  bool has_metadata(const std::string& key) const { return metadata_.contains(key); }

  bool has_tensor(const std::string& name) const { return tensors_.contains(name); }

  /// Throws bad_format when the tensor is missing or has another type, shape_mismatch when it does
  /// not have the shape.
  template <typename T>
  void tensor(const std::string& name, const std::vector<std::size_t>& shape,
              std::vector<T>& values) const {
    const auto data = find(name, TensorType<T>::name, sizeof(T), shape);
    values.resize(data.size() / sizeof(T));
    if (!data.empty()) std::memcpy(values.data(), data.data(), data.size());
  }

 private:
  struct Tensor {
    std::string type;
    std::vector<std::size_t> shape;
    std::span<const std::uint8_t> data;
  };
  std::span<const std::uint8_t> find(const std::string& name, const char* type, std::size_t size,
                                     const std::vector<std::size_t>& shape) const;
  std::vector<std::size_t> whole_numbers(const json::Value& list) const;
  [[noreturn]] void fail(const std::string& why) const;

  std::string what_;
  std::map<std::string, std::string> metadata_;
  std::map<std::string, Tensor> tensors_;
};

}  // namespace rouse
