// `rouse train`: trains a network and saves it.
#pragma once

#include "options.hpp"

namespace rouse::command {

Command add_train(CLI::App& root);

}  // namespace rouse::command
