// Event streams from parts that may be out of order.
#include <algorithm>
#include <string>
#include <utility>

#include "rouse/error.hpp"
#include "rouse/events.hpp"

namespace rouse {
namespace {

void check_parts(const SensorShape& shape, const std::vector<std::uint32_t>& times,
                 const std::vector<std::uint32_t>& channels) {
  if (times.size() != channels.size()) {
    throw Error(ErrorCode::invalid_value, std::to_string(times.size()) + " event times but " +
                                              std::to_string(channels.size()) +
                                              " channels; give one of each per event");
  }
  const std::size_t limit = shape.channels();
  const auto outside = std::find_if(channels.begin(), channels.end(),
                                    [limit](std::uint32_t channel) { return channel >= limit; });
  if (outside != channels.end()) {
    throw Error(ErrorCode::invalid_value,
                "event " + std::to_string(outside - channels.begin()) + " has channel " +
                    std::to_string(*outside) + "; a sensor of " + std::to_string(shape.width) +
                    "x" + std::to_string(shape.height) + "x" + std::to_string(shape.polarities) +
                    " expects channels below " + std::to_string(limit));
  }
}

/// Sorts times with the old index below them, which makes an unstable sort stable, and gathers by
/// old index.
EventStream sorted_by_time(const std::vector<std::uint32_t>& times,
                           const std::vector<std::uint32_t>& channels) {
  std::vector<std::uint64_t> order(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) order[i] = std::uint64_t{times[i]} << 32U | i;
  std::sort(order.begin(), order.end());
  EventStream stream;
  stream.times.reserve(order.size());
  stream.channels.reserve(order.size());
  for (const std::uint64_t key : order) {
    stream.times.push_back(static_cast<std::uint32_t>(key >> 32U));
    stream.channels.push_back(channels[static_cast<std::uint32_t>(key)]);
  }
  return stream;
}

}  // namespace

EventStream make_event_stream(const SensorShape& shape, std::vector<std::uint32_t> times,
                              std::vector<std::uint32_t> channels) {
  check_parts(shape, times, channels);
  if (!std::is_sorted(times.begin(), times.end())) return sorted_by_time(times, channels);
  return {std::move(times), std::move(channels)};
}

}  // namespace rouse
