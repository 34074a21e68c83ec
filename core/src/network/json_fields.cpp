#include "network/json_fields.hpp"

#include <array>
#include <charconv>

namespace rouse::json {

Json number(float value) {
  // Through the shortest decimal text of the float, so that the double printed is that decimal.
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  return Json::parse(text.data(), written.ptr, nullptr, false);
}

Json parse(std::string_view text, const std::string& what) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorCode::bad_format,
                what + " is not valid JSON (at byte " + std::to_string(error.byte) + ")");
  }
}

}  // namespace rouse::json
