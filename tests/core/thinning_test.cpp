// Gradient thinning: what it leaves as it is, and that its mean is the whole gradient.
#include <gtest/gtest.h>

#include <cmath>

#include "rouse/training.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr std::size_t inputs = 31;

struct Problem {
  Network network;
  SpikeRaster input;
  bool add_to_hidden = false;

  /// With a thinning of 1 the sample does not matter.
  Parameters gradients(std::uint32_t thinning, std::uint64_t sample = 0) const {
    Activity activity;
    activity.training = SampleKey{1, 2, sample};
    activity.thinning = thinning;
    network.forward(input, activity);
    loss_and_gradient({}, 1, 1.0F, activity);
    if (add_to_hidden) firing_rate_term({2.0F, 0.5F}, 1.0F, activity);
    Parameters gradients = zeros_like(network.spec());
    network.backward(input, activity, gradients, add_to_hidden);
    return gradients;
  }
};

Problem problem(const std::vector<std::size_t>& hidden, const LayerSpec& layer = {}) {
  Random random(5);
  const NetworkSpec spec = fully_connected(inputs, hidden, 3, layer);
  return {Network(spec, lively_parameters(spec, random)), random_raster(random, 50, inputs, 0.1F)};
}

void expect_equal(const Parameters& one, const Parameters& other, std::size_t first = 0) {
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t l = first; l < one.size(); ++l) {
    EXPECT_EQ(one[l].weights, other[l].weights) << "layer " << l;
    EXPECT_EQ(one[l].thresholds, other[l].thresholds) << "layer " << l;
  }
}

/// |mean - whole| / |whole| over many draws.
double distance_of_mean(const std::vector<float>& whole, const std::vector<double>& sums,
                        double draws) {
  double between = 0.0;
  double size = 0.0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const auto value = static_cast<double>(whole[i]);
    between += (sums[i] / draws - value) * (sums[i] / draws - value);
    size += value * value;
  }
  EXPECT_GT(size, 0.0);
  return std::sqrt(between / size);
}

TEST(GradientThinning, HasTheWholeGradientAsItsMean) {
  const Problem three_hidden = problem({24, 17, 19});
  const Parameters whole = three_hidden.gradients(1);
  constexpr std::size_t draws = 3000;
  std::vector<double> weights(whole[0].weights.size(), 0.0);
  std::vector<double> thresholds(whole[0].thresholds.size(), 0.0);
  for (std::size_t sample = 0; sample < draws; ++sample) {
    const Parameters drawn = three_hidden.gradients(8, sample);
    // The last hidden layer and the output layer have nothing thin above them.
    expect_equal(drawn, whole, 2);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] += static_cast<double>(drawn[0].weights[i]);
    }
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
      thresholds[i] += static_cast<double>(drawn[0].thresholds[i]);
    }
  }
  EXPECT_LT(distance_of_mean(whole[0].weights, weights, draws), 0.05);
  EXPECT_LT(distance_of_mean(whole[0].thresholds, thresholds, draws), 0.05);
}

TEST(GradientThinning, DrawsForEachSampleAnew) {
  const Problem two_hidden = problem({24, 17});
  const Parameters drawn = two_hidden.gradients(8, 3);
  expect_equal(drawn, two_hidden.gradients(8, 3));
  EXPECT_NE(drawn[0].weights, two_hidden.gradients(8, 4)[0].weights);
  EXPECT_NE(drawn[0].weights, two_hidden.gradients(1)[0].weights);
}

// A silent layer is reached, too, which a surrogate that is cut off could not do.
TEST(GradientThinning, ReachesSilentNeurons) {
  LayerSpec layer;
  layer.initial_threshold = 80.0F;
  const Problem silent = problem({24, 17}, layer);
  Activity activity;
  silent.network.forward(silent.input, activity);
  ASSERT_EQ(activity.layers[0].spikes.size(), 0U);
  std::vector<double> sums(24, 0.0);
  for (std::size_t sample = 0; sample < 1000; ++sample) {
    const std::vector<float> drawn = silent.gradients(16, sample)[0].thresholds;
    for (std::size_t j = 0; j < drawn.size(); ++j) sums[j] += static_cast<double>(drawn[j]);
  }
  const Parameters whole = silent.gradients(1);
  EXPECT_LT(distance_of_mean(whole[0].thresholds, sums, 1000), 0.1);
}

TEST(GradientThinning, LeavesOtherNetworksAlone) {
  LayerSpec masked;
  masked.reset_gradient = ResetGradient::masked;
  Problem pulled = problem({24, 17});
  pulled.add_to_hidden = true;
  for (const Problem& one : {problem({24}), problem({}), problem({24, 17}, masked), pulled}) {
    expect_equal(one.gradients(16), one.gradients(1));
  }
}

}  // namespace
}  // namespace rouse
