// Packs as files. Layout, numbers lowest byte first (docs/packs.md):
//
//   "ROUSEPK1" or "ROUSEPK2", the header's length in 4 bytes, the header (JSON),
//   per sample its label and its number of events, as LEB128,
//   the events, range-coded (event_coder.hpp),
//   a checksum of all bytes before it, 8 bytes.
#include "rouse/pack.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "data/event_coder.hpp"
#include "json/value.hpp"
#include "range.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::string_view signature = "ROUSEPK";
/// The next byte: events in the order of the recording, or those of an instant by channel.
constexpr std::uint8_t any_order = '1';
constexpr std::uint8_t by_channel = '2';
constexpr std::size_t signature_bytes = signature.size() + 1;
constexpr std::size_t length_bytes = 4;
constexpr std::size_t checksum_bytes = 8;
constexpr std::size_t most_header = std::size_t{1} << 16U;
constexpr std::uint64_t most_channels = std::uint64_t{1} << 18U;
constexpr std::uint64_t most_classes = 10000;
constexpr std::uint64_t most_time_us = (std::uint64_t{1} << 31U) - 1;
constexpr std::uint64_t most_quantum_us = 1000000;
/// Events take at least so much room, padded if need be: what a pack claims, its size bounds.
constexpr std::uint64_t events_per_byte = 4;

/// 64-bit FNV-1a.
std::uint64_t checksum_of(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3U;
  return hash;
}

void append(std::vector<std::uint8_t>& bytes, std::uint64_t value, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

void append_number(std::vector<std::uint8_t>& bytes, std::uint32_t value) {
  for (; value >= 0x80U; value >>= 7U) bytes.push_back(static_cast<std::uint8_t>(value | 0x80U));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t word_at(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= std::uint64_t{bytes[at + i]} << (8 * i);
  return value;
}

/// The two parts in the order in which a pack has them.
template <typename Visit>
void for_each_sample(const Pack& pack, const Visit& visit) {
  for (const Dataset* part : {&pack.train, &pack.test}) {
    for (const Sample& sample : part->samples) visit(sample);
  }
}

void require_writable(const Pack& pack) {
  const SensorShape& shape = pack.train.shape;
  require_count(pack.info.time_us, 1, most_quantum_us, "time_us");
  require_count(pack.train.class_count, 1, most_classes, "class_count");
  for (const std::uint32_t extent : {shape.width, shape.height, shape.polarities}) {
    require_count(extent, 1, most_channels, "the sensor's extent");
  }
  require_count(std::uint64_t{shape.width} * shape.height, 1, most_channels, "pixels");
  require_count(shape.channels(), 1, most_channels, "channels");
  if (!pack.info.class_names.empty()) {
    require_count(pack.info.class_names.size(), pack.train.class_count, pack.train.class_count,
                  "the number of class names");
  }
  if (pack.train.samples.empty()) {
    throw Error(ErrorCode::no_recordings, "a pack needs training samples, but there are none");
  }
  const bool fits = pack.test.shape == shape && pack.test.class_count == pack.train.class_count;
  if (!pack.test.samples.empty() && !fits) {
    throw Error(ErrorCode::shape_mismatch,
                "training and test samples have different sensors or classes; pack them apart");
  }
  std::size_t number = 0;
  for_each_sample(pack, [&](const Sample& sample) {
    const std::string what = "sample " + std::to_string(number++) + "'s ";
    require_count(sample.label, 0, pack.train.class_count - 1, what + "label");
    const auto& [times, channels] = sample.events;
    require_count(channels.size(), times.size(), times.size(), what + "number of channels");
    if (times.empty()) return;
    require_count(times.back(), 0, most_time_us, what + "last time");
    const auto back = std::is_sorted_until(times.begin(), times.end());
    if (back != times.end()) require_count(*back, *(back - 1), most_time_us, what + "next time");
    require_count(*std::max_element(channels.begin(), channels.end()), 0, shape.channels() - 1,
                  what + "highest channel");
  });
}

std::string header_of(const Pack& pack) {
  using json::Value;
  const PackInfo& info = pack.info;
  Value header = Value::object();
  const auto text = [&](const char* key, const std::string& value) {
    header.set(key, Value::of(value));
  };
  const auto number = [&](const char* key, std::uint64_t value) {
    header.set(key, Value::of(value));
  };
  text("name", info.name);
  text("kind", info.kind);
  text("licence", info.licence);
  text("attribution", info.attribution);
  text("source", info.source);
  number("width", pack.train.shape.width);
  number("height", pack.train.shape.height);
  number("polarities", pack.train.shape.polarities);
  number("classes", pack.train.class_count);
  Value names = Value::array();
  for (const std::string& name : info.class_names) names.append(Value::of(name));
  header.set("class_names", std::move(names));
  number("time_us", info.time_us);
  number("train", pack.train.size());
  number("test", pack.test.size());
  std::uint64_t events = 0;
  for_each_sample(pack, [&](const Sample& sample) { events += sample.events.size(); });
  number("events", events);
  return header.text();
}

/// Whether each instant's events are in order of channel. Asked of sensors of one row only, whose
/// channels have no other neighbours.
bool is_by_channel(const Pack& pack) {
  bool in_order = pack.train.shape.width == pack.train.shape.channels();
  for_each_sample(pack, [&](const Sample& sample) {
    const auto& [times, channels] = sample.events;
    for (std::size_t i = 1; i < times.size(); ++i) {
      in_order = in_order && (channels[i] >= channels[i - 1] ||
                              times[i] / pack.info.time_us > times[i - 1] / pack.info.time_us);
    }
  });
  return in_order;
}

/// Gap and channel of every event, written or read: see range_coder.hpp. Of channels in order the
/// steps from one to the next are coded.
class EventCoder {
 public:
  EventCoder(const SensorShape& shape, std::uint32_t time_us, bool in_order)
      : time_us_(time_us),
        channels_(static_cast<std::uint32_t>(shape.channels())),
        in_order_(in_order),
        weights_(shape),
        gaps_(std::make_unique<Gaps>()) {}

  void write(RangeEncoder& out, const EventStream& events) {
    std::uint32_t time = 0;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const std::uint32_t next = events.times[i] / time_us_;
      before = channel(out, gap(out, next - time), before, events.channels[i]);
      time = next;
    }
  }
  /// False when a time or a channel is too large.
  bool read(RangeDecoder& in, std::uint32_t count, EventStream& events) {
    events.times.reserve(count);
    events.channels.reserve(count);
    std::uint64_t time = 0;
    std::uint32_t before = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t later = gap(in);
      time += later;
      before = channel(in, later, before);
      if (time * time_us_ > most_time_us || before >= channels_) return false;
      events.times.push_back(static_cast<std::uint32_t>(time * time_us_));
      events.channels.push_back(before);
    }
    return true;
  }

 private:
  struct Gaps {
    GapModel times;
    GapModel channels;
  };

  template <typename Coder>
  std::uint32_t gap(Coder& coder, std::uint32_t value = 0) {
    return gaps_->times.code(coder, value);
  }
  /// `later` is the gap to the event before, `before` that event's channel.
  template <typename Coder>
  std::uint32_t channel(Coder& coder, std::uint32_t later, std::uint32_t before,
                        std::uint32_t value = 0) {
    if (in_order_) {
      if (later > 0) before = 0;
      return before + gaps_->channels.code(coder, value - before);
    }
    const std::uint32_t channel = coder.symbol(weights_, value);
    weights_.learn(channel);
    return channel;
  }

  std::uint32_t time_us_;
  std::uint32_t channels_;
  bool in_order_;
  ChannelWeights weights_;
  std::unique_ptr<Gaps> gaps_;  // too large for a stack
};

class Reader {
 public:
  Reader(std::span<const std::uint8_t> bytes, const std::string& name)
      : bytes_(bytes), name_(name) {}

  Pack read() {
    check_frame();
    Pack pack;
    read_header(pack);
    read_samples(pack);
    return pack;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(
        ErrorCode::bad_format,
        name_ + ", byte " + std::to_string(at_) + ": " + what +
            "; it is no pack that Rouse can read, or it was damaged on its way: get it again");
  }

  void check_frame() {
    if (!is_pack(bytes_)) fail("it does not begin with ROUSEPK1 or ROUSEPK2");
    in_order_ = bytes_[signature.size()] == by_channel;
    at_ = signature_bytes;
    if (bytes_.size() < signature_bytes + length_bytes + checksum_bytes) fail("the file ends");
    const std::size_t end = bytes_.size() - checksum_bytes;
    const std::uint64_t checksum = word_at(bytes_, end, checksum_bytes);
    bytes_ = bytes_.first(end);
    if (checksum_of(bytes_) != checksum) {
      at_ = end;
      fail("the checksum does not match");
    }
  }

  std::uint64_t number(const json::Value& header, const char* key, std::uint64_t low,
                       std::uint64_t high) const {
    const json::Value* value = header.find(key);
    const std::optional<std::uint64_t> whole = value ? value->whole() : std::nullopt;
    if (!whole || *whole < low || *whole > high) {
      fail(std::string("the header's \"") + key + "\" is " + (value ? value->text() : "missing") +
           ", not a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return *whole;
  }

  std::string text(const json::Value* value, const char* key) const {
    if (value == nullptr || !value->is(json::Value::Kind::string)) {
      fail(std::string("the header's \"") + key + "\" is no text");
    }
    return value->characters();
  }

  void read_header(Pack& pack) {
    const std::uint64_t length = word_at(bytes_, at_, length_bytes);
    if (length > most_header || length > bytes_.size() - at_ - length_bytes) {
      fail("a header of " + std::to_string(length) + " bytes does not fit");
    }
    at_ += length_bytes;
    const auto* begin = reinterpret_cast<const char*>(bytes_.data() + at_);
    const auto header = json::Value::parse({begin, static_cast<std::size_t>(length)},
                                           name_ + ", byte " + std::to_string(at_) + ": header");
    PackInfo& info = pack.info;
    const auto field = [&](const char* key) { return text(header.find(key), key); };
    info.name = field("name");
    info.kind = field("kind");
    info.licence = field("licence");
    info.attribution = field("attribution");
    info.source = field("source");
    info.time_us = static_cast<std::uint32_t>(number(header, "time_us", 1, most_quantum_us));
    const auto whole = [&](const char* key, std::uint64_t low, std::uint64_t high) {
      return static_cast<std::uint32_t>(number(header, key, low, high));
    };
    SensorShape& shape = pack.train.shape;
    shape.width = whole("width", 1, most_channels);
    shape.height = whole("height", 1, most_channels / shape.width);
    const std::uint32_t pixels = shape.width * shape.height;
    shape.polarities = whole("polarities", 1, most_channels / pixels);
    pack.train.class_count = whole("classes", 1, most_classes);
    read_class_names(header, pack);
    pack.test.shape = shape;
    pack.test.class_count = pack.train.class_count;
    at_ += static_cast<std::size_t>(length);
    // Each sample takes two bytes or more.
    const std::uint64_t most_samples = std::min<std::uint64_t>(left() / 2, UINT32_MAX);
    train_ = whole("train", 1, most_samples);
    test_ = whole("test", 0, most_samples - train_);
    events_ = number(header, "events", 0, left() * events_per_byte);
  }

  void read_class_names(const json::Value& header, Pack& pack) const {
    const json::Value* names = header.find("class_names");
    if (names == nullptr || !names->is(json::Value::Kind::array)) {
      fail("the header's \"class_names\" is no list");
    }
    for (const json::Value& name : names->elements()) {
      pack.info.class_names.push_back(text(&name, "class_names"));
    }
    const std::size_t count = pack.info.class_names.size();
    if (count != 0 && count != pack.train.class_count) {
      fail(std::to_string(count) + " class names for " + std::to_string(pack.train.class_count) +
           " classes");
    }
  }

  std::size_t left() const { return bytes_.size() - at_; }

  std::uint32_t table_number(const char* what, std::uint64_t most) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (left() == 0) fail("the file ends");
      const std::uint8_t byte = bytes_[at_++];
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte >= 0x80U) continue;
      if (value <= most) return static_cast<std::uint32_t>(value);
      break;
    }
    fail(std::string("a sample's ") + what + " is above " + std::to_string(most));
  }

  void read_samples(Pack& pack) {
    std::vector<std::uint32_t> counts;
    std::uint64_t promised = events_;
    for (std::uint32_t i = 0; i < train_ + test_; ++i) {
      Dataset& part = i < train_ ? pack.train : pack.test;
      Sample sample;
      sample.label = table_number("label", pack.train.class_count - 1);
      counts.push_back(table_number("number of events", promised));
      promised -= counts.back();
      sample.name = (i < train_ ? "train " : "test ") + std::to_string(part.size());
      part.samples.push_back(std::move(sample));
    }
    if (promised != 0) fail("the header tells of more events than the samples");
    if (events_ > left() * events_per_byte) fail("so many events do not fit");
    EventCoder coder(pack.train.shape, pack.info.time_us, in_order_);
    RangeDecoder in(bytes_.subspan(at_));
    for (std::uint32_t i = 0; i < train_ + test_; ++i) {
      Sample& sample = i < train_ ? pack.train.samples[i] : pack.test.samples[i - train_];
      if (!coder.read(in, counts[i], sample.events)) {
        fail("times or channels of sample " + std::to_string(i) + " are too large");
      }
    }
  }

  std::span<const std::uint8_t> bytes_;
  const std::string& name_;
  std::size_t at_ = 0;
  bool in_order_ = false;
  std::uint32_t train_ = 0;
  std::uint32_t test_ = 0;
  std::uint64_t events_ = 0;
};

}  // namespace

std::vector<std::uint8_t> write_pack(const Pack& pack) {
  require_writable(pack);
  const std::string header = header_of(pack);
  require_count(header.size(), 1, most_header, "the header's length in bytes");
  const bool in_order = is_by_channel(pack);
  std::vector<std::uint8_t> bytes(signature.begin(), signature.end());
  bytes.push_back(in_order ? by_channel : any_order);
  append(bytes, header.size(), length_bytes);
  bytes.insert(bytes.end(), header.begin(), header.end());
  RangeEncoder out;
  EventCoder coder(pack.train.shape, pack.info.time_us, in_order);
  std::uint64_t events = 0;
  for_each_sample(pack, [&](const Sample& sample) {
    append_number(bytes, sample.label);
    append_number(bytes, static_cast<std::uint32_t>(sample.events.size()));
    coder.write(out, sample.events);
    events += sample.events.size();
  });
  std::vector<std::uint8_t> coded = out.finish();
  const auto least = static_cast<std::size_t>((events + events_per_byte - 1) / events_per_byte);
  if (coded.size() < least) coded.resize(least);
  bytes.insert(bytes.end(), coded.begin(), coded.end());
  append(bytes, checksum_of(bytes), checksum_bytes);
  return bytes;
}

Pack read_pack(std::span<const std::uint8_t> bytes, const std::string& name) {
  return Reader(bytes, name).read();
}

bool is_pack(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < signature_bytes) return false;
  const std::uint8_t version = bytes[signature.size()];
  return std::equal(signature.begin(), signature.end(), bytes.begin()) &&
         (version == any_order || version == by_channel);
}

}  // namespace rouse
