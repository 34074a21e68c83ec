#include "reference/connections.hpp"

#include <xtensor/xbuilder.hpp>

namespace rouse::reference {
namespace {

/// Where (x, y, channel) stands in maps.
std::size_t at(const Maps& maps, std::size_t x, std::size_t y, std::size_t channel) {
  return (y * maps.width + x) * maps.channels + channel;
}

/// Calls f(input, neuron, row, column) for each connection of a layer that convolves, where the
/// weight is that of (row, column).
template <typename F>
void for_connections(const NetworkSpec& spec, std::size_t l, F&& f) {
  const ConvolutionSpec& convolution = spec.layers[l].convolution;
  const Maps in = spec.maps_into(l);
  const Maps out = spec.maps_of(l);
  const std::size_t kernel = convolution.kernel;
  const std::size_t ins = in.channels / convolution.groups;
  const std::size_t outs = out.channels / convolution.groups;
  for (std::size_t y = 0; y < out.height; ++y) {
    for (std::size_t x = 0; x < out.width; ++x) {
      for (std::size_t channel = 0; channel < out.channels; ++channel) {
        for (std::size_t row = 0; row < kernel; ++row) {
          for (std::size_t column = 0; column < kernel; ++column) {
            // Counted from the padding's first.
            const std::size_t from_y = y * convolution.stride + row;
            const std::size_t from_x = x * convolution.stride + column;
            if (from_y < convolution.padding || from_y >= convolution.padding + in.height) continue;
            if (from_x < convolution.padding || from_x >= convolution.padding + in.width) continue;
            for (std::size_t own = 0; own < ins; ++own) {
              const std::size_t from = channel / outs * ins + own;
              f(at(in, from_x - convolution.padding, from_y - convolution.padding, from),
                at(out, x, y, channel), (own * kernel + row) * kernel + column, channel);
            }
          }
        }
      }
    }
  }
}

}  // namespace

Matrix unfolded(const NetworkSpec& spec, std::size_t l, const Matrix& weights) {
  if (!spec.layers[l].convolves()) return weights;
  Matrix matrix = xt::zeros<double>({spec.inputs_of(l), spec.layers[l].neurons});
  for_connections(spec, l,
                  [&](std::size_t input, std::size_t neuron, std::size_t row, std::size_t column) {
                    matrix(input, neuron) = weights(row, column);
                  });
  return matrix;
}

Matrix folded(const NetworkSpec& spec, std::size_t l, const Matrix& gradients) {
  if (!spec.layers[l].convolves()) return gradients;
  Matrix sums = xt::zeros<double>(
      {static_cast<std::size_t>(spec.fan_in(l)), std::size_t{spec.layers[l].convolution.channels}});
  for_connections(spec, l,
                  [&](std::size_t input, std::size_t neuron, std::size_t row, std::size_t column) {
                    sums(row, column) += gradients(input, neuron);
                  });
  return sums;
}

Matrix pooling(const NetworkSpec& spec, std::size_t l) {
  const std::size_t window = spec.layers[l].pooling;
  const bool has_maps = spec.layers[l].convolves() || window > 1;
  if (!has_maps) return xt::eye<double>(spec.senders_of(l));
  const SensorShape& sensor = spec.sensor;
  const Maps from = l == 0 ? Maps{sensor.width, sensor.height, sensor.polarities}  //
                           : spec.maps_of(l - 1);
  const Maps to = spec.maps_into(l);
  Matrix matrix = xt::zeros<double>({spec.senders_of(l), spec.inputs_of(l)});
  for (std::uint32_t y = 0; y < to.height * window; ++y) {
    for (std::uint32_t x = 0; x < to.width * window; ++x) {
      for (std::uint32_t channel = 0; channel < from.channels; ++channel) {
        const std::size_t sender = l == 0 ? sensor.channel(x, y, channel) : at(from, x, y, channel);
        matrix(sender, at(to, x / window, y / window, channel)) = 1;
      }
    }
  }
  return matrix;
}

}  // namespace rouse::reference
