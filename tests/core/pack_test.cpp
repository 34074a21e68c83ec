// Packs: what is written is read back, and nothing else is.
#include "rouse/pack.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "rouse/saccade_digits.hpp"

namespace rouse {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Random events: bursts, ties and long gaps.
Dataset noise(const SensorShape& shape, std::uint32_t classes, std::size_t samples,
              std::size_t events) {
  Random random(7, samples);
  Dataset dataset{shape, classes, {}, {}};
  for (std::size_t s = 0; s < samples; ++s) {
    Sample sample{{}, static_cast<std::uint32_t>(s % classes), ""};
    std::uint32_t time = 0;
    for (std::size_t i = 0; i < events; ++i) {
      const std::uint64_t bits = random.next();
      time += static_cast<std::uint32_t>(bits % 7 == 0 ? bits >> 45U : bits >> 58U);
      sample.events.times.push_back(time);
      sample.events.channels.push_back(
          static_cast<std::uint32_t>(random.next() % shape.channels()));
    }
    dataset.samples.push_back(std::move(sample));
  }
  return dataset;
}

Pack small_pack(std::uint32_t time_us = 1) {
  const SensorShape shape{5, 3, 2};
  Pack pack;
  pack.info = {"Noise \"1\"", "test", "CC0", "nobody", "https://example.org", {"a", "ü"}, time_us};
  pack.train = noise(shape, 2, 3, 20);
  pack.test = noise(shape, 2, 1, 10);
  return pack;
}

void expect_same(const Dataset& one, const Dataset& other) {
  EXPECT_EQ(fingerprint(one), fingerprint(other));
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one.samples[i].events, other.samples[i].events) << i;
  }
}

void seal(Bytes& bytes) {
  bytes.erase(bytes.end() - 8, bytes.end());
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3U;
  for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<std::uint8_t>(hash >> (8 * i)));
}

/// A pack whose header says something else, with the right length and checksum.
Bytes with_header(const std::string& from, const std::string& to) {
  const Bytes bytes = write_pack(small_pack());
  const std::size_t length = bytes[8] + 256U * bytes[9];
  std::string header(bytes.begin() + 12, bytes.begin() + 12 + static_cast<std::ptrdiff_t>(length));
  const std::size_t at = header.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  header.replace(at, from.size(), to);
  Bytes changed(bytes.begin(), bytes.begin() + 8);
  for (int i = 0; i < 4; ++i)
    changed.push_back(static_cast<std::uint8_t>(header.size() >> (8 * i)));
  changed.insert(changed.end(), header.begin(), header.end());
  changed.insert(changed.end(), bytes.begin() + 12 + static_cast<std::ptrdiff_t>(length),
                 bytes.end());
  seal(changed);
  return changed;
}

std::string refusal(const Bytes& bytes) {
  try {
    read_pack(bytes, "x.rouse");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_format);
    EXPECT_TRUE(std::string(error.what()).starts_with("x.rouse, byte ")) << error.what();
    return error.what();
  }
  return "";
}

TEST(Pack, ReadsBackWhatWasWritten) {
  const Pack pack = small_pack();
  const Pack read = read_pack(write_pack(pack), "x");
  EXPECT_EQ(read.info, pack.info);
  expect_same(read.train, pack.train);
  expect_same(read.test, pack.test);
}

TEST(Pack, EqualPacksGiveEqualBytes) {
  EXPECT_EQ(write_pack(small_pack()), write_pack(small_pack()));
}

TEST(Pack, HoldsRecordingsOfEverySensor) {
  for (const SensorShape shape : {SensorShape{700, 1, 1}, {128, 128, 2}, {1, 1, 1}, {3, 1, 5}}) {
    Pack pack;
    pack.train = noise(shape, 20, 4, 3000);
    pack.train.samples.push_back({{}, 3, ""});
    const Pack read = read_pack(write_pack(pack), "x");
    EXPECT_EQ(read.train.shape, shape);
    expect_same(read.train, pack.train);
    EXPECT_EQ(read.test.size(), 0U);
  }
}

TEST(Pack, LatestTimeIsKept) {
  Pack pack = small_pack();
  pack.train.samples[0].events = {{0, 2147483647}, {0, 1}};
  expect_same(read_pack(write_pack(pack), "x").train, pack.train);
}

TEST(Pack, QuantumRoundsTimesDownAndLeavesItsMultiplesBinsAlone) {
  const Pack pack = small_pack(5);
  const Pack read = read_pack(write_pack(pack), "x");
  for (std::size_t s = 0; s < pack.train.size(); ++s) {
    const EventStream& before = pack.train.samples[s].events;
    const EventStream& after = read.train.samples[s].events;
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(after.times[i], before.times[i] / 5 * 5);
    }
    const BinOptions bins{1000, 1000, Occupancy::binary};
    EXPECT_EQ(make_spike_raster(before, 30, bins), make_spike_raster(after, 30, bins));
  }
}

TEST(Pack, RecordingsOfACameraTakeLessThanFifteenBitsAnEvent) {
  Pack pack;
  pack.info.time_us = 5;
  pack.train = make_saccade_digits({20, 1, 0});
  std::size_t events = 0;
  for (const Sample& sample : pack.train.samples) events += sample.events.size();
  EXPECT_LT(8 * write_pack(pack).size(), 15 * events);
}

/// A band of neighbouring channels that moves, as a cochlea sends it.
Pack band_in_order(std::size_t samples) {
  Pack pack;
  pack.info.time_us = 1000;
  pack.train = {{700, 1, 1}, 2, {}, {}};
  for (std::uint32_t s = 0; s < samples; ++s) {
    Sample sample;
    for (std::uint32_t t = 0; t < 20; ++t) {
      for (std::uint32_t c = 0; c < 30; ++c) {
        sample.events.times.push_back(5000 * t);
        sample.events.channels.push_back(17 * t + 40 * s + c * c % 7 + 5 * c);
      }
    }
    pack.train.samples.push_back(std::move(sample));
  }
  quantise(pack.train, pack.info.time_us);
  return pack;
}

TEST(Pack, ChannelsInOrderAreReadBackAndTakeFewBits) {
  const Pack pack = band_in_order(5);
  const Bytes bytes = write_pack(pack);
  EXPECT_EQ(bytes[7], '2');
  EXPECT_LT(8 * bytes.size(), 5U * 5 * 600);
  expect_same(read_pack(bytes, "x").train, pack.train);
}

TEST(Pack, ChangedBytesOfChannelsInOrderBreakNothing) {
  const Bytes bytes = write_pack(band_in_order(1));
  for (std::size_t i = 0; i + 8 < bytes.size(); ++i) {
    Bytes changed = bytes;
    changed[i] ^= 0x55U;
    seal(changed);
    if (!refusal(changed).empty()) continue;
    const Pack pack = read_pack(changed, "x.rouse");
    for (const std::uint32_t channel : pack.train.samples[0].events.channels) {
      EXPECT_LT(channel, pack.train.shape.channels());
    }
  }
}

TEST(Pack, EveryChangedByteIsNoticed) {
  const Bytes bytes = write_pack(small_pack());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const std::uint8_t change : std::to_array<std::uint8_t>({0x01, 0x80, 0xFF})) {
      Bytes changed = bytes;
      changed[i] ^= change;
      EXPECT_NE(refusal(changed), "") << "byte " << i;
    }
  }
}

TEST(Pack, EveryShorterFileIsRefused) {
  const Bytes bytes = write_pack(small_pack());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_NE(refusal(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length))),
              "")
        << length;
  }
}

TEST(Pack, ChangedBytesUnderARightChecksumBreakNothing) {
  const Bytes bytes = write_pack(small_pack());
  for (std::size_t i = 0; i + 8 < bytes.size(); ++i) {
    for (const std::uint8_t change : std::to_array<std::uint8_t>({0x01, 0x80, 0xFF})) {
      Bytes changed = bytes;
      changed[i] ^= change;
      seal(changed);
      if (!refusal(changed).empty()) continue;
      // What cannot be told from a pack is one, with all that a dataset promises.
      const Pack pack = read_pack(changed, "x.rouse");
      for (const Sample& sample : pack.train.samples) {
        EXPECT_LT(sample.label, pack.train.class_count);
        for (const std::uint32_t channel : sample.events.channels) {
          EXPECT_LT(channel, pack.train.shape.channels());
        }
      }
    }
  }
}

TEST(Pack, ShorterFilesUnderARightChecksumBreakNothing) {
  const Bytes bytes = write_pack(small_pack());
  for (std::size_t length = 8; length < bytes.size(); ++length) {
    Bytes shorter(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    seal(shorter);
    refusal(shorter);
  }
}

TEST(Pack, LyingHeadersAreRefused) {
  const std::vector<std::pair<std::string, std::string>> lies{
      {"\"events\":70", "\"events\":4000000000"},
      {"\"events\":70", "\"events\":71"},
      {"\"events\":70", "\"events\":-1"},
      {"\"train\":3", "\"train\":4000000000"},
      {"\"train\":3", "\"train\":0"},
      {"\"test\":1", "\"test\":18446744073709551615"},
      {"\"width\":5", "\"width\":65536"},
      {"\"width\":5", "\"width\":0"},
      {"\"height\":3", "\"height\":4294967295"},
      {"\"polarities\":2", "\"polarities\":1e300"},
      {"\"classes\":2", "\"classes\":1"},
      {"\"classes\":2", "\"classes\":1000000000"},
      {"\"time_us\":1", "\"time_us\":0"},
      {"\"time_us\":1", "\"time_us\":1.5"},
      {"\"name\":", "\"nome\":"},
      {"\"licence\":\"CC0\"", "\"licence\":7"},
      {"\"class_names\":[\"a\",\"ü\"]", "\"class_names\":[\"a\"]"},
      {"\"class_names\":[\"a\",\"ü\"]", "\"class_names\":{}"},
      {"\"name\"", std::string(100, '[') + "\"name\""},
      {"\"kind\":\"test\"", "\"kind\":" + std::string(5000, '[')},
      {"\"kind\":\"test\"", "\"kind\":\"" + std::string(70000, 'x') + "\""},
  };
  for (const auto& [from, to] : lies) {
    EXPECT_NE(refusal(with_header(from, to)), "") << to.substr(0, 40);
  }
}

TEST(Pack, TimesThatGrowBeyondTheirRangeAreRefused) {
  Pack pack = small_pack();
  pack.train.samples[0].events = {{2000000000}, {0}};
  const Bytes bytes = write_pack(pack);
  std::string text(bytes.begin(), bytes.end());
  const std::string from = "\"time_us\":1";
  text.replace(text.find(from), from.size(), "\"time_us\":9");
  Bytes changed(text.begin(), text.end());
  seal(changed);
  EXPECT_NE(refusal(changed).find("too large"), std::string::npos);
}

TEST(Pack, WhatCannotBeReadBackIsNotWritten) {
  const auto code = [](auto change) {
    Pack pack = small_pack();
    change(pack);
    try {
      write_pack(pack);
    } catch (const Error& error) {
      return std::string(name_of(error.code()));
    }
    return std::string("written");
  };
  EXPECT_EQ(code([](Pack& p) { p.info.time_us = 0; }), "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.info.name = std::string(70000, 'x'); }), "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.info.class_names.pop_back(); }), "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.train.samples[0].label = 2; }), "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.train.samples[0].events.channels[3] = 30; }), "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.train.samples[0].events.times[0] = 4000000000; }),
            "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.train.shape = {4096, 4096, 1}; }), "invalid_value");
  EXPECT_EQ(code([](Pack& p) { p.test.shape.width = 6; }), "shape_mismatch");
  EXPECT_EQ(code([](Pack& p) { p.train.samples.clear(); }), "no_recordings");
}

}  // namespace
}  // namespace rouse
