// DVS128 Gesture (Amir et al. 2017): hands and arms in front of a camera of 128x128 pixels, eleven
// gestures of some six seconds by 29 people in three kinds of light.
//
// The release has a file of events (AEDAT 3.1) for each person and light, `user01_led.aedat`, with
// a table of the gestures in it, `user01_led_labels.csv`, and says in trials_to_train.txt and
// trials_to_test.txt which files are for what. Tonic and SpikingJelly keep a file of arrays for
// each gesture, see event_arrays.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rouse/dataset.hpp"
#include "rouse/event_arrays.hpp"

namespace rouse {

class AedatReader;

inline constexpr SensorShape dvs_gesture_shape{128, 128, 2};
inline constexpr std::uint32_t dvs_gesture_classes = 11;

/// The first of the people whom the release tests on: users 24 to 29.
inline constexpr std::int32_t first_dvs_gesture_test_user = 24;

/// In the order of the labels, "hand clapping" to "other gestures".
std::vector<std::string> dvs_gesture_class_names();

/// Classes that change places in a mirror, in pairs, as Augmentation has them: who waves with the
/// right hand is seen to wave with the left, and a right arm that turns clockwise is a left arm
/// that turns counter-clockwise.
std::vector<std::uint32_t> dvs_gesture_swapped_classes();

/// One gesture in a recording of several: its events are those with begin_us <= t < end_us.
struct GestureSlice {
  std::uint32_t label = 0;  ///< class, one less than in the table
  std::uint64_t begin_us = 0;
  std::uint64_t end_us = 0;
  std::size_t line = 0;  ///< of the table, for messages

  bool operator==(const GestureSlice&) const = default;
};

struct GestureTable {
  std::vector<GestureSlice> slices;  ///< in order of begin_us
  std::vector<std::string> warnings;
};

/// Reads a table: the line `class,startTime_usec,endTime_usec`, then a line for each gesture, of
/// class 1 to 11. `name` is used in messages. Gestures that overlap, as two of the release do, are
/// a warning. Throws bad_format, naming line and value, for all else that is no such table:
/// letters, a class out of range, an end that is not after its start or 2^31 µs after it, starts
/// that go back, no gestures.
GestureTable read_gesture_table(std::string_view text, const std::string& name);

/// The table's name beside a recording: "a/user01_led.aedat" -> "a/user01_led_labels.csv".
std::string gesture_table_path(std::string_view aedat_path);

/// The label that a path names: a folder 0 to 10 as SpikingJelly has them ("train/3/user01.npz"),
/// or a file as Tonic has them ("user01_led/3.npy"); otherwise -1.
int dvs_gesture_label(std::string_view path);

/// Who is seen: "DvsGesture/user24_led.aedat" -> 24, "ibmGestureTest/user24_led/3.npy" -> 24,
/// otherwise -1.
int dvs_gesture_user(std::string_view path);

/// By their endings, whatever their case, and not hidden or an archive's resource forks.
bool is_aedat_path(std::string_view path);
bool is_event_array_path(std::string_view path);  ///< .npy or .npz

/// Collects gestures from recordings, one at a time, so that the caller reads file by file, in
/// pieces, and stops when it has enough.
class DvsGestureCollector {
 public:
  /// `source` names the whole in messages. `selection.classes` and `selection.per_class` limit what
  /// is kept (first come, first kept; the seed is not used here). Of each gesture the first
  /// `first_us` are kept, or all when it is 0. Throws invalid_value for a class that there is not.
  DvsGestureCollector(std::string source, Selection selection = {}, std::uint64_t first_us = 0);
  ~DvsGestureCollector();
  DvsGestureCollector(DvsGestureCollector&&) noexcept;
  DvsGestureCollector& operator=(DvsGestureCollector&&) noexcept;

  /// True when a gesture of this label would be kept.
  bool wants(std::uint32_t label) const;
  /// True when every selected class has its per_class number.
  bool full() const;

  /// Begins a recording of several gestures. False when none of them is wanted: do not read it.
  bool begin(const std::string& path, GestureTable table);
  /// Begins a recording of one gesture that the caller knows. False when it is not wanted.
  bool begin(const std::string& path, std::uint32_t label);
  /// The recording's next bytes, in pieces of any size. Throws as AedatReader does.
  void feed(std::span<const std::uint8_t> bytes);
  /// Ends the recording and keeps its gestures. Throws as AedatReader does.
  void end();

  /// Adds a gesture from arrays, a .npy file or the members of a .npz. Throws as
  /// read_event_arrays() does.
  void add(const std::string& path, std::span<const EventArrayFile> files, std::uint32_t label);

  std::size_t size() const { return dataset_.size(); }
  void warn(std::string warning);

  /// The collected gestures, of speaker `dvs_gesture_user(path)`. Throws no_recordings when there
  /// are none.
  Dataset finish();

 private:
  void keep(EventStream events, std::uint32_t label, std::string name, std::string_view path);

  std::string source_;
  Selection selection_;
  std::uint64_t first_us_;
  Dataset dataset_;
  std::vector<std::uint32_t> kept_;
  std::string path_;                  // of the recording that is being read
  std::vector<GestureSlice> slices_;  // its gestures that are wanted
  std::unique_ptr<AedatReader> reader_;
  std::size_t unmentioned_ = 0;  // warnings beyond the number that people read
};

}  // namespace rouse
