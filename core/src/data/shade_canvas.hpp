// A picture in shades of grey, drawn with soft edges.
#pragma once

#include <cstddef>
#include <vector>

#include "data/digit_strokes.hpp"
#include "kernels/shade_kernels.hpp"

namespace rouse {

/// What a limb, a trunk or a finger looks like: two circles and what lies between them.
struct Limb {
  Point from, to;            ///< pixels; (0, 0) is the middle of the first pixel
  float from_radius = 1.0F;  ///< pixels
  float to_radius = 1.0F;
  float shade = 0.5F;  ///< share of the light that it throws back, 0..1
  float rim = 0.0F;    ///< by how much its edge is darker than its middle, 0..1
};

class ShadeCanvas {
 public:
  /// The width must be a multiple of kernels::shade_lanes.
  ShadeCanvas(int width, int height)
      : width_(width), height_(height), light_(static_cast<std::size_t>(width * height), 1.0F) {}

  /// Covers what is there. The edge is `blur` pixels wide, on both sides of the outline.
  void paint(const Limb& limb, float blur);
  /// Darkens what is there: `limb.shade` is the share of the light that is left.
  void cast_shadow(const Limb& limb, float blur);
  /// A rectangle with edges `blur` pixels wide.
  void paint_box(Point low, Point high, float shade, float blur);

  const std::vector<float>& light() const { return light_; }
  std::vector<float>& light() { return light_; }
  int width() const { return width_; }
  int height() const { return height_; }

  /// Natural logarithm of the light, row by row.
  void log_light(std::vector<float>& levels) const;

 private:
  void find_rows(const Limb& limb, float blur);

  int width_, height_;
  std::vector<float> light_;  // (height, width)
  std::vector<kernels::RowRange> rows_;
};

}  // namespace rouse
