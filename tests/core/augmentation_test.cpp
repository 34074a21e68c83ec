#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "rouse/dataset.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr SensorShape shape{10, 8, 2};

/// One event per ms at the pixel (5, 4), polarities in turn.
EventStream steady_stream(std::uint32_t events) {
  EventStream stream;
  for (std::uint32_t i = 0; i < events; ++i) {
    stream.times.push_back(1000 * i);
    stream.channels.push_back(shape.channel(5, 4, i % 2));
  }
  return stream;
}

EventStream augmented(const EventStream& in, const Augmentation& augmentation,
                      std::uint64_t sample = 0, std::uint64_t epoch = 1, std::uint64_t seed = 1) {
  EventStream out;
  Augmenter().apply(in, shape, augmentation, seed, epoch, sample, out);
  return out;
}

TEST(Augmentation, OfNothingChangesNothing) {
  const EventStream stream = steady_stream(20);
  EXPECT_EQ(augmented(stream, {}), stream);
}

TEST(Augmentation, DependsOnSeedEpochAndSample) {
  const EventStream stream = steady_stream(100);
  const Augmentation drop{0, 0, 0.5F};
  const EventStream first = augmented(stream, drop, 1, 1, 1);
  EXPECT_EQ(augmented(stream, drop, 1, 1, 1), first);
  EXPECT_NE(augmented(stream, drop, 2, 1, 1), first);
  EXPECT_NE(augmented(stream, drop, 1, 2, 1), first);
  EXPECT_NE(augmented(stream, drop, 1, 1, 2), first);
}

TEST(Augmentation, ShiftsTheChannelsOfOneRowAlongIt) {
  constexpr SensorShape row{10, 1, 1};
  const EventStream stream{{0, 1000, 2000}, {4, 5, 6}};
  std::set<std::uint32_t> places;
  EventStream moved;
  for (std::uint64_t sample = 0; sample < 100; ++sample) {
    Augmenter().apply(stream, row, {2, 0, 0.0F}, 1, 1, sample, moved);
    ASSERT_EQ(moved.times, stream.times);
    EXPECT_EQ(moved.channels[2], moved.channels[0] + 2);
    places.insert(moved.channels[0]);
  }
  EXPECT_EQ(places, (std::set<std::uint32_t>{2, 3, 4, 5, 6}));
}

TEST(Augmentation, ShiftsTheWholeRecordingAndKeepsPolarity) {
  const EventStream stream = steady_stream(10);
  std::set<std::uint32_t> places;
  for (std::uint64_t sample = 0; sample < 200; ++sample) {
    const EventStream moved = augmented(stream, {2, 0, 0.0F}, sample);
    ASSERT_EQ(moved.size(), stream.size());
    EXPECT_EQ(moved.times, stream.times);
    places.insert(moved.channels[0]);
    const std::uint32_t x = moved.channels[0] % shape.width;
    const std::uint32_t y = moved.channels[0] / shape.width;
    EXPECT_TRUE(x >= 3 && x <= 7 && y >= 2 && y <= 6);
    for (std::uint32_t i = 0; i < moved.size(); ++i) {
      EXPECT_EQ(moved.channels[i], shape.channel(x, y, i % 2));
    }
  }
  EXPECT_EQ(places.size(), 25U);
}

TEST(Augmentation, DropsEventsThatLeaveTheSensor) {
  bool some_left = false;
  for (std::uint64_t sample = 0; sample < 50; ++sample) {
    const EventStream moved = augmented(steady_stream(4), {1000, 0, 0.0F}, sample);
    some_left = some_left || moved.size() == 0;
    for (const std::uint32_t channel : moved.channels) EXPECT_LT(channel, shape.channels());
  }
  EXPECT_TRUE(some_left);
}

TEST(Augmentation, DropsTheAskedShare) {
  const EventStream thinned = augmented(steady_stream(20000), {0, 0, 0.3F});
  EXPECT_NEAR(static_cast<double>(thinned.size()), 14000.0, 300.0);
}

TEST(Augmentation, JittersTimesAndSortsThemAgain) {
  const EventStream stream = steady_stream(5000);
  const EventStream jittered = augmented(stream, {0, 3000, 0.0F});
  ASSERT_EQ(jittered.size(), stream.size());
  EXPECT_NE(jittered.times, stream.times);
  EXPECT_TRUE(std::is_sorted(jittered.times.begin(), jittered.times.end()));
}

TEST(Augmentation, JitterHasTheAskedDeviationAndStopsAtZero) {
  const EventStream at_once{std::vector<std::uint32_t>(20000, 1000000),
                            std::vector<std::uint32_t>(20000, 0)};
  const EventStream jittered = augmented(at_once, {0, 2000, 0.0F});
  double squares = 0;
  for (const std::uint32_t time : jittered.times) {
    squares += (time - 1000000.0) * (time - 1000000.0);
  }
  EXPECT_NEAR(std::sqrt(squares / 20000), 2000.0, 50.0);
  const EventStream early{{0, 10}, {0, 1}};
  for (const std::uint32_t time : augmented(early, {0, 1000, 0.0F}).times) EXPECT_LT(time, 10000U);
}

TEST(Augmentation, RejectsFieldsOutsideTheirRange) {
  for (const Augmentation& wrong :
       {Augmentation{1001, 0, 0.0F}, Augmentation{0, 1000001, 0.0F}, Augmentation{0, 0, 1.0F},
        Augmentation{0, 0, -0.1F}, Augmentation{0, 0, NAN}}) {
    EXPECT_THROW(validate(wrong), Error);
  }
  EXPECT_NO_THROW(validate(Augmentation{1000, 1000000, 0.99F}));
}

}  // namespace
}  // namespace rouse
