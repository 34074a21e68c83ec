// A network with its parameters: forward, backward, and what both leave behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rouse/events.hpp"
#include "rouse/network_spec.hpp"

namespace rouse {

/// Weights and thresholds of one layer, or anything of their shape (gradients, moments).
struct LayerParameters {
  std::vector<float> weights;     ///< (inputs, neurons), input-major: one row per input channel
  std::vector<float> thresholds;  ///< (neurons) with ThresholdMode::per_neuron, else (1)

  bool operator==(const LayerParameters&) const = default;
};
using Parameters = std::vector<LayerParameters>;

/// Zeros in the shape of a network's parameters.
Parameters zeros_like(const NetworkSpec& spec);

/// Kaiming (He) normal weights, standard deviation sqrt(2 / inputs), and initial thresholds.
/// Equal seeds give equal bits on every platform.
Parameters initialise(const NetworkSpec& spec, std::uint64_t seed);

/// What a forward pass leaves of one layer, and what the backward pass adds.
struct LayerActivity {
  std::vector<float> potentials;           ///< (T, neurons), v[t] before the reset
  SpikeRaster spikes;                      ///< T bins over the layer's neurons
  std::vector<float> spike_gradients;      ///< (T, neurons), dL/ds[t]
  std::vector<float> potential_gradients;  ///< (T, neurons), g[t] = dL/ds[t] ρ(v[t] - θ)
  std::vector<float> current_gradients;    ///< (T, neurons), e_i[t] = dL/di[t]
};

/// One sample's passage through the network.
struct Activity {
  std::vector<LayerActivity> layers;
  // Scratch, kept so that nothing is allocated once warm.
  std::vector<float> state;                 ///< what a layer carries from step to step
  std::vector<float> threshold_gradients;   ///< -Σ_t g[t] of a layer's neurons
  std::vector<std::uint32_t> offsets;       ///< of a layer's g without its zeros, in sparse rows
  std::vector<std::uint32_t> columns;       ///< room for every neuron at every step
  std::vector<float> values;                ///< parallel to columns
  std::vector<float> gradient_row;          ///< a loss's gradient, the same at every step
  std::vector<std::uint32_t> spike_counts;  ///< of a layer's neurons over all bins

  const SpikeRaster& output() const { return layers.back().spikes; }
};

/// Number of spikes of each neuron of a raster over all bins.
void count_spikes(const SpikeRaster& raster, std::vector<std::uint32_t>& counts);

/// A network: its spec and its parameters. Forward and backward keep their memory in the Activity
/// that the caller owns, so nothing is allocated once warm.
class Network {
 public:
  /// Throws invalid_value for an invalid spec.
  explicit Network(NetworkSpec spec, std::uint64_t seed = 1);
  /// Throws shape_mismatch when the parameters do not fit the spec, invalid_value when one of them
  /// is not finite or a threshold is not positive.
  Network(NetworkSpec spec, Parameters parameters);

  const NetworkSpec& spec() const { return spec_; }
  const Parameters& parameters() const { return parameters_; }
  /// For optimisers: change parameters, then call parameters_changed().
  Parameters& mutable_parameters() { return parameters_; }
  /// Clamps thresholds from below and refreshes what is derived from the parameters.
  void parameters_changed();

  /// Runs one sample. Throws shape_mismatch when the raster has another number of channels.
  void forward(const SpikeRaster& input, Activity& activity) const;

  /// Propagates activity.layers.back().spike_gradients (T, outputs), which a loss has filled in,
  /// back through time, and adds the parameters' gradients to `gradients`.
  /// `activity` must come from forward() of the same input and parameters.
  /// With `add_to_hidden` the hidden layers' spike_gradients, too, hold terms of the loss on entry
  /// (see FiringRateTerm); otherwise they are overwritten.
  void backward(const SpikeRaster& input, Activity& activity, Parameters& gradients,
                bool add_to_hidden = false) const;

  /// One threshold per neuron, whatever the mode.
  const std::vector<float>& thresholds_of(std::size_t l) const { return derived_[l].thresholds; }
  /// The weights as the forward pass uses them, rounded to weight_step if that is set.
  const std::vector<float>& weights_of(std::size_t l) const {
    return spec_.layers[l].weight_step > 0 ? derived_[l].weights : parameters_[l].weights;
  }

 private:
  void pass_down(std::size_t l, std::size_t steps, Activity& activity, bool add_to_hidden) const;

  struct Derived {
    std::vector<float> thresholds;  // (neurons)
    std::vector<float> weights;     // rounded, only with weight_step
    std::vector<float> transposed;  // (neurons, inputs), not for the first layer
  };

  NetworkSpec spec_;
  Parameters parameters_;
  std::vector<Derived> derived_;
};

}  // namespace rouse
