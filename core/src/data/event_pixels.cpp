// An event camera's pixels as in event_camera.cpp, with what the recordings of DVS128 Gesture show
// of theirs besides: of its ON events one in four comes twice within a microsecond, and many are
// followed by an OFF event within a millisecond, as if the reset had gone too far.
#include "data/event_pixels.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "kernels/exponential.hpp"
#include "kernels/shade_kernels.hpp"

namespace rouse {

PixelOptions gesture_pixels() {
  PixelOptions options;
  options.threshold_spread = 0.22F;
  options.column_spread = 0.08F;
  options.refractory_us = 200.0F;
  options.refractory_spread_us = 700.0F;
  options.on_kick = 0.6F;
  options.off_kick = 0.1F;
  options.kick_spread = 1.2F;
  options.doubled = 0.37F;
  return options;
}

void EventPixels::wake(const SensorShape& shape, const PixelOptions& options,
                       std::span<const float> levels, Random& random) {
  options_ = options;
  width_ = static_cast<int>(shape.width);
  now_us_ = 0.0F;
  const std::size_t count = levels.size();
  levels_.assign(levels.begin(), levels.end());
  for (std::vector<float>* values : {&levels_before_, &references_, &on_, &off_}) {
    values->resize(count);
  }
  blind_until_.assign(count, 0.0F);
  busy_.assign(count + sizeof(std::uint64_t), 0);
  const auto threshold = [&](float mean) {
    // Three uniform numbers make a bell of deviation 1 that is never far out.
    float bell = 0.0F;
    for (int k = 0; k < 3; ++k) bell += random.uniform(-1.0F, 1.0F);
    return mean * (1.0F + options.threshold_spread * bell);
  };
  for (std::size_t i = 0; i < count; ++i) {
    const bool odd = i % shape.width % 2 != 0;
    float own = odd ? 1.0F - options.column_spread : 1.0F + options.column_spread;
    if (random.uniform() < options.sensitive) own *= options.sensitive_share;
    on_[i] = threshold(options.on_threshold * own);
    off_[i] = threshold(options.off_threshold * own);
    // What happened before the recording has left pixels anywhere between their thresholds.
    references_[i] = levels_[i] + 0.5F * own * options.off_threshold * random.uniform(-1.0F, 1.0F);
  }
  hot_.clear();
  for (std::uint32_t i = 0; i < options.hot_pixels; ++i) {
    hot_.push_back(static_cast<std::uint32_t>(random.below(count)));
  }
  if (options.noise_per_second > 0.0F) {
    next_noise_us_ = random.exponential() * (1e6F / options.noise_per_second);
  }
}

void EventPixels::put(float time_us, std::size_t pixel, bool on) {
  const std::size_t channel = pixel + (on ? levels_.size() : 0);
  step_events_.push_back((static_cast<std::uint64_t>(time_us) << 32) | channel);
}

/// Sends an event and blinds the pixel.
void EventPixels::send(std::size_t pixel, float now, bool on, float to_us, Random& random) {
  put(now, pixel, on);
  if (on && random.uniform() < options_.doubled) {
    const float late = random.uniform() < 0.33F ? 0.0F : 1.0F;
    put(std::min(now + late, to_us), pixel, on);
  }
  const float up = random.uniform();
  const float deviation = options_.kick_spread * (up - random.uniform());
  references_[pixel] = on ? off_[pixel] * (options_.on_kick + deviation)
                          : -on_[pixel] * (options_.off_kick + deviation);
  const float later = random.uniform();
  blind_until_[pixel] =
      now + options_.refractory_us + options_.refractory_spread_us * later * later;
}

void EventPixels::send_pixel(std::size_t pixel, float to_us, Random& random) {
  const float level = levels_[pixel];
  const float before = levels_before_[pixel];
  float& reference = references_[pixel];
  float& blind_until = blind_until_[pixel];
  const float slope = (level - before) / (to_us - now_us_);
  float now = now_us_;
  for (;;) {
    if (blind_until > 0.0F) {
      if (blind_until >= to_us) return;
      now = std::max(now, blind_until);
      reference += before + slope * (now - now_us_);
      blind_until = 0.0F;
    }
    // A pixel can be past a threshold already, after a kick, and then sends at once.
    const float change_now = before + slope * (now - now_us_) - reference;
    if (change_now >= on_[pixel] || change_now <= -off_[pixel]) {
      send(pixel, now, change_now > 0.0F, to_us, random);
      continue;
    }
    const float change = level - reference;
    const bool on = change >= on_[pixel];
    if (!on && change > -off_[pixel]) return;
    const float target = reference + (on ? on_[pixel] : -off_[pixel]);
    now = std::clamp(now_us_ + (target - before) / slope, now, to_us);
    send(pixel, now, on, to_us, random);
  }
}

void EventPixels::send_strays(float to_us, Random& random) {
  const std::size_t events = step_events_.size();
  const auto count =
      static_cast<int>(options_.stray * static_cast<float>(events) + random.uniform());
  const int pixels = static_cast<int>(levels_.size());
  const auto aside = [&] {
    const float up = random.uniform();
    return static_cast<int>(options_.stray_pixels * (up - random.uniform()));
  };
  for (int i = 0; i < count && events > 0; ++i) {
    const std::uint64_t event = step_events_[static_cast<std::size_t>(random.below(events))];
    const int from = static_cast<int>(event & 0xFFFFFFFFU) % pixels;
    const int x = from % width_ + aside();
    const int y = from / width_ + aside();
    const bool on = random.uniform() < 0.5F;
    if (x < 0 || x >= width_ || y < 0 || y >= pixels / width_) continue;
    const auto pixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                       static_cast<std::size_t>(x);
    if (blind_until_[pixel] > 0.0F) continue;
    send(pixel, static_cast<float>(event >> 32), on, to_us, random);
  }
}

void EventPixels::send_noise(float to_us, Random& random) {
  if (options_.noise_per_second <= 0.0F) return;
  while (next_noise_us_ < to_us) {
    const bool hot = !hot_.empty() && random.uniform() < options_.noise_of_hot;
    const auto which = static_cast<std::size_t>(random.below(hot ? hot_.size() : levels_.size()));
    const std::size_t pixel = hot ? hot_[which] : which;
    put(next_noise_us_, pixel, random.uniform() < options_.noise_on);
    next_noise_us_ += random.exponential() * (1e6F / options_.noise_per_second);
  }
}

void EventPixels::flush(EventStream& events) {
  std::sort(step_events_.begin(), step_events_.end());
  for (const std::uint64_t event : step_events_) {
    events.times.push_back(static_cast<std::uint32_t>(event >> 32));
    events.channels.push_back(static_cast<std::uint32_t>(event));
  }
  step_events_.clear();
}

void EventPixels::see(std::span<const float> levels, float to_us, Random& random,
                      EventStream& events) {
  const std::size_t count = levels_.size();
  levels_.swap(levels_before_);
  const float share =
      options_.time_constant_us > 0.0F
          ? 1.0F - kernels::exponential((now_us_ - to_us) / options_.time_constant_us)
          : 1.0F;
  kernels::expose(count, share, levels.data(), levels_before_.data(), references_.data(),
                  on_.data(), off_.data(), blind_until_.data(), levels_.data(), busy_.data());
  // By far the most pixels are quiet: eight flags are looked at together.
  std::uint64_t flags = 0;
  for (std::size_t begin = 0; begin < count; begin += sizeof flags) {
    std::memcpy(&flags, &busy_[begin], sizeof flags);
    for (; flags != 0; flags &= flags - 1) {
      send_pixel(begin + static_cast<std::size_t>(std::countr_zero(flags)) / 8, to_us, random);
    }
  }
  send_strays(to_us, random);
  send_noise(to_us, random);
  flush(events);
  now_us_ = to_us;
}

void EventPixels::restart_clock() {
  for (float& until : blind_until_) {
    // 0 is for those that are awake.
    if (until > 0.0F) until = std::max(until - now_us_, 1e-3F);
  }
  next_noise_us_ -= now_us_;
  now_us_ = 0.0F;
}

}  // namespace rouse
