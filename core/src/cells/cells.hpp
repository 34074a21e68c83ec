// Layers that are more than fully connected neurons with retentions in common: recurrent ones,
// those that adapt, learn their retentions, hear their inputs late or in part, convolve or pool.
//
// What does this is the library rouse_cells. A program that links rouse_no_cells in its place is
// smaller and refuses such networks; so does the page's first module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rouse/network.hpp"

namespace rouse {
struct Inspection;
}

namespace rouse::cells {

/// Whether a layer is one of these; all others go the shorter way of Network.
bool needed_by(const LayerSpec& layer);

/// Throws unsupported, naming the layer, when the program was linked without them.
void require_linked(const NetworkSpec& spec);

/// A layer as its network gives it to the functions below.
struct Layer {
  std::size_t index;
  const LayerSpec& spec;
  bool fires;
  const LayerParameters& parameters;
  const LayerConstants& constants;
  const std::vector<float>& weights;     ///< as they are used
  const std::vector<float>& thresholds;  ///< (neurons), infinite where none fires
  const ReceptiveFields* above;          ///< of the layer above, where that convolves or pools
};

/// Whether a layer's neurons have nothing but a threshold, however their input reaches them.
bool is_plain(const LayerSpec& layer);

/// Of a layer that convolves: inputs of one neuron, and the shape of its weights.
std::uint64_t window_inputs(const NetworkSpec& spec, std::size_t l);
std::vector<std::size_t> window_shape(const NetworkSpec& spec, std::size_t l);

/// Throws invalid_value for the fields that only these layers have; `where` begins their names.
void validate(const NetworkSpec& spec, std::size_t l, const std::string& where);

/// The parameters that only these layers have, before training; layer l of its network.
void initialise(const LayerSpec& spec, std::size_t l, std::uint64_t seed,
                LayerParameters& parameters);

/// Clamps the parameters that only these layers have, and refreshes what follows from them and
/// from the weights as they are used.
void parameters_changed(const NetworkSpec& network, std::size_t l,
                        const std::vector<float>& weights, LayerParameters& parameters,
                        LayerConstants& constants);

/// One sample through the layer, whose input's spikes are `from`.
void forward(const Layer& layer, const SpikeRaster& from, Activity& activity);

/// From the layer's spike gradients back to the parameters' gradients, to which it adds, and to the
/// spike gradients of the layer below: to activity.pooled_gradients where it pools. With
/// `add_to_hidden` hidden layers have some already.
void backward(const Layer& layer, const SpikeRaster& from, Activity& activity,
              LayerParameters& gradients, bool add_to_hidden);

/// What a neuron did in the forward pass that left `activity`, and its own parameters: all of an
/// inspection but its gradients. Of a plain neuron, whose equations anyone can follow, only what
/// reached it. `from` are the spikes of the layer's senders.
void follow(const Layer& layer, const SpikeRaster& from, const Activity& activity,
            std::size_t neuron, Inspection& result);

}  // namespace rouse::cells
