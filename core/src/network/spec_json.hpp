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
  static constexpr std::array values{"fixed", "per_layer", "per_neuron", "per_channel"};
};
template <>
struct Names<Recurrence> {
  static constexpr std::array values{"none", "all", "others"};
};
template <>
struct Names<AdaptationKind> {
  static constexpr std::array values{"none", "threshold", "current"};
};
template <>
struct Names<RetentionMode> {
  static constexpr std::array values{"fixed", "per_neuron"};
};
template <>
struct Names<Readout> {
  static constexpr std::array values{"spikes", "maximum_potential", "mean_potential"};
};
template <>
struct Names<SurrogateKind> {
  static constexpr std::array values{"exponential", "fast_sigmoid", "arctan", "triangular",
                                     "boxcar"};
};

}  // namespace rouse::json
