#include "failure.hpp"

#include <cstdio>
#include <utility>

namespace rouse::command {

std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return text;
}

void complain(const std::string& name, const std::string& message) {
  const std::string line = one_line(name + ": " + message) + "\n";
  std::fputs(line.c_str(), stderr);
}

}  // namespace rouse::command
