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

/// On entry layer.potentials (T, neurons) holds W s_in[t]; fills in the potentials and the spikes.
void fire(const LayerSpec& spec, const std::vector<float>& thresholds, std::size_t steps,
          Activity& activity, LayerActivity& layer);

/// From layer.spike_gradients to its other gradients; adds to those of the thresholds. Neurons that
/// do not fire are integrators.
void fire_backward(const LayerSpec& spec, const std::vector<float>& thresholds, bool fires,
                   std::size_t steps, Activity& activity, LayerActivity& layer,
                   std::vector<float>& threshold_gradients);

/// Whether most of g is 0 wherever a layer's potential is far from its threshold.
bool has_zeros(const SurrogateSpec& surrogate);

/// layer.potential_gradients without its zeros in activity.offsets, columns and values. Returns
/// nothing where a product with all of it would be the faster one.
std::optional<kernels::EventRows> sparse_gradients(std::size_t neurons, std::size_t steps,
                                                   const LayerActivity& layer, Activity& activity);

}  // namespace rouse
