#include "rouse/network.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "support.hpp"

namespace rouse {
namespace {

SpikeRaster spikes_of(const Network& network, const SpikeRaster& input) {
  Activity activity;
  network.forward(input, activity);
  SpikeRaster all = activity.layers.front().spikes;
  for (const LayerActivity& layer : activity.layers) {
    all.columns.insert(all.columns.end(), layer.spikes.columns.begin(), layer.spikes.columns.end());
    all.offsets.insert(all.offsets.end(), layer.spikes.offsets.begin(), layer.spikes.offsets.end());
  }
  return all;
}

// Dividing a neuron's weights and threshold by the threshold divides its potential, too; with a
// power of two floats stay exact.
TEST(Network, ScalingWeightsAndThresholdTogetherLeavesEverySpikeWhereItIs) {
  Random random(1);
  const NetworkSpec spec = fully_connected(40, {33, 17}, 10);
  Parameters parameters = initialise(spec, 5);
  for (LayerParameters& layer : parameters) {
    for (float& threshold : layer.thresholds) threshold = one_of(random, {0.5F, 1.0F, 2.0F, 4.0F});
  }
  Parameters folded = parameters;
  for (std::size_t l = 0; l < folded.size(); ++l) {
    const std::size_t n = spec.layers[l].neurons;
    for (std::size_t i = 0; i < folded[l].weights.size(); ++i) {
      folded[l].weights[i] /= parameters[l].thresholds[i % n];
    }
    std::fill(folded[l].thresholds.begin(), folded[l].thresholds.end(), 1.0F);
  }
  const SpikeRaster input = random_raster(random, 100, 40, 0.1F);
  const SpikeRaster spikes = spikes_of(Network(spec, parameters), input);
  EXPECT_GT(spikes.columns.size(), 500U);
  EXPECT_EQ(spikes_of(Network(spec, folded), input), spikes);
}

TEST(Network, WithoutEventsNeverFires) {
  const NetworkSpec spec = fully_connected(7, {5}, 3);
  Activity activity;
  SpikeRaster silence;
  silence.channels = 7;
  silence.offsets.assign(11, 0);
  Network(spec, 1).forward(silence, activity);
  for (const LayerActivity& layer : activity.layers) {
    EXPECT_EQ(layer.spikes.steps(), 10U);
    EXPECT_EQ(layer.spikes.size(), 0U);
    for (const float v : layer.potentials) EXPECT_EQ(v, 0.0F);
  }
}

TEST(Network, ForgetsTheSampleBefore) {
  Random random(2);
  const Network network(fully_connected(12, {9}, 4), 3);
  const SpikeRaster first = random_raster(random, 30, 12, 0.5F, 2);
  const SpikeRaster second = random_raster(random, 20, 12, 0.2F);
  Activity used;
  network.forward(first, used);
  network.forward(second, used);
  Activity fresh;
  network.forward(second, fresh);
  for (std::size_t l = 0; l < 2; ++l) {
    EXPECT_EQ(used.layers[l].potentials, fresh.layers[l].potentials);
    EXPECT_EQ(used.layers[l].spikes, fresh.layers[l].spikes);
  }
}

TEST(Network, InitialisesAfterKaiming) {
  const NetworkSpec spec = fully_connected(400, {300}, 10);
  const Parameters parameters = initialise(spec, 7);
  EXPECT_EQ(parameters, initialise(spec, 7));
  EXPECT_NE(parameters, initialise(spec, 8));
  double sum = 0.0;
  double squares = 0.0;
  for (const float weight : parameters[0].weights) {
    sum += static_cast<double>(weight);
    squares += static_cast<double>(weight) * static_cast<double>(weight);
  }
  const auto count = static_cast<double>(parameters[0].weights.size());
  EXPECT_NEAR(sum / count, 0.0, 0.001);
  EXPECT_NEAR(squares / count, 2.0 / 400.0, 0.0001);
  EXPECT_EQ(parameters[1].thresholds, std::vector<float>(10, 1.25F));
}

TEST(Network, KeepsOneThresholdPerLayerUnlessTheyAreTrainedPerNeuron) {
  LayerSpec layer;
  for (const auto mode : {ThresholdMode::fixed, ThresholdMode::per_layer}) {
    layer.thresholds = mode;
    const Network network(fully_connected(3, {5}, 2, layer), 1);
    EXPECT_EQ(network.parameters()[0].thresholds.size(), 1U);
    EXPECT_EQ(network.thresholds_of(0), std::vector<float>(5, 1.25F));
  }
}

TEST(Network, ClampsThresholdsFromBelow) {
  LayerSpec layer;
  layer.minimum_threshold = 0.5F;
  Network network(fully_connected(3, {2}, 2, layer), 1);
  network.mutable_parameters()[0].thresholds = {-1.0F, 0.75F};
  network.parameters_changed();
  EXPECT_EQ(network.parameters()[0].thresholds, (std::vector<float>{0.5F, 0.75F}));
  EXPECT_EQ(network.thresholds_of(0), (std::vector<float>{0.5F, 0.75F}));
}

TEST(Network, RoundsWeightsToTheirStepForUseOnly) {
  LayerSpec layer;
  layer.weight_step = 0.03125F;
  const NetworkSpec spec = fully_connected(1, {}, 4, layer);
  Parameters parameters = zeros_like(spec);
  parameters[0] = {{0.015F, 0.017F, -0.9F, 1.0F}, {1.0F, 1.0F, 1.0F, 1.0F}};
  const Network network(spec, parameters);
  EXPECT_EQ(network.weights_of(0), (std::vector<float>{0.0F, 0.03125F, -0.90625F, 1.0F}));
  EXPECT_EQ(network.parameters(), parameters);
}

TEST(Network, NamesParametersThatDoNotFit) {
  const NetworkSpec spec = fully_connected(3, {2}, 2);
  const Parameters good = initialise(spec, 1);
  Parameters bad = good;
  bad.pop_back();
  EXPECT_EQ(error_of([&] { Network(spec, bad); }),
            "shape_mismatch: the list of layers' parameters has 1 values; the network needs 2");
  bad = good;
  bad[1].weights.pop_back();
  EXPECT_EQ(error_of([&] { Network(spec, bad); }),
            "shape_mismatch: layers.1.weight has 3 values; the network needs 4");
  bad = good;
  bad[0].thresholds.push_back(1.0F);
  EXPECT_EQ(error_of([&] { Network(spec, bad); }),
            "shape_mismatch: layers.0.threshold has 3 values; the network needs 2");
  bad = good;
  bad[0].weights[1] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(error_of([&] { Network(spec, bad); }),
            "invalid_value: layers.0.weight has a value that is not finite");
  for (const float threshold : {0.0F, -1.0F, std::numeric_limits<float>::infinity()}) {
    bad = good;
    bad[1].thresholds[0] = threshold;
    EXPECT_EQ(error_of([&] { Network(spec, bad); }),
              "invalid_value: layers.1.threshold has a value that is not positive");
  }
}

TEST(Network, NamesAnInputThatDoesNotFit) {
  Random random(1);
  Activity activity;
  const Network network(fully_connected(3, {2}, 2), 1);
  EXPECT_EQ(error_of([&] { network.forward(random_raster(random, 5, 4, 0.5F), activity); }),
            "shape_mismatch: the recording has 4 channels; the network has 3 inputs");
}

}  // namespace
}  // namespace rouse
