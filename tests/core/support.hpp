// What several test files need: errors as values, random rasters and networks, numbers that are
// nearly equal.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "rouse/error.hpp"
#include "rouse/events.hpp"
#include "rouse/network.hpp"
#include "rouse/network_spec.hpp"
#include "rouse/random.hpp"

namespace rouse {

/// "code: message" of the rouse::Error that f throws, or "" when it throws none.
template <typename F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return std::string(name_of(error.code())) + ": " + error.what();
  }
  return "";
}

inline std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Fails when values differ by more than `tolerance` relative to max(1, |expected|), naming the
/// worst.
template <typename Expected, typename Actual>
void expect_near(const Expected& expected, const Actual& actual, double tolerance,
                 const std::string& what) {
  ASSERT_EQ(std::size(expected), std::size(actual)) << what;
  double worst = 0.0;
  std::size_t where = 0;
  auto a = actual.begin();
  std::size_t i = 0;
  for (const auto e : expected) {
    const auto wanted = static_cast<double>(e);
    const auto found = static_cast<double>(*a++);
    const double distance = std::abs(found - wanted) / std::max(1.0, std::abs(wanted));
    if (!(distance <= worst)) {
      worst = distance;
      where = i;
    }
    ++i;
  }
  EXPECT_LE(worst, tolerance) << what << ", value " << where;
}

/// A uniform index below `bound`.
inline std::size_t random_index(Random& random, std::size_t bound) {
  return static_cast<std::size_t>(random.below(bound));
}

/// Each (bin, channel) has an event with probability `rate`, counted 1..most.
inline SpikeRaster random_raster(Random& random, std::size_t steps, std::size_t channels,
                                 float rate, std::uint64_t most = 1) {
  SpikeRaster raster;
  raster.channels = channels;
  raster.offsets.push_back(0);
  for (std::size_t t = 0; t < steps; ++t) {
    for (std::uint32_t channel = 0; channel < channels; ++channel) {
      if (random.uniform() >= rate) continue;
      raster.columns.push_back(channel);
      if (most > 1) raster.counts.push_back(static_cast<float>(random.below(most) + 1));
    }
    raster.offsets.push_back(static_cast<std::uint32_t>(raster.columns.size()));
  }
  return raster;
}

/// One of the values, all equally likely.
template <typename T>
T one_of(Random& random, std::initializer_list<T> values) {
  return values.begin()[random_index(random, values.size())];
}

/// A layer with every option drawn at random. Retentions are multiples of 1/64, so that floats and
/// doubles hold the same number.
inline LayerSpec random_layer(Random& random, std::size_t neurons) {
  LayerSpec layer;
  layer.neurons = neurons;
  layer.current_retention = static_cast<float>(random.below(64)) / 64.0F;
  layer.membrane_retention = static_cast<float>(random.below(64)) / 64.0F;
  layer.thresholds =
      one_of(random, {ThresholdMode::fixed, ThresholdMode::per_layer, ThresholdMode::per_neuron});
  layer.initial_threshold = one_of(random, {0.5F, 1.0F, 1.25F});
  layer.reset = one_of(random, {Reset::hard, Reset::soft});
  layer.reset_gradient = one_of(random, {ResetGradient::paper, ResetGradient::masked});
  layer.surrogate.kind = static_cast<SurrogateKind>(random.below(5));
  layer.surrogate.scale = one_of(random, {0.5F, 1.0F, 1.5F});
  layer.surrogate.width = one_of(random, {0.25F, 1.0F, 3.75F});
  layer.surrogate.floor = one_of(random, {0.0F, 0.0F, 0.0625F});
  layer.weight_step = one_of(random, {0.0F, 0.0F, 0.03125F});
  return layer;
}

/// The same with recurrence, adaptation, trained retentions, delays and dropout, each by chance.
inline LayerSpec random_cell_layer(Random& random, std::size_t neurons) {
  LayerSpec layer = random_layer(random, neurons);
  layer.recurrence = one_of(random, {Recurrence::none, Recurrence::all, Recurrence::others});
  layer.adaptation.kind =
      one_of(random, {AdaptationKind::none, AdaptationKind::threshold, AdaptationKind::current});
  layer.adaptation.retention = static_cast<float>(random.below(64)) / 64.0F;
  layer.adaptation.strength = one_of(random, {0.0F, 0.25F, 0.5F});
  layer.adaptation.coupling = one_of(random, {0.0F, 0.125F, 0.25F});
  layer.retentions = one_of(random, {RetentionMode::fixed, RetentionMode::per_neuron});
  layer.maximum_delay = one_of<std::uint32_t>(random, {0, 1, 4, 30});
  layer.dropout = one_of(random, {0.0F, 0.0F, 0.25F});
  return layer;
}

/// Replaces the sizes of a network's layers: maps from a sensor, each layer convolving or not, and
/// pooling or not, by chance; what follows a full connection has no maps.
inline void draw_maps(Random& random, NetworkSpec& spec) {
  spec.sensor = {one_of<std::uint32_t>(random, {4, 5, 7, 9}),
                 one_of<std::uint32_t>(random, {4, 5, 8}), one_of<std::uint32_t>(random, {1, 2})};
  spec.inputs = spec.sensor.channels();
  bool maps = true;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    LayerSpec& layer = spec.layers[l];
    if (!maps) break;
    const Maps in = spec.maps_into(l);
    if (std::min(in.width, in.height) >= 2) layer.pooling = one_of(random, {1U, 1U, 2U});
    maps = random.below(4) > 0;
    if (!maps) continue;
    ConvolutionSpec& convolution = layer.convolution;
    const Maps pooled = spec.maps_into(l);
    convolution.groups = pooled.channels % 2 == 0 ? one_of(random, {1U, 2U}) : 1U;
    convolution.channels = convolution.groups * one_of<std::uint32_t>(random, {1, 2, 3, 4, 5});
    convolution.kernel = one_of(random, {1U, 2U, 3U, 5U});
    convolution.stride = one_of(random, {1U, 1U, 2U, 3U});
    convolution.padding = static_cast<std::uint32_t>(random.below(convolution.kernel));
    const std::uint32_t smallest = std::min(pooled.width, pooled.height);
    if (smallest + 2 * convolution.padding < convolution.kernel) {
      convolution.padding = convolution.kernel - 1;
    }
    if (layer.thresholds == ThresholdMode::per_layer) {
      layer.thresholds = one_of(random, {ThresholdMode::per_layer, ThresholdMode::per_channel});
    }
  }
  count_neurons(spec);
}

/// Parameters that make neurons fire: initialise() scaled up, thresholds spread by a quarter.
inline Parameters lively_parameters(const NetworkSpec& spec, Random& random) {
  Parameters parameters = initialise(spec, random.next());
  for (LayerParameters& layer : parameters) {
    for (float& threshold : layer.thresholds) threshold *= random.uniform(0.75F, 1.25F);
    for (auto* retentions :
         {&layer.current_retentions, &layer.membrane_retentions, &layer.adaptation_retentions}) {
      for (float& retention : *retentions) retention *= random.uniform(0.5F, 1.0F);
    }
  }
  return parameters;
}

}  // namespace rouse
