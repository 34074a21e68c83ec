#include "rouse/network_spec.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "rouse/training.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

TEST(PaperNetwork, HasItsSizesForOtherSensors) {
  EXPECT_EQ(sizes_of(paper_shd_network()), "700-200-200-20");
  EXPECT_EQ(sizes_of(paper_gesture_network()), "32768-64-11");
  EXPECT_EQ(paper_gesture_network().layers[0], [] {
    LayerSpec layer = paper_network().layers[0];
    layer.neurons = 64;
    return layer;
  }());
}

TEST(PaperNetwork, IsThePapersPreset) {
  const NetworkSpec spec = paper_network();
  EXPECT_EQ(spec.inputs, 2312U);
  ASSERT_EQ(spec.layers.size(), 3U);
  EXPECT_EQ(spec.layers[0].neurons, 500U);
  EXPECT_EQ(spec.layers[1].neurons, 500U);
  EXPECT_EQ(spec.layers[2].neurons, 10U);
  for (const LayerSpec& layer : spec.layers) {
    EXPECT_EQ(layer.initial_threshold, 1.25F);
    EXPECT_EQ(layer.surrogate.kind, SurrogateKind::exponential);
    EXPECT_EQ(layer.surrogate.scale, 1.5F);
    EXPECT_EQ(layer.surrogate.width, 3.75F);
    EXPECT_EQ(layer.surrogate.floor, 0.0F);
    EXPECT_EQ(layer.current_retention, 0.75F);
    EXPECT_EQ(layer.membrane_retention, 0.97F);
    EXPECT_EQ(layer.reset, Reset::hard);
    EXPECT_EQ(layer.reset_gradient, ResetGradient::paper);
    EXPECT_EQ(layer.thresholds, ThresholdMode::per_neuron);
    EXPECT_EQ(layer.weight_step, 0.0F);
  }
  EXPECT_EQ(spec.weight_count(), 2312U * 500 + 500 * 500 + 500 * 10);
}

TEST(PaperTraining, IsThePapersPreset) {
  const TrainingOptions options = paper_training();
  EXPECT_EQ(options.bins, (BinOptions{300, 1000, Occupancy::binary}));
  EXPECT_EQ(options.loss.kind, LossKind::rate_mse);
  EXPECT_EQ(options.loss.true_rate, 0.2F);
  EXPECT_EQ(options.loss.false_rate, 0.03F);
  EXPECT_EQ(options.adam.learning_rate, 0.001F);
  EXPECT_EQ(options.adam.threshold_learning_rate, 0.001F);
  EXPECT_EQ(options.adam.beta1, 0.9F);
  EXPECT_EQ(options.adam.beta2, 0.999F);
  EXPECT_EQ(options.adam.epsilon, 1e-8F);
  EXPECT_EQ(options.firing_rate.strength, 0.0F);
  EXPECT_EQ(options.augmentation, Augmentation{});
}

TEST(FullyConnected, SharesOneLayersOptions) {
  LayerSpec layer;
  layer.reset = Reset::soft;
  const NetworkSpec spec = fully_connected(7, {5, 3}, 2, layer);
  EXPECT_EQ(spec.inputs_of(0), 7U);
  EXPECT_EQ(spec.inputs_of(1), 5U);
  EXPECT_EQ(spec.inputs_of(2), 3U);
  EXPECT_EQ(spec.outputs(), 2U);
  for (const LayerSpec& each : spec.layers) EXPECT_EQ(each.reset, Reset::soft);
  EXPECT_EQ(fully_connected(7, {}, 2).layers.size(), 1U);
}

/// The message for a network of which one thing is wrong.
std::string message_for(const std::function<void(NetworkSpec&)>& change) {
  NetworkSpec spec = fully_connected(7, {5}, 2);
  change(spec);
  return error_of([&] { validate(spec); });
}

TEST(NetworkSpecValidation, NamesFieldValueAndRange) {
  EXPECT_EQ(message_for([](NetworkSpec&) {}), "");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.inputs = 0; }),
            "invalid_value: inputs is 0; it must be 1 to 16777216");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers.clear(); }),
            "invalid_value: the number of layers is 0; it must be 1 to 64");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers.resize(65, s.layers[0]); }),
            "invalid_value: the number of layers is 65; it must be 1 to 64");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[1].neurons = 65537; }),
            "invalid_value: layers[1].neurons is 65537; it must be 1 to 65536");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].current_retention = 1.0F; }),
            "invalid_value: layers[0].current_retention is 1; it must be 0 or more and below 1");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].membrane_retention = -0.5F; }),
            "invalid_value: layers[0].membrane_retention is -0.5; it must be 0 or more and below "
            "1");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].minimum_threshold = 0.0F; }),
            "invalid_value: layers[0].minimum_threshold is 0; it must be above 0 and at most "
            "1e+06");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].initial_threshold = 0.01F; }),
            "invalid_value: layers[0].initial_threshold is 0.01; it must be 0.05 to 1e+06");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].surrogate.scale = 0.0F; }),
            "invalid_value: layers[0].surrogate.scale is 0; it must be above 0 and at most 1e+06");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].surrogate.width = nan; }),
            "invalid_value: layers[0].surrogate.width is nan; it must be above 0 and at most "
            "1e+06");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].surrogate.floor = -1.0F; }),
            "invalid_value: layers[0].surrogate.floor is -1; it must be 0 to 1e+06");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].weight_step = 2.0F; }),
            "invalid_value: layers[0].weight_step is 2; it must be 0 to 1");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].adaptation.retention = 1.0F; }),
            "invalid_value: layers[0].adaptation.retention is 1; it must be 0 or more and below 1");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].adaptation.strength = -1.0F; }),
            "invalid_value: layers[0].adaptation.strength is -1; it must be 0 to 1e+06");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[0].adaptation.coupling = 2.0F; }),
            "invalid_value: layers[0].adaptation.coupling is 2; it must be 0 to 1");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[1].maximum_delay = 1001; }),
            "invalid_value: layers[1].maximum_delay is 1001; it must be 0 to 1000");
  EXPECT_EQ(message_for([](NetworkSpec& s) { s.layers[1].dropout = 1.0F; }),
            "invalid_value: layers[1].dropout is 1; it must be 0 or more and below 1");
  EXPECT_EQ(message_for([](NetworkSpec& s) {
              s.inputs = 1U << 20U;
              s.layers[0].neurons = 65536;
            }).find("invalid_value: the number of weights is "),
            0U);
}

/// 8x6x2 from the sensor, 8x6x4 after the convolution, 4x3x4 = 48 inputs after pooling, 2 classes.
NetworkSpec network_of_maps() {
  NetworkSpec spec = fully_connected(96, {0}, 2);
  spec.sensor = {8, 6, 2};
  spec.layers[0].convolution = {4, 3, 1, 1, 1};
  spec.layers[1].pooling = 2;
  count_neurons(spec);
  return spec;
}

TEST(NetworkSpec, CountsWhatConvolutionAndPoolingMake) {
  const NetworkSpec spec = network_of_maps();
  EXPECT_EQ(spec.layers[0].neurons, 192U);
  EXPECT_EQ(spec.maps_of(0), (Maps{8, 6, 4}));
  EXPECT_EQ(spec.maps_into(1), (Maps{4, 3, 4}));
  EXPECT_EQ(spec.maps_of(1), Maps{});
  EXPECT_EQ(spec.senders_of(1), 192U);
  EXPECT_EQ(spec.inputs_of(1), 48U);
  EXPECT_EQ(spec.fan_in(0), 2U * 3 * 3);
  EXPECT_EQ(spec.weight_count(), 4U * 2 * 3 * 3 + 48 * 2);
  EXPECT_EQ(sizes_of(spec), "96-192-2");
  const Parameters parameters = initialise(spec, 1);
  EXPECT_EQ(parameters[0].weights.size(), 72U);
  EXPECT_EQ(parameters[1].weights.size(), 96U);
}

TEST(NetworkSpecValidation, NamesWhatDoesNotFitTheMaps) {
  const auto message = [](const std::function<void(NetworkSpec&)>& change) {
    NetworkSpec spec = network_of_maps();
    change(spec);
    return error_of([&] { validate(spec); });
  };
  EXPECT_EQ(message([](NetworkSpec&) {}), "");
  EXPECT_EQ(message([](NetworkSpec& s) { s.sensor.width = 9; }),
            "invalid_value: sensor is 9x6x2, but inputs is 96");
  EXPECT_EQ(message([](NetworkSpec& s) { s.sensor = {}; }),
            "invalid_value: layers[0].convolution needs feature maps that are large enough: give "
            "the network's sensor, and pooling must be at most their width and height");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[1].pooling = 7; }),
            "invalid_value: layers[1].pooling needs feature maps that are large enough: the layer "
            "below must convolve, and pooling must be at most their width and height");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[1].pooling = 0; }),
            "invalid_value: layers[1].pooling is 0; it must be 1 to 64");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[1].thresholds = ThresholdMode::per_channel; }),
            "invalid_value: layers[1].thresholds is per_channel, but the layer does not convolve; "
            "use per_neuron");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[0].convolution.channels = 4097; }),
            "invalid_value: layers[0].convolution.channels is 4097; it must be 1 to 4096");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[0].convolution.kernel = 0; }),
            "invalid_value: layers[0].convolution.kernel is 0; it must be 1 to 64");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[0].convolution.stride = 0; }),
            "invalid_value: layers[0].convolution.stride is 0; it must be 1 to 64");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[0].convolution.padding = 3; }),
            "invalid_value: layers[0].convolution.padding is 3; it must be 0 to 2");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[0].convolution.groups = 3; }),
            "invalid_value: layers[0].convolution.groups is 3; it must be 1 to 2");
  EXPECT_EQ(message([](NetworkSpec& s) {
              s.layers[0].convolution = {3, 3, 1, 1, 2};
            }),
            "invalid_value: layers[0].convolution.groups is 2; it must divide both the 2 channels "
            "that come in and the layer's 3");
  EXPECT_EQ(message([](NetworkSpec& s) {
              s.layers[0].convolution = {4, 9, 1, 0, 1};
            }),
            "invalid_value: layers[0].convolution.kernel is 9, which does not fit into the 8x6x2 "
            "maps that come in; make it smaller or pad the maps");
  EXPECT_EQ(message([](NetworkSpec& s) { s.layers[0].neurons = 191; }),
            "invalid_value: layers[0].neurons is 191, but its convolution makes 8x6x4 of them; "
            "leave it out");
  EXPECT_EQ(error_of([] {
              network_spec_from_json(
                  R"({"inputs":96,"sensor":{"width":8,"height":6,"polarities":2},"layers":[)"
                  R"({"convolution":{"channels":4294967295,"kernel":3,"padding":4294967295}}]})");
            }),
            "invalid_value: layers[0].convolution.channels is 4294967295; it must be 1 to 4096");
}

TEST(NetworkSpecJson, LeavesOutWhatFollowsFromAConvolution) {
  const NetworkSpec spec = network_spec_from_json(
      R"({"inputs":96,"sensor":{"width":8,"height":6,"polarities":2},"layers":[)"
      R"({"convolution":{"channels":4,"kernel":3,"padding":1}},{"neurons":2,"pooling":2}]})");
  EXPECT_EQ(spec, network_of_maps());
  EXPECT_EQ(network_spec_from_json(to_json(spec)), spec);
}

std::string message_for(const std::function<void(TrainingOptions&)>& change) {
  TrainingOptions options;
  change(options);
  return error_of([&] { validate(options); });
}

TEST(TrainingOptionsValidation, NamesFieldValueAndRange) {
  using O = TrainingOptions;
  EXPECT_EQ(message_for([](O&) {}), "");
  EXPECT_EQ(message_for([](O& o) { o.batch = 0; }),
            "invalid_value: batch is 0; it must be 1 to 65536");
  EXPECT_EQ(message_for([](O& o) { o.loss.true_rate = 1.5F; }),
            "invalid_value: loss.true_rate is 1.5; it must be 0 to 1");
  EXPECT_EQ(message_for([](O& o) { o.loss.false_rate = nan; }),
            "invalid_value: loss.false_rate is nan; it must be 0 to 1");
  EXPECT_EQ(message_for([](O& o) { o.loss.logit_scale = 0.0F; }),
            "invalid_value: loss.logit_scale is 0; it must be above 0 and at most 1000");
  EXPECT_EQ(message_for([](O& o) { o.firing_rate.strength = -1.0F; }),
            "invalid_value: firing_rate.strength is -1; it must be 0 to 1e+06");
  EXPECT_EQ(message_for([](O& o) { o.firing_rate.minimum_rate = 0.0F; }),
            "invalid_value: firing_rate.minimum_rate is 0; it must be above 0 and at most 1");
  EXPECT_EQ(message_for([](O& o) { o.firing_rate.maximum_rate = 0.001F; }),
            "invalid_value: firing_rate.maximum_rate is 0.001; it must be 0.01 to 1");
  EXPECT_EQ(message_for([](O& o) { o.adam.learning_rate = -0.5F; }),
            "invalid_value: adam.learning_rate is -0.5; it must be 0 to 1000");
  EXPECT_EQ(message_for([](O& o) { o.adam.threshold_learning_rate = 1001.0F; }),
            "invalid_value: adam.threshold_learning_rate is 1001; it must be 0 to 1000");
  EXPECT_EQ(message_for([](O& o) { o.adam.retention_learning_rate = -1.0F; }),
            "invalid_value: adam.retention_learning_rate is -1; it must be 0 to 1000");
  EXPECT_EQ(message_for([](O& o) { o.adam.delay_learning_rate = nan; }),
            "invalid_value: adam.delay_learning_rate is nan; it must be 0 to 1000");
  EXPECT_EQ(message_for([](O& o) { o.adam.learning_rate_decay = 0.0F; }),
            "invalid_value: adam.learning_rate_decay is 0; it must be above 0 and at most 1");
  EXPECT_EQ(message_for([](O& o) { o.gradient_thinning = 0; }),
            "invalid_value: gradient_thinning is 0; it must be 1 to 1000");
  EXPECT_EQ(message_for([](O& o) { o.adam.beta1 = 1.0F; }),
            "invalid_value: adam.beta1 is 1; it must be 0 or more and below 1");
  EXPECT_EQ(message_for([](O& o) { o.adam.beta2 = 1.0F; }),
            "invalid_value: adam.beta2 is 1; it must be 0 or more and below 1");
  EXPECT_EQ(message_for([](O& o) { o.adam.epsilon = 0.0F; }),
            "invalid_value: adam.epsilon is 0; it must be above 0 and at most 1");
  EXPECT_EQ(message_for([](O& o) { o.bins.steps = 0; }),
            "invalid_value: steps is 0; expected 1 to 100000");
  EXPECT_NE(message_for([](O& o) { o.augmentation.drop = 1.0F; }), "");
}

TEST(NetworkSpecJson, GivesBackEveryField) {
  Random random(1);
  for (int i = 0; i < 200; ++i) {
    NetworkSpec spec;
    spec.inputs = random_index(random, 5000) + 1;
    for (std::uint64_t l = random.below(4) + 1; l > 0; --l) {
      LayerSpec layer = random_cell_layer(random, random_index(random, 300) + 1);
      layer.current_retention = random.uniform();
      layer.membrane_retention = random.uniform();
      layer.minimum_threshold = 1e-6F + random.uniform();
      layer.initial_threshold = layer.minimum_threshold + random.exponential() * 1000.0F;
      layer.surrogate.width = 1e-6F + random.exponential();
      spec.layers.push_back(layer);
    }
    spec.readout = static_cast<Readout>(random.below(3));
    EXPECT_EQ(network_spec_from_json(to_json(spec)), spec);
  }
}

TEST(NetworkSpecJson, WritesShortDecimals) {
  EXPECT_EQ(to_json(fully_connected(5, {}, 2)),
            R"({"inputs":5,"layers":[{"neurons":2,"current_retention":0.75,)"
            R"("membrane_retention":0.97,"thresholds":"per_neuron","initial_threshold":1.25,)"
            R"("minimum_threshold":0.05,"reset":"hard","reset_gradient":"paper",)"
            R"("surrogate":{"kind":"exponential","scale":1.5,"width":3.75,"floor":0},)"
            R"("weight_step":0}]})");
}

TEST(NetworkSpecJson, TakesDefaultsForWhatIsMissing) {
  EXPECT_EQ(network_spec_from_json(R"({"inputs":5,"layers":[{"neurons":4},{"neurons":2}]})"),
            fully_connected(5, {4}, 2));
}

std::string message_for(const char* json) {
  return error_of([&] { network_spec_from_json(json); });
}

TEST(NetworkSpecJson, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(
      message_for(R"({"input":5,"layers":[{"neurons":2}]})"),
      "invalid_value: network has no field \"input\"; its fields are inputs, layers, readout, "
      "sensor");
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":[{"neurons":2,"theta":1}]})")
                .find("invalid_value: network.layers[0] has no field \"theta\"; its fields are "),
            0U);
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":[{"neurons":2,"reset":"none"}]})"),
            "invalid_value: network.layers[0].reset is \"none\"; it must be one of hard, soft");
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":[{"neurons":2,"surrogate":{"a":1}}]})"),
            "invalid_value: network.layers[0].surrogate has no field \"a\"; its fields are kind, "
            "scale, width, floor");
}

TEST(NetworkSpecJson, RefusesValuesOfAnotherKind) {
  EXPECT_EQ(message_for("[]"), "invalid_value: network must be a JSON object");
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":3})"),
            "invalid_value: network.layers must be an array");
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":[3]})"),
            "invalid_value: network.layers[0] must be a JSON object");
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":[{"neurons":2,"reset":1}]})"),
            "invalid_value: network.layers[0].reset must be a name");
  EXPECT_EQ(message_for(R"({"inputs":5,"layers":[{"neurons":2,"weight_step":"1"}]})"),
            "invalid_value: network.layers[0].weight_step is \"1\"; it must be a number");
  for (const char* inputs : {"-1", "1.5", "\"5\"", "null", "1e300", "18446744073709551616"}) {
    const std::string json = R"({"layers":[{"neurons":2}],"inputs":)" + std::string(inputs) + "}";
    EXPECT_EQ(message_for(json.c_str()).find("invalid_value: network.inputs is "), 0U) << inputs;
  }
  EXPECT_EQ(message_for(R"({"inputs":5.0,"layers":[{"neurons":2e0}]})"), "");
}

TEST(NetworkSpecJson, SaysWhereMalformedTextStops) {
  EXPECT_EQ(message_for("{\"inputs\":"), "bad_format: the network is not valid JSON (at byte 11)");
  EXPECT_EQ(message_for(""), "bad_format: the network is not valid JSON (at byte 1)");
  EXPECT_EQ(message_for(R"({"inputs":1e999})"),
            "bad_format: the network is not valid JSON (a number is too large)");
  EXPECT_EQ(message_for("{\"inputs\":\"\xff\"}").find("bad_format: "), 0U);
}

TEST(TrainingOptionsJson, GivesBackEveryField) {
  TrainingOptions options;
  options.bins = {60, 5000, Occupancy::counts};
  options.loss = {LossKind::cross_entropy, 0.3F, 0.01F, 0.7F};
  options.firing_rate = {2.5F, 0.04F, 0.3F};
  options.adam = {0.003F, 0.02F, 0.85F, 0.99F, 1e-7F, 0.004F, 0.5F, 0.95F};
  options.augmentation = {2, 1500, 0.1F};
  options.batch = 17;
  options.gradient_thinning = 5;
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1} << 53U, UINT64_MAX}) {
    options.seed = seed;
    EXPECT_EQ(training_options_from_json(to_json(options)), options);
  }
  EXPECT_EQ(training_options_from_json("{}"), paper_training());
}

TEST(TrainingOptionsJson, RefusesWhatItDoesNotKnow) {
  const auto message = [](const char* json) {
    return error_of([&] { training_options_from_json(json); });
  };
  EXPECT_EQ(message(R"({"epochs":3})"),
            "invalid_value: training has no field \"epochs\"; its fields are bins, loss, "
            "firing_rate, adam, augmentation, batch, seed, shards, gradient_thinning");
  EXPECT_EQ(message(R"({"adam":{"lr":3}})")
                .find("invalid_value: training.adam has no field \"lr\"; its fields are "),
            0U);
  EXPECT_EQ(message(R"({"batch":4294967296})"),
            "invalid_value: training.batch is 4294967296; it must be a whole number from 0 to "
            "4294967295");
  EXPECT_EQ(message(R"({"batch":0})"), "invalid_value: batch is 0; it must be 1 to 65536");
  EXPECT_EQ(message("nonsense"),
            "bad_format: the list of training options is not valid JSON (at byte 2)");
}

}  // namespace
}  // namespace rouse
