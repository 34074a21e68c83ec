// What is particular to DVS128 Gesture: its classes, tables and names of files; and datasets from
// many of its recordings.
#include "rouse/dvs_gesture.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "data/paths.hpp"
#include "rouse/aedat.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::uint64_t longest_slice_us = std::uint64_t{1} << 31U;
constexpr std::size_t most_warnings = 50;
constexpr std::string_view columns = "class,startTime_usec,endTime_usec";

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// A table's lines, with messages that name them.
class TableReader {
 public:
  TableReader(std::string_view text, const std::string& name) : text_(text), name_(name) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::bad_format, name_ + ", line " + std::to_string(number_) + ": " + what);
  }
  /// The next line that is not empty; false at the end.
  bool next() {
    while (!text_.empty()) {
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      line_ = trimmed(text_.substr(0, end));
      text_.remove_prefix(std::min(end + 1, text_.size()));
      ++number_;
      if (!line_.empty()) return true;
    }
    return false;
  }
  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }
  std::string quoted() const { return '"' + std::string(line_.substr(0, 80)) + '"'; }

  std::array<std::uint64_t, 3> numbers() const {
    std::array<std::uint64_t, 3> values{};
    std::string_view rest = line_;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::size_t comma = rest.find(',');
      if ((comma == std::string_view::npos) != (i + 1 == values.size())) refuse();
      const std::string_view part = trimmed(rest.substr(0, comma));
      const char* end = part.data() + part.size();
      const auto [stop, error] = std::from_chars(part.data(), end, values[i]);
      if (part.empty() || stop != end || error != std::errc()) refuse();
      if (comma != std::string_view::npos) rest.remove_prefix(comma + 1);
    }
    return values;
  }

 private:
  [[noreturn]] void refuse() const {
    fail(quoted() + " is no gesture; expected three whole numbers: " + std::string(columns));
  }

  std::string_view text_;
  const std::string& name_;
  std::string_view line_;
  std::size_t number_ = 0;
};

GestureSlice slice_of(const TableReader& reader) {
  const auto [number, begin, end] = reader.numbers();
  if (number < 1 || number > dvs_gesture_classes) {
    reader.fail("class " + std::to_string(number) + " does not exist; expected 1 to 11");
  }
  if (end <= begin) {
    reader.fail("the gesture ends at " + std::to_string(end) + " us, but starts at " +
                std::to_string(begin) + " us");
  }
  if (end - begin > longest_slice_us) {
    reader.fail("the gesture lasts " + std::to_string(end - begin) + " us; expected at most " +
                std::to_string(longest_slice_us));
  }
  return {static_cast<std::uint32_t>(number - 1), begin, end, reader.number()};
}

/// A label written as a number, or -1.
int label_of(std::string_view text) {
  int value = -1;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool is_label = error == std::errc() && stop == end && value >= 0 &&
                        value < static_cast<int>(dvs_gesture_classes);
  return is_label ? value : -1;
}

}  // namespace

std::vector<std::string> dvs_gesture_class_names() {
  return {"hand clapping",
          "right hand wave",
          "left hand wave",
          "right arm clockwise",
          "right arm counter-clockwise",
          "left arm clockwise",
          "left arm counter-clockwise",
          "arm roll",
          "air drums",
          "air guitar",
          "other gestures"};
}

std::vector<std::uint32_t> dvs_gesture_swapped_classes() { return {1, 2, 3, 6, 4, 5}; }

GestureTable read_gesture_table(std::string_view text, const std::string& name) {
  TableReader reader(text, name);
  if (!reader.next() || reader.line() != columns) {
    reader.fail((reader.line().empty() ? "the table is empty"
                                       : reader.quoted() + " begins no table of gestures") +
                "; expected the line " + std::string(columns));
  }
  GestureTable table;
  while (reader.next()) {
    const GestureSlice slice = slice_of(reader);
    if (!table.slices.empty()) {
      const GestureSlice& before = table.slices.back();
      if (slice.begin_us < before.begin_us) {
        reader.fail("the gesture starts at " + std::to_string(slice.begin_us) +
                    " us, before that of line " + std::to_string(before.line) + "; sort the lines");
      }
      if (slice.begin_us < before.end_us) {
        table.warnings.push_back(name + ", line " + std::to_string(slice.line) +
                                 ": the gesture starts before that of line " +
                                 std::to_string(before.line) + " ends; both have what they share");
      }
    }
    table.slices.push_back(slice);
  }
  if (table.slices.empty()) reader.fail("there are no gestures in the table");
  return table;
}

std::string gesture_table_path(std::string_view aedat_path) {
  return std::string(aedat_path.substr(0, aedat_path.rfind('.'))) + "_labels.csv";
}

int dvs_gesture_label(std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(path);
  if (parts.empty()) return -1;
  const int folder = parts.size() < 2 ? -1 : label_of(parts[parts.size() - 2]);
  return folder >= 0 ? folder : label_of(parts.back().substr(0, parts.back().rfind('.')));
}

int dvs_gesture_user(std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(path);
  for (std::size_t i = parts.size(); i > 0 && i + 2 > parts.size(); --i) {
    constexpr std::string_view prefix = "user";
    std::string_view part = parts[i - 1];
    if (!part.starts_with(prefix)) continue;
    part.remove_prefix(prefix.size());
    int user = -1;
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), user);
    if (error == std::errc() && user >= 0) return user;
  }
  return -1;
}

bool is_aedat_path(std::string_view path) {
  return is_plain_file(parts_of(path)) && ends_in(path, ".aedat");
}

bool is_event_array_path(std::string_view path) {
  return is_plain_file(parts_of(path)) && (ends_in(path, ".npy") || ends_in(path, ".npz"));
}

DvsGestureCollector::DvsGestureCollector(std::string source, Selection selection,
                                         std::uint64_t first_us)
    : source_(std::move(source)),
      selection_(std::move(selection)),
      first_us_(first_us),
      kept_(dvs_gesture_classes, 0) {
  for (const std::uint32_t label : selection_.classes) {
    if (label < dvs_gesture_classes) continue;
    throw Error(ErrorCode::invalid_value,
                "class " + std::to_string(label) + " is no gesture; expected classes 0 to 10");
  }
  dataset_.shape = dvs_gesture_shape;
  dataset_.class_count = dvs_gesture_classes;
  dataset_.swapped_classes = dvs_gesture_swapped_classes();
}

DvsGestureCollector::~DvsGestureCollector() = default;
DvsGestureCollector::DvsGestureCollector(DvsGestureCollector&&) noexcept = default;
DvsGestureCollector& DvsGestureCollector::operator=(DvsGestureCollector&&) noexcept = default;

bool DvsGestureCollector::wants(std::uint32_t label) const {
  const std::vector<std::uint32_t>& classes = selection_.classes;
  const bool selected =
      classes.empty() || std::find(classes.begin(), classes.end(), label) != classes.end();
  return selected && (selection_.per_class == 0 || kept_[label] < selection_.per_class);
}

bool DvsGestureCollector::full() const {
  for (std::uint32_t label = 0; label < dvs_gesture_classes; ++label) {
    if (wants(label)) return false;
  }
  return true;
}

bool DvsGestureCollector::begin(const std::string& path, GestureTable table) {
  for (std::string& warning : table.warnings) warn(std::move(warning));
  std::vector<GestureSlice> wanted;
  for (const GestureSlice& slice : table.slices) {
    if (!wants(slice.label)) continue;
    ++kept_[slice.label];
    wanted.push_back(slice);
  }
  if (wanted.empty()) return false;
  path_ = path;
  reader_ = std::make_unique<AedatReader>(path, wanted, first_us_);
  slices_ = std::move(wanted);
  return true;
}

bool DvsGestureCollector::begin(const std::string& path, std::uint32_t label) {
  if (!wants(label)) return false;
  ++kept_[label];
  path_ = path;
  reader_ = std::make_unique<AedatReader>(path, std::vector<GestureSlice>{}, first_us_);
  slices_ = {{label, 0, 0, 0}};
  return true;
}

void DvsGestureCollector::feed(std::span<const std::uint8_t> bytes) { reader_->feed(bytes); }

void DvsGestureCollector::end() {
  std::vector<EventStream> streams = reader_->finish();
  for (const std::string& warning : reader_->warnings()) warn(warning);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const bool has_table = slices_[i].line > 0;
    keep(std::move(streams[i]), slices_[i].label,
         has_table ? path_ + ", line " + std::to_string(slices_[i].line) : path_, path_);
  }
  reader_.reset();
}

void DvsGestureCollector::add(const std::string& path, std::span<const EventArrayFile> files,
                              std::uint32_t label) {
  if (!wants(label)) return;
  EventStream events = read_event_arrays(files, path);
  if (first_us_ > 0) {
    const auto end = std::lower_bound(events.times.begin(), events.times.end(), first_us_);
    const auto kept = static_cast<std::size_t>(end - events.times.begin());
    events.times.resize(kept);
    events.channels.resize(kept);
  }
  ++kept_[label];
  keep(std::move(events), label, path, path);
}

void DvsGestureCollector::keep(EventStream events, std::uint32_t label, std::string name,
                               std::string_view path) {
  dataset_.samples.push_back({std::move(events), label, std::move(name), dvs_gesture_user(path)});
}

void DvsGestureCollector::warn(std::string warning) {
  if (dataset_.warnings.size() < most_warnings) {
    dataset_.warnings.push_back(std::move(warning));
  } else {
    ++unmentioned_;
  }
}

Dataset DvsGestureCollector::finish() {
  if (dataset_.samples.empty()) {
    throw Error(ErrorCode::no_recordings,
                source_ +
                    ": no gestures of a selected class; expected recordings like "
                    "user01_led.aedat with user01_led_labels.csv beside them, or arrays "
                    "like train/3/user01_led_0.npz");
  }
  if (unmentioned_ > 0) {
    dataset_.warnings.push_back(source_ + ": " + std::to_string(unmentioned_) +
                                " more warnings of this kind");
  }
  return std::move(dataset_);
}

}  // namespace rouse
