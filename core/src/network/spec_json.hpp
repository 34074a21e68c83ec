// The names of the spec's enumerations in JSON.
#pragma once

#include "json/fields.hpp"
#include "rouse/network_spec.hpp"

namespace rouse::json {

template <>
struct Names<Reset> {
  static constexpr std::array values{"hard", "soft"};
};
template <>
struct Names<ResetGradient> {
  static constexpr std::array values{"paper", "masked"};
};
template <>
struct Names<ThresholdMode> {
  static constexpr std::array values{"fixed", "per_layer", "per_neuron"};
};
template <>
struct Names<SurrogateKind> {
  static constexpr std::array values{"exponential", "fast_sigmoid", "arctan", "triangular",
                                     "boxcar"};
};

}  // namespace rouse::json
