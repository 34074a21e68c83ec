// An estimate of the energy that a network's synapses would take, as the field states it: the
// number of operations times the energy of one. It leaves out memory, neurons and everything else
// of a chip.
//
// Energies are those of 32-bit floats in a 45 nm process: M. Horowitz, "Computing's energy problem
// (and what we can do about it)", ISSCC 2014, figure 1.1.9.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rouse/network_spec.hpp"

namespace rouse {

/// An addition, what a spike costs at each weight that it meets, in pJ.
inline constexpr double picojoules_per_addition = 0.9;
/// A multiplication of 3.7 pJ and an addition, what a dense network's weight costs, in pJ.
inline constexpr double picojoules_per_multiply_accumulate = 4.6;

/// Multiply-accumulates of layer l for `steps` time bins if it were computed densely, recurrent
/// weights included.
double dense_operations(const NetworkSpec& spec, std::size_t l, std::uint32_t steps);

}  // namespace rouse
