// Products of sparse event rows with the matrix that a convolution is: mostly zeros, and the same
// few weights for every window. Each event meets the weights of the windows that it lies in.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/event_kernels.hpp"

namespace rouse::kernels {

/// What one event adds to, or is added up from: rows x columns runs of `length` floats, which lie
/// side by side among the weights and in a row of the product.
struct Window {
  std::uint32_t weights;  ///< first float of the first run among the weights
  std::uint32_t to;       ///< and in the product's row
  std::uint16_t rows;     ///< 0 for an event that no window sees
  std::uint16_t columns;
  std::uint32_t length;

  std::uint32_t size() const { return rows * columns * length; }
};

/// The windows of all events, and how far a window's rows and columns are apart, in floats.
struct Windows {
  const Window* of_event;
  std::size_t weight_row, weight_column;
  std::size_t to_row, to_column;
};

/// out (steps, n) += events (steps, ..) · the matrix that `windows` make of `weights`.
void add_windows(const EventRows& events, const Windows& windows, const float* weights,
                 std::size_t n, float* out);

/// gradient (of `weights`) += eventsᵀ · rows (steps, n), where the windows share it.
void add_outer_windows(const EventRows& events, const Windows& windows, const float* rows,
                       std::size_t n, float* gradient);

/// No place.
constexpr std::uint32_t nowhere = 0xffffffff;

/// Brings runs of `length` floats of `from` to `to` (size), or adds them to what is there: what
/// begins at places[i] to i, for i from 0 in steps of `length`; nothing, or zeros, where that is
/// `nowhere`.
void spread_runs(const std::uint32_t* places, std::size_t size, std::size_t length,
                 const float* from, bool adds, float* to);

}  // namespace rouse::kernels
