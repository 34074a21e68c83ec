// Range checks whose messages name the field, its value and what is valid.
#pragma once

#include <cstdint>
#include <string_view>

namespace rouse {

/// Each throws Error(invalid_value) unless the value is in range; NaN never is. Allocates nothing
/// when it is.
void require_count(std::uint64_t value, std::uint64_t low, std::uint64_t high,
                   std::string_view field);
void require_within(float value, float low, float high, std::string_view field);  ///< [low, high]
void require_below(float value, float low, float high, std::string_view field);   ///< [low, high)
void require_between(float value, float low, float high,
                     std::string_view field);                                    ///< (low, high)
void require_above(float value, float low, float high, std::string_view field);  ///< (low, high]

}  // namespace rouse
