// Neurons that have nothing but a threshold of their own, through time and back.
#pragma once

#include <vector>

#include "kernels/event_kernels.hpp"
#include "kernels/neuron_kernels.hpp"
#include "rouse/network.hpp"

namespace rouse {

inline kernels::EventRows rows_of(const SpikeRaster& raster) {
  return {raster.steps(), raster.offsets.data(), raster.columns.data(),
          raster.counts.empty() ? nullptr : raster.counts.data()};
}

inline kernels::Neurons neurons_of(const LayerSpec& layer, const std::vector<float>& thresholds) {
  return {layer.neurons,        layer.current_retention, layer.membrane_retention, layer.reset,
          layer.reset_gradient, layer.surrogate,         thresholds.data()};
}

/// Zeros in activity.state, for what neurons carry from step to step.
float* start_state(std::size_t size, Activity& activity);

/// Room for the columns of as many spikes as there can be, in activity.columns; `spikes` gets its
/// offsets from who finds them, and end_spikes() brings its columns.
std::uint32_t* start_spikes(std::size_t neurons, std::size_t steps, Activity& activity,
                            SpikeRaster& spikes);
void end_spikes(const Activity& activity, SpikeRaster& spikes);

/// On entry layer.potentials (T, neurons) holds W s_in[t]; fills in the potentials and the spikes.
void fire(const LayerSpec& spec, const std::vector<float>& thresholds, std::size_t steps,
          Activity& activity, LayerActivity& layer);

/// From layer.spike_gradients to its other gradients; adds to those of the thresholds. Neurons that
/// do not fire are integrators.
void fire_backward(const LayerSpec& spec, const std::vector<float>& thresholds, bool fires,
                   std::size_t steps, Activity& activity, LayerActivity& layer,
                   std::vector<float>& threshold_gradients);

/// kernels::lif_backward() of neurons that do not fire: without spikes v is the input filtered
/// twice, so that the way back is the same filter.
void integrate_backward(const kernels::Neurons& neurons, std::size_t steps,
                        const float* spike_gradients, float* potential_gradients,
                        float* current_gradients, float* state);

/// From one for each neuron to one for each threshold.
void add_threshold_gradients(const float* of_neurons, std::size_t neurons,
                             std::vector<float>& gradients);

/// Whether most of g is 0 wherever a layer's potential is far from its threshold.
bool has_zeros(const SurrogateSpec& surrogate);

/// layer.potential_gradients without its zeros in activity.offsets, columns and values. Returns
/// nothing where a product with all of it would be the faster one.
std::optional<kernels::EventRows> sparse_gradients(std::size_t neurons, std::size_t steps,
                                                   const LayerActivity& layer, Activity& activity);

/// The same of the few of layer l's that its training sample has drawn (see Activity::thinning).
kernels::EventRows thinned_gradients(std::size_t l, std::size_t neurons, std::size_t steps,
                                     const LayerActivity& layer, Activity& activity);

}  // namespace rouse
