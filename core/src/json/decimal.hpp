// Doubles as decimals and back, exactly. Small, because the page loads it: the C library's printf
// and strtod, with their emulated long double, take a tenth of the page's module.
#pragma once

#include <string>
#include <string_view>

namespace rouse::json {

/// The double nearest to a number as JSON writes it (ties to even); infinite beyond the largest.
double double_of(std::string_view decimal);

/// The shortest of 15, 16 and 17 significant digits that reads back to the value, which is finite;
/// in the form of printf's %g.
std::string decimal_of(double value);

/// The fewest digits that read back to the value, which is finite, in the shorter of the fixed and
/// the scientific form: what std::to_chars writes.
std::string decimal_of(float value);

}  // namespace rouse::json
