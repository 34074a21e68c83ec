#include "rouse/event_arrays.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "rouse/dvs_gesture.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "support.hpp"

namespace rouse {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// A .npy file whose header says this, and data.
Bytes npy(const std::string& descr, const std::string& shape, const Bytes& data, int version = 1,
          const std::string& order = "False") {
  std::string text =
      "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
  text.resize((text.size() + 64) / 64 * 64, ' ');
  text.back() = '\n';
  Bytes bytes{0x93, 'N', 'U', 'M', 'P', 'Y', static_cast<std::uint8_t>(version), 0};
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) {
    bytes.push_back(static_cast<std::uint8_t>(text.size() >> (8 * i)));
  }
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

void append(Bytes& bytes, std::uint64_t value, int size, bool big_endian = false) {
  for (int i = 0; i < size; ++i) {
    const int shift = 8 * (big_endian ? size - 1 - i : i);
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

/// Values of one type, one after the other: "<i4", ">u2", "|b1", "<f8".
Bytes values(const std::string& type, const std::vector<double>& numbers) {
  Bytes bytes;
  const int size = type[2] - '0';
  for (const double number : numbers) {
    std::uint64_t bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(number));
    if (type[1] == 'f') {
      bits = size == 8 ? std::bit_cast<std::uint64_t>(number)
                       : std::bit_cast<std::uint32_t>(static_cast<float>(number));
    }
    append(bytes, bits, size, type[0] == '>');
  }
  return bytes;
}

EventStream read(const Bytes& file) {
  const EventArrayFile one{"3.npy", file};
  return read_event_arrays({&one, 1}, "3.npy");
}

std::string refusal(const Bytes& file) {
  return error_of([&] { read(file); });
}

const EventStream expected{
    {0, 10, 40},
    {dvs_gesture_shape.channel(1, 2, 0), dvs_gesture_shape.channel(127, 0, 1),
     dvs_gesture_shape.channel(5, 100, 1)}};
const std::vector<double> t{1000, 1010, 1040};
const std::vector<double> x{1, 127, 5};
const std::vector<double> y{2, 0, 100};
const std::vector<double> p{0, 1, 1};

TEST(EventArrays, ReadFieldsOfAnyOrderAndWidth) {
  for (const auto& types : {std::vector<std::string>{"<i8", "<i2", "<i2", "|b1"},
                            {">u4", ">u2", "|u1", "|i1"},
                            {"<f8", "<f4", ">f8", "<u8"},
                            {"<u2", "|i1", "|u1", ">i4"}}) {
    const std::string descr = "[('x', '" + types[1] + "'), ('p', '" + types[3] +
                              "'), ('', '|V3'), ('t', '" + types[0] + "'), ('y', '" + types[2] +
                              "')]";
    Bytes data;
    for (std::size_t i = 0; i < 3; ++i) {
      for (const Bytes& value : {values(types[1], {x[i]}), values(types[3], {p[i]}), Bytes(3, 9),
                                 values(types[0], {t[i]}), values(types[2], {y[i]})}) {
        data.insert(data.end(), value.begin(), value.end());
      }
    }
    for (const int version : {1, 2, 3})
      EXPECT_EQ(read(npy(descr, "(3,)", data, version)), expected);
  }
}

TEST(EventArrays, ReadColumnsInEitherOrderOfMemory) {
  std::vector<double> rows;
  std::vector<double> columns;
  for (std::size_t i = 0; i < 3; ++i) rows.insert(rows.end(), {t[i], x[i], y[i], p[i]});
  for (const auto* column : {&t, &x, &y, &p}) {
    columns.insert(columns.end(), column->begin(), column->end());
  }
  for (const std::string type : {"<i4", "<i8", "<f8", ">u2"}) {
    const std::string descr = "'" + type + "'";
    EXPECT_EQ(read(npy(descr, "(3, 4)", values(type, rows))), expected);
    EXPECT_EQ(read(npy(descr, "(3, 4)", values(type, columns), 1, "True")), expected);
  }
}

TEST(EventArrays, ReadTonicsFilesWhoseTimesAreMilliseconds) {
  const std::vector<double> rows{1, 2, 0, 100, 127, 0, 1, 110.5, 5, 100, 1, 140};
  EXPECT_EQ(read(npy("'<f8'", "(3, 4)", values("<f8", rows))).times,
            (std::vector<std::uint32_t>{0, 10500, 40000}));
  const std::vector<double> in_us{1, 2, 0, 100, 5, 100, 1, 100100};
  const EventStream long_ones = read(npy("'<i4'", "(2, 4)", values("<i4", in_us)));
  EXPECT_EQ(long_ones.times, (std::vector<std::uint32_t>{0, 100000}));
  EXPECT_EQ(long_ones.channels[1], dvs_gesture_shape.channel(5, 100, 1));
}

TEST(EventArrays, ReadTheMembersOfAnArchive) {
  const Bytes times = npy("'<i8'", "(3,)", values("<i8", t));
  const Bytes columns = npy("'<i2'", "(3,)", values("<i2", x));
  const Bytes rows = npy("'<u2'", "(3,)", values("<u2", y));
  const Bytes signs = npy("'|i1'", "(3,)", values("|i1", {-1, 1, 1}));
  const std::vector<EventArrayFile> files{
      {"y.npy", rows}, {"p", signs}, {"t.npy", times}, {"x.npy", columns}};
  EXPECT_EQ(read_event_arrays(files, "a.npz"), expected);

  const auto refused = [](const std::vector<EventArrayFile>& some) {
    return error_of([&] { read_event_arrays(some, "a.npz"); });
  };
  EXPECT_EQ(refused({files[0], files[1], files[2]}),
            "bad_format: a.npz: there is no array x; there are y.npy, p, t.npy, expected t, x, y "
            "and p");
  EXPECT_EQ(refused({}),
            "bad_format: a.npz: there is no array t; there are none, expected t, x, y "
            "and p");
  const Bytes two = npy("'<i2'", "(2,)", values("<i2", {1, 2}));
  EXPECT_EQ(refused({files[0], files[1], files[2], {"x.npy", two}}),
            "bad_format: a.npz, x.npy: it has 2 values, but t has 3; each event needs one");
  const Bytes table = npy("'<i2'", "(3, 1)", values("<i2", x));
  EXPECT_EQ(refused({files[0], files[1], files[2], {"x.npy", table}}),
            "bad_format: a.npz, x.npy: this is no list of numbers; expected one for each event");
}

TEST(EventArrays, AreSortedByTime) {
  const std::string descr = "[('t', '<i4'), ('x', '|u1'), ('y', '|u1'), ('p', '|u1')]";
  Bytes data;
  for (const std::uint64_t time : {70U, 50U, 60U}) {
    append(data, time, 4);
    append(data, time, 1);
    append(data, 0, 2);
  }
  EXPECT_EQ(read(npy(descr, "(3,)", data)), (EventStream{{0, 10, 20}, {50, 60, 70}}));
}

TEST(EventArrays, RefuseFilesThatAreNone) {
  Bytes file = npy("'<i4'", "(1, 4)", values("<i4", {1, 2, 3, 1}));
  EXPECT_EQ(refusal({}),
            "bad_format: 3.npy, byte 0: this is no .npy file; expected an array that "
            "NumPy saved");
  EXPECT_EQ(refusal({'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0}),
            "bad_format: 3.npy, byte 0: this is no .npy file; expected an array that NumPy saved");
  Bytes wrong = file;
  wrong[6] = 9;
  EXPECT_EQ(refusal(wrong),
            "bad_format: 3.npy, byte 6: format version 9 is unknown; expected 1 to 3");
  wrong = file;
  wrong[9] = 0xFF;
  EXPECT_EQ(refusal(wrong).find("bad_format: 3.npy, byte 8: the header of 6"), 0U);
  file.pop_back();
  EXPECT_EQ(refusal(file),
            "bad_format: 3.npy, byte 74: the array ends behind the file's 89 bytes; "
            "it is cut short, get it again");
}

TEST(EventArrays, RefuseHeadersThatCannotBeRead) {
  const auto refused = [](const std::string& descr, const std::string& shape = "(1,)",
                          const std::string& order = "False") {
    const std::string error = refusal(npy(descr, shape, Bytes(64), 1, order));
    EXPECT_EQ(error.find("bad_format: 3.npy"), 0U);
    return error;
  };
  EXPECT_NE(refused("'|O'").find("the type \"|O\" is none that is read"), std::string::npos);
  EXPECT_NE(refused("'<f2'").find("the type \"<f2\" is none"), std::string::npos);
  EXPECT_NE(refused("'<ix'").find("is not a number's"), std::string::npos);
  EXPECT_NE(refused("''").find("the type \"\" is none"), std::string::npos);
  EXPECT_NE(refused("[('t', '<i4', (2,))]").find("the field \"t\" is an array of its own"),
            std::string::npos);
  EXPECT_NE(refused("[('t', [('a', '<i4')])]").find("the field \"t\" has fields of its own"),
            std::string::npos);
  EXPECT_NE(refused("[]").find("lacks descr"), std::string::npos);
  EXPECT_NE(refused("\"<i4").find("a name in the array's header does not end"), std::string::npos);
  EXPECT_NE(refused("'<i4'", "(-1,)").find("is no list of numbers"), std::string::npos);
  EXPECT_NE(refused("'<i4'", "(99999999999999,)").find("too large"), std::string::npos);
  EXPECT_NE(refused("'<i8'", "(4294967295, 4294967295, 4294967295)").find("it is cut short"),
            std::string::npos);
  EXPECT_NE(refused("'<i4'", "(1,)", "Maybe").find("neither True nor False"), std::string::npos);
}

TEST(EventArrays, RefuseWhatIsNoRecording) {
  EXPECT_EQ(
      refusal(npy("'<i4'", "(2, 3)", values("<i4", {1, 2, 3, 4, 5, 6}))),
      "bad_format: 3.npy: the array has the shape (2, 3); expected (N, 4), columns t, x, y, p "
      "or x, y, p, t, or fields of these names");
  EXPECT_EQ(refusal(npy("'<i4'", "(2, 4)", values("<i4", {1, 2, 3, 4, 5, 6, 7, 8}))),
            "bad_format: 3.npy: its columns are neither t, x, y, p nor x, y, p, t; expected "
            "polarities of 0 and 1 and times that never go back");
  EXPECT_EQ(
      refusal(npy("[('t', '<i4'), ('x', '<i4'), ('y', '<i4')]", "(0,)", {})),
      "bad_format: 3.npy: there is no field p of numbers; there are t, x, y, expected t, x, y "
      "and p");
  EXPECT_EQ(refusal(npy("'<i4'", "(0, 4)", {})), "bad_format: 3.npy: there are no events in it");
  const auto event = [](const std::vector<double>& numbers) {
    return refusal(npy("'<f8'", "(1, 4)", values("<f8", numbers)));
  };
  EXPECT_EQ(event({0, 128, 3, 1}), "bad_format: 3.npy: event 0: x is 128; expected 0 to 127");
  EXPECT_EQ(event({0, 1, -1, 1}), "bad_format: 3.npy: event 0: y is -1; expected 0 to 127");
  EXPECT_EQ(event({0, 1.5, 3, 1}), "bad_format: 3.npy: event 0: x is no whole number");
  EXPECT_EQ(event({NAN, 1, 3, 1}),
            "bad_format: 3.npy: event 0: its time is no number of microseconds");
  EXPECT_EQ(refusal(npy("'<f8'", "(2, 4)", values("<f8", {0, 1, 1, 1, 4e9, 1, 1, 1}))),
            "bad_format: 3.npy: event 1: its time is 4000000000 us after the first; expected less "
            "than 2147483648");
  const std::string descr = "[('t', '<i4'), ('x', '|u1'), ('y', '|u1'), ('p', '|u1')]";
  EXPECT_EQ(refusal(npy(descr, "(1,)", {0, 0, 0, 0, 1, 1, 2})),
            "bad_format: 3.npy: event 0: p is 2; expected 0 or 1");
}

TEST(EventArrays, AreReadOrRefusedWhateverTheBytes) {
  Random random(1);
  const Bytes whole = npy("[('t', '<i4'), ('x', '|u1'), ('y', '|u1'), ('p', '|b1')]", "(2,)",
                          {0, 0, 0, 0, 1, 1, 1, 9, 0, 0, 0, 1, 1, 1});
  for (int i = 0; i < 5000; ++i) {
    Bytes bytes = whole;
    for (std::uint64_t k = random.below(4); k > 0; --k) {
      bytes[random_index(random, bytes.size())] = static_cast<std::uint8_t>(random.below(128));
    }
    if (i % 3 == 0) bytes.resize(random_index(random, bytes.size() + 1));
    try {
      for (const std::uint32_t channel : read(bytes).channels) {
        EXPECT_LT(channel, dvs_gesture_shape.channels());
      }
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_format);
    }
  }
}

}  // namespace
}  // namespace rouse
