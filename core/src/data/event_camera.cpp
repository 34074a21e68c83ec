// An event camera's pixels, after Lichtsteiner, Posch and Delbruck 2008: a pixel sends an event
// when the log intensity has moved by its threshold from the level it remembers, is then blind for
// a while, and remembers the level it sees when it wakes.
//
// The picture is rendered once, as log intensity. The path is walked in steps of a fraction of a
// pixel, long where the motion is slow; within a step a pixel's level is a straight line in time,
// on which events get their exact times.
#include "data/event_camera.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/exponential.hpp"

namespace rouse {
namespace {

constexpr int samples_per_pixel = 2;
constexpr float step_pixels = 0.3F;
constexpr float longest_step_us = 5000.0F;

struct Box {
  Point low{1e9F, 1e9F};
  Point high{-1e9F, -1e9F};

  void include(Point p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
};

int floored(float value) {
  const int towards_zero = static_cast<int>(value);
  return towards_zero - (value < static_cast<float>(towards_zero) ? 1 : 0);
}

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

Point between(Point a, Point b, float share) {
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

int steps_between(const PathPoint& from, const PathPoint& to) {
  const float dx = to.position.x - from.position.x;
  const float dy = to.position.y - from.position.y;
  const float by_length = std::sqrt(dx * dx + dy * dy) / step_pixels;
  const float by_time = (to.time_us - from.time_us) / longest_step_us;
  return 1 + static_cast<int>(std::max(by_length, by_time) - 1e-3F);
}

}  // namespace

void EventCamera::render(const Drawing& drawing, const CameraOptions& options) {
  const float reach = drawing.half_width + 0.5F * options.blur_pixels;
  const auto scale = static_cast<float>(samples_per_pixel);
  Box box;
  for (const Segment& segment : drawing.segments) {
    box.include(segment.from);
    box.include(segment.to);
  }
  const float border = reach + 1.0F;
  origin_ = {box.low.x - border, box.low.y - border};
  picture_width_ = floored((box.high.x - box.low.x + 2.0F * border) * scale) + 2;
  picture_height_ = floored((box.high.y - box.low.y + 2.0F * border) * scale) + 2;

  // First the squared distance to the nearest stroke, visiting only samples that ink can reach.
  const float far = reach * reach;
  picture_.assign(
      static_cast<std::size_t>(picture_width_) * static_cast<std::size_t>(picture_height_), far);
  const auto sample = [&](int x, int y) -> float& {
    return picture_[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_width_) +
                    static_cast<std::size_t>(x)];
  };
  for (const Segment& segment : drawing.segments) {
    Box near;
    near.include(segment.from);
    near.include(segment.to);
    const int x_begin = floored((near.low.x - reach - origin_.x) * scale);
    const int y_begin = floored((near.low.y - reach - origin_.y) * scale);
    const int x_end = floored((near.high.x + reach - origin_.x) * scale) + 1;
    const int y_end = floored((near.high.y + reach - origin_.y) * scale) + 1;
    for (int y = y_begin; y <= y_end; ++y) {
      for (int x = x_begin; x <= x_end; ++x) {
        const Point p{origin_.x + static_cast<float>(x) / scale,
                      origin_.y + static_cast<float>(y) / scale};
        sample(x, y) = std::min(sample(x, y), squared_distance(p, segment));
      }
    }
  }

  // Then coverage with ink, and from it log intensity.
  const float ink =
      1.0F - kernels::exponential(-options.contrast);  // share of light that ink takes away
  for (float& value : picture_) {
    if (value >= far) {
      value = 0.0F;
      continue;
    }
    const float depth = reach - std::sqrt(value);
    const float coverage = std::min(depth / options.blur_pixels, 1.0F);
    value = std::log(1.0F - ink * coverage);
  }
}

EventCamera::Window EventCamera::window_of(std::span<const PathPoint> path,
                                           const SensorShape& shape) const {
  Box box;
  for (const PathPoint& point : path) box.include(point.position);
  const float width = static_cast<float>(picture_width_) / static_cast<float>(samples_per_pixel);
  const float height = static_cast<float>(picture_height_) / static_cast<float>(samples_per_pixel);
  const int columns = static_cast<int>(shape.width);
  const int rows = static_cast<int>(shape.height);
  const int left = std::clamp(floored(box.low.x + origin_.x), 0, columns);
  const int top = std::clamp(floored(box.low.y + origin_.y), 0, rows);
  const int right = std::clamp(floored(box.high.x + origin_.x + width) + 1, left, columns);
  const int bottom = std::clamp(floored(box.high.y + origin_.y + height) + 1, top, rows);
  return {left, top, right - left, bottom - top};
}

void EventCamera::prepare_pixels(const Window& window, Point at, const CameraOptions& options,
                                 Random& random) {
  const auto count =
      static_cast<std::size_t>(window.width) * static_cast<std::size_t>(window.height);
  pixels_.resize(count);
  levels_.resize(count);
  expose(window, at);
  const auto threshold = [&] {
    const float relative = 1.0F + options.threshold_spread * random.normal();
    return options.threshold * std::max(relative, 0.3F);
  };
  for (std::size_t i = 0; i < count; ++i) {
    Pixel& pixel = pixels_[i];
    pixel.on = threshold();
    pixel.off = threshold();
    // What happened before the recording has left pixels anywhere between their thresholds.
    pixel.level = levels_[i];
    pixel.reference = levels_[i] + 0.5F * options.threshold * random.uniform(-1.0F, 1.0F);
    pixel.blind_until = 0.0F;
  }
}

/// Fills in levels_: what each pixel of the window sees with the drawing's centre `at`.
void EventCamera::expose(const Window& window, Point at) {
  // All pixels lie at the same fraction between samples, so the four weights are shared.
  const float u =
      (static_cast<float>(window.left) - at.x - origin_.x) * static_cast<float>(samples_per_pixel);
  const float v =
      (static_cast<float>(window.top) - at.y - origin_.y) * static_cast<float>(samples_per_pixel);
  const int u0 = floored(u);
  const int v0 = floored(v);
  const float right = u - static_cast<float>(u0);
  const float below = v - static_cast<float>(v0);
  const float weights[4] = {(1.0F - right) * (1.0F - below), right * (1.0F - below),
                            (1.0F - right) * below, right * below};
  float* level = levels_.data();
  for (int row = 0; row < window.height; ++row) {
    const int sample_v = v0 + row * samples_per_pixel;
    const bool row_inside = sample_v >= 0 && sample_v < picture_height_ - 1;
    const float* line = picture_.data() + (row_inside ? sample_v * picture_width_ : 0);
    for (int column = 0; column < window.width; ++column) {
      const int sample_u = u0 + column * samples_per_pixel;
      if (row_inside && sample_u >= 0 && sample_u < picture_width_ - 1) {
        const float* s = line + sample_u;
        *level++ = weights[0] * s[0] + weights[1] * s[1] + weights[2] * s[picture_width_] +
                   weights[3] * s[picture_width_ + 1];
      } else {
        *level++ = 0.0F;
      }
    }
  }
}

void EventCamera::send_pixel(Pixel& pixel, float level, std::uint32_t off_channel,
                             std::uint32_t pixels, const CameraOptions& options, float from_us,
                             float to_us) {
  const float slope = (level - pixel.level) / (to_us - from_us);
  const auto level_at = [&](float time) { return pixel.level + slope * (time - from_us); };
  float now = from_us;
  for (;;) {
    if (pixel.blind_until > now) {
      if (pixel.blind_until >= to_us) break;
      now = pixel.blind_until;
      pixel.reference = level_at(now);
    }
    const float change = level - pixel.reference;
    const bool on = change >= pixel.on;
    if (!on && change > -pixel.off) break;
    const float target = pixel.reference + (on ? pixel.on : -pixel.off);
    // A pixel can be past its threshold already, and then sends at once; slope 0 is such a case.
    const float crossing = slope != 0.0F ? from_us + (target - pixel.level) / slope : now;
    now = std::clamp(crossing, now, to_us);
    const std::uint32_t channel = off_channel + (on ? pixels : 0);
    step_events_.push_back((static_cast<std::uint64_t>(now) << 32) | channel);
    pixel.reference = target;
    pixel.blind_until = now + options.refractory_us;
  }
  pixel.level = level;
}

void EventCamera::send(const Window& window, const SensorShape& shape, const CameraOptions& options,
                       float from_us, float to_us) {
  std::size_t i = 0;
  for (int row = 0; row < window.height; ++row) {
    for (int column = 0; column < window.width; ++column, ++i) {
      Pixel& pixel = pixels_[i];
      const float change = levels_[i] - pixel.reference;
      const bool quiet = change < pixel.on && change > -pixel.off && pixel.blind_until <= from_us;
      if (quiet) {  // by far the most
        pixel.level = levels_[i];
        continue;
      }
      const std::uint32_t channel = shape.channel(static_cast<std::uint32_t>(window.left + column),
                                                  static_cast<std::uint32_t>(window.top + row), 0);
      send_pixel(pixel, levels_[i], channel, shape.width * shape.height, options, from_us, to_us);
    }
  }
}

void EventCamera::send_noise(const SensorShape& shape, const CameraOptions& options, Random& random,
                             float to_us) {
  if (options.noise_per_second <= 0.0F) return;
  const std::uint32_t pixels = shape.width * shape.height;
  while (next_noise_us_ < to_us) {
    const auto channel = pixels + static_cast<std::uint32_t>(random.below(pixels));
    step_events_.push_back((static_cast<std::uint64_t>(next_noise_us_) << 32) | channel);
    next_noise_us_ += random.exponential() * (1e6F / options.noise_per_second);
  }
}

void EventCamera::flush(EventStream& events) {
  std::sort(step_events_.begin(), step_events_.end());
  for (const std::uint64_t event : step_events_) {
    events.times.push_back(static_cast<std::uint32_t>(event >> 32));
    events.channels.push_back(static_cast<std::uint32_t>(event));
  }
  step_events_.clear();
}

void EventCamera::film(const Drawing& drawing, std::span<const PathPoint> path,
                       const SensorShape& shape, const CameraOptions& options, Random& random,
                       EventStream& events) {
  render(drawing, options);
  const Window window = window_of(path, shape);
  prepare_pixels(window, path.front().position, options, random);
  next_noise_us_ = path.front().time_us;
  if (options.noise_per_second > 0.0F) {
    next_noise_us_ += random.exponential() * (1e6F / options.noise_per_second);
  }
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const int steps = steps_between(path[i], path[i + 1]);
    float from_us = path[i].time_us;
    for (int step = 1; step <= steps; ++step) {
      const float share = static_cast<float>(step) / static_cast<float>(steps);
      const float to_us = path[i].time_us + share * (path[i + 1].time_us - path[i].time_us);
      expose(window, between(path[i].position, path[i + 1].position, share));
      send(window, shape, options, from_us, to_us);
      send_noise(shape, options, random, to_us);
      flush(events);
      from_us = to_us;
    }
  }
}

}  // namespace rouse
