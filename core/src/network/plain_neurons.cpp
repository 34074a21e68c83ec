#include "network/plain_neurons.hpp"

#include <algorithm>

namespace rouse {
namespace {

// Up to this share of entries that are not 0, the product that skips zeros is the faster one: with
// vectors of 4 it takes 2.5 times as long an entry as the dense one, with vectors of 16 3 times.
// One number for all, since the choice shows in the last bits.
constexpr float worth_skipping = 0.35F;

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

void fire(const LayerSpec& spec, const std::vector<float>& thresholds, std::size_t steps,
          Activity& activity, LayerActivity& layer) {
  activity.state.resize(std::max(activity.state.size(), 2 * spec.neurons));
  kernels::lif_forward(neurons_of(spec, thresholds), steps, layer.potentials.data(),
                       activity.state.data());
  collect_spikes(layer.potentials, thresholds, steps, activity.columns, layer.spikes);
}

void fire_backward(const LayerSpec& spec, const std::vector<float>& thresholds, bool fires,
                   std::size_t steps, Activity& activity, LayerActivity& layer,
                   std::vector<float>& threshold_gradients) {
  layer.potential_gradients.resize(steps * spec.neurons);
  layer.current_gradients.resize(steps * spec.neurons);
  activity.threshold_gradients.assign(spec.neurons, 0.0F);
  const kernels::Neurons neurons = neurons_of(spec, thresholds);
  if (fires) {
    kernels::lif_backward(neurons, steps, layer.spike_gradients.data(), layer.potentials.data(),
                          layer.potential_gradients.data(), layer.current_gradients.data(),
                          activity.threshold_gradients.data(), activity.state.data());
  } else {
    integrate_backward(neurons, steps, layer, activity.state);
  }
  for (std::size_t j = 0; j < spec.neurons; ++j) {
    threshold_gradients[j % threshold_gradients.size()] += activity.threshold_gradients[j];
  }
}

bool has_zeros(const SurrogateSpec& surrogate) {
  const bool bounded =
      surrogate.kind == SurrogateKind::triangular || surrogate.kind == SurrogateKind::boxcar;
  return bounded && surrogate.floor == 0.0F;
}

std::optional<kernels::EventRows> sparse_gradients(std::size_t neurons, std::size_t steps,
                                                   const LayerActivity& layer, Activity& activity) {
  const std::size_t entries = steps * neurons;
  activity.offsets.resize(steps + 1);
  activity.columns.resize(std::max(activity.columns.size(), entries));
  activity.values.resize(std::max(activity.values.size(), entries));
  kernels::collect_nonzero(layer.potential_gradients.data(), steps, neurons,
                           activity.offsets.data(), activity.columns.data(),
                           activity.values.data());
  if (static_cast<float>(activity.offsets[steps]) > worth_skipping * static_cast<float>(entries)) {
    return std::nullopt;
  }
  return kernels::EventRows{steps, activity.offsets.data(), activity.columns.data(),
                            activity.values.data()};
}

}  // namespace rouse
