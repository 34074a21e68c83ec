// Option values as text: parsing with messages for people, and formatting of defaults for the help.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

#include "failure.hpp"

namespace rouse::command {

/// Names of an enumeration's values in the order of their numbers. Specialised per enumeration.
template <typename E>
struct Choices;

template <typename T>
inline constexpr bool is_list = false;
template <typename T>
inline constexpr bool is_list<std::vector<T>> = true;

/// The word that stands for an empty list.
inline constexpr std::string_view nothing = "none";

[[noreturn]] void refuse(const std::string& option, const std::string& text,
                         const std::string& expected);

/// Throws UsageError naming the option unless its value is within the bounds.
void require_between(const std::string& option, std::uint64_t value, std::uint64_t least,
                     std::uint64_t most);

/// Parts of a text between commas; at least one.
std::vector<std::string> parts_between_commas(const std::string& text);

/// Underscores count as dashes: "fast_sigmoid" is "fast-sigmoid".
bool same_name(std::string_view a, std::string_view b);

template <typename T>
std::string format(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return value;
  } else if constexpr (requires { value.text(); }) {
    return value.text();
  } else if constexpr (std::is_enum_v<T>) {
    return Choices<T>::names[static_cast<std::size_t>(value)];
  } else if constexpr (is_list<T>) {
    std::string text;
    for (const auto& element : value) text += (text.empty() ? "" : ",") + format(element);
    return text.empty() ? std::string(nothing) : text;
  } else {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
  }
}

template <typename T>
T parse_number(const std::string& option, const std::string& text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end && !text.empty()) return value;
  if constexpr (std::is_integral_v<T>) {
    const bool large = error == std::errc::result_out_of_range;
    refuse(
        option, text,
        large ? "at most " + format(std::numeric_limits<T>::max()) : "a whole number, 0 or more");
  } else {
    refuse(option, text, "a number, for example 0.5 or 1e-3");
  }
}

template <typename E>
E parse_choice(const std::string& option, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < Choices<E>::names.size(); ++i) {
    if (same_name(text, Choices<E>::names[i])) return static_cast<E>(i);
    all += (i == 0 ? "" : ", ") + std::string(Choices<E>::names[i]);
  }
  refuse(option, text, Choices<E>::names.size() == 1 ? all : "one of " + all);
}

/// Throws UsageError naming the option, the text and what was expected.
template <typename T>
T parse(const std::string& option, const std::string& text) {
  if constexpr (std::is_same_v<T, std::string>) {
    return text;
  } else if constexpr (std::is_enum_v<T>) {
    return parse_choice<T>(option, text);
  } else if constexpr (is_list<T>) {
    T list;
    if (text == nothing) return list;
    for (const std::string& part : parts_between_commas(text)) {
      list.push_back(parse<typename T::value_type>(option, part));
    }
    return list;
  } else if constexpr (std::is_class_v<T>) {
    return T::parse(option, text);
  } else {
    return parse_number<T>(option, text);
  }
}

}  // namespace rouse::command
