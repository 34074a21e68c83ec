// Results on stdout.
#pragma once

#include <string>

namespace rouse::command {

/// printf into a string of at most 255 characters.
[[gnu::format(printf, 1, 2)]] std::string text(const char* format, ...);

/// print_line() ends the line.
std::string without_line_end(std::string text);

/// Prints and flushes. Throws OutputError when stdout does not take it.
void print_line(const std::string& line);

}  // namespace rouse::command
