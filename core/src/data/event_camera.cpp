// An event camera's pixels, after Lichtsteiner, Posch and Delbruck 2008: a pixel sends an event
// when the log intensity has moved by its threshold from the level it remembers, is then blind for
// a while, and remembers the level it sees when it wakes.
//
// The picture is turned into log intensity once. The path is walked in steps of a fraction of a
// pixel, long where the motion is slow; within a step a pixel's level is a straight line in time,
// on which events get their exact times.
#include "data/event_camera.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "kernels/exponential.hpp"

namespace rouse {
namespace {

constexpr int samples_per_pixel = Picture::samples_per_pixel;
constexpr float step_pixels = 0.3F;
constexpr float longest_step_us = 5000.0F;

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

/// Marks the pixels that may send in a step; a loop for the compiler to make vectors of.
void mark_busy(std::size_t count, const float* levels, const float* references, const float* on,
               const float* off, const float* blind_until, float from_us, std::uint8_t* busy) {
  for (std::size_t i = 0; i < count; ++i) {
    const float change = levels[i] - references[i];
    const unsigned past_on = change >= on[i] ? 1 : 0;
    const unsigned past_off = change <= -off[i] ? 1 : 0;
    const unsigned blind = blind_until[i] > from_us ? 1 : 0;
    busy[i] = static_cast<std::uint8_t>(past_on | past_off | blind);
  }
}

}  // namespace

/// Takes the picture as log intensity against the paper.
void EventCamera::take(const Picture& picture, const CameraOptions& options) {
  origin_ = picture.origin;
  picture_width_ = picture.width;
  picture_height_ = picture.height;
  half_width_ = (picture_width_ + 1) / 2;
  const float taken =
      1.0F - kernels::exponential(-options.contrast);  // share of light that ink takes away
  even_and_odd_.assign(
      2 * static_cast<std::size_t>(half_width_) * static_cast<std::size_t>(picture_height_), 0.0F);
  const float* ink = picture.ink.data();
  for (int y = 0; y < picture_height_; ++y) {
    float* even = even_and_odd_.data() + std::ptrdiff_t{2} * y * half_width_;
    for (int x = 0; x < picture_width_; ++x, ++ink) {
      if (*ink > 0.0F) even[(x % 2) * half_width_ + x / 2] = std::log(1.0F - taken * *ink);
    }
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
  for (std::vector<float>* values :
       {&levels_, &levels_before_, &references_, &on_, &off_, &blind_until_}) {
    values->resize(count);
  }
  busy_.assign(count + sizeof(std::uint64_t), 0);
  expose(window, at);
  const auto threshold = [&] {
    const float relative = 1.0F + options.threshold_spread * random.normal();
    return options.threshold * std::max(relative, 0.3F);
  };
  for (std::size_t i = 0; i < count; ++i) {
    on_[i] = threshold();
    off_[i] = threshold();
    // What happened before the recording has left pixels anywhere between their thresholds.
    references_[i] = levels_[i] + 0.5F * options.threshold * random.uniform(-1.0F, 1.0F);
    blind_until_[i] = 0.0F;
  }
}

/// Fills in levels_: what each pixel of the window sees with the picture's centre `at`.
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
  // Samples of the same parity as u0, and those to their right, of the other one.
  const int parity = u0 % 2 != 0 ? 1 : 0;
  const int nearer = parity * half_width_ + (u0 - parity) / 2;
  const int farther = (1 - parity) * half_width_ + (u0 + parity) / 2;
  // Columns whose four samples lie in the picture: 0 <= u0 + 2 column < picture_width_ - 1.
  const int begin = std::clamp((1 - u0) / 2, 0, window.width);
  const int end = std::clamp((picture_width_ - u0) / 2, begin, window.width);
  std::fill(levels_.begin(), levels_.end(), 0.0F);
  for (int row = 0; row < window.height; ++row) {
    const int sample_v = v0 + row * samples_per_pixel;
    if (sample_v < 0 || sample_v >= picture_height_ - 1) continue;
    const float* line = even_and_odd_.data() + std::ptrdiff_t{2} * sample_v * half_width_;
    const float* below_it = line + std::ptrdiff_t{2} * half_width_;
    float* level = levels_.data() + std::ptrdiff_t{row} * window.width;
    for (int column = begin; column < end; ++column) {
      level[column] = weights[0] * line[nearer + column] + weights[1] * line[farther + column] +
                      weights[2] * below_it[nearer + column] +
                      weights[3] * below_it[farther + column];
    }
  }
}

void EventCamera::send_pixel(std::size_t pixel, std::uint32_t off_channel, std::uint32_t pixels,
                             const CameraOptions& options, Step step) {
  const float level = levels_[pixel];
  const float before = levels_before_[pixel];
  float& reference = references_[pixel];
  float& blind_until = blind_until_[pixel];
  const float slope = (level - before) / (step.to_us - step.from_us);
  const auto level_at = [&](float time) { return before + slope * (time - step.from_us); };
  float now = step.from_us;
  for (;;) {
    if (blind_until > now) {
      if (blind_until >= step.to_us) return;
      now = blind_until;
      reference = level_at(now);
    }
    const float change = level - reference;
    const bool on = change >= on_[pixel];
    if (!on && change > -off_[pixel]) return;
    const float target = reference + (on ? on_[pixel] : -off_[pixel]);
    // A pixel can be past its threshold already, and then sends at once; slope 0 is such a case.
    const float crossing = slope != 0.0F ? step.from_us + (target - before) / slope : now;
    now = std::clamp(crossing, now, step.to_us);
    const std::uint32_t channel = off_channel + (on ? pixels : 0);
    step_events_.push_back((static_cast<std::uint64_t>(now) << 32) | channel);
    reference = target;
    blind_until = now + options.refractory_us;
  }
}

void EventCamera::send(const Window& window, const SensorShape& shape, const CameraOptions& options,
                       Step step) {
  const auto width = static_cast<std::size_t>(window.width);
  const std::uint32_t pixels = shape.width * shape.height;
  // By far the most pixels are quiet: vectors of them are looked at, then eight flags at a time.
  const std::size_t count = levels_.size();
  mark_busy(count, levels_.data(), references_.data(), on_.data(), off_.data(), blind_until_.data(),
            step.from_us, busy_.data());
  std::uint64_t flags = 0;
  for (std::size_t begin = 0; begin < count; begin += sizeof flags) {
    std::memcpy(&flags, &busy_[begin], sizeof flags);
    for (; flags != 0; flags &= flags - 1) {
      const std::size_t i = begin + static_cast<std::size_t>(std::countr_zero(flags)) / 8;
      const std::uint32_t channel = shape.channel(
          static_cast<std::uint32_t>(window.left) + static_cast<std::uint32_t>(i % width),
          static_cast<std::uint32_t>(window.top) + static_cast<std::uint32_t>(i / width), 0);
      send_pixel(i, channel, pixels, options, step);
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
  std::size_t i = events.size();
  events.times.resize(i + step_events_.size());
  events.channels.resize(i + step_events_.size());
  for (const std::uint64_t event : step_events_) {
    events.times[i] = static_cast<std::uint32_t>(event >> 32);
    events.channels[i] = static_cast<std::uint32_t>(event);
    ++i;
  }
  step_events_.clear();
}

void EventCamera::film(const Picture& picture, std::span<const PathPoint> path,
                       const SensorShape& shape, const CameraOptions& options, Random& random,
                       EventStream& events) {
  take(picture, options);
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
      levels_.swap(levels_before_);
      expose(window, between(path[i].position, path[i + 1].position, share));
      send(window, shape, options, {from_us, to_us});
      send_noise(shape, options, random, to_us);
      flush(events);
      from_us = to_us;
    }
  }
}

}  // namespace rouse
