#include "terminal_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "standard_output.hpp"

namespace rouse::command {
namespace {

constexpr std::size_t usual_columns = 80;
constexpr auto redraw_interval = std::chrono::milliseconds(100);

}  // namespace

TerminalLine::TerminalLine() : on_terminal_(isatty(STDERR_FILENO) == 1) {}

bool TerminalLine::is_due() const {
  return on_terminal_ && std::chrono::steady_clock::now() - drawn_ >= redraw_interval;
}

void TerminalLine::show(const std::string& text) {
  if (!on_terminal_) return;
  drawn_ = std::chrono::steady_clock::now();
  is_shown_ = true;
  std::fprintf(stderr, "\r%s\033[K", text.substr(0, columns()).c_str());
  std::fflush(stderr);
}

void TerminalLine::erase() {
  if (!is_shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  is_shown_ = false;
}

std::size_t TerminalLine::columns() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return (known ? size.ws_col : usual_columns) - 1;
}

std::string progress_bar(double share, std::size_t width) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  return std::string(filled, '#') + std::string(width - filled, '.');
}

std::string as_time(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 3600) return text("%ld:%02ld", whole / 60, whole % 60);
  return text("%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace rouse::command
