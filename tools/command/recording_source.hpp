// Recordings of a folder, an archive or one file: a list of paths, read one at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "files.hpp"

namespace rouse::command {

class RecordingSource {
 public:
  virtual ~RecordingSource() = default;
  RecordingSource(const RecordingSource&) = delete;
  RecordingSource& operator=(const RecordingSource&) = delete;

  const std::string& name() const { return name_; }
  std::size_t size() const { return entries_.size(); }
  /// Path inside the source: "Train/7/00012.bin". Ascending.
  const std::string& entry(std::size_t i) const { return entries_[i].path; }
  /// Path for people: "data/Train.zip/Train/7/00012.bin".
  virtual std::string path(std::size_t i) const { return name_ + "/" + entry(i); }
  /// Path whose last folder names the digit, wherever the source begins.
  virtual std::string label_path(std::size_t i) const { return path(i); }
  /// Throws UsageError naming path and reason.
  virtual Bytes read(std::size_t i) const = 0;

 protected:
  struct Entry {
    std::string path;
    std::size_t index = 0;  // the source's own
  };
  explicit RecordingSource(std::string name) : name_(std::move(name)) {}
  void sort();

  std::string name_;
  std::vector<Entry> entries_;
};

/// Throws UsageError when there is nothing at the path or nothing that can hold recordings.
std::unique_ptr<RecordingSource> open_recordings(const std::string& path);

}  // namespace rouse::command
