// Both kinds of pictures are drawn as an ideal lens of some blur shows them: strokes by each
// sample's distance to the nearest one, grey pixels by their mean over a square as wide as the
// blur.
#include "data/picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace rouse {
namespace {

constexpr auto scale = static_cast<float>(Picture::samples_per_pixel);

float squared_distance(Point p, const Segment& segment) {
  const float dx = segment.to.x - segment.from.x;
  const float dy = segment.to.y - segment.from.y;
  const float px = p.x - segment.from.x;
  const float py = p.y - segment.from.y;
  const float along = (px * dx + py * dy) / (dx * dx + dy * dy + 1e-6F);
  const float s = std::clamp(along, 0.0F, 1.0F);
  const float ex = px - s * dx;
  const float ey = py - s * dy;
  return ex * ex + ey * ey;
}

/// Makes room for `box` with paper around it.
void lay_out(const Box& box, float border, Picture& picture) {
  picture.origin = {box.low.x - border, box.low.y - border};
  picture.width = floored((box.high.x - box.low.x + 2.0F * border) * scale) + 2;
  picture.height = floored((box.high.y - box.low.y + 2.0F * border) * scale) + 2;
}

Point place_of(const Picture& picture, int x, int y) {
  return {picture.origin.x + static_cast<float>(x) / scale,
          picture.origin.y + static_cast<float>(y) / scale};
}

/// Sums of a grey picture's ink over rectangles, whose edges may lie within pixels.
class Sums {
 public:
  explicit Sums(const GreyPicture& grey)
      : width_(grey.width), height_(grey.height), sums_((width_ + 1) * (height_ + 1)) {
    for (std::size_t y = 0; y < height_; ++y) {
      double row = 0.0;
      for (std::size_t x = 0; x < width_; ++x) {
        row += grey.ink[y * width_ + x];
        sums_[(y + 1) * (width_ + 1) + x + 1] = sums_[y * (width_ + 1) + x + 1] + row;
      }
    }
  }

  double over(double left, double top, double right, double bottom) const {
    return up_to(right, bottom) - up_to(left, bottom) - up_to(right, top) + up_to(left, top);
  }

 private:
  /// Over all that is left of x and above y.
  double up_to(double x, double y) const {
    x = std::clamp(x, 0.0, static_cast<double>(width_));
    y = std::clamp(y, 0.0, static_cast<double>(height_));
    const std::size_t column = std::min(static_cast<std::size_t>(x), width_ - 1);
    const std::size_t row = std::min(static_cast<std::size_t>(y), height_ - 1);
    const double right = x - static_cast<double>(column);
    const double below = y - static_cast<double>(row);
    const double* at = sums_.data() + row * (width_ + 1) + column;
    const double* under = at + width_ + 1;
    return (1.0 - below) * ((1.0 - right) * at[0] + right * at[1]) +
           below * ((1.0 - right) * under[0] + right * under[1]);
  }

  std::size_t width_, height_;
  std::vector<double> sums_;  // (height + 1, width + 1)
};

}  // namespace

void render(const Drawing& drawing, float blur_pixels, Picture& picture) {
  const float reach = drawing.half_width + 0.5F * blur_pixels;
  Box box;
  for (const Segment& segment : drawing.segments) {
    box.include(segment.from);
    box.include(segment.to);
  }
  if (drawing.segments.empty()) box.include({0.0F, 0.0F});
  lay_out(box, reach + 1.0F, picture);

  // First the squared distance to the nearest stroke, visiting only samples that ink can reach.
  const float far = reach * reach;
  picture.ink.assign(
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height), far);
  for (const Segment& segment : drawing.segments) {
    Box near;
    near.include(segment.from);
    near.include(segment.to);
    const int x_begin = floored((near.low.x - reach - picture.origin.x) * scale);
    const int y_begin = floored((near.low.y - reach - picture.origin.y) * scale);
    const int x_end = floored((near.high.x + reach - picture.origin.x) * scale) + 1;
    const int y_end = floored((near.high.y + reach - picture.origin.y) * scale) + 1;
    for (int y = y_begin; y <= y_end; ++y) {
      float* line = picture.ink.data() + std::ptrdiff_t{y} * picture.width;
      for (int x = x_begin; x <= x_end; ++x) {
        line[x] = std::min(line[x], squared_distance(place_of(picture, x, y), segment));
      }
    }
  }

  // Then coverage with ink.
  for (float& value : picture.ink) {
    const float depth = reach - std::sqrt(value);
    value = value >= far ? 0.0F : std::min(depth / blur_pixels, 1.0F);
  }
}

void render(const GreyPicture& grey, float blur_pixels, Picture& picture) {
  constexpr double longer_side = 28.0;
  const double pixels_per_side = std::max(grey.width, grey.height);
  const double zoom = longer_side / pixels_per_side;  // sensor pixels to a pixel of the picture
  const Point corner{static_cast<float>(0.5 * zoom * grey.width),
                     static_cast<float>(0.5 * zoom * grey.height)};
  Box box;
  box.include({-corner.x, -corner.y});
  box.include(corner);
  lay_out(box, 0.5F * blur_pixels + 1.0F, picture);
  picture.ink.clear();
  const Sums sums(grey);
  const double radius = 0.5 * blur_pixels / zoom;
  const double full = 255.0 * 4.0 * radius * radius;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const Point p = place_of(picture, x, y);
      const double u = (p.x + corner.x) / zoom;
      const double v = (p.y + corner.y) / zoom;
      const double ink = sums.over(u - radius, v - radius, u + radius, v + radius);
      picture.ink.push_back(static_cast<float>(ink / full));
    }
  }
}

}  // namespace rouse
