// The line on a terminal that says how far the work is.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace rouse::command {

/// On stderr, and only when that is a terminal. Leaves no trace.
class TerminalLine {
 public:
  TerminalLine();
  ~TerminalLine() { erase(); }
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;

  /// Whether show() would show anything: not more than ten times a second.
  bool is_due() const;
  /// Shows as much of the text as fits, in the place of what was shown before.
  void show(const std::string& text);
  /// Leaves the line to others.
  void erase();

  /// Characters that fit.
  static std::size_t columns();

 private:
  bool on_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point drawn_;
};

/// "#####.....", a share of the width.
std::string progress_bar(double share, std::size_t width);

/// "4:05" or "1:02:03".
std::string as_time(double seconds);

}  // namespace rouse::command
