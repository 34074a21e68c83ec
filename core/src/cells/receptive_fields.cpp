#include "cells/receptive_fields.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "range.hpp"
#include "rouse/error.hpp"

namespace rouse::cells {
namespace {

/// Along one axis: which of the kernel's taps an input or an output meets, and whom there.
struct Span {
  std::uint32_t tap = 0;    ///< first one, in the order of the weights
  std::uint32_t other = 0;  ///< the output or input there
  std::uint32_t count = 0;
};

/// What all inputs of the same remainder share lies together, `taps` each.
std::uint32_t taps_of(const ConvolutionSpec& convolution) {
  return (convolution.kernel + convolution.stride - 1) / convolution.stride;
}

Span span_above(const ConvolutionSpec& convolution, std::uint32_t input, std::uint32_t outputs) {
  const std::uint32_t padded = input + convolution.padding;
  const std::uint32_t phase = padded % convolution.stride;
  const std::uint32_t last = padded / convolution.stride;  // the output whose first tap it meets
  if (phase >= convolution.kernel) return {};
  const std::uint32_t furthest = (convolution.kernel - 1 - phase) / convolution.stride;
  const std::uint32_t low = last < outputs ? 0 : last - (outputs - 1);
  const std::uint32_t high = std::min(furthest, last);
  if (low > high) return {};
  return {taps_of(convolution) - 1 - high, last - high, high - low + 1};
}

Span span_below(const ConvolutionSpec& convolution, std::uint32_t output, std::uint32_t inputs) {
  const std::uint32_t first = output * convolution.stride;  // in padded coordinates
  const std::uint32_t low = convolution.padding > first ? convolution.padding - first : 0;
  const std::uint32_t high = std::min(first + convolution.kernel, convolution.padding + inputs);
  if (first + low >= high) return {};
  return {low, first + low - convolution.padding, high - (first + low)};
}

/// Runs of one group of all are contiguous over columns, too.
kernels::Window window(std::size_t weights, std::size_t to, std::uint32_t rows,
                       std::uint32_t columns, std::uint32_t length, bool one_group) {
  if (rows == 0 || columns == 0) return {0, 0, 0, 0, 0};
  return {static_cast<std::uint32_t>(weights), static_cast<std::uint32_t>(to),
          static_cast<std::uint16_t>(rows), static_cast<std::uint16_t>(one_group ? 1 : columns),
          one_group ? columns * length : length};
}

struct Channels {
  std::uint32_t in, out;  ///< of one group
};

Channels channels_of(const ReceptiveFields& fields) {
  const std::uint32_t groups = fields.convolution.groups;
  return {fields.in.channels / groups, fields.out.channels / groups};
}

void look_up(ReceptiveFields& fields) {
  const ConvolutionSpec& convolution = fields.convolution;
  const Maps& in = fields.in;
  const Maps& out = fields.out;
  const auto [ins, outs] = channels_of(fields);
  const bool one_group = convolution.groups == 1;
  const std::size_t taps = taps_of(convolution);
  const std::size_t stride = convolution.stride;
  fields.above.reserve(static_cast<std::size_t>(in.size()));
  for (std::uint32_t y = 0; y < in.height; ++y) {
    const Span rows = span_above(convolution, y, out.height);
    const std::size_t vertical = (y + convolution.padding) % stride;
    for (std::uint32_t x = 0; x < in.width; ++x) {
      const Span columns = span_above(convolution, x, out.width);
      const std::size_t horizontal = (x + convolution.padding) % stride;
      for (std::size_t channel = 0; channel < in.channels; ++channel) {
        const std::size_t phase = (channel * stride + vertical) * stride + horizontal;
        const std::size_t tap = (phase * taps + rows.tap) * taps + columns.tap;
        const std::size_t place = std::size_t{rows.other} * out.width + columns.other;
        fields.above.push_back(window(tap * outs, place * out.channels + channel / ins * outs,
                                      rows.count, columns.count, outs, one_group));
      }
    }
  }
  const std::size_t kernel = convolution.kernel;
  fields.below.reserve(static_cast<std::size_t>(out.size()));
  for (std::uint32_t y = 0; y < out.height; ++y) {
    const Span rows = span_below(convolution, y, in.height);
    for (std::uint32_t x = 0; x < out.width; ++x) {
      const Span columns = span_below(convolution, x, in.width);
      for (std::size_t channel = 0; channel < out.channels; ++channel) {
        const std::size_t tap = (channel * kernel + rows.tap) * kernel + columns.tap;
        const std::size_t place = std::size_t{rows.other} * in.width + columns.other;
        fields.below.push_back(window(tap * ins, place * in.channels + channel / outs * ins,
                                      rows.count, columns.count, ins, one_group));
      }
    }
  }
  fields.to_outputs = {fields.above.data(), taps * outs, outs,
                       std::size_t{out.width} * out.channels, out.channels};
  fields.to_inputs = {fields.below.data(), kernel * ins, ins, std::size_t{in.width} * in.channels,
                      in.channels};
}

void sort_senders(const NetworkSpec& spec, std::size_t l, ReceptiveFields& fields) {
  const std::uint32_t pooling = spec.layers[l].pooling;
  const bool from_sensor = l == 0;
  if (pooling == 1 && (!from_sensor || spec.sensor.polarities == 1)) return;
  const Maps maps = from_sensor
                        ? Maps{spec.sensor.width, spec.sensor.height, spec.sensor.polarities}
                        : spec.maps_of(l - 1);
  fields.inputs_of_senders.resize(static_cast<std::size_t>(maps.size()));
  for (std::uint32_t y = 0; y < maps.height; ++y) {
    for (std::uint32_t x = 0; x < maps.width; ++x) {
      const bool inside = y / pooling < fields.in.height && x / pooling < fields.in.width;
      const std::uint32_t place = y / pooling * fields.in.width + x / pooling;
      for (std::uint32_t channel = 0; channel < maps.channels; ++channel) {
        const std::uint32_t sender = from_sensor ? spec.sensor.channel(x, y, channel)
                                                 : (y * maps.width + x) * maps.channels + channel;
        fields.inputs_of_senders[sender] =
            inside ? place * maps.channels + channel : kernels::nowhere;
      }
    }
  }
}

/// Calls f(first of a group's channels in the order of the parameters, in that of arrange()) for
/// each channel and tap of the input.
template <typename F>
void for_weights(const ReceptiveFields& fields, F&& f) {
  const ConvolutionSpec& convolution = fields.convolution;
  const auto [ins, outs] = channels_of(fields);
  const std::size_t kernel = convolution.kernel;
  const std::size_t stride = convolution.stride;
  const std::size_t taps = taps_of(convolution);
  for (std::size_t channel = 0; channel < fields.in.channels; ++channel) {
    for (std::size_t y = 0; y < kernel; ++y) {
      for (std::size_t x = 0; x < kernel; ++x) {
        const std::size_t phase = (channel * stride + y % stride) * stride + x % stride;
        const std::size_t row = taps - 1 - y / stride;
        const std::size_t column = taps - 1 - x / stride;
        f(((channel % ins * kernel + y) * kernel + x) * fields.out.channels + channel / ins * outs,
          ((phase * taps + row) * taps + column) * outs);
      }
    }
  }
}

[[noreturn]] void refuse(const std::string& message) {
  throw Error(ErrorCode::invalid_value, message);
}

std::string text_of(const Maps& maps) {
  return std::to_string(maps.width) + "x" + std::to_string(maps.height) + "x" +
         std::to_string(maps.channels);
}

void validate_convolution(const NetworkSpec& spec, std::size_t l, const std::string& where) {
  const ConvolutionSpec& convolution = spec.layers[l].convolution;
  const std::string field = where + "convolution.";
  require_count(convolution.channels, 1, 4096, field + "channels");
  require_count(convolution.kernel, 1, 64, field + "kernel");
  require_count(convolution.stride, 1, 64, field + "stride");
  require_count(convolution.padding, 0, convolution.kernel - 1, field + "padding");
  const Maps in = spec.maps_into(l);
  require_count(convolution.groups, 1, in.channels, field + "groups");
  if (in.channels % convolution.groups != 0 || convolution.channels % convolution.groups != 0) {
    refuse(field + "groups is " + std::to_string(convolution.groups) +
           "; it must divide both the " + std::to_string(in.channels) +
           " channels that come in and the layer's " + std::to_string(convolution.channels));
  }
  const Maps out = spec.maps_of(l);
  if (out.size() == 0) {
    refuse(field + "kernel is " + std::to_string(convolution.kernel) +
           ", which does not fit into the " + text_of(in) +
           " maps that come in; make it smaller "
           "or pad the maps");
  }
  if (out.size() != spec.layers[l].neurons) {
    refuse(where + "neurons is " + std::to_string(spec.layers[l].neurons) +
           ", but its convolution makes " + text_of(out) + " of them; leave it out");
  }
}

}  // namespace

void validate_fields(const NetworkSpec& spec, std::size_t l, const std::string& where) {
  const LayerSpec& layer = spec.layers[l];
  if (l == 0 && spec.sensor != SensorShape{} && spec.sensor.channels() != spec.inputs) {
    refuse("sensor is " + text_of({spec.sensor.width, spec.sensor.height, spec.sensor.polarities}) +
           ", but inputs is " + std::to_string(spec.inputs));
  }
  require_count(layer.pooling, 1, 64, where + "pooling");
  if (layer.thresholds == ThresholdMode::per_channel && !layer.convolves()) {
    refuse(where + "thresholds is per_channel, but the layer does not convolve; use per_neuron");
  }
  if (layer.pooling == 1 && !layer.convolves()) return;
  if (spec.maps_into(l).size() == 0) {
    refuse(where + (layer.convolves() ? "convolution" : "pooling") +
           " needs feature maps that are large enough: " +
           (l == 0 ? "give the network's sensor, " : "the layer below must convolve, ") +
           "and pooling must be at most their width and height");
  }
  if (layer.convolves()) validate_convolution(spec, l, where);
}

std::shared_ptr<const ReceptiveFields> receptive_fields(const NetworkSpec& spec, std::size_t l) {
  const LayerSpec& layer = spec.layers[l];
  if (layer.pooling == 1 && !layer.convolves()) return nullptr;
  auto fields = std::make_shared<ReceptiveFields>();
  fields->convolution = layer.convolution;
  fields->in = spec.maps_into(l);
  fields->out = spec.maps_of(l);
  sort_senders(spec, l, *fields);
  if (layer.convolves()) look_up(*fields);
  return fields;
}

void arrange(const ReceptiveFields& fields, const std::vector<float>& weights,
             std::vector<float>& arranged) {
  const std::size_t outs = channels_of(fields).out;
  const std::size_t across = std::size_t{taps_of(fields.convolution)} * fields.convolution.stride;
  arranged.assign(fields.in.channels * across * across * outs, 0.0F);
  for_weights(fields, [&](std::size_t from, std::size_t to) {
    std::copy_n(weights.data() + from, outs, arranged.data() + to);
  });
}

void add_arranged(const ReceptiveFields& fields, const std::vector<float>& arranged,
                  std::vector<float>& gradients) {
  const std::size_t outs = channels_of(fields).out;
  for_weights(fields, [&](std::size_t to, std::size_t from) {
    for (std::size_t j = 0; j < outs; ++j) gradients[to + j] += arranged[from + j];
  });
}

void turn_round(const ReceptiveFields& fields, const std::vector<float>& weights,
                std::vector<float>& turned) {
  const std::size_t ins = channels_of(fields).in;
  const std::size_t taps = std::size_t{fields.convolution.kernel} * fields.convolution.kernel;
  const std::size_t outs = fields.out.channels;
  turned.resize(weights.size());
  for (std::size_t channel = 0; channel < ins; ++channel) {
    for (std::size_t tap = 0; tap < taps; ++tap) {
      for (std::size_t out = 0; out < outs; ++out) {
        turned[(out * taps + tap) * ins + channel] = weights[(channel * taps + tap) * outs + out];
      }
    }
  }
}

std::vector<float> weights_of_output(const ReceptiveFields& fields,
                                     const std::vector<float>& turned, std::size_t neuron) {
  std::vector<float> weights(static_cast<std::size_t>(fields.in.size()), 0.0F);
  const kernels::Windows& windows = fields.to_inputs;
  const kernels::Window& window = fields.below[neuron];
  for (std::size_t r = 0; r < window.rows; ++r) {
    for (std::size_t c = 0; c < window.columns; ++c) {
      std::copy_n(
          turned.data() + window.weights + r * windows.weight_row + c * windows.weight_column,
          window.length, weights.data() + window.to + r * windows.to_row + c * windows.to_column);
    }
  }
  return weights;
}

void pool(const ReceptiveFields& fields, const SpikeRaster& from, PooledStep& scratch,
          SpikeRaster& to) {
  constexpr std::uint32_t bits = 64;
  const auto inputs = static_cast<std::size_t>(fields.in.size());
  const std::size_t steps = from.steps();
  scratch.counts.assign(inputs, 0.0F);
  scratch.found.assign((inputs + bits - 1) / bits, 0);
  to.channels = inputs;
  to.offsets.assign(1, 0);
  to.columns.clear();
  to.counts.clear();
  for (std::size_t t = 0; t < steps; ++t) {
    for (std::size_t i = from.offsets[t]; i < from.offsets[t + 1]; ++i) {
      const std::uint32_t input = fields.inputs_of_senders[from.columns[i]];
      if (input == kernels::nowhere) continue;
      scratch.counts[input] += from.counts.empty() ? 1.0F : from.counts[i];
      scratch.found[input / bits] |= std::uint64_t{1} << input % bits;
    }
    for (std::uint32_t first = 0; std::uint64_t & word : scratch.found) {
      for (; word != 0; word &= word - 1) {
        const std::uint32_t input = first + static_cast<std::uint32_t>(std::countr_zero(word));
        to.columns.push_back(input);
        to.counts.push_back(std::exchange(scratch.counts[input], 0.0F));
      }
      first += bits;
    }
    to.offsets.push_back(static_cast<std::uint32_t>(to.columns.size()));
  }
  const auto is_one = [](float count) { return count == 1.0F; };
  if (std::all_of(to.counts.begin(), to.counts.end(), is_one)) to.counts.clear();
}

void pool_backward(const ReceptiveFields& fields, const float* pooled, bool adds, float* sent) {
  kernels::spread_runs(fields.inputs_of_senders.data(), fields.inputs_of_senders.size(),
                       fields.in.channels, pooled, adds, sent);
}

}  // namespace rouse::cells
