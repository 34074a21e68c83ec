// `rouse bench`: measures the speed of training.
#pragma once

#include "options.hpp"

namespace rouse::command {

Command add_bench(CLI::App& root);

}  // namespace rouse::command
