// The runs of a sweep: every combination of what is varied.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment.hpp"
#include "recordings.hpp"

namespace rouse::command {

struct SweepOptions {
  DataOptions data;
  ExperimentOptions experiment;
  /// From far too low to far too high for the digits (docs/dead-neurons.md).
  std::vector<float> thresholds{0.02F, 0.1F, 0.5F, 1.25F, 5.0F, 20.0F, 40.0F, 60.0F};
  std::vector<ThresholdMode> modes{ThresholdMode::fixed, ThresholdMode::per_neuron};
  std::vector<float> threshold_learning_rates;  ///< empty for the preset's
  std::uint32_t seeds = 5;
  std::uint32_t epochs = 10;
  std::optional<double> accuracy_goal;  ///< 0..1
  std::uint32_t jobs = 0;               ///< runs at a time
  std::string out = "sweep";
  bool json = false;
};

/// What is compared at each initial threshold.
struct Arm {
  ThresholdMode mode = ThresholdMode::fixed;
  float learning_rate = 0;  ///< of the thresholds; says nothing where they are fixed

  bool fixed() const { return mode == ThresholdMode::fixed; }
  /// "fixed", "trainable, lr 0.1".
  std::string name() const;
  bool operator==(const Arm&) const = default;
};

struct RunPlan {
  float threshold = 0;
  Arm arm;
  std::uint64_t seed = 0;
  ExperimentOptions options;

  /// Of its file: "threshold-0.5_trainable_lr-0.1_seed-1".
  std::string name() const;
};

/// The arms in the order of the options. Fixed thresholds are one arm, whatever the rates.
std::vector<Arm> arms_of(const SweepOptions& options);

/// By threshold, arm and seed. Throws UsageError for what cannot be run.
std::vector<RunPlan> plan(const SweepOptions& options);

}  // namespace rouse::command
