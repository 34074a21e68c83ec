// What an event camera records of a drawing or a picture during N-MNIST's three saccades.
//
// It is the camera that films the built-in digits (saccade_digits.hpp): the sensor has 34x34 pixels
// and two polarities (nmnist_shape), and a recording lasts 308 ms. Equal arguments give equal
// events.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rouse/events.hpp"

namespace rouse {

/// A place in a drawing: x right, y down.
struct Point {
  float x = 0;
  float y = 0;
};

/// The way of a pen from where it is put down to where it is lifted; a single point is a dot.
/// Coordinates are shares of the paper's side, 0..1.
using Stroke = std::vector<Point>;

/// Films a drawing as a digit of the built-in data: scaled to fit a box of 20x20 pixels, pen
/// included, centred by its centre of mass, drawn with a pen 2.6 pixels wide. Only what is smaller
/// than a tenth of the paper stays small. Without strokes the camera sees blank paper, and sends
/// noise. `seed` decides all that is random: how the pixels differ, their noise, where and when the
/// camera begins its way.
/// Throws invalid_value for a stroke without points, for a coordinate outside 0..1 and for more
/// than 10000 points in all.
EventStream film_strokes(std::span<const Stroke> strokes, std::uint64_t seed = 1);

/// A grey picture, row by row from the top left.
struct GreyPicture {
  std::uint32_t width = 0;        ///< pixels, 1..1024
  std::uint32_t height = 0;       ///< pixels, 1..1024
  std::vector<std::uint8_t> ink;  ///< one per pixel: 0 is bright paper, 255 dark ink, as in MNIST
};

/// Films a picture as it is: its longer side covers 28 of the sensor's pixels, its centre is the
/// middle of the camera's way, and around it is paper. So a picture of MNIST has the size that it
/// has in N-MNIST. `seed` as above.
/// Throws invalid_value for sizes outside their range and another number of values than pixels.
EventStream film_picture(const GreyPicture& picture, std::uint64_t seed = 1);

/// A digit's strokes in a random style and hand, as the built-in data has them, in the middle of
/// the paper. Throws invalid_value for a digit above 9.
std::vector<Stroke> write_digit(std::uint32_t digit, std::uint64_t seed);

}  // namespace rouse
