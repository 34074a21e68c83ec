#include "rouse/dvs_gesture.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "rouse/aedat.hpp"
#include "rouse/error.hpp"
#include "support.hpp"

namespace rouse {
namespace {

const std::string header = "class,startTime_usec,endTime_usec\n";

std::string refusal(const std::string& text) {
  return error_of([&] { read_gesture_table(text, "t.csv"); });
}

TEST(GestureTable, GivesLabelsTimesAndLines) {
  const GestureTable table = read_gesture_table(
      "\xef\xbb\xbf"
      "class,startTime_usec,endTime_usec\r\n1,10,20\r\n\r\n 11 , 30,40\r\n",
      "t.csv");
  EXPECT_EQ(table.slices, (std::vector<GestureSlice>{{0, 10, 20, 2}, {10, 30, 40, 4}}));
  EXPECT_TRUE(table.warnings.empty());
}

TEST(GestureTable, AllowsGesturesThatOverlapWithAWarning) {
  const GestureTable table = read_gesture_table(header + "9,10,20\n10,19,40", "t.csv");
  EXPECT_EQ(table.slices.size(), 2U);
  EXPECT_EQ(table.warnings,
            (std::vector<std::string>{"t.csv, line 3: the gesture starts before that of line 2 "
                                      "ends; both have what they share"}));
}

TEST(GestureTable, RefusesWhatIsNone) {
  EXPECT_EQ(refusal(""),
            "bad_format: t.csv, line 0: the table is empty; expected the line "
            "class,startTime_usec,endTime_usec");
  EXPECT_EQ(refusal("1,2,3\n"),
            "bad_format: t.csv, line 1: \"1,2,3\" begins no table of gestures; expected the line "
            "class,startTime_usec,endTime_usec");
  EXPECT_EQ(refusal(header), "bad_format: t.csv, line 1: there are no gestures in the table");
  EXPECT_EQ(refusal(header + "1,0,9\n12,10,20"),
            "bad_format: t.csv, line 3: class 12 does not exist; expected 1 to 11");
  EXPECT_EQ(refusal(header + "0,10,20"),
            "bad_format: t.csv, line 2: class 0 does not exist; expected 1 to 11");
  EXPECT_EQ(refusal(header + "1,20,20"),
            "bad_format: t.csv, line 2: the gesture ends at 20 us, but starts at 20 us");
  EXPECT_EQ(refusal(header + "1,0,2147483649"),
            "bad_format: t.csv, line 2: the gesture lasts 2147483649 us; expected at most "
            "2147483648");
  EXPECT_EQ(refusal(header + "1,50,60\n2,10,20"),
            "bad_format: t.csv, line 3: the gesture starts at 10 us, before that of line 2; sort "
            "the lines");
  for (const char* line : {"a,1,2", "1,2", "1,2,3,4", "1,,3", "1,-2,3", "1,2.5,3", "1;2;3",
                           "1,2,99999999999999999999999"}) {
    EXPECT_EQ(refusal(header + line), "bad_format: t.csv, line 2: \"" + std::string(line) +
                                          "\" is no gesture; expected three whole numbers: "
                                          "class,startTime_usec,endTime_usec");
  }
}

TEST(DvsGesture, SwapsTheClassesOfAMirror) {
  const std::vector<std::string> names = dvs_gesture_class_names();
  ASSERT_EQ(names.size(), dvs_gesture_classes);
  const std::vector<std::uint32_t> swapped = dvs_gesture_swapped_classes();
  ASSERT_EQ(swapped.size(), 6U);
  for (std::size_t i = 0; i < swapped.size(); i += 2) {
    std::string mirrored = names[swapped[i]];
    mirrored.replace(mirrored.find("right"), 5, "left");
    if (mirrored.find("counter-clockwise") != std::string::npos) {
      mirrored.erase(mirrored.find("counter-"), 8);
    } else if (mirrored.find("clockwise") != std::string::npos) {
      mirrored.insert(mirrored.find("clockwise"), "counter-");
    }
    EXPECT_EQ(names[swapped[i + 1]], mirrored);
  }
}

TEST(DvsGesture, KnowsNamesOfFiles) {
  EXPECT_EQ(gesture_table_path("a.b/user01_led.aedat"), "a.b/user01_led_labels.csv");
  EXPECT_EQ(dvs_gesture_label("events_np/train/3/user01_led_0.npz"), 3);
  EXPECT_EQ(dvs_gesture_label("ibmGestureTrain/user01_led/10.npy"), 10);
  EXPECT_EQ(dvs_gesture_label("4\\a.npy"), 4);
  for (const char* path : {"", "11/a.npy", "a/11.npy", "x/a.npy", "3a/b.npy", "-1/a.npy"}) {
    EXPECT_EQ(dvs_gesture_label(path), -1) << path;
  }
  EXPECT_EQ(dvs_gesture_user("DvsGesture/user24_fluorescent.aedat"), 24);
  EXPECT_EQ(dvs_gesture_user("ibmGestureTest/user29_led/3.npy"), 29);
  EXPECT_EQ(dvs_gesture_user("user03/x/3.npy"), -1);
  EXPECT_EQ(dvs_gesture_user("username.aedat"), -1);
  EXPECT_TRUE(is_aedat_path("a/B.AEDAT"));
  EXPECT_FALSE(is_aedat_path("__MACOSX/B.aedat") || is_aedat_path("a/._b.aedat"));
  EXPECT_TRUE(is_event_array_path("3/a.npz") && is_event_array_path("a.NPY"));
  EXPECT_FALSE(is_event_array_path("a.np"));
}

/// A file of AEDAT 2.0 with one event for each millisecond.
std::vector<std::uint8_t> recording(std::uint32_t milliseconds) {
  const std::string text = "#!AER-DAT2.0\n";
  std::vector<std::uint8_t> bytes(text.begin(), text.end());
  for (std::uint32_t ms = 0; ms < milliseconds; ++ms) {
    for (const std::uint32_t value : {ms % 128U << 1U, ms * 1000}) {
      for (int i = 3; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
  }
  return bytes;
}

TEST(DvsGestureCollector, KeepsWhatIsSelectedAndKnowsWhenItIsFull) {
  DvsGestureCollector collector("here", {{1, 2}, 2, 0}, 5000);
  const GestureTable table{{{0, 0, 9000, 2}, {1, 10000, 19000, 3}, {1, 20000, 29000, 4}}, {}};
  ASSERT_TRUE(collector.begin("user07_led.aedat", table));
  collector.feed(recording(30));
  collector.end();
  EXPECT_FALSE(collector.wants(0) || collector.wants(1) || collector.full());
  EXPECT_FALSE(collector.begin("user08_led.aedat", table));
  ASSERT_TRUE(collector.begin("2/a.aedat", std::uint32_t{2}));
  collector.feed(recording(30));
  collector.end();
  EXPECT_FALSE(collector.begin("3/a.aedat", std::uint32_t{3}));
  EXPECT_TRUE(collector.begin("2/b.aedat", std::uint32_t{2}));
  collector.feed(recording(2));
  collector.end();
  EXPECT_TRUE(collector.full());
  const Dataset dataset = collector.finish();
  ASSERT_EQ(dataset.size(), 4U);
  EXPECT_EQ(dataset.shape, dvs_gesture_shape);
  EXPECT_EQ(dataset.class_count, 11U);
  EXPECT_EQ(dataset.swapped_classes, dvs_gesture_swapped_classes());
  EXPECT_EQ(dataset.samples[1].name, "user07_led.aedat, line 4");
  EXPECT_EQ(dataset.samples[1].label, 1U);
  EXPECT_EQ(dataset.samples[1].speaker, 7);
  EXPECT_EQ(dataset.samples[1].events.times,
            (std::vector<std::uint32_t>{0, 1000, 2000, 3000, 4000}));
  EXPECT_EQ(dataset.samples[2].name, "2/a.aedat");
  EXPECT_EQ(dataset.samples[2].speaker, -1);
  EXPECT_EQ(dataset.samples[3].events.size(), 2U);
}

TEST(DvsGestureCollector, RefusesClassesThatThereAreNotAndNothing) {
  EXPECT_EQ(error_of([] {
              DvsGestureCollector("here", {{11}, 0, 0});
            }),
            "invalid_value: class 11 is no gesture; expected classes 0 to 10");
  EXPECT_EQ(error_of([] { DvsGestureCollector("here").finish(); }).find("no_recordings: here: "),
            0U);
}

/// Events of each gesture in ../shared/data, counted by another program (struct.iter_unpack over
/// all packets, start <= t < end).
TEST(DvsGestureCollector, ReadsRealRecordings) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(ROUSE_DATA_DIR) / "dvsgesture";
  if (!fs::is_directory(folder)) GTEST_SKIP() << folder << " is missing";
  DvsGestureCollector collector(folder.string());
  for (const char* name : {"user01_led", "user02_led"}) {
    const auto table = read_bytes(folder / (std::string(name) + "_labels.csv"));
    const std::string path = (folder / (std::string(name) + ".aedat")).string();
    ASSERT_TRUE(collector.begin(
        path,
        read_gesture_table({reinterpret_cast<const char*>(table.data()), table.size()}, path)));
    collector.feed(read_bytes(path));
    collector.end();
  }
  const Dataset dataset = collector.finish();
  EXPECT_TRUE(dataset.warnings.empty());
  ASSERT_EQ(dataset.size(), 10U);
  const std::uint64_t counts[] = {63471,  84260,  113063, 151879, 181179,
                                  124244, 159617, 101288, 141773, 85936};
  const std::uint32_t last[] = {1450996, 1450969, 1450994, 1450993, 1450984,
                                1450995, 1450997, 1450984, 1450993, 1450982};
  const std::uint64_t channel_sums[] = {1225124686, 1375662956, 1766487135, 2633523611, 3362267289,
                                        2109618366, 2702110118, 2004161888, 2860804596, 1933664305};
  for (std::uint32_t i = 0; i < 10; ++i) {
    const EventStream& events = dataset.samples[i].events;
    EXPECT_EQ(dataset.samples[i].label, i);
    EXPECT_EQ(dataset.samples[i].speaker, i < 5 ? 1 : 2);
    EXPECT_EQ(events.size(), counts[i]) << i;
    EXPECT_EQ(events.times.back(), last[i]) << i;
    std::uint64_t sum = 0;
    for (const std::uint32_t channel : events.channels) sum += channel;
    EXPECT_EQ(sum, channel_sums[i]) << i;
  }
}

}  // namespace
}  // namespace rouse
