// A network with its parameters: forward, backward, and what both leave behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rouse/events.hpp"
#include "rouse/network_spec.hpp"

namespace rouse {

namespace cells {
struct Layer;
struct ReceptiveFields;
}  // namespace cells

/// What one layer learns, or anything of its shape (gradients, moments).
struct LayerParameters {
  /// (inputs, neurons), input-major: one row per input; of a layer that convolves
  /// (channels of the input / groups, kernel rows, kernel columns, channels).
  std::vector<float> weights;
  std::vector<float> thresholds;  ///< (neurons), (channels) or (1), as ThresholdMode says
  // Empty unless the layer has them.
  std::vector<float> recurrent_weights = {};      ///< U (neurons, neurons), one row per sender
  std::vector<float> current_retentions = {};     ///< r_i (neurons)
  std::vector<float> membrane_retentions = {};    ///< r_v (neurons)
  std::vector<float> adaptation_retentions = {};  ///< r_a (neurons)
  std::vector<float> delays = {};                 ///< (inputs), in steps

  bool operator==(const LayerParameters&) const = default;
};
using Parameters = std::vector<LayerParameters>;

/// Zeros in the shape of a network's parameters.
Parameters zeros_like(const NetworkSpec& spec);

/// Kaiming (He) normal weights, standard deviation sqrt(2 / inputs), recurrent ones with a
/// tenth of sqrt(1 / neurons), uniform delays, and initial thresholds and retentions.
/// Equal seeds give equal bits on every platform.
Parameters initialise(const NetworkSpec& spec, std::uint64_t seed);

/// What a forward pass leaves of one layer, and what the backward pass adds.
struct LayerActivity {
  std::vector<float> potentials;       ///< (T, neurons), v[t] before the reset
  SpikeRaster spikes;                  ///< T bins over the layer's neurons
  std::vector<float> spike_gradients;  ///< (T, neurons), dL/ds[t]; dL/dv[t] if it does not fire
  std::vector<float>
      potential_gradients;  ///< (T, neurons), g[t] = dL/ds[t] ρ(v[t] - θ), or dL/dv[t]
  std::vector<float> current_gradients;   ///< (T, neurons), e_i[t] = dL/di[t]
  std::uint64_t synaptic_operations = 0;  ///< additions of a weight to a current, forward
  // Of layers with recurrence, adaptation, trained retentions, delays or dropout.
  std::vector<float> currents;     ///< (T, neurons), i[t]
  std::vector<float> kept;         ///< (T, neurons), u[t], the potential after the reset
  std::vector<float> adaptations;  ///< (T, neurons), a[t]
  std::vector<float> shares;       ///< (inputs) what an input's spikes count for; empty for 1
  SpikeRaster pooled;    ///< the input's spikes as the maps that pooling makes or a window reads
  SpikeRaster arrivals;  ///< those with delays and shares, where the layer has them
};

/// What random draws for a training sample are keyed by: dropout, gradient thinning.
struct SampleKey {
  std::uint64_t seed = 0;
  std::uint64_t epoch = 0;
  std::uint64_t sample = 0;
};

/// What follows from a layer's parameters whenever they change. Empty where it is not needed.
struct LayerConstants {
  std::vector<float> thresholds;             ///< (neurons)
  std::vector<float> weights;                ///< rounded, only with weight_step
  std::vector<float> transposed;             ///< (neurons, inputs)
  std::vector<float> arranged;               ///< weights of windows, in the order of their use
  std::vector<float> recurrent_transposed;   ///< (neurons, neurons)
  std::vector<float> current_retentions;     ///< (neurons)
  std::vector<float> membrane_retentions;    ///< (neurons)
  std::vector<float> adaptation_retentions;  ///< (neurons)
  /// Who sees whom, where a layer convolves or pools.
  std::shared_ptr<const cells::ReceptiveFields> fields;
};

/// What pooling has found of one step.
struct PooledStep {
  std::vector<float> counts;         ///< (inputs) spikes
  std::vector<std::uint64_t> found;  ///< a bit for each input that has any
};

/// One sample's passage through the network.
struct Activity {
  std::vector<LayerActivity> layers;
  Readout readout = Readout::spikes;  ///< the network's
  /// To be set before a forward pass that trains: without it nothing is dropped out.
  std::optional<SampleKey> training;
  /// To be set before a backward pass that trains: see TrainingOptions::gradient_thinning.
  std::uint32_t thinning = 1;
  /// To be set before a backward pass whose layers' spike, potential and current gradients are
  /// asked for: those of convolutions are otherwise used up step by step.
  bool inspected = false;
  // Scratch, kept so that nothing is allocated once warm.
  std::vector<float> state;                ///< what a layer carries from step to step
  std::vector<float> threshold_gradients;  ///< -Σ_t g[t] of a layer's neurons
  std::vector<std::uint32_t> offsets;      ///< of a layer's g without its zeros, in sparse rows
  std::vector<std::uint32_t> columns;      ///< room for every neuron at every step
  std::vector<float> values;               ///< parallel to columns
  std::vector<float> arriving_gradients;   ///< (T, inputs), dL/ds of spikes as they arrive
  std::vector<float> pooled_gradients;     ///< (T, inputs), dL/ds of spikes as they are pooled
  std::vector<float> spread_gradients;     ///< (neurons), those of one step, of the spikes below
  std::vector<float> step_gradients;       ///< (2, neurons), g and e_i of one step
  PooledStep pooled_step;
  std::vector<float> arranged_gradients;    ///< of weights of windows, in the order of their use
  std::vector<float> gradient_row;          ///< a loss's gradient, the same at every step
  std::vector<std::uint32_t> spike_counts;  ///< of a layer's neurons over all bins
  std::vector<float> scores;                ///< (outputs) see read_out()

  const SpikeRaster& output() const { return layers.back().spikes; }
};

/// Number of spikes of each neuron of a raster over all bins.
void count_spikes(const SpikeRaster& raster, std::vector<std::uint32_t>& counts);

/// Fills in activity.scores, one for each output, from the output layer's spikes or potentials.
void read_out(Activity& activity);

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
  /// Clamps thresholds, retentions and delays to their ranges and refreshes what is derived from
  /// the parameters.
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
  const std::vector<float>& thresholds_of(std::size_t l) const { return constants_[l].thresholds; }
  /// The weights as the forward pass uses them, rounded to weight_step if that is set.
  const std::vector<float>& weights_of(std::size_t l) const {
    return spec_.layers[l].weight_step > 0 ? constants_[l].weights : parameters_[l].weights;
  }
  /// Layer l as src/cells has it, for the library's own use.
  cells::Layer cell_layer(std::size_t l) const;

 private:
  /// Infinite where neurons do not fire.
  const std::vector<float>& firing_thresholds(std::size_t l) const {
    return spec_.fires(l) ? thresholds_of(l) : out_of_reach_;
  }
  void pass_down(std::size_t l, std::size_t steps, Activity& activity, bool add_to_hidden) const;

  NetworkSpec spec_;
  Parameters parameters_;
  std::vector<LayerConstants> constants_;
  std::vector<float> out_of_reach_;  // (outputs) infinity, where the output layer does not fire
};

}  // namespace rouse
