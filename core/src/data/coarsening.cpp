// Fewer channels and coarser times, for less work and smaller files.
#include <algorithm>
#include <tuple>
#include <utility>

#include "range.hpp"
#include "rouse/dataset.hpp"
#include "rouse/error.hpp"

namespace rouse {

void pool(Dataset& dataset, std::uint32_t factor) {
  const SensorShape from = dataset.shape;
  require_count(factor, 1, from.width, "pool");
  const std::uint32_t rows = from.height == 1 ? 1 : factor;
  if (from.width % factor != 0 || from.height % rows != 0) {
    throw Error(ErrorCode::invalid_value,
                "pool is " + std::to_string(factor) + "; it must be a divisor of the sensor's " +
                    std::to_string(from.width) + "x" + std::to_string(from.height));
  }
  const SensorShape to{from.width / factor, from.height / rows, from.polarities};
  for (Sample& sample : dataset.samples) {
    for (std::uint32_t& channel : sample.events.channels) {
      const std::uint32_t row = channel / from.width;  // of all polarities' rows
      channel = row / rows * to.width + channel % from.width / factor;
    }
  }
  dataset.shape = to;
}

void quantise(Dataset& dataset, std::uint32_t time_us) {
  require_count(time_us, 1, 1000000, "time_us");
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  for (Sample& sample : dataset.samples) {
    auto& [times, channels] = sample.events;
    order.clear();
    for (std::size_t i = 0; i < times.size(); ++i) {
      order.emplace_back(times[i] - times[i] % time_us, channels[i]);
    }
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i) std::tie(times[i], channels[i]) = order[i];
  }
}

void thin_out(Dataset& dataset, std::uint32_t time_us) {
  quantise(dataset, time_us);
  for (Sample& sample : dataset.samples) {
    auto& [times, channels] = sample.events;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
      if (kept > 0 && times[kept - 1] == times[i] && channels[kept - 1] == channels[i]) continue;
      times[kept] = times[i];
      channels[kept++] = channels[i];
    }
    times.resize(kept);
    channels.resize(kept);
    times.shrink_to_fit();
    channels.shrink_to_fit();
  }
}

}  // namespace rouse
