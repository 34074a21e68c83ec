// From the spikes that a layer's senders send to the currents of its neurons, and back: pooling,
// delays and dropout, then the weights of a full connection or of windows.
#pragma once

#include "cells/cells.hpp"

namespace rouse::cells {

/// The senders' spikes as the weights meet them, kept in activity.layers[layer.index].
void receive(const Layer& layer, const SpikeRaster& from, Activity& activity);

/// What receive() has left: `from` itself where nothing happens to it.
const SpikeRaster& received(const Layer& layer, const SpikeRaster& from,
                            const LayerActivity& activity);

/// activity.potentials (T, neurons) = W s_in[t].
void drive(const Layer& layer, const SpikeRaster& received, LayerActivity& activity);

/// From e_i[t] in activity.layers[layer.index].current_gradients: adds to the gradients of weights
/// and delays and, where `below` is not null, to the senders' spike gradients (T, senders).
void drive_backward(const Layer& layer, const SpikeRaster& from, Activity& activity,
                    LayerParameters& gradients, std::vector<float>* below);

}  // namespace rouse::cells
