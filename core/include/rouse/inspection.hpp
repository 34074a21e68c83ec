// One neuron under the magnifying glass: everything it does with one sample, step by step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rouse/training.hpp"

namespace rouse {

/// All per-step lists have T values. What the forward pass computed stands here to the last bit:
///   current[t]   = r_i current[t-1] + (drive[t] + recurrent_drive[t])
///   potential[t] = r_v kept[t-1] + current[t], less adaptation[t] where that is a current
///   kept[t]      = potential[t], after its reset where potential[t] >= threshold, or, where
///                  adaptation is a rise of the threshold, >= threshold + adaptation[t]
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
  float current_retention = 0.0F;   ///< r_i, its own where they are trained
  float membrane_retention = 0.0F;  ///< r_v, likewise
  // Empty unless its layer has them.
  std::vector<float> recurrent_weights = {};  ///< (neurons of its layer), from each of them
  std::vector<float> recurrent_drive = {};    ///< U s[t-1]
  std::vector<float> adaptation = {};         ///< a[t]
  std::vector<float> delays = {};             ///< (inputs of its layer), in steps
};

/// Follows one neuron through the sample that `activity` comes from: Network::forward() of the same
/// input and parameters. With a label the loss and the firing-rate term of `options` are carried
/// back through `activity`, which costs a backward pass. Layer, neuron and label must exist.
Inspection inspect(const Network& network, const SpikeRaster& input,
                   std::optional<std::uint32_t> label, const TrainingOptions& options,
                   std::size_t layer, std::size_t neuron, Activity& activity);

/// The highest v[t] of each neuron of a layer over all steps: how near a silent one came to its
/// threshold. `potentials` are a LayerActivity's (T, neurons).
std::vector<float> peak_potentials(const std::vector<float>& potentials, std::size_t neurons);

}  // namespace rouse
