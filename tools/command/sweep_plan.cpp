#include "sweep_plan.hpp"

#include <algorithm>

namespace rouse::command {
namespace {

template <typename T>
void require_distinct(const char* option, const std::vector<T>& values) {
  if (values.empty()) throw UsageError(std::string(option) + " is none; give one value or more");
  for (auto value = values.begin(); value != values.end(); ++value) {
    if (std::find(values.begin(), value, *value) == value) continue;
    throw UsageError(std::string(option) + " names " + format(*value) + " twice; leave one out");
  }
}

RunPlan run(const SweepOptions& options, float threshold, const Arm& arm, std::uint64_t seed) {
  RunPlan run{threshold, arm, seed, options.experiment};
  run.options.give("--threshold", format(threshold));
  run.options.give("--thresholds", format(arm.mode));
  if (!arm.fixed()) run.options.give("--lr-threshold", format(arm.learning_rate));
  run.options.give("--seed", format(seed));
  static_cast<void>(run.options.experiment());  // refuses what is out of range
  return run;
}

}  // namespace

std::string Arm::name() const {
  return fixed() ? format(mode) : format(mode) + ", lr " + format(learning_rate);
}

std::string RunPlan::name() const {
  return "threshold-" + format(threshold) + "_" + format(arm.mode) +
         (arm.fixed() ? "" : "_lr-" + format(arm.learning_rate)) + "_seed-" + format(seed);
}

std::vector<Arm> arms_of(const SweepOptions& options) {
  std::vector<float> rates = options.threshold_learning_rates;
  if (rates.empty()) {
    rates = {options.experiment.experiment().training.adam.threshold_learning_rate};
  }
  std::vector<Arm> arms;
  for (const ThresholdMode mode : options.modes) {
    for (const float rate : rates) {
      arms.push_back({mode, mode == ThresholdMode::fixed ? 0.0F : rate});
      if (mode == ThresholdMode::fixed) break;
    }
  }
  return arms;
}

std::vector<RunPlan> plan(const SweepOptions& options) {
  require_distinct("--threshold", options.thresholds);
  require_distinct("--thresholds", options.modes);
  if (!options.threshold_learning_rates.empty()) {
    require_distinct("--lr-threshold", options.threshold_learning_rates);
  }
  require_between("--epochs", options.epochs, 1, 1000000);
  require_between("--seeds", options.seeds, 1, 1000);
  require_between("--jobs", options.jobs, 1, 256);
  if (const auto goal = options.accuracy_goal; goal && !(*goal > 0.0 && *goal <= 1.0)) {
    throw UsageError("--accuracy-goal is " + format(*goal) + "; it must be above 0 and at most 1");
  }
  const std::uint64_t first = options.experiment.experiment().training.seed;
  std::vector<RunPlan> runs;
  for (const float threshold : options.thresholds) {
    for (const Arm& arm : arms_of(options)) {
      for (std::uint32_t i = 0; i < options.seeds; ++i) {
        runs.push_back(run(options, threshold, arm, first + i));
      }
    }
  }
  return runs;
}

}  // namespace rouse::command
