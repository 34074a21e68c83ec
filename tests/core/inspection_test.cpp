// One neuron under the magnifying glass, against the forward pass and the trace of all gradients.
#include "rouse/inspection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "reference/reference.hpp"
#include "runs.hpp"

namespace rouse {
namespace {

TrainingRun lively_run(std::uint64_t seed) {
  TrainingRun run = small_run();
  Random random(seed);
  for (LayerSpec& layer : run.spec.layers) {
    layer = random_layer(random, layer.neurons);
    layer.thresholds = ThresholdMode::per_neuron;
  }
  return run;
}

TEST(Inspection, HasTheForwardPassAndItsGradientsToTheLastBit) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    TrainingRun run = lively_run(seed);
    run.spec.readout = static_cast<Readout>(seed % 3);
    run.options.bins.occupancy = seed % 2 == 0 ? Occupancy::binary : Occupancy::counts;
    Random random(seed, 1);
    const Network network(run.spec, lively_parameters(run.spec, random));
    const Sample& sample = run.test->samples[seed % run.test->size()];
    const Trace expected = trace(network, sample, small_sensor, run.options.bins, run.options.loss);
    Activity activity;
    network.forward(expected.input, activity);
    for (std::size_t l = 0; l < run.spec.layers.size(); ++l) {
      const std::size_t neurons = run.spec.layers[l].neurons;
      const std::vector<float> peaks = peak_potentials(activity.layers[l].potentials, neurons);
      for (std::size_t j = 0; j < neurons; ++j) {
        SCOPED_TRACE("seed " + std::to_string(seed) + ", layer " + std::to_string(l) + ", neuron " +
                     std::to_string(j));
        const Inspection seen =
            inspect(network, expected.input, sample.label, run.options, l, j, activity);
        const LayerSpec& spec = run.spec.layers[l];
        const float threshold = network.thresholds_of(l)[j];
        for (std::size_t i = 0; i < seen.weights.size(); ++i) {
          ASSERT_EQ(seen.weights[i], network.weights_of(l)[i * neurons + j]);
        }
        float current = 0.0F;
        float kept = 0.0F;
        float peak = expected.activity.layers[l].potentials[j];
        for (std::size_t t = 0; t < run.options.bins.steps; ++t) {
          const std::size_t at = t * neurons + j;
          ASSERT_EQ(seen.current[t], spec.current_retention * current + seen.drive[t]);
          ASSERT_EQ(seen.potential[t], spec.membrane_retention * kept + seen.current[t]);
          ASSERT_EQ(seen.potential[t], expected.activity.layers[l].potentials[at]);
          ASSERT_EQ(seen.surrogate[t], expected.surrogates[l][at]);
          ASSERT_EQ(seen.potential_gradient[t],
                    expected.activity.layers[l].potential_gradients[at]);
          const bool fires = run.spec.fires(l) && seen.potential[t] >= threshold;
          const float after = spec.reset == Reset::hard ? 0.0F : seen.potential[t] - threshold;
          ASSERT_EQ(seen.kept[t], fires ? after : seen.potential[t]);
          current = seen.current[t];
          kept = seen.kept[t];
          peak = std::max(peak, seen.potential[t]);
        }
        ASSERT_EQ(seen.threshold_gradient, expected.gradients[l].thresholds[j]);
        ASSERT_EQ(peaks[j], peak);
      }
    }
  }
}

TEST(Inspection, CountsTheFiringRateTermAsTheReferenceDoes) {
  TrainingRun run = small_run();
  run.options.firing_rate = {4.0F, 0.5F};
  const Network network(run.spec, 1);
  const SpikeRaster input =
      make_spike_raster(run.test->samples[0].events, small_sensor.channels(), run.options.bins);
  const reference::Network twin{run.spec, reference::from_library(run.spec, network.parameters())};
  reference::Trace expected = reference::forward(twin, reference::dense(input));
  reference::add_loss(run.spec.readout, run.options.loss, 2, 1.0, expected);
  reference::add_firing_rate_term(run.spec.readout, run.options.firing_rate, 1.0, expected);
  reference::Parameters gradients = reference::no_gradients(run.spec);
  reference::backward(twin, reference::dense(input), expected, gradients);
  Activity activity;
  network.forward(input, activity);
  for (std::size_t l = 0; l < run.spec.layers.size(); ++l) {
    for (std::size_t j = 0; j < run.spec.layers[l].neurons; ++j) {
      const Inspection seen = inspect(network, input, 2U, run.options, l, j, activity);
      EXPECT_NEAR(seen.threshold_gradient, gradients[l].thresholds(j), 1e-5);
    }
  }
}

/// What the cells' equations make of the inspection's own lists (cell_kernels.hpp), bin by bin.
void expect_equations(const LayerSpec& spec, bool fires, float threshold, const Inspection& seen) {
  const bool adapts = spec.adaptation.kind != AdaptationKind::none;
  const bool rises = spec.adaptation.kind == AdaptationKind::threshold;
  float current = 0.0F;
  float kept = 0.0F;
  for (std::size_t t = 0; t < seen.potential.size(); ++t) {
    const float back = seen.recurrent_drive.empty() ? 0.0F : seen.recurrent_drive[t];
    const float adaptation = adapts ? seen.adaptation[t] : 0.0F;
    ASSERT_EQ(seen.current[t], seen.current_retention * current + (seen.drive[t] + back));
    const float integrated = seen.membrane_retention * kept + seen.current[t];
    ASSERT_EQ(seen.potential[t], rises ? integrated : integrated - adaptation);
    const float effective = rises ? threshold + adaptation : threshold;
    const bool fired = fires && seen.potential[t] >= effective;
    const float after = spec.reset == Reset::hard ? 0.0F : seen.potential[t] - effective;
    ASSERT_EQ(seen.kept[t], fired ? after : seen.potential[t]);
    current = seen.current[t];
    kept = seen.kept[t];
  }
}

/// Layers of all kinds; of those that convolve, some neurons are plain.
void expect_inspections_of_random_cells(bool with_maps) {
  int recurrent = 0;
  int adapting = 0;
  int delayed = 0;
  int convolving = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    TrainingRun run = small_run();
    Random layers(seed);
    for (LayerSpec& layer : run.spec.layers) {
      layer = with_maps && seed % 2 == 0 ? random_layer(layers, layer.neurons)
                                         : random_cell_layer(layers, layer.neurons);
      layer.thresholds = ThresholdMode::per_neuron;
    }
    if (with_maps) {
      run.spec.sensor = small_sensor;
      run.spec.layers[0].convolution = {3, 3, 1, 1, 1};
      run.spec.layers[1].convolution = {2, 2, 1, 0, 1};
      run.spec.layers[1].pooling = 2;
      count_neurons(run.spec);
    }
    run.spec.readout = static_cast<Readout>(seed % 3);
    run.options.bins.occupancy = seed % 2 == 0 ? Occupancy::binary : Occupancy::counts;
    Random random(seed, 1);
    const Network network(run.spec, lively_parameters(run.spec, random));
    const Sample& sample = run.test->samples[seed % run.test->size()];
    const Trace expected = trace(network, sample, small_sensor, run.options.bins, run.options.loss);
    Activity activity;
    network.forward(expected.input, activity);
    for (std::size_t l = 0; l < run.spec.layers.size(); ++l) {
      const LayerSpec& spec = run.spec.layers[l];
      const std::size_t stride = spec.neurons > 30 ? 7 : 1;
      for (std::size_t j = 0; j < spec.neurons; j += stride) {
        SCOPED_TRACE("seed " + std::to_string(seed) + ", layer " + std::to_string(l) + ", neuron " +
                     std::to_string(j));
        const Inspection seen =
            inspect(network, expected.input, sample.label, run.options, l, j, activity);
        ASSERT_EQ(seen.potential.size(), run.options.bins.steps);
        expect_equations(spec, run.spec.fires(l), network.thresholds_of(l)[j], seen);
        for (std::size_t t = 0; t < seen.potential.size(); ++t) {
          const std::size_t at = t * spec.neurons + j;
          ASSERT_EQ(seen.potential[t], expected.activity.layers[l].potentials[at]);
          ASSERT_EQ(seen.surrogate[t], expected.surrogates[l][at]);
          ASSERT_EQ(seen.potential_gradient[t],
                    expected.activity.layers[l].potential_gradients[at]);
        }
        ASSERT_EQ(seen.threshold_gradient, expected.gradients[l].thresholds[j]);
        ASSERT_EQ(seen.delays.size(), spec.maximum_delay > 0 ? run.spec.inputs_of(l) : 0U);
        recurrent += seen.recurrent_drive.empty() ? 0 : 1;
        adapting += seen.adaptation.empty() ? 0 : 1;
        delayed += seen.delays.empty() ? 0 : 1;
        convolving += spec.convolves() ? 1 : 0;
        ASSERT_EQ(seen.weights.size(), run.spec.inputs_of(l));
      }
    }
  }
  EXPECT_GT(recurrent, 100);
  EXPECT_GT(adapting, 100);
  EXPECT_GT(delayed, 100);
  if (with_maps) {
    EXPECT_GT(convolving, 300);
  }
}

TEST(Inspection, FollowsRecurrentAdaptingAndDelayedNeuronsToTheLastBit) {
  expect_inspections_of_random_cells(false);
}

TEST(Inspection, FollowsNeuronsOfConvolutionsToTheLastBit) {
  expect_inspections_of_random_cells(true);
}

TEST(Inspection, WithoutALabelHasNoGradient) {
  const TrainingRun run = small_run();
  const Network network(run.spec, 1);
  const SpikeRaster input =
      make_spike_raster(run.test->samples[0].events, small_sensor.channels(), run.options.bins);
  Activity activity;
  network.forward(input, activity);
  const Inspection seen = inspect(network, input, std::nullopt, run.options, 1, 2, activity);
  EXPECT_EQ(seen.potential.size(), 20U);
  EXPECT_TRUE(seen.potential_gradient.empty());
  EXPECT_EQ(seen.threshold_gradient, 0.0F);
}

}  // namespace
}  // namespace rouse
