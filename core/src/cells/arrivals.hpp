// From spikes as a layer's input sends them to spikes as the layer receives them: each input has a
// delay of its own, and dropout keeps some of them away.
#pragma once

#include <vector>

#include "rouse/events.hpp"

namespace rouse::cells {

/// How inputs reach a layer. Either may be empty.
struct Arrival {
  const std::vector<float>& delays;  ///< (inputs) in steps, 0 or more
  const std::vector<float>& shares;  ///< (inputs) what each of its spikes counts for
};

/// A spike at t counts 1 - f at t + whole and f at t + whole + 1, where whole + f is its delay;
/// what comes after the last step is lost. A bin of `to` may hold a channel twice. `cursors` is
/// scratch.
void arrive(const Arrival& arrival, const SpikeRaster& from, SpikeRaster& to,
            std::vector<std::uint32_t>& cursors);

/// From gradients by arriving spikes (T, inputs) to gradients by sent ones, to which it adds where
/// they are asked for, and by the delays, to which it adds where there are any.
void arrive_backward(const Arrival& arrival, const SpikeRaster& from,
                     const std::vector<float>& arriving, std::vector<float>* sent,
                     std::vector<float>& delay_gradients);

}  // namespace rouse::cells
