#include "rouse/dataset.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "support.hpp"

namespace rouse {
namespace {

/// `per_class[c]` samples of class c, classes interleaved, each with events of its own.
Dataset some_dataset(const std::vector<std::size_t>& per_class) {
  Dataset dataset;
  dataset.shape = {8, 6, 2};
  dataset.class_count = static_cast<std::uint32_t>(per_class.size());
  dataset.warnings = {"a warning"};
  const std::size_t most = *std::max_element(per_class.begin(), per_class.end());
  for (std::size_t k = 0; k < most; ++k) {
    for (std::uint32_t label = 0; label < per_class.size(); ++label) {
      if (k >= per_class[label]) continue;
      const auto time = static_cast<std::uint32_t>(1000 * k);
      dataset.samples.push_back({{{time, time + 200}, {label, 95}},
                                 label,
                                 std::to_string(label) + "/" + std::to_string(k)});
    }
  }
  return dataset;
}

std::vector<std::string> names(const Dataset& dataset) {
  std::vector<std::string> result;
  for (const Sample& sample : dataset.samples) result.push_back(sample.name);
  return result;
}

template <typename Function>
ErrorCode code_of(Function function) {
  try {
    function();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()), "");
    return error.code();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorCode::invalid_value;
}

TEST(Select, KeepsEverythingByDefault) {
  const Dataset dataset = some_dataset({3, 2});
  const Dataset selected = select(dataset, {});
  EXPECT_EQ(names(selected), names(dataset));
  EXPECT_EQ(selected.shape, dataset.shape);
  EXPECT_EQ(selected.class_count, 2U);
  EXPECT_EQ(selected.warnings, dataset.warnings);
}

TEST(Select, KeepsTheFirstOfEachClassInOldOrder) {
  const Dataset selected = select(some_dataset({3, 3, 3}), {{2, 0}, 2, 0});
  EXPECT_EQ(names(selected), (std::vector<std::string>{"0/0", "2/0", "0/1", "2/1"}));
  EXPECT_EQ(selected.class_count, 3U);
}

TEST(Select, ChoosesBySeed) {
  const Dataset dataset = some_dataset({50, 50});
  const auto chosen = [&](std::uint64_t seed) { return names(select(dataset, {{}, 10, seed})); };
  EXPECT_EQ(chosen(1), chosen(1));
  EXPECT_NE(chosen(1), chosen(2));
  EXPECT_NE(chosen(1), chosen(0));
  EXPECT_EQ(chosen(1).size(), 20U);
}

TEST(Select, NamesWhatItCannotDo) {
  const Dataset dataset = some_dataset({3, 0});
  EXPECT_EQ(code_of([&] { select(dataset, {{2}, 0, 0}); }), ErrorCode::invalid_value);
  EXPECT_EQ(code_of([&] { select(dataset, {{1}, 0, 0}); }), ErrorCode::no_recordings);
}

TEST(Shuffle, IsASeededPermutation) {
  const Dataset dataset = some_dataset({20, 20});
  Dataset first = dataset;
  Dataset second = dataset;
  shuffle(first, 1);
  shuffle(second, 1);
  EXPECT_EQ(names(first), names(second));
  EXPECT_NE(names(first), names(dataset));
  auto sorted = names(first);
  auto expected = names(dataset);
  std::sort(sorted.begin(), sorted.end());
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(sorted, expected);
}

TEST(Split, SharesNoSampleAndKeepsShares) {
  const Dataset dataset = some_dataset({40, 20, 2, 1});
  const Split parts = split(dataset, 0.25F, 1);
  std::vector<std::size_t> test_counts(4, 0);
  for (const Sample& sample : parts.test.samples) ++test_counts[sample.label];
  EXPECT_EQ(test_counts, (std::vector<std::size_t>{10, 5, 1, 0}));
  std::set<std::string> all;
  for (const std::string& name : names(parts.train)) all.insert(name);
  for (const std::string& name : names(parts.test)) all.insert(name);
  EXPECT_EQ(all.size(), dataset.size());
  EXPECT_EQ(parts.train.size() + parts.test.size(), dataset.size());
}

TEST(Split, LeavesTrainingSamplesOfEveryClass) {
  const Split parts = split(some_dataset({5, 2}), 0.99F, 1);
  EXPECT_EQ(parts.train.size(), 2U);
}

TEST(Split, DependsOnTheSeed) {
  const Dataset dataset = some_dataset({40, 40});
  EXPECT_EQ(names(split(dataset, 0.5F, 1).test), names(split(dataset, 0.5F, 1).test));
  EXPECT_NE(names(split(dataset, 0.5F, 1).test), names(split(dataset, 0.5F, 2).test));
}

TEST(Split, RejectsSharesOutsideAndDataThatCannotBeSplit) {
  const Dataset dataset = some_dataset({1, 1});
  for (const float share : {0.0F, 1.0F, -1.0F, NAN}) {
    EXPECT_EQ(code_of([&] { split(dataset, share, 1); }), ErrorCode::invalid_value);
  }
  EXPECT_EQ(code_of([&] { split(dataset, 0.5F, 1); }), ErrorCode::invalid_value);
}

TEST(Fingerprint, ChangesWithEverySampleLabelAndEvent) {
  const Dataset dataset = some_dataset({2, 2});
  const std::uint64_t original = fingerprint(dataset);
  EXPECT_EQ(fingerprint(some_dataset({2, 2})), original);
  Dataset other = dataset;
  other.samples[1].label = 0;
  EXPECT_NE(fingerprint(other), original);
  other = dataset;
  other.samples[3].events.times[1] += 1;
  EXPECT_NE(fingerprint(other), original);
  other = dataset;
  other.samples[0].events.channels[0] = 7;
  EXPECT_NE(fingerprint(other), original);
  other = dataset;
  other.samples.pop_back();
  EXPECT_NE(fingerprint(other), original);
  other = dataset;
  std::swap(other.samples[0], other.samples[1]);
  EXPECT_NE(fingerprint(other), original);
}

TEST(Packing, GivesBackTheSameDataset) {
  Dataset dataset = some_dataset({4, 3, 2});
  dataset.samples[2].events = {{0, 0, UINT32_MAX}, {0, 95, 50}};
  dataset.samples[3].events = {};
  dataset.samples[4].name = "";
  const Dataset back = unpack_dataset(pack_dataset(dataset));
  EXPECT_EQ(back.shape, dataset.shape);
  EXPECT_EQ(back.class_count, dataset.class_count);
  EXPECT_EQ(back.warnings, dataset.warnings);
  ASSERT_EQ(back.size(), dataset.size());
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    EXPECT_EQ(back.samples[i].events, dataset.samples[i].events);
    EXPECT_EQ(back.samples[i].label, dataset.samples[i].label);
    EXPECT_EQ(back.samples[i].name, dataset.samples[i].name);
  }
}

TEST(Packing, GivesBackAnEmptyDataset) { EXPECT_EQ(unpack_dataset(pack_dataset({})).size(), 0U); }

TEST(Packing, RejectsEveryTruncation) {
  const std::vector<std::uint8_t> bytes = pack_dataset(some_dataset({2, 2}));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const std::span<const std::uint8_t> part(bytes.data(), length);
    EXPECT_EQ(code_of([&] { unpack_dataset(part); }), ErrorCode::bad_format) << length;
  }
  std::vector<std::uint8_t> longer = bytes;
  longer.push_back(0);
  EXPECT_EQ(code_of([&] { unpack_dataset(longer); }), ErrorCode::bad_format);
}

TEST(Packing, NeitherCrashesNorAllocatesMuchOnDamagedBytes) {
  const std::vector<std::uint8_t> bytes = pack_dataset(some_dataset({3, 3}));
  Random random(1);
  for (int i = 0; i < 5000; ++i) {
    std::vector<std::uint8_t> damaged = bytes;
    for (std::uint64_t k = random.below(4) + 1; k > 0; --k) {
      damaged[random_index(random, damaged.size())] = static_cast<std::uint8_t>(random.below(256));
    }
    try {
      unpack_dataset(damaged);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_format);
    }
  }
}

}  // namespace
}  // namespace rouse
