// Fewer channels and coarser times.
#include <gtest/gtest.h>

#include <numeric>

#include "rouse/dataset.hpp"
#include "support.hpp"

namespace rouse {
namespace {

/// One event for each channel.
Dataset all_channels(const SensorShape& shape) {
  Dataset dataset{shape, 1, {{}}, {}};
  EventStream& events = dataset.samples[0].events;
  events.channels.resize(shape.channels());
  std::iota(events.channels.begin(), events.channels.end(), 0U);
  events.times.assign(shape.channels(), 7);
  return dataset;
}

TEST(Pool, JoinsNeighboursOfARow) {
  Dataset dataset = all_channels({700, 1, 1});
  pool(dataset, 5);
  EXPECT_EQ(dataset.shape, (SensorShape{140, 1, 1}));
  const auto& channels = dataset.samples[0].events.channels;
  for (std::uint32_t unit = 0; unit < 700; ++unit) EXPECT_EQ(channels[unit], unit / 5);
}

TEST(Pool, JoinsPixelsOfOnePolarity) {
  const SensorShape from{34, 34, 2};
  Dataset dataset = all_channels(from);
  pool(dataset, 2);
  EXPECT_EQ(dataset.shape, (SensorShape{17, 17, 2}));
  const auto& channels = dataset.samples[0].events.channels;
  for (std::uint32_t p = 0; p < 2; ++p) {
    for (std::uint32_t y = 0; y < 34; ++y) {
      for (std::uint32_t x = 0; x < 34; ++x) {
        ASSERT_EQ(channels[from.channel(x, y, p)], dataset.shape.channel(x / 2, y / 2, p));
      }
    }
  }
}

TEST(Pool, ByOneChangesNothing) {
  Dataset dataset = all_channels({6, 4, 2});
  const std::uint64_t before = fingerprint(dataset);
  pool(dataset, 1);
  EXPECT_EQ(fingerprint(dataset), before);
}

TEST(Pool, RefusesWhatIsNoDivisor) {
  const auto refused = [](const SensorShape& shape, std::uint32_t factor) {
    Dataset dataset = all_channels(shape);
    return error_of([&] { pool(dataset, factor); });
  };
  EXPECT_EQ(refused({700, 1, 1}, 3),
            "invalid_value: pool is 3; it must be a divisor of the sensor's 700x1");
  EXPECT_NE(refused({6, 4, 2}, 3), "");
  EXPECT_NE(refused({6, 4, 2}, 0), "");
  EXPECT_NE(refused({6, 4, 2}, 7), "");
  EXPECT_EQ(refused({6, 4, 2}, 2), "");
}

TEST(Quantise, RoundsDownAndOrdersEachInstantByChannel) {
  Dataset dataset{{9, 1, 1}, 1, {{}}, {}};
  dataset.samples[0].events = {{0, 999, 1000, 1500, 2999}, {5, 3, 8, 2, 1}};
  quantise(dataset, 1000);
  EXPECT_EQ(dataset.samples[0].events, (EventStream{{0, 0, 1000, 1000, 2000}, {3, 5, 2, 8, 1}}));
  EXPECT_NE(error_of([&] { quantise(dataset, 0); }), "");
}

TEST(ThinOut, KeepsOneEventOfAChannelAtATime) {
  Dataset dataset;
  dataset.shape = {4, 1, 1};
  dataset.class_count = 1;
  dataset.samples.push_back({{{0, 3, 4, 5, 9, 11}, {2, 1, 2, 2, 2, 1}}, 0, "one"});
  thin_out(dataset, 5);
  EXPECT_EQ(dataset.samples[0].events.times, (std::vector<std::uint32_t>{0, 0, 5, 10}));
  EXPECT_EQ(dataset.samples[0].events.channels, (std::vector<std::uint32_t>{1, 2, 2, 1}));
}

TEST(ThinOut, ChangesNoSpikeOfBinsThatAreMultiples) {
  Random random(5);
  Dataset dataset;
  dataset.shape = {6, 5, 2};
  dataset.class_count = 1;
  std::vector<std::uint32_t> times;
  std::vector<std::uint32_t> channels;
  for (int i = 0; i < 3000; ++i) {
    times.push_back(static_cast<std::uint32_t>(random.below(100000)));
    channels.push_back(static_cast<std::uint32_t>(random.below(60)));
  }
  dataset.samples.push_back({make_event_stream(dataset.shape, times, channels), 0, "many"});
  const BinOptions bins{10, 10000, Occupancy::binary};
  const SpikeRaster before = make_spike_raster(dataset.samples[0].events, 60, bins);
  thin_out(dataset, 5000);
  EXPECT_LT(dataset.samples[0].events.size(), 1300U);
  EXPECT_EQ(make_spike_raster(dataset.samples[0].events, 60, bins), before);
}

}  // namespace
}  // namespace rouse
