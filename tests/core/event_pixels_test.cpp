#include "data/event_pixels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "data/shade_canvas.hpp"
#include "kernels/shade_kernels.hpp"

namespace rouse {
namespace {

constexpr SensorShape shape{16, 2, 2};
constexpr std::size_t pixels = 32;

/// Equal pixels that are only blind for a moment.
PixelOptions plain() {
  PixelOptions options;
  options.on_threshold = 0.1F;
  options.off_threshold = 0.1F;
  options.threshold_spread = 0.0F;
  options.refractory_us = 1.0F;
  return options;
}

/// What they send while the log intensity goes from 0 to `to` in 100 ms, and stays for as long.
EventStream ramp(const PixelOptions& options, float to, std::uint64_t seed = 1) {
  EventStream events;
  EventPixels sensor;
  Random random(seed);
  std::vector<float> levels(pixels, 0.0F);
  sensor.wake(shape, options, levels, random);
  for (int step = 1; step <= 200; ++step) {
    const float share = static_cast<float>(step) / 100.0F;
    for (float& level : levels) level = to * std::min(share, 1.0F);
    sensor.see(levels, 1000.0F * static_cast<float>(step), random, events);
  }
  return events;
}

TEST(EventPixels, SendAsManyEventsAsThresholdsArePassed) {
  for (const bool on : {true, false}) {
    const EventStream events = ramp(plain(), on ? 1.0F : -1.0F);
    // Ten thresholds, less what a pixel starts with, each a little late after its blindness.
    EXPECT_GE(events.size(), 9 * pixels);
    EXPECT_LE(events.size(), 10 * pixels + pixels / 2);
    EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(events.channels[i] >= pixels, on);
      EXPECT_LE(events.times[i], 101000U);
    }
  }
}

TEST(EventPixels, AreBlindAfterAnEvent) {
  PixelOptions options = plain();
  options.refractory_us = 20000.0F;
  const EventStream events = ramp(options, 5.0F);
  std::vector<std::uint32_t> last(2 * pixels, 0);
  std::size_t intervals = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    std::uint32_t& before = last[events.channels[i]];
    if (before > 0) {
      EXPECT_GE(events.times[i] - before, 19999U);
      ++intervals;
    }
    before = events.times[i];
  }
  EXPECT_GT(intervals, 2 * pixels);
}

TEST(EventPixels, SeeThroughTheirPhotoreceptor) {
  PixelOptions slow = plain();
  slow.time_constant_us = 30000.0F;
  const EventStream prompt = ramp(plain(), 1.0F);
  const EventStream late = ramp(slow, 1.0F);
  EXPECT_NEAR(static_cast<double>(late.size()), static_cast<double>(prompt.size()), pixels);
  const auto mean_time = [](const EventStream& events) {
    double sum = 0.0;
    for (const std::uint32_t time : events.times) sum += time;
    return sum / static_cast<double>(events.size());
  };
  EXPECT_NEAR(mean_time(late) - mean_time(prompt), 30000.0, 6000.0);
}

TEST(EventPixels, DoubleAndTakeBackOnEventsOnly) {
  PixelOptions options = plain();
  options.doubled = 1.0F;
  EXPECT_NEAR(static_cast<double>(ramp(options, 1.0F).size()),
              2.0 * static_cast<double>(ramp(plain(), 1.0F).size()), 1.0);
  EXPECT_EQ(ramp(options, -1.0F).size(), ramp(plain(), -1.0F).size());

  options = plain();
  options.on_kick = 1.5F;
  std::size_t off = 0;
  const EventStream events = ramp(options, 1.0F);
  for (const std::uint32_t channel : events.channels) off += channel < pixels ? 1 : 0;
  EXPECT_EQ(2 * off, events.size());
}

TEST(EventPixels, MakeOthersSendByStrayLight) {
  // One pixel in the middle of many sees something.
  constexpr SensorShape large{64, 64, 2};
  const auto others = [&](float stray) {
    PixelOptions options = plain();
    options.stray = stray;
    options.stray_pixels = 10.0F;
    EventStream events;
    EventPixels sensor;
    Random random(4);
    std::vector<float> levels(large.width * large.height, 0.0F);
    sensor.wake(large, options, levels, random);
    constexpr std::size_t middle = 32 * 64 + 32;
    for (int step = 1; step <= 200; ++step) {
      levels[middle] += 0.5F;
      sensor.see(levels, 1000.0F * static_cast<float>(step), random, events);
    }
    std::size_t far = 0;
    for (const std::uint32_t channel : events.channels) {
      const std::uint32_t pixel = channel % (large.width * large.height);
      EXPECT_LT(std::abs(static_cast<int>(pixel % 64) - 32), 10);
      EXPECT_LT(std::abs(static_cast<int>(pixel / 64) - 32), 10);
      far += pixel != middle ? 1 : 0;
    }
    return static_cast<double>(far) / static_cast<double>(events.size() - far);
  };
  EXPECT_EQ(others(0.0F), 0.0);
  EXPECT_NEAR(others(0.2F), 0.2, 0.04);
}

TEST(EventPixels, SendNoiseAtItsRate) {
  PixelOptions options = plain();
  options.noise_per_second = 20000.0F;
  options.noise_on = 0.25F;
  options.noise_of_hot = 0.5F;
  options.hot_pixels = 1;
  const EventStream events = ramp(options, 0.0F);
  EXPECT_NEAR(static_cast<double>(events.size()), 4000.0, 250.0);
  std::vector<int> counts(pixels, 0);
  int on = 0;
  for (const std::uint32_t channel : events.channels) {
    ++counts[channel % pixels];
    on += channel >= pixels ? 1 : 0;
  }
  EXPECT_NEAR(on, 1000, 120);
  EXPECT_NEAR(*std::max_element(counts.begin(), counts.end()), 2062, 200);
}

TEST(ShadeKernels, TakeLogarithms) {
  std::vector<float> values;
  for (int i = 0; i < 160; ++i) values.push_back(0.004F * static_cast<float>(1 + i * i));
  std::vector<float> logs(values.size());
  kernels::logarithms(values.size(), values.data(), logs.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_NEAR(logs[i], std::log(double{values[i]}), 2e-5) << values[i];
  }
}

/// Light of a limb's pixel, as the kernels have it.
double light_at(const Limb& limb, double blur, double x, double y, double there) {
  const double dx = limb.to.x - limb.from.x;
  const double dy = limb.to.y - limb.from.y;
  const double along = ((x - limb.from.x) * dx + (y - limb.from.y) * dy) / (dx * dx + dy * dy);
  const double s = std::clamp(along, 0.0, 1.0);
  const double ex = x - limb.from.x - s * dx;
  const double ey = y - limb.from.y - s * dy;
  const double radius = limb.from_radius + s * (limb.to_radius - limb.from_radius);
  const double square = (ex * ex + ey * ey) / (radius * radius);
  const double covered = std::clamp(0.5 + 0.5 * radius * (1.0 - square) / blur, 0.0, 1.0);
  const double shade = limb.shade * (1.0 - limb.rim * std::min(square, 1.0));
  return there + covered * (shade - there);
}

TEST(ShadeCanvas, PaintsEveryPixelThatALimbReaches) {
  const std::vector<Limb> limbs = {{{5.3F, 6.1F}, {40.2F, 30.7F}, 4.0F, 2.0F, 0.3F, 0.4F},
                                   {{20.0F, 10.0F}, {20.0F, 50.5F}, 1.0F, 1.5F, 0.9F, 0.0F},
                                   {{-9.0F, 60.0F}, {60.0F, 66.0F}, 6.0F, 9.0F, 0.1F, 0.2F},
                                   {{30.0F, 20.0F}, {30.5F, 20.0F}, 12.0F, 12.0F, 0.5F, 0.3F}};
  for (const Limb& limb : limbs) {
    ShadeCanvas canvas(48, 64);
    canvas.paint(limb, 1.7F);
    ShadeCanvas shadow(48, 64);
    Limb black = limb;
    black.rim = 0.0F;
    shadow.cast_shadow(black, 8.0F);
    for (int y = 0; y < 64; ++y) {
      for (int x = 0; x < 48; ++x) {
        const auto pixel = static_cast<std::size_t>(48 * y + x);
        ASSERT_NEAR(canvas.light()[pixel], light_at(limb, 1.7, x, y, 1.0), 1e-4) << x << ", " << y;
        ASSERT_NEAR(shadow.light()[pixel], light_at(black, 8.0, x, y, 1.0), 1e-4) << x << ", " << y;
      }
    }
  }
}

}  // namespace
}  // namespace rouse
