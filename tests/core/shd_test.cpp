#include "rouse/shd.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support.hpp"

namespace rouse {
namespace {

ShdTables tables(std::vector<std::int64_t> labels) {
  ShdTables result;
  result.recordings = labels.size();
  result.labels = std::move(labels);
  return result;
}

using Times = std::vector<float>;
using Units = std::vector<std::uint32_t>;

std::string refusal(const Times& times, const Units& units) {
  ShdCollector collector("a.h5", tables({3, 4}));
  return error_of([&] { collector.add(1, times, units); });
}

TEST(ShdCollector, TurnsSecondsAndUnitsIntoEventsInOrderOfTime) {
  ShdCollector collector("a.h5", tables({3, 19}));
  EXPECT_EQ(collector.rows(), (std::vector<std::size_t>{0, 1}));
  collector.add(0, Times{0.25F, 0.0F, 1.0000005F}, Units{699, 0, 5});
  collector.add(1, {}, {});
  const Dataset dataset = collector.finish();
  EXPECT_EQ(dataset.shape, shd_shape);
  EXPECT_EQ(dataset.class_count, 20U);
  ASSERT_EQ(dataset.size(), 2U);
  EXPECT_EQ(dataset.samples[0].events, (EventStream{{0, 250000, 1000000}, {0, 699, 5}}));
  EXPECT_EQ(dataset.samples[0].label, 3U);
  EXPECT_EQ(dataset.samples[0].name, "a.h5 0");
  EXPECT_EQ(dataset.samples[0].speaker, -1);
  EXPECT_EQ(dataset.samples[1].events.size(), 0U);
}

TEST(ShdCollector, KeepsTheFirstOfEachSelectedClass) {
  const ShdCollector collector("a.h5", tables({3, 4, 3, 3, 4, 5}), {{3, 4}, 2, 0});
  EXPECT_EQ(collector.rows(), (std::vector<std::size_t>{0, 1, 2, 4}));
}

TEST(ShdCollector, TakesNamesAndSpeakersFromTheFile) {
  ShdTables given = tables({0, 1});
  given.keys = {"bed", "bird"};
  given.speakers = {7, 2};
  ShdCollector collector("a.h5", given);
  EXPECT_EQ(collector.class_names(), given.keys);
  collector.add(1, Times{0.5F}, Units{1});
  const Dataset dataset = collector.finish();
  EXPECT_EQ(dataset.class_count, 2U);
  EXPECT_EQ(dataset.samples[0].speaker, 2);
}

TEST(ShdCollector, NamesTheDigitsOfBothLanguagesByThemselves) {
  const ShdCollector collector("a.h5", tables({0}));
  ASSERT_EQ(collector.class_names().size(), 20U);
  EXPECT_EQ(collector.class_names()[9], "nine");
  EXPECT_EQ(collector.class_names()[10], "null");
  EXPECT_EQ(collector.class_names()[19], "neun");
}

TEST(ShdCollector, RefusesSpikesThatCannotBe) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(refusal({0.1F, 0.2F}, {5, 700}),
            "bad_format: a.h5, recording 1, spike 1: unit 700 does not exist; expected 0 to 699");
  EXPECT_EQ(refusal({0.1F, -0.5F}, {5, 6}),
            "bad_format: a.h5, recording 1, spike 1: its time is -0.500000; expected seconds, 0 or "
            "more and below 2147");
  EXPECT_NE(refusal({nan}, {5}).find("its time is nan"), std::string::npos);
  EXPECT_NE(refusal({infinity}, {5}).find("its time is inf"), std::string::npos);
  EXPECT_NE(refusal({2147.0F}, {5}), "");
  EXPECT_EQ(refusal({0.1F}, {5, 6}),
            "bad_format: a.h5, recording 1: 1 times, but 2 units; each spike needs both");
  EXPECT_EQ(refusal({2146.9F, -0.0F}, {0, 699}), "");
}

TEST(ShdCollector, RefusesTablesThatDoNotBelongTogether) {
  const auto refused = [](const ShdTables& given) {
    return error_of([&] { ShdCollector("a.h5", given); });
  };
  EXPECT_EQ(
      refused(tables({3, 20})),
      "bad_format: a.h5, /labels, recording 1: class 20 has no name; without /extra/keys they "
      "are the Heidelberg digits, 0 to 19");
  EXPECT_NE(refused(tables({-1})), "");
  ShdTables given = tables({0, 2});
  given.keys = {"bed", "bird"};
  EXPECT_NE(refused(given).find("/extra/keys names classes 0 to 1"), std::string::npos);
  given = tables({0, 1});
  given.recordings = 3;
  EXPECT_EQ(
      refused(given),
      "bad_format: a.h5, /labels: it has 2 rows, but /spikes/times has 3; each recording needs "
      "one");
  given = tables({0, 1});
  given.speakers = {1};
  EXPECT_NE(refused(given).find("/extra/speaker: it has 1 rows"), std::string::npos);
  given.speakers = {1, -4};
  EXPECT_NE(refused(given).find("/extra/speaker, recording 1: -4"), std::string::npos);
}

TEST(ShdCollector, SaysWhenNothingIsSelected) {
  const auto refused = [](const ShdTables& given, std::vector<std::uint32_t> classes) {
    return error_of([&] { ShdCollector("a.h5", given, {std::move(classes), 0, 0}); });
  };
  EXPECT_EQ(refused(tables({3, 3}), {4}).find("no_recordings: a.h5: none of its 2"), 0U);
  EXPECT_EQ(refused(tables({3, 3}), {20}).find("invalid_value: class 20 is not in a.h5"), 0U);
  EXPECT_EQ(refused(tables({}), {}).find("no_recordings"), 0U);
}

Dataset two_speakers() {
  Dataset dataset{shd_shape, 20, {}, {}};
  for (const std::int32_t speaker : {1, 4, 1}) {
    Sample sample;
    sample.name = "of " + std::to_string(speaker);
    sample.speaker = speaker;
    dataset.samples.push_back(sample);
  }
  return dataset;
}

TEST(SplitBySpeaker, TestsOnTheChosenSpeakersOnly) {
  const Split parts = split_by_speaker(two_speakers(), {4});
  ASSERT_EQ(parts.train.size(), 2U);
  ASSERT_EQ(parts.test.size(), 1U);
  EXPECT_EQ(parts.test.samples[0].name, "of 4");
  EXPECT_EQ(parts.test.shape, shd_shape);
  EXPECT_EQ(parts.train.class_count, 20U);
}

TEST(SplitBySpeaker, NamesASpeakerThatIsNotHeardAndAnEmptyPart) {
  const auto refused = [](Dataset dataset, const std::vector<std::uint32_t>& speakers) {
    return error_of([&] { split_by_speaker(std::move(dataset), speakers); });
  };
  EXPECT_EQ(refused(two_speakers(), {4, 5}).find("invalid_value: speaker 5 is in none"), 0U);
  EXPECT_EQ(refused(two_speakers(), {1, 4}).find("invalid_value: no recordings are left"), 0U);
  Dataset unknown = two_speakers();
  unknown.samples[1].speaker = -1;
  EXPECT_EQ(refused(unknown, {1}).find("invalid_value: of 4 does not say who speaks"), 0U);
}

}  // namespace
}  // namespace rouse
