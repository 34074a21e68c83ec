// N-MNIST recordings from bytes, and datasets from many of them. The bytes come from strangers'
// disks: everything is checked, small faults are repaired and counted, others are named.
#include "rouse/nmnist.hpp"

#include <algorithm>
#include <utility>

#include "data/paths.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::size_t event_bytes = 5;
constexpr std::uint32_t tolerated_step_back_us = 1000;
constexpr std::size_t tolerated_faults_per = 100;  // at most one in so many events
constexpr std::size_t most_warnings = 50;

struct RawEvent {
  std::uint32_t x, y, polarity, time;
};

RawEvent raw_event(std::span<const std::uint8_t> bytes, std::size_t index) {
  const std::uint8_t* b = bytes.data() + index * event_bytes;
  const std::uint32_t time = (static_cast<std::uint32_t>(b[2] & 0x7F) << 16) |
                             (static_cast<std::uint32_t>(b[3]) << 8) | b[4];
  return {b[0], b[1], static_cast<std::uint32_t>(b[2] >> 7), time};
}

/// How often something was wrong, and where first.
struct Fault {
  std::size_t count = 0;
  std::size_t first = 0;  // index of the event
  std::string what;       // the first one, in words

  void add(std::size_t index, std::string words) {
    if (count++ > 0) return;
    first = index;
    what = std::move(words);
  }
};

[[noreturn]] void fail(const std::string& name, std::size_t offset, const std::string& what) {
  throw Error(ErrorCode::bad_format, name + ", byte " + std::to_string(offset) + ": " + what);
}

void check_length(std::size_t length, const std::string& name) {
  if (length == 0) {
    fail(name, 0, "the recording is empty; expected N-MNIST events of 5 bytes");
  }
  if (length < event_bytes) {
    fail(name, 0,
         std::to_string(length) + " bytes are less than one event; expected a multiple of 5 bytes");
  }
}

void check_fault(const Fault& fault, std::size_t events, const std::string& name) {
  if (fault.count * tolerated_faults_per <= events) return;
  fail(name, fault.first * event_bytes,
       fault.what + ", and " + std::to_string(fault.count) + " of " + std::to_string(events) +
           " events are faulty like this; expected an N-MNIST recording (5 bytes an event, 34x34 "
           "pixels, times that do not go back)");
}

std::string in_words(const RawEvent& event) {
  return "x " + std::to_string(event.x) + ", y " + std::to_string(event.y) +
         " lies outside 34x34 pixels";
}

bool inside(const RawEvent& event) {
  return event.x < nmnist_shape.width && event.y < nmnist_shape.height;
}

}  // namespace

NmnistRecording read_nmnist(std::span<const std::uint8_t> bytes, const std::string& name) {
  check_length(bytes.size(), name);
  const std::size_t events = bytes.size() / event_bytes;
  std::vector<std::uint32_t> times;
  std::vector<std::uint32_t> channels;
  times.reserve(events);
  channels.reserve(events);
  Fault outside;
  Fault far_back;
  std::size_t back = 0;
  for (std::size_t i = 0; i < events; ++i) {
    const RawEvent event = raw_event(bytes, i);
    if (!inside(event)) {
      outside.add(i, in_words(event));
      continue;
    }
    const std::uint32_t before = times.empty() ? 0 : times.back();
    back += event.time < before;
    if (event.time + tolerated_step_back_us < before) {
      far_back.add(i, "time " + std::to_string(event.time) + " us follows " +
                          std::to_string(before) + " us");
    }
    times.push_back(event.time);
    channels.push_back(nmnist_shape.channel(event.x, event.y, event.polarity));
  }
  check_fault(outside, events, name);
  check_fault(far_back, events, name);

  NmnistRecording recording;
  recording.events = make_event_stream(nmnist_shape, std::move(times), std::move(channels));
  const auto warn = [&](std::size_t count, const char* what) {
    if (count > 0) recording.warnings.push_back(name + ": " + std::to_string(count) + what);
  };
  warn(outside.count, " events outside 34x34 pixels were left out");
  warn(back, " events went back in time and were sorted");
  warn(bytes.size() % event_bytes, " bytes at the end are not a whole event and were left out");
  return recording;
}

int nmnist_label(std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(path);
  if (parts.size() < 2) return -1;
  const std::string_view folder = parts[parts.size() - 2];
  const bool digit = folder.size() == 1 && folder[0] >= '0' && folder[0] <= '9';
  return digit ? folder[0] - '0' : -1;
}

bool is_nmnist_path(std::string_view path) {
  return is_plain_file(parts_of(path)) && (ends_in(path, ".bin") || ends_in(path, ".bs2"));
}

NmnistCollector::NmnistCollector(std::string source, Selection selection)
    : source_(std::move(source)), selection_(std::move(selection)), kept_(nmnist_classes, 0) {
  for (const std::uint32_t label : selection_.classes) {
    if (label < nmnist_classes) continue;
    throw Error(ErrorCode::invalid_value,
                "class " + std::to_string(label) + " is not a digit; expected classes 0 to 9");
  }
  dataset_.shape = nmnist_shape;
  dataset_.class_count = nmnist_classes;
}

bool NmnistCollector::wants(std::uint32_t label) const {
  const std::vector<std::uint32_t>& classes = selection_.classes;
  const bool selected =
      classes.empty() || std::find(classes.begin(), classes.end(), label) != classes.end();
  const bool room = selection_.per_class == 0 || kept_[label] < selection_.per_class;
  return selected && room;
}

bool NmnistCollector::wants(std::string_view path) const {
  const int label = nmnist_label(path);
  return is_nmnist_path(path) && label >= 0 && wants(static_cast<std::uint32_t>(label));
}

bool NmnistCollector::full() const {
  for (std::uint32_t label = 0; label < nmnist_classes; ++label) {
    if (wants(label)) return false;
  }
  return true;
}

void NmnistCollector::add(std::string_view path, std::span<const std::uint8_t> bytes) {
  const int label = nmnist_label(path);
  if (label < 0) {
    ++unlabelled_;
    warn(std::string(path) + ": left out, because its folder does not name a digit 0 to 9");
    return;
  }
  add(path, bytes, static_cast<std::uint32_t>(label));
}

void NmnistCollector::add(std::string_view path, std::span<const std::uint8_t> bytes,
                          std::uint32_t label) {
  if (label >= nmnist_classes) {
    throw Error(ErrorCode::invalid_value, std::string(path) + ": label " + std::to_string(label) +
                                              " is not a digit; expected 0 to 9");
  }
  if (!wants(label)) return;
  try {
    NmnistRecording recording = read_nmnist(bytes, std::string(path));
    for (std::string& warning : recording.warnings) warn(std::move(warning));
    dataset_.samples.push_back({std::move(recording.events), label, std::string(path)});
    ++kept_[label];
  } catch (const Error& error) {
    ++unusable_;
    warn(std::string(error.what()) + "; the recording was left out");
  }
}

void NmnistCollector::warn(std::string warning) {
  if (dataset_.warnings.size() < most_warnings) {
    dataset_.warnings.push_back(std::move(warning));
  } else {
    ++unmentioned_;
  }
}

Dataset NmnistCollector::finish() {
  if (dataset_.samples.empty()) {
    std::string message = source_ + ": no usable N-MNIST recordings (" + std::to_string(unusable_) +
                          " unreadable, " + std::to_string(unlabelled_) + " without a digit)";
    const std::size_t shown = std::min<std::size_t>(dataset_.warnings.size(), 3);
    for (std::size_t i = 0; i < shown; ++i) message += "; " + dataset_.warnings[i];
    throw Error(ErrorCode::no_recordings,
                message + "; expected files like Train/7/00012.bin in folders named by the digit");
  }
  if (unmentioned_ > 0) {
    dataset_.warnings.push_back(source_ + ": " + std::to_string(unmentioned_) +
                                " more warnings of this kind");
  }
  return std::move(dataset_);
}

}  // namespace rouse
