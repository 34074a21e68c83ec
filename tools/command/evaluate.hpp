// `rouse eval`: what a trained network does on recordings.
#pragma once

#include "options.hpp"

namespace rouse::command {

Command add_eval(CLI::App& root);

}  // namespace rouse::command
