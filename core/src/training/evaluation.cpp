#include <string>
#include <utility>

#include "rouse/error.hpp"
#include "rouse/training.hpp"
#include "training/epoch_sums.hpp"

namespace rouse {
namespace {

void require_label(const Sample& sample, const NetworkSpec& spec) {
  if (sample.label < spec.outputs()) return;
  throw Error(ErrorCode::shape_mismatch, sample.name + " is of class " +
                                             std::to_string(sample.label) + "; the network knows " +
                                             std::to_string(spec.outputs()) + " classes");
}

/// (T, neurons) ρ(v[t] - θ), or 1 where the neurons do not fire.
std::vector<float> surrogates_of(const Network& network, std::size_t l,
                                 const LayerActivity& activity) {
  std::vector<float> values(activity.potentials.size(), 1.0F);
  if (!network.spec().fires(l)) return values;
  const LayerSpec& spec = network.spec().layers[l];
  const std::vector<float>& thresholds = network.thresholds_of(l);
  const bool rises = spec.adaptation.kind == AdaptationKind::threshold;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float rise = rises ? activity.adaptations[i] : 0.0F;
    const float threshold = thresholds[i % thresholds.size()] + rise;
    values[i] = surrogate_value(spec.surrogate, activity.potentials[i] - threshold);
  }
  return values;
}

}  // namespace

Evaluation evaluate(const Network& network, const Dataset& dataset, const BinOptions& bins,
                    const LossSpec& loss) {
  validate(bins);
  EpochSums sums(network.spec());
  sums.begin(network.parameters());
  ActivitySums activity_sums(network.spec());
  Binner binner;
  SpikeRaster raster;
  Activity activity;
  Evaluation result;
  for (const Sample& sample : dataset.samples) {
    require_label(sample, network.spec());
    binner.bin(sample.events, dataset.shape.channels(), bins, raster);
    network.forward(raster, activity);
    const float sample_loss = loss_and_gradient(loss, sample.label, 1.0F, activity);
    const std::uint32_t predicted = predicted_class(activity);
    activity_sums.add(raster, activity);
    sums.add_test(sample_loss, sample.label, predicted);
    ++result.samples;
    result.correct += predicted == sample.label ? 1 : 0;
  }
  sums.add_activity(activity_sums);
  EpochReport report;
  sums.report(0, network, report);
  result.loss = report.test_loss;
  result.confusion = report.confusion;
  for (const LayerMetrics& layer : report.layers) {
    result.firing_rates.push_back(layer.firing_rate);
    result.dead.push_back(layer.dead);
    result.synaptic_operations.push_back(layer.synaptic_operations_per_sample);
  }
  return result;
}

Trace trace(const Network& network, const Sample& sample, const SensorShape& shape,
            const BinOptions& bins, const LossSpec& loss) {
  validate(bins);
  require_label(sample, network.spec());
  Trace result;
  result.input = make_spike_raster(sample.events, shape.channels(), bins);
  network.forward(result.input, result.activity);
  result.loss = loss_and_gradient(loss, sample.label, 1.0F, result.activity);
  result.predicted = predicted_class(result.activity);
  result.gradients = zeros_like(network.spec());
  result.activity.inspected = true;
  network.backward(result.input, result.activity, result.gradients);
  for (std::size_t l = 0; l < result.activity.layers.size(); ++l) {
    result.surrogates.push_back(surrogates_of(network, l, result.activity.layers[l]));
  }
  return result;
}

}  // namespace rouse
