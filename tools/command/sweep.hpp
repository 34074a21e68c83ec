// `rouse sweep`: the paper's experiments, many runs from many initial thresholds.
#pragma once

#include "options.hpp"

namespace rouse::command {

Command add_sweep(CLI::App& root);

}  // namespace rouse::command
