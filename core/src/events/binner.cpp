// From events in order of time to compressed sparse rows in order of (bin, channel).
//
// Two stable counting sorts do it: first by channel, then by bin. Events of equal bin and channel
// end up next to each other, where they are merged. Time is O(events + bins), whatever the number
// of channels: many channels are sorted by one group of bits of their number at a time.
#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "rouse/error.hpp"
#include "rouse/events.hpp"

namespace rouse {
namespace {

constexpr unsigned max_digit_bits = 12;  // 4096 counters fit the L1 cache; 34x34x2 needs one pass

// An event at work: its bin in the upper half, its channel in the lower.
std::uint64_t packed(std::uint32_t bin, std::uint32_t channel) {
  return (static_cast<std::uint64_t>(bin) << 32) | channel;
}
std::uint32_t bin_of(std::uint64_t event) { return static_cast<std::uint32_t>(event >> 32); }
std::uint32_t channel_of(std::uint64_t event) { return static_cast<std::uint32_t>(event); }

/// Number of events before the end of the last bin.
std::size_t events_in_time(const EventStream& stream, const BinOptions& options) {
  const std::uint64_t end = static_cast<std::uint64_t>(options.steps) * options.bin_us;
  if (stream.times.empty() || stream.times.back() < end) return stream.size();
  return static_cast<std::size_t>(std::lower_bound(stream.times.begin(), stream.times.end(), end) -
                                  stream.times.begin());
}

/// Fills in `events`, and in starts[t] the number of events before bin t.
void assign_bins(const EventStream& stream, const BinOptions& options,
                 std::vector<std::uint64_t>& events, std::vector<std::uint32_t>& starts) {
  events.resize(events_in_time(stream, options));
  starts.resize(options.steps + std::size_t{1});
  std::uint32_t bin = 0;
  std::uint64_t bin_end = options.bin_us;
  starts[0] = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    while (stream.times[i] >= bin_end) {  // walking along is cheaper than a division per event
      starts[++bin] = static_cast<std::uint32_t>(i);
      bin_end += options.bin_us;
    }
    events[i] = packed(bin, stream.channels[i]);
  }
  std::fill(starts.begin() + static_cast<std::ptrdiff_t>(bin) + 1, starts.end(),
            static_cast<std::uint32_t>(events.size()));
}

/// One stable counting sort by `bits` bits of the channel from bit `shift` on.
void sort_by_digit(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to,
                   unsigned shift, unsigned bits, std::vector<std::uint32_t>& cursors) {
  const std::uint32_t mask = (1U << bits) - 1;
  const auto digit = [=](std::uint64_t event) { return (channel_of(event) >> shift) & mask; };
  cursors.assign(std::size_t{1} << bits, 0);
  for (const std::uint64_t event : from) ++cursors[digit(event)];
  std::uint32_t start = 0;
  for (std::uint32_t& cursor : cursors) start += std::exchange(cursor, start);
  to.resize(from.size());
  for (const std::uint64_t event : from) to[cursors[digit(event)]++] = event;
}

void sort_by_channel(std::vector<std::uint64_t>& events, std::vector<std::uint64_t>& other,
                     std::size_t channels, std::vector<std::uint32_t>& cursors) {
  const auto last = static_cast<std::uint32_t>(channels == 0 ? 0 : channels - 1);
  const auto all_bits = static_cast<unsigned>(std::bit_width(last));
  const unsigned passes = (all_bits + max_digit_bits - 1) / max_digit_bits;
  for (unsigned pass = 0; pass < passes; ++pass) {
    const unsigned bits = (all_bits + passes - 1) / passes;
    sort_by_digit(events, other, pass * bits, bits, cursors);
    events.swap(other);
  }
}

/// Writes the events, which are in order of channel, to the places of their bins, merging equal
/// ones. Bin t occupies starts[t]..ends[t] afterwards, with ends[t] <= starts[t + 1].
/// Returns whether anything was merged.
bool scatter_to_bins(const std::vector<std::uint64_t>& events,
                     const std::vector<std::uint32_t>& starts, std::vector<std::uint32_t>& ends,
                     SpikeRaster& raster, bool count) {
  ends.assign(starts.begin(), starts.end() - 1);
  raster.columns.resize(events.size());
  raster.counts.assign(count ? events.size() : 0, 1.0F);
  bool merged = false;
  for (const std::uint64_t event : events) {
    const std::uint32_t bin = bin_of(event);
    const std::uint32_t end = ends[bin];
    if (end > starts[bin] && raster.columns[end - 1] == channel_of(event)) {
      merged = true;
      if (count) raster.counts[end - 1] += 1.0F;
    } else {
      raster.columns[end] = channel_of(event);
      ++ends[bin];
    }
  }
  return merged;
}

/// Closes the gaps that merging left at the ends of bins.
void compact(const std::vector<std::uint32_t>& ends, SpikeRaster& raster) {
  std::uint32_t to = 0;
  for (std::size_t t = 0; t < ends.size(); ++t) {
    const std::uint32_t begin = std::exchange(raster.offsets[t], to);
    for (std::uint32_t from = begin; from < ends[t]; ++from, ++to) {
      raster.columns[to] = raster.columns[from];
      if (!raster.counts.empty()) raster.counts[to] = raster.counts[from];
    }
  }
  raster.offsets.back() = to;
  raster.columns.resize(to);
  if (!raster.counts.empty()) raster.counts.resize(to);
}

void check_range(const char* field, std::uint32_t value, std::uint32_t highest) {
  if (value >= 1 && value <= highest) return;
  throw Error(ErrorCode::invalid_value, std::string(field) + " is " + std::to_string(value) +
                                            "; expected 1 to " + std::to_string(highest));
}

}  // namespace

void validate(const BinOptions& options) {
  check_range("steps", options.steps, 100000);
  check_range("bin_us", options.bin_us, 1000000000);
}

void Binner::reserve(std::size_t events) {
  events_.reserve(events);
  other_events_.reserve(events);
}

void Binner::bin(const EventStream& stream, std::size_t channels, const BinOptions& options,
                 SpikeRaster& raster) {
  validate(options);
  raster.channels = channels;
  assign_bins(stream, options, events_, raster.offsets);
  sort_by_channel(events_, other_events_, channels, cursors_);
  const bool count = options.occupancy == Occupancy::counts;
  if (scatter_to_bins(events_, raster.offsets, cursors_, raster, count)) {
    compact(cursors_, raster);
  } else {
    raster.counts.clear();  // by convention: every entry counts once
  }
}

SpikeRaster make_spike_raster(const EventStream& stream, std::size_t channels,
                              const BinOptions& options) {
  SpikeRaster raster;
  Binner().bin(stream, channels, options, raster);
  return raster;
}

}  // namespace rouse
