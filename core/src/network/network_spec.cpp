#include "rouse/network_spec.hpp"

#include "cells/cells.hpp"
#include "range.hpp"
#include "rouse/dvs_gesture.hpp"
#include "rouse/error.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/shd.hpp"

namespace rouse {

std::size_t NetworkSpec::inputs_of(std::size_t l) const {
  return layers[l].pooling == 1 ? senders_of(l) : static_cast<std::size_t>(maps_into(l).size());
}

std::uint64_t NetworkSpec::fan_in(std::size_t l) const {
  return layers[l].convolves() ? cells::window_inputs(*this, l) : inputs_of(l);
}

std::uint64_t NetworkSpec::weight_count() const {
  std::uint64_t count = 0;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    // size_t has 32 bits in WebAssembly.
    const std::uint64_t neurons = layers[l].neurons;
    count += (layers[l].convolves() ? layers[l].convolution.channels : neurons) * fan_in(l);
    if (layers[l].recurrence != Recurrence::none) count += neurons * neurons;
  }
  return count;
}

NetworkSpec fully_connected(std::size_t inputs, const std::vector<std::size_t>& hidden,
                            std::size_t outputs, const LayerSpec& layer) {
  NetworkSpec spec;
  spec.inputs = inputs;
  for (const std::size_t neurons : hidden) {
    spec.layers.push_back(layer);
    spec.layers.back().neurons = neurons;
  }
  spec.layers.push_back(layer);
  spec.layers.back().neurons = outputs;
  return spec;
}

std::string sizes_of(const NetworkSpec& spec) {
  std::string sizes = std::to_string(spec.inputs);
  for (const LayerSpec& layer : spec.layers)
    sizes.append("-").append(std::to_string(layer.neurons));
  return sizes;
}

NetworkSpec paper_network() {
  return fully_connected(nmnist_shape.channels(), {500, 500}, nmnist_classes);
}

NetworkSpec paper_shd_network() { return fully_connected(shd_shape.channels(), {200, 200}, 20); }

NetworkSpec paper_gesture_network() {
  return fully_connected(dvs_gesture_shape.channels(), {64}, dvs_gesture_classes);
}

void validate(const NetworkSpec& spec) {
  require_count(spec.inputs, 1, 1U << 24U, "inputs");
  require_count(spec.layers.size(), 1, 64, "the number of layers");
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    const LayerSpec& layer = spec.layers[l];
    const std::string where = "layers[" + std::to_string(l) + "].";
    cells::validate(spec, l, where);
    require_count(layer.neurons, 1, layer.convolves() ? 1U << 20U : 65536, where + "neurons");
    require_below(layer.current_retention, 0.0F, 1.0F, where + "current_retention");
    require_below(layer.membrane_retention, 0.0F, 1.0F, where + "membrane_retention");
    require_above(layer.minimum_threshold, 0.0F, 1e6F, where + "minimum_threshold");
    require_within(layer.initial_threshold, layer.minimum_threshold, 1e6F,
                   where + "initial_threshold");
    require_above(layer.surrogate.scale, 0.0F, 1e6F, where + "surrogate.scale");
    require_above(layer.surrogate.width, 0.0F, 1e6F, where + "surrogate.width");
    require_within(layer.surrogate.floor, 0.0F, 1e6F, where + "surrogate.floor");
    require_within(layer.weight_step, 0.0F, 1.0F, where + "weight_step");
  }
  constexpr std::uint64_t most_weights = 1U << 28U;
  require_count(spec.weight_count(), 1, most_weights, "the number of weights");
}

}  // namespace rouse
