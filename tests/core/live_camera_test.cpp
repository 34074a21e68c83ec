#include "rouse/live_camera.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

constexpr std::uint32_t size = 64;
constexpr std::uint32_t pixels = size * size;
constexpr std::uint32_t frame_us = 33333;

using Frame = std::vector<std::uint8_t>;

/// A grey frame from a function of x and y.
Frame frame_of(const std::function<int(std::uint32_t, std::uint32_t)>& grey) {
  Frame frame;
  for (std::uint32_t y = 0; y < size; ++y) {
    for (std::uint32_t x = 0; x < size; ++x) {
      const auto code = static_cast<std::uint8_t>(std::clamp(grey(x, y), 0, 255));
      for (const std::uint8_t value : {code, code, code, std::uint8_t{255}}) frame.push_back(value);
    }
  }
  return frame;
}

/// A dark bar of eight columns before a bright wall.
Frame bar_at(std::uint32_t left) {
  return frame_of(
      [=](std::uint32_t x, std::uint32_t) { return x >= left && x < left + 8 ? 60 : 180; });
}

LiveCamera camera_before(const Frame& frame, float contrast = 0.2F, std::uint64_t seed = 1) {
  return LiveCamera({size, contrast, seed}, frame);
}

TEST(LiveCamera, SendsWhereSomethingMovesAndOfBothPolarities) {
  LiveCamera camera = camera_before(bar_at(10));
  EventStream events;
  camera.see(bar_at(12), frame_us, events);
  // The bar's front darkens columns 18 and 19, its back brightens 10 and 11.
  std::vector<std::size_t> on(size), off(size);
  for (const std::uint32_t channel : events.channels) {
    ASSERT_LT(channel, 2 * pixels);
    ++(channel >= pixels ? on : off)[channel % size];
  }
  for (std::uint32_t x = 0; x < size; ++x) {
    if (x == 18 || x == 19) {
      EXPECT_GE(off[x], 3 * size);
      EXPECT_GT(off[x], 2 * on[x]);
    } else if (x == 10 || x == 11) {
      EXPECT_GE(on[x], 3 * size);
      EXPECT_GT(on[x], 2 * off[x]);
    } else {
      EXPECT_EQ(on[x] + off[x], 0U) << x;
    }
  }
}

TEST(LiveCamera, SpreadsAStepOverTheTimeBetweenItsFrames) {
  LiveCamera camera = camera_before(frame_of([](auto, auto) { return 60; }), 0.1F);
  EventStream events;
  camera.see(frame_of([](auto, auto) { return 200; }), frame_us, events);
  EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
  EXPECT_LE(events.times.back(), frame_us);
  for (std::uint32_t part = 0; part < 4; ++part) {
    const auto begin =
        std::lower_bound(events.times.begin(), events.times.end(), part * frame_us / 4);
    const auto end =
        std::lower_bound(events.times.begin(), events.times.end(), (part + 1) * frame_us / 4);
    EXPECT_NEAR(static_cast<double>(end - begin), static_cast<double>(events.size()) / 4.0,
                static_cast<double>(events.size()) / 20.0);
  }
}

TEST(LiveCamera, SendsHardlyAnythingOfAStillSceneHoweverItsVideoIsNoisy) {
  Random random(7);
  const auto still = [&] {
    return frame_of([&](std::uint32_t x, std::uint32_t) {
      return static_cast<int>(3 * x) + static_cast<int>(random.below(5)) - 2;
    });
  };
  LiveCamera camera = camera_before(still());
  EventStream events;
  for (int frame = 0; frame < 90; ++frame) camera.see(still(), frame_us, events);
  // In three seconds less than a tenth of what a hand sends in one.
  EXPECT_LT(events.size(), pixels / 4);
}

TEST(LiveCamera, SendsMoreOfTheSameTheLowerTheContrastIs) {
  const auto events_at = [](float contrast) {
    LiveCamera camera = camera_before(bar_at(10), contrast);
    EventStream events;
    camera.see(bar_at(20), frame_us, events);
    return events.size();
  };
  EXPECT_GT(events_at(0.1F), events_at(0.2F) * 3 / 2);
  EXPECT_GT(events_at(0.2F), events_at(0.4F) * 3 / 2);
}

TEST(LiveCamera, IsAsExactAfterAnHour) {
  LiveCamera camera = camera_before(bar_at(10));
  EventStream events;
  for (int second = 0; second < 3600; ++second) camera.see(bar_at(10), 1000000, events);
  EXPECT_TRUE(events.times.empty());
  camera.see(bar_at(12), frame_us, events);
  EventStream fresh;
  LiveCamera other = camera_before(bar_at(10));
  other.see(bar_at(12), frame_us, fresh);
  // Chance has gone on, but a µs is still a µs.
  const auto moments = [](const EventStream& stream) {
    const std::set<std::uint32_t> different(stream.times.begin(), stream.times.end());
    return static_cast<double>(different.size());
  };
  EXPECT_NEAR(moments(events), moments(fresh), 0.05 * moments(fresh));
}

TEST(LiveCamera, IsTheSameForTheSameSeedOnly) {
  const auto events_of = [](std::uint64_t seed) {
    LiveCamera camera = camera_before(bar_at(10), 0.2F, seed);
    EventStream events;
    for (const std::uint32_t left : {12U, 14U, 17U, 14U}) {
      camera.see(bar_at(left), frame_us, events);
    }
    return events.channels;
  };
  EXPECT_EQ(events_of(1), events_of(1));
  EXPECT_NE(events_of(1), events_of(2));
}

/// What is said against something; nothing when it is done.
std::string refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_value);
    return error.what();
  }
  return "";
}

TEST(LiveCamera, RefusesWhatItCannotBeOrSee) {
  const Frame frame = bar_at(10);
  const auto against = [&](const LiveCameraOptions& options) {
    return refusal([&] { LiveCamera(options, frame); });
  };
  EXPECT_EQ(against({size, 0.2F, 1}), "");
  EXPECT_NE(against({50, 0.2F, 1}).find("size is 50; it must be 32, 64 or 128"), std::string::npos);
  EXPECT_NE(against({128, 0.2F, 1}).find("16384 bytes; it must have 65536"), std::string::npos);
  EXPECT_NE(against({size, 0.0F, 1}).find("contrast"), std::string::npos);
  LiveCamera camera = camera_before(frame);
  EventStream events;
  EXPECT_NE(refusal([&] { camera.see({}, frame_us, events); }).find("has 0 bytes"),
            std::string::npos);
  EXPECT_NE(refusal([&] { camera.see(frame, 0, events); }).find("elapsed_us"), std::string::npos);
}

}  // namespace
}  // namespace rouse
