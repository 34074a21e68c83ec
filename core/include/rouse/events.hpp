// Events as a sensor sends them, and the spike raster that a network reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rouse {

/// The channels of a sensor. Channel of an event = (p * height + y) * width + x.
struct SensorShape {
  std::uint32_t width = 0;       ///< columns, x in [0, width)
  std::uint32_t height = 0;      ///< rows, y in [0, height)
  std::uint32_t polarities = 0;  ///< p in [0, polarities); of two, 0 is OFF and 1 is ON

  std::size_t channels() const { return static_cast<std::size_t>(width) * height * polarities; }
  std::uint32_t channel(std::uint32_t x, std::uint32_t y, std::uint32_t p) const {
    return (p * height + y) * width + x;
  }
  bool operator==(const SensorShape&) const = default;
};

/// A recording: events in order of time. `times[i]` in µs belongs to `channels[i]`.
struct EventStream {
  std::vector<std::uint32_t> times;     ///< µs, never decreasing
  std::vector<std::uint32_t> channels;  ///< each below SensorShape::channels()

  std::size_t size() const { return times.size(); }
  bool operator==(const EventStream&) const = default;
};

/// Makes an EventStream from parts that may be out of order: sorts by time, stably.
/// Throws invalid_value when the lengths differ or a channel is not below `shape.channels()`.
EventStream make_event_stream(const SensorShape& shape, std::vector<std::uint32_t> times,
                              std::vector<std::uint32_t> channels);

/// How many times a channel's events within one bin are counted.
enum class Occupancy {
  binary,  ///< at most once, as in the paper
  counts,  ///< as often as they occurred
};

/// How a recording is cut into time bins. Events at or after steps * bin_us are left out.
struct BinOptions {
  std::uint32_t steps = 300;    ///< T, number of time bins, 1..100000
  std::uint32_t bin_us = 1000;  ///< width of a bin in µs, 1..10^9
  Occupancy occupancy = Occupancy::binary;

  bool operator==(const BinOptions&) const = default;
};

/// Throws invalid_value when a field is outside its range.
void validate(const BinOptions& options);

/// Which channels spiked in each time bin, in compressed sparse rows.
/// Channels of bin t: columns[offsets[t]] .. columns[offsets[t + 1]), ascending, each once.
struct SpikeRaster {
  std::size_t channels = 0;
  std::vector<std::uint32_t> offsets;  ///< T + 1 entries
  std::vector<std::uint32_t> columns;
  std::vector<float> counts;  ///< empty when every entry counts once, else parallel to columns

  std::size_t steps() const { return offsets.empty() ? 0 : offsets.size() - 1; }
  std::size_t size() const { return columns.size(); }
  std::span<const std::uint32_t> bin(std::size_t t) const {
    return {columns.data() + offsets[t], columns.data() + offsets[t + 1]};
  }
  bool operator==(const SpikeRaster&) const = default;
};

/// Bins recordings. Keeps its scratch memory, so that binning allocates nothing once warm.
class Binner {
 public:
  /// Writes the raster of `stream` to `raster`, reusing its memory. Streams must be valid for
  /// `channels`.
  void bin(const EventStream& stream, std::size_t channels, const BinOptions& options,
           SpikeRaster& raster);
  /// Makes room for recordings of up to so many events.
  void reserve(std::size_t events);

 private:
  std::vector<std::uint64_t> events_;
  std::vector<std::uint64_t> other_events_;
  std::vector<std::uint32_t> cursors_;
};

/// The same in one call, for when speed does not matter.
SpikeRaster make_spike_raster(const EventStream& stream, std::size_t channels,
                              const BinOptions& options);

}  // namespace rouse
