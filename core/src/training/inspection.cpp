#include "rouse/inspection.hpp"

#include <algorithm>
#include <limits>

#include "cells/cells.hpp"
#include "network/plain_neurons.hpp"

namespace rouse {
namespace {

void run_backward(const Network& network, const SpikeRaster& input, std::uint32_t label,
                  const TrainingOptions& options, Activity& activity) {
  loss_and_gradient(options.loss, label, 1.0F, activity);
  const bool pulled = options.firing_rate.strength > 0.0F;
  if (pulled) firing_rate_term(options.firing_rate, 1.0F, activity);
  Parameters gradients = zeros_like(network.spec());
  activity.inspected = true;
  network.backward(input, activity, gradients, pulled);
  activity.inspected = false;
}

// On entry `result` has its drive and its retentions.
void follow(const LayerSpec& spec, bool fires, float threshold, Inspection& result) {
  float current = 0.0F;
  float kept = 0.0F;
  for (const float drive : result.drive) {
    current = spec.current_retention * current + drive;
    const float potential = spec.membrane_retention * kept + current;
    kept = potential;
    if (fires && potential >= threshold) {
      kept = spec.reset == Reset::hard ? 0.0F : potential - threshold;
    }
    result.current.push_back(current);
    result.potential.push_back(potential);
    result.kept.push_back(kept);
    result.surrogate.push_back(fires ? surrogate_value(spec.surrogate, potential - threshold)
                                     : 1.0F);
  }
}

}  // namespace

Inspection inspect(const Network& network, const SpikeRaster& input,
                   std::optional<std::uint32_t> label, const TrainingOptions& options,
                   std::size_t layer, std::size_t neuron, Activity& activity) {
  const LayerSpec& spec = network.spec().layers[layer];
  const SpikeRaster& from = layer == 0 ? input : activity.layers[layer - 1].spikes;
  const bool fires = network.spec().fires(layer);
  const std::size_t steps = input.steps();
  Inspection result;
  if (cells::needed_by(spec)) {
    cells::follow(network.cell_layer(layer), from, activity, neuron, result);
  } else {
    result.current_retention = spec.current_retention;
    result.membrane_retention = spec.membrane_retention;
    const std::vector<float>& weights = network.weights_of(layer);
    for (std::size_t i = neuron; i < weights.size(); i += spec.neurons) {
      result.weights.push_back(weights[i]);
    }
    result.drive.resize(steps);
    kernels::multiply_events(rows_of(from), result.weights.data(), 1, result.drive.data());
  }
  if (result.potential.empty()) follow(spec, fires, network.thresholds_of(layer)[neuron], result);
  if (label) {
    run_backward(network, input, *label, options, activity);
    result.potential_gradient.resize(steps);
    for (std::size_t t = steps; t-- > 0;) {  // in the backward pass's order, for the same last bit
      const float g = activity.layers[layer].potential_gradients[t * spec.neurons + neuron];
      result.potential_gradient[t] = g;
      if (fires) result.threshold_gradient -= g;
    }
  }
  return result;
}

std::vector<float> peak_potentials(const std::vector<float>& potentials, std::size_t neurons) {
  std::vector<float> peaks(neurons, -std::numeric_limits<float>::infinity());
  for (std::size_t i = 0; i < potentials.size(); ++i) {
    float& peak = peaks[i % neurons];
    peak = std::max(peak, potentials[i]);
  }
  return peaks;
}

}  // namespace rouse
