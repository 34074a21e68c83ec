// A sweep's figures: the paper's, of one's own runs.
#pragma once

#include <string>
#include <vector>

#include "sweep_summary.hpp"

namespace rouse::command {

struct FigureFile {
  std::string name;  ///< "accuracy"
  std::string svg;
};

/// Accuracy against the initial threshold; accuracy, dead neurons, firing rates and distance of the
/// weights over the epochs; and, with several learning rates, accuracy against that of thresholds.
std::vector<FigureFile> figures_of(const SweepSummary& summary);

}  // namespace rouse::command
