#include "rouse/gestures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "data/gesture_figure.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr std::uint32_t pixels = 128 * 128;

TEST(Gestures, AreTheSameForTheSameSeed) {
  const Dataset first = make_gestures({11, 7});
  EXPECT_EQ(fingerprint(make_gestures({11, 7})), fingerprint(first));
  EXPECT_NE(fingerprint(make_gestures({11, 8})), fingerprint(first));
  EXPECT_EQ(first.shape, dvs_gesture_shape);
  EXPECT_EQ(first.class_count, dvs_gesture_classes);
  EXPECT_EQ(first.swapped_classes, dvs_gesture_swapped_classes());
}

TEST(Gestures, AreTheSameEverywhere) {
  // Natively and as WebAssembly, with and without vectors.
  EXPECT_EQ(fingerprint(make_gestures({11, 1})), 9883064315400352442U);
}

TEST(Gestures, DoNotDependOnHowManyAreMade) {
  const Dataset many = make_gestures({6, 3, 40});
  const Dataset few = make_gestures({2, 3, 43});
  for (std::uint32_t i = 0; i < 2; ++i) {
    const Sample single = make_gesture(3, 43 + i);
    for (const Sample& sample : {few.samples[i], single}) {
      EXPECT_EQ(sample.events, many.samples[3 + i].events);
      EXPECT_EQ(sample.label, many.samples[3 + i].label);
      EXPECT_EQ(sample.speaker, many.samples[3 + i].speaker);
      EXPECT_EQ(sample.name, "gestures " + std::to_string(43 + i));
    }
  }
}

TEST(Gestures, AreTheSameWheneverTheyAreFilmed) {
  const Dataset made = make_gestures({8, 7, 5});
  Dataset listed = list_gestures({8, 7, 5});
  for (std::size_t i = listed.size(); i-- > 0;) {
    EXPECT_EQ(listed.samples[i].events.size(), 0U);
    film_gesture(7, listed.samples[i]);
  }
  EXPECT_EQ(fingerprint(listed), fingerprint(made));
}

TEST(Gestures, RefuseToFilmWhatIsNoneOfThem) {
  for (const char* name :
       {"", "gestures ", "gestures 3x", "gestures -1", "gestures 99999999999", "gesture 7"}) {
    Sample sample{{}, 0, name};
    EXPECT_EQ(error_of([&] { film_gesture(1, sample); }),
              "bad_format: sample \"" + std::string(name) + "\" is not one of the gestures");
  }
}

TEST(Gestures, HoldEachOnceInElevenAndFourOfEachByAFigure) {
  const Dataset dataset = list_gestures({3 * gestures_per_figure, 5});
  std::set<std::vector<std::uint32_t>> orders;
  for (std::size_t block = 0; block < 12; ++block) {
    std::vector<std::uint32_t> labels;
    for (std::size_t i = 11 * block; i < 11 * (block + 1); ++i) {
      labels.push_back(dataset.samples[i].label);
      EXPECT_EQ(dataset.samples[i].speaker, static_cast<std::int32_t>(block / 4));
    }
    orders.insert(labels);
    std::sort(labels.begin(), labels.end());
    EXPECT_EQ(labels, (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  }
  EXPECT_GT(orders.size(), 10U);
  const Split parts = split_by_speaker(dataset, {1});
  EXPECT_EQ(parts.test.size(), gestures_per_figure);
}

TEST(Gestures, RefuseNumbersOutsideTheirRange) {
  EXPECT_EQ(error_of([] { make_gestures({0}); }),
            "invalid_value: count is 0; expected 1 to 1000000");
  EXPECT_EQ(error_of([] { list_gestures({1000001}); }),
            "invalid_value: count is 1000001; expected 1 to 1000000");
}

/// Where most of the events between two times are, as a camera's middle of motion.
struct Middle {
  double x = 0.0, y = 0.0;
  std::size_t events = 0;
};

/// Of the pixels that send often: motion, not noise.
Middle middle_of(const EventStream& events, std::uint32_t from_us, std::uint32_t to_us) {
  std::vector<std::uint32_t> counts(32 * 32, 0);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events.times[i] < from_us || events.times[i] >= to_us) continue;
    const std::uint32_t pixel = events.channels[i] % pixels;
    ++counts[pixel / 128 / 4 * 32 + pixel % 128 / 4];
  }
  const std::uint32_t most = *std::max_element(counts.begin(), counts.end());
  Middle middle;
  for (std::uint32_t cell = 0; cell < counts.size(); ++cell) {
    if (counts[cell] * 4 < most) continue;
    middle.x += 4.0 * (cell % 32) * counts[cell];
    middle.y += 4.0 * (cell / 32) * counts[cell];
    middle.events += counts[cell];
  }
  middle.x /= static_cast<double>(middle.events);
  middle.y /= static_cast<double>(middle.events);
  return middle;
}

/// The sum of the turns that the middle of motion makes about its own mean, in turns;
/// positive when it goes from the top to the picture's left.
double turns_to_the_left(const EventStream& events) {
  constexpr std::uint32_t step_us = 50000;
  std::vector<Middle> path;
  for (std::uint32_t t = 0; t + step_us <= 1450000; t += step_us) {
    path.push_back(middle_of(events, t, t + step_us));
  }
  Middle mean;
  for (const Middle& middle : path) {
    mean.x += middle.x / static_cast<double>(path.size());
    mean.y += middle.y / static_cast<double>(path.size());
  }
  double turned = 0.0;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double ax = path[i - 1].x - mean.x;
    const double ay = path[i - 1].y - mean.y;
    const double bx = path[i].x - mean.x;
    const double by = path[i].y - mean.y;
    turned += std::atan2(ay * bx - ax * by, ax * bx + ay * by);
  }
  return turned / 6.283185307179586;
}

TEST(Gestures, MoveTheRightHandOnThePicturesLeftAndTurnAsTheRealOnes) {
  // A figure's throat is at column 66 on the average, and 20 columns from there at most. The other
  // arm does not tell its class apart from a mirror.
  std::array<int, 11> right{};
  std::array<double, 11> columns{};
  std::array<int, 11> seen{};
  for (const Sample& sample : make_gestures({66, 5}).samples) {
    const Gesture gesture = static_cast<Gesture>(sample.label);
    ++seen[sample.label];
    columns[sample.label] += middle_of(sample.events, 0, 1450000).x;
    if (gesture < Gesture::right_arm_clockwise || gesture > Gesture::left_arm_counter_clockwise) {
      continue;
    }
    const bool clockwise =
        gesture == Gesture::right_arm_clockwise || gesture == Gesture::left_arm_clockwise;
    const double turns = turns_to_the_left(sample.events);
    // Clockwise for the figure is from the top to the picture's left.
    right[sample.label] += clockwise ? turns > 0.5 : turns < -0.5;
  }
  for (std::size_t label = 0; label < columns.size(); ++label) columns[label] /= seen[label];
  for (const std::size_t label : {3U, 4U, 5U, 6U}) {
    EXPECT_EQ(right[label], seen[label]) << dvs_gesture_class_names()[label];
  }
  for (const std::size_t label : {1U, 3U, 4U}) {
    EXPECT_LT(columns[label], 54.0) << dvs_gesture_class_names()[label];
  }
  for (const std::size_t label : {2U, 5U, 6U}) {
    EXPECT_GT(columns[label], 78.0) << dvs_gesture_class_names()[label];
  }
  for (const std::size_t label : {0U, 7U, 8U}) {
    EXPECT_NEAR(columns[label], 66.0, 12.0) << dvs_gesture_class_names()[label];
  }
}

TEST(GestureFigures, KeepTheLengthOfTheirBonesAndDoNotTearTheirArms) {
  for (std::uint64_t person = 0; person < 8; ++person) {
    Random random(3, person);
    const Figure figure = random_figure(random);
    const Body& body = figure.body;
    for (std::size_t gesture = 0; gesture < gesture_count; ++gesture) {
      const Performance performance(figure, static_cast<Gesture>(gesture), random);
      Pose before = performance.at(0.0F);
      for (int step = 0; step <= 1450; ++step) {
        const Pose pose = performance.at(0.001F * static_cast<float>(step));
        for (const Side side : {right_side, left_side}) {
          const auto far = [](Vector3 a, Vector3 b) {
            const Vector3 way = a - b;
            return std::sqrt(way.x * way.x + way.y * way.y + way.z * way.z);
          };
          ASSERT_NEAR(far(pose.elbows[side], pose.shoulders[side]), body.upper_arm, 1e-3);
          ASSERT_NEAR(far(pose.wrists[side], pose.elbows[side]), body.forearm, 1e-3);
          ASSERT_NEAR(far(pose.fingertips[side], pose.wrists[side]), body.hand, 1e-3);
          // No hand moves faster than 12 m/s.
          ASSERT_LT(far(pose.wrists[side], before.wrists[side]), 0.012)
              << dvs_gesture_class_names()[gesture] << " at " << step << " ms";
        }
        before = pose;
      }
    }
  }
}

TEST(GestureFigures, WaveWithOneHandAndClapWithBoth) {
  Random random(9);
  const Figure figure = random_figure(random);
  const auto way_of_hands = [&](Gesture gesture) {
    const Performance performance(figure, gesture, random);
    std::array<double, 2> ways{};
    Pose before = performance.at(0.0F);
    for (int step = 1; step <= 145; ++step) {
      const Pose pose = performance.at(0.01F * static_cast<float>(step));
      for (const Side side : {right_side, left_side}) {
        const Vector3 way = pose.wrists[side] - before.wrists[side];
        ways[side] += std::sqrt(way.x * way.x + way.y * way.y + way.z * way.z);
      }
      before = pose;
    }
    return ways;
  };
  for (const Gesture gesture : {Gesture::right_hand_wave, Gesture::right_arm_clockwise,
                                Gesture::right_arm_counter_clockwise, Gesture::air_guitar}) {
    const auto ways = way_of_hands(gesture);
    EXPECT_GT(ways[right_side], 3.0 * ways[left_side]);
  }
  for (const Gesture gesture : {Gesture::left_hand_wave, Gesture::left_arm_clockwise,
                                Gesture::left_arm_counter_clockwise}) {
    const auto ways = way_of_hands(gesture);
    EXPECT_GT(ways[left_side], 3.0 * ways[right_side]);
  }
  for (const Gesture gesture : {Gesture::arm_roll, Gesture::air_drums}) {
    const auto ways = way_of_hands(gesture);
    EXPECT_LT(std::abs(ways[left_side] - ways[right_side]), 0.3 * ways[left_side]);
  }
}

/// Means over recordings.
struct Statistics {
  double events = 0.0;
  double on_share = 0.0;       // of the events
  double active_pixels = 0.0;  // with any event
  double busy_pixels = 0.0;    // with ten or more
  double x = 0.0, y = 0.0;     // of the events
  double x_spread = 0.0, y_spread = 0.0;
  double doubled = 0.0;  // share of events within 50 µs of one of the same channel

  explicit Statistics(const Dataset& data) {
    double recordings = 0.0;
    for (const Sample& sample : data.samples) {
      if (static_cast<Gesture>(sample.label) == Gesture::other) continue;
      recordings += 1.0;
      add(sample.events);
    }
    for (double* value : {&events, &on_share, &active_pixels, &busy_pixels, &x, &y, &x_spread,
                          &y_spread, &doubled}) {
      *value /= recordings;
    }
  }

 private:
  void add(const EventStream& stream) {
    std::vector<std::uint32_t> counts(pixels, 0);
    std::vector<std::uint32_t> last(2 * pixels, 0);
    double on = 0.0, twice = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, syy = 0.0;
    const auto n = static_cast<double>(stream.size());
    for (std::size_t i = 0; i < stream.size(); ++i) {
      const std::uint32_t channel = stream.channels[i];
      const std::uint32_t time = stream.times[i] + 1000;
      const double px = channel % 128;
      const double py = channel % pixels / 128;
      ++counts[channel % pixels];
      on += channel >= pixels ? 1.0 : 0.0;
      twice += time - last[channel] < 50 ? 1.0 : 0.0;
      last[channel] = time;
      sx += px;
      sy += py;
      sxx += px * px;
      syy += py * py;
    }
    events += n;
    on_share += on / n;
    doubled += twice / n;
    x += sx / n;
    y += sy / n;
    x_spread += std::sqrt(sxx / n - sx / n * (sx / n));
    y_spread += std::sqrt(syy / n - sy / n * (sy / n));
    for (const std::uint32_t count : counts) {
      active_pixels += count > 0 ? 1.0 : 0.0;
      busy_pixels += count >= 10 ? 1.0 : 0.0;
    }
  }
};

TEST(Gestures, HaveTheStatisticsOfRealRecordings) {
  // Means of one recording of each of the ten gestures of DVS128 Gesture;
  // tools/experiments/gestures.mjs writes them.
  const Statistics made(make_gestures({110, 3}));
  const auto near = [](double value, double real) { return std::abs(value - real) < 0.3 * real; };
  EXPECT_PRED2(near, made.events, 120694);
  EXPECT_PRED2(near, made.on_share, 0.507);
  EXPECT_PRED2(near, made.active_pixels, 6858);
  EXPECT_PRED2(near, made.busy_pixels, 3563);
  EXPECT_PRED2(near, made.x, 62.7);
  EXPECT_PRED2(near, made.y, 78.0);
  EXPECT_PRED2(near, made.x_spread, 20.8);
  EXPECT_PRED2(near, made.y_spread, 21.4);
  EXPECT_PRED2(near, made.doubled, 0.133);
}

TEST(Gestures, AreValidRecordings) {
  for (const Sample& sample : make_gestures({22, 11}).samples) {
    const EventStream& events = sample.events;
    ASSERT_EQ(events.times.size(), events.channels.size());
    EXPECT_GT(events.size(), 10000U);
    EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
    EXPECT_LE(events.times.back(), 1450000U);
    for (const std::uint32_t channel : events.channels) ASSERT_LT(channel, 2 * pixels);
  }
}

}  // namespace
}  // namespace rouse
