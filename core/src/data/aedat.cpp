// Address-event files, read in pieces. The bytes come from strangers' disks: every header is
// checked before it is believed, and nothing is held that a header only claims.
#include "rouse/aedat.hpp"

#include <algorithm>
#include <utility>

#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::size_t longest_line = 65536;
constexpr std::size_t packet_header_bytes = 28;
constexpr std::size_t event_bytes = 8;
constexpr std::int32_t polarity_type = 1;
constexpr std::uint64_t longest_slice_us = std::uint64_t{1} << 31U;  // packs hold no later times

std::uint32_t little_endian(const std::uint8_t* b) {
  return static_cast<std::uint32_t>(b[0]) | static_cast<std::uint32_t>(b[1]) << 8U |
         static_cast<std::uint32_t>(b[2]) << 16U | static_cast<std::uint32_t>(b[3]) << 24U;
}

std::uint32_t big_endian(const std::uint8_t* b) {
  return static_cast<std::uint32_t>(b[3]) | static_cast<std::uint32_t>(b[2]) << 8U |
         static_cast<std::uint32_t>(b[1]) << 16U | static_cast<std::uint32_t>(b[0]) << 24U;
}

/// A packet's header, as it stands in the file.
struct PacketHeader {
  std::int64_t type, source, size, time_offset, overflow, capacity, number, valid;

  explicit PacketHeader(const std::uint8_t* b)
      : type(static_cast<std::int16_t>(b[0] | b[1] << 8)),
        source(static_cast<std::int16_t>(b[2] | b[3] << 8)),
        size(word(b + 4)),
        time_offset(word(b + 8)),
        overflow(word(b + 12)),
        capacity(word(b + 16)),
        number(word(b + 20)),
        valid(word(b + 24)) {}

  static std::int64_t word(const std::uint8_t* b) {
    return static_cast<std::int32_t>(little_endian(b));
  }

  /// What cannot be true in it, or nothing.
  std::string fault() const {
    const auto is = [](const char* what, std::int64_t value, const std::string& expected) {
      return std::string(what) + " is " + std::to_string(value) + "; expected " + expected;
    };
    if (type < 0) return is("the type of its events", type, "0 or more");
    if (source < 0) return is("their source", source, "0 or more");
    if (size <= 0) return is("the size of an event", size, "1 byte or more");
    if (time_offset < 0 || time_offset > size) {
      return is("the place of an event's time", time_offset, "0 to the event's size");
    }
    if (overflow < 0) return is("the overflow of times", overflow, "0 or more");
    if (capacity < 0) return is("the capacity", capacity, "0 or more");
    if (number < 0 || number > capacity) {
      return is("the number of events", number,
                "0 to the packet's capacity of " + std::to_string(capacity));
    }
    if (valid < 0 || valid > number) {
      return is("the number of valid events", valid, "0 to all " + std::to_string(number));
    }
    if (type != polarity_type) return "";
    if (size != event_bytes) return is("the size of a polarity event", size, "8 bytes");
    if (time_offset != 4) return is("the place of a polarity event's time", time_offset, "4");
    return "";
  }
};

std::string microseconds(std::uint64_t from, std::uint64_t to) {
  return std::to_string(from) + " to " + std::to_string(to) + " us";
}

}  // namespace

AedatReader::AedatReader(std::string name, std::vector<GestureSlice> slices, std::uint64_t first_us)
    : name_(std::move(name)),
      slices_(std::move(slices)),
      first_us_(first_us == 0 ? UINT64_MAX : first_us),
      whole_(slices_.empty()),
      events_(std::max<std::size_t>(slices_.size(), 1)) {
  divide();
}

void AedatReader::fail(std::uint64_t offset, const std::string& what) const {
  throw Error(ErrorCode::bad_format, name_ + ", byte " + std::to_string(offset) + ": " + what);
}

/// Times from 0 to the end of all times, cut wherever a slice begins or ends.
void AedatReader::divide() {
  if (whole_) {
    spans_.push_back({0, UINT64_MAX, {0}});
    return;
  }
  std::vector<std::uint64_t> ends{0, UINT64_MAX};
  for (const GestureSlice& slice : slices_) {
    ends.push_back(slice.begin_us);
    ends.push_back(slice.end_us);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    Span span{ends[i], ends[i + 1], {}};
    for (std::size_t k = 0; k < slices_.size(); ++k) {
      if (slices_[k].begin_us <= span.begin && span.end <= slices_[k].end_us) {
        span.slices.push_back(k);
      }
    }
    spans_.push_back(std::move(span));
  }
}

void AedatReader::feed(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    std::size_t used = 0;
    if (state_ == State::text) {
      used = read_text(bytes);
    } else if (state_ == State::packet_header) {
      used = read_units<packet_header_bytes>(
          bytes, 1, [this](const std::uint8_t* header) { begin_packet(header); });
    } else if (state_ == State::rest_of_packet) {
      used = pass_over(bytes);
    } else {
      used = read_events(bytes);
    }
    bytes = bytes.subspan(used);
  }
}

std::size_t AedatReader::read_text(std::span<const std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (line_.empty() && bytes[i] != '#') {
      if (version_ == 2) {
        state_ = State::addresses;
        return i;
      }
      fail(offset_, version_ == 0
                        ? "it does not begin with #!AER-DAT; expected an AEDAT 3.1 or 2.0 file"
                        : "the text ends without #!END-HEADER; get the file again");
    }
    line_.push_back(static_cast<char>(bytes[i]));
    ++offset_;
    if (line_.size() > longest_line) {
      fail(offset_ - line_.size(), "a line of the header does not end; expected an AEDAT file");
    }
    if (bytes[i] != '\n') continue;
    end_line();
    if (state_ != State::text) return i + 1;
  }
  return bytes.size();
}

void AedatReader::end_line() {
  std::string line = std::exchange(line_, {});
  const std::uint64_t begin = offset_ - line.size();
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  if (version_ == 0) {
    version_ = line == "#!AER-DAT3.1" ? 3 : line == "#!AER-DAT2.0" ? 2 : 0;
    if (version_ != 0) return;
    fail(begin,
         "its first line is \"" + line.substr(0, 40) + "\"; expected #!AER-DAT3.1 or #!AER-DAT2.0");
  }
  if (version_ == 3 && line.starts_with("#Format:") && line.find("RAW") == std::string::npos) {
    fail(begin, "\"" + line.substr(0, 80) + "\" is compressed; save the recording as RAW");
  }
  const bool names_chip = line.find("AEChip:") != std::string::npos;
  if (version_ == 2 && names_chip && line.find("DVS128") == std::string::npos) {
    fail(begin, "\"" + line.substr(0, 80) + "\" is another camera; expected a DVS128");
  }
  if (version_ == 3 && line == "#!END-HEADER") state_ = State::packet_header;
}

/// Hands at most so many pieces of Size bytes to `use`, and keeps what is left of too few bytes.
template <std::size_t Size, typename Use>
std::size_t AedatReader::read_units(std::span<const std::uint8_t> bytes, std::uint64_t most,
                                    const Use& use) {
  std::size_t used = 0;
  if (partial_size_ > 0 || bytes.size() < Size) {
    used = std::min(Size - partial_size_, bytes.size());
    std::copy_n(bytes.begin(), used, partial_.begin() + static_cast<std::ptrdiff_t>(partial_size_));
    partial_size_ += used;
    if (partial_size_ < Size) return used;
    partial_size_ = 0;
    use(partial_.data());
    offset_ += Size;
    --most;
  }
  const std::uint64_t whole = std::min<std::uint64_t>((bytes.size() - used) / Size, most);
  for (std::uint64_t i = 0; i < whole; ++i, used += Size, offset_ += Size) {
    use(bytes.data() + used);
  }
  return used;
}

std::size_t AedatReader::read_events(std::span<const std::uint8_t> bytes) {
  if (state_ == State::addresses) {
    return read_units<event_bytes>(bytes, UINT64_MAX,
                                   [this](const std::uint8_t* event) { address(event); });
  }
  const std::uint64_t begin = offset_;
  const std::size_t used = read_units<event_bytes>(
      bytes, left_, [this](const std::uint8_t* event) { polarity_event(event); });
  left_ -= (offset_ - begin) / event_bytes;
  if (left_ == 0) state_ = State::rest_of_packet;
  if (left_ == 0 && offset_ == packet_end_) state_ = State::packet_header;
  return used;
}

std::size_t AedatReader::pass_over(std::span<const std::uint8_t> bytes) {
  const std::uint64_t used = std::min<std::uint64_t>(packet_end_ - offset_, bytes.size());
  offset_ += used;
  if (offset_ == packet_end_) state_ = State::packet_header;
  return static_cast<std::size_t>(used);
}

void AedatReader::begin_packet(const std::uint8_t* bytes) {
  const PacketHeader header(bytes);
  const std::string fault = header.fault();
  if (!fault.empty()) {
    fail(offset_, "no header of a packet: " + fault + "; get the file again");
  }
  packet_offset_ = offset_;
  packet_end_ =
      offset_ + packet_header_bytes +
      static_cast<std::uint64_t>(header.size) * static_cast<std::uint64_t>(header.capacity);
  overflow_ = static_cast<std::uint64_t>(header.overflow) << 31U;
  left_ = header.type == polarity_type ? static_cast<std::uint64_t>(header.number) : 0;
  state_ = left_ > 0 ? State::polarity_events : State::rest_of_packet;
  if (header.capacity == 0) state_ = State::packet_header;
}

void AedatReader::polarity_event(const std::uint8_t* event) {
  const std::uint32_t data = little_endian(event);
  if ((data & 1U) == 0) return;
  const std::uint32_t time = little_endian(event + 4);
  const std::uint32_t x = data >> 17U;
  const std::uint32_t y = (data >> 2U) & 0x7FFFU;
  if (x >= dvs_gesture_shape.width || y >= dvs_gesture_shape.height) {
    fail(offset_, "x " + std::to_string(x) + ", y " + std::to_string(y) +
                      " lies outside 128x128 pixels; expected a recording of a DVS128");
  }
  if (time > INT32_MAX) {
    fail(offset_ + 4, "time " + std::to_string(static_cast<std::int32_t>(time)) +
                          " is below 0; get the file again");
  }
  keep(overflow_ | time, dvs_gesture_shape.channel(x, y, (data >> 1U) & 1U));
}

void AedatReader::address(const std::uint8_t* event) {
  const std::uint32_t address = big_endian(event);
  if (address > 0xFFFF) {
    fail(offset_,
         "address " + std::to_string(address) + " is none of a DVS128; expected 0 to 65535");
  }
  // Times have 32 bits and begin anew after 71 minutes: the shorter way round is the true one.
  const std::uint32_t time = big_endian(event + 4);
  clock_ += clock_ < 0 ? std::int64_t{time} + 1
                       : static_cast<std::int32_t>(time - static_cast<std::uint32_t>(clock_));
  clock_ = std::max<std::int64_t>(clock_, 0);
  if ((address & 0x8000U) != 0) return;
  const std::uint32_t x = 127 - ((address >> 1U) & 0x7FU);
  const std::uint32_t y = 127 - ((address >> 8U) & 0x7FU);
  keep(static_cast<std::uint64_t>(clock_), dvs_gesture_shape.channel(x, y, 1 - (address & 1U)));
}

void AedatReader::keep(std::uint64_t time, std::uint32_t channel) {
  if (first_time_ == UINT64_MAX && whole_) slices_ = {{0, time, UINT64_MAX, 0}};
  first_time_ = std::min(first_time_, time);
  if (time < latest_time_) ++back_;
  latest_time_ = std::max(latest_time_, time);
  const Span* span = &spans_[span_];
  if (time < span->begin || time >= span->end) {
    const auto after = std::upper_bound(
        spans_.begin(), spans_.end(), time,
        [](std::uint64_t wanted, const Span& other) { return wanted < other.begin; });
    span = &*(after - 1);
    span_ = static_cast<std::size_t>(after - 1 - spans_.begin());
  }
  for (const std::size_t k : span->slices) {
    Events& events = events_[k];
    const std::uint64_t begin = slices_[k].begin_us;
    const std::uint64_t since = time > begin ? time - begin : 0;
    events.met = true;
    if (since >= first_us_) continue;
    if (since >= longest_slice_us) {
      fail(offset_, "the recording is longer than " + std::to_string(longest_slice_us) +
                        " us; cut it into gestures with a table");
    }
    events.times.push_back(static_cast<std::uint32_t>(since));
    events.channels.push_back(channel);
  }
}

std::vector<EventStream> AedatReader::finish() {
  if (state_ == State::text && (version_ != 2 || !line_.empty())) {
    fail(offset_, offset_ == 0 ? "the file is empty; expected AEDAT 3.1 or 2.0"
                               : "the file ends within its header; get it again");
  }
  const std::uint64_t size = offset_ + partial_size_;
  const std::string end = "the file ends at byte " + std::to_string(size);
  if (state_ == State::polarity_events || state_ == State::rest_of_packet) {
    fail(packet_offset_, "the packet that begins here should end at byte " +
                             std::to_string(packet_end_) + ", but " + end +
                             "; it is cut short, get it again");
  }
  if (partial_size_ > 0) {
    fail(offset_, end + ", within " +
                      (state_ == State::addresses ? "an event of 8 bytes"
                                                  : "a packet's header of 28 bytes") +
                      "; it is cut short, get it again");
  }
  if (first_time_ == UINT64_MAX) fail(size, "there are no events in the file");
  for (std::size_t k = 0; k < slices_.size(); ++k) {
    if (events_[k].met) continue;
    const GestureSlice& slice = slices_[k];
    throw Error(ErrorCode::bad_format,
                name_ + ": no events lie in the gesture of class " +
                    std::to_string(slice.label + 1) + ", " +
                    microseconds(slice.begin_us, slice.end_us) + ", line " +
                    std::to_string(slice.line) + " of its table; its events are at " +
                    microseconds(first_time_, latest_time_) + ", so this may be another's table");
  }
  if (back_ > 0) {
    warnings_.push_back(name_ + ": " + std::to_string(back_) +
                        " events went back in time and were sorted");
  }
  std::vector<EventStream> streams;
  for (Events& events : events_) {
    streams.push_back(
        make_event_stream(dvs_gesture_shape, std::move(events.times), std::move(events.channels)));
  }
  return streams;
}

}  // namespace rouse
