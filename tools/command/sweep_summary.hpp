// What a sweep found: means over the seeds, differences to fixed thresholds, and both as JSON,
// Markdown and CSV.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "statistics.hpp"
#include "sweep_plan.hpp"
#include "sweep_run.hpp"

namespace rouse::command {

/// A run that is done.
struct SweepRun {
  RunPlan plan;
  RunRecord record;
};

/// The runs of one arm from one initial threshold; all lists are by seed.
struct SweepRow {
  float threshold = 0;
  Arm arm;
  std::vector<const RunRecord*> runs;
  std::vector<double> accuracy;           ///< on the test samples after the last epoch, 0..1
  std::vector<std::vector<double>> dead;  ///< by layer: neurons dead in the last epoch
  std::uint32_t dead_layers = 0;          ///< layers without a living neuron, over all runs
  /// First epoch with the accuracy that is the goal, or one more than there are where none has it.
  /// Empty when nobody has set a goal.
  std::vector<std::uint32_t> epochs_to_goal;
  std::vector<double> difference;  ///< accuracy less that of fixed thresholds; empty without those
};

/// An arm beside fixed thresholds, from all initial thresholds together; by seed.
struct SweepComparison {
  Arm arm;
  std::vector<double> difference;  ///< of accuracy, mean over the initial thresholds
  double epochs_saved = 0;         ///< share of the epochs that fixed thresholds need to the goal
  std::uint32_t dead_layers = 0;
  std::uint32_t dead_layers_fixed = 0;
};

struct SweepSummary {
  std::uint32_t epochs = 0;
  std::vector<std::uint64_t> seeds;
  std::string network;               ///< "2312-512-10"
  std::vector<std::size_t> neurons;  ///< of each layer
  std::optional<double> accuracy_goal;
  std::vector<Arm> arms;
  std::vector<SweepRow> rows;  ///< by initial threshold and arm
  std::vector<SweepComparison> comparisons;
};

/// `runs` as plan() orders them; the summary refers to them.
SweepSummary summarise(const SweepOptions& options, const NetworkSpec& network,
                       const std::vector<SweepRun>& runs);

nlohmann::ordered_json json_of(const SweepSummary& summary);

/// A table and what it says, for people.
std::string markdown_of(const SweepSummary& summary);

/// One line for each run and epoch, under a head.
std::string csv_of(const std::vector<SweepRun>& runs);

}  // namespace rouse::command
