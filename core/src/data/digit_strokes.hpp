// Handwritten digits as strokes of a pen: templates, and the random ways in which hands differ.
#pragma once

#include <cstdint>
#include <vector>

#include "rouse/random.hpp"

namespace rouse {

struct Point {
  float x = 0;
  float y = 0;
};

/// A straight piece of a stroke.
struct Segment {
  Point from;
  Point to;
};

/// A digit as a pen of constant width draws it. Coordinates in pixels, x right, y down, with the
/// centre of its ink at (0, 0).
struct Drawing {
  std::vector<Segment> segments;
  float half_width = 0;
};

/// Draws the digit (0..9) in a random style and hand. Like MNIST's digits it is scaled to fit a box
/// of 20x20 pixels, pen included, and centred by its centre of mass.
void draw_digit(std::uint32_t digit, Random& random, Drawing& drawing);

}  // namespace rouse
