#include "rouse/events.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

constexpr SensorShape shape{34, 34, 2};

EventStream random_stream(std::uint64_t seed, std::size_t events, std::uint32_t channels,
                          std::uint32_t end_us) {
  Random random(seed);
  std::vector<std::uint32_t> times(events);
  std::vector<std::uint32_t> where(events);
  for (auto& time : times) time = static_cast<std::uint32_t>(random.below(end_us));
  for (auto& channel : where) channel = static_cast<std::uint32_t>(random.below(channels));
  return make_event_stream({channels, 1, 1}, std::move(times), std::move(where));
}

/// The definition of a raster, written for reading.
SpikeRaster expected_raster(const EventStream& stream, std::size_t channels,
                            const BinOptions& options) {
  std::vector<std::map<std::uint32_t, float>> bins(options.steps);
  for (std::size_t i = 0; i < stream.size(); ++i) {
    const std::size_t bin = stream.times[i] / options.bin_us;
    if (bin < bins.size()) bins[bin][stream.channels[i]] += 1.0F;
  }
  SpikeRaster raster;
  raster.channels = channels;
  raster.offsets.push_back(0);
  bool all_once = true;
  for (const auto& bin : bins) {
    for (const auto& [channel, count] : bin) {
      raster.columns.push_back(channel);
      raster.counts.push_back(count);
      all_once = all_once && count == 1.0F;
    }
    raster.offsets.push_back(static_cast<std::uint32_t>(raster.columns.size()));
  }
  if (all_once || options.occupancy == Occupancy::binary) raster.counts.clear();
  return raster;
}

std::string message_of(const BinOptions& options) {
  try {
    validate(options);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_value);
    return error.what();
  }
  return "";
}

TEST(SensorShape, ChannelsAreNumberedByPolarityThenRowThenColumn) {
  EXPECT_EQ(shape.channels(), 2312U);
  EXPECT_EQ(shape.channel(0, 0, 0), 0U);
  EXPECT_EQ(shape.channel(33, 0, 0), 33U);
  EXPECT_EQ(shape.channel(0, 1, 0), 34U);
  EXPECT_EQ(shape.channel(33, 33, 1), 2311U);
}

TEST(EventStream, IsSortedStably) {
  const EventStream stream = make_event_stream(shape, {30, 10, 30, 20, 10}, {1, 2, 3, 4, 5});
  EXPECT_EQ(stream.times, (std::vector<std::uint32_t>{10, 10, 20, 30, 30}));
  EXPECT_EQ(stream.channels, (std::vector<std::uint32_t>{2, 5, 4, 1, 3}));
}

TEST(EventStream, RejectsPartsThatDoNotFit) {
  EXPECT_THROW(make_event_stream(shape, {1, 2}, {1}), Error);
  try {
    make_event_stream(shape, {1, 2}, {1, 2312});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_value);
    EXPECT_NE(std::string(error.what()).find("event 1 has channel 2312"), std::string::npos);
  }
}

TEST(BinOptions, AreValidatedByFieldAndRange) {
  EXPECT_EQ(message_of({}), "");
  EXPECT_EQ(message_of({0, 1000, Occupancy::binary}), "steps is 0; expected 1 to 100000");
  EXPECT_EQ(message_of({1, 0, Occupancy::binary}), "bin_us is 0; expected 1 to 1000000000");
  EXPECT_NE(message_of({100001, 1, Occupancy::binary}), "");
}

TEST(Binner, CountsAnEventOncePerBinAndChannel) {
  const EventStream stream{{0, 1, 999, 1000, 2999, 3000}, {5, 5, 2, 5, 1, 1}};
  const SpikeRaster raster = make_spike_raster(stream, 8, {3, 1000, Occupancy::binary});
  EXPECT_EQ(raster.channels, 8U);
  EXPECT_EQ(raster.offsets, (std::vector<std::uint32_t>{0, 2, 3, 4}));
  EXPECT_EQ(raster.columns, (std::vector<std::uint32_t>{2, 5, 5, 1}));
  EXPECT_TRUE(raster.counts.empty());
  EXPECT_EQ(raster.bin(0).size(), 2U);
}

TEST(Binner, CountsEventsWhenAsked) {
  const EventStream stream{{0, 1, 999, 1000}, {5, 5, 2, 5}};
  const SpikeRaster raster = make_spike_raster(stream, 8, {2, 1000, Occupancy::counts});
  EXPECT_EQ(raster.columns, (std::vector<std::uint32_t>{2, 5, 5}));
  EXPECT_EQ(raster.counts, (std::vector<float>{1, 2, 1}));
}

TEST(Binner, LeavesCountsEmptyWhenEachIsOne) {
  const EventStream stream{{0, 1}, {5, 2}};
  EXPECT_TRUE(make_spike_raster(stream, 8, {2, 1000, Occupancy::counts}).counts.empty());
}

TEST(Binner, BinsNothingAsEmptyBins) {
  const SpikeRaster raster = make_spike_raster({}, 8, {3, 1000, Occupancy::binary});
  EXPECT_EQ(raster.offsets, (std::vector<std::uint32_t>{0, 0, 0, 0}));
  EXPECT_EQ(raster.steps(), 3U);
  EXPECT_EQ(raster.size(), 0U);
}

TEST(Binner, AgreesWithTheDefinition) {
  Binner binner;
  SpikeRaster raster;
  std::uint64_t seed = 0;
  for (const std::uint32_t channels : {1U, 2U, 3U, 700U, 2312U, 4096U, 4097U, 32768U, 5000000U}) {
    for (const BinOptions options :
         {BinOptions{1, 400000, Occupancy::binary}, BinOptions{60, 5000, Occupancy::counts},
          BinOptions{300, 1000, Occupancy::binary}, BinOptions{999, 100, Occupancy::counts}}) {
      ++seed;
      const EventStream stream =
          random_stream(seed, static_cast<std::size_t>(seed * 337 % 3000), channels, 310000);
      binner.bin(stream, channels, options, raster);
      EXPECT_EQ(raster, expected_raster(stream, channels, options)) << channels << " channels";
    }
  }
}

TEST(Binner, HandlesTimesAtTheEndOfTheirRange) {
  const EventStream stream{{0, UINT32_MAX}, {1, 2}};
  const BinOptions all_of_time{100000, 1000000000, Occupancy::binary};
  EXPECT_EQ(make_spike_raster(stream, 3, all_of_time).size(), 2U);
}

TEST(Binner, AllocatesNothingOnceWarm) {
  Binner binner;
  SpikeRaster raster;
  const EventStream stream = random_stream(1, 4100, 2312, 310000);
  const BinOptions options{300, 1000, Occupancy::counts};
  binner.bin(stream, 2312, options, raster);
  const auto* columns = raster.columns.data();
  const auto* offsets = raster.offsets.data();
  const auto* counts = raster.counts.data();
  for (int i = 0; i < 3; ++i) binner.bin(stream, 2312, options, raster);
  EXPECT_EQ(raster.columns.data(), columns);
  EXPECT_EQ(raster.offsets.data(), offsets);
  EXPECT_EQ(raster.counts.data(), counts);
}

}  // namespace
}  // namespace rouse
