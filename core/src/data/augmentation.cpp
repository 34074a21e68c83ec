// Random changes of recordings, keyed by (seed, epoch, sample) so that a resumed run repeats them.
#include <algorithm>
#include <string>

#include "data/warp.hpp"
#include "range.hpp"
#include "rouse/dataset.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

constexpr std::uint64_t augmentation_key = 0x6175676d656e74;
constexpr std::uint32_t largest_shift = 1000;
constexpr std::uint32_t largest_jitter_us = 1000000;

/// Moves channels by whole pixels.
class Shifter {
 public:
  Shifter(const SensorShape& shape, std::uint32_t largest, Random& random)
      : shape_(shape), still_(largest == 0) {
    if (still_) return;
    x_ = random.between(-static_cast<std::int64_t>(largest), largest);
    // A cochlea's channels lie in one row, out of which nothing is to be moved.
    if (shape.height > 1) y_ = random.between(-static_cast<std::int64_t>(largest), largest);
    still_ = x_ == 0 && y_ == 0;
  }

  /// False when the event leaves the sensor.
  bool move(std::uint32_t& channel) const {
    if (still_) return true;
    const std::uint32_t row = channel / shape_.width;  // of all polarities' rows
    const std::uint32_t polarity = row / shape_.height;
    const std::int64_t x = channel % shape_.width + x_;
    const std::int64_t y = row % shape_.height + y_;
    if (x < 0 || x >= shape_.width || y < 0 || y >= shape_.height) return false;
    channel =
        shape_.channel(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), polarity);
    return true;
  }

 private:
  SensorShape shape_;
  bool still_;
  std::int64_t x_ = 0;
  std::int64_t y_ = 0;
};

std::uint32_t jittered(std::uint32_t time, std::uint32_t deviation, Random& random) {
  const float by = random.normal() * static_cast<float>(deviation);
  const auto rounded = static_cast<std::int64_t>(by < 0 ? by - 0.5F : by + 0.5F);
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(static_cast<std::int64_t>(time) + rounded, 0, UINT32_MAX));
}

void sort_by_time(EventStream& stream, std::vector<std::uint64_t>& keyed) {
  keyed.resize(stream.size());
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    keyed[i] = (static_cast<std::uint64_t>(stream.times[i]) << 32) | stream.channels[i];
  }
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    stream.times[i] = static_cast<std::uint32_t>(keyed[i] >> 32);
    stream.channels[i] = static_cast<std::uint32_t>(keyed[i]);
  }
}

}  // namespace

void validate(const Augmentation& augmentation) {
  require_count(augmentation.shift, 0, largest_shift, "shift");
  require_count(augmentation.time_jitter_us, 0, largest_jitter_us, "time_jitter_us");
  require_below(augmentation.drop, 0.0F, 1.0F, "drop");
  warps::validate(augmentation);
}

void Augmenter::reserve(std::size_t events) {
  warped_.times.reserve(events);
  warped_.channels.reserve(events);
  keyed_.reserve(events);
}

bool Augmenter::apply(const EventStream& in, const SensorShape& shape,
                      const Augmentation& augmentation, std::uint64_t seed, std::uint64_t epoch,
                      std::uint64_t sample, EventStream& out) {
  validate(augmentation);
  const bool warps = warps::needed_by(augmentation);
  const bool flipped = warps && warps::apply(in, shape, augmentation, seed, epoch, sample, warped_);
  const EventStream& warped = warps ? warped_ : in;
  Random random(seed ^ augmentation_key, epoch, sample);
  const Shifter shifter(shape, augmentation.shift, random);
  out.times.clear();
  out.channels.clear();
  for (std::size_t i = 0; i < warped.size(); ++i) {
    if (augmentation.drop > 0.0F && random.uniform() < augmentation.drop) continue;
    std::uint32_t channel = warped.channels[i];
    if (!shifter.move(channel)) continue;
    const std::uint32_t time = warped.times[i];
    const std::uint32_t jitter = augmentation.time_jitter_us;
    out.times.push_back(jitter == 0 ? time : jittered(time, jitter, random));
    out.channels.push_back(channel);
  }
  if (augmentation.time_jitter_us > 0) sort_by_time(out, keyed_);
  return flipped;
}

}  // namespace rouse
