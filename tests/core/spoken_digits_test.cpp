#include "rouse/spoken_digits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "rouse/cochlea.hpp"
#include "rouse/shd.hpp"
#include "support.hpp"

namespace rouse {
namespace {

TEST(SpokenDigits, AreTheSameForTheSameSeed) {
  const Dataset first = make_spoken_digits({20, 7});
  EXPECT_EQ(fingerprint(make_spoken_digits({20, 7})), fingerprint(first));
  EXPECT_NE(fingerprint(make_spoken_digits({20, 8})), fingerprint(first));
  EXPECT_EQ(first.shape, shd_shape);
  EXPECT_EQ(first.class_count, shd_class_names().size());
}

TEST(SpokenDigits, DoNotDependOnHowManyAreMade) {
  const Dataset many = make_spoken_digits({12, 3, 30});
  const Dataset few = make_spoken_digits({3, 3, 37});
  for (std::uint32_t i = 0; i < 3; ++i) {
    const Sample single = make_spoken_digit(3, 37 + i);
    for (const Sample& sample : {few.samples[i], single}) {
      EXPECT_EQ(sample.events, many.samples[7 + i].events);
      EXPECT_EQ(sample.label, many.samples[7 + i].label);
      EXPECT_EQ(sample.name, "spoken-digits " + std::to_string(37 + i));
    }
  }
}

TEST(SpokenDigits, HoldEveryWordOnceInTwenty) {
  const Dataset dataset = make_spoken_digits({60, 5});
  std::set<std::vector<std::uint32_t>> orders;
  for (std::size_t block = 0; block < 3; ++block) {
    std::vector<std::uint32_t> labels;
    for (std::size_t i = 0; i < 20; ++i) labels.push_back(dataset.samples[20 * block + i].label);
    orders.insert(labels);
    std::sort(labels.begin(), labels.end());
    for (std::uint32_t i = 0; i < 20; ++i) EXPECT_EQ(labels[i], i);
  }
  EXPECT_EQ(orders.size(), 3U);
}

TEST(SpokenDigits, SoundAsTheCochleaHearsThem) {
  for (std::uint32_t index = 0; index < 40; ++index) {
    const std::vector<float> sound = spoken_digit_sound(4, index);
    const double seconds = static_cast<double>(sound.size()) / cochlea_sample_rate;
    EXPECT_GT(seconds, 0.3);
    EXPECT_LT(seconds, 1.5);
    double energy = 0.0;
    for (const float sample : sound) {
      ASSERT_LT(std::abs(sample), 4.0F);
      energy += double{sample} * double{sample};
    }
    EXPECT_NEAR(std::sqrt(energy / static_cast<double>(sound.size())), 0.3, 0.03);
    const EventStream events = make_spoken_digit(4, index).events;
    EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
    EXPECT_LT(events.times.back(), 1e6 * seconds);
  }
}

/// Spikes in the tenths of a word's time and in tenths of the channels: what tells words apart.
std::vector<double> portrait(const EventStream& events) {
  std::vector<double> cells(100, 0.0);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::size_t column = std::min<std::size_t>(events.times[i] / 80000, 9);
    cells[column * 10 + events.channels[i] / 70] += 1.0;
  }
  for (double& cell : cells) cell = std::sqrt(cell);
  return cells;
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

TEST(SpokenDigits, SayTwentyDifferentWordsButNotAlwaysAlike) {
  constexpr std::uint32_t known = 400;
  std::vector<std::vector<double>> portraits;
  std::vector<std::uint32_t> labels;
  for (const Sample& sample : make_spoken_digits({known, 1}).samples) {
    portraits.push_back(portrait(sample.events));
    labels.push_back(sample.label);
  }
  std::array<int, 20> right{};
  for (const Sample& sample : make_spoken_digits({200, 1, known}).samples) {
    const std::vector<double> cells = portrait(sample.events);
    std::size_t nearest = 0;
    double least = distance(cells, portraits[0]);
    for (std::size_t k = 1; k < known; ++k) {
      const double away = distance(cells, portraits[k]);
      if (away >= least) continue;
      least = away;
      nearest = k;
    }
    right[sample.label] += labels[nearest] == sample.label ? 1 : 0;
  }
  int all = 0;
  for (std::size_t k = 0; k < 20; ++k) {
    EXPECT_GE(right[k], 2) << "of ten " << shd_class_names()[k];
    all += right[k];
  }
  // Voices, rates and pitches differ too much for the nearest neighbour to know them all.
  EXPECT_GT(all, 100);
  EXPECT_LT(all, 196);
}

TEST(SpokenDigits, RefuseNumbersOutsideTheirRange) {
  EXPECT_EQ(error_of([] { make_spoken_digits({0}); }),
            "invalid_value: count is 0; expected 1 to 1000000");
  EXPECT_EQ(error_of([] { make_spoken_digits({1000001}); }),
            "invalid_value: count is 1000001; expected 1 to 1000000");
}

/// Means over recordings whose spikes are counted once in 10 ms, as those at hand are.
struct Statistics {
  double spikes = 0.0;
  double channels = 0.0;
  double last_ms = 0.0;
  std::array<double, 16> profile{};  // in 50 ms

  explicit Statistics(const Dataset& data) {
    for (const Sample& sample : data.samples) {
      std::set<std::pair<std::uint32_t, std::uint32_t>> cells;
      std::set<std::uint32_t> active;
      for (std::size_t i = 0; i < sample.events.size(); ++i) {
        cells.insert({sample.events.times[i] / 10000, sample.events.channels[i]});
        active.insert(sample.events.channels[i]);
      }
      for (const auto& [time, channel] : cells) {
        if (time / 5 < profile.size()) profile[time / 5] += 1.0;
      }
      spikes += static_cast<double>(cells.size());
      channels += static_cast<double>(active.size());
      last_ms += 10.0 * cells.rbegin()->first;
    }
    const auto samples = static_cast<double>(data.size());
    spikes /= samples;
    channels /= samples;
    last_ms /= samples;
    for (double& value : profile) value /= samples;
  }
};

TEST(SpokenDigits, HaveTheStatisticsOfTheHeidelbergDigits) {
  // Means of 1664 training recordings; tools/experiments/spoken_digits.mjs writes them.
  const Statistics made(make_spoken_digits({400, 2}));
  EXPECT_NEAR(made.spikes, 6484, 0.15 * 6484);
  EXPECT_NEAR(made.channels, 570, 0.15 * 570);
  EXPECT_NEAR(made.last_ms, 711, 0.15 * 711);
  const std::array<double, 14> real = {189, 628, 710, 860, 891, 770, 634,
                                       517, 433, 323, 220, 145, 85,  43};
  for (std::size_t i = 0; i < real.size(); ++i) {
    EXPECT_NEAR(made.profile[i], real[i], 0.3 * real[i]) << "from " << 50 * i << " ms";
  }
}

}  // namespace
}  // namespace rouse
