#include "cells/window_neurons.hpp"

#include <algorithm>

#include "cells/synapses.hpp"
#include "network/plain_neurons.hpp"

namespace rouse::cells {
namespace {

/// Where a step's row goes: to the others (T, neurons), or to scratch that the next one overwrites.
class StepRow {
 public:
  StepRow(bool keeps, std::size_t steps, std::size_t neurons, std::vector<float>& rows,
          float* scratch)
      : rows_(rows), neurons_(neurons), scratch_(keeps ? nullptr : scratch) {
    if (keeps) rows.resize(steps * neurons);
  }
  float* at(std::size_t t) const {
    return scratch_ == nullptr ? rows_.data() + t * neurons_ : scratch_;
  }

 private:
  std::vector<float>& rows_;
  std::size_t neurons_;
  float* scratch_;
};

}  // namespace

void fire_windows(const Layer& layer, const SpikeRaster& input, Activity& activity) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = input.steps();
  LayerActivity& own = activity.layers[layer.index];
  const kernels::Neurons neurons = neurons_of(layer.spec, layer.thresholds);
  float* state = start_state(2 * n, activity);
  std::uint32_t* columns = start_spikes(n, steps, activity, own.spikes);
  for (std::size_t t = 0; t < steps; ++t) {
    float* row = own.potentials.data() + t * n;
    drive_windows(layer, input, t, row);
    kernels::lif_forward(neurons, 1, row, state, own.spikes.offsets.data() + t, columns);
  }
  end_spikes(activity, own.spikes);
}

void fire_windows_backward(const Layer& layer, const SpikeRaster& input, bool add_to_hidden,
                           Activity& activity, std::vector<float>& threshold_gradients) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = input.steps();
  LayerActivity& own = activity.layers[layer.index];
  const kernels::Neurons neurons = neurons_of(layer.spec, layer.thresholds);
  activity.step_gradients.resize(std::max(activity.step_gradients.size(), 2 * n));
  float* scratch = activity.step_gradients.data();
  const bool keeps = activity.inspected || passes_down(layer);
  const StepRow g(activity.inspected || (keeps && has_zeros(layer.spec.surrogate)), steps, n,
                  own.potential_gradients, scratch);
  const StepRow e_i(keeps, steps, n, own.current_gradients, scratch + n);
  activity.threshold_gradients.assign(n, 0.0F);
  float* state = start_state(2 * n, activity);
  for (std::size_t t = steps; t-- > 0;) {
    const float* spike_gradients = spike_gradients_at(layer, t, add_to_hidden, activity);
    if (layer.fires) {
      kernels::lif_backward(neurons, 1, spike_gradients, own.potentials.data() + t * n, g.at(t),
                            e_i.at(t), activity.threshold_gradients.data(), state);
    } else {
      integrate_backward(neurons, 1, spike_gradients, g.at(t), e_i.at(t), state);
    }
    add_window_gradients(layer, input, t, e_i.at(t), activity);
  }
  add_threshold_gradients(activity.threshold_gradients.data(), n, threshold_gradients);
}

}  // namespace rouse::cells
