#include "rouse/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "cells/cells.hpp"
#include "kernels/transpose.hpp"
#include "network/parameter_table.hpp"
#include "network/plain_neurons.hpp"
#include "rouse/error.hpp"

namespace rouse {

void count_spikes(const SpikeRaster& raster, std::vector<std::uint32_t>& counts) {
  counts.assign(raster.channels, 0);
  for (const std::uint32_t neuron : raster.columns) ++counts[neuron];
}

Network::Network(NetworkSpec spec, std::uint64_t seed) : spec_(std::move(spec)) {
  validate(spec_);
  cells::require_linked(spec_);
  parameters_ = initialise(spec_, seed);
  parameters_changed();
}

Network::Network(NetworkSpec spec, Parameters parameters)
    : spec_(std::move(spec)), parameters_(std::move(parameters)) {
  validate(spec_);
  cells::require_linked(spec_);
  require_valid(spec_, parameters_);
  parameters_changed();
}

void Network::parameters_changed() {
  constants_.resize(spec_.layers.size());
  if (spec_.readout != Readout::spikes) {
    out_of_reach_.assign(spec_.outputs(), std::numeric_limits<float>::infinity());
  }
  for (std::size_t l = 0; l < spec_.layers.size(); ++l) {
    const LayerSpec& layer = spec_.layers[l];
    LayerParameters& parameters = parameters_[l];
    LayerConstants& constants = constants_[l];
    for (float& threshold : parameters.thresholds) {
      threshold = std::max(threshold, layer.minimum_threshold);
    }
    constants.thresholds.resize(layer.neurons);
    for (std::size_t j = 0; j < layer.neurons; ++j) {
      constants.thresholds[j] = parameters.thresholds[j % parameters.thresholds.size()];
    }
    if (layer.weight_step > 0.0F) {
      constants.weights.resize(parameters.weights.size());
      for (std::size_t i = 0; i < parameters.weights.size(); ++i) {
        constants.weights[i] =
            std::nearbyint(parameters.weights[i] / layer.weight_step) * layer.weight_step;
      }
    }
    if (!layer.convolves() && (l > 0 || layer.maximum_delay > 0)) {
      kernels::transpose(weights_of(l), layer.neurons, constants.transposed);
    }
    if (cells::needed_by(layer)) {
      cells::parameters_changed(spec_, l, weights_of(l), parameters, constants);
    }
  }
}

void Network::forward(const SpikeRaster& input, Activity& activity) const {
  if (input.channels != spec_.inputs) {
    throw Error(ErrorCode::shape_mismatch, "the recording has " + std::to_string(input.channels) +
                                               " channels; the network has " +
                                               std::to_string(spec_.inputs) + " inputs");
  }
  const std::size_t steps = input.steps();
  activity.layers.resize(spec_.layers.size());
  activity.readout = spec_.readout;
  for (std::size_t l = 0; l < spec_.layers.size(); ++l) {
    const SpikeRaster& from = l == 0 ? input : activity.layers[l - 1].spikes;
    if (cells::needed_by(spec_.layers[l])) {
      cells::forward(cell_layer(l), from, activity);
      continue;
    }
    const std::size_t neurons = spec_.layers[l].neurons;
    LayerActivity& layer = activity.layers[l];
    layer.potentials.resize(steps * neurons);
    layer.synaptic_operations = std::uint64_t{from.size()} * neurons;
    kernels::multiply_events(rows_of(from), weights_of(l).data(), neurons, layer.potentials.data());
    fire(spec_.layers[l], firing_thresholds(l), steps, activity, layer);
  }
}

void Network::backward(const SpikeRaster& input, Activity& activity, Parameters& gradients,
                       bool add_to_hidden) const {
  const std::size_t steps = input.steps();
  for (std::size_t l = spec_.layers.size(); l-- > 0;) {
    const SpikeRaster& from = l == 0 ? input : activity.layers[l - 1].spikes;
    const LayerSpec& spec = spec_.layers[l];
    LayerActivity& layer = activity.layers[l];
    LayerParameters& gradient = gradients[l];
    if (cells::needed_by(spec)) {
      cells::backward(cell_layer(l), from, activity, gradient, add_to_hidden);
      continue;
    }
    fire_backward(spec, thresholds_of(l), spec_.fires(l), steps, activity, layer,
                  gradient.thresholds);
    kernels::add_outer_events(rows_of(from), layer.current_gradients.data(), spec.neurons,
                              gradient.weights.data());
    if (l == 0) continue;
    pass_down(l, steps, activity, add_to_hidden);
  }
}

cells::Layer Network::cell_layer(std::size_t l) const {
  return {l,
          spec_.layers[l],
          spec_.fires(l),
          parameters_[l],
          constants_[l],
          weights_of(l),
          firing_thresholds(l),
          l + 1 < spec_.layers.size() ? constants_[l + 1].fields.get() : nullptr};
}

// dL/ds of the layer below is Wᵀ e_i.
void Network::pass_down(std::size_t l, std::size_t steps, Activity& activity,
                        bool add_to_hidden) const {
  const LayerSpec& spec = spec_.layers[l];
  const LayerActivity& layer = activity.layers[l];
  const std::vector<float>& transposed = constants_[l].transposed;
  const std::size_t inputs = spec_.inputs_of(l);
  std::vector<float>& below = activity.layers[l - 1].spike_gradients;
  below.resize(steps * inputs);
  const kernels::Neurons neurons = neurons_of(spec, thresholds_of(l));
  // Where is a highest potential? At one step of all, so that g is 0 at the others.
  const bool fires = spec_.fires(l);
  const bool has_zero_gradients =
      fires ? has_zeros(spec.surrogate) : spec_.readout == Readout::maximum_potential;
  const bool thins = activity.thinning > 1 && l + 1 < spec_.layers.size();
  if (!add_to_hidden && !(fires && kernels::mask_of(neurons)) && (thins || has_zero_gradients)) {
    // Wᵀ e_i = filter(Wᵀ g), and g is 0 wherever the surrogate is.
    const auto sparse = thins ? thinned_gradients(l, spec.neurons, steps, layer, activity)
                              : sparse_gradients(spec.neurons, steps, layer, activity);
    if (sparse) {
      kernels::multiply_events(*sparse, transposed.data(), inputs, below.data());
      kernels::Neurons filtered = neurons;
      filtered.count = inputs;
      kernels::filter_backward(filtered, steps, below.data(), start_state(2 * inputs, activity));
      return;
    }
  }
  if (!add_to_hidden) std::fill(below.begin(), below.end(), 0.0F);
  kernels::add_product(layer.current_gradients.data(), steps, spec.neurons, transposed.data(),
                       inputs, below.data());
}

}  // namespace rouse
