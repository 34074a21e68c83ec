// Augmentations that flip, turn and stretch recordings.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "rouse/dataset.hpp"
#include "rouse/error.hpp"
#include "rouse/training.hpp"
#include "runs.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr SensorShape shape{9, 9, 2};

Augmentation flipping(float flip) {
  Augmentation augmentation;
  augmentation.flip = flip;
  return augmentation;
}
Augmentation turning(float degrees) {
  Augmentation augmentation;
  augmentation.rotation = degrees;
  return augmentation;
}
Augmentation stretching(float share) {
  Augmentation augmentation;
  augmentation.time_scale = share;
  return augmentation;
}

EventStream augmented(const EventStream& in, const Augmentation& augmentation,
                      std::uint64_t sample = 0, bool* flipped = nullptr) {
  EventStream out;
  const bool was = Augmenter().apply(in, shape, augmentation, 1, 1, sample, out);
  if (flipped != nullptr) *flipped = was;
  return out;
}

TEST(Flip, MirrorsColumnsAndKeepsRowsPolarityAndTimes) {
  const EventStream in{{5, 6}, {shape.channel(1, 2, 0), shape.channel(8, 7, 1)}};
  bool flipped = false;
  EXPECT_EQ(augmented(in, flipping(1.0F), 0, &flipped),
            (EventStream{{5, 6}, {shape.channel(7, 2, 0), shape.channel(0, 7, 1)}}));
  EXPECT_TRUE(flipped);
}

TEST(Flip, HappensWithItsProbability) {
  const EventStream in{{0}, {0}};
  int count = 0;
  for (std::uint64_t sample = 0; sample < 2000; ++sample) {
    bool flipped = false;
    const EventStream out = augmented(in, flipping(0.3F), sample, &flipped);
    EXPECT_EQ(out.channels[0], flipped ? 8U : 0U);
    count += flipped ? 1 : 0;
  }
  EXPECT_NEAR(count, 600, 70);
}

TEST(Flip, SwapsClassesInPairs) {
  Augmentation augmentation = flipping(1.0F);
  augmentation.swapped_classes = {1, 2, 3, 6};
  const std::uint32_t flipped[] = {0, 2, 1, 6, 4, 5, 3};
  for (std::uint32_t label = 0; label < 7; ++label) {
    EXPECT_EQ(flipped_class(augmentation, label), flipped[label]);
  }
}

/// Recordings whose class is the side on which they are.
TEST(Flip, TrainsOnTheSwappedClassAndCountsWhatIsRight) {
  TrainingRun run;
  Dataset sides{small_sensor, 2, {}, {}};
  for (std::uint32_t i = 0; i < 40; ++i) {
    EventStream events;
    for (std::uint32_t k = 0; k < 20; ++k) {
      events.times.push_back(1000 * k);
      events.channels.push_back(small_sensor.channel(i % 2 * 5, k % 5, 0));
    }
    sides.samples.push_back({events, i % 2, "side"});
  }
  LayerSpec layer;
  layer.initial_threshold = 1.0F;
  run.spec = fully_connected(small_sensor.channels(), {16}, 2, layer);
  run.options.bins = {20, 1000, Occupancy::binary};
  run.options.adam.learning_rate = 0.01F;
  run.options.augmentation = flipping(0.5F);
  run.train = run.test = shared(sides);
  const auto accuracy = [&run] {
    Trainer trainer = run.trainer();
    for (int epoch = 0; epoch < 15; ++epoch) finish_epoch(trainer);
    return std::pair(trainer.last_epoch()->train_accuracy, trainer.last_epoch()->test_accuracy);
  };
  run.options.augmentation.swapped_classes = {0, 1};
  EXPECT_GT(accuracy().first, 0.95F);
  EXPECT_GT(accuracy().second, 0.95F);
  run.options.augmentation.swapped_classes = {};
  EXPECT_LT(accuracy().first, 0.8F);  // half of what is seen contradicts the other half
}

TEST(Rotation, TurnsAboutTheCentreByUpToItsAngle) {
  const EventStream in{{0, 1, 2},
                       {shape.channel(4, 4, 1), shape.channel(8, 4, 0), shape.channel(4, 8, 0)}};
  double largest = 0.0;
  for (std::uint64_t sample = 0; sample < 300; ++sample) {
    const EventStream out = augmented(in, turning(30.0F), sample);
    ASSERT_EQ(out.times, in.times);
    EXPECT_EQ(out.channels[0], in.channels[0]);
    const auto place = [&](std::size_t i) {
      return std::pair(static_cast<int>(out.channels[i] % 9) - 4,
                       static_cast<int>(out.channels[i] / 9) - 4);
    };
    const auto [x, y] = place(1);
    EXPECT_EQ(place(2), std::pair(-y, x));  // a quarter turn further
    largest = std::max(largest, std::abs(std::atan2(y, x)));
  }
  EXPECT_NEAR(largest, std::atan2(2.0, 3.0), 1e-6);  // the pixel nearest to 30 degrees
}

TEST(Rotation, ByHalfATurnAtMostAndKeepsAsManyAsFit) {
  EventStream in;
  for (std::uint32_t channel = 0; channel < 81; ++channel) {
    in.times.push_back(channel);
    in.channels.push_back(channel);
  }
  std::size_t lost = 0;
  for (std::uint64_t sample = 0; sample < 100; ++sample) {
    const EventStream out = augmented(in, turning(180.0F), sample);
    EXPECT_GE(out.size(), 60U);  // the inscribed circle stays
    lost += 81 - out.size();
  }
  EXPECT_GT(lost, 0U);
}

TEST(TimeScale, MultipliesTimesAndKeepsTheirOrder) {
  const EventStream in{{0, 1000, 1001, 4000000000U}, {3, 2, 1, 0}};
  double least = 2.0;
  double most = 0.0;
  for (std::uint64_t sample = 0; sample < 300; ++sample) {
    const EventStream out = augmented(in, stretching(0.2F), sample);
    EXPECT_EQ(out.channels, in.channels);
    EXPECT_TRUE(std::is_sorted(out.times.begin(), out.times.end()));
    EXPECT_EQ(out.times[0], 0U);
    const double factor = out.times[1] / 1000.0;
    least = std::min(least, factor);
    most = std::max(most, factor);
  }
  EXPECT_NEAR(least, 0.8, 0.005);
  EXPECT_NEAR(most, 1.2, 0.005);
}

TEST(Warps, DoNotChangeWhatOtherAugmentationsDraw) {
  EventStream in;
  for (std::uint32_t i = 0; i < 200; ++i) {
    in.times.push_back(1000 * i);
    in.channels.push_back(shape.channel(4, 4, 0));
  }
  Augmentation jitter{0, 300, 0.2F};
  const EventStream plain = augmented(in, jitter, 5);
  jitter.rotation = 20.0F;  // which leaves the centre alone
  EXPECT_EQ(augmented(in, jitter, 5), plain);
}

TEST(Warps, AreRefusedOutsideTheirRange) {
  const auto refused = [](const Augmentation& augmentation) {
    return error_of([&] { validate(augmentation); });
  };
  EXPECT_EQ(refused(flipping(1.0F)), "");
  EXPECT_EQ(refused(turning(180.0F)), "");
  EXPECT_EQ(refused(flipping(1.5F)).find("invalid_value: flip is 1.5"), 0U);
  EXPECT_EQ(refused(turning(181.0F)).find("invalid_value: rotation is 181"), 0U);
  EXPECT_EQ(refused(stretching(1.0F)).find("invalid_value: time_scale is 1"), 0U);
  EXPECT_NE(refused(flipping(NAN)), "");
  Augmentation augmentation;
  augmentation.swapped_classes = {1, 2, 3};
  EXPECT_EQ(refused(augmentation),
            "invalid_value: swapped_classes is a list of 3 classes; it must be pairs");
  augmentation.swapped_classes = {1, 2, 1, 3};
  EXPECT_EQ(refused(augmentation),
            "invalid_value: swapped_classes is a list with class 1 twice; "
            "each changes places with one other");
}

TEST(Warps, MustFitTheData) {
  TrainingRun run = small_run();
  run.options.augmentation.swapped_classes = {1, 3};
  EXPECT_EQ(error_of([&] { run.trainer(); }),
            "invalid_value: swapped_classes is a list with class 3; the data has 3 classes");
  run = small_run();
  Dataset row = *run.train;
  row.shape = {60, 1, 1};
  run.train = shared(row);
  run.test = nullptr;
  run.options.augmentation = flipping(0.5F);
  EXPECT_EQ(error_of([&] { run.trainer(); }),
            "invalid_value: flip is more than 0, but the data's sensor has one row; use it for "
            "cameras only");
}

TEST(Warps, AreWrittenToJsonOnlyWhereTheyAreUsed) {
  TrainingOptions options;
  EXPECT_EQ(to_json(options).find("flip"), std::string::npos);
  options.augmentation = Augmentation{2, 1500, 0.25F, 0.5F, 12.5F, 0.125F, {1, 2, 3, 6}};
  EXPECT_EQ(training_options_from_json(to_json(options)), options);
  EXPECT_NE(to_json(options).find("\"swapped_classes\":[1,2,3,6]"), std::string::npos);
}

TEST(Warps, AreRepeatedByARunThatIsResumed) {
  TrainingRun run = small_run();
  run.options.augmentation = Augmentation{1, 500, 0.1F, 0.5F, 20.0F, 0.2F, {0, 2}};
  Trainer whole = run.trainer();
  for (int epoch = 0; epoch < 2; ++epoch) finish_epoch(whole);
  Trainer first = run.trainer();
  finish_epoch(first);
  Trainer resumed = Trainer::resume(first.checkpoint(), run.train, run.test);
  finish_epoch(resumed);
  EXPECT_EQ(resumed.checkpoint(), whole.checkpoint());
}

}  // namespace
}  // namespace rouse
