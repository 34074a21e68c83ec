// A picture that moves in front of a model of an event camera.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/picture.hpp"
#include "rouse/events.hpp"
#include "rouse/random.hpp"

namespace rouse {

/// Where the picture's centre stands at a time; straight between.
struct PathPoint {
  float time_us;
  Point position;  ///< pixels
};

/// Constants of the camera.
struct CameraOptions {
  float contrast = 1.0F;          ///< log intensity of paper over that of ink
  float threshold = 0.25F;        ///< change of log intensity that sends an event
  float threshold_spread = 0.1F;  ///< relative deviation of a pixel's thresholds
  float refractory_us = 1000.0F;  ///< for how long a pixel is blind after an event
  float noise_per_second = 0.0F;  ///< spontaneous ON events of the whole sensor
  float blur_pixels = 1.0F;       ///< width of an edge
};

/// Films pictures. Keeps scratch memory.
class EventCamera {
 public:
  /// Appends to `events` what a sensor of `shape` (two polarities) sends while the picture moves
  /// along `path`. Its edges are to be drawn `options.blur_pixels` wide.
  void film(const Picture& picture, std::span<const PathPoint> path, const SensorShape& shape,
            const CameraOptions& options, Random& random, EventStream& events);

 private:
  struct Step {
    float from_us, to_us;
  };
  struct Window {  // of the sensor: the pixels that the picture can reach
    int left, top, width, height;
  };

  void take(const Picture& picture, const CameraOptions& options);
  Window window_of(std::span<const PathPoint> path, const SensorShape& shape) const;
  void prepare_pixels(const Window& window, Point at, const CameraOptions& options, Random& random);
  void expose(const Window& window, Point at);
  void send(const Window& window, const SensorShape& shape, const CameraOptions& options,
            Step step);
  void send_pixel(std::size_t pixel, std::uint32_t off_channel, std::uint32_t pixels,
                  const CameraOptions& options, Step step);
  void send_noise(const SensorShape& shape, const CameraOptions& options, Random& random,
                  float to_us);
  void flush(EventStream& events);

  // The picture's log intensity against the paper. The pixels of a row see every second sample of a
  // line: even and odd ones apart, they see neighbours.
  std::vector<float> even_and_odd_;  // (picture_height_, 2, half_width_)
  int picture_width_ = 0;
  int picture_height_ = 0;
  int half_width_ = 0;
  Point origin_;

  // Of the window's pixels, row by row.
  std::vector<float> levels_, levels_before_;  // log intensity at the step's end and begin
  std::vector<float> references_;              // log intensity that changes are measured from
  std::vector<float> on_, off_;                // thresholds
  std::vector<float> blind_until_;             // µs
  std::vector<std::uint8_t> busy_;          // whether a pixel may send in the step; room for 8 more
  std::vector<std::uint64_t> step_events_;  // time << 32 | channel
  float next_noise_us_ = 0;
};

}  // namespace rouse
