// Gradients: the reference against finite differences of itself, the library against the reference.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <xtensor/xadapt.hpp>

#include "reference/reference.hpp"
#include "rouse/training.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr SurrogateKind all_kinds[] = {SurrogateKind::exponential, SurrogateKind::fast_sigmoid,
                                       SurrogateKind::arctan, SurrogateKind::triangular,
                                       SurrogateKind::boxcar};

constexpr Readout all_readouts[] = {Readout::spikes, Readout::maximum_potential,
                                    Readout::mean_potential};

struct Problem {
  reference::Network network;
  reference::Matrix input;
  LossSpec loss;
  FiringRateTerm term;
  std::uint32_t label;
};

double loss_of(const Problem& problem) {
  reference::Trace trace = reference::forward(problem.network, problem.input);
  const Readout readout = problem.network.spec.readout;
  return reference::add_loss(readout, problem.loss, problem.label, 1.0, trace) +
         reference::add_firing_rate_term(readout, problem.term, 1.0, trace);
}

reference::Parameters gradients_of(const Problem& problem) {
  reference::Trace trace = reference::forward(problem.network, problem.input);
  const Readout readout = problem.network.spec.readout;
  reference::add_loss(readout, problem.loss, problem.label, 1.0, trace);
  reference::add_firing_rate_term(readout, problem.term, 1.0, trace);
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

bool is_no_connection(const LayerSpec& layer, const std::string& name, std::size_t i) {
  return name == "recurrent weight" && layer.recurrence == Recurrence::others &&
         i % (layer.neurons + 1) == 0;
}

/// Moves every parameter. A recurrent weight from a neuron to itself that there is not stays 0.
void expect_finite_differences(Problem problem) {
  const reference::Parameters gradients = gradients_of(problem);
  for (std::size_t l = 0; l < gradients.size(); ++l) {
    const auto expect_slopes = [&](const char* name, auto tensor) {
      auto& values = problem.network.parameters[l].*tensor;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (is_no_connection(problem.network.spec.layers[l], name, i)) continue;
        expect_slope(
            problem, values.flat(i), (gradients[l].*tensor).flat(i),
            std::string(name) + " of layer " + std::to_string(l) + ", value " + std::to_string(i));
      }
    };
    using reference::LayerParameters;
    expect_slopes("weight", &LayerParameters::weights);
    expect_slopes("threshold", &LayerParameters::thresholds);
    expect_slopes("recurrent weight", &LayerParameters::recurrent_weights);
    expect_slopes("current retention", &LayerParameters::current_retentions);
    expect_slopes("membrane retention", &LayerParameters::membrane_retentions);
    expect_slopes("adaptation retention", &LayerParameters::adaptation_retentions);
    expect_slopes("delay", &LayerParameters::delays);
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
  for (const FiringRateTerm& term :
       {FiringRateTerm{30.0F, 1.0F}, {30.0F, 1e-6F, 1e-6F}, {30.0F, 0.25F, 0.5F}}) {
    SCOPED_TRACE("rates of " + std::to_string(term.minimum_rate) + " to " +
                 std::to_string(term.maximum_rate));
    problem.term = term;
    expect_finite_differences(problem);
  }
}

TEST(Gradient, OfEveryReadoutEqualsFiniteDifferences) {
  for (const Readout readout : all_readouts) {
    for (const LossKind loss : {LossKind::rate_mse, LossKind::cross_entropy}) {
      SCOPED_TRACE("readout " + std::to_string(static_cast<int>(readout)) + ", loss " +
                   std::to_string(static_cast<int>(loss)));
      Problem problem =
          smooth_problem(SurrogateKind::exponential, 0.0F, ThresholdMode::per_neuron, {6, 4}, loss);
      problem.network.spec.readout = readout;
      expect_finite_differences(problem);
    }
  }
}

/// Two hidden layers and the output, all of these neurons.
Problem smooth_cells(const LayerSpec& cell, Readout readout, LossKind loss) {
  Problem problem =
      smooth_problem(SurrogateKind::exponential, 0.0F, ThresholdMode::per_neuron, {4, 3}, loss);
  NetworkSpec& spec = problem.network.spec;
  spec.readout = readout;
  for (LayerSpec& layer : spec.layers) {
    const LayerSpec plain = layer;
    layer = cell;
    layer.neurons = plain.neurons;
    layer.membrane_retention = plain.membrane_retention;
    layer.surrogate = plain.surrogate;
  }
  Random random(9);
  problem.network.parameters = reference::from_library(spec, lively_parameters(spec, random));
  problem.term = {3.0F, 0.05F, 0.1F};
  return problem;
}

TEST(Gradient, OfEveryKindOfCellEqualsFiniteDifferences) {
  std::vector<std::pair<const char*, LayerSpec>> cells(8);
  cells[0] = {"recurrent", {}};
  cells[0].second.recurrence = Recurrence::all;
  cells[1] = {"recurrent but for itself", {}};
  cells[1].second.recurrence = Recurrence::others;
  cells[2] = {"with a threshold that adapts", {}};
  cells[2].second.adaptation = {AdaptationKind::threshold, 0.9F, 0.5F, 0.0F};
  cells[3] = {"with a current that adapts", {}};
  cells[3].second.adaptation = {AdaptationKind::current, 0.9F, 0.5F, 0.0F};
  cells[4] = {"with a current that is coupled", {}};
  cells[4].second.adaptation = {AdaptationKind::current, 0.8F, 0.25F, 0.25F};
  cells[5] = {"with trained retentions", {}};
  cells[5].second.retentions = RetentionMode::per_neuron;
  cells[6] = {"with delays", {}};
  cells[6].second.maximum_delay = 4;
  cells[7] = {"with all of it", {}};
  cells[7].second.recurrence = Recurrence::others;
  cells[7].second.adaptation = {AdaptationKind::threshold, 0.9F, 0.5F, 0.125F};
  cells[7].second.retentions = RetentionMode::per_neuron;
  cells[7].second.maximum_delay = 4;
  for (const auto& [name, cell] : cells) {
    SCOPED_TRACE(name);
    expect_finite_differences(smooth_cells(cell, Readout::spikes, LossKind::rate_mse));
    expect_finite_differences(
        smooth_cells(cell, Readout::maximum_potential, LossKind::cross_entropy));
  }
}

TEST(Gradient, OfConvolutionsAndPoolingEqualsFiniteDifferences) {
  struct Shape {
    const char* name;
    std::uint32_t pooling;
    ConvolutionSpec convolution;
  };
  for (const Shape& shape : std::initializer_list<Shape>{
           {"a window at each place", 1, {3, 3, 1, 1, 1}},
           {"strides that leave inputs out", 1, {2, 2, 3, 0, 1}},
           {"more padding than maps", 1, {2, 3, 2, 2, 1}},
           {"groups", 1, {4, 3, 1, 0, 2}},
           {"pooled maps", 2, {3, 2, 1, 1, 1}},
           {"pooled maps in groups", 2, {2, 2, 1, 0, 2}},
       }) {
    for (const ThresholdMode mode : {ThresholdMode::per_channel, ThresholdMode::per_neuron}) {
      for (const bool adapts : {false, true}) {
        SCOPED_TRACE(shape.name);
        LayerSpec cell;
        if (adapts) {
          cell.adaptation = {AdaptationKind::threshold, 0.9F, 0.5F, 0.125F};
          cell.retentions = RetentionMode::per_neuron;
          cell.maximum_delay = 3;
        }
        Problem problem = smooth_cells(cell, Readout::spikes, LossKind::cross_entropy);
        NetworkSpec& spec = problem.network.spec;
        spec.sensor = {5, 4, 2};
        spec.inputs = spec.sensor.channels();
        spec.layers[0].pooling = shape.pooling;
        spec.layers[0].convolution = shape.convolution;
        spec.layers[0].thresholds = mode;
        count_neurons(spec);
        if (std::min(spec.maps_of(0).width, spec.maps_of(0).height) > 1) spec.layers[1].pooling = 2;
        validate(spec);
        Random random(11);
        problem.network.parameters = reference::from_library(spec, lively_parameters(spec, random));
        problem.input = reference::dense(random_raster(random, 6, spec.inputs, 0.2F, 2));
        expect_finite_differences(problem);
      }
    }
  }
}

TEST(Gradient, WithDropoutEqualsFiniteDifferences) {
  LayerSpec cell;
  cell.dropout = 0.5F;
  cell.maximum_delay = 3;
  Problem problem = smooth_cells(cell, Readout::mean_potential, LossKind::cross_entropy);
  problem.network.shares = {{2.0, 0.0, 2.0, 2.0, 0.0}, {0.0, 2.0, 2.0, 0.0}, {2.0, 0.0, 2.0}};
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

/// Whether two steps' potentials of an output are so near its highest that float and double may
/// disagree about which it is.
bool has_rival_peaks(const reference::Matrix& potentials) {
  const reference::Row peaks = xt::amax(potentials, {0});
  for (std::size_t j = 0; j < peaks.size(); ++j) {
    int near = 0;
    for (std::size_t t = 0; t < potentials.shape(0); ++t) {
      near += potentials(t, j) > peaks(j) - 1e-4 * (1 + std::abs(peaks(j))) ? 1 : 0;
    }
    if (near > 1) return true;
  }
  return false;
}

/// One sample through both, everything compared. Returns false, having compared nothing, when a
/// potential lies so near its threshold that float and double may disagree about a spike.
bool expect_same_as_reference(const NetworkSpec& spec, const Parameters& parameters,
                              const SpikeRaster& input, const LossSpec& loss,
                              const FiringRateTerm& term) {
  const Network network(spec, parameters);
  Activity activity;
  activity.training = SampleKey{1, 2, 3};
  network.forward(input, activity);

  reference::Network twin{spec, reference::from_library(spec, parameters)};
  for (const LayerActivity& layer : activity.layers) {
    twin.shares.push_back(
        xt::cast<double>(xt::adapt(layer.shares, std::array{layer.shares.size()})));
  }
  const reference::Matrix dense_input = reference::dense(input);
  reference::Trace trace = reference::forward(twin, dense_input);
  for (std::size_t l = 0; l < trace.size() && spec.fires(l); ++l) {
    const auto& theta = twin.parameters[l].thresholds;
    const bool rises = spec.layers[l].adaptation.kind == AdaptationKind::threshold;
    for (std::size_t i = 0; i < trace[l].v.size(); ++i) {
      const double v = trace[l].v.flat(i);
      const double rise = rises ? trace[l].a.flat(i) : 0.0;
      const double x = v - theta(theta.size() == 1 ? 0 : i % theta.size()) - rise;
      const double width = static_cast<double>(spec.layers[l].surrogate.width);
      const double margin = 1e-4 * (1 + std::abs(v));
      if (std::abs(x) < margin || std::abs(std::abs(x) - width) < margin) return false;
    }
  }
  if (spec.readout == Readout::maximum_potential && has_rival_peaks(trace.back().v)) return false;
  const std::uint32_t label = static_cast<std::uint32_t>(spec.outputs() / 2);
  const double expected_loss = reference::add_loss(spec.readout, loss, label, 2.0, trace) +
                               reference::add_firing_rate_term(spec.readout, term, 2.0, trace);
  reference::Parameters expected = reference::no_gradients(spec);
  reference::backward(twin, dense_input, trace, expected);

  Parameters gradients = zeros_like(spec);
  const float actual_loss =
      loss_and_gradient(loss, label, 2.0F, activity) + firing_rate_term(term, 2.0F, activity);
  Activity unseen = activity;
  activity.inspected = true;
  network.backward(input, activity, gradients, true);
  Parameters gradients_unseen = zeros_like(spec);
  network.backward(input, unseen, gradients_unseen, true);
  EXPECT_EQ(gradients_unseen, gradients);

  EXPECT_NEAR(actual_loss, expected_loss, 1e-5 * (1 + expected_loss));
  for (std::size_t l = 0; l < trace.size(); ++l) {
    const std::string where = " of layer " + std::to_string(l);
    const LayerActivity& layer = activity.layers[l];
    EXPECT_TRUE(reference::dense(layer.spikes) == trace[l].s) << "spikes" << where;
    expect_near(trace[l].v, layer.potentials, 1e-5, "potentials" + where);
    expect_near(trace[l].dL_ds, layer.spike_gradients, 1e-4, "spike gradients" + where);
    expect_near(trace[l].g, layer.potential_gradients, 1e-4, "potential gradients" + where);
    expect_near(trace[l].e_i, layer.current_gradients, 1e-4, "current gradients" + where);
    const reference::LayerParameters& wanted = expected[l];
    const LayerParameters& found = gradients[l];
    expect_near(wanted.weights, found.weights, 1e-4, "weight gradients" + where);
    expect_near(wanted.thresholds, found.thresholds, 1e-4, "threshold gradients" + where);
    expect_near(wanted.recurrent_weights, found.recurrent_weights, 1e-4,
                "recurrent weight gradients" + where);
    expect_near(wanted.current_retentions, found.current_retentions, 1e-4,
                "current retention gradients" + where);
    expect_near(wanted.membrane_retentions, found.membrane_retentions, 1e-4,
                "membrane retention gradients" + where);
    expect_near(wanted.adaptation_retentions, found.adaptation_retentions, 1e-4,
                "adaptation retention gradients" + where);
    expect_near(wanted.delays, found.delays, 1e-4, "delay gradients" + where);
  }
  return true;
}

/// Networks of up to four layers drawn by `layer`; returns how many were compared.
int compare_random_networks(LayerSpec (*layer)(Random&, std::size_t), bool with_maps = false) {
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
    for (std::uint64_t l = 0; l < layers; ++l) spec.layers.push_back(layer(random, size()));
    if (with_maps) draw_maps(random, spec);
    spec.readout = one_of(random, {Readout::spikes, Readout::spikes, Readout::maximum_potential,
                                   Readout::mean_potential});
    const Parameters parameters = lively_parameters(spec, random);
    const auto steps = one_of<std::size_t>(random, {1, 2, 5, 13, 24});
    const float rate = one_of(random, {0.0F, 0.05F, 0.3F, 1.1F});  // none, some, all
    const SpikeRaster input = random_raster(random, steps, spec.inputs, rate, random.below(3) + 1);
    LossSpec loss;
    loss.kind = one_of(random, {LossKind::rate_mse, LossKind::cross_entropy});
    const FiringRateTerm term{one_of(random, {0.0F, 2.0F}), 0.25F, 0.5F};
    compared += expect_same_as_reference(spec, parameters, input, loss, term) ? 1 : 0;
  }
  return compared;
}

TEST(Backward, OfTheLibraryEqualsTheReferenceOnRandomNetworks) {
  EXPECT_GT(compare_random_networks(random_layer), 150);
}

TEST(Backward, OfTheLibraryEqualsTheReferenceOnNetworksOfRandomCells) {
  EXPECT_GT(compare_random_networks(random_cell_layer), 150);
}

TEST(Backward, OfTheLibraryEqualsTheReferenceOnRandomConvolutions) {
  EXPECT_GT(compare_random_networks(random_layer, true), 100);
}

TEST(Backward, OfTheLibraryEqualsTheReferenceOnConvolutionsOfRandomCells) {
  EXPECT_GT(compare_random_networks(random_cell_layer, true), 100);
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
