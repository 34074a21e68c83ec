// Whole files: reading, and writing so that a file is either its old self or complete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rouse::command {

using Bytes = std::vector<std::uint8_t>;

/// Throws UsageError naming the path and the reason.
Bytes read_file(const std::string& path);

/// Writes beside the file, then renames. Throws OutputError naming the path and the reason; the
/// file is then as it was.
void write_file(const std::string& path, std::span<const std::uint8_t> bytes);

/// Throws UsageError unless write_file() of so many bytes would succeed now. `option` names the
/// path in the message.
void require_writable(const std::string& option, const std::string& path, std::size_t bytes = 1);

}  // namespace rouse::command
