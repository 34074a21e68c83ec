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
  return layer.constants.fields != nullptr && layer.constants.fields->pools();
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
  float* state = start_state(2 * neurons.count, activity);
  for (std::size_t t = steps; t-- > 0;) {
    float* row = out.data() + t * neurons.count;
    kernels::add_windows(sparse->step(t), fields.to_inputs, layer.constants.transposed.data(),
                         neurons.count, row);
    kernels::filter_backward(neurons, 1, row, state);
  }
  return true;
}

/// Adds dL/ds of spikes as the weights met them, (T, inputs), to `out`, which may hold `terms`.
void add_input_gradients(const Layer& layer, std::size_t steps, std::size_t inputs, bool terms,
                         Activity& activity, std::vector<float>& out) {
  const LayerActivity& own = activity.layers[layer.index];
  if (!layer.spec.convolves()) {
    kernels::add_product(own.current_gradients.data(), steps, layer.spec.neurons,
                         layer.constants.transposed.data(), inputs, out.data());
  } else if (terms || !add_sparse_windows_back(layer, steps, activity, out)) {
    add_windows_back(layer, own.current_gradients, steps, out);
  }
}

}  // namespace

void receive(const Layer& layer, const SpikeRaster& from, Activity& activity) {
  LayerActivity& own = activity.layers[layer.index];
  if (pools(layer)) {
    own.pooled.columns.reserve(from.columns.capacity());  // no sample has more spikes
    own.pooled.counts.reserve(from.columns.capacity());
    pool(*layer.constants.fields, from, activity.pooled_step, own.pooled);
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

std::uint64_t operations(const Layer& layer, const SpikeRaster& received) {
  if (!layer.spec.convolves()) return std::uint64_t{received.size()} * layer.spec.neurons;
  std::uint64_t sum = 0;
  for (const std::uint32_t input : received.columns) {
    sum += layer.constants.fields->above[input].size();
  }
  return sum;
}

void drive(const Layer& layer, const SpikeRaster& received, std::vector<float>& potentials) {
  kernels::multiply_events(rows_of(received), layer.weights.data(), layer.spec.neurons,
                           potentials.data());
}

void drive_windows(const Layer& layer, const SpikeRaster& received, std::size_t t, float* row) {
  std::fill_n(row, layer.spec.neurons, 0.0F);
  kernels::add_windows(rows_of(received).step(t), layer.constants.fields->to_outputs,
                       layer.constants.arranged.data(), layer.spec.neurons, row);
}

float* spike_gradients_at(const Layer& layer, std::size_t t, bool add_to_hidden,
                          Activity& activity) {
  const std::size_t n = layer.spec.neurons;
  std::vector<float>& own = activity.layers[layer.index].spike_gradients;
  if (layer.above == nullptr || !layer.above->pools()) return own.data() + t * n;
  const auto inputs = static_cast<std::size_t>(layer.above->in.size());
  const float* pooled = activity.pooled_gradients.data() + t * inputs;
  if (activity.inspected) {
    own.resize(activity.layers[layer.index].potentials.size());
    pool_backward(*layer.above, pooled, add_to_hidden, own.data() + t * n);
    return own.data() + t * n;
  }
  std::vector<float>& row = activity.spread_gradients;
  row.resize(n);
  if (add_to_hidden) std::copy_n(own.data() + t * n, n, row.data());
  pool_backward(*layer.above, pooled, add_to_hidden, row.data());
  return row.data();
}

void add_window_gradients(const Layer& layer, const SpikeRaster& received, std::size_t t,
                          const float* current_gradients, Activity& activity) {
  kernels::add_outer_windows(rows_of(received).step(t), layer.constants.fields->to_outputs,
                             current_gradients, layer.spec.neurons,
                             activity.arranged_gradients.data());
}

bool passes_down(const Layer& layer) { return layer.index > 0 || layer.spec.maximum_delay > 0; }

void pass_down(const Layer& layer, const SpikeRaster& from, bool add_to_hidden, Activity& activity,
               LayerParameters& gradients) {
  if (!passes_down(layer)) return;
  const LayerActivity& own = activity.layers[layer.index];
  const std::size_t steps = from.steps();
  const std::size_t inputs = received(layer, from, own).channels;
  std::vector<float>* below = nullptr;  // dL/ds of what the senders sent, or of what became of it
  bool terms = false;                   // in `below` already
  if (layer.index > 0 && pools(layer)) {
    below = &activity.pooled_gradients;
  } else if (layer.index > 0) {
    below = &activity.layers[layer.index - 1].spike_gradients;
    terms = add_to_hidden;
  }
  if (below != nullptr && !terms) below->assign(steps * inputs, 0.0F);
  if (!changes_arrivals(layer.spec)) {
    add_input_gradients(layer, steps, inputs, terms, activity, *below);
    return;
  }
  std::vector<float>& arriving = activity.arriving_gradients;
  arriving.assign(steps * inputs, 0.0F);
  add_input_gradients(layer, steps, inputs, false, activity, arriving);
  arrive_backward({layer.parameters.delays, own.shares}, pools(layer) ? own.pooled : from, arriving,
                  below, gradients.delays);
}

}  // namespace rouse::cells
