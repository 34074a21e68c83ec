// Address-event files of a DVS128, read in pieces of any size: AEDAT 3.1, which DVS128 Gesture is
// released in, and AEDAT 2.0, which jAER writes.
//
// AEDAT 3.1: text lines that begin with `#`, to `#!END-HEADER\r\n`; then packets, little endian: a
// header of 28 bytes (type i16, source i16, size of an event i32, offset of its time i32, overflow
// of times i32, capacity i32, number i32, valid i32), then `capacity` events, of which the first
// `number` are there. Of polarity events (type 1) the first word is x << 17 | y << 2 | p << 1 |
// valid and the second the time, whose 31 bits follow those of the packet's overflow. Packets of
// other types are passed over. (iniVation, "AEDAT file formats"; libcaer.)
//
// AEDAT 2.0: text lines that begin with `#`; then pairs of 32 bits, big endian: address and time in
// µs. The address is the chip's: bit 0 is 0 for ON, bits 1 to 7 are the column from the right, bits
// 8 to 14 the row from below, bit 15 marks an external event. (jAER, class DVS128, which turns x;
// and libcaer, which turns y as well, so that rows count from above as they do in AEDAT 3.1.)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rouse/dvs_gesture.hpp"
#include "rouse/events.hpp"

namespace rouse {

/// Reads one file. Holds what it has read of the gestures, and at most one line of the file.
class AedatReader {
 public:
  /// `name` is used in messages. Of each slice, in order of their begins, the first `first_us` are
  /// kept, or all when it is 0. Without slices all of the file is one, from its first event on.
  explicit AedatReader(std::string name, std::vector<GestureSlice> slices = {},
                       std::uint64_t first_us = 0);

  /// The next bytes. Throws bad_format, naming the byte, for a file of another kind or version,
  /// packets whose header cannot be true, pixels outside 128x128 and times below 0.
  void feed(std::span<const std::uint8_t> bytes);

  /// The events of each slice, times from its begin on. Throws bad_format when the file is cut
  /// short, naming the byte where what is cut begins, and when a slice has no events, naming its
  /// line of the table and the times that the file has.
  std::vector<EventStream> finish();

  /// What was repaired; after finish().
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  /// The times between two ends of slices, and the slices that hold them.
  struct Span {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::vector<std::size_t> slices;
  };
  struct Events {
    std::vector<std::uint32_t> times;
    std::vector<std::uint32_t> channels;
    bool met = false;  // whether any event lies in the slice, kept or not
  };
  enum class State { text, packet_header, polarity_events, rest_of_packet, addresses };

  [[noreturn]] void fail(std::uint64_t offset, const std::string& what) const;
  void divide();
  std::size_t read_text(std::span<const std::uint8_t> bytes);
  void end_line();
  template <std::size_t Size, typename Use>
  std::size_t read_units(std::span<const std::uint8_t> bytes, std::uint64_t most, const Use& use);
  std::size_t read_events(std::span<const std::uint8_t> bytes);
  std::size_t pass_over(std::span<const std::uint8_t> bytes);
  void begin_packet(const std::uint8_t* bytes);
  void polarity_event(const std::uint8_t* event);
  void address(const std::uint8_t* event);
  void keep(std::uint64_t time, std::uint32_t channel);

  std::string name_;
  std::vector<GestureSlice> slices_;
  std::uint64_t first_us_;
  bool whole_;
  std::vector<Span> spans_;
  std::size_t span_ = 0;  // that of the last event
  std::vector<Events> events_;
  std::vector<std::string> warnings_;

  State state_ = State::text;
  int version_ = 0;
  std::string line_;
  std::uint64_t offset_ = 0;                // of the next byte, or of the unit that is read
  std::array<std::uint8_t, 28> partial_{};  // a header or event of which a part has come
  std::size_t partial_size_ = 0;
  std::uint64_t packet_offset_ = 0;
  std::uint64_t packet_end_ = 0;
  std::uint64_t left_ = 0;      // events of the packet that are still to come
  std::uint64_t overflow_ = 0;  // the packet's, in µs
  std::int64_t clock_ = -1;     // time of the last address, or -1
  std::uint64_t first_time_ = UINT64_MAX;
  std::uint64_t latest_time_ = 0;
  std::size_t back_ = 0;  // events that went back in time
};

}  // namespace rouse
