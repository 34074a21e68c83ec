// Spoken words from the arrays of their files, which come from strangers' disks: everything is
// checked. Unlike the bytes of a camera they are written by one program, so a fault is no noise
// that could be left out: it is named and the file refused.
#include "rouse/shd.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rouse/error.hpp"

namespace rouse {
namespace {

/// 2^31 µs; packs hold no later times.
constexpr double most_seconds = 2147.0;

std::string recording(std::size_t row) { return "recording " + std::to_string(row); }

bool contains(const std::vector<std::uint32_t>& classes, std::uint32_t label) {
  return classes.empty() || std::find(classes.begin(), classes.end(), label) != classes.end();
}

}  // namespace

std::vector<std::string> shd_class_names() {
  return {"zero", "one",  "two",  "three", "four", "five",  "six",   "seven",  "eight", "nine",
          "null", "eins", "zwei", "drei",  "vier", "fuenf", "sechs", "sieben", "acht",  "neun"};
}

ShdCollector::ShdCollector(std::string source, ShdTables tables, const Selection& selection)
    : source_(std::move(source)),
      tables_(std::move(tables)),
      names_are_given_(!tables_.keys.empty()) {
  if (!names_are_given_) tables_.keys = shd_class_names();
  check_tables();
  dataset_.shape = shd_shape;
  dataset_.class_count = static_cast<std::uint32_t>(tables_.keys.size());
  for (const std::uint32_t label : selection.classes) {
    if (label < dataset_.class_count) continue;
    throw Error(ErrorCode::invalid_value, "class " + std::to_string(label) + " is not in " +
                                              source_ + "; expected classes 0 to " +
                                              std::to_string(dataset_.class_count - 1));
  }
  std::vector<std::uint32_t> kept(dataset_.class_count, 0);
  for (std::size_t row = 0; row < tables_.recordings; ++row) {
    const auto label = static_cast<std::uint32_t>(tables_.labels[row]);
    const bool room = selection.per_class == 0 || kept[label] < selection.per_class;
    if (!room || !contains(selection.classes, label)) continue;
    ++kept[label];
    rows_.push_back(row);
  }
  if (!rows_.empty()) return;
  throw Error(ErrorCode::no_recordings,
              source_ + ": none of its " + std::to_string(tables_.recordings) +
                  " recordings is of a selected class; select other classes or another file");
}

void ShdCollector::check_tables() const {
  const auto check_length = [&](const char* table, std::size_t length) {
    if (length == tables_.recordings) return;
    fail(table, "it has " + std::to_string(length) + " rows, but /spikes/times has " +
                    std::to_string(tables_.recordings) + "; each recording needs one");
  };
  check_length("/labels", tables_.labels.size());
  if (!tables_.speakers.empty()) check_length("/extra/speaker", tables_.speakers.size());
  const auto classes = static_cast<std::int64_t>(tables_.keys.size());
  for (std::size_t row = 0; row < tables_.recordings; ++row) {
    const std::int64_t label = tables_.labels[row];
    if (label >= 0 && label < classes) continue;
    fail("/labels, " + recording(row),
         "class " + std::to_string(label) + " has no name; " +
             (names_are_given_ ? "/extra/keys names classes 0 to "
                               : "without /extra/keys they are the Heidelberg digits, 0 to ") +
             std::to_string(classes - 1));
  }
  for (std::size_t row = 0; row < tables_.speakers.size(); ++row) {
    const std::int64_t speaker = tables_.speakers[row];
    if (speaker >= 0 && speaker <= INT32_MAX) continue;
    fail("/extra/speaker, " + recording(row),
         std::to_string(speaker) + " is no speaker; expected a number from 0 on");
  }
}

void ShdCollector::add(std::size_t row, std::span<const float> times,
                       std::span<const std::uint32_t> units) {
  if (times.size() != units.size()) {
    fail(recording(row), std::to_string(times.size()) + " times, but " +
                             std::to_string(units.size()) + " units; each spike needs both");
  }
  std::vector<std::uint32_t> microseconds_of(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    microseconds_of[i] = microseconds(times[i], row, i);
    if (units[i] < shd_shape.width) continue;
    fail(recording(row) + ", spike " + std::to_string(i), "unit " + std::to_string(units[i]) +
                                                              " does not exist; expected 0 to " +
                                                              std::to_string(shd_shape.width - 1));
  }
  Sample sample;
  sample.events = make_event_stream(shd_shape, std::move(microseconds_of),
                                    std::vector<std::uint32_t>(units.begin(), units.end()));
  sample.label = static_cast<std::uint32_t>(tables_.labels.at(row));
  sample.name = source_ + " " + std::to_string(row);
  if (!tables_.speakers.empty()) {
    sample.speaker = static_cast<std::int32_t>(tables_.speakers[row]);
  }
  dataset_.samples.push_back(std::move(sample));
}

std::uint32_t ShdCollector::microseconds(float seconds, std::size_t row, std::size_t spike) const {
  const auto exact = static_cast<double>(seconds);
  if (exact >= 0.0 && exact < most_seconds) {
    return static_cast<std::uint32_t>(std::llround(1e6 * exact));
  }
  fail(recording(row) + ", spike " + std::to_string(spike),
       "its time is " + std::to_string(seconds) + "; expected seconds, 0 or more and below 2147");
}

void ShdCollector::fail(const std::string& where, const std::string& what) const {
  throw Error(ErrorCode::bad_format, source_ + ", " + where + ": " + what);
}

}  // namespace rouse
