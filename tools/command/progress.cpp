#include "progress.hpp"

#include <algorithm>

#include "failure.hpp"
#include "standard_output.hpp"

namespace rouse::command {
namespace {

/// Forward only: about a third of forward and backward.
constexpr double test_work = 0.35;
constexpr std::size_t widest_bar = 20;

double seconds_between(std::chrono::steady_clock::time_point from,
                       std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
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

double work_of(const StepReport& report) {
  return report.samples * (report.phase == StepReport::Phase::train ? 1.0 : test_work);
}

double Workload::total() const {
  return epochs * static_cast<double>(train_samples) +
         (epochs + 1.0) * test_work * static_cast<double>(test_samples);
}

Progress::Progress(bool json, const Workload& workload)
    : json_(json), workload_(workload), begun_(Clock::now()), last_step_(begun_) {}

void Progress::step(const StepReport& report) {
  const Clock::time_point now = Clock::now();
  if (report.batch == 0) {
    samples_ = correct_ = 0;
    loss_ = seconds_ = 0;
  }
  samples_ += report.samples;
  correct_ += report.correct;
  loss_ += static_cast<double>(report.loss) * report.samples;
  seconds_ += seconds_between(last_step_, now);
  last_step_ = now;
  work_done_ += work_of(report);
  if (line_.is_due()) line_.show(bar(report, TerminalLine::columns()));
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
  return left + progress_bar((report.batch + 1.0) / report.batches, width) + right;
}

void Progress::epoch(const EpochReport& report) {
  print(json_ ? to_json(report) : epoch_line(report, workload_.epochs));
}

void Progress::say(const std::string& line) {
  if (!json_) print(line);
}

void Progress::print(const std::string& line) {
  line_.erase();
  try {
    print_line(line);
  } catch (const OutputError& error) {
    if (output_problem_.empty()) output_problem_ = error.what();
  }
}

}  // namespace rouse::command
