// What only the cells of core/src/cells leave behind, for the module that has them.
#pragma once

#include <emscripten/val.h>

#include "rouse/inspection.hpp"

namespace rouse::bindings {

/// Adds the weights of a layer that convolves; see Trace in types.ts.
void set_filters(const emscripten::val& object, const Network& network, std::uint32_t layer);

/// Adds what is empty in an inspection of any other neuron; see Inspection in types.ts.
void set_cells(const emscripten::val& object, const Inspection& seen);

}  // namespace rouse::bindings
