// Reading and writing structs as JSON objects, field by field, with messages for people.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "rouse/error.hpp"

namespace rouse::json {

using Json = nlohmann::ordered_json;

/// Names of an enumeration's values in the order of their numbers. Specialised per enumeration.
template <typename E>
struct Names;

template <typename E>
std::string name_of_value(E value) {
  return Names<E>::values[static_cast<std::size_t>(value)];
}

template <typename E>
E value_of_name(std::string_view name, const std::string& where) {
  std::string all;
  for (std::size_t i = 0; i < Names<E>::values.size(); ++i) {
    if (name == Names<E>::values[i]) return static_cast<E>(i);
    all += (i == 0 ? "" : ", ") + std::string(Names<E>::values[i]);
  }
  throw Error(ErrorCode::invalid_value,
              where + " is \"" + std::string(name) + "\"; it must be one of " + all);
}

/// The value of a JSON number that is whole and not negative, however it is written (3, 3.0, 3e0).
/// Json::get() would convert anything.
std::optional<std::uint64_t> whole(const Json& json);

/// Reads the fields of one JSON object. What is missing keeps its value; close() refuses the rest.
class Reader {
 public:
  Reader(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object.is_object()) {
      throw Error(ErrorCode::invalid_value, where_ + " must be a JSON object");
    }
  }

  template <typename T>
  void field(const char* key, T& value) {
    const auto found = object_.find(key);
    if (found == object_.end()) return;
    ++read_;
    convert(*found, path(key), value);
  }

  /// Calls f(json, path) for an object or array field that is present.
  template <typename F>
  void nested(const char* key, F&& f) {
    const auto found = object_.find(key);
    if (found == object_.end()) return;
    ++read_;
    f(*found, path(key));
  }

  /// Throws invalid_value when the object has a key that nobody asked for: `known` is for the
  /// message.
  void close(std::string_view known) const {
    if (read_ == object_.size()) return;
    for (const auto& [key, unused] : object_.items()) {
      if ((", " + std::string(known) + ",").find(" " + key + ",") == std::string::npos) {
        throw Error(ErrorCode::invalid_value,
                    where_ + " has no field \"" + key + "\"; its fields are " + std::string(known));
      }
    }
  }

 private:
  std::string path(const char* key) const { return where_ + "." + key; }

  template <typename T>
  static void convert(const Json& json, const std::string& where, T& value) {
    if constexpr (std::is_enum_v<T>) {
      if (!json.is_string()) throw Error(ErrorCode::invalid_value, where + " must be a name");
      value = value_of_name<T>(json.get_ref<const std::string&>(), where);
    } else if constexpr (std::is_integral_v<T>) {
      constexpr std::uint64_t largest = std::numeric_limits<T>::max();
      const std::optional<std::uint64_t> number = whole(json);
      if (!number || *number > largest) {
        throw Error(ErrorCode::invalid_value, where + " is " + json.dump() +
                                                  "; it must be a whole number from 0 to " +
                                                  std::to_string(largest));
      }
      value = static_cast<T>(*number);
    } else {
      if (!json.is_number()) {
        throw Error(ErrorCode::invalid_value,
                    where + " is " + json.dump() + "; it must be a number");
      }
      value = json.get<T>();
    }
  }

  const Json& object_;
  std::string where_;
  std::size_t read_ = 0;
};

/// A float as the shortest decimal that reads back to it: 0.001, not 0.0010000000474974513; null
/// when it is not finite.
Json number(float value);

/// Parses text; throws bad_format naming `what` and the byte at which it stops being JSON.
Json parse(std::string_view text, const std::string& what);

}  // namespace rouse::json
