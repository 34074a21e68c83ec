// Built-in data: the eleven gestures of DVS128 Gesture, performed by drawn figures before a model
// of its camera.
//
// A figure has a body, clothes and habits of its own; its arms follow the paths that the gestures'
// hands take, with the elbows where two bones of fixed length leave them. It is drawn in shades of
// grey before a wall, and every pixel of the sensor sends an event when its log intensity has
// changed by its own threshold. The camera's constants were fitted to ten recordings of DVS128
// Gesture (Amir et al. 2017); docs/gestures.md compares the two.
#pragma once

#include <cstdint>

#include "rouse/dataset.hpp"
#include "rouse/dvs_gesture.hpp"

namespace rouse {

/// Samples of one figure: four sessions, each with another place, wall and light, of eleven
/// gestures. Sample i shows figure i / gestures_per_figure.
inline constexpr std::uint32_t gestures_per_figure = 44;

/// Where they are pooled, command and page thin them out to multiples of this, a fraction of the
/// memory: a channel of many pixels sends far more often than its bins can tell.
inline constexpr std::uint32_t gestures_quantum_us = 5000;

/// What to generate. Sample i depends only on (seed, i), not on how many are made.
struct GesturesOptions {
  std::uint32_t count = 20 * gestures_per_figure;  ///< samples, 1..1000000
  std::uint64_t seed = 1;
  std::uint32_t first = 0;  ///< index of the first sample: other ranges share no sample, and no
                            ///< figure if they are cut at multiples of gestures_per_figure
};

/// dvs_gesture_shape, its classes and those that a mirror swaps; 1.45 s and about 120 000 events,
/// one megabyte, each. Every eleven samples hold each gesture once, in a seeded order.
/// Sample::speaker is the figure's number. The figure faces the camera, so that its right hand is
/// on the picture's left; clockwise is as the figure sees it. Throws invalid_value for a count
/// outside its range.
Dataset make_gestures(const GesturesOptions& options);

/// The same dataset before it is filmed, in no time: labels, names and figures, but no events.
Dataset list_gestures(const GesturesOptions& options);

/// Films a sample of such a dataset, or of a selection of it. Throws bad_format for a sample whose
/// name is not one of theirs.
void film_gesture(std::uint64_t seed, Sample& sample);

/// One sample of the same sequence.
Sample make_gesture(std::uint64_t seed, std::uint32_t index);

}  // namespace rouse
