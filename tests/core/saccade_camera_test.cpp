#include "rouse/saccade_camera.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "data/digit_strokes.hpp"
#include "data/saccade_camera.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/saccade_digits.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr std::uint32_t pixels = 34 * 34;

std::vector<Stroke> seven() { return {{{0.3F, 0.2F}, {0.7F, 0.2F}, {0.45F, 0.8F}}}; }

std::size_t on_events(const EventStream& events) {
  return static_cast<std::size_t>(std::count_if(events.channels.begin(), events.channels.end(),
                                                [](std::uint32_t c) { return c >= pixels; }));
}

/// Where the events are, noise left out.
struct Extent {
  double centre_x = 0, centre_y = 0;
  std::uint32_t width = 0, height = 0;
};

Extent extent_of(const EventStream& events) {
  std::array<double, pixels> counts{};
  for (const std::uint32_t channel : events.channels) counts[channel % pixels] += 1;
  Extent extent;
  double all = 0;
  std::set<std::uint32_t> xs;
  std::set<std::uint32_t> ys;
  for (std::uint32_t pixel = 0; pixel < pixels; ++pixel) {
    const double count = counts[pixel];
    if (count < 4) continue;
    xs.insert(pixel % 34);
    ys.insert(pixel / 34);
    extent.centre_x += count * (pixel % 34);
    extent.centre_y += count * (pixel / 34);
    all += count;
  }
  extent.centre_x /= all;
  extent.centre_y /= all;
  extent.width = *xs.rbegin() - *xs.begin() + 1;
  extent.height = *ys.rbegin() - *ys.begin() + 1;
  return extent;
}

TEST(SaccadeCamera, SeesBothEdgesOfAStrokeThatMoves) {
  const EventStream events = film_strokes(seven());
  EXPECT_GT(events.size(), 1500U);
  const double share = static_cast<double>(on_events(events)) / static_cast<double>(events.size());
  EXPECT_NEAR(share, 0.5, 0.05);
  EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
  EXPECT_LT(events.times.back(), 310000U);
  for (const std::uint32_t channel : events.channels) ASSERT_LT(channel, nmnist_shape.channels());
}

TEST(SaccadeCamera, GivesEqualEventsForEqualArguments) {
  const std::vector<Stroke> strokes = seven();
  EXPECT_EQ(film_strokes(strokes, 3), film_strokes(strokes, 3));
  EXPECT_NE(film_strokes(strokes, 3), film_strokes(strokes, 4));
  const GreyPicture dot{3, 3, {0, 0, 0, 0, 255, 0, 0, 0, 0}};
  EXPECT_EQ(film_picture(dot, 3), film_picture(dot, 3));
  EXPECT_NE(film_picture(dot, 3), film_picture(dot, 4));
}

TEST(SaccadeCamera, SendsOnlyNoiseFromBlankPaper) {
  const GreyPicture blank{28, 28, std::vector<std::uint8_t>(784)};
  for (const EventStream& events : {film_strokes({}), film_picture(blank)}) {
    // 420 ON events a second, over 0.308 s.
    EXPECT_NEAR(static_cast<double>(on_events(events)), 129, 40);
    EXPECT_LT(events.size() - on_events(events), 5U);
  }
}

TEST(SaccadeCamera, SeesADrawingTheSameWhereverAndHoweverLargeItIs) {
  const EventStream large = film_strokes(seven());
  const EventStream small =
      film_strokes(std::vector<Stroke>{{{0.05F, 0.75F}, {0.15F, 0.75F}, {0.0875F, 0.9F}}});
  EXPECT_NEAR(static_cast<double>(small.size()), static_cast<double>(large.size()),
              0.03 * static_cast<double>(large.size()));
  const Extent seen = extent_of(large);
  EXPECT_NEAR(extent_of(small).centre_x, seen.centre_x, 0.2);
  EXPECT_NEAR(extent_of(small).centre_y, seen.centre_y, 0.2);
  // 20 pixels of ink, and 5 of movement.
  EXPECT_NEAR(seen.height, 25, 2);
}

TEST(SaccadeCamera, SeesADotAsADot) {
  const Extent seen = extent_of(film_strokes(std::vector<Stroke>{{{0.9F, 0.1F}}}));
  EXPECT_LT(seen.width, 16U);
  EXPECT_LT(seen.height, 16U);
  EXPECT_NEAR(seen.centre_x, 17, 1);
  EXPECT_NEAR(seen.centre_y, 17, 1);
}

TEST(SaccadeCamera, CaresNotInHowManyPiecesALineIsDrawn) {
  Stroke fine;
  for (int i = 0; i <= 200; ++i) fine.push_back({0.5F, 0.1F + 0.004F * static_cast<float>(i)});
  const EventStream coarse = film_strokes(std::vector<Stroke>{{{0.5F, 0.1F}, {0.5F, 0.9F}}});
  const EventStream pieces = film_strokes(std::vector<Stroke>{fine});
  EXPECT_NEAR(static_cast<double>(pieces.size()), static_cast<double>(coarse.size()),
              0.02 * static_cast<double>(coarse.size()));
  EXPECT_NEAR(extent_of(pieces).centre_y, extent_of(coarse).centre_y, 0.2);
}

/// The drawing as MNIST would show it, with `samples` pixels to a pixel of the sensor.
GreyPicture picture_of(const Drawing& drawing, std::uint32_t samples) {
  const std::uint32_t side = 28 * samples;
  GreyPicture grey{side, side, std::vector<std::uint8_t>(std::size_t{side} * side)};
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      const auto at = [&](std::uint32_t i) {
        return (static_cast<float>(i) + 0.5F) / static_cast<float>(samples) - 14.0F;
      };
      float nearest = 1e9F;
      for (const auto& [from, to] : drawing.segments) {
        const float dx = to.x - from.x;
        const float dy = to.y - from.y;
        const float along = ((at(x) - from.x) * dx + (at(y) - from.y) * dy) / (dx * dx + dy * dy);
        const float s = std::clamp(along, 0.0F, 1.0F);
        nearest = std::min(nearest, std::hypot(at(x) - from.x - s * dx, at(y) - from.y - s * dy));
      }
      grey.ink[std::size_t{y} * side + x] = nearest < drawing.half_width ? 255 : 0;
    }
  }
  return grey;
}

TEST(SaccadeCamera, SeesPicturesOfTheBuiltInDigitsAsTheDigits) {
  double drawn = 0;
  double pictured = 0;
  double on = 0;
  for (std::uint32_t i = 0; i < 20; ++i) {
    Random hand(5, i);
    Drawing drawing;
    draw_digit(i % 10, hand, drawing);
    SaccadeCamera camera;
    EventStream of_drawing;
    EventStream of_picture;
    Random one(6, i);
    Random same(6, i);
    camera.film(drawing, one, of_drawing);
    camera.film(picture_of(drawing, 8), same, of_picture);
    const Extent wanted = extent_of(of_drawing);
    const Extent seen = extent_of(of_picture);
    EXPECT_NEAR(seen.centre_x, wanted.centre_x, 0.3) << "digit " << i % 10;
    EXPECT_NEAR(seen.centre_y, wanted.centre_y, 0.3) << "digit " << i % 10;
    drawn += static_cast<double>(of_drawing.size());
    pictured += static_cast<double>(of_picture.size());
    on += static_cast<double>(on_events(of_picture));
  }
  // Its square blur takes a little of the ink at slanted edges.
  EXPECT_NEAR(pictured, drawn, 0.08 * drawn);
  EXPECT_NEAR(on / pictured, 0.51, 0.02);
}

TEST(SaccadeCamera, SeesWrittenDigitsWithTheBuiltInDigitsStatistics) {
  double events = 0;
  for (std::uint32_t i = 0; i < 100; ++i) {
    events += static_cast<double>(film_strokes(write_digit(i % 10, i), i).size());
  }
  double expected = 0;
  for (const Sample& sample : make_saccade_digits({100, 4}).samples) {
    expected += static_cast<double>(sample.events.size());
  }
  EXPECT_NEAR(events, expected, 0.1 * expected);
}

TEST(SaccadeCamera, WritesDigitsOnThePaper) {
  std::set<float> begins;
  for (std::uint32_t i = 0; i < 300; ++i) {
    const std::vector<Stroke> strokes = write_digit(i % 10, i);
    ASSERT_FALSE(strokes.empty());
    EXPECT_LE(strokes.size(), 3U);
    begins.insert(strokes.front().front().x);
    for (const Stroke& stroke : strokes) {
      EXPECT_GT(stroke.size(), 2U);
      for (const Point& point : stroke) {
        ASSERT_TRUE(point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1) << i;
      }
    }
  }
  EXPECT_GT(begins.size(), 250U);
}

TEST(SaccadeCamera, RefusesWhatItCannotFilm) {
  const auto filming = [](std::vector<Stroke> strokes) {
    return error_of([&] { film_strokes(strokes); });
  };
  EXPECT_EQ(filming({{{0, 0}}, {}}), "invalid_value: stroke 1 has no points; give it one or more");
  EXPECT_EQ(filming({{{0, 1.5F}}}), "invalid_value: stroke 0: y is 1.5; it must be 0 to 1");
  EXPECT_EQ(filming({{{std::numeric_limits<float>::quiet_NaN(), 0}}}),
            "invalid_value: stroke 0: x is nan; it must be 0 to 1");
  EXPECT_EQ(filming({Stroke(10001)}),
            "invalid_value: points in all strokes is 10001; it must be 0 to 10000");
  EXPECT_EQ(error_of([] {
              film_picture({0, 3, {}});
            }),
            "invalid_value: width is 0; it must be 1 to 1024");
  EXPECT_EQ(error_of([] {
              film_picture({3, 1025, {}});
            }),
            "invalid_value: height is 1025; it must be 1 to 1024");
  EXPECT_EQ(error_of([] {
              film_picture({2, 2, {0, 255, 0}});
            }),
            "invalid_value: the picture has 3 values of ink for 2 x 2 pixels; give one for each");
  EXPECT_EQ(error_of([] { write_digit(10, 1); }), "invalid_value: digit is 10; it must be 0 to 9");
}

}  // namespace
}  // namespace rouse
