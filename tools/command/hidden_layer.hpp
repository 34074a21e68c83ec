// A hidden layer in the notation of the command and the page: "500" neurons, each connected to all
// that is below, or "16c5s2p2", a convolution.
#pragma once

#include <string>
#include <vector>

#include "rouse/network_spec.hpp"

namespace rouse::command {

/// `channels c kernel`, then any of s stride (1), z rows and columns of zeros around the maps (half
/// of the kernel, rounded down: the maps keep their size), g groups (1), p pooling of what the
/// layer sends (1).
struct HiddenLayer {
  std::size_t neurons = 0;  ///< 0 where it convolves
  ConvolutionSpec convolution;
  std::uint32_t pooling = 1;  ///< in front of the layer above

  bool operator==(const HiddenLayer&) const = default;

  std::string text() const;
  /// Throws UsageError naming the option, the text and what was expected.
  static HiddenLayer parse(const std::string& option, const std::string& text);
};

/// The hidden layers of a network that exists.
std::vector<HiddenLayer> hidden_layers(const NetworkSpec& spec);

/// "34x34x2-12c5p2-128-10": the inputs, the hidden layers and the outputs; "700-200-20" where no
/// layer has maps.
std::string notation_of(const NetworkSpec& spec);

}  // namespace rouse::command
