// rouse pack: recordings as one small file.
#pragma once

#include "options.hpp"

namespace rouse::command {

Command add_pack(CLI::App& root);

}  // namespace rouse::command
