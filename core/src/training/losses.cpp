// Losses on output spikes. Their gradients are the same at every step of a sample, since a loss
// only sees how often each output neuron spiked.
#include <algorithm>
#include <cmath>

#include "kernels/exponential.hpp"
#include "rouse/training.hpp"

namespace rouse {
namespace {

// Fills the (steps, neurons) spike gradients of a layer with one value per neuron.
void repeat_row(std::vector<float>& gradients, const std::vector<float>& row, std::size_t steps) {
  gradients.resize(steps * row.size());
  for (std::size_t t = 0; t < steps; ++t) {
    std::copy(row.begin(), row.end(),
              gradients.begin() + static_cast<std::ptrdiff_t>(t * row.size()));
  }
}

float rate_mse(const LossSpec& spec, std::uint32_t label, float steps, float batch,
               const std::vector<std::uint32_t>& counts, std::vector<float>& row) {
  float loss = 0.0F;
  for (std::size_t j = 0; j < counts.size(); ++j) {
    const float target = j == label ? spec.true_rate : spec.false_rate;
    const float difference = static_cast<float>(counts[j]) / steps - target;
    loss += difference * difference;
    row[j] = 2.0F * difference / (steps * batch);
  }
  return loss;
}

float cross_entropy(const LossSpec& spec, std::uint32_t label, float batch,
                    const std::vector<std::uint32_t>& counts, std::vector<float>& row) {
  const float largest =
      spec.logit_scale * static_cast<float>(*std::max_element(counts.begin(), counts.end()));
  float sum = 0.0F;
  for (std::size_t j = 0; j < counts.size(); ++j) {
    row[j] = kernels::exp_negative(largest - spec.logit_scale * static_cast<float>(counts[j]));
    sum += row[j];
  }
  const float own = spec.logit_scale * static_cast<float>(counts[label]) - largest;
  for (std::size_t j = 0; j < counts.size(); ++j) {
    const float probability = row[j] / sum;
    row[j] = spec.logit_scale * (probability - (j == label ? 1.0F : 0.0F)) / batch;
  }
  return std::log(sum) - own;
}

}  // namespace

float loss_and_gradient(const LossSpec& loss, std::uint32_t label, float batch,
                        Activity& activity) {
  LayerActivity& output = activity.layers.back();
  const std::size_t steps = output.spikes.steps();
  count_spikes(output.spikes, activity.spike_counts);
  std::vector<float>& row = activity.gradient_row;
  row.resize(activity.spike_counts.size());
  const float value =
      loss.kind == LossKind::rate_mse
          ? rate_mse(loss, label, static_cast<float>(steps), batch, activity.spike_counts, row)
          : cross_entropy(loss, label, batch, activity.spike_counts, row);
  repeat_row(output.spike_gradients, row, steps);
  return value;
}

float firing_rate_term(const FiringRateTerm& term, float batch, Activity& activity) {
  float value = 0.0F;
  std::vector<float>& row = activity.gradient_row;
  for (LayerActivity& layer : activity.layers) {
    const std::size_t steps = layer.spikes.steps();
    count_spikes(layer.spikes, activity.spike_counts);
    const auto neurons = static_cast<float>(activity.spike_counts.size());
    row.resize(activity.spike_counts.size());
    for (std::size_t j = 0; j < row.size(); ++j) {
      const float rate = static_cast<float>(activity.spike_counts[j]) / static_cast<float>(steps);
      const float lacking = std::max(0.0F, term.minimum_rate - rate);
      value += term.strength * lacking * lacking / neurons;
      row[j] = -2.0F * term.strength * lacking / (neurons * static_cast<float>(steps) * batch);
    }
    if (&layer == &activity.layers.back()) {
      for (std::size_t i = 0; i < layer.spike_gradients.size(); ++i) {
        layer.spike_gradients[i] += row[i % row.size()];
      }
    } else {
      repeat_row(layer.spike_gradients, row, steps);
    }
  }
  return value;
}

std::uint32_t predicted_class(const SpikeRaster& output, std::vector<std::uint32_t>& counts) {
  count_spikes(output, counts);
  return static_cast<std::uint32_t>(std::max_element(counts.begin(), counts.end()) -
                                    counts.begin());
}

std::uint32_t predicted_class(const SpikeRaster& output) {
  std::vector<std::uint32_t> counts;
  return predicted_class(output, counts);
}

}  // namespace rouse
