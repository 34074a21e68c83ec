#include "rouse/aedat.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "support.hpp"

namespace rouse {
namespace {

using Bytes = std::vector<std::uint8_t>;

void append(Bytes& bytes, const std::string& text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

void append_little(Bytes& bytes, std::int64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void append_big(Bytes& bytes, std::uint32_t value) {
  for (int i = 3; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

struct RawEvent {
  std::int64_t time = 0;
  std::uint32_t x = 0, y = 0, p = 0;
  bool valid = true;
};

/// A packet's header; fields that are -1 follow from the events.
struct Header {
  std::int64_t type = 1, source = 1, size = 8, time_offset = 4, overflow = 0;
  std::int64_t capacity = -1, number = -1, valid = -1;
};

void append_packet(Bytes& bytes, const std::vector<RawEvent>& events, Header header = {}) {
  const auto count = static_cast<std::int64_t>(events.size());
  append_little(bytes, header.type, 2);
  append_little(bytes, header.source, 2);
  for (const std::int64_t value :
       {header.size, header.time_offset, header.overflow,
        header.capacity < 0 ? count : header.capacity, header.number < 0 ? count : header.number,
        header.valid < 0 ? count : header.valid}) {
    append_little(bytes, value, 4);
  }
  for (const RawEvent& event : events) {
    append_little(bytes, event.x << 17U | event.y << 2U | event.p << 1U | (event.valid ? 1U : 0U),
                  4);
    append_little(bytes, event.time, 4);
  }
}

const std::string text_header =
    "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n";

Bytes begin_file() {
  Bytes bytes;
  append(bytes, text_header);
  return bytes;
}

/// Reads in pieces of so many bytes.
std::vector<EventStream> read(const Bytes& bytes, std::vector<GestureSlice> slices = {},
                              std::uint64_t first_us = 0, std::size_t piece = SIZE_MAX) {
  AedatReader reader("a.aedat", std::move(slices), first_us);
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    reader.feed(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
  }
  return reader.finish();
}

std::string refusal(const Bytes& bytes, std::vector<GestureSlice> slices = {}) {
  const std::string error = error_of([&] { read(bytes, slices); });
  EXPECT_EQ(error_of([&] { read(bytes, slices, 0, 1); }), error);
  return error;
}

TEST(Aedat3, DecodesEveryField) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{1000, 3, 5, 1}, {1002, 127, 0, 0}, {1002, 0, 127, 1}});
  const EventStream events = read(bytes)[0];
  EXPECT_EQ(events.times, (std::vector<std::uint32_t>{0, 2, 2}));
  EXPECT_EQ(events.channels, (std::vector<std::uint32_t>{dvs_gesture_shape.channel(3, 5, 1),
                                                         dvs_gesture_shape.channel(127, 0, 0),
                                                         dvs_gesture_shape.channel(0, 127, 1)}));
}

TEST(Aedat3, SkipsInvalidEventsWhateverTheySay) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{10, 1, 1, 0}, {-5, 9000, 9000, 1, false}, {12, 2, 2, 1}});
  EXPECT_EQ(read(bytes)[0].times, (std::vector<std::uint32_t>{0, 2}));
}

TEST(Aedat3, PassesOverPacketsOfOtherTypesAndEmptyPlaces) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{10, 1, 1, 0}});
  append_packet(bytes, {}, {.type = 2, .size = 100, .capacity = 3, .number = 3});
  bytes.insert(bytes.end(), 300, 0xFF);
  append_packet(bytes, {}, {.type = 0, .capacity = 0});
  append_packet(bytes, {{20, 1, 1, 0}, {999, 999, 999, 1}}, {.number = 1, .valid = 1});
  append_packet(bytes, {{30, 1, 1, 0}}, {.number = 0, .valid = 0});
  append_packet(bytes, {{40, 1, 1, 0}});
  EXPECT_EQ(read(bytes)[0].times, (std::vector<std::uint32_t>{0, 10, 30}));
  EXPECT_EQ(read(bytes, {}, 0, 1), read(bytes));
}

TEST(Aedat3, AppliesTheOverflowOfTimes) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{0x7FFFFFFF, 1, 1, 0}});
  append_packet(bytes, {{5, 1, 1, 0}}, {.overflow = 1});
  append_packet(bytes, {{7, 1, 1, 0}}, {.overflow = 3});
  EXPECT_EQ(refusal(bytes).find("bad_format: a.aedat, byte "), 0U);  // longer than 2^31 us
  const std::uint64_t turn = std::uint64_t{1} << 31U;
  const auto events = read(bytes, {{0, turn - 10, turn + 10, 2}, {1, 3 * turn, 3 * turn + 8, 3}});
  EXPECT_EQ(events[0].times, (std::vector<std::uint32_t>{9, 15}));
  EXPECT_EQ(events[1].times, (std::vector<std::uint32_t>{7}));
}

TEST(Aedat3, CutsGesturesByTheirTable) {
  Bytes bytes = begin_file();
  std::vector<RawEvent> events;
  for (std::uint32_t t = 0; t < 100; ++t) events.push_back({t, t, 0, 0});
  append_packet(bytes, events);
  // The second begins before the first ends; the end itself is not in.
  const std::vector<GestureSlice> slices{{0, 10, 20, 2}, {1, 15, 30, 3}, {2, 90, 500, 4}};
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, SIZE_MAX}) {
    const auto found = read(bytes, slices, 0, piece);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].size(), 10U);
    EXPECT_EQ(found[1].size(), 15U);
    EXPECT_EQ(found[2].size(), 10U);
    EXPECT_EQ(found[1].times.front(), 0U);
    EXPECT_EQ(found[1].times.back(), 14U);
    EXPECT_EQ(found[1].channels.front(), 15U);
    EXPECT_EQ(found[2].channels.back(), 99U);
  }
  EXPECT_EQ(read(bytes, slices, 4)[1].times, (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

TEST(Aedat3, SortsEventsThatGoBackAndSaysSo) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{100, 1, 0, 0}, {90, 2, 0, 0}, {110, 3, 0, 0}});
  AedatReader reader("a.aedat", {{0, 50, 200, 2}});
  reader.feed(bytes);
  EXPECT_EQ(reader.finish()[0].channels, (std::vector<std::uint32_t>{2, 1, 3}));
  EXPECT_EQ(reader.warnings(),
            (std::vector<std::string>{"a.aedat: 1 events went back in time and were sorted"}));
}

TEST(Aedat3, SaysWhereAFileIsCutShort) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{1, 1, 1, 0}, {2, 1, 1, 0}});
  const std::size_t first = text_header.size();
  const auto cut = [&](std::size_t length) {
    return refusal(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
  };
  EXPECT_EQ(cut(0), "bad_format: a.aedat, byte 0: the file is empty; expected AEDAT 3.1 or 2.0");
  EXPECT_EQ(cut(20), "bad_format: a.aedat, byte 20: the file ends within its header; get it again");
  EXPECT_EQ(cut(first), "bad_format: a.aedat, byte " + std::to_string(first) +
                            ": there are no events in the file");
  EXPECT_EQ(cut(first + 27),
            "bad_format: a.aedat, byte " + std::to_string(first) + ": the file ends at byte " +
                std::to_string(first + 27) +
                ", within a packet's header of 28 bytes; it is cut short, get it again");
  for (const std::size_t length : {28U, 35U, 36U, 43U}) {
    EXPECT_EQ(cut(first + length), "bad_format: a.aedat, byte " + std::to_string(first) +
                                       ": the packet that begins here should end at byte " +
                                       std::to_string(first + 44) + ", but the file ends at byte " +
                                       std::to_string(first + length) +
                                       "; it is cut short, get it again");
  }
}

TEST(Aedat3, RefusesHeadersThatCannotBeTrue) {
  const auto refused = [](const Header& header) {
    Bytes bytes = begin_file();
    append_packet(bytes, {{1, 1, 1, 0}});
    append_packet(bytes, {{2, 1, 1, 0}}, header);
    const std::string at = "bad_format: a.aedat, byte " + std::to_string(text_header.size() + 36) +
                           ": no header of a packet: ";
    const std::string error = refusal(bytes);
    EXPECT_EQ(error.find(at), 0U) << error;
    return error.substr(std::min(at.size(), error.size()));
  };
  EXPECT_EQ(refused({.type = -2}),
            "the type of its events is -2; expected 0 or more; get the file again");
  EXPECT_NE(refused({.source = -1}).find("their source is -1"), std::string::npos);
  EXPECT_NE(refused({.size = 0}).find("the size of an event is 0"), std::string::npos);
  EXPECT_NE(refused({.size = 12}).find("the size of a polarity event is 12"), std::string::npos);
  EXPECT_NE(refused({.time_offset = 9}).find("the place of an event's time is 9"),
            std::string::npos);
  EXPECT_NE(refused({.time_offset = 0}).find("a polarity event's time is 0"), std::string::npos);
  EXPECT_NE(refused({.overflow = -1}).find("the overflow of times is -1"), std::string::npos);
  EXPECT_NE(
      refused({.capacity = INT32_MIN + std::int64_t{UINT32_MAX} + 1}).find("the capacity is -"),
      std::string::npos);
  EXPECT_NE(refused({.capacity = 1, .number = 2}).find("the number of events is 2"),
            std::string::npos);
  EXPECT_NE(refused({.valid = 2}).find("the number of valid events is 2"), std::string::npos);
}

TEST(Aedat3, HoldsNothingThatAHeaderOnlyClaims) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{1, 1, 1, 0}},
                {.capacity = INT32_MAX, .number = INT32_MAX, .valid = INT32_MAX});
  EXPECT_NE(refusal(bytes).find("should end at byte 17179869"), std::string::npos);
  bytes = begin_file();
  append_packet(bytes, {}, {.type = 2, .size = INT32_MAX, .capacity = INT32_MAX, .number = 1});
  EXPECT_NE(refusal(bytes).find("should end at byte 4611686"), std::string::npos);
}

TEST(Aedat3, RefusesPixelsAndTimesThatNoCameraSends) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{1, 1, 1, 0}, {2, 128, 3, 0}});
  const std::size_t second = text_header.size() + 28 + 8;
  EXPECT_EQ(refusal(bytes), "bad_format: a.aedat, byte " + std::to_string(second) +
                                ": x 128, y 3 lies outside 128x128 pixels; expected a recording "
                                "of a DVS128");
  bytes = begin_file();
  append_packet(bytes, {{1, 1, 1, 0}, {-2, 3, 3, 0}});
  EXPECT_EQ(refusal(bytes), "bad_format: a.aedat, byte " + std::to_string(second + 4) +
                                ": time -2 is below 0; get the file again");
}

TEST(Aedat3, RefusesOtherFilesAndVersions) {
  const auto refused = [](const std::string& text) {
    Bytes bytes;
    append(bytes, text);
    return refusal(bytes);
  };
  EXPECT_EQ(refused("PK\3\4"),
            "bad_format: a.aedat, byte 0: it does not begin with #!AER-DAT; expected an AEDAT 3.1 "
            "or 2.0 file");
  EXPECT_EQ(refused("#!AER-DAT4.0\r\n"),
            "bad_format: a.aedat, byte 0: its first line is \"#!AER-DAT4.0\"; expected "
            "#!AER-DAT3.1 or #!AER-DAT2.0");
  EXPECT_EQ(refused("#!AER-DAT3.1\r\n#Format: SerializedTS\r\n"),
            "bad_format: a.aedat, byte 14: \"#Format: SerializedTS\" is compressed; save the "
            "recording as RAW");
  EXPECT_EQ(refused("#!AER-DAT3.1\r\n#Source 1: DVS128\r\nx"),
            "bad_format: a.aedat, byte 33: the text ends without #!END-HEADER; get the file again");
  EXPECT_NE(refused("#!AER-DAT3.1\r\n#" + std::string(100000, 'a')).find("does not end"),
            std::string::npos);
  EXPECT_NE(refused("#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.DAVIS240C\r\n")
                .find("is another camera; expected a DVS128"),
            std::string::npos);
}

TEST(Aedat3, SaysWhatTimesThereAreWhenATableIsAnothers) {
  Bytes bytes = begin_file();
  append_packet(bytes, {{100, 1, 1, 0}, {250, 1, 1, 0}});
  EXPECT_EQ(
      refusal(bytes, {{0, 100, 200, 2}, {7, 300, 400, 3}}),
      "bad_format: a.aedat: no events lie in the gesture of class 8, 300 to 400 us, line 3 of "
      "its table; its events are at 100 to 250 us, so this may be another's table");
  // Events after those that are kept are events.
  EXPECT_EQ(read(bytes, {{0, 0, 300, 2}}, 50)[0].size(), 0U);
}

TEST(Aedat2, TurnsTheChipsAddressesAndSkipsExternalEvents) {
  Bytes bytes;
  append(bytes, "#!AER-DAT2.0\r\n# AEChip: ch.unizh.ini.jaer.chip.retina.DVS128\r\n");
  for (const auto& [address, time] : {std::pair<std::uint32_t, std::uint32_t>{0x0000, 1000},
                                      {0x8000, 1001},
                                      {0x7F00 | 0x00FE | 1, 1002},
                                      {0x0300 | 5 << 1, 1005}}) {
    append_big(bytes, address);
    append_big(bytes, time);
  }
  const EventStream events = read(bytes)[0];
  EXPECT_EQ(events.times, (std::vector<std::uint32_t>{0, 2, 5}));
  EXPECT_EQ(events.channels, (std::vector<std::uint32_t>{dvs_gesture_shape.channel(127, 127, 1),
                                                         dvs_gesture_shape.channel(0, 0, 0),
                                                         dvs_gesture_shape.channel(122, 124, 1)}));
  EXPECT_EQ(read(bytes, {}, 0, 1)[0], events);
}

TEST(Aedat2, GoesOnWhenTimesBeginAnew) {
  Bytes bytes;
  append(bytes, "#!AER-DAT2.0\n");
  for (const std::uint32_t time : {0xFFFFFFF0U, 0x10U, 0xFFFFFFF8U, 0x20U}) {
    append_big(bytes, 0);
    append_big(bytes, time);
  }
  EXPECT_EQ(read(bytes)[0].times, (std::vector<std::uint32_t>{0, 8, 32, 48}));
}

TEST(Aedat2, RefusesWhatIsCutShortOrOfAnotherCamera) {
  Bytes bytes;
  append(bytes, "#!AER-DAT2.0\n");
  EXPECT_EQ(refusal(bytes), "bad_format: a.aedat, byte 13: there are no events in the file");
  append_big(bytes, 2);
  append_big(bytes, 7);
  append_big(bytes, 3);
  EXPECT_EQ(
      refusal(bytes),
      "bad_format: a.aedat, byte 21: the file ends at byte 25, within an event of 8 bytes; it "
      "is cut short, get it again");
  append_big(bytes, 8);
  append_big(bytes, 0x80000000);
  append_big(bytes, 9);
  EXPECT_EQ(refusal(bytes),
            "bad_format: a.aedat, byte 29: address 2147483648 is none of a DVS128; "
            "expected 0 to 65535");
}

TEST(Aedat, ReadsOrRefusesAnyBytes) {
  Random random(1);
  Bytes whole = begin_file();
  append_packet(whole, {{1, 1, 1, 0}, {2, 5, 1, 1}, {9, 1, 1, 0}});
  append_packet(whole, {{11, 1, 1, 0}, {12, 5, 1, 1}});
  for (int i = 0; i < 3000; ++i) {
    Bytes bytes = whole;
    for (std::uint64_t k = random.below(4); k > 0; --k) {
      bytes[random_index(random, bytes.size())] = static_cast<std::uint8_t>(random.below(256));
    }
    bytes.resize(random_index(random, bytes.size() + 1));
    try {
      for (const EventStream& stream : read(bytes, {}, 0, 1 + random_index(random, 40))) {
        EXPECT_TRUE(std::is_sorted(stream.times.begin(), stream.times.end()));
        for (const std::uint32_t channel : stream.channels) {
          EXPECT_LT(channel, dvs_gesture_shape.channels());
        }
      }
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_format);
    }
  }
}

}  // namespace
}  // namespace rouse
