// A single neuron for figures that explain it.
#pragma once

#include <cstdint>
#include <string>

#include "conversions.hpp"

namespace rouse::bindings {

/// Runs one neuron: `spec` is a NetworkSpec's JSON with one layer of one neuron, `weights` a
/// Float32Array with one per input, `bins` and `inputs` Uint32Arrays that say when and on which
/// input each pulse comes. The loss is that of the rate `target`. See NeuronRun in types.ts.
/// Throws invalid_value, shape_mismatch.
val run_neuron(const std::string& spec, val weights, val bins, val inputs, std::uint32_t steps,
               float target);

}  // namespace rouse::bindings
