#include "rouse/network.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "kernels/event_kernels.hpp"
#include "kernels/neuron_kernels.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

// The purposes that random draws are keyed by start here, one number each.
constexpr std::uint64_t weights_key = 0x77656967;

// Up to this share of entries that are not 0, the product that skips zeros is the faster one: with
// vectors of 4 it takes 2.5 times as long an entry as the dense one, with vectors of 16 3 times.
// One number for all, since the choice shows in the last bits.
constexpr float worth_skipping = 0.35F;

bool has_zeros(const SurrogateSpec& surrogate) {
  const bool bounded =
      surrogate.kind == SurrogateKind::triangular || surrogate.kind == SurrogateKind::boxcar;
  return bounded && surrogate.floor == 0.0F;
}

std::size_t threshold_count(const LayerSpec& layer) {
  return layer.thresholds == ThresholdMode::per_neuron ? layer.neurons : 1;
}

kernels::EventRows rows_of(const SpikeRaster& raster) {
  return {raster.steps(), raster.offsets.data(), raster.columns.data(),
          raster.counts.empty() ? nullptr : raster.counts.data()};
}

kernels::Neurons neurons_of(const LayerSpec& layer, const std::vector<float>& thresholds) {
  return {layer.neurons,        layer.current_retention, layer.membrane_retention, layer.reset,
          layer.reset_gradient, layer.surrogate,         thresholds.data()};
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

void require_shape(const NetworkSpec& spec, const Parameters& parameters) {
  const auto mismatch = [](const std::string& what, std::size_t is, std::size_t should) {
    throw Error(ErrorCode::shape_mismatch, what + " has " + std::to_string(is) +
                                               " values; the network needs " +
                                               std::to_string(should));
  };
  if (parameters.size() != spec.layers.size()) {
    mismatch("the list of layers' parameters", parameters.size(), spec.layers.size());
  }
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const std::string where = "layers." + std::to_string(l);
    const std::size_t weights = spec.inputs_of(l) * spec.layers[l].neurons;
    if (parameters[l].weights.size() != weights) {
      mismatch(where + ".weight", parameters[l].weights.size(), weights);
    }
    const std::size_t thresholds = threshold_count(spec.layers[l]);
    if (parameters[l].thresholds.size() != thresholds) {
      mismatch(where + ".threshold", parameters[l].thresholds.size(), thresholds);
    }
    const auto finite = [](float value) { return std::isfinite(value); };
    if (!std::all_of(parameters[l].weights.begin(), parameters[l].weights.end(), finite)) {
      throw Error(ErrorCode::invalid_value, where + ".weight has a value that is not finite");
    }
    const auto positive = [](float value) { return std::isfinite(value) && value > 0.0F; };
    if (!std::all_of(parameters[l].thresholds.begin(), parameters[l].thresholds.end(), positive)) {
      throw Error(ErrorCode::invalid_value, where + ".threshold has a value that is not positive");
    }
  }
}

}  // namespace

Parameters zeros_like(const NetworkSpec& spec) {
  Parameters parameters(spec.layers.size());
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    parameters[l].weights.assign(spec.inputs_of(l) * spec.layers[l].neurons, 0.0F);
    parameters[l].thresholds.assign(threshold_count(spec.layers[l]), 0.0F);
  }
  return parameters;
}

Parameters initialise(const NetworkSpec& spec, std::uint64_t seed) {
  Parameters parameters = zeros_like(spec);
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    Random random(seed, weights_key, l);
    const float deviation = std::sqrt(2.0F / static_cast<float>(spec.inputs_of(l)));
    for (float& weight : parameters[l].weights) weight = deviation * random.normal();
    std::fill(parameters[l].thresholds.begin(), parameters[l].thresholds.end(),
              spec.layers[l].initial_threshold);
  }
  return parameters;
}

void count_spikes(const SpikeRaster& raster, std::vector<std::uint32_t>& counts) {
  counts.assign(raster.channels, 0);
  for (const std::uint32_t neuron : raster.columns) ++counts[neuron];
}

Network::Network(NetworkSpec spec, std::uint64_t seed) : spec_(std::move(spec)) {
  validate(spec_);
  parameters_ = initialise(spec_, seed);
  parameters_changed();
}

Network::Network(NetworkSpec spec, Parameters parameters)
    : spec_(std::move(spec)), parameters_(std::move(parameters)) {
  validate(spec_);
  require_shape(spec_, parameters_);
  parameters_changed();
}

void Network::parameters_changed() {
  derived_.resize(spec_.layers.size());
  for (std::size_t l = 0; l < spec_.layers.size(); ++l) {
    const LayerSpec& layer = spec_.layers[l];
    LayerParameters& parameters = parameters_[l];
    Derived& derived = derived_[l];
    for (float& threshold : parameters.thresholds) {
      threshold = std::max(threshold, layer.minimum_threshold);
    }
    derived.thresholds.resize(layer.neurons);
    if (layer.thresholds == ThresholdMode::per_neuron) {
      std::copy(parameters.thresholds.begin(), parameters.thresholds.end(),
                derived.thresholds.begin());
    } else {
      std::fill(derived.thresholds.begin(), derived.thresholds.end(), parameters.thresholds[0]);
    }
    if (layer.weight_step > 0.0F) {
      derived.weights.resize(parameters.weights.size());
      for (std::size_t i = 0; i < parameters.weights.size(); ++i) {
        derived.weights[i] =
            std::nearbyint(parameters.weights[i] / layer.weight_step) * layer.weight_step;
      }
    }
    if (l == 0) continue;
    const std::vector<float>& weights = weights_of(l);
    const std::size_t inputs = spec_.inputs_of(l);
    derived.transposed.resize(weights.size());
    for (std::size_t i = 0; i < inputs; ++i) {
      for (std::size_t j = 0; j < layer.neurons; ++j) {
        derived.transposed[j * inputs + i] = weights[i * layer.neurons + j];
      }
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
  for (std::size_t l = 0; l < spec_.layers.size(); ++l) {
    const SpikeRaster& from = l == 0 ? input : activity.layers[l - 1].spikes;
    const std::size_t neurons = spec_.layers[l].neurons;
    LayerActivity& layer = activity.layers[l];
    layer.potentials.resize(steps * neurons);
    activity.state.resize(std::max(activity.state.size(), 2 * neurons));
    kernels::multiply_events(rows_of(from), weights_of(l).data(), neurons, layer.potentials.data());
    kernels::lif_forward(neurons_of(spec_.layers[l], thresholds_of(l)), steps,
                         layer.potentials.data(), activity.state.data());
    collect_spikes(layer.potentials, thresholds_of(l), steps, activity.columns, layer.spikes);
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
    layer.potential_gradients.resize(steps * spec.neurons);
    layer.current_gradients.resize(steps * spec.neurons);
    activity.threshold_gradients.assign(spec.neurons, 0.0F);
    kernels::lif_backward(neurons_of(spec, thresholds_of(l)), steps, layer.spike_gradients.data(),
                          layer.potentials.data(), layer.potential_gradients.data(),
                          layer.current_gradients.data(), activity.threshold_gradients.data(),
                          activity.state.data());
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

// dL/ds of the layer below is Wᵀ e_i.
void Network::pass_down(std::size_t l, std::size_t steps, Activity& activity,
                        bool add_to_hidden) const {
  const LayerSpec& spec = spec_.layers[l];
  const LayerActivity& layer = activity.layers[l];
  const std::vector<float>& transposed = derived_[l].transposed;
  const std::size_t inputs = spec_.inputs_of(l);
  std::vector<float>& below = activity.layers[l - 1].spike_gradients;
  below.resize(steps * inputs);
  const kernels::Neurons neurons = neurons_of(spec, thresholds_of(l));
  if (!add_to_hidden && !kernels::mask_of(neurons) && has_zeros(spec.surrogate)) {
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
