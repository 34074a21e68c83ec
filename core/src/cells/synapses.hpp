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

/// Additions of a weight to a current.
std::uint64_t operations(const Layer& layer, const SpikeRaster& received);

/// Of a full connection: potentials (T, neurons) = W s_in[t].
void drive(const Layer& layer, const SpikeRaster& received, std::vector<float>& potentials);
/// Of windows: the same for one step, whose row stays in the cache for its neurons.
void drive_windows(const Layer& layer, const SpikeRaster& received, std::size_t t, float* row);

/// dL/ds[t] of the layer's spikes, which may be changed. A layer above that pools has left it for
/// its inputs only: spread over the layer's neurons step by step, it need not leave the cache.
float* spike_gradients_at(const Layer& layer, std::size_t t, bool add_to_hidden,
                          Activity& activity);

/// Adds the gradients of windows and one step to activity.arranged_gradients, from e_i[t].
void add_window_gradients(const Layer& layer, const SpikeRaster& received, std::size_t t,
                          const float* current_gradients, Activity& activity);

/// Whether pass_down() asks for e_i[t] and g[t].
bool passes_down(const Layer& layer);
/// From those in activity.layers[layer.index]: adds to the gradients of delays and passes dL/ds of
/// the senders' spikes to the layer below, if there is one.
void pass_down(const Layer& layer, const SpikeRaster& from, bool add_to_hidden, Activity& activity,
               LayerParameters& gradients);

}  // namespace rouse::cells
