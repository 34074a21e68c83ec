// Recordings from arrays: which column is which, and whole numbers within the camera's bounds.
#include "rouse/event_arrays.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "data/npy.hpp"
#include "rouse/dvs_gesture.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::uint64_t longest_us = std::uint64_t{1} << 31U;
constexpr double longest_in_ms = 100000.0;

enum Field : std::size_t { time_field, x_field, y_field, polarity_field };
constexpr std::array<std::string_view, 4> field_names{"t", "x", "y", "p"};

struct Columns {
  std::array<NpyColumn, 4> of;  // by Field
  double unit_us = 1.0;         // of times
};

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::bad_format, name + ": " + what);
}

bool holds_polarities(const NpyColumn& column) {
  for (std::uint64_t i = 0; i < column.size; ++i) {
    const std::optional<std::int64_t> value = column.whole(i);
    if (!value || *value < -1 || *value > 1) return false;
  }
  return true;
}

bool never_goes_back(const NpyColumn& column) {
  for (std::uint64_t i = 1; i < column.size; ++i) {
    if (!(column.real(i - 1) <= column.real(i))) return false;
  }
  return true;
}

/// The fields of an array of records.
Columns columns_of_records(const NpyArray& array, const std::string& name) {
  if (array.shape.size() != 1) {
    fail(name,
         "the records have " + std::to_string(array.shape.size()) + " dimensions; expected one");
  }
  Columns columns;
  for (std::size_t k = 0; k < field_names.size(); ++k) {
    const auto field = std::find_if(array.fields.begin(), array.fields.end(),
                                    [&](const NpyField& f) { return f.name == field_names[k]; });
    if (field == array.fields.end() || field->type.kind == 'V') {
      std::string all;
      for (const NpyField& other : array.fields) all += (all.empty() ? "" : ", ") + other.name;
      fail(name, "there is no field " + std::string(field_names[k]) + " of numbers; there are " +
                     all + ", expected t, x, y and p");
    }
    columns.of[k] = {array.data.data() + field->offset, array.record_bytes, array.shape[0],
                     field->type};
  }
  return columns;
}

/// The columns of an array (N, 4), in one of the two orders.
Columns columns_of_matrix(const NpyArray& array, const std::string& name) {
  const auto& shape = array.shape;
  if (shape.size() != 2 || shape[1] != 4 || array.fields[0].type.kind == 'V') {
    std::string text;
    for (const std::uint64_t size : shape)
      text += (text.empty() ? "" : ", ") + std::to_string(size);
    fail(name,
         "the array has the shape (" + text +
             "); expected (N, 4), columns t, x, y, p or x, y, p, t, or fields of these names");
  }
  const NpyType type = array.fields[0].type;
  std::array<NpyColumn, 4> columns;
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t begin = array.fortran_order ? k * static_cast<std::size_t>(shape[0]) : k;
    columns[k] = {array.data.data() + begin * type.bytes,
                  array.fortran_order ? type.bytes : 4 * type.bytes, shape[0], type};
  }
  if (holds_polarities(columns[3]) && never_goes_back(columns[0])) return {columns};
  if (!holds_polarities(columns[2]) || !never_goes_back(columns[3])) {
    fail(name,
         "its columns are neither t, x, y, p nor x, y, p, t; expected polarities of 0 and 1 and "
         "times that never go back");
  }
  const NpyColumn& times = columns[3];
  const double span = times.size == 0 ? 0.0 : times.real(times.size - 1) - times.real(0);
  return {{times, columns[0], columns[1], columns[2]}, span < longest_in_ms ? 1000.0 : 1.0};
}

Columns columns_of(const NpyArray& array, const std::string& name) {
  return array.fields[0].name.empty() ? columns_of_matrix(array, name)
                                      : columns_of_records(array, name);
}

/// The field that a member of a .npz holds: "t.npy" or "t".
std::string_view field_of(std::string_view member) {
  if (member.ends_with(".npy")) member.remove_suffix(4);
  return member;
}

Columns columns_of(std::span<const EventArrayFile> files, const std::string& name) {
  if (files.size() == 1) return columns_of(read_npy(files[0].bytes, name), name);
  Columns columns;
  for (std::size_t k = 0; k < field_names.size(); ++k) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const EventArrayFile& f) {
      return field_of(f.name) == field_names[k];
    });
    if (file == files.end()) {
      std::string all;
      for (const EventArrayFile& other : files) all += (all.empty() ? "" : ", ") + other.name;
      fail(name, "there is no array " + std::string(field_names[k]) + "; there are " +
                     (all.empty() ? "none" : all) + ", expected t, x, y and p");
    }
    const std::string where = name + ", " + file->name;
    const NpyArray array = read_npy(file->bytes, where);
    if (array.shape.size() != 1 || !array.fields[0].name.empty() ||
        array.fields[0].type.kind == 'V') {
      fail(where, "this is no list of numbers; expected one for each event");
    }
    columns.of[k] = {array.data.data(), array.record_bytes, array.shape[0], array.fields[0].type};
    if (columns.of[k].size == columns.of[0].size) continue;
    fail(where, "it has " + std::to_string(columns.of[k].size) + " values, but t has " +
                    std::to_string(columns.of[0].size) + "; each event needs one");
  }
  return columns;
}

/// Reads values one by one, with messages that name the event.
class EventReader {
 public:
  EventReader(const Columns& columns, const std::string& name) : columns_(columns), name_(name) {
    for (std::uint64_t i = 0; i < size(); ++i) first_ = std::min(first_, time(i));
  }

  std::uint64_t size() const { return columns_.of[time_field].size; }
  std::uint32_t since_first(std::uint64_t i) const {
    const double since = time(i) - first_;
    if (since < static_cast<double>(longest_us)) return static_cast<std::uint32_t>(since);
    fail(i, "its time is " + std::to_string(static_cast<std::int64_t>(since)) +
                " us after the first; expected less than " + std::to_string(longest_us));
  }
  std::uint32_t channel(std::uint64_t i) const {
    return dvs_gesture_shape.channel(pixel(x_field, i), pixel(y_field, i), polarity(i));
  }

 private:
  [[noreturn]] void fail(std::uint64_t i, const std::string& what) const {
    rouse::fail(name_, "event " + std::to_string(i) + ": " + what);
  }
  /// Whole µs; 2^53 is far beyond all clocks of cameras.
  double time(std::uint64_t i) const {
    const double value = columns_.of[time_field].real(i) * columns_.unit_us;
    if (std::fabs(value) <= 9e15) return std::floor(value + 0.5);
    fail(i, "its time is no number of microseconds");
  }
  std::int64_t whole(Field field, std::uint64_t i) const {
    if (const std::optional<std::int64_t> value = columns_.of[field].whole(i)) return *value;
    fail(i, std::string(field_names[field]) + " is no whole number");
  }
  std::uint32_t pixel(Field field, std::uint64_t i) const {
    const std::int64_t value = whole(field, i);
    if (value >= 0 && value < 128) return static_cast<std::uint32_t>(value);
    fail(i,
         std::string(field_names[field]) + " is " + std::to_string(value) + "; expected 0 to 127");
  }
  std::uint32_t polarity(std::uint64_t i) const {
    const std::int64_t value = whole(polarity_field, i);
    if (value >= -1 && value <= 1) return value == 1 ? 1 : 0;
    fail(i, "p is " + std::to_string(value) + "; expected 0 or 1");
  }

  const Columns& columns_;
  const std::string& name_;
  double first_ = 1e300;
};

}  // namespace

EventStream read_event_arrays(std::span<const EventArrayFile> files, const std::string& name) {
  const Columns columns = columns_of(files, name);
  const EventReader reader(columns, name);
  if (reader.size() == 0) fail(name, "there are no events in it");
  std::vector<std::uint32_t> times;
  std::vector<std::uint32_t> channels;
  times.reserve(static_cast<std::size_t>(reader.size()));
  channels.reserve(static_cast<std::size_t>(reader.size()));
  for (std::uint64_t i = 0; i < reader.size(); ++i) {
    times.push_back(reader.since_first(i));
    channels.push_back(reader.channel(i));
  }
  return make_event_stream(dvs_gesture_shape, std::move(times), std::move(channels));
}

}  // namespace rouse
