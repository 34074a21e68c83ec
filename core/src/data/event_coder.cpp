#include "data/event_coder.hpp"

#include <algorithm>
#include <bit>

namespace rouse {
namespace {

// Chosen on N-MNIST; docs/packs.md has the figures. Shares of a step, of 64.
constexpr std::uint32_t own = 32;
constexpr std::uint32_t side = 20;
constexpr std::uint32_t corner = 13;
constexpr std::uint32_t other_polarity = 6;
constexpr std::uint32_t first_step = 1024;
constexpr std::uint32_t growth_shift = 7;  // per event the step grows by 1/2^growth_shift
constexpr std::uint32_t most_total = least_range / 4;

}  // namespace

ChannelWeights::ChannelWeights(const SensorShape& shape)
    : shape_(shape),
      channels_(static_cast<std::uint32_t>(shape.channels())),
      leaves_(std::bit_ceil(channels_)),
      floor_(std::clamp<std::uint32_t>(most_total / 8 / channels_, 1, 4)),
      step_(first_step),
      sums_(std::size_t{2} * leaves_) {
  std::fill_n(sums_.data() + leaves_, channels_, 2 * floor_);
  sum_up();
}

std::uint32_t ChannelWeights::below(std::uint32_t channel) const {
  std::uint32_t sum = 0;
  for (std::uint32_t node = leaves_ + channel; node > 1; node >>= 1U) {
    if ((node & 1U) != 0) sum += sums_[node - 1];
  }
  return sum;
}

std::uint32_t ChannelWeights::find(std::uint32_t point) const {
  std::uint32_t node = 1;
  while (node < leaves_) {
    node <<= 1U;
    if (point < sums_[node]) continue;
    point -= sums_[node];
    ++node;
  }
  return node - leaves_;
}

void ChannelWeights::add(std::uint32_t channel, std::uint32_t weight) {
  for (std::uint32_t node = leaves_ + channel; node > 0; node >>= 1U) sums_[node] += weight;
}

void ChannelWeights::learn(std::uint32_t channel) {
  const std::uint32_t pixels = shape_.width * shape_.height;
  const std::uint32_t pixel = channel % pixels;
  const std::uint32_t x = pixel % shape_.width;
  const std::uint32_t y = pixel / shape_.width;
  const std::uint32_t left = x > 0 ? 1 : 0;
  const std::uint32_t right = x + 1 < shape_.width ? 1 : 0;
  const std::uint32_t up = y > 0 ? 1 : 0;
  const std::uint32_t down = y + 1 < shape_.height ? 1 : 0;
  for (std::uint32_t v = y - up; v <= y + down; ++v) {
    for (std::uint32_t u = x - left; u <= x + right; ++u) {
      const std::uint32_t share = u == x && v == y ? own : u == x || v == y ? side : corner;
      add(channel - pixel + v * shape_.width + u, step_ * share / 64);
    }
  }
  // Of many polarities only the next one: the cost of an event must not grow with the sensor.
  if (shape_.polarities > 1) {
    add((channel + pixels) % channels_, step_ * other_polarity / 64);
  }
  step_ += step_ >> growth_shift;
  if (step_ >= 2 * first_step || total() > most_total - 16 * first_step) halve();
}

void ChannelWeights::halve() {
  for (std::uint32_t i = leaves_; i < leaves_ + channels_; ++i) sums_[i] = sums_[i] / 2 + floor_;
  step_ = std::max(step_ / 2, std::uint32_t{1} << growth_shift);
  sum_up();
}

void ChannelWeights::sum_up() {
  for (std::size_t i = leaves_; i-- > 1;) sums_[i] = sums_[2 * i] + sums_[2 * i + 1];
}

}  // namespace rouse
