// An adaptive binary and multi-symbol range coder (Martin 1979, in the form of LZMA's).
//
// Encoder and Decoder have the same functions, which take the value to write and return the value
// that was written or read. So a model is written once, as a template over the coder, and the two
// directions cannot part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace rouse {

/// Probability that a bit is 0, learned at two speeds.
struct BitModel {
  std::uint16_t fast = 1U << 15U;
  std::uint16_t slow = 1U << 15U;

  /// Of 65536, and never all or nothing.
  std::uint32_t zero() const {
    const std::uint32_t mean = (std::uint32_t{fast} + slow) >> 1U;
    return mean < 32 ? 32 : mean > 65536 - 32 ? 65536 - 32 : mean;
  }
  void learn(std::uint32_t bit) {
    const std::uint32_t target = bit != 0 ? 0 : 65535;
    fast = static_cast<std::uint16_t>(fast + (static_cast<int>(target) - fast) / 16);
    slow = static_cast<std::uint16_t>(slow + (static_cast<int>(target) - slow) / 128);
  }
};

/// The range is at least this large, and totals of frequencies at most a quarter of it.
constexpr std::uint32_t least_range = 1U << 24U;

class RangeEncoder {
 public:
  std::uint32_t bit(BitModel& model, std::uint32_t value) {
    const std::uint32_t bound = (range_ >> 16U) * model.zero();
    if (value == 0) {
      range_ = bound;
    } else {
      low_ += bound;
      range_ -= bound;
    }
    model.learn(value);
    normalise();
    return value;
  }
  /// A bit of which nothing is known.
  std::uint32_t plain_bit(std::uint32_t value) {
    range_ >>= 1U;
    if (value != 0) low_ += range_;
    normalise();
    return value;
  }
  /// One of many symbols. `model` has total(), below(symbol), weight(symbol) and find(point).
  template <typename Weights>
  std::uint32_t symbol(const Weights& model, std::uint32_t value) {
    range_ /= model.total();
    low_ += std::uint64_t{range_} * model.below(value);
    range_ *= model.weight(value);
    normalise();
    return value;
  }
  std::vector<std::uint8_t> finish() {
    for (int i = 0; i < 5; ++i) shift();
    return std::move(bytes_);
  }

 private:
  void normalise() {
    for (; range_ < least_range; range_ <<= 8U) shift();
  }
  /// Moves a byte out; one that a carry may still change waits, with the 255s behind it.
  void shift() {
    const auto carry = static_cast<std::uint8_t>(low_ >> 32U);
    if (static_cast<std::uint32_t>(low_) < 0xFF000000U || carry != 0) {
      if (begun_) bytes_.push_back(static_cast<std::uint8_t>(waiting_ + carry));
      for (; run_ > 0; --run_) bytes_.push_back(static_cast<std::uint8_t>(0xFFU + carry));
      waiting_ = static_cast<std::uint8_t>(low_ >> 24U);
      begun_ = true;
    } else {
      ++run_;
    }
    low_ = (low_ << 8U) & 0xFFFFFFFFU;
  }

  std::vector<std::uint8_t> bytes_;
  std::uint64_t low_ = 0;
  std::uint32_t range_ = 0xFFFFFFFFU;
  std::size_t run_ = 0;
  std::uint8_t waiting_ = 0;
  bool begun_ = false;
};

/// Reads zeros behind the end: whoever asks for too much gets nonsense, but nothing breaks.
class RangeDecoder {
 public:
  explicit RangeDecoder(std::span<const std::uint8_t> bytes) : bytes_(bytes) {
    for (int i = 0; i < 4; ++i) code_ = code_ << 8U | next();
  }
  std::uint32_t bit(BitModel& model, std::uint32_t /*value*/ = 0) {
    const std::uint32_t bound = (range_ >> 16U) * model.zero();
    const std::uint32_t value = code_ < bound ? 0 : 1;
    if (value == 0) {
      range_ = bound;
    } else {
      code_ -= bound;
      range_ -= bound;
    }
    model.learn(value);
    normalise();
    return value;
  }
  std::uint32_t plain_bit(std::uint32_t /*value*/ = 0) {
    range_ >>= 1U;
    const std::uint32_t value = code_ < range_ ? 0 : 1;
    if (value != 0) code_ -= range_;
    normalise();
    return value;
  }
  template <typename Weights>
  std::uint32_t symbol(const Weights& model, std::uint32_t /*value*/ = 0) {
    const std::uint32_t total = model.total();
    range_ /= total;
    const std::uint32_t point = code_ / range_;
    const std::uint32_t value = model.find(point < total ? point : total - 1);
    code_ -= range_ * model.below(value);
    range_ *= model.weight(value);
    normalise();
    return value;
  }

 private:
  std::uint8_t next() { return at_ < bytes_.size() ? bytes_[at_++] : std::uint8_t{0}; }
  void normalise() {
    for (; range_ < least_range; range_ <<= 8U) code_ = code_ << 8U | next();
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  std::uint32_t range_ = 0xFFFFFFFFU;
  std::uint32_t code_ = 0;
};

}  // namespace rouse
