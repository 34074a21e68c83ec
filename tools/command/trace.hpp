// `rouse trace`: everything about one sample's passage through a network, for other tools.
#pragma once

#include "options.hpp"

namespace rouse::command {

Command add_trace(CLI::App& root);

}  // namespace rouse::command
