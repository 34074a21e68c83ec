// The core's JSON beside nlohmann/json, and what it refuses.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "json/decimal.hpp"
#include "json/value.hpp"
#include "support.hpp"

namespace rouse {
namespace {

using json::Value;

std::string message_of(const std::string& text) {
  try {
    Value::parse(text, "the text");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Json, ReadsWhatNlohmannReadsAndRefusesWhatItRefuses) {
  const std::vector<std::string> documents{
      // valid
      "null", "true", " false ", "0", "-0", "12", "-12.5e-3", "1E+2", "18446744073709551615",
      R"("")", R"("a\"\\\/\b\f\n\r\t")", R"("\u0041\u00e9\u20ac\ud83d\ude00")", "\"\xc3\xa9\x7f\"",
      "[]", "[ 1 , [2,[ ]] ]", "{}", R"({"a":{"b":[1,2]},"c":null})", "\t\r\n{ }\n",
      // not JSON
      "", " ", "nul", "truefalse", "01", "+1", ".5", "1.", "1e", "--1", "0x1", "NaN", "Infinity",
      "[1,]", "[1 2]", "[", "]", "{", R"({"a"})", R"({"a":1,})", R"({a:1})", R"({"a":1 "b":2})",
      "\"", "\"a", "'a'", R"("\x")", R"("\u12g4")", R"("\ud800")", R"("\ud800\u0041")",
      R"("\udc00")", "\"\n\"", "\"\x01\"", "\"\xff\"", "\"\xc0\x80\"", "\"\xe2\x82\"",
      "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "1 2", "{} {}", "// a"};
  for (const std::string& document : documents) {
    const auto expected = nlohmann::ordered_json::parse(document, nullptr, false);
    EXPECT_EQ(message_of(document).empty(), !expected.is_discarded()) << document;
    if (expected.is_discarded()) continue;
    const std::string written = Value::parse(document, "the text").text();
    EXPECT_EQ(nlohmann::ordered_json::parse(written), expected) << document;
  }
}

TEST(Json, SaysWhereItStopsBeingJson) {
  EXPECT_EQ(message_of(std::string("1\0", 2)), "the text is not valid JSON (at byte 2)");
  EXPECT_EQ(message_of(R"({"a": 1, b})"), "the text is not valid JSON (at byte 10)");
  EXPECT_EQ(message_of("[1e999]"), "the text is not valid JSON (a number is too large)");
}

TEST(Json, RefusesDocumentsThatAreTooDeep) {
  EXPECT_EQ(message_of(std::string(60, '[') + std::string(60, ']')), "");
  EXPECT_NE(message_of(std::string(100000, '[')), "");
}

TEST(Json, WritesNumbersThatReadBackAsTheyWere) {
  for (const float value : {0.0F, 5.0F, 0.001F, 1.0F / 3.0F, -2.5e-7F, 3.4e38F, 1e-42F}) {
    const double read = Value::parse(Value::of(value).text(), "").number();
    EXPECT_EQ(static_cast<float>(read), value);
  }
  for (const double value : {0.0, 1.0 / 3.0, 0.1, 4170.25, 1e300, 5e-324, -2.0 / 7.0}) {
    EXPECT_EQ(Value::parse(Value::of(value).text(), "").number(), value);
  }
  EXPECT_EQ(Value::of(0.001F).text(), "0.001");
  EXPECT_EQ(Value::of(5.0F).text(), "5");
  EXPECT_EQ(Value::of(0.1).text(), "0.1");
  EXPECT_EQ(Value::of(std::numeric_limits<float>::infinity()).text(), "null");
  EXPECT_EQ(Value::of(std::numeric_limits<double>::quiet_NaN()).text(), "null");
}

TEST(Json, ReadsAndWritesDoublesAsTheCLibraryDoes) {
  const auto printed = [](double value) {
    std::array<char, 32> text{};
    for (int digits = 15; digits <= 17; ++digits) {
      std::snprintf(text.data(), text.size(), "%.*g", digits, value);
      if (std::strtod(text.data(), nullptr) == value) break;
    }
    return std::string(text.data());
  };
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    const std::string text = printed(value);
    EXPECT_EQ(json::decimal_of(value), text);
    EXPECT_EQ(json::double_of(text), value) << text;
    // As people write them, and more digits than a double has.
    const std::string written = std::to_string(random() % 100000) + "." + std::to_string(random()) +
                                std::to_string(random()) + "e" +
                                std::to_string(static_cast<int>(random() % 700) - 350);
    EXPECT_EQ(json::double_of(written), std::strtod(written.c_str(), nullptr)) << written;
  }
  for (const double value :
       {0.0, -0.0, 1.0, 0.5, 1e15, 1e16, 1e17, 123456789012345680.0, 1e22, 1e23, 9007199254740993.0,
        0.0001, 0.00001, 999999999999999.9, 2.2250738585072014e-308, 2.2250738585072011e-308,
        5e-324, 1.7976931348623157e308}) {
    EXPECT_EQ(json::decimal_of(value), printed(value));
    EXPECT_EQ(json::double_of(printed(value)), value);
  }
  const std::string many(5000, '9');
  for (const std::string& text :
       {std::string("9007199254740993"), std::string("9007199254740993.0000001"),
        std::string("2.4703282292062327e-324"), std::string("2.4703282292062328e-324"),
        std::string("1.7976931348623158e308"), std::string("1.7976931348623159e308"),
        std::string("0.000") + std::string(400, '0') + "1e404", std::string("1e-999999999999"),
        std::string("-0e999999999999"), std::string("0.") + many, many + "e-5000",
        std::string("9007199254740993.") + std::string(900, '0') + "1"}) {
    EXPECT_EQ(json::double_of(text), std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(Json, WritesFloatsAsTheStandardLibraryDoes) {
  const auto printed = [](float value) {
    std::array<char, 32> text{};
    std::to_chars(text.data(), text.data() + text.size() - 1, value);
    return std::string(text.data());
  };
  std::mt19937 random(2);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(json::decimal_of(value), printed(value));
    const auto usual = static_cast<float>(random() % 1000000) / static_cast<float>(1000);
    EXPECT_EQ(json::decimal_of(usual), printed(usual));
    const auto whole = static_cast<float>(random());
    EXPECT_EQ(json::decimal_of(whole), printed(whole));
  }
  for (const float value :
       {0.0F,    -0.0F,        1.0F,         -0.5F,     0.1F,           0.001F,
        0.0001F, 0.00012F,     1e5F,         123456.0F, 1e6F,           1.2e6F,
        1e10F,   123456792.0F, 9.9999998e9F, 1e-45F,    1.1754944e-38F, 3.4028235e38F,
        0.05F,   8388608.5F,   16777216.0F,  99999.99F}) {
    EXPECT_EQ(json::decimal_of(value), printed(value));
  }
  // Where one neighbour is nearer than the other.
  for (int exponent = -149; exponent < 128; ++exponent) {
    const float value = std::ldexp(1.0F, exponent);
    EXPECT_EQ(static_cast<float>(json::double_of(json::decimal_of(value))), value);
    EXPECT_LE(json::decimal_of(value).size(), printed(value).size() + 1);
  }
}

TEST(Json, KnowsWholeNumbersHoweverTheyAreWritten) {
  const auto whole = [](const std::string& text) { return Value::parse(text, "").whole(); };
  EXPECT_EQ(whole("18446744073709551615"), 18446744073709551615U);
  EXPECT_EQ(whole("3.0"), 3U);
  EXPECT_EQ(whole("3e2"), 300U);
  for (const char* text : {"-1", "0.5", "1e300", "18446744073709551616", "\"3\"", "null", "[3]"}) {
    EXPECT_FALSE(whole(text)) << text;
  }
}

TEST(Json, KeepsTheOrderOfFields) {
  Value object = Value::object();
  object.set("z", Value::of(std::uint64_t{1}));
  object.set("a", Value::of(std::string("\x01\"")));
  object.set("z", Value::array());
  EXPECT_EQ(object.text(), R"({"z":[],"a":"\u0001\""})");
  EXPECT_EQ(object.find("z")->kind(), Value::Kind::array);
  EXPECT_EQ(object.find("y"), nullptr);
  EXPECT_EQ(Value::parse(R"({"a":1,"a":2})", "").find("a")->number(), 2.0);
}

}  // namespace
}  // namespace rouse
