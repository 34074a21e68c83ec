// Losses, the firing-rate term, the prediction and Adam, against their formulas by hand.
#include <gtest/gtest.h>

#include "rouse/training.hpp"
#include "support.hpp"

namespace rouse {
namespace {

/// A raster of 10 bins in which neuron j fires in the first counts[j] bins.
SpikeRaster raster_of(const std::vector<std::uint32_t>& counts) {
  SpikeRaster raster;
  raster.channels = counts.size();
  raster.offsets.push_back(0);
  for (std::uint32_t t = 0; t < 10; ++t) {
    for (std::uint32_t j = 0; j < counts.size(); ++j) {
      if (t < counts[j]) raster.columns.push_back(j);
    }
    raster.offsets.push_back(static_cast<std::uint32_t>(raster.columns.size()));
  }
  return raster;
}

Activity activity_of(const std::vector<std::vector<std::uint32_t>>& counts) {
  Activity activity;
  for (const auto& layer : counts) {
    activity.layers.emplace_back();
    activity.layers.back().spikes = raster_of(layer);
  }
  return activity;
}

/// One row, repeated at each of 10 steps.
std::vector<double> ten_times(const std::vector<double>& row) {
  std::vector<double> all;
  for (int t = 0; t < 10; ++t) all.insert(all.end(), row.begin(), row.end());
  return all;
}

TEST(RateLoss, IsTheSquaredDistanceFromTheTargetRates) {
  Activity activity = activity_of({{3, 0, 1}});
  const float loss = loss_and_gradient({}, 0, 4.0F, activity);
  EXPECT_NEAR(loss, 0.1 * 0.1 + 0.03 * 0.03 + 0.07 * 0.07, 1e-7);
  expect_near(ten_times({2 * 0.1 / 40, -2 * 0.03 / 40, 2 * 0.07 / 40}),
              activity.layers[0].spike_gradients, 1e-8, "gradient");
}

TEST(RateLoss, IsZeroAtItsTargets) {
  LossSpec spec;
  spec.true_rate = 0.4F;
  spec.false_rate = 0.1F;
  Activity activity = activity_of({{1, 4, 1}});
  EXPECT_NEAR(loss_and_gradient(spec, 1, 1.0F, activity), 0.0, 1e-12);
}

TEST(CrossEntropy, IsThatOfSoftmaxOfScaledCounts) {
  LossSpec spec;
  spec.kind = LossKind::cross_entropy;
  spec.logit_scale = 0.5F;
  Activity activity = activity_of({{4, 2, 0}});
  const float loss = loss_and_gradient(spec, 1, 2.0F, activity);
  const double sum = std::exp(2.0) + std::exp(1.0) + 1.0;
  EXPECT_NEAR(loss, std::log(sum) - 1.0, 1e-6);
  expect_near(ten_times({0.5 * std::exp(2.0) / sum / 2, 0.5 * (std::exp(1.0) / sum - 1) / 2,
                         0.5 / sum / 2}),
              activity.layers[0].spike_gradients, 1e-7, "gradient");
}

TEST(CrossEntropy, StaysFiniteForLargeLogits) {
  LossSpec spec;
  spec.kind = LossKind::cross_entropy;
  spec.logit_scale = 1000.0F;
  Activity activity = activity_of({{10, 0}});
  EXPECT_NEAR(loss_and_gradient(spec, 1, 1.0F, activity), 10000.0, 1e-2);
  for (const float gradient : activity.layers[0].spike_gradients) {
    EXPECT_TRUE(std::isfinite(gradient));
  }
  EXPECT_NEAR(loss_and_gradient(spec, 0, 1.0F, activity), 0.0, 1e-6);
}

TEST(FiringRateTerm, PullsNeuronsBelowTheMinimumOnly) {
  Activity activity = activity_of({{0, 1, 5, 2}, {0, 4}});
  loss_and_gradient({}, 1, 2.0F, activity);
  const std::vector<float> of_loss = activity.layers[1].spike_gradients;
  const FiringRateTerm term{8.0F, 0.2F};
  const float value = firing_rate_term(term, 2.0F, activity);
  EXPECT_NEAR(value, 8 * (0.04 + 0.01) / 4 + 8 * 0.04 / 2, 1e-6);
  // -2 · strength · lacking / (neurons · steps · batch)
  expect_near(ten_times({-16 * 0.2 / 80, -16 * 0.1 / 80, 0, 0}), activity.layers[0].spike_gradients,
              1e-8, "hidden layer");
  std::vector<double> expected = ten_times({-16 * 0.2 / 40, 0});
  for (std::size_t i = 0; i < expected.size(); ++i) {
    expected[i] += static_cast<double>(of_loss[i]);
  }
  expect_near(expected, activity.layers[1].spike_gradients, 1e-7, "output layer");
}

TEST(FiringRateTerm, PullsNeuronsAboveTheMaximumDown) {
  Activity activity = activity_of({{0, 2, 5, 9}, {4, 0}});
  activity.readout = Readout::mean_potential;
  activity.layers[1].potentials.assign(20, 0.0F);
  loss_and_gradient({}, 1, 2.0F, activity);
  EXPECT_NEAR(firing_rate_term({8.0F, 0.1F, 0.5F}, 2.0F, activity), 8 * (0.01 + 0.16) / 4, 1e-6);
  // 2 · strength · (rate - nearest) / (neurons · steps · batch)
  expect_near(ten_times({-16 * 0.1 / 80, 0, 0, 16 * 0.4 / 80}), activity.layers[0].spike_gradients,
              1e-8, "hidden layer");
}

/// Two outputs over four steps that do not fire.
Activity potentials_of(Readout readout) {
  Activity activity;
  activity.readout = readout;
  activity.layers.emplace_back();
  LayerActivity& output = activity.layers.back();
  output.potentials = {0.5F, -3.0F, 2.0F, -1.0F, 2.0F, -4.0F, -0.5F, -2.0F};
  output.spikes = {2, {0, 0, 0, 0, 0}, {}, {}};
  return activity;
}

TEST(Readout, OfTheHighestPotentialGoesBackToTheFirstStepThatHasIt) {
  Activity activity = potentials_of(Readout::maximum_potential);
  EXPECT_EQ(predicted_class(activity), 0U);
  EXPECT_EQ(activity.scores, (std::vector<float>{2.0F, -1.0F}));
  LossSpec spec;
  spec.true_rate = 1.0F;
  spec.false_rate = 0.0F;
  EXPECT_NEAR(loss_and_gradient(spec, 0, 2.0F, activity), 1.0 + 1.0, 1e-6);
  expect_near(std::vector{0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.0, 0.0},
              activity.layers[0].spike_gradients, 1e-7, "gradient");
}

TEST(Readout, OfTheMeanPotentialGoesBackToEveryStep) {
  Activity activity = potentials_of(Readout::mean_potential);
  EXPECT_EQ(predicted_class(activity), 0U);
  EXPECT_EQ(activity.scores, (std::vector<float>{1.0F, -2.5F}));
  LossSpec spec;
  spec.kind = LossKind::cross_entropy;
  spec.logit_scale = 2.0F;
  const double other = std::exp(-7.0) / (1 + std::exp(-7.0));
  EXPECT_NEAR(loss_and_gradient(spec, 0, 1.0F, activity), -std::log(1 - other), 1e-6);
  std::vector<double> expected;
  for (int t = 0; t < 4; ++t) {
    expected.push_back(-other * 2 / 4);
    expected.push_back(other * 2 / 4);
  }
  expect_near(expected, activity.layers[0].spike_gradients, 1e-7, "gradient");
}

TEST(FiringRateTerm, LeavesOutNeuronsThatDoNotFire) {
  Activity activity = activity_of({{0, 1}, {0, 0}});
  activity.readout = Readout::mean_potential;
  activity.layers[1].potentials.assign(20, 0.0F);
  loss_and_gradient({}, 1, 1.0F, activity);
  const std::vector<float> of_loss = activity.layers[1].spike_gradients;
  EXPECT_NEAR(firing_rate_term({8.0F, 0.2F}, 1.0F, activity), 8 * (0.04 + 0.01) / 2, 1e-6);
  EXPECT_EQ(activity.layers[1].spike_gradients, of_loss);
}

TEST(PredictedClass, IsTheFirstOfEquals) {
  EXPECT_EQ(predicted_class(raster_of({1, 3, 2})), 1U);
  EXPECT_EQ(predicted_class(raster_of({1, 3, 3})), 1U);
  EXPECT_EQ(predicted_class(raster_of({0, 0, 0})), 0U);
  EXPECT_EQ(predicted_class(raster_of({0, 0, 1})), 2U);
  std::vector<std::uint32_t> counts;
  EXPECT_EQ(predicted_class(raster_of({1, 3, 3}), counts), 1U);
  EXPECT_EQ(counts, (std::vector<std::uint32_t>{1, 3, 3}));
}

/// Parameters and gradients of one layer with one weight and one threshold.
struct OneOfEach {
  NetworkSpec spec;
  Parameters parameters;
  Parameters gradients;

  explicit OneOfEach(ThresholdMode mode = ThresholdMode::per_neuron) {
    LayerSpec layer;
    layer.thresholds = mode;
    spec = fully_connected(1, {}, 1, layer);
    parameters = {{{1.0F}, {2.0F}}};
    gradients = {{{0.5F}, {-0.25F}}};
  }
};

// With bias correction the first step has the size of the learning rate, whatever the gradient.
TEST(Adam, CorrectsTheBiasOfItsFirstStep) {
  for (const float scale : {1.0F, 1e-3F, 1e3F}) {
    OneOfEach one;
    one.gradients[0].weights[0] *= scale;
    one.gradients[0].thresholds[0] *= scale;
    Adam adam(one.spec, {0.01F, 0.1F, 0.9F, 0.999F, 1e-8F});
    adam.step(one.spec, one.gradients, one.parameters);
    EXPECT_NEAR(one.parameters[0].weights[0], 1.0 - 0.01, 1e-6);
    EXPECT_NEAR(one.parameters[0].thresholds[0], 2.0 + 0.1, 1e-5);
  }
}

TEST(Adam, DecaysItsRatesFromEpochToEpoch) {
  AdamSpec spec{0.01F, 0.1F};
  spec.learning_rate_decay = 0.5F;
  for (const auto& [epoch, share] : {std::pair{1U, 1.0}, {2U, 0.5}, {4U, 0.125}}) {
    OneOfEach one;
    Adam adam(one.spec, spec);
    adam.step(one.spec, one.gradients, one.parameters, epoch);
    EXPECT_NEAR(one.parameters[0].weights[0], 1.0 - 0.01 * share, 1e-6);
    EXPECT_NEAR(one.parameters[0].thresholds[0], 2.0 + 0.1 * share, 1e-6);
  }
}

TEST(Adam, FollowsTheFormula) {
  OneOfEach one;
  const AdamSpec spec{0.01F, 0.1F, 0.8F, 0.9F, 1e-3F};
  Adam adam(one.spec, spec);
  double m = 0.0;
  double v = 0.0;
  double w = 1.0;
  for (int step = 1; step <= 50; ++step) {
    const double g = std::cos(step);
    one.gradients[0].weights[0] = static_cast<float>(g);
    adam.step(one.spec, one.gradients, one.parameters);
    m = 0.8 * m + 0.2 * g;
    v = 0.9 * v + 0.1 * g * g;
    w -= 0.01 * m / (1 - std::pow(0.8, step)) / (std::sqrt(v / (1 - std::pow(0.9, step))) + 1e-3);
    EXPECT_NEAR(one.parameters[0].weights[0], w, 1e-5);
  }
  EXPECT_EQ(adam.steps, 50U);
}

TEST(Adam, LeavesFixedThresholdsAlone) {
  OneOfEach one(ThresholdMode::fixed);
  Adam adam(one.spec, {});
  for (int step = 0; step < 3; ++step) adam.step(one.spec, one.gradients, one.parameters);
  EXPECT_EQ(one.parameters[0].thresholds[0], 2.0F);
  EXPECT_NE(one.parameters[0].weights[0], 1.0F);
}

TEST(Adam, DoesNotMoveWithoutGradientOrRate) {
  OneOfEach one;
  const Parameters before = one.parameters;
  Adam still(one.spec, {0.0F, 0.0F});
  still.step(one.spec, one.gradients, one.parameters);
  EXPECT_EQ(one.parameters, before);
  Adam adam(one.spec, {});
  adam.step(one.spec, zeros_like(one.spec), one.parameters);
  EXPECT_EQ(one.parameters, before);
}

TEST(Adam, ThresholdsAreClampedByTheNetworkAfterwards) {
  LayerSpec layer;
  layer.minimum_threshold = 0.5F;
  layer.initial_threshold = 0.55F;
  Network network(fully_connected(1, {}, 1, layer), 1);
  Adam adam(network.spec(), {0.001F, 0.1F});
  Parameters gradients = zeros_like(network.spec());
  gradients[0].thresholds[0] = 1.0F;
  adam.step(network.spec(), gradients, network.mutable_parameters());
  network.parameters_changed();
  EXPECT_EQ(network.parameters()[0].thresholds[0], 0.5F);
}

}  // namespace
}  // namespace rouse
