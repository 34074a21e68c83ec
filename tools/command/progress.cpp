#include "progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "failure.hpp"
#include "standard_output.hpp"

namespace rouse::command {
namespace {

/// Forward only: about a third of forward and backward.
constexpr double test_work = 0.35;
constexpr std::size_t widest_bar = 20;
constexpr std::size_t usual_columns = 80;
constexpr auto redraw_interval = std::chrono::milliseconds(100);

double seconds_between(std::chrono::steady_clock::time_point from,
                       std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

std::size_t terminal_columns() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : usual_columns;
}

std::string as_time(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 3600) return text("%ld:%02ld", whole / 60, whole % 60);
  return text("%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
}

/// Dead neurons of every layer: "dead 3 0".
std::string dead_neurons(const EpochReport& report) {
  std::string line = "dead";
  for (const LayerMetrics& layer : report.layers) line += text(" %u", layer.dead);
  return line;
}

std::string epoch_line(const EpochReport& report, std::uint32_t epochs) {
  const int digits = static_cast<int>(std::to_string(epochs).size());
  std::string line = text("epoch %*u/%u", digits, report.epoch, epochs);
  if (report.test_accuracy >= 0) line += text("  test %6.2f %%", 100.0 * report.test_accuracy);
  if (report.train_accuracy >= 0) line += text("  train %6.2f %%", 100.0 * report.train_accuracy);
  line += text("  loss %.5f  ", static_cast<double>(report.loss)) + dead_neurons(report);
  if (report.milliseconds_per_sample > 0) {
    line += text("  %.2f ms/sample", report.milliseconds_per_sample);
  }
  return line;
}

}  // namespace

std::string with_commas(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

Progress::Progress(bool json, const Workload& workload)
    : json_(json),
      on_terminal_(isatty(STDERR_FILENO) == 1),
      workload_(workload),
      begun_(Clock::now()),
      last_step_(begun_) {}

Progress::~Progress() { erase_bar(); }

void Progress::step(const StepReport& report) {
  const Clock::time_point now = Clock::now();
  const bool training = report.phase == StepReport::Phase::train;
  if (report.batch == 0) {
    samples_ = correct_ = 0;
    loss_ = seconds_ = 0;
  }
  samples_ += report.samples;
  correct_ += report.correct;
  loss_ += static_cast<double>(report.loss) * report.samples;
  seconds_ += seconds_between(last_step_, now);
  last_step_ = now;
  work_done_ += report.samples * (training ? 1.0 : test_work);
  if (!on_terminal_ || now - drawn_ < redraw_interval) return;
  drawn_ = now;
  bar_is_shown_ = true;
  const std::string line = bar(report, terminal_columns() - 1);
  std::fprintf(stderr, "\r%s\033[K", line.c_str());
  std::fflush(stderr);
}

double Progress::seconds_to_go(const StepReport& report) const {
  const bool training = report.phase == StepReport::Phase::train;
  const auto train = static_cast<double>(workload_.train_samples);
  const double test = test_work * static_cast<double>(workload_.test_samples);
  const double epochs_after = workload_.epochs - std::min(report.epoch, workload_.epochs);
  const double share = (report.batch + 1.0) / report.batches;
  const double rest = training ? train * (1.0 - share) + test : test * (1.0 - share);
  const double work = epochs_after * (train + test) + rest;
  return work_done_ > 0 ? work * seconds_between(begun_, last_step_) / work_done_ : 0.0;
}

std::string Progress::bar(const StepReport& report, std::size_t columns) const {
  const bool training = report.phase == StepReport::Phase::train;
  const double samples = std::max<std::uint32_t>(samples_, 1);
  const std::string left =
      text("%s %u/%u [", training ? "epoch" : "test ", report.epoch, workload_.epochs);
  const std::string right =
      text("] loss %.4f  accuracy %.1f %%  %.0f samples/s  ", loss_ / samples,
           100.0 * correct_ / samples, seconds_ > 0 ? samples_ / seconds_ : 0.0) +
      as_time(seconds_to_go(report)) + " to go";
  const std::size_t used = std::min(left.size() + right.size(), columns);
  const std::size_t width = std::min(widest_bar, columns - used);
  const std::size_t filled = width * (report.batch + 1) / report.batches;
  const std::string line =
      left + std::string(filled, '#') + std::string(width - filled, '.') + right;
  return line.substr(0, columns);
}

void Progress::epoch(const EpochReport& report) {
  print(json_ ? to_json(report) : epoch_line(report, workload_.epochs));
}

void Progress::say(const std::string& line) {
  if (!json_) print(line);
}

void Progress::erase_bar() {
  if (!bar_is_shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  bar_is_shown_ = false;
}

void Progress::print(const std::string& line) {
  erase_bar();
  try {
    print_line(line);
  } catch (const OutputError& error) {
    if (output_problem_.empty()) output_problem_ = error.what();
  }
}

}  // namespace rouse::command
