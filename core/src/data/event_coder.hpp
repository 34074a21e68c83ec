// Events as few bits: a model of when the next event comes and of which channel sends it.
//
// Channel: every channel has a weight, its probability times the total. An event adds to the
// weights of its channel, of the eight around it and of the same pixel's other polarities; older
// events count ever less, because what is added grows. Time: the gap to the event before it,
// as the number of its binary digits and the digits; the gaps before choose the statistics.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "data/range_coder.hpp"
#include "rouse/events.hpp"

namespace rouse {

/// Weights of the channels, in a binary tree of sums.
class ChannelWeights {
 public:
  explicit ChannelWeights(const SensorShape& shape);

  std::uint32_t total() const { return sums_[1]; }
  std::uint32_t weight(std::uint32_t channel) const { return sums_[leaves_ + channel]; }
  /// Sum of the weights of all channels below this one.
  std::uint32_t below(std::uint32_t channel) const;
  /// The channel with below(channel) <= point < below(channel) + weight(channel).
  std::uint32_t find(std::uint32_t point) const;

  /// The channel has sent an event.
  void learn(std::uint32_t channel);

 private:
  void add(std::uint32_t channel, std::uint32_t weight);
  void halve();
  void sum_up();

  SensorShape shape_;
  std::uint32_t channels_;
  std::uint32_t leaves_;             // the first power of two that is enough
  std::uint32_t floor_;              // what a channel that sends nothing loses no more of
  std::uint32_t step_;               // what the latest event adds
  std::vector<std::uint32_t> sums_;  // node i has the children 2 i and 2 i + 1
};

/// Gaps between events in quanta of time, each below 2^32 - 1.
class GapModel {
 public:
  template <typename Coder>
  std::uint32_t code(Coder& coder, std::uint32_t gap) {
    const auto context = static_cast<std::size_t>(std::bit_width(mean_));
    const auto digits = static_cast<std::uint32_t>(std::bit_width(gap + 1U));
    std::uint32_t length = 1;
    while (length < 32 && coder.bit(lengths_[context][length], length < digits ? 1U : 0U) != 0) {
      ++length;
    }
    std::uint32_t value = 1;
    for (std::uint32_t i = length - 1; i-- > 0;) {
      const std::uint32_t bit = (gap + 1U) >> i & 1U;
      const bool known = value < 8;
      value = value << 1U |
              (known ? coder.bit(digits_[context][length][value], bit) : coder.plain_bit(bit));
    }
    mean_ += std::min(value - 1U, most_seen) - (mean_ >> 4U);
    return value - 1U;
  }

 private:
  static constexpr std::uint32_t most_seen = 1U << 20U;
  std::uint32_t mean_ = 256;  // of the latest gaps, in sixteenths
  std::array<std::array<BitModel, 33>, 33> lengths_{};
  std::array<std::array<std::array<BitModel, 8>, 33>, 33> digits_{};
};

}  // namespace rouse
