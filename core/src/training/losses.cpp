// Losses on the outputs' scores, and the way back from scores to spikes or potentials.
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

// `steps` is 1 for scores that are no counts.
float rate_mse(const LossSpec& spec, std::uint32_t label, float steps, float batch,
               const std::vector<float>& scores, std::vector<float>& row) {
  float loss = 0.0F;
  for (std::size_t j = 0; j < scores.size(); ++j) {
    const float target = j == label ? spec.true_rate : spec.false_rate;
    const float difference = scores[j] / steps - target;
    loss += difference * difference;
    row[j] = 2.0F * difference / (steps * batch);
  }
  return loss;
}

float cross_entropy(const LossSpec& spec, std::uint32_t label, float batch,
                    const std::vector<float>& scores, std::vector<float>& row) {
  const float largest = spec.logit_scale * *std::max_element(scores.begin(), scores.end());
  float sum = 0.0F;
  for (std::size_t j = 0; j < scores.size(); ++j) {
    row[j] = kernels::exp_negative(largest - spec.logit_scale * scores[j]);
    sum += row[j];
  }
  const float own = spec.logit_scale * scores[label] - largest;
  for (std::size_t j = 0; j < scores.size(); ++j) {
    const float probability = row[j] / sum;
    row[j] = spec.logit_scale * (probability - (j == label ? 1.0F : 0.0F)) / batch;
  }
  return std::log(sum) - own;
}

// The first step at which output j's potential is highest.
std::size_t peak_of(const LayerActivity& output, std::size_t neurons, std::size_t j) {
  std::size_t peak = j;
  for (std::size_t i = j; i < output.potentials.size(); i += neurons) {
    if (output.potentials[i] > output.potentials[peak]) peak = i;
  }
  return peak;
}

// From dL/dscore in `row` to the output layer's spike_gradients.
void spread_gradients(Readout readout, std::vector<float>& row, std::size_t steps,
                      LayerActivity& output) {
  if (readout == Readout::maximum_potential) {
    output.spike_gradients.assign(output.potentials.size(), 0.0F);
    for (std::size_t j = 0; j < row.size(); ++j) {
      output.spike_gradients[peak_of(output, row.size(), j)] = row[j];
    }
    return;
  }
  if (readout == Readout::mean_potential) {
    for (float& gradient : row) gradient /= static_cast<float>(steps);
  }
  repeat_row(output.spike_gradients, row, steps);
}

}  // namespace

void read_out(Activity& activity) {
  const LayerActivity& output = activity.layers.back();
  const std::size_t neurons = output.spikes.channels;
  activity.scores.assign(neurons, 0.0F);
  if (activity.readout == Readout::spikes) {
    for (const std::uint32_t neuron : output.spikes.columns) activity.scores[neuron] += 1.0F;
  } else if (activity.readout == Readout::maximum_potential) {
    for (std::size_t j = 0; j < neurons; ++j) {
      activity.scores[j] = output.potentials[peak_of(output, neurons, j)];
    }
  } else {
    for (std::size_t i = 0; i < output.potentials.size(); ++i) {
      activity.scores[i % neurons] += output.potentials[i];
    }
    for (float& score : activity.scores) score /= static_cast<float>(output.spikes.steps());
  }
}

float loss_and_gradient(const LossSpec& loss, std::uint32_t label, float batch,
                        Activity& activity) {
  LayerActivity& output = activity.layers.back();
  const std::size_t steps = output.spikes.steps();
  read_out(activity);
  std::vector<float>& row = activity.gradient_row;
  row.resize(activity.scores.size());
  const float unit = activity.readout == Readout::spikes ? static_cast<float>(steps) : 1.0F;
  const float value = loss.kind == LossKind::rate_mse
                          ? rate_mse(loss, label, unit, batch, activity.scores, row)
                          : cross_entropy(loss, label, batch, activity.scores, row);
  spread_gradients(activity.readout, row, steps, output);
  return value;
}

float firing_rate_term(const FiringRateTerm& term, float batch, Activity& activity) {
  float value = 0.0F;
  std::vector<float>& row = activity.gradient_row;
  for (LayerActivity& layer : activity.layers) {
    const bool is_output = &layer == &activity.layers.back();
    if (is_output && activity.readout != Readout::spikes) continue;
    const std::size_t steps = layer.spikes.steps();
    count_spikes(layer.spikes, activity.spike_counts);
    const auto neurons = static_cast<float>(activity.spike_counts.size());
    row.resize(activity.spike_counts.size());
    for (std::size_t j = 0; j < row.size(); ++j) {
      const float rate = static_cast<float>(activity.spike_counts[j]) / static_cast<float>(steps);
      const float pull = std::clamp(rate, term.minimum_rate, term.maximum_rate) - rate;
      value += term.strength * pull * pull / neurons;
      row[j] = -2.0F * term.strength * pull / (neurons * static_cast<float>(steps) * batch);
    }
    if (is_output) {
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

std::uint32_t predicted_class(Activity& activity) {
  read_out(activity);
  return static_cast<std::uint32_t>(
      std::max_element(activity.scores.begin(), activity.scores.end()) - activity.scores.begin());
}

std::uint32_t predicted_class(const SpikeRaster& output) {
  std::vector<std::uint32_t> counts;
  return predicted_class(output, counts);
}

}  // namespace rouse
