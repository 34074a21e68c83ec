#include "rouse/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace rouse {
namespace {

TEST(Random, EqualKeysGiveEqualNumbers) {
  Random first(7, 1, 2, 3);
  Random second(7, 1, 2, 3);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(first.next(), second.next());
}

TEST(Random, EveryKeyMatters) {
  const std::array<std::uint64_t, 6> firsts = {
      Random(1).next(),       Random(2).next(),          Random(1, 1).next(),
      Random(1, 0, 1).next(), Random(1, 0, 0, 1).next(), Random(1, 1, 0, 1).next()};
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(firsts[i], firsts[j]);
  }
}

TEST(Random, UniformFillsItsRangeEvenly) {
  Random random(3);
  std::array<int, 10> counts{};
  for (int i = 0; i < 100000; ++i) {
    const float value = random.uniform();
    ASSERT_GE(value, 0.0F);
    ASSERT_LT(value, 1.0F);
    ++counts[static_cast<std::size_t>(value * 10.0F)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10000, 400);
}

TEST(Random, BelowReachesEveryValueAndNoOther) {
  Random random(4);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts.at(static_cast<std::size_t>(random.below(7)));
  for (const int count : counts) EXPECT_NEAR(count, 10000, 400);
  EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, BetweenIncludesBothEnds) {
  Random random(5);
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t value = random.between(-3, 3);
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  }
  EXPECT_EQ(lowest, -3);
  EXPECT_EQ(highest, 3);
  random.between(INT64_MIN, INT64_MAX);  // must neither overflow nor divide by zero
}

TEST(Random, NormalHasMeanZeroAndDeviationOne) {
  Random random(6);
  double sum = 0;
  double squares = 0;
  constexpr int count = 200000;
  for (int i = 0; i < count; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / count, 0.0, 0.01);
  EXPECT_NEAR(squares / count, 1.0, 0.02);
}

TEST(Random, ExponentialHasMeanOneAndIsNeverNegative) {
  Random random(8);
  double sum = 0;
  for (int i = 0; i < 100000; ++i) {
    const float value = random.exponential();
    ASSERT_GE(value, 0.0F);
    sum += static_cast<double>(value);
  }
  EXPECT_NEAR(sum / 100000, 1.0, 0.02);
}

TEST(Random, ShuffleKeepsTheValues) {
  std::vector<int> values(100);
  std::iota(values.begin(), values.end(), 0);
  std::vector<int> shuffled = values;
  Random(9).shuffle(shuffled);
  EXPECT_NE(shuffled, values);
  std::sort(shuffled.begin(), shuffled.end());
  EXPECT_EQ(shuffled, values);
}

// The value was printed by the native build; the wasm build runs the same test.
TEST(Random, BitsAreTheSameOnEveryPlatform) {
  Random random(2024, 1, 2, 3);
  std::uint64_t hash = 0;
  const auto mix = [&hash](std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3U; };
  for (int i = 0; i < 10000; ++i) {
    mix(random.next());
    mix(std::bit_cast<std::uint32_t>(random.uniform()));
    mix(std::bit_cast<std::uint32_t>(random.normal()));
    mix(std::bit_cast<std::uint32_t>(random.exponential()));
    mix(random.below(1000003));
  }
  EXPECT_EQ(hash, 1759596157519988018U);
}

}  // namespace
}  // namespace rouse
