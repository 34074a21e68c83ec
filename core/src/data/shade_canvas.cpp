// Which pixels a limb can reach; the kernels do the rest.
#include "data/shade_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "data/picture.hpp"

namespace rouse {
namespace {

kernels::LimbShape shape_of(const Limb& limb, float blur) {
  return {limb.from.x,
          limb.from.y,
          limb.to.x - limb.from.x,
          limb.to.y - limb.from.y,
          limb.from_radius,
          limb.to_radius - limb.from_radius,
          blur,
          limb.shade,
          limb.rim};
}

}  // namespace

/// Fills in the pixels that a limb's blurred edge can reach.
void ShadeCanvas::find_rows(const Limb& limb, float blur) {
  rows_.clear();
  const float reach = std::max(limb.from_radius, limb.to_radius) + blur;
  const float dx = limb.to.x - limb.from.x;
  const float dy = limb.to.y - limb.from.y;
  const float low = std::min(limb.from.y, limb.to.y) - reach;
  const float high = std::max(limb.from.y, limb.to.y) + reach;
  const int top = std::clamp(floored(low), 0, height_);
  const int bottom = std::clamp(floored(high) + 2, top, height_);
  for (int y = top; y < bottom; ++y) {
    // The part of the axis that is near enough to this row.
    float begin = 0.0F;
    float end = 1.0F;
    if (std::abs(dy) > 1e-3F) {
      const float above = (static_cast<float>(y) - reach - limb.from.y) / dy;
      const float below = (static_cast<float>(y) + reach - limb.from.y) / dy;
      begin = std::clamp(std::min(above, below), 0.0F, 1.0F);
      end = std::clamp(std::max(above, below), 0.0F, 1.0F);
    }
    const float x = limb.from.x + begin * dx;
    const float other_x = limb.from.x + end * dx;
    const int left = std::clamp(floored(std::min(x, other_x) - reach), 0, width_);
    const int right = std::clamp(floored(std::max(x, other_x) + reach) + 2, left, width_);
    if (left < right) {
      rows_.push_back({static_cast<std::uint32_t>(y), static_cast<std::uint32_t>(left),
                       static_cast<std::uint32_t>(right)});
    }
  }
}

void ShadeCanvas::paint(const Limb& limb, float blur) {
  find_rows(limb, blur);
  kernels::paint_limb(shape_of(limb, blur), rows_, static_cast<std::size_t>(width_), light_.data());
}

void ShadeCanvas::cast_shadow(const Limb& limb, float blur) {
  find_rows(limb, blur);
  kernels::shade_limb(shape_of(limb, blur), rows_, static_cast<std::size_t>(width_), light_.data());
}

void ShadeCanvas::paint_box(Point low, Point high, float shade, float blur) {
  const auto within = [blur](float at, float from, float to) {
    return std::clamp(0.5F + std::min(at - from, to - at) / blur, 0.0F, 1.0F);
  };
  for (int y = 0; y < height_; ++y) {
    const float of_row = within(static_cast<float>(y), low.y, high.y);
    if (of_row <= 0.0F) continue;
    float* line = light_.data() + std::ptrdiff_t{y} * width_;
    for (int x = 0; x < width_; ++x) {
      line[x] += of_row * within(static_cast<float>(x), low.x, high.x) * (shade - line[x]);
    }
  }
}

void ShadeCanvas::log_light(std::vector<float>& levels) const {
  levels.resize(light_.size());
  kernels::logarithms(light_.size(), light_.data(), levels.data());
}

}  // namespace rouse
