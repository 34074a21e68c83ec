// A JSON document as values. Small, because the page loads it: nlohmann/json, which the command and
// the tests use, takes a third of the page's module. The tests hold it against that library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rouse::json {

/// Any value. Objects keep the order of their fields, numbers their digits.
class Value {
 public:
  enum class Kind { null, boolean, number, string, array, object };

  Value() = default;  ///< null
  static Value of(std::uint64_t number);
  static Value of(std::string text);
  /// As the shortest decimal that reads back to it: 0.001, not 0.0010000000474974513; null when it
  /// is not finite, for JSON has no infinity.
  static Value of(float number);
  static Value of(double number);
  static Value array() { return Value(Kind::array); }
  static Value object() { return Value(Kind::object); }

  /// Throws bad_format naming `what` and the byte at which it stops being JSON.
  static Value parse(std::string_view text, const std::string& what);
  std::string text() const;

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }

  /// A string's characters, a number's digits.
  const std::string& characters() const { return characters_; }
  /// Of a number; anything else is 0.
  double number() const;
  /// Of a number that is whole and not negative, however it is written (3, 3.0, 3e0).
  std::optional<std::uint64_t> whole() const;

  /// An array's elements, an object's values.
  const std::vector<Value>& elements() const { return elements_; }
  void append(Value element) { elements_.push_back(std::move(element)); }

  /// An object's keys, parallel to its elements.
  const std::vector<std::string>& keys() const { return keys_; }
  /// Null when there is no such field; the last one where a document names it twice.
  const Value* find(std::string_view key) const;
  /// Sets a field, in place if it is there.
  void set(std::string_view key, Value value);

 private:
  friend class Parser;
  explicit Value(Kind kind, std::string characters = {})
      : kind_(kind), characters_(std::move(characters)) {}
  void write(std::string& out) const;

  Kind kind_ = Kind::null;
  std::string characters_;
  std::vector<Value> elements_;
  std::vector<std::string> keys_;
};

}  // namespace rouse::json
