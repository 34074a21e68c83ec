// Datasets as blocks of bytes.
//
// Layout: the eight bytes "ROUSEDS1", then whole numbers as LEB128 (seven bits a byte, lowest
// first, the top bit marks that more follow), in this order:
//
//   width, height, polarities, class_count,
//   0, or 1 and the seed of digits that are filmed when they are needed,
//   number of warnings, each as text,
//   number of samples, each as: label, name as text, number of events, and per event the time since
//   the event before it in µs and the channel
//
// with text as its length and its bytes, and last the dataset's fingerprint, eight bytes, lowest
// first. An N-MNIST event takes about 3 bytes.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "rouse/dataset.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::string_view signature = "ROUSEDS1";

/// Writes a number at `at` and returns where it ends.
std::uint8_t* write_number(std::uint64_t value, std::uint8_t* at) {
  for (; value >= 0x80; value >>= 7) *at++ = static_cast<std::uint8_t>(value | 0x80);
  *at++ = static_cast<std::uint8_t>(value);
  return at;
}

class Writer {
 public:
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  void number(std::uint64_t value) {
    std::uint8_t bytes[10];
    bytes_.insert(bytes_.end(), bytes, write_number(value, bytes));
  }
  void raw(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }
  void text(std::string_view text) {
    number(text.size());
    raw(text);
  }
  void word(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  void events(const EventStream& events) {
    constexpr std::size_t most_bytes = 10;  // of two numbers of 32 bits
    number(events.size());
    const std::size_t end = bytes_.size();
    bytes_.resize(end + most_bytes * events.size());
    std::uint8_t* at = bytes_.data() + end;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      at = write_number(events.times[i] - before, at);
      at = write_number(events.channels[i], at);
      before = events.times[i];
    }
    bytes_.resize(static_cast<std::size_t>(at - bytes_.data()));
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::bad_format, "packed dataset, byte " + std::to_string(at_) + ": " + what +
                                           "; expected bytes that `rouse pack` wrote");
  }
  std::size_t left() const { return bytes_.size() - at_; }
  std::string_view raw(std::size_t length) {
    if (left() < length) fail("the data ends early");
    const auto* begin = reinterpret_cast<const char*>(bytes_.data() + at_);
    at_ += length;
    return {begin, length};
  }
  /// A number up to `highest`.
  std::uint32_t number(const char* what, std::uint32_t highest = UINT32_MAX) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (left() == 0) fail("the data ends early");
      const std::uint8_t byte = bytes_[at_++];
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte >= 0x80) continue;
      if (byte == 0 && shift > 0) break;  // the writer never pads
      if (value > highest) {
        fail(std::string(what) + " is " + std::to_string(value) + ", above " +
             std::to_string(highest));
      }
      return static_cast<std::uint32_t>(value);
    }
    fail(std::string(what) + " is not a well-formed number");
  }
  /// A number of things that take at least `bytes_each`, so that wrong numbers allocate no memory.
  std::uint32_t count(const char* what, std::size_t bytes_each) {
    const std::size_t most = std::min<std::size_t>(left() / bytes_each, UINT32_MAX);
    return number(what, static_cast<std::uint32_t>(most));
  }
  std::string text(const char* what) { return std::string(raw(count(what, 1))); }
  std::uint64_t word() {
    std::uint64_t value = 0;
    const std::string_view source = raw(8);
    for (std::size_t i = 0; i < 8; ++i) {
      value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(source[i])) << (8 * i);
    }
    return value;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

EventStream read_events(Reader& in, std::size_t channels) {
  EventStream events;
  const std::uint32_t count = in.count("number of events", 2);
  if (count > 0 && channels == 0) in.fail("events of a sensor without channels");
  events.times.reserve(count);
  events.channels.reserve(count);
  std::uint32_t time = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    time += in.number("time", UINT32_MAX - time);
    events.times.push_back(time);
    events.channels.push_back(in.number("channel", static_cast<std::uint32_t>(channels - 1)));
  }
  return events;
}

SensorShape read_shape(Reader& in) {
  constexpr std::uint32_t most = 0x10000;
  SensorShape shape;
  shape.width = in.number("width", most);
  shape.height = in.number("height", most);
  shape.polarities = in.number("polarities", most);
  // Channel numbers have 32 bits; the products of two fields fit 64.
  const std::uint64_t pixels = static_cast<std::uint64_t>(shape.width) * shape.height;
  if (pixels > INT32_MAX || pixels * shape.polarities > INT32_MAX) in.fail("too many channels");
  return shape;
}

Sample read_sample(Reader& in, const Dataset& dataset) {
  Sample sample;
  if (dataset.class_count == 0) in.fail("a sample of a dataset without classes");
  sample.label = in.number("label", dataset.class_count - 1);
  sample.name = in.text("length of a name");
  sample.events = read_events(in, dataset.shape.channels());
  return sample;
}

}  // namespace

std::vector<std::uint8_t> pack_dataset(const Dataset& dataset) {
  Writer out;
  std::size_t events = 0;
  for (const Sample& sample : dataset.samples) events += sample.events.size();
  out.reserve(3 * events);
  out.raw(signature);
  out.number(dataset.shape.width);
  out.number(dataset.shape.height);
  out.number(dataset.shape.polarities);
  out.number(dataset.class_count);
  out.number(dataset.film_seed ? 1 : 0);
  if (dataset.film_seed) out.word(*dataset.film_seed);
  out.number(dataset.warnings.size());
  for (const std::string& warning : dataset.warnings) out.text(warning);
  out.number(dataset.size());
  for (const Sample& sample : dataset.samples) {
    out.number(sample.label);
    out.text(sample.name);
    out.events(sample.events);
  }
  out.word(fingerprint(dataset));
  return out.take();
}

Dataset unpack_dataset(std::span<const std::uint8_t> bytes) {
  Reader in(bytes);
  if (in.left() < signature.size() || in.raw(signature.size()) != signature) {
    in.fail("the signature " + std::string(signature) + " is missing");
  }
  Dataset dataset;
  dataset.shape = read_shape(in);
  dataset.class_count = in.number("class_count");
  if (in.number("whether digits are filmed", 1) == 1) dataset.film_seed = in.word();
  const std::uint32_t warnings = in.count("number of warnings", 1);
  for (std::uint32_t i = 0; i < warnings; ++i) dataset.warnings.push_back(in.text("length"));
  const std::uint32_t samples = in.count("number of samples", 3);
  for (std::uint32_t i = 0; i < samples; ++i) dataset.samples.push_back(read_sample(in, dataset));
  if (in.word() != fingerprint(dataset)) in.fail("the fingerprint does not match the data");
  if (in.left() != 0) in.fail(std::to_string(in.left()) + " bytes too many");
  return dataset;
}

}  // namespace rouse
