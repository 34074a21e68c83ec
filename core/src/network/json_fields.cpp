#include "network/json_fields.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace rouse::json {

Json number(float value) {
  if (!std::isfinite(value)) return nullptr;  // JSON has no infinity
  // Through the shortest decimal text of the float, so that the double printed is that decimal.
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  return Json::parse(text.data(), written.ptr, nullptr, false);
}

std::optional<std::uint64_t> whole(const Json& json) {
  if (json.is_number_unsigned()) return json.get<std::uint64_t>();
  if (!json.is_number()) return std::nullopt;
  constexpr double largest = 9007199254740992.0;  // 2^53: beyond, doubles are not exact
  const double number = json.get<double>();
  if (!(number >= 0.0 && number <= largest) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::uint64_t>(number);
}

Json parse(std::string_view text, const std::string& what) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorCode::bad_format,
                what + " is not valid JSON (at byte " + std::to_string(error.byte) + ")");
  } catch (const Json::out_of_range&) {
    throw Error(ErrorCode::bad_format, what + " is not valid JSON (a number is too large)");
  }
}

}  // namespace rouse::json
