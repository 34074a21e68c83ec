// A video, as it comes, seen by pixels like those of the built-in gestures' camera.
//
// The method is that of v2e (Hu, Liu and Delbruck 2021): a pixel's log intensity goes in a straight
// line from frame to frame, and sends events as an event camera's does. So what moves farther than
// a pixel between two frames sends events at all times of that step, and not where it was then.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "rouse/events.hpp"

namespace rouse {

struct LiveCameraOptions {
  std::uint32_t size = 128;  ///< pixels on a side: 32, 64 or 128
  /// Change of log intensity that sends an OFF event, 0.02..2, give or take what pixels differ; of
  /// the camera of DVS128 Gesture about 0.15. An ON event needs three quarters of it.
  float contrast = 0.2F;
  std::uint64_t seed = 1;  ///< of how the pixels differ
};

/// A sensor of size x size pixels and two polarities before a video whose frames are as large. Has
/// no noise of its own: that of the video is enough.
class LiveCamera {
 public:
  /// `frame` is the first one, as all are: size x size pixels, row by row from the top, of red,
  /// green, blue and anything, 0..255 each as sRGB has them. Throws invalid_value for options
  /// outside their ranges and for a frame of another size.
  LiveCamera(const LiveCameraOptions& options, std::span<const std::uint8_t> frame);
  LiveCamera(LiveCamera&&) noexcept;
  LiveCamera& operator=(LiveCamera&&) noexcept;
  ~LiveCamera();

  /// Appends what the pixels send until this frame, which comes `elapsed_us` after the one before,
  /// 1..1000000. Times are µs since that one. Throws invalid_value as above.
  void see(std::span<const std::uint8_t> frame, std::uint32_t elapsed_us, EventStream& events);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rouse
