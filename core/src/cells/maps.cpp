// What convolution and pooling make of a network's sizes.
#include <algorithm>

#include "cells/cells.hpp"

namespace rouse {

Maps NetworkSpec::maps_into(std::size_t l) const {
  Maps maps = l == 0 ? Maps{sensor.width, sensor.height, sensor.polarities} : maps_of(l - 1);
  const std::uint32_t pooling = std::max(layers[l].pooling, 1U);
  maps.width /= pooling;
  maps.height /= pooling;
  return maps;
}

Maps NetworkSpec::maps_of(std::size_t l) const {
  const ConvolutionSpec& convolution = layers[l].convolution;
  if (convolution.channels == 0) return {};
  const auto windows = [&](std::uint32_t extent) {
    const std::uint32_t padded = extent + 2 * convolution.padding;
    if (extent == 0 || padded < convolution.kernel) return 0U;
    return (padded - convolution.kernel) / std::max(convolution.stride, 1U) + 1;
  };
  const Maps maps = maps_into(l);
  return {windows(maps.width), windows(maps.height), convolution.channels};
}

void count_neurons(NetworkSpec& spec) {
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    if (!spec.layers[l].convolves()) continue;
    spec.layers[l].neurons = static_cast<std::size_t>(spec.maps_of(l).size());
  }
}

namespace cells {

std::uint64_t window_inputs(const NetworkSpec& spec, std::size_t l) {
  const ConvolutionSpec& convolution = spec.layers[l].convolution;
  const std::uint64_t channels = spec.maps_into(l).channels / std::max(convolution.groups, 1U);
  return channels * convolution.kernel * convolution.kernel;
}

std::vector<std::size_t> window_shape(const NetworkSpec& spec, std::size_t l) {
  const ConvolutionSpec& convolution = spec.layers[l].convolution;
  return {spec.maps_into(l).channels / convolution.groups, convolution.kernel, convolution.kernel,
          convolution.channels};
}

}  // namespace cells
}  // namespace rouse
