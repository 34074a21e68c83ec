// Structs as JSON objects. A struct's fields are listed once, in a function
//
//   void describe(Fields& fields, PartOf<TheStruct> auto& part)
//
// of this namespace, which names each field's key and value; a Writer or a Reader comes as Fields.
// What depends on a field's type only by its value is kept out of the templates: the page loads it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "json/value.hpp"

namespace rouse::json {

template <typename T, typename Part>
concept PartOf = std::same_as<std::remove_const_t<T>, Part>;

/// Names of an enumeration's values in the order of their numbers. Specialised per enumeration.
template <typename E>
struct Names;

/// Where `json` stands among `names`; throws invalid_value where it is none of them.
std::size_t index_of_name(const Value& json, const std::string& where,
                          std::span<const char* const> names);

/// The value of an enumeration from its name.
template <typename E>
E value_of_name(const Value& json, const std::string& where) {
  return static_cast<E>(index_of_name(json, where, Names<E>::values));
}

class Writer {
 public:
  void field(const char* key, float value) { put(key, Value::of(value)); }
  void field(const char* key, double value) { put(key, Value::of(value)); }
  template <std::integral T>
  void field(const char* key, T value) {
    put(key, Value::of(static_cast<std::uint64_t>(value)));
  }
  template <typename E>
  requires std::is_enum_v<E>
  void field(const char* key, E value) {
    put(key, Value::of(std::string(Names<E>::values[static_cast<std::size_t>(value)])));
  }
  void field(const char* key, const std::vector<std::uint32_t>& values);

  /// Left out while it is the usual one.
  template <typename T>
  void optional(const char* key, const T& value, const T& usual = T{}) {
    if (value == usual) return;
    if constexpr (std::is_class_v<T>) {
      nested(key, value);
    } else {
      field(key, value);
    }
  }

  /// Not in objects of earlier versions.
  void newer(const char* key, double value) { field(key, value); }

  template <typename Part>
  void nested(const char* key, const Part& part) {
    put(key, object_of(part));
  }
  template <typename Part>
  void list(const char* key, const std::vector<Part>& parts) {
    Value list = Value::array();
    for (const Part& part : parts) list.append(object_of(part));
    put(key, std::move(list));
  }

  void put(const char* key, Value value) { object_.set(key, std::move(value)); }

  template <typename Part>
  static Value object_of(const Part& part) {
    Writer writer;
    describe(writer, part);
    return std::move(writer.object_);
  }

 private:
  Value object_ = Value::object();
};

/// What a Reader makes of fields that are missing or null.
enum class Missing {
  keeps_value,  ///< missing fields keep their values; unknown fields and null are refused
  is_refused,   ///< every field must be there; a float that is null is not a number (NaN)
};

/// Reads the fields of one JSON object. Throws invalid_value naming the field.
class Reader {
 public:
  Reader(const Value& object, std::string where, Missing missing = Missing::keeps_value);

  void field(const char* key, float& value);
  void field(const char* key, double& value);
  template <std::integral T>
  void field(const char* key, T& value) {
    if (const Value* json = find(key)) {
      value = static_cast<T>(whole_of(*json, path(key), std::numeric_limits<T>::max()));
    }
  }
  template <typename E>
  requires std::is_enum_v<E>
  void field(const char* key, E& value) {
    if (const Value* json = find(key)) value = value_of_name<E>(*json, path(key));
  }
  void field(const char* key, std::vector<std::uint32_t>& values);

  template <typename T>
  void optional(const char* key, T& value, const T& /*usual*/ = T{}) {
    if constexpr (std::is_class_v<T>) {
      nested(key, value);
    } else {
      field(key, value);
    }
  }

  void newer(const char* key, double& value) {
    if (has(key)) field(key, value);
  }
  bool has(const char* key) const { return object_.find(key) != nullptr; }
  /// Whether the field is missing or, as JSON, this.
  bool is_usual(const char* key, const char* usual) {
    const Value* json = find(key);
    return json == nullptr || json->text() == usual;
  }

  template <typename Part>
  void nested(const char* key, Part& part) {
    if (const Value* json = find(key)) part = part_of<Part>(*json, path(key), missing_);
  }
  template <typename Part>
  void list(const char* key, std::vector<Part>& parts) {
    const Value* json = find(key);
    if (json == nullptr) return;
    parts.clear();
    for (const Value& element : elements(*json, path(key))) {
      const std::string where = path(key) + "[" + std::to_string(parts.size()) + "]";
      parts.push_back(part_of<Part>(element, where, missing_));
    }
  }

  template <typename Part>
  static Part part_of(const Value& json, std::string where,
                      Missing missing = Missing::keeps_value) {
    Part part;
    Reader reader(json, std::move(where), missing);
    describe(reader, part);
    reader.close();
    return part;
  }

 private:
  /// Null when it is missing and may be.
  const Value* find(const char* key);
  /// Refuses keys that nobody asked for.
  void close() const;
  std::string path(const char* key) const { return where_ + "." + key; }

  static std::uint64_t whole_of(const Value& json, const std::string& where, std::uint64_t largest);
  static const std::vector<Value>& elements(const Value& json, const std::string& where);

  const Value& object_;
  std::string where_;
  Missing missing_;
  std::size_t read_ = 0;
  std::string known_;
};

}  // namespace rouse::json
