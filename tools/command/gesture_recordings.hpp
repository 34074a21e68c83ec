// DVS128 Gesture: recordings with their tables, or arrays of single gestures, in a folder, an
// archive or one file.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "recordings.hpp"
#include "rouse/dataset.hpp"
#include "rouse/dvs_gesture.hpp"

namespace rouse::command {

class GestureRecordings {
 public:
  /// Lists what is there and reads the tables. Throws UsageError when it cannot be read.
  explicit GestureRecordings(const std::string& path);

  /// Whether both halves of a release are there: by trials_to_train.txt and trials_to_test.txt, by
  /// folders called train and test, or by users, of whom the release tests on 24 to 29.
  bool has_parts() const;

  /// The gestures of one part, or all when `part` is empty. Throws UsageError or rouse::Error.
  Dataset read(std::optional<Part> part, const Selection& selection, std::uint64_t first_us) const;

 private:
  struct Recording {
    std::string entry;  // path inside the source
    std::optional<Part> part;
  };

  std::string path_of(const std::string& entry) const;
  void read_texts();
  std::optional<Part> part_of(const std::string& entry) const;
  const Recording* find(const std::string& entry) const;
  /// Hands each wanted recording's bytes over, in pieces.
  void visit(const std::function<bool(const std::string& entry)>& begin,
             const std::function<void(std::span<const std::uint8_t>)>& piece,
             const std::function<void()>& end) const;
  bool begin(const std::string& entry, DvsGestureCollector& collector) const;

  std::string path_;
  bool is_folder_ = false;
  bool is_archive_ = false;
  std::vector<Recording> recordings_;         // in order of reading
  std::map<std::string, std::string> texts_;  // tables and lists of trials, by entry
};

/// Whether a path holds DVS128 Gesture, by the names of its files.
bool holds_gestures(const std::string& path);

}  // namespace rouse::command
