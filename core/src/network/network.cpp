#include "rouse/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "cells/cells.hpp"
#include "kernels/event_kernels.hpp"
#include "kernels/neuron_kernels.hpp"
#include "kernels/transpose.hpp"
#include "network/parameter_table.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

// Up to this share of entries that are not 0, the product that skips zeros is the faster one: with
// vectors of 4 it takes 2.5 times as long an entry as the dense one, with vectors of 16 3 times.
// One number for all, since the choice shows in the last bits.
constexpr float worth_skipping = 0.35F;

bool has_zeros(const SurrogateSpec& surrogate) {
  const bool bounded =
      surrogate.kind == SurrogateKind::triangular || surrogate.kind == SurrogateKind::boxcar;
  return bounded && surrogate.floor == 0.0F;
}

kernels::EventRows rows_of(const SpikeRaster& raster) {
  return {raster.steps(), raster.offsets.data(), raster.columns.data(),
          raster.counts.empty() ? nullptr : raster.counts.data()};
}

kernels::Neurons neurons_of(const LayerSpec& layer, const std::vector<float>& thresholds) {
  return {layer.neurons,        layer.current_retention, layer.membrane_retention, layer.reset,
          layer.reset_gradient, layer.surrogate,         thresholds.data()};
}

// Without spikes v is the input filtered twice, so that the way back is the same filter.
void integrate_backward(const kernels::Neurons& neurons, std::size_t steps, LayerActivity& layer,
                        std::vector<float>& state) {
  std::copy(layer.spike_gradients.begin(), layer.spike_gradients.end(),
            layer.potential_gradients.begin());
  std::copy(layer.spike_gradients.begin(), layer.spike_gradients.end(),
            layer.current_gradients.begin());
  kernels::filter_backward(neurons, steps, layer.current_gradients.data(), state.data());
}

// `columns` is room for every neuron at every step. It keeps its size: growing a raster to it with
// every sample would fill it with zeros first.
void collect_spikes(const std::vector<float>& potentials, const std::vector<float>& thresholds,
                    std::size_t steps, std::vector<std::uint32_t>& columns, SpikeRaster& spikes) {
  const std::size_t n = thresholds.size();
  spikes.channels = n;
  spikes.counts.clear();
  spikes.offsets.resize(steps + 1);
  columns.resize(std::max(columns.size(), steps * n));
  kernels::collect_spikes(potentials.data(), steps, n, thresholds.data(), spikes.offsets.data(),
                          columns.data());
  spikes.columns.reserve(steps * n);
  spikes.columns.assign(columns.data(), columns.data() + spikes.offsets[steps]);
}

}  // namespace

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
    if (layer.thresholds == ThresholdMode::per_neuron) {
      std::copy(parameters.thresholds.begin(), parameters.thresholds.end(),
                constants.thresholds.begin());
    } else {
      std::fill(constants.thresholds.begin(), constants.thresholds.end(), parameters.thresholds[0]);
    }
    if (layer.weight_step > 0.0F) {
      constants.weights.resize(parameters.weights.size());
      for (std::size_t i = 0; i < parameters.weights.size(); ++i) {
        constants.weights[i] =
            std::nearbyint(parameters.weights[i] / layer.weight_step) * layer.weight_step;
      }
    }
    if (l > 0 || layer.maximum_delay > 0) {
      kernels::transpose(weights_of(l), layer.neurons, constants.transposed);
    }
    if (cells::needed_by(layer)) cells::parameters_changed(layer, parameters, constants);
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
    activity.state.resize(std::max(activity.state.size(), 2 * neurons));
    kernels::multiply_events(rows_of(from), weights_of(l).data(), neurons, layer.potentials.data());
    kernels::lif_forward(neurons_of(spec_.layers[l], firing_thresholds(l)), steps,
                         layer.potentials.data(), activity.state.data());
    collect_spikes(layer.potentials, firing_thresholds(l), steps, activity.columns, layer.spikes);
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
      std::vector<float>* below = l == 0 ? nullptr : &activity.layers[l - 1].spike_gradients;
      if (below != nullptr && !add_to_hidden) below->assign(steps * from.channels, 0.0F);
      cells::backward(cell_layer(l), from, activity, gradient, below);
      continue;
    }
    layer.potential_gradients.resize(steps * spec.neurons);
    layer.current_gradients.resize(steps * spec.neurons);
    activity.threshold_gradients.assign(spec.neurons, 0.0F);
    const kernels::Neurons neurons = neurons_of(spec, thresholds_of(l));
    if (spec_.fires(l)) {
      kernels::lif_backward(neurons, steps, layer.spike_gradients.data(), layer.potentials.data(),
                            layer.potential_gradients.data(), layer.current_gradients.data(),
                            activity.threshold_gradients.data(), activity.state.data());
    } else {
      integrate_backward(neurons, steps, layer, activity.state);
    }
    for (std::size_t j = 0; j < spec.neurons; ++j) {
      gradient.thresholds[gradient.thresholds.size() == 1 ? 0 : j] +=
          activity.threshold_gradients[j];
    }
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
          firing_thresholds(l)};
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
  const bool has_zero_gradients = spec_.fires(l)
                                      ? has_zeros(spec.surrogate) && !kernels::mask_of(neurons)
                                      : spec_.readout == Readout::maximum_potential;
  if (!add_to_hidden && has_zero_gradients) {
    // Wᵀ e_i = filter(Wᵀ g), and g is 0 wherever the surrogate is.
    const std::size_t entries = steps * spec.neurons;
    activity.offsets.resize(steps + 1);
    activity.columns.resize(std::max(activity.columns.size(), entries));
    activity.values.resize(std::max(activity.values.size(), entries));
    kernels::collect_nonzero(layer.potential_gradients.data(), steps, spec.neurons,
                             activity.offsets.data(), activity.columns.data(),
                             activity.values.data());
    if (static_cast<float>(activity.offsets[steps]) <=
        worth_skipping * static_cast<float>(entries)) {
      kernels::multiply_events(
          {steps, activity.offsets.data(), activity.columns.data(), activity.values.data()},
          transposed.data(), inputs, below.data());
      kernels::Neurons filtered = neurons;
      filtered.count = inputs;
      activity.state.resize(std::max(activity.state.size(), 2 * inputs));
      kernels::filter_backward(filtered, steps, below.data(), activity.state.data());
      return;
    }
  }
  if (!add_to_hidden) std::fill(below.begin(), below.end(), 0.0F);
  kernels::add_product(layer.current_gradients.data(), steps, spec.neurons, transposed.data(),
                       inputs, below.data());
}

}  // namespace rouse
