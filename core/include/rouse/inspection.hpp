// One neuron under the magnifying glass: everything it does with one sample, step by step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rouse/training.hpp"

namespace rouse {

/// All per-step lists have T values. What the forward pass computed stands here to the last bit:
///   current[t]   = r_i current[t-1] + drive[t]
///   potential[t] = r_v kept[t-1] + current[t]
///   kept[t]      = potential[t], after its reset where potential[t] >= threshold
struct Inspection {
  std::vector<float> weights;             ///< (inputs of its layer), as the forward pass uses them
  std::vector<float> drive;               ///< W s_in[t]: the weights of the bin's input spikes
  std::vector<float> current;             ///< i[t]
  std::vector<float> potential;           ///< v[t], before the reset
  std::vector<float> kept;                ///< ṽ[t], after the reset
  std::vector<float> surrogate;           ///< ρ(v[t] - θ)
  std::vector<float> potential_gradient;  ///< g[t] = dL/ds[t] ρ(v[t] - θ); empty without a label
  /// -Σ_t g[t]: this neuron's share of dL/dθ for this sample alone; 0 without a label. Above 0 the
  /// sample pulls the threshold down.
  float threshold_gradient = 0.0F;
};

/// Follows one neuron through the sample that `activity` comes from: Network::forward() of the same
/// input and parameters. With a label the loss and the firing-rate term of `options` are carried
/// back through `activity`, which costs a backward pass. Layer, neuron and label must exist.
/// Throws invalid_value for a layer with recurrence, adaptation, trained retentions, delays or
/// dropout.
Inspection inspect(const Network& network, const SpikeRaster& input,
                   std::optional<std::uint32_t> label, const TrainingOptions& options,
                   std::size_t layer, std::size_t neuron, Activity& activity);

/// The highest v[t] of each neuron of a layer over all steps: how near a silent one came to its
/// threshold. `potentials` are a LayerActivity's (T, neurons).
std::vector<float> peak_potentials(const std::vector<float>& potentials, std::size_t neurons);

}  // namespace rouse
