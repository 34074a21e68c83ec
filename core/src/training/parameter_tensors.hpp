// Parameters as tensors named `<prefix>layers.<l>.weight`, `.threshold` and so on.
#pragma once

#include "rouse/network.hpp"
#include "training/safetensors.hpp"

namespace rouse {

void write_parameters(const NetworkSpec& spec, const Parameters& parameters,
                      const std::string& prefix, TensorWriter& writer);
Parameters read_parameters(const NetworkSpec& spec, const std::string& prefix,
                           const TensorReader& reader);

}  // namespace rouse
