// Frames become log intensities behind sRGB's curve. A little light is added, as if the sensor had
// a dark current: the noise of a camera's dark pixels is no contrast.
#include "rouse/live_camera.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "data/elementary.hpp"
#include "data/event_pixels.hpp"
#include "kernels/shade_kernels.hpp"
#include "range.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

constexpr std::size_t codes = 256;
constexpr std::size_t frame_channels = 4;
/// As a share of white.
constexpr float dark_light = 0.02F;
constexpr float settling_us = 10000.0F;

/// Light of each of sRGB's codes (IEC 61966-2-1), as a share of white.
std::array<float, codes> light_of_codes() {
  std::array<float, codes> bases{};
  std::array<float, codes> logs{};
  for (std::size_t code = 0; code < codes; ++code) {
    bases[code] = (static_cast<float>(code) / 255.0F + 0.055F) / 1.055F;
  }
  kernels::logarithms(codes, bases.data(), logs.data());
  std::array<float, codes> light{};
  for (std::size_t code = 0; code < codes; ++code) {
    light[code] =
        code <= 10 ? static_cast<float>(code) / 255.0F / 12.92F
                   : static_cast<float>(exact_exponential(2.4 * static_cast<double>(logs[code])));
  }
  return light;
}

PixelOptions pixels_of(const LiveCameraOptions& options) {
  require_within(options.contrast, 0.02F, 2.0F, "contrast");
  PixelOptions pixels = gesture_pixels();
  pixels.off_threshold = options.contrast;
  pixels.on_threshold = 0.75F * options.contrast;
  return pixels;
}

SensorShape shape_of(const LiveCameraOptions& options) {
  const std::uint32_t size = options.size;
  if (size != 32 && size != 64 && size != 128) {
    throw Error(ErrorCode::invalid_value,
                "size is " + std::to_string(size) + "; it must be 32, 64 or 128");
  }
  return {size, size, 2};
}

}  // namespace

struct LiveCamera::State {
  State(const LiveCameraOptions& options, std::span<const std::uint8_t> frame)
      : shape(shape_of(options)),
        random(options.seed),
        light(light_of_codes()),
        levels(std::size_t{shape.width} * shape.height) {
    expose(frame);
    pixels.wake(shape, pixels_of(options), levels, random);
    settle();
  }

  /// Pixels that begin past a threshold send before anything has moved: nobody sees that.
  void settle() {
    EventStream before;
    do {
      before = {};
      pixels.see(levels, settling_us, random, before);
      pixels.restart_clock();
    } while (before.size() > 0);
  }

  void expose(std::span<const std::uint8_t> frame) {
    if (frame.size() != levels.size() * frame_channels) {
      throw Error(ErrorCode::invalid_value,
                  "a frame has " + std::to_string(frame.size()) + " bytes; it must have " +
                      std::to_string(levels.size() * frame_channels) + ", four of each pixel");
    }
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const auto of = [&](std::size_t colour) { return light[frame[i * frame_channels + colour]]; };
      levels[i] = 0.2126F * of(0) + 0.7152F * of(1) + 0.0722F * of(2) + dark_light;
    }
    kernels::logarithms(levels.size(), levels.data(), levels.data());
  }

  SensorShape shape;
  Random random;
  std::array<float, codes> light;
  std::vector<float> levels;
  EventPixels pixels;
};

LiveCamera::LiveCamera(const LiveCameraOptions& options, std::span<const std::uint8_t> frame)
    : state_(std::make_unique<State>(options, frame)) {}
LiveCamera::LiveCamera(LiveCamera&&) noexcept = default;
LiveCamera& LiveCamera::operator=(LiveCamera&&) noexcept = default;
LiveCamera::~LiveCamera() = default;

void LiveCamera::see(std::span<const std::uint8_t> frame, std::uint32_t elapsed_us,
                     EventStream& events) {
  require_count(elapsed_us, 1, 1000000, "elapsed_us");
  state_->expose(frame);
  state_->pixels.see(state_->levels, static_cast<float>(elapsed_us), state_->random, events);
  state_->pixels.restart_clock();
}

}  // namespace rouse
