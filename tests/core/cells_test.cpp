// Recurrence, adaptation, delays and dropout on examples small enough to follow by hand; their
// gradients are tested in gradient_test.cpp.
#include <gtest/gtest.h>

#include "rouse/network.hpp"
#include "support.hpp"

namespace rouse {
namespace {

/// No leak that outlasts a step: what arrives at t is the potential of t.
LayerSpec without_memory() {
  LayerSpec layer;
  layer.current_retention = 0.0F;
  layer.membrane_retention = 0.0F;
  layer.initial_threshold = 1.0F;
  return layer;
}

/// One event of channel 0 at step 0, of so many.
SpikeRaster one_event(std::size_t steps, std::size_t channels = 1) {
  SpikeRaster raster;
  raster.channels = channels;
  raster.offsets.assign(steps + 1, 1);
  raster.offsets[0] = 0;
  raster.columns = {0};
  return raster;
}

std::vector<float> potentials_of(const Network& network, const SpikeRaster& input) {
  Activity activity;
  network.forward(input, activity);
  return activity.layers[0].potentials;
}

TEST(Recurrence, BringsASpikeBackOneStepLater) {
  NetworkSpec spec = fully_connected(1, {}, 2, without_memory());
  spec.layers[0].recurrence = Recurrence::all;
  Parameters parameters = initialise(spec, 1);
  parameters[0].weights = {1.0F, 0.25F};
  parameters[0].recurrent_weights = {0.5F, 2.0F, -3.0F, 0.0F};  // from 0 to both, from 1 to both
  EXPECT_EQ(potentials_of({spec, parameters}, one_event(4)),
            (std::vector<float>{1.0F, 0.25F, 0.5F, 2.0F, -3.0F, 0.0F, 0.0F, 0.0F}));
}

TEST(Recurrence, WithOthersNeverConnectsANeuronToItself) {
  NetworkSpec spec = fully_connected(3, {}, 4);
  spec.layers[0].recurrence = Recurrence::others;
  const Parameters parameters = initialise(spec, 1);
  const std::vector<float>& weights = parameters[0].recurrent_weights;
  for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(weights[i] == 0.0F, i % 5 == 0) << i;
  EXPECT_EQ(spec.weight_count(), 3U * 4 + 4 * 4);
}

TEST(Adaptation, OfTheThresholdRaisesItAfterASpike) {
  NetworkSpec spec = fully_connected(1, {}, 1, without_memory());
  spec.layers[0].current_retention = 0.5F;
  spec.layers[0].adaptation = {AdaptationKind::threshold, 0.5F, 2.0F, 0.0F};
  const Network network(spec, {{{4.0F}, {1.0F}}});
  Activity activity;
  network.forward(one_event(4), activity);
  const LayerActivity& layer = activity.layers[0];
  EXPECT_EQ(layer.potentials, (std::vector<float>{4.0F, 2.0F, 1.0F, 0.5F}));
  EXPECT_EQ(layer.adaptations, (std::vector<float>{0.0F, 2.0F, 1.0F, 0.5F}));
  EXPECT_EQ(layer.spikes.columns.size(), 1U);  // without it, three
}

TEST(Adaptation, OfTheCurrentLowersThePotentialAfterASpike) {
  NetworkSpec spec = fully_connected(1, {}, 1, without_memory());
  spec.layers[0].current_retention = 0.5F;
  spec.layers[0].adaptation = {AdaptationKind::current, 0.5F, 2.0F, 0.0F};
  EXPECT_EQ(potentials_of({spec, {{{4.0F}, {1.0F}}}}, one_event(4)),
            (std::vector<float>{4.0F, 0.0F, 0.0F, 0.0F}));
}

TEST(Adaptation, ThatIsCoupledSwingsBackBelowTheThreshold) {
  NetworkSpec spec = fully_connected(1, {}, 1, without_memory());
  spec.layers[0].adaptation = {AdaptationKind::current, 0.0F, 0.0F, 1.0F};
  EXPECT_EQ(potentials_of({spec, {{{0.5F}, {1.0F}}}}, one_event(4)),
            (std::vector<float>{0.5F, -0.5F, 0.5F, -0.5F}));
}

TEST(Delay, BringsASpikeInPartsToTheTwoNearestSteps) {
  NetworkSpec spec = fully_connected(1, {}, 1, without_memory());
  spec.layers[0].maximum_delay = 5;
  Parameters parameters = initialise(spec, 1);
  parameters[0].weights = {0.5F};
  parameters[0].delays = {1.25F};
  EXPECT_EQ(potentials_of({spec, parameters}, one_event(4)),
            (std::vector<float>{0.0F, 0.375F, 0.125F, 0.0F}));
  parameters[0].delays = {3.0F};
  EXPECT_EQ(potentials_of({spec, parameters}, one_event(4)),
            (std::vector<float>{0.0F, 0.0F, 0.0F, 0.5F}));
  parameters[0].delays = {4.5F};  // after the last step
  EXPECT_EQ(potentials_of({spec, parameters}, one_event(4)), std::vector<float>(4));
  parameters[0].delays = {7.0F};  // comes back into its range
  EXPECT_EQ(Network(spec, parameters).parameters()[0].delays, std::vector<float>{5.0F});
}

TEST(TrainedRetentions, StayWithinTheirBounds) {
  NetworkSpec spec = fully_connected(1, {}, 2);
  spec.layers[0].retentions = RetentionMode::per_neuron;
  Parameters parameters = initialise(spec, 1);
  EXPECT_EQ(parameters[0].membrane_retentions, (std::vector<float>{0.97F, 0.97F}));
  EXPECT_TRUE(parameters[0].adaptation_retentions.empty());  // nothing adapts
  parameters[0].membrane_retentions = {-0.5F, 1.5F};
  EXPECT_EQ(Network(spec, parameters).parameters()[0].membrane_retentions,
            (std::vector<float>{0.0F, largest_retention}));
}

TEST(Dropout, SilencesInputsOfTrainingSamplesOnlyAndRaisesTheOthers) {
  NetworkSpec spec = fully_connected(1000, {}, 1);
  spec.layers[0].dropout = 0.25F;
  const Network network(spec, 1);
  const SpikeRaster input = one_event(2, 1000);
  Activity activity;
  network.forward(input, activity);
  EXPECT_TRUE(activity.layers[0].shares.empty());
  activity.training = SampleKey{1, 2, 3};
  network.forward(input, activity);
  const std::vector<float> shares = activity.layers[0].shares;
  const auto silent = std::count(shares.begin(), shares.end(), 0.0F);
  EXPECT_NEAR(static_cast<double>(silent), 250.0, 45.0);
  EXPECT_EQ(std::count(shares.begin(), shares.end(), 1.0F / 0.75F), 1000 - silent);
  network.forward(input, activity);
  EXPECT_EQ(activity.layers[0].shares, shares);
  activity.training = SampleKey{1, 3, 3};
  network.forward(input, activity);
  EXPECT_NE(activity.layers[0].shares, shares);
}

}  // namespace
}  // namespace rouse
