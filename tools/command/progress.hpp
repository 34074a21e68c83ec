// What training shows: a bar on a terminal, one line or JSON object per epoch.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "rouse/training.hpp"
#include "terminal_line.hpp"

namespace rouse::command {

/// The work of a run in samples, for the time to go.
struct Workload {
  std::uint32_t epochs = 0;
  std::size_t train_samples = 0;
  std::size_t test_samples = 0;

  /// Of the whole run, in training samples; a test sample costs less.
  double total() const;
};

/// Of one step, in the same unit.
double work_of(const StepReport& report);

/// Epochs go to stdout. The bar goes to stderr, and only when that is a terminal.
class Progress {
 public:
  Progress(bool json, const Workload& workload);

  /// After each Trainer::step().
  void step(const StepReport& report);
  /// After an epoch.
  void epoch(const EpochReport& report);
  /// A line for people; nothing with JSON.
  void say(const std::string& line);
  /// Leaves the terminal's line to others.
  void erase_bar() { line_.erase(); }
  /// Why stdout did not take what was written, or nothing. Training goes on all the same.
  const std::string& output_problem() const { return output_problem_; }

 private:
  using Clock = std::chrono::steady_clock;

  std::string bar(const StepReport& report, std::size_t columns) const;
  double seconds_to_go(const StepReport& report) const;
  void print(const std::string& line);

  bool json_;
  TerminalLine line_;
  std::string output_problem_;
  Workload workload_;
  Clock::time_point begun_;
  double work_done_ = 0;  // samples, a test sample counting less; since the process began
  // Of the phase at hand.
  std::uint32_t samples_ = 0;
  std::uint32_t correct_ = 0;
  double loss_ = 0;
  double seconds_ = 0;
  Clock::time_point last_step_;
};

/// "1,234,567".
std::string with_commas(std::uint64_t number);

}  // namespace rouse::command
