#include "training/epoch_sums.hpp"

#include <algorithm>
#include <cmath>

#include "network/parameter_table.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::size_t histogram_bins = 20;

float ratio(double sum, double count) {
  return count > 0.0 ? static_cast<float>(sum / count) : 0.0F;
}

void describe_thresholds(const std::vector<float>& thresholds, LayerMetrics& metrics) {
  const auto [low, high] = std::minmax_element(thresholds.begin(), thresholds.end());
  metrics.threshold_minimum = *low;
  metrics.threshold_maximum = *high;
  const auto count = static_cast<double>(thresholds.size());
  double sum = 0.0;
  for (const float threshold : thresholds) sum += threshold;
  const double mean = sum / count;
  double squares = 0.0;
  metrics.threshold_histogram.assign(histogram_bins, 0);
  const float range = *high - *low;
  for (const float threshold : thresholds) {
    squares += (threshold - mean) * (threshold - mean);
    const float position =
        range > 0.0F ? (threshold - *low) / range * static_cast<float>(histogram_bins) : 0.0F;
    ++metrics.threshold_histogram[std::min(histogram_bins - 1, static_cast<std::size_t>(position))];
  }
  metrics.threshold_mean = static_cast<float>(mean);
  metrics.threshold_deviation = static_cast<float>(std::sqrt(squares / count));
}

std::size_t weights_in(const NetworkSpec& spec, std::size_t l) {
  return size_of(shape_of(spec, l, parameter_tensors[0]));
}

float weight_movement(const std::vector<float>& before, const std::vector<float>& now) {
  double sum = 0.0;
  for (std::size_t i = 0; i < now.size(); ++i) sum += std::fabs(now[i] - before[i]);
  return ratio(sum, static_cast<double>(now.size()));
}

}  // namespace

ActivitySums::ActivitySums(const NetworkSpec& spec)
    : layers(spec.layers.size()), synaptic_operations(spec.layers.size(), 0.0) {
  for (std::size_t l = 0; l < layers.size(); ++l) {
    layers[l].spikes.assign(spec.layers[l].neurons, 0);
    layers[l].fired_in_batch.assign(spec.layers[l].neurons, 0);
  }
}

void ActivitySums::clear() {
  for (Layer& layer : layers) std::fill(layer.spikes.begin(), layer.spikes.end(), 0U);
  begin_batch();
  std::fill(synaptic_operations.begin(), synaptic_operations.end(), 0.0);
  totals = {};
}

void ActivitySums::begin_batch() {
  for (Layer& layer : layers) {
    std::fill(layer.fired_in_batch.begin(), layer.fired_in_batch.end(), std::uint8_t{0});
  }
}

void ActivitySums::add(const SpikeRaster& input, const Activity& activity) {
  totals.samples += 1.0;
  totals.steps += static_cast<double>(input.steps());
  totals.events += static_cast<double>(input.size());
  for (std::size_t l = 0; l < layers.size(); ++l) {
    Layer& layer = layers[l];
    synaptic_operations[l] += static_cast<double>(activity.layers[l].synaptic_operations);
    for (const std::uint32_t neuron : activity.layers[l].spikes.columns) {
      ++layer.spikes[neuron];
      layer.fired_in_batch[neuron] = 1;
    }
  }
}

void ActivitySums::add(const ActivitySums& other) {
  for (std::size_t l = 0; l < layers.size(); ++l) {
    synaptic_operations[l] += other.synaptic_operations[l];
    const Layer& from = other.layers[l];
    for (std::size_t i = 0; i < from.spikes.size(); ++i) {
      layers[l].spikes[i] += from.spikes[i];
      layers[l].fired_in_batch[i] |= from.fired_in_batch[i];
    }
  }
  totals.events += other.totals.events;
  totals.steps += other.totals.steps;
  totals.samples += other.totals.samples;
}

EpochSums::EpochSums(const NetworkSpec& spec)
    : activity_(spec), layers_(spec.layers.size()), confusion_(spec.outputs() * spec.outputs(), 0) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    layers_[l].weights_at_begin.assign(weights_in(spec, l), 0.0F);
  }
}

void EpochSums::begin(const Parameters& parameters) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    Layer& layer = layers_[l];
    std::copy(parameters[l].weights.begin(), parameters[l].weights.end(),
              layer.weights_at_begin.begin());
    layer.threshold_gradient = 0.0;
  }
  activity_.clear();
  std::fill(confusion_.begin(), confusion_.end(), 0);
  loss_ = test_loss_ = milliseconds = 0.0;
  trained_ = correct_ = tested_ = test_correct_ = batches_ = 0;
}

void EpochSums::add_training(float loss, bool correct) {
  ++trained_;
  loss_ += loss;
  correct_ += correct ? 1 : 0;
}

void EpochSums::add_gradients(const Parameters& gradients) {
  ++batches_;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    double sum = 0.0;
    for (const float gradient : gradients[l].thresholds) sum += gradient;
    layers_[l].threshold_gradient += sum / static_cast<double>(gradients[l].thresholds.size());
  }
}

void EpochSums::add_test(float loss, std::uint32_t label, std::uint32_t predicted) {
  ++tested_;
  test_loss_ += loss;
  test_correct_ += label == predicted ? 1 : 0;
  const auto classes = static_cast<std::size_t>(std::sqrt(static_cast<double>(confusion_.size())));
  ++confusion_[label * classes + predicted];
}

void EpochSums::report(std::uint32_t epoch, const Network& network, EpochReport& report) const {
  report.epoch = epoch;
  report.test_loss = ratio(test_loss_, tested_);
  report.loss = trained_ > 0 ? ratio(loss_, trained_) : report.test_loss;
  report.train_accuracy = trained_ > 0 ? ratio(correct_, trained_) : -1.0F;
  report.test_accuracy = tested_ > 0 ? ratio(test_correct_, tested_) : -1.0F;
  report.confusion = confusion_;
  const double samples = std::max(activity_.totals.samples, 1.0);
  report.events_per_sample = activity_.totals.events / samples;
  report.synaptic_operations_per_sample = 0.0;
  report.milliseconds_per_sample = milliseconds_per_sample();
  report.layers.resize(layers_.size());
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    const ActivitySums::Layer& active = activity_.layers[l];
    LayerMetrics& metrics = report.layers[l];
    const bool fires = network.spec().fires(l);
    double spikes = 0.0;
    metrics.dead = metrics.silent = 0;
    metrics.synaptic_operations_per_sample = activity_.synaptic_operations[l] / samples;
    report.synaptic_operations_per_sample += metrics.synaptic_operations_per_sample;
    if (fires) metrics.spikes = active.spikes;
    for (const std::uint32_t count : active.spikes) {
      spikes += count;
      metrics.dead += fires && count == 0 ? 1 : 0;
    }
    for (const std::uint8_t fired : active.fired_in_batch) {
      metrics.silent += fires && fired == 0 ? 1 : 0;
    }
    metrics.firing_rate =
        ratio(spikes, activity_.totals.steps * static_cast<double>(active.spikes.size()));
    describe_thresholds(network.thresholds_of(l), metrics);
    metrics.weight_movement =
        weight_movement(layer.weights_at_begin, network.parameters()[l].weights);
    metrics.mean_threshold_gradient = ratio(layer.threshold_gradient, batches_);
    if (!std::isfinite(metrics.weight_movement) || !std::isfinite(metrics.threshold_mean)) {
      throw Error(ErrorCode::invalid_value,
                  "layer " + std::to_string(l) + " diverged in epoch " + std::to_string(epoch) +
                      ": a weight or threshold is no longer a finite number; start again with a "
                      "lower learning rate");
    }
  }
}

double EpochSums::milliseconds_per_sample() const {
  return trained_ > 0 ? milliseconds / trained_ : 0.0;
}

void EpochSums::write(TensorWriter& writer) const {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const std::string name = "epoch.layers." + std::to_string(l);
    writer.tensor(name + ".spikes", activity_.layers[l].spikes);
    writer.tensor(name + ".fired_in_batch", activity_.layers[l].fired_in_batch);
    writer.tensor(name + ".weights_at_begin", layers_[l].weights_at_begin);
    writer.tensor(name + ".threshold_gradient", std::vector<double>{layers_[l].threshold_gradient});
  }
  writer.tensor("epoch.confusion", confusion_);
  // The fourth was the sum of operations, before there was one for each layer.
  writer.tensor("epoch.sums", std::vector<double>{loss_, test_loss_, activity_.totals.events, 0.0,
                                                  activity_.totals.steps, milliseconds});
  writer.tensor("epoch.synaptic_operations", activity_.synaptic_operations);
  writer.tensor("epoch.counts",
                std::vector<std::uint32_t>{trained_, correct_, tested_, test_correct_, batches_,
                                           static_cast<std::uint32_t>(activity_.totals.samples)});
}

void EpochSums::read(const NetworkSpec& spec, const TensorReader& reader) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const std::string name = "epoch.layers." + std::to_string(l);
    const std::size_t neurons = spec.layers[l].neurons;
    reader.tensor(name + ".spikes", {neurons}, activity_.layers[l].spikes);
    reader.tensor(name + ".fired_in_batch", {neurons}, activity_.layers[l].fired_in_batch);
    reader.tensor(name + ".weights_at_begin", {weights_in(spec, l)}, layers_[l].weights_at_begin);
    std::vector<double> gradient;
    reader.tensor(name + ".threshold_gradient", {1}, gradient);
    layers_[l].threshold_gradient = gradient[0];
  }
  reader.tensor("epoch.confusion", {confusion_.size()}, confusion_);
  std::vector<double> sums;
  reader.tensor("epoch.sums", {6}, sums);
  loss_ = sums[0];
  test_loss_ = sums[1];
  activity_.totals.events = sums[2];
  if (reader.has_tensor("epoch.synaptic_operations")) {
    reader.tensor("epoch.synaptic_operations", {layers_.size()}, activity_.synaptic_operations);
  } else {
    activity_.synaptic_operations[0] = sums[3];
  }
  activity_.totals.steps = sums[4];
  milliseconds = sums[5];
  std::vector<std::uint32_t> counts;
  reader.tensor("epoch.counts", {6}, counts);
  trained_ = counts[0];
  correct_ = counts[1];
  tested_ = counts[2];
  test_correct_ = counts[3];
  batches_ = counts[4];
  activity_.totals.samples = counts[5];
}

}  // namespace rouse
