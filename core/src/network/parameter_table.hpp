// The tensors that a layer's parameters consist of, for all that treats them alike: initialisation,
// sums over shards, Adam, files and messages.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "rouse/network.hpp"

namespace rouse {

/// What a tensor's shape and learning rate follow from.
enum class ParameterKind {
  weights,
  thresholds,
  recurrent_weights,
  retentions,
  adaptation_retentions,
  delays,
};

struct ParameterTensor {
  const char* name;  ///< in files, after "layers.<l>."
  ParameterKind kind;
  std::vector<float> LayerParameters::*values;
};

inline constexpr std::array<ParameterTensor, 7> parameter_tensors{{
    {"weight", ParameterKind::weights, &LayerParameters::weights},
    {"threshold", ParameterKind::thresholds, &LayerParameters::thresholds},
    {"recurrent_weight", ParameterKind::recurrent_weights, &LayerParameters::recurrent_weights},
    {"current_retention", ParameterKind::retentions, &LayerParameters::current_retentions},
    {"membrane_retention", ParameterKind::retentions, &LayerParameters::membrane_retentions},
    {"adaptation_retention", ParameterKind::adaptation_retentions,
     &LayerParameters::adaptation_retentions},
    {"delay", ParameterKind::delays, &LayerParameters::delays},
}};

/// Of layer l's tensor; one extent is 0 where the layer does not have it.
std::vector<std::size_t> shape_of(const NetworkSpec& spec, std::size_t l,
                                  const ParameterTensor& tensor);
std::size_t size_of(const std::vector<std::size_t>& shape);

/// Throws shape_mismatch when the parameters do not fit the spec, invalid_value when one of them is
/// not finite or a threshold is not positive.
void require_valid(const NetworkSpec& spec, const Parameters& parameters);

}  // namespace rouse
