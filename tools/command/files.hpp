// Whole files: reading, and writing so that a file is either its old self or complete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rouse::command {

using Bytes = std::vector<std::uint8_t>;

/// Throws UsageError naming the path and the reason.
Bytes read_file(const std::string& path);

/// A file of any size, piece by piece. Throws as read_file() does.
void read_file(const std::string& path,
               const std::function<void(std::span<const std::uint8_t>)>& use);

/// The files below a folder whose paths are wanted, relative to it and ascending; links are
/// followed, once. Throws UsageError when a folder cannot be read.
std::vector<std::string> files_below(const std::string& folder,
                                     const std::function<bool(const std::string&)>& wanted);

/// Writes beside the file, then renames. Throws OutputError naming the path and the reason; the
/// file is then as it was.
void write_file(const std::string& path, std::span<const std::uint8_t> bytes);

/// Throws UsageError unless write_file() of so many bytes would succeed now. `option` names the
/// path in the message.
void require_writable(const std::string& option, const std::string& path, std::size_t bytes = 1);

}  // namespace rouse::command
