// A network's parameters as a list of tensors, and how they begin.
#include <algorithm>
#include <cmath>
#include <string>

#include "cells/cells.hpp"
#include "network/parameter_table.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

// The purpose that random draws are keyed by.
constexpr std::uint64_t weights_key = 0x77656967;

void require_size(const std::string& what, std::size_t is, std::size_t should) {
  if (is == should) return;
  throw Error(
      ErrorCode::shape_mismatch,
      what + " has " + std::to_string(is) + " values; the network needs " + std::to_string(should));
}

}  // namespace

std::vector<std::size_t> shape_of(const NetworkSpec& spec, std::size_t l,
                                  const ParameterTensor& tensor) {
  const LayerSpec& layer = spec.layers[l];
  const std::size_t trained = layer.retentions == RetentionMode::per_neuron ? layer.neurons : 0;
  switch (tensor.kind) {
    case ParameterKind::weights:
      if (layer.convolves()) return cells::window_shape(spec, l);
      return {spec.inputs_of(l), layer.neurons};
    case ParameterKind::thresholds:
      if (layer.thresholds == ThresholdMode::per_channel) return {layer.convolution.channels};
      return {layer.thresholds == ThresholdMode::per_neuron ? layer.neurons : 1};
    case ParameterKind::recurrent_weights:
      return {layer.recurrence == Recurrence::none ? 0 : layer.neurons, layer.neurons};
    case ParameterKind::retentions:
      return {trained};
    case ParameterKind::adaptation_retentions:
      return {layer.adaptation.kind == AdaptationKind::none ? 0 : trained};
    case ParameterKind::delays:
      return {layer.maximum_delay == 0 ? 0 : spec.inputs_of(l)};
  }
  return {0};
}

std::size_t size_of(const std::vector<std::size_t>& shape) {
  std::size_t size = 1;
  for (const std::size_t extent : shape) size *= extent;
  return size;
}

Parameters zeros_like(const NetworkSpec& spec) {
  Parameters parameters(spec.layers.size());
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    for (const ParameterTensor& tensor : parameter_tensors) {
      (parameters[l].*tensor.values).assign(size_of(shape_of(spec, l, tensor)), 0.0F);
    }
  }
  return parameters;
}

Parameters initialise(const NetworkSpec& spec, std::uint64_t seed) {
  Parameters parameters = zeros_like(spec);
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    const LayerSpec& layer = spec.layers[l];
    LayerParameters& own = parameters[l];
    Random random(seed, weights_key, l);
    const float deviation = std::sqrt(2.0F / static_cast<float>(spec.fan_in(l)));
    for (float& weight : own.weights) weight = deviation * random.normal();
    std::fill(own.thresholds.begin(), own.thresholds.end(), layer.initial_threshold);
    if (cells::needed_by(layer)) cells::initialise(layer, l, seed, own);
  }
  return parameters;
}

void require_valid(const NetworkSpec& spec, const Parameters& parameters) {
  require_size("the list of layers' parameters", parameters.size(), spec.layers.size());
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    for (const ParameterTensor& tensor : parameter_tensors) {
      const std::vector<float>& values = parameters[l].*tensor.values;
      const std::string what = "layers." + std::to_string(l) + "." + tensor.name;
      require_size(what, values.size(), size_of(shape_of(spec, l, tensor)));
      const bool is_threshold = tensor.kind == ParameterKind::thresholds;
      for (const float value : values) {
        if (std::isfinite(value) && (!is_threshold || value > 0.0F)) continue;
        throw Error(ErrorCode::invalid_value,
                    what + " has a value that is not " + (is_threshold ? "positive" : "finite"));
      }
    }
  }
}

}  // namespace rouse
