// A warp is drawn once for each recording and applied to its events one by one, in whole numbers,
// so that it has the same bits everywhere.
#include "data/warp.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "data/elementary.hpp"
#include "range.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

constexpr std::uint64_t warp_key = 0x77617270;

// Factors have so many bits behind the point.
constexpr unsigned fraction_bits = 20;
constexpr std::int64_t one = std::int64_t{1} << fraction_bits;

std::int64_t fixed(double value) { return std::llround(value * static_cast<double>(one)); }

/// What happens to the events of one recording.
class Warp {
 public:
  Warp(const SensorShape& shape, const Augmentation& augmentation, Random random) : shape_(shape) {
    // All are drawn, so that one augmentation does not change what another does.
    flipped_ = random.uniform() < augmentation.flip;
    const auto turn = static_cast<double>(random.uniform(-1.0F, 1.0F));
    const auto stretch = static_cast<double>(random.uniform(-1.0F, 1.0F));
    const double angle = turn * static_cast<double>(augmentation.rotation) * pi / 180.0;
    turned_ = augmentation.rotation > 0.0F;
    cosine_ = fixed(exact_cosine(angle));
    sine_ = fixed(exact_sine(angle));
    speed_ = static_cast<std::uint64_t>(
        fixed(1.0 + stretch * static_cast<double>(augmentation.time_scale)));
  }

  bool flipped() const { return flipped_; }

  std::uint32_t time(std::uint32_t time) const {
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(time * speed_ >> fraction_bits, UINT32_MAX));
  }

  /// False when the event leaves the sensor.
  bool move(std::uint32_t& channel) const {
    const std::uint32_t row = channel / shape_.width;  // of all polarities' rows
    std::int64_t x = channel % shape_.width;
    std::int64_t y = row % shape_.height;
    if (flipped_) x = shape_.width - 1 - x;
    if (turned_) {
      // Twice the distances from the centre are whole, whether it is a pixel or between two.
      const std::int64_t right = 2 * x - (shape_.width - 1);
      const std::int64_t down = 2 * y - (shape_.height - 1);
      x = (cosine_ * right - sine_ * down + one * shape_.width) >> (fraction_bits + 1);
      y = (sine_ * right + cosine_ * down + one * shape_.height) >> (fraction_bits + 1);
      if (x < 0 || x >= shape_.width || y < 0 || y >= shape_.height) return false;
    }
    channel = shape_.channel(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y),
                             row / shape_.height);
    return true;
  }

 private:
  SensorShape shape_;
  bool flipped_ = false;
  bool turned_ = false;
  std::int64_t cosine_ = one;
  std::int64_t sine_ = 0;
  std::uint64_t speed_ = 0;
};

}  // namespace

std::uint32_t flipped_class(const Augmentation& augmentation, std::uint32_t label) {
  const std::vector<std::uint32_t>& swapped = augmentation.swapped_classes;
  const auto found = std::find(swapped.begin(), swapped.end(), label);
  if (found == swapped.end()) return label;
  return swapped[static_cast<std::size_t>(found - swapped.begin()) ^ 1U];
}

namespace warps {

void validate(const Augmentation& augmentation) {
  require_within(augmentation.flip, 0.0F, 1.0F, "flip");
  require_within(augmentation.rotation, 0.0F, 180.0F, "rotation");
  require_below(augmentation.time_scale, 0.0F, 1.0F, "time_scale");
  const std::vector<std::uint32_t>& swapped = augmentation.swapped_classes;
  for (auto label = swapped.begin(); label != swapped.end(); ++label) {
    if (std::find(swapped.begin(), label, *label) == label) continue;
    throw Error(ErrorCode::invalid_value, "swapped_classes is a list with class " +
                                              std::to_string(*label) +
                                              " twice; each changes places with one other");
  }
  if (swapped.size() % 2 == 0) return;
  throw Error(ErrorCode::invalid_value, "swapped_classes is a list of " +
                                            std::to_string(swapped.size()) +
                                            " classes; it must be pairs");
}

void require_fit(const Augmentation& augmentation, const Dataset& data) {
  for (const std::uint32_t label : augmentation.swapped_classes) {
    if (label < data.class_count) continue;
    throw Error(ErrorCode::invalid_value, "swapped_classes is a list with class " +
                                              std::to_string(label) + "; the data has " +
                                              std::to_string(data.class_count) + " classes");
  }
  if (data.shape.height > 1 || (augmentation.flip == 0.0F && augmentation.rotation == 0.0F)) return;
  throw Error(ErrorCode::invalid_value,
              std::string(augmentation.flip > 0.0F ? "flip" : "rotation") +
                  " is more than 0, but the data's sensor has one row; use it for cameras only");
}

bool apply(const EventStream& in, const SensorShape& shape, const Augmentation& augmentation,
           std::uint64_t seed, std::uint64_t epoch, std::uint64_t sample, EventStream& out) {
  const Warp warp(shape, augmentation, Random(seed ^ warp_key, epoch, sample));
  out.times.clear();
  out.channels.clear();
  for (std::size_t i = 0; i < in.size(); ++i) {
    std::uint32_t channel = in.channels[i];
    if (!warp.move(channel)) continue;
    out.times.push_back(warp.time(in.times[i]));
    out.channels.push_back(channel);
  }
  return warp.flipped();
}

void describe(json::Writer& fields, const Augmentation& augmentation) {
  fields.optional("flip", augmentation.flip);
  fields.optional("rotation", augmentation.rotation);
  fields.optional("time_scale", augmentation.time_scale);
  if (augmentation.swapped_classes.empty()) return;
  fields.field("swapped_classes", augmentation.swapped_classes);
}

void describe(json::Reader& fields, Augmentation& augmentation) {
  fields.optional("flip", augmentation.flip);
  fields.optional("rotation", augmentation.rotation);
  fields.optional("time_scale", augmentation.time_scale);
  fields.field("swapped_classes", augmentation.swapped_classes);
}

}  // namespace warps
}  // namespace rouse
