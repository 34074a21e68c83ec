// What only the cells of core/src/cells leave behind, for the module that has them.
#pragma once

#include <emscripten/val.h>

#include "rouse/inspection.hpp"

namespace rouse::bindings {

/// Adds what is empty in an inspection of any other neuron; see Inspection in types.ts.
void set_cells(const emscripten::val& object, const Inspection& seen);

}  // namespace rouse::bindings
