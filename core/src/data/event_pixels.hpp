// The pixels of an event camera before a scene that changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rouse/events.hpp"
#include "rouse/random.hpp"

namespace rouse {

/// Constants of the sensor. Changes are of log intensity.
struct PixelOptions {
  float on_threshold = 0.3F;  ///< change that sends an event
  float off_threshold = 0.3F;
  float threshold_spread = 0.1F;  ///< relative deviation of a pixel's thresholds, below 1/3
  float sensitive = 0.0F;         ///< share of pixels whose thresholds are far lower,
  float sensitive_share = 1.0F;   ///< namely so much of what others have
  float column_spread = 0.0F;  ///< by how much thresholds are lower in odd columns, higher in even
  float time_constant_us = 0.0F;   ///< of the photoreceptor, a low pass of first order; 0 for none
  float refractory_us = 200.0F;    ///< for how long a pixel is blind after an event, at least
  float refractory_spread_us = 0;  ///< and at most so much longer, mostly less
  float on_kick = 0.0F;       ///< by how much an ON event's reset moves the level that the pixel
                              ///< remembers too far up, mean in units of off_threshold
  float off_kick = 0.0F;      ///< the same downwards of an OFF event, in units of on_threshold
  float kick_spread = 0.0F;   ///< the greatest deviation of both
  float doubled = 0.0F;       ///< share of ON events that are read out twice
  float stray = 0.0F;         ///< share of events whose light strays and makes another pixel send
  float stray_pixels = 0.0F;  ///< how far away that is at most, in x and in y; mostly less
  float noise_per_second = 0.0F;  ///< spontaneous events of the whole sensor
  float noise_of_hot = 0.0F;      ///< share of them that comes from hot pixels
  std::uint32_t hot_pixels = 0;   ///< whose number this is
  float noise_on = 0.5F;          ///< share of the spontaneous events that are ON
};

/// What pixels of the camera of DVS128 Gesture have in common: all but their thresholds, how slow
/// they are, noise and stray light. See docs/gestures.md.
PixelOptions gesture_pixels();

/// Keeps its memory from recording to recording.
class EventPixels {
 public:
  /// Starts a recording of a sensor of two polarities at time 0. `levels` is the log intensity that
  /// its pixels see, row by row.
  void wake(const SensorShape& shape, const PixelOptions& options, std::span<const float> levels,
            Random& random);
  /// More hot pixels, for things in the scene that flicker; each sends as often as the others.
  void add_hot_pixel(std::uint32_t pixel) { hot_.push_back(pixel); }
  /// Appends what the pixels send while the log intensity changes to `levels`, until `to_us`.
  void see(std::span<const float> levels, float to_us, Random& random, EventStream& events);
  /// From now on time counts from here: single precision has no µs after some seconds.
  void restart_clock();

 private:
  void send_pixel(std::size_t pixel, float to_us, Random& random);
  void send(std::size_t pixel, float now, bool on, float to_us, Random& random);
  void send_strays(float to_us, Random& random);
  void send_noise(float to_us, Random& random);
  void put(float time_us, std::size_t pixel, bool on);
  void flush(EventStream& events);

  PixelOptions options_;
  int width_ = 0;
  float now_us_ = 0;
  float next_noise_us_ = 0;
  std::vector<std::uint32_t> hot_;
  std::vector<float> levels_,
      levels_before_;  // behind the photoreceptor, at a step's end and begin
  std::vector<float>
      references_;               // levels that changes are measured from; of blind pixels the kick
  std::vector<float> on_, off_;  // thresholds
  std::vector<float> blind_until_;          // µs; 0 for pixels that are awake
  std::vector<std::uint8_t> busy_;          // whether a pixel may send in the step; room for 8 more
  std::vector<std::uint64_t> step_events_;  // time << 32 | channel
};

}  // namespace rouse
