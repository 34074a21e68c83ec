// What stands before the camera: how much ink each point of a paper carries.
#pragma once

#include <algorithm>
#include <vector>

#include "data/digit_strokes.hpp"
#include "rouse/saccade_camera.hpp"

namespace rouse {

/// The smallest one around some points.
struct Box {
  Point low{1e9F, 1e9F};
  Point high{-1e9F, -1e9F};

  void include(Point p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
};

inline int floored(float value) {
  const int towards_zero = static_cast<int>(value);
  return towards_zero - (value < static_cast<float>(towards_zero) ? 1 : 0);
}

/// Coverage with ink, 0..1, at samples with paper around them. Distances are in sensor pixels, and
/// (0, 0) is the point that follows the camera's path.
struct Picture {
  static constexpr int samples_per_pixel = 2;

  int width = 0;  ///< samples
  int height = 0;
  Point origin;            ///< where sample (0, 0) lies
  std::vector<float> ink;  ///< (height, width)
};

/// Both draw with edges that are `blur_pixels` wide, and reuse the picture's memory.
void render(const Drawing& drawing, float blur_pixels, Picture& picture);
void render(const GreyPicture& grey, float blur_pixels, Picture& picture);

}  // namespace rouse
