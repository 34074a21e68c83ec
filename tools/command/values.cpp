#include "values.hpp"

#include <algorithm>

namespace rouse::command {

void refuse(const std::string& option, const std::string& text, const std::string& expected) {
  throw UsageError(option + " is \"" + text + "\"; it must be " + expected);
}

void require_between(const std::string& option, std::uint64_t value, std::uint64_t least,
                     std::uint64_t most) {
  if (value >= least && value <= most) return;
  throw UsageError(option + " is " + format(value) + "; it must be " + format(least) + " to " +
                   format(most));
}

std::vector<std::string> parts_between_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t comma = text.find(',', begin);
    parts.push_back(text.substr(begin, comma - begin));
    if (comma == std::string::npos) return parts;
    begin = comma + 1;
  }
}

bool same_name(std::string_view a, std::string_view b) {
  const auto dash = [](char c) { return c == '_' ? '-' : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return dash(x) == dash(y); });
}

}  // namespace rouse::command
