#include "range.hpp"

#include <cmath>
#include <string>

#include "json/decimal.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

std::string text(float value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  return json::decimal_of(value);
}

[[noreturn]] void refuse(const std::string& value, std::string_view field,
                         const std::string& range) {
  throw Error(ErrorCode::invalid_value,
              std::string(field) + " is " + value + "; it must be " + range);
}

}  // namespace

void require_count(std::uint64_t value, std::uint64_t low, std::uint64_t high,
                   std::string_view field) {
  if (value >= low && value <= high) return;
  refuse(std::to_string(value), field, std::to_string(low) + " to " + std::to_string(high));
}

void require_within(float value, float low, float high, std::string_view field) {
  if (value >= low && value <= high) return;
  refuse(text(value), field, text(low) + " to " + text(high));
}

void require_below(float value, float low, float high, std::string_view field) {
  if (value >= low && value < high) return;
  refuse(text(value), field, text(low) + " or more and below " + text(high));
}

void require_between(float value, float low, float high, std::string_view field) {
  if (value > low && value < high) return;
  refuse(text(value), field, "above " + text(low) + " and below " + text(high));
}

void require_above(float value, float low, float high, std::string_view field) {
  if (value > low && value <= high) return;
  refuse(text(value), field, "above " + text(low) + " and at most " + text(high));
}

}  // namespace rouse
