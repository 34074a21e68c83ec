// Gradients: the reference against finite differences of itself, the library against the reference.
#include <gtest/gtest.h>

#include <string>

#include "reference/reference.hpp"
#include "rouse/training.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr SurrogateKind all_kinds[] = {SurrogateKind::exponential, SurrogateKind::fast_sigmoid,
                                       SurrogateKind::arctan, SurrogateKind::triangular,
                                       SurrogateKind::boxcar};

struct Problem {
  reference::Network network;
  reference::Matrix input;
  LossSpec loss;
  FiringRateTerm term;
  std::uint32_t label;
};

double loss_of(const Problem& problem) {
  reference::Trace trace = reference::forward(problem.network, problem.input);
  return reference::add_loss(problem.loss, problem.label, 1.0, trace) +
         reference::add_firing_rate_term(problem.term, 1.0, trace);
}

reference::Parameters gradients_of(const Problem& problem) {
  reference::Trace trace = reference::forward(problem.network, problem.input);
  reference::add_loss(problem.loss, problem.label, 1.0, trace);
  reference::add_firing_rate_term(problem.term, 1.0, trace);
  reference::Parameters gradients = reference::no_gradients(problem.network.spec);
  reference::backward(problem.network, problem.input, trace, gradients);
  return gradients;
}

Problem smooth_problem(SurrogateKind kind, float floor, ThresholdMode mode,
                       const std::vector<std::size_t>& hidden, LossKind loss) {
  Random random(7, static_cast<std::uint64_t>(kind), hidden.size(),
                static_cast<std::uint64_t>(mode));
  LayerSpec layer;
  layer.thresholds = mode;
  layer.membrane_retention = 0.75F;
  // Narrow enough that potentials reach both sides of the kinks of bounded surrogates.
  layer.surrogate = {kind, 1.0F, 0.75F, floor};
  const NetworkSpec spec = fully_connected(5, hidden, 3, layer);
  Problem problem;
  problem.network = {spec, reference::from_library(spec, lively_parameters(spec, random)), true};
  problem.input = reference::dense(random_raster(random, 9, 5, 0.4F, 2));
  problem.loss.kind = loss;
  problem.term = {3.0F, 0.5F};
  problem.label = 1;
  return problem;
}

/// Moves one parameter both ways and compares.
void expect_slope(Problem& problem, double& parameter, double gradient, const std::string& what) {
  // Small enough not to cross many kinks, large enough for double precision.
  constexpr double h = 1e-6;
  const double value = parameter;
  parameter = value + h;
  const double above = loss_of(problem);
  parameter = value - h;
  const double below = loss_of(problem);
  parameter = value;
  EXPECT_NEAR((above - below) / (2 * h), gradient, 1e-7 * (1 + std::abs(gradient))) << what;
}

void expect_finite_differences(Problem problem) {
  const reference::Parameters gradients = gradients_of(problem);
  for (std::size_t l = 0; l < gradients.size(); ++l) {
    const std::string where = " of layer " + std::to_string(l) + ", value ";
    reference::LayerParameters& parameters = problem.network.parameters[l];
    for (std::size_t i = 0; i < parameters.weights.size(); ++i) {
      expect_slope(problem, parameters.weights.flat(i), gradients[l].weights.flat(i),
                   "weight" + where + std::to_string(i));
    }
    for (std::size_t i = 0; i < parameters.thresholds.size(); ++i) {
      expect_slope(problem, parameters.thresholds(i), gradients[l].thresholds(i),
                   "threshold" + where + std::to_string(i));
    }
  }
}

TEST(Gradient, EqualsFiniteDifferencesWithEverySurrogate) {
  for (const SurrogateKind kind : all_kinds) {
    for (const float floor : {0.0F, 0.125F}) {
      SCOPED_TRACE("surrogate " + std::to_string(static_cast<int>(kind)) + ", floor " +
                   std::to_string(floor));
      expect_finite_differences(
          smooth_problem(kind, floor, ThresholdMode::per_neuron, {4}, LossKind::rate_mse));
    }
  }
}

TEST(Gradient, EqualsFiniteDifferencesAtEveryDepth) {
  const std::vector<std::vector<std::size_t>> depths = {{}, {3}, {4, 3}, {4, 3, 5}};
  for (const auto& hidden : depths) {
    SCOPED_TRACE(std::to_string(hidden.size()) + " hidden layers");
    for (const auto mode :
         {ThresholdMode::per_neuron, ThresholdMode::per_layer, ThresholdMode::fixed}) {
      expect_finite_differences(
          smooth_problem(SurrogateKind::exponential, 0.0F, mode, hidden, LossKind::cross_entropy));
    }
  }
}

TEST(Gradient, OfTheFiringRateTermEqualsFiniteDifferences) {
  Problem problem = smooth_problem(SurrogateKind::arctan, 0.0F, ThresholdMode::per_neuron, {6, 4},
                                   LossKind::rate_mse);
  problem.term = {30.0F, 1.0F};
  expect_finite_differences(problem);
}

TEST(Gradient, OfAThresholdIsNegativeSumOverAllSteps) {
  Problem problem = smooth_problem(SurrogateKind::exponential, 0.0F, ThresholdMode::per_neuron, {4},
                                   LossKind::rate_mse);
  problem.network.smooth = false;
  problem.network.parameters[0].thresholds.fill(100.0);  // a silent layer
  const reference::Parameters gradients = gradients_of(problem);
  for (const double gradient : gradients[0].thresholds) EXPECT_NE(gradient, 0.0);
}

TEST(SurrogateIntegral, HasTheSurrogateAsItsSlope) {
  for (const SurrogateKind kind : all_kinds) {
    for (const float floor : {0.0F, 0.0625F, 2.0F}) {
      const SurrogateSpec spec{kind, 1.5F, 0.75F, floor};
      for (double x = -3.01; x < 3; x += 0.05) {
        const double slope = (reference::surrogate_integral(spec, x + 1e-5) -
                              reference::surrogate_integral(spec, x - 1e-5)) /
                             2e-5;
        EXPECT_NEAR(slope, reference::surrogate(spec, x), 1e-5);
        EXPECT_NEAR(static_cast<double>(surrogate_value(spec, static_cast<float>(x))),
                    reference::surrogate(spec, x), 1e-6);
      }
    }
  }
}

/// One sample through both, everything compared. Returns false, having compared nothing, when a
/// potential lies so near its threshold that float and double may disagree about a spike.
bool expect_same_as_reference(const NetworkSpec& spec, const Parameters& parameters,
                              const SpikeRaster& input, const LossSpec& loss,
                              const FiringRateTerm& term) {
  const reference::Network twin{spec, reference::from_library(spec, parameters)};
  const reference::Matrix dense_input = reference::dense(input);
  reference::Trace trace = reference::forward(twin, dense_input);
  for (std::size_t l = 0; l < trace.size(); ++l) {
    const auto& theta = twin.parameters[l].thresholds;
    for (std::size_t i = 0; i < trace[l].v.size(); ++i) {
      const double v = trace[l].v.flat(i);
      const double x = v - theta(theta.size() == 1 ? 0 : i % theta.size());
      const double width = static_cast<double>(spec.layers[l].surrogate.width);
      const double margin = 1e-4 * (1 + std::abs(v));
      if (std::abs(x) < margin || std::abs(std::abs(x) - width) < margin) return false;
    }
  }
  const std::uint32_t label = static_cast<std::uint32_t>(spec.outputs() / 2);
  const double expected_loss = reference::add_loss(loss, label, 2.0, trace) +
                               reference::add_firing_rate_term(term, 2.0, trace);
  reference::Parameters expected = reference::no_gradients(spec);
  reference::backward(twin, dense_input, trace, expected);

  const Network network(spec, parameters);
  Activity activity;
  Parameters gradients = zeros_like(spec);
  network.forward(input, activity);
  const float actual_loss =
      loss_and_gradient(loss, label, 2.0F, activity) + firing_rate_term(term, 2.0F, activity);
  network.backward(input, activity, gradients, true);

  EXPECT_NEAR(actual_loss, expected_loss, 1e-5 * (1 + expected_loss));
  for (std::size_t l = 0; l < trace.size(); ++l) {
    const std::string where = " of layer " + std::to_string(l);
    const LayerActivity& layer = activity.layers[l];
    EXPECT_TRUE(reference::dense(layer.spikes) == trace[l].s) << "spikes" << where;
    expect_near(trace[l].v, layer.potentials, 1e-5, "potentials" + where);
    expect_near(trace[l].dL_ds, layer.spike_gradients, 1e-4, "spike gradients" + where);
    expect_near(trace[l].g, layer.potential_gradients, 1e-4, "potential gradients" + where);
    expect_near(trace[l].e_i, layer.current_gradients, 1e-4, "current gradients" + where);
    expect_near(expected[l].weights, gradients[l].weights, 1e-4, "weight gradients" + where);
    expect_near(expected[l].thresholds, gradients[l].thresholds, 1e-4,
                "threshold gradients" + where);
  }
  return true;
}

TEST(Backward, OfTheLibraryEqualsTheReferenceOnRandomNetworks) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed, 0x67726164);
    const auto size = [&] {
      return one_of<std::size_t>(random, {1, 2, 3, 5, 7, 8, 31, 32, 33, 40});
    };
    NetworkSpec spec;
    spec.inputs = size();
    const std::uint64_t layers = random.below(4) + 1;
    for (std::uint64_t l = 0; l < layers; ++l) spec.layers.push_back(random_layer(random, size()));
    const Parameters parameters = lively_parameters(spec, random);
    const auto steps = one_of<std::size_t>(random, {1, 2, 5, 13, 24});
    const float rate = one_of(random, {0.0F, 0.05F, 0.3F, 1.1F});  // none, some, all
    const SpikeRaster input = random_raster(random, steps, spec.inputs, rate, random.below(3) + 1);
    LossSpec loss;
    loss.kind = one_of(random, {LossKind::rate_mse, LossKind::cross_entropy});
    const FiringRateTerm term{one_of(random, {0.0F, 2.0F}), 0.25F};
    compared += expect_same_as_reference(spec, parameters, input, loss, term) ? 1 : 0;
  }
  EXPECT_GT(compared, 150);
}

TEST(Backward, AddsToGradients) {
  Random random(3);
  const NetworkSpec spec = fully_connected(6, {5}, 3);
  const Network network(spec, 1);
  const SpikeRaster input = random_raster(random, 20, 6, 0.3F);
  const auto gradients_after = [&](int passes) {
    Parameters gradients = zeros_like(spec);
    for (int i = 0; i < passes; ++i) {
      Activity activity;
      network.forward(input, activity);
      loss_and_gradient({}, 0, 1.0F, activity);
      network.backward(input, activity, gradients);
    }
    return gradients;
  };
  const Parameters once = gradients_after(1);
  const Parameters twice = gradients_after(2);
  for (std::size_t l = 0; l < once.size(); ++l) {
    std::vector<float> doubled;
    for (const float gradient : once[l].weights) doubled.push_back(2 * gradient);
    expect_near(doubled, twice[l].weights, 1e-6, "weights");
  }
}

}  // namespace
}  // namespace rouse
