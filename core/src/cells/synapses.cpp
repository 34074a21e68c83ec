#include "cells/synapses.hpp"

#include <algorithm>

#include "cells/arrivals.hpp"
#include "cells/receptive_fields.hpp"
#include "network/plain_neurons.hpp"
#include "rouse/random.hpp"

namespace rouse::cells {
namespace {

// The purpose that random draws are keyed by.
constexpr std::uint64_t dropout_key = 0x64726f706f7574;

bool pools(const Layer& layer) {
  return layer.constants.fields != nullptr && !layer.constants.fields->inputs_of_senders.empty();
}

bool changes_arrivals(const LayerSpec& spec) {
  return spec.maximum_delay > 0 || spec.dropout > 0.0F;
}

/// Draws which inputs are heard; what is left counts for what is not.
void draw_shares(const Layer& layer, std::size_t inputs, const std::optional<SampleKey>& key,
                 std::vector<float>& shares) {
  shares.clear();
  if (!key || layer.spec.dropout == 0.0F) return;
  Random random(key->seed ^ dropout_key, key->epoch, key->sample, layer.index);
  shares.resize(inputs);
  for (float& share : shares) {
    share = random.uniform() < layer.spec.dropout ? 0.0F : 1.0F / (1.0F - layer.spec.dropout);
  }
}

void add_window_gradients(const Layer& layer, const SpikeRaster& spikes, Activity& activity,
                          std::vector<float>& gradients) {
  const LayerActivity& own = activity.layers[layer.index];
  std::vector<float>& arranged = activity.arranged_gradients;
  arranged.assign(layer.constants.arranged.size(), 0.0F);
  kernels::add_outer_windows(rows_of(spikes), layer.constants.fields->to_outputs,
                             own.current_gradients.data(), layer.spec.neurons, arranged.data());
  add_arranged(*layer.constants.fields, arranged, gradients);
}

/// Adds Wᵀ rows (T, neurons) to `out` (T, inputs): a dense product for each place, group and run,
/// over all steps.
void add_windows_back(const Layer& layer, const std::vector<float>& rows, std::size_t steps,
                      std::vector<float>& out) {
  const ReceptiveFields& fields = *layer.constants.fields;
  const kernels::Windows& windows = fields.to_inputs;
  const std::size_t neurons = layer.spec.neurons;
  const auto inputs = static_cast<std::size_t>(fields.in.size());
  const std::size_t channels = fields.out.channels / fields.convolution.groups;
  const std::size_t weights = layer.constants.transposed.size() / fields.out.channels;
  for (std::size_t j = 0; j < neurons; j += channels) {
    const kernels::Window& window = fields.below[j];
    for (std::size_t r = 0; r < window.rows; ++r) {
      for (std::size_t c = 0; c < window.columns; ++c) {
        const float* matrix = layer.constants.transposed.data() + window.weights +
                              r * windows.weight_row + c * windows.weight_column;
        float* to = out.data() + window.to + r * windows.to_row + c * windows.to_column;
        kernels::add_product({rows.data() + j, neurons}, steps, channels, {matrix, weights},
                             window.length, to, inputs);
      }
    }
  }
}

/// The same where g is mostly 0: Wᵀ e_i = filter(Wᵀ g). Returns false where it is not.
bool add_sparse_windows_back(const Layer& layer, std::size_t steps, Activity& activity,
                             std::vector<float>& out) {
  kernels::Neurons neurons = neurons_of(layer.spec, layer.thresholds);
  if (!is_plain(layer.spec) || !layer.fires || !has_zeros(layer.spec.surrogate) ||
      kernels::mask_of(neurons)) {
    return false;
  }
  const auto sparse =
      sparse_gradients(layer.spec.neurons, steps, activity.layers[layer.index], activity);
  if (!sparse) return false;
  const ReceptiveFields& fields = *layer.constants.fields;
  neurons.count = static_cast<std::size_t>(fields.in.size());
  std::vector<float>& unfiltered = activity.unfiltered_gradients;
  unfiltered.assign(out.size(), 0.0F);
  kernels::add_windows(*sparse, fields.to_inputs, layer.constants.transposed.data(), neurons.count,
                       unfiltered.data());
  activity.state.resize(std::max(activity.state.size(), 2 * neurons.count));
  kernels::filter_backward(neurons, steps, unfiltered.data(), activity.state.data());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += unfiltered[i];
  return true;
}

/// Adds dL/ds of spikes as the weights met them, (T, inputs).
void add_input_gradients(const Layer& layer, std::size_t steps, std::size_t inputs,
                         Activity& activity, std::vector<float>& out) {
  const LayerActivity& own = activity.layers[layer.index];
  if (!layer.spec.convolves()) {
    kernels::add_product(own.current_gradients.data(), steps, layer.spec.neurons,
                         layer.constants.transposed.data(), inputs, out.data());
  } else if (!add_sparse_windows_back(layer, steps, activity, out)) {
    add_windows_back(layer, own.current_gradients, steps, out);
  }
}

}  // namespace

void receive(const Layer& layer, const SpikeRaster& from, Activity& activity) {
  LayerActivity& own = activity.layers[layer.index];
  if (pools(layer)) {
    own.pooled.columns.reserve(from.columns.capacity());  // no sample has more spikes
    own.pooled.counts.reserve(from.columns.capacity());
    pool(*layer.constants.fields, from, activity.pooled_counts, own.pooled);
  }
  if (!changes_arrivals(layer.spec)) return;
  const SpikeRaster& sent = pools(layer) ? own.pooled : from;
  draw_shares(layer, sent.channels, activity.training, own.shares);
  own.arrivals.columns.reserve(2 * from.columns.capacity());
  own.arrivals.counts.reserve(2 * from.columns.capacity());
  arrive({layer.parameters.delays, own.shares}, sent, own.arrivals, activity.offsets);
}

const SpikeRaster& received(const Layer& layer, const SpikeRaster& from,
                            const LayerActivity& activity) {
  if (changes_arrivals(layer.spec)) return activity.arrivals;
  return pools(layer) ? activity.pooled : from;
}

void drive(const Layer& layer, const SpikeRaster& received, LayerActivity& activity) {
  const std::size_t neurons = layer.spec.neurons;
  std::vector<float>& out = activity.potentials;
  out.resize(received.steps() * neurons);
  if (!layer.spec.convolves()) {
    activity.synaptic_operations = std::uint64_t{received.size()} * neurons;
    kernels::multiply_events(rows_of(received), layer.weights.data(), neurons, out.data());
    return;
  }
  activity.synaptic_operations = 0;
  for (const std::uint32_t input : received.columns) {
    activity.synaptic_operations += layer.constants.fields->above[input].size();
  }
  std::fill(out.begin(), out.end(), 0.0F);
  kernels::add_windows(rows_of(received), layer.constants.fields->to_outputs,
                       layer.constants.arranged.data(), neurons, out.data());
}

void drive_backward(const Layer& layer, const SpikeRaster& from, Activity& activity,
                    LayerParameters& gradients, std::vector<float>* below) {
  const LayerActivity& own = activity.layers[layer.index];
  const SpikeRaster& spikes = received(layer, from, own);
  if (layer.spec.convolves()) {
    add_window_gradients(layer, spikes, activity, gradients.weights);
  } else {
    kernels::add_outer_events(rows_of(spikes), own.current_gradients.data(), layer.spec.neurons,
                              gradients.weights.data());
  }
  if (below == nullptr && gradients.delays.empty()) return;

  const std::size_t steps = from.steps();
  const std::size_t inputs = spikes.channels;
  std::vector<float>* pooled = below;
  if (below != nullptr && pools(layer)) {
    pooled = &activity.pooled_gradients;
    pooled->assign(steps * inputs, 0.0F);
  }
  if (changes_arrivals(layer.spec)) {
    std::vector<float>& arriving = activity.arriving_gradients;
    arriving.assign(steps * inputs, 0.0F);
    add_input_gradients(layer, steps, inputs, activity, arriving);
    arrive_backward({layer.parameters.delays, own.shares}, pools(layer) ? own.pooled : from,
                    arriving, pooled, gradients.delays);
  } else {
    add_input_gradients(layer, steps, inputs, activity, *pooled);
  }
  if (pooled != below) pool_backward(*layer.constants.fields, *pooled, *below);
}

}  // namespace rouse::cells
