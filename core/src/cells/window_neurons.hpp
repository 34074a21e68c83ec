// Neurons that have nothing but a threshold, behind windows: step by step, since the rows of a
// layer's many neurons together are larger than a cache.
#pragma once

#include "cells/cells.hpp"

namespace rouse::cells {

/// Fills in the potentials (T, neurons), for which there is room, and the spikes.
void fire_windows(const Layer& layer, const SpikeRaster& input, Activity& activity);

/// And back: adds to activity.arranged_gradients and to the thresholds' gradients, and keeps e_i
/// and g for those who ask for them.
void fire_windows_backward(const Layer& layer, const SpikeRaster& input, bool add_to_hidden,
                           Activity& activity, std::vector<float>& threshold_gradients);

}  // namespace rouse::cells
