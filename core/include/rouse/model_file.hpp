// Models as safetensors: a JSON header with the network's spec in its metadata, then raw tensors.
//
// Layout: u64 little-endian header length, JSON, data. Tensors `layers.<l>.weight` F32
// (inputs, neurons) and `layers.<l>.threshold` F32 (neurons) or (1). Any safetensors reader opens
// it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rouse/network.hpp"
#include "rouse/training.hpp"

namespace rouse {

/// A trained network and how its input was prepared.
struct Model {
  Network network;
  TrainingOptions training;  ///< bins and loss matter for use; the rest says where it came from
};

std::vector<std::uint8_t> save_model(const Network& network, const TrainingOptions& training);

/// Throws bad_format, naming what is wrong and where, and shape_mismatch for tensors that do not
/// fit the spec.
Model load_model(std::span<const std::uint8_t> bytes);

}  // namespace rouse
