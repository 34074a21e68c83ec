// Paths as folders, archives and pages write them: with slashes or backslashes.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace rouse {

/// The path's parts between slashes or backslashes, without empty ones.
inline std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    if (end > 0) parts.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

inline bool ends_in(std::string_view name, std::string_view lower_case_suffix) {
  if (name.size() < lower_case_suffix.size()) return false;
  name.remove_prefix(name.size() - lower_case_suffix.size());
  return std::equal(name.begin(), name.end(), lower_case_suffix.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

/// Neither hidden nor a resource fork of an archive ("__MACOSX/...", "._x.bin").
inline bool is_plain_file(const std::vector<std::string_view>& parts) {
  return !parts.empty() && parts.back().front() != '.' &&
         std::find(parts.begin(), parts.end(), "__MACOSX") == parts.end();
}

}  // namespace rouse
