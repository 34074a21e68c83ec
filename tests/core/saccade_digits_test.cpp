#include "rouse/saccade_digits.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "rouse/nmnist.hpp"
#include "support.hpp"

namespace rouse {
namespace {

TEST(SaccadeDigits, AreTheSameForTheSameSeed) {
  const Dataset first = make_saccade_digits({20, 7});
  EXPECT_EQ(fingerprint(make_saccade_digits({20, 7})), fingerprint(first));
  EXPECT_NE(fingerprint(make_saccade_digits({20, 8})), fingerprint(first));
  EXPECT_EQ(first.shape, nmnist_shape);
  EXPECT_EQ(first.class_count, 10U);
}

TEST(SaccadeDigits, DoNotDependOnHowManyAreMade) {
  const Dataset many = make_saccade_digits({30, 3});
  const Dataset few = make_saccade_digits({4, 3, 12});
  for (std::uint32_t i = 0; i < 4; ++i) {
    const Sample single = make_saccade_digit(3, 12 + i);
    for (const Sample& sample : {few.samples[i], single}) {
      EXPECT_EQ(sample.events, many.samples[12 + i].events);
      EXPECT_EQ(sample.label, many.samples[12 + i].label);
      EXPECT_EQ(sample.name, "saccade-digits " + std::to_string(12 + i));
    }
  }
}

TEST(SaccadeDigits, AreTheSameWheneverTheyAreFilmed) {
  const Dataset made = make_saccade_digits({20, 7, 5});
  const Dataset listed = list_saccade_digits({20, 7, 5});
  Dataset packed = unpack_dataset(pack_dataset(listed));
  EXPECT_EQ(packed.film_seed, 7U);
  for (std::size_t i = packed.size(); i-- > 0;) {
    EXPECT_EQ(listed.samples[i].events.size(), 0U);
    film_saccade_digit(*packed.film_seed, packed.samples[i]);
    film_saccade_digit(*packed.film_seed, packed.samples[i]);
    EXPECT_EQ(packed.samples[i].name, made.samples[i].name);
  }
  EXPECT_EQ(fingerprint(packed), fingerprint(made));

  Dataset few = select(list_saccade_digits({20, 7, 5}), {{3}, 0, 0});
  film_saccade_digit(few.film_seed.value_or(0), few.samples[0]);
  EXPECT_EQ(few.samples[0].events, select(made, {{3}, 0, 0}).samples[0].events);
}

TEST(SaccadeDigits, RefuseToFilmWhatIsNoneOfThem) {
  for (const char* name : {"", "saccade-digits ", "saccade-digits 3x", "saccade-digits -1",
                           "saccade-digits 99999999999", "other 000000000 7"}) {
    Sample sample{{}, 0, name};
    EXPECT_EQ(error_of([&] { film_saccade_digit(1, sample); }),
              "bad_format: sample \"" + std::string(name) + "\" is not one of the saccade digits");
  }
}

TEST(SaccadeDigits, HoldEveryDigitOnceInTen) {
  const Dataset dataset = make_saccade_digits({100, 5});
  std::set<std::vector<std::uint32_t>> orders;
  for (std::size_t block = 0; block < 10; ++block) {
    std::vector<std::uint32_t> labels;
    for (std::size_t i = 0; i < 10; ++i) {
      labels.push_back(dataset.samples[10 * block + i].label);
    }
    orders.insert(labels);
    std::sort(labels.begin(), labels.end());
    EXPECT_EQ(labels, (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  }
  EXPECT_GT(orders.size(), 8U);
}

TEST(SaccadeDigits, AreValidRecordings) {
  for (const Sample& sample : make_saccade_digits({50, 11}).samples) {
    const EventStream& events = sample.events;
    ASSERT_EQ(events.times.size(), events.channels.size());
    EXPECT_GT(events.size(), 500U);
    EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
    EXPECT_LT(events.times.back(), 320000U);
    for (const std::uint32_t channel : events.channels) {
      ASSERT_LT(channel, nmnist_shape.channels());
    }
  }
}

TEST(SaccadeDigits, RefuseNumbersOutsideTheirRange) {
  EXPECT_EQ(error_of([] { make_saccade_digits({0}); }),
            "invalid_value: count is 0; expected 1 to 1000000");
  EXPECT_EQ(error_of([] { make_saccade_digits({1000001}); }),
            "invalid_value: count is 1000001; expected 1 to 1000000");
}

/// Means over a dataset.
struct Statistics {
  double events = 0.0;               // per sample
  double on_share = 0.0;             // of the events
  double active_pixels = 0.0;        // with any event, per sample
  std::array<double, 30> profile{};  // events per 10 ms

  explicit Statistics(const Dataset& data) {
    double on = 0.0;
    for (const Sample& sample : data.samples) {
      std::set<std::uint32_t> pixels;
      for (std::size_t i = 0; i < sample.events.size(); ++i) {
        const std::uint32_t channel = sample.events.channels[i];
        pixels.insert(channel % (34 * 34));
        on += channel >= 34 * 34 ? 1.0 : 0.0;
        const std::size_t bin = sample.events.times[i] / 10000;
        if (bin < profile.size()) profile[bin] += 1.0;
      }
      events += static_cast<double>(sample.events.size());
      active_pixels += static_cast<double>(pixels.size());
    }
    on_share = on / events;
    const auto samples = static_cast<double>(data.size());
    events /= samples;
    active_pixels /= samples;
    for (double& value : profile) value /= samples;
  }
};

TEST(SaccadeDigits, HaveTheStatisticsOfNmnist) {
  // The means of 804 training recordings, for when these are not at hand.
  const Statistics made(make_saccade_digits({200, 1}));
  EXPECT_NEAR(made.events, 4131, 0.15 * 4131);
  EXPECT_NEAR(made.on_share, 0.498, 0.05);
  EXPECT_NEAR(made.active_pixels, 448, 0.15 * 448);
  const double peak = made.profile[5];
  EXPECT_GT(peak, 200.0);
  for (const std::size_t pause : {9U, 20U}) EXPECT_LT(made.profile[pause], 0.3 * peak);
}

TEST(SaccadeDigits, AreWithinAQuarterOfTheRealMeans) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(ROUSE_DATA_DIR) / "nmnist" / "Train";
  if (!fs::is_directory(folder)) GTEST_SKIP() << folder << " is missing";
  NmnistCollector collector(folder.string());
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (collector.wants(path)) collector.add(path, read_bytes(entry.path()));
  }
  const Statistics real(collector.finish());
  const Statistics made(make_saccade_digits({400, 2}));
  EXPECT_NEAR(made.events, real.events, 0.25 * real.events);
  EXPECT_NEAR(made.on_share, real.on_share, 0.25 * real.on_share);
  EXPECT_NEAR(made.active_pixels, real.active_pixels, 0.25 * real.active_pixels);
  for (std::size_t bin = 0; bin < real.profile.size(); ++bin) {
    EXPECT_NEAR(made.profile[bin], real.profile[bin], 0.25 * real.profile[bin])
        << "from " << 10 * bin << " ms";
  }
}

}  // namespace
}  // namespace rouse
