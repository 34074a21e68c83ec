// Who sees whom in a layer that convolves or pools: once from the network's spec, for all samples.
//
// Inside a layer's maps neurons lie channel by channel at each place (see Maps), so that what a
// window meets is contiguous. A sensor's channels, which lie map by map, are brought into that
// order first, together with pooling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kernels/window_kernels.hpp"
#include "rouse/network.hpp"

namespace rouse::cells {

struct ReceptiveFields {
  /// (senders), kernels::nowhere for one that no pooling window holds; empty where each is its own
  /// input.
  std::vector<std::uint32_t> inputs_of_senders;
  ConvolutionSpec convolution;
  Maps in;                             ///< after pooling
  Maps out;                            ///< empty of a full connection
  std::vector<kernels::Window> above;  ///< (inputs) the outputs that see an input
  std::vector<kernels::Window> below;  ///< (neurons) the inputs that an output sees
  kernels::Windows to_outputs = {};    ///< `above`, with weights in the order of arrange()
  kernels::Windows to_inputs = {};     ///< `below`, with weights in the order of turn_round()

  /// Whether what comes in is summed, or at least brought into another order.
  bool pools() const { return !inputs_of_senders.empty(); }
};

/// Throws invalid_value for a convolution or pooling of layer l that does not fit what comes in;
/// `where` begins the fields' names.
void validate_fields(const NetworkSpec& spec, std::size_t l, const std::string& where);

/// Null where layer l neither convolves nor pools.
std::shared_ptr<const ReceptiveFields> receptive_fields(const NetworkSpec& spec, std::size_t l);

/// A convolution's weights for each input: (channels of the input, vertical phase, horizontal
/// phase, rows, columns, channels of its group), where a phase's rows and columns are those of the
/// kernel that an input at this distance from a window's first meets, from the last to the first.
void arrange(const ReceptiveFields& fields, const std::vector<float>& weights,
             std::vector<float>& arranged);
/// Adds gradients in that order to those in the order of LayerParameters::weights.
void add_arranged(const ReceptiveFields& fields, const std::vector<float>& arranged,
                  std::vector<float>& gradients);

/// A convolution's weights for each output: (channels, kernel rows, kernel columns, channels of the
/// input / groups).
void turn_round(const ReceptiveFields& fields, const std::vector<float>& weights,
                std::vector<float>& turned);

/// The weights of one output, (inputs), 0 outside its window.
std::vector<float> weights_of_output(const ReceptiveFields& fields,
                                     const std::vector<float>& turned, std::size_t neuron);

/// The spikes of the senders, summed over pooling windows and in the maps' order.
void pool(const ReceptiveFields& fields, const SpikeRaster& from, PooledStep& scratch,
          SpikeRaster& to);

/// Brings what the spikes of pooled inputs are worth at one step, (inputs), to those of the layer
/// below, (senders), or adds it to what is there.
void pool_backward(const ReceptiveFields& fields, const float* pooled, bool adds, float* sent);

}  // namespace rouse::cells
