#include "rouse/nmnist.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "support.hpp"

namespace rouse {
namespace {

using Bytes = std::vector<std::uint8_t>;

void append_event(Bytes& bytes, std::uint32_t x, std::uint32_t y, std::uint32_t p,
                  std::uint32_t t) {
  for (const std::uint32_t value : {x, y, (p << 7) | (t >> 16), (t >> 8) & 0xFF, t & 0xFF}) {
    bytes.push_back(static_cast<std::uint8_t>(value));
  }
}

Bytes some_recording(std::uint32_t events = 1000) {
  Bytes bytes;
  for (std::uint32_t i = 0; i < events; ++i) append_event(bytes, i % 34, i % 33, i % 2, 300 * i);
  return bytes;
}

std::string message_of(const Bytes& bytes) {
  try {
    read_nmnist(bytes, "7/a.bin");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_format);
    return error.what();
  }
  return "";
}

void expect_valid(const EventStream& events) {
  EXPECT_EQ(events.times.size(), events.channels.size());
  EXPECT_TRUE(std::is_sorted(events.times.begin(), events.times.end()));
  for (const std::uint32_t channel : events.channels) EXPECT_LT(channel, nmnist_shape.channels());
}

TEST(ReadNmnist, DecodesEveryField) {
  Bytes bytes;
  append_event(bytes, 3, 5, 1, 0x123456);
  append_event(bytes, 33, 0, 0, 0x7FFFFF);
  const NmnistRecording recording = read_nmnist(bytes, "a.bin");
  EXPECT_EQ(recording.events.times, (std::vector<std::uint32_t>{0x123456, 0x7FFFFF}));
  EXPECT_EQ(recording.events.channels,
            (std::vector<std::uint32_t>{nmnist_shape.channel(3, 5, 1), 33}));
  EXPECT_TRUE(recording.warnings.empty());
}

TEST(ReadNmnist, NamesFileAndRemedyForTooFewBytes) {
  EXPECT_EQ(message_of({}),
            "7/a.bin, byte 0: the recording is empty; expected N-MNIST events of 5 bytes");
  EXPECT_EQ(message_of({1, 2, 3}),
            "7/a.bin, byte 0: 3 bytes are less than one event; expected a multiple of 5 bytes");
}

TEST(ReadNmnist, LeavesOutALastEventThatIsCutShort) {
  Bytes bytes = some_recording();
  bytes.erase(bytes.end() - 2, bytes.end());
  const NmnistRecording recording = read_nmnist(bytes, "a.bin");
  EXPECT_EQ(recording.events.size(), 999U);
  ASSERT_EQ(recording.warnings.size(), 1U);
  EXPECT_EQ(recording.warnings[0],
            "a.bin: 3 bytes at the end are not a whole event and were left out");
}

TEST(ReadNmnist, LeavesOutFewEventsOutsideAndRejectsMany) {
  Bytes bytes = some_recording();
  for (std::size_t i = 0; i < 10; ++i) bytes[5 * (17 * i + 2)] = 34;
  const NmnistRecording recording = read_nmnist(bytes, "a.bin");
  EXPECT_EQ(recording.events.size(), 990U);
  EXPECT_EQ(recording.warnings[0], "a.bin: 10 events outside 34x34 pixels were left out");
  bytes[5 * 500 + 1] = 200;
  EXPECT_EQ(message_of(bytes).find("7/a.bin, byte 10: x 34, y 2 lies outside 34x34 pixels, and 11 "
                                   "of 1000 events"),
            0U);
}

TEST(ReadNmnist, SortsFewEventsThatGoBackAndRejectsMany) {
  Bytes bytes = some_recording();
  append_event(bytes, 1, 1, 0, 1000);
  const NmnistRecording recording = read_nmnist(bytes, "a.bin");
  expect_valid(recording.events);
  EXPECT_EQ(recording.events.size(), 1001U);
  EXPECT_EQ(recording.warnings[0], "a.bin: 1 events went back in time and were sorted");
  Bytes many;
  for (std::uint32_t i = 0; i < 100; ++i) append_event(many, 1, 1, 0, i % 2 == 0 ? 50000 : 1000);
  EXPECT_EQ(message_of(many).find("7/a.bin, byte 5: time 1000 us follows 50000 us"), 0U);
}

TEST(ReadNmnist, ToleratesSmallStepsBackInAnyNumber) {
  Bytes bytes;
  for (std::uint32_t i = 0; i < 1000; ++i)
    append_event(bytes, 1, 1, 0, 5000 + 100 * i - i % 7 * 150);
  expect_valid(read_nmnist(bytes, "a.bin").events);
}

TEST(ReadNmnist, ReadsHugeRecordings) {
  EXPECT_EQ(read_nmnist(some_recording(20000), "a.bin").events.size(), 20000U);
}

TEST(ReadNmnist, ReadsOrRejectsAnyBytes) {
  Random random(1);
  for (int i = 0; i < 3000; ++i) {
    Bytes bytes(random_index(random, 60));
    const std::uint64_t values = i % 2 == 0 ? 256 : 34;
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(values));
    try {
      expect_valid(read_nmnist(bytes, "fuzz").events);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_format);
    }
  }
}

TEST(NmnistPath, GivesTheDigitOfTheLastFolder) {
  EXPECT_EQ(nmnist_label("Train/7/00012.bin"), 7);
  EXPECT_EQ(nmnist_label("C:\\data\\0\\a.bs2"), 0);
  EXPECT_EQ(nmnist_label("3/a.bin"), 3);
  EXPECT_EQ(nmnist_label("/3//a.bin"), 3);
  for (const char* path : {"", "/", "3", "a.bin", "12/a.bin", "x/a.bin", "3/x/a.bin"}) {
    EXPECT_EQ(nmnist_label(path), -1) << path;
  }
}

TEST(NmnistPath, IsRecognisedByItsEnding) {
  for (const char* path : {"Train/7/00012.bin", "a.BIN", "a.bs2", ".data/1/a.bin"}) {
    EXPECT_TRUE(is_nmnist_path(path)) << path;
  }
  for (const char* path :
       {"", "a.txt", "a.bin/", ".a.bin", "1/._a.bin", "__MACOSX/1/a.bin", "bin", "a.bin.gz"}) {
    EXPECT_FALSE(is_nmnist_path(path) && nmnist_label(path) >= 0) << path;
  }
  EXPECT_FALSE(is_nmnist_path("__MACOSX/1/a.bin"));
  EXPECT_FALSE(is_nmnist_path("1/._a.bin"));
}

TEST(NmnistCollector, KeepsWhatIsSelectedAndKnowsWhenItIsFull) {
  NmnistCollector collector("here", {{1, 2}, 2, 0});
  const Bytes bytes = some_recording();
  EXPECT_TRUE(collector.wants("1/a.bin"));
  EXPECT_FALSE(collector.wants("3/a.bin"));
  EXPECT_FALSE(collector.wants("1/a.txt"));
  for (const char* path : {"1/a.bin", "3/a.bin", "1/b.bin", "1/c.bin", "2/a.bin"}) {
    collector.add(path, bytes);
  }
  EXPECT_FALSE(collector.wants("1/d.bin"));
  EXPECT_FALSE(collector.full());
  collector.add("dropped.bin", bytes, 2);
  EXPECT_TRUE(collector.full());
  const Dataset dataset = collector.finish();
  ASSERT_EQ(dataset.size(), 4U);
  EXPECT_EQ(dataset.shape, nmnist_shape);
  EXPECT_EQ(dataset.class_count, nmnist_classes);
  EXPECT_EQ(dataset.samples[3].name, "dropped.bin");
  EXPECT_EQ(dataset.samples[3].label, 2U);
}

TEST(NmnistCollector, IsNeverFullWithoutALimit) {
  NmnistCollector collector("here");
  collector.add("1/a.bin", some_recording());
  EXPECT_FALSE(collector.full());
}

TEST(NmnistCollector, TurnsFaultyRecordingsIntoWarnings) {
  NmnistCollector collector("here");
  collector.add("1/empty.bin", {});
  collector.add("a.bin", some_recording());
  collector.add("1/a.bin", some_recording());
  const Dataset dataset = collector.finish();
  EXPECT_EQ(dataset.size(), 1U);
  ASSERT_EQ(dataset.warnings.size(), 2U);
  EXPECT_EQ(dataset.warnings[0].find("1/empty.bin, byte 0: the recording is empty"), 0U);
}

TEST(NmnistCollector, KeepsTheListOfWarningsShort) {
  NmnistCollector collector("here");
  for (int i = 0; i < 1000; ++i) collector.add("1/empty.bin", {});
  collector.add("1/a.bin", some_recording());
  const Dataset dataset = collector.finish();
  EXPECT_EQ(dataset.warnings.size(), 51U);
  EXPECT_EQ(dataset.warnings.back(), "here: 950 more warnings of this kind");
}

TEST(NmnistCollector, SaysWhyNothingIsUsable) {
  NmnistCollector collector("N.zip");
  collector.add("1/empty.bin", {});
  try {
    collector.finish();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::no_recordings);
    const std::string message = error.what();
    EXPECT_EQ(message.find("N.zip: no usable N-MNIST recordings (1 unreadable"), 0U);
    EXPECT_NE(message.find("1/empty.bin, byte 0"), std::string::npos);
  }
}

TEST(NmnistCollector, RejectsClassesThatAreNotDigits) {
  EXPECT_THROW(NmnistCollector("here", {{10}, 0, 0}), Error);
  NmnistCollector collector("here");
  EXPECT_THROW(collector.add("a.bin", some_recording(), 10), Error);
}

TEST(NmnistCollector, ReadsRealRecordings) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(ROUSE_DATA_DIR) / "nmnist" / "Test";
  if (!fs::is_directory(folder)) GTEST_SKIP() << folder << " is missing";
  NmnistCollector collector(folder.string());
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (!collector.wants(path)) continue;
    collector.add(path, read_bytes(entry.path()));
  }
  const Dataset dataset = collector.finish();
  EXPECT_EQ(dataset.size(), 100U);
  EXPECT_TRUE(dataset.warnings.empty());
  for (const Sample& sample : dataset.samples) {
    expect_valid(sample.events);
    EXPECT_GT(sample.events.size(), 1000U);
    EXPECT_LT(sample.events.times.back(), 400000U);
  }
}

}  // namespace
}  // namespace rouse
