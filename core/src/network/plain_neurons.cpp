#include "network/plain_neurons.hpp"

#include <algorithm>
#include <cmath>

#include "rouse/random.hpp"

namespace rouse {
namespace {

// Up to this share of entries that are not 0, the product that skips zeros is the faster one: with
// vectors of 4 it takes 2.5 times as long an entry as the dense one, with vectors of 16 3 times.
// One number for all, since the choice shows in the last bits.
constexpr float worth_skipping = 0.35F;

constexpr std::uint64_t thinning_key = 0x7468696e;  // "thin"

/// Of |values|, in four sums, so that one addition need not wait for the other.
float mean_magnitude(const std::vector<float>& values) {
  float sums[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += std::abs(values[i + k]);
  }
  for (; i < values.size(); ++i) sums[i % 4] += std::abs(values[i]);
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) / static_cast<float>(values.size());
}

/// kernels::collect_rows() of g, in the activity's scratch.
kernels::EventRows collect(const LayerActivity& layer, std::size_t neurons, std::size_t steps,
                           float unit, float* phases, Activity& activity) {
  const std::size_t entries = steps * neurons;
  activity.offsets.resize(steps + 1);
  activity.columns.resize(std::max(activity.columns.size(), entries));
  activity.values.resize(std::max(activity.values.size(), entries));
  kernels::collect_rows(layer.potential_gradients.data(), steps, neurons, unit, phases,
                        activity.offsets.data(), activity.columns.data(), activity.values.data());
  return {steps, activity.offsets.data(), activity.columns.data(), activity.values.data()};
}

}  // namespace

float* start_state(std::size_t size, Activity& activity) {
  activity.state.resize(std::max(activity.state.size(), size));
  std::fill_n(activity.state.begin(), size, 0.0F);
  return activity.state.data();
}

std::uint32_t* start_spikes(std::size_t neurons, std::size_t steps, Activity& activity,
                            SpikeRaster& spikes) {
  spikes.channels = neurons;
  spikes.counts.clear();
  spikes.offsets.assign(steps + 1, 0);
  // It keeps its size: growing the raster to it with every sample would fill it with zeros first.
  activity.columns.resize(std::max(activity.columns.size(), steps * neurons));
  return activity.columns.data();
}

void end_spikes(const Activity& activity, SpikeRaster& spikes) {
  spikes.columns.reserve(spikes.steps() * spikes.channels);
  spikes.columns.assign(activity.columns.data(), activity.columns.data() + spikes.offsets.back());
}

void fire(const LayerSpec& spec, const std::vector<float>& thresholds, std::size_t steps,
          Activity& activity, LayerActivity& layer) {
  float* state = start_state(2 * spec.neurons, activity);
  std::uint32_t* columns = start_spikes(spec.neurons, steps, activity, layer.spikes);
  kernels::lif_forward(neurons_of(spec, thresholds), steps, layer.potentials.data(), state,
                       layer.spikes.offsets.data(), columns);
  end_spikes(activity, layer.spikes);
}

void integrate_backward(const kernels::Neurons& neurons, std::size_t steps,
                        const float* spike_gradients, float* potential_gradients,
                        float* current_gradients, float* state) {
  const std::size_t size = steps * neurons.count;
  std::copy_n(spike_gradients, size, potential_gradients);
  std::copy_n(spike_gradients, size, current_gradients);
  kernels::filter_backward(neurons, steps, current_gradients, state);
}

void fire_backward(const LayerSpec& spec, const std::vector<float>& thresholds, bool fires,
                   std::size_t steps, Activity& activity, LayerActivity& layer,
                   std::vector<float>& threshold_gradients) {
  layer.potential_gradients.resize(steps * spec.neurons);
  layer.current_gradients.resize(steps * spec.neurons);
  activity.threshold_gradients.assign(spec.neurons, 0.0F);
  const kernels::Neurons neurons = neurons_of(spec, thresholds);
  float* state = start_state(2 * spec.neurons, activity);
  if (fires) {
    kernels::lif_backward(neurons, steps, layer.spike_gradients.data(), layer.potentials.data(),
                          layer.potential_gradients.data(), layer.current_gradients.data(),
                          activity.threshold_gradients.data(), state);
  } else {
    integrate_backward(neurons, steps, layer.spike_gradients.data(),
                       layer.potential_gradients.data(), layer.current_gradients.data(), state);
  }
  add_threshold_gradients(activity.threshold_gradients.data(), spec.neurons, threshold_gradients);
}

void add_threshold_gradients(const float* of_neurons, std::size_t neurons,
                             std::vector<float>& gradients) {
  for (std::size_t j = 0; j < neurons; ++j) gradients[j % gradients.size()] += of_neurons[j];
}

bool has_zeros(const SurrogateSpec& surrogate) {
  const bool bounded =
      surrogate.kind == SurrogateKind::triangular || surrogate.kind == SurrogateKind::boxcar;
  return bounded && surrogate.floor == 0.0F;
}

std::optional<kernels::EventRows> sparse_gradients(std::size_t neurons, std::size_t steps,
                                                   const LayerActivity& layer, Activity& activity) {
  const kernels::EventRows rows =
      collect(layer, neurons, steps, 0.0F, start_state(neurons, activity), activity);
  const auto entries = static_cast<float>(steps * neurons);
  if (static_cast<float>(activity.offsets[steps]) > worth_skipping * entries) return std::nullopt;
  return rows;
}

kernels::EventRows thinned_gradients(std::size_t l, std::size_t neurons, std::size_t steps,
                                     const LayerActivity& layer, Activity& activity) {
  float* phases = start_state(neurons, activity);
  const SampleKey key = activity.training.value_or(SampleKey{});
  Random random(key.seed ^ thinning_key, key.epoch, key.sample, l);
  for (std::size_t j = 0; j < neurons; ++j) phases[j] = random.uniform();
  const float mean = mean_magnitude(layer.potential_gradients);
  const float unit = static_cast<float>(activity.thinning) * mean;
  return collect(layer, neurons, steps, unit, phases, activity);
}

}  // namespace rouse
