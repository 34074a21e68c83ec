// Handwritten digits as strokes of a pen: templates, and the random ways in which hands differ.
#pragma once

#include <cstdint>
#include <vector>

#include "rouse/random.hpp"
#include "rouse/saccade_camera.hpp"

namespace rouse {

/// A straight piece of a stroke.
struct Segment {
  Point from;
  Point to;
};

/// Half of the width that pens have on average.
inline constexpr float mean_half_width = 1.3F;

/// A digit as a pen of constant width draws it. Coordinates in pixels, x right, y down, with the
/// centre of its ink at (0, 0).
struct Drawing {
  std::vector<Segment> segments;
  float half_width = 0;
};

/// Draws the digit (0..9) in a random style and hand. Like MNIST's digits it is scaled to fit a box
/// of 20x20 pixels, pen included, and centred by its centre of mass.
void draw_digit(std::uint32_t digit, Random& random, Drawing& drawing);

/// Scales to that box, but by no more than if the drawing were 0.1 wide, and centres.
void normalise(Drawing& drawing);

}  // namespace rouse
