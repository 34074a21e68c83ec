// The library and the reference against cases that an independent program computed by automatic
// differentiation in PyTorch (tests/fixtures/oracle.py): every spike, potential, surrogate value
// and gradient, and ten Adam steps.
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "network/spec_json.hpp"
#include "reference/reference.hpp"
#include "rouse/training.hpp"
#include "support.hpp"
#include "training/options_json.hpp"

namespace rouse {
namespace {

using Json = nlohmann::json;

constexpr std::array cases = {"arctan_one_layer",
                              "boxcar_masked",
                              "boxcar_silent",
                              "cross_entropy",
                              "fast_sigmoid_masked",
                              "masked_reset",
                              "maximum_potential",
                              "mean_potential",
                              "recurrent",
                              "adapting_threshold",
                              "adapting_current",
                              "trained_retentions",
                              "delays",
                              "every_kind_of_cell",
                              "firing_rate_of_cells",
                              "floor_and_firing_rate",
                              "paper",
                              "per_layer_thresholds",
                              "soft_reset",
                              "three_hidden_counts",
                              "triangular_fixed",
                              "weight_step",
                              "convolutions",
                              "convolutions_of_cells",
                              "pooled_and_in_groups",
                              "strides_and_padding"};

// The reference computes in double precision like the oracle: only the order of sums differs.
constexpr double reference_tolerance = 1e-12;
// Floats have 24 bits, 6e-8 relative. Potentials and gradients sum up hundreds of terms, and the
// retention 0.97 is rounded, too: 1e-5 was seen, while a wrong term would show as 1e-2.
constexpr double library_tolerance = 2e-5;
// Ten steps change parameters by 0.01 to 0.1 in all; 3e-7 was seen.
constexpr double adam_tolerance = 2e-6;

/// The numbers of nested arrays, in order.
void flatten(const Json& json, std::vector<double>& values) {
  if (json.is_number()) return values.push_back(json.get<double>());
  for (const Json& element : json) flatten(element, values);
}
std::vector<double> flat(const Json& json) {
  std::vector<double> values;
  flatten(json, values);
  return values;
}
std::vector<float> flat_floats(const Json& json) {
  const std::vector<double> values = flat(json);
  return {values.begin(), values.end()};
}

SpikeRaster raster_of(const Json& events, std::size_t steps, std::size_t channels) {
  SpikeRaster raster;
  raster.channels = channels;
  raster.offsets.assign(steps + 1, 0);
  for (const Json& event : events) {
    ++raster.offsets[event.at(0).get<std::size_t>() + 1];
    raster.columns.push_back(event.at(1).get<std::uint32_t>());
    if (event.size() > 2) raster.counts.push_back(event.at(2).get<float>());
  }
  for (std::size_t t = 0; t < steps; ++t) raster.offsets[t + 1] += raster.offsets[t];
  return raster;
}

template <typename E>
E named(const Json& name) {
  return json::value_of_name<E>(json::Value::of(name.get<std::string>()), "the fixture");
}

LayerSpec layer_of(const Json& j) {
  LayerSpec layer;
  j.at("r_i").get_to(layer.current_retention);
  j.at("r_v").get_to(layer.membrane_retention);
  layer.thresholds = named<ThresholdMode>(j.at("threshold_mode"));
  j.at("theta_min").get_to(layer.minimum_threshold);
  layer.reset = named<Reset>(j.at("reset"));
  layer.reset_gradient = named<ResetGradient>(j.at("reset_gradient"));
  const Json& surrogate = j.at("surrogate");
  layer.surrogate.kind = named<SurrogateKind>(surrogate.at("kind"));
  surrogate.at("scale").get_to(layer.surrogate.scale);
  surrogate.at("width").get_to(layer.surrogate.width);
  layer.surrogate.floor = surrogate.value("floor", 0.0F);
  j.at("weight_step").get_to(layer.weight_step);
  return layer;
}

struct Case {
  Json expected;
  NetworkSpec spec;
  Parameters parameters;
  LossSpec loss;
  FiringRateTerm term;
  AdamSpec adam;
  std::vector<SpikeRaster> inputs;
  std::vector<std::uint32_t> labels;

  std::size_t layers() const { return spec.layers.size(); }
  double batch() const { return static_cast<double>(inputs.size()); }
};

/// The tensors of LayerParameters that only some layers have, by their names in the files.
constexpr std::array<std::pair<const char*, std::vector<float> LayerParameters::*>, 5> cell_tensors{
    {{"recurrent_weight", &LayerParameters::recurrent_weights},
     {"current_retention", &LayerParameters::current_retentions},
     {"membrane_retention", &LayerParameters::membrane_retentions},
     {"adaptation_retention", &LayerParameters::adaptation_retentions},
     {"delay", &LayerParameters::delays}}};
void add_cells(const Json& j, Case& c) {
  for (std::size_t l = 0; l < c.layers(); ++l) {
    LayerSpec& layer = c.spec.layers[l];
    layer.recurrence = named<Recurrence>(j.at("recurrence"));
    layer.adaptation.kind = named<AdaptationKind>(j.at("adaptation").at("kind"));
    j.at("adaptation").at("retention").get_to(layer.adaptation.retention);
    j.at("adaptation").at("strength").get_to(layer.adaptation.strength);
    j.at("adaptation").at("coupling").get_to(layer.adaptation.coupling);
    layer.retentions = named<RetentionMode>(j.at("retentions"));
    j.at("maximum_delay").get_to(layer.maximum_delay);
    for (const auto& [name, tensor] : cell_tensors) {
      c.parameters[l].*tensor = flat_floats(j.at("cell_tensors")[l].value(name, Json::array()));
    }
  }
  j.at("lr_retention").get_to(c.adam.retention_learning_rate);
  j.at("lr_delay").get_to(c.adam.delay_learning_rate);
}

void add_maps(const Json& maps, Case& c) {
  const Json& sensor = maps.at("sensor");
  c.spec.sensor = {sensor[0], sensor[1], sensor[2]};
  for (std::size_t l = 0; l < c.layers(); ++l) {
    LayerSpec& layer = c.spec.layers[l];
    const Json& own = maps.at("layers")[l];
    own.at("pooling").get_to(layer.pooling);
    const Json& convolution = own.at("convolution");
    if (convolution.is_null()) {
      if (layer.thresholds == ThresholdMode::per_channel) {
        layer.thresholds = ThresholdMode::per_neuron;
      }
    } else {
      layer.convolution = {convolution.at("channels"), convolution.at("kernel"),
                           convolution.at("stride"), convolution.at("padding"),
                           convolution.at("groups")};
    }
  }
}

Case load(const std::string& name) {
  Case c;
  const auto path = std::filesystem::path(ROUSE_FIXTURES_DIR) / (name + ".json");
  const std::vector<std::uint8_t> text = read_bytes(path);
  const Json& j = c.expected = Json::parse(text);
  const auto sizes = j.at("sizes").get<std::vector<std::size_t>>();
  c.spec = fully_connected(sizes.front(), {sizes.begin() + 1, sizes.end() - 1}, sizes.back(),
                           layer_of(j));
  if (j.contains("readout")) c.spec.readout = named<Readout>(j.at("readout"));
  if (j.contains("maps")) add_maps(j.at("maps"), c);
  for (std::size_t l = 0; l < c.layers(); ++l) {
    c.parameters.push_back({flat_floats(j.at("weights")[l]), flat_floats(j.at("thresholds")[l])});
  }
  if (j.contains("cells")) add_cells(j, c);
  c.loss.kind = named<LossKind>(j.at("loss"));
  j.at("logit_scale").get_to(c.loss.logit_scale);
  j.at("firing_rate").at("strength").get_to(c.term.strength);
  j.at("firing_rate").at("minimum_rate").get_to(c.term.minimum_rate);
  c.term.maximum_rate = j.at("firing_rate").value("maximum_rate", 1.0F);
  j.at("lr").get_to(c.adam.learning_rate);
  j.at("lr_threshold").get_to(c.adam.threshold_learning_rate);
  for (const Json& events : j.at("events")) {
    c.inputs.push_back(raster_of(events, j.at("T").get<std::size_t>(), sizes.front()));
  }
  j.at("labels").get_to(c.labels);
  return c;
}

class Golden : public testing::TestWithParam<const char*> {
 protected:
  const Case c = load(GetParam());
};

/// One batch through the library: the loss, and gradients if asked for.
double run(const Case& c, const Network& network, Parameters& gradients,
           std::vector<Activity>* activities = nullptr) {
  gradients = zeros_like(c.spec);
  const auto batch = static_cast<float>(c.batch());
  const bool has_term = c.term.strength > 0.0F;
  double loss = 0.0;
  for (std::size_t b = 0; b < c.inputs.size(); ++b) {
    Activity activity;
    network.forward(c.inputs[b], activity);
    loss += static_cast<double>(loss_and_gradient(c.loss, c.labels[b], batch, activity));
    if (has_term) loss += static_cast<double>(firing_rate_term(c.term, batch, activity));
    network.backward(c.inputs[b], activity, gradients, has_term);
    if (activities != nullptr) activities->push_back(activity);
  }
  return loss / c.batch();
}

/// The same through the reference.
double run(const Case& c, const reference::Network& network, reference::Parameters& gradients,
           std::vector<reference::Trace>* traces = nullptr) {
  gradients = reference::no_gradients(c.spec);
  double loss = 0.0;
  for (std::size_t b = 0; b < c.inputs.size(); ++b) {
    const reference::Matrix input = reference::dense(c.inputs[b]);
    reference::Trace trace = reference::forward(network, input);
    loss += reference::add_loss(c.spec.readout, c.loss, c.labels[b], c.batch(), trace);
    loss += reference::add_firing_rate_term(c.spec.readout, c.term, c.batch(), trace);
    reference::backward(network, input, trace, gradients);
    if (traces != nullptr) traces->push_back(trace);
  }
  return loss / c.batch();
}

/// Compares with "weight_gradients", "threshold_gradients", or with "adam_weights",
/// "adam_thresholds".
template <typename Parameter>
void expect_parameters(const Json& expected, const std::string& which,
                       const std::vector<Parameter>& actual, double tolerance) {
  for (std::size_t l = 0; l < actual.size(); ++l) {
    const std::string where = " of layer " + std::to_string(l);
    const auto key = [&](const char* what) {
      return which == "adam" ? which + "_" + what + "s" : std::string(what) + "_gradients";
    };
    expect_near(flat(expected.at(key("weight"))[l]), actual[l].weights, tolerance,
                key("weight") + where);
    expect_near(flat(expected.at(key("threshold"))[l]), actual[l].thresholds, tolerance,
                key("threshold") + where);
    if (!expected.contains("cells")) continue;
    const Json& own = expected.at(which == "adam" ? "adam_cell_tensors" : "cell_gradients")[l];
    const auto compare = [&](const char* name, const auto& values) {
      expect_near(flat(own.value(name, Json::array())), values, tolerance,
                  which + ", " + name + where);
    };
    compare("recurrent_weight", actual[l].recurrent_weights);
    compare("current_retention", actual[l].current_retentions);
    compare("membrane_retention", actual[l].membrane_retentions);
    compare("adaptation_retention", actual[l].adaptation_retentions);
    compare("delay", actual[l].delays);
  }
}

TEST_P(Golden, LibraryGivesEverySpikePotentialAndSurrogateValue) {
  const Network network(c.spec, c.parameters);
  std::vector<Activity> activities;
  Parameters gradients;
  run(c, network, gradients, &activities);
  for (std::size_t l = 0; l < c.layers(); ++l) {
    const std::size_t n = c.spec.layers[l].neurons;
    for (std::size_t b = 0; b < activities.size(); ++b) {
      const std::string where = " of layer " + std::to_string(l) + ", sample " + std::to_string(b);
      const LayerActivity& layer = activities[b].layers[l];
      const SpikeRaster spikes = raster_of(c.expected.at("spikes")[l][b], c.inputs[b].steps(), n);
      EXPECT_EQ(layer.spikes, spikes) << "spikes" << where;
      expect_near(flat(c.expected.at("potentials")[l][b]), layer.potentials, library_tolerance,
                  "potentials" + where);
      std::vector<float> rho;
      for (std::size_t i = 0; i < layer.potentials.size(); ++i) {
        const bool rises = c.spec.layers[l].adaptation.kind == AdaptationKind::threshold;
        const float rise = rises ? layer.adaptations[i] : 0.0F;
        const float x = layer.potentials[i] - network.thresholds_of(l)[i % n] - rise;
        rho.push_back(c.spec.fires(l) ? surrogate_value(c.spec.layers[l].surrogate, x) : 1.0F);
      }
      expect_near(flat(c.expected.at("surrogate_values")[l][b]), rho, library_tolerance,
                  "surrogate values" + where);
    }
  }
}

TEST_P(Golden, ReferenceGivesEverySpikePotentialAndSurrogateValue) {
  const reference::Network network{c.spec, reference::from_library(c.spec, c.parameters)};
  std::vector<reference::Trace> traces;
  reference::Parameters gradients;
  run(c, network, gradients, &traces);
  for (std::size_t l = 0; l < c.layers(); ++l) {
    const std::size_t n = c.spec.layers[l].neurons;
    for (std::size_t b = 0; b < traces.size(); ++b) {
      const std::string where = " of layer " + std::to_string(l) + ", sample " + std::to_string(b);
      const reference::LayerTrace& layer = traces[b][l];
      const SpikeRaster spikes = raster_of(c.expected.at("spikes")[l][b], c.inputs[b].steps(), n);
      EXPECT_TRUE(layer.s == reference::dense(spikes)) << "spikes" << where;
      expect_near(flat(c.expected.at("potentials")[l][b]), layer.v, reference_tolerance,
                  "potentials" + where);
      expect_near(flat(c.expected.at("surrogate_values")[l][b]), layer.rho, reference_tolerance,
                  "surrogate values" + where);
    }
  }
}

TEST_P(Golden, LossAndEveryGradientAgree) {
  const double expected_loss = c.expected.at("loss_value").get<double>();
  const Network network(c.spec, c.parameters);
  Parameters gradients;
  EXPECT_NEAR(run(c, network, gradients), expected_loss, library_tolerance);
  expect_parameters(c.expected, "gradients", gradients, library_tolerance);

  const reference::Network same{c.spec, reference::from_library(c.spec, c.parameters)};
  reference::Parameters reference_gradients;
  EXPECT_NEAR(run(c, same, reference_gradients), expected_loss, reference_tolerance);
  expect_parameters(c.expected, "gradients", reference_gradients, reference_tolerance);
}

TEST_P(Golden, LibraryTakesTheSameTenAdamSteps) {
  Network network(c.spec, c.parameters);
  Adam adam(c.spec, c.adam);
  Parameters gradients;
  std::vector<double> losses;
  for (int step = 0; step < 10; ++step) {
    losses.push_back(run(c, network, gradients));
    adam.step(c.spec, gradients, network.mutable_parameters());
    network.parameters_changed();
  }
  expect_near(flat(c.expected.at("adam_losses")), losses, adam_tolerance, "losses");
  expect_parameters(c.expected, "adam", network.parameters(), adam_tolerance);
}

TEST_P(Golden, ReferenceTakesTheSameTenAdamSteps) {
  reference::Network network{c.spec, reference::from_library(c.spec, c.parameters)};
  reference::Adam adam(c.spec, c.adam);
  reference::Parameters gradients;
  std::vector<double> losses;
  for (int step = 0; step < 10; ++step) {
    losses.push_back(run(c, network, gradients));
    adam.step(network, gradients);
  }
  expect_near(flat(c.expected.at("adam_losses")), losses, reference_tolerance, "losses");
  expect_parameters(c.expected, "adam", network.parameters, reference_tolerance);
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(cases),
                         [](const auto& parameter) { return std::string(parameter.param); });

TEST(GoldenCases, AreAllTheFilesInTheFolder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(ROUSE_FIXTURES_DIR)) {
    if (entry.path().extension() == ".json") names.insert(entry.path().stem().string());
  }
  EXPECT_EQ(names, std::set<std::string>(cases.begin(), cases.end()));
}

}  // namespace
}  // namespace rouse
