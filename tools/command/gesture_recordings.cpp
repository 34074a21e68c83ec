#include "gesture_recordings.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>
#include <utility>

#include "archive_file.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "rouse/error.hpp"
#include "rouse/nmnist.hpp"

namespace rouse::command {
namespace {

namespace fs = std::filesystem;

/// A gesture's arrays have some MB, tables and lists some KB; more is neither, and may be a trap.
constexpr std::size_t largest_array = std::size_t{256} << 20U;
constexpr std::size_t largest_text = std::size_t{1} << 20U;

bool is_recording(const std::string& path) {
  return is_aedat_path(path) || is_event_array_path(path);
}

bool is_text(const std::string& path) {
  return path.ends_with("_labels.csv") || path.ends_with("trials_to_train.txt") ||
         path.ends_with("trials_to_test.txt");
}

/// Appends, and refuses what grows beyond all measure.
template <typename Target>
void append(Target& target, std::span<const std::uint8_t> bytes, std::size_t most,
            const std::string& path) {
  if (target.size() + bytes.size() > most) {
    throw UsageError("cannot read " + path + ": it is larger than " + std::to_string(most >> 20U) +
                     " MB, which such files are not");
  }
  target.insert(target.end(), bytes.begin(), bytes.end());
}

bool lists(const std::string& text, const std::string& file) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0) {
      line.pop_back();
    }
    if (line == file) return true;
  }
  return false;
}

/// A .npy file as it is, or the members of a .npz.
void add_arrays(const std::string& path, const Bytes& bytes, std::uint32_t label,
                DvsGestureCollector& collector) {
  if (bytes.size() < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
    const EventArrayFile file{fs::path(path).filename().string(), bytes};
    collector.add(path, {&file, 1}, label);
    return;
  }
  std::vector<std::pair<std::string, Bytes>> members;
  std::size_t size = 0;
  visit_archive(bytes, path,
                {[&](const std::string& entry) {
                   members.emplace_back(entry, Bytes());
                   return true;
                 },
                 [&](std::span<const std::uint8_t> piece) {
                   size += piece.size();
                   append(members.back().second, piece,
                          largest_array - std::min(size, largest_array), path);
                 },
                 [] {}});
  std::vector<EventArrayFile> files;
  files.reserve(members.size());
  for (const auto& [name, content] : members) files.push_back({name, content});
  collector.add(path, files, label);
}

}  // namespace

GestureRecordings::GestureRecordings(const std::string& path) : path_(path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw UsageError("there is nothing at " + path);
  is_folder_ = fs::is_directory(status);
  is_archive_ = !is_folder_ && !is_recording(path);
  read_texts();
  for (Recording& recording : recordings_) recording.part = part_of(recording.entry);
}

std::string GestureRecordings::path_of(const std::string& entry) const {
  return is_folder_    ? fs::path(path_).append(entry).string()
         : is_archive_ ? path_ + "/" + entry
                       : path_;
}

void GestureRecordings::read_texts() {
  const auto take = [this](const std::string& entry) {
    if (is_recording(entry)) recordings_.push_back({entry, std::nullopt});
    return is_text(entry);
  };
  if (is_archive_) {
    std::string* text = nullptr;
    visit_archive(path_, {[&](const std::string& entry) {
                            if (!take(entry)) return false;
                            text = &texts_[entry];
                            return true;
                          },
                          [&](std::span<const std::uint8_t> bytes) {
                            append(*text, bytes, largest_text, path_);
                          },
                          [] {}});
    return;
  }
  std::vector<std::string> entries{fs::path(path_).filename().string()};
  if (is_folder_) {
    entries = files_below(
        path_, [](const std::string& path) { return is_recording(path) || is_text(path); });
  } else {
    const std::string table = gesture_table_path(path_);
    std::error_code error;
    if (fs::exists(table, error)) entries.push_back(gesture_table_path(entries[0]));
  }
  for (const std::string& entry : entries) {
    if (!take(entry)) continue;
    const std::string path = is_folder_ ? path_of(entry) : gesture_table_path(path_);
    read_file(path, [&, this](std::span<const std::uint8_t> bytes) {
      append(texts_[entry], bytes, largest_text, path);
    });
  }
}

std::optional<Part> GestureRecordings::part_of(const std::string& entry) const {
  const fs::path path(entry);
  for (const Part part : {Part::train, Part::test}) {
    const std::string list = "trials_to_" + std::string(format(part)) + ".txt";
    const auto text = texts_.find((path.parent_path() / list).generic_string());
    if (text != texts_.end() && lists(text->second, path.filename().string())) return part;
  }
  for (const fs::path& folder : path.parent_path()) {
    std::string name = folder.string();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name == "train" || name == "ibmgesturetrain") return Part::train;
    if (name == "test" || name == "ibmgesturetest") return Part::test;
  }
  const int user = dvs_gesture_user(entry);
  if (user < 0) return std::nullopt;
  return user < first_dvs_gesture_test_user ? Part::train : Part::test;
}

bool GestureRecordings::has_parts() const {
  const auto has = [this](Part part) {
    return std::any_of(recordings_.begin(), recordings_.end(),
                       [part](const Recording& recording) { return recording.part == part; });
  };
  return has(Part::train) && has(Part::test);
}

bool GestureRecordings::begin(const std::string& entry, DvsGestureCollector& collector) const {
  const std::string path = path_of(entry);
  const auto table = texts_.find(gesture_table_path(entry));
  if (table != texts_.end()) {
    const std::string name = is_archive_ ? path_ + "/" + table->first : gesture_table_path(path);
    return collector.begin(path, read_gesture_table(table->second, name));
  }
  const int label = dvs_gesture_label(fs::weakly_canonical(path).string());
  if (label >= 0) return collector.begin(path, static_cast<std::uint32_t>(label));
  throw Error(ErrorCode::bad_format,
              path + ": its gestures are not known; expected the table " +
                  fs::path(gesture_table_path(path)).filename().string() +
                  " beside it, or one gesture in a folder called by its class, 0 to 10");
}

void GestureRecordings::visit(const std::function<bool(const std::string&)>& begin,
                              const std::function<void(std::span<const std::uint8_t>)>& piece,
                              const std::function<void()>& end) const {
  if (is_archive_) {
    visit_archive(path_, {begin, piece, end});
    return;
  }
  for (const Recording& recording : recordings_) {
    if (!begin(recording.entry)) continue;
    read_file(path_of(recording.entry), piece);
    end();
  }
}

Dataset GestureRecordings::read(std::optional<Part> part, const Selection& selection,
                                std::uint64_t first_us) const {
  DvsGestureCollector collector(path_, selection, first_us);
  std::string array_path;
  std::uint32_t array_label = 0;
  Bytes array;
  const auto begin_one = [&](const std::string& entry) {
    if (collector.full() || !is_recording(entry)) return false;
    const Recording* recording = find(entry);
    if (part && recording->part != part) return false;
    array_path.clear();
    if (is_aedat_path(entry)) return begin(entry, collector);
    const int label = dvs_gesture_label(fs::weakly_canonical(path_of(entry)).string());
    if (label < 0) {
      collector.warn(path_of(entry) +
                     ": left out, because neither its folder nor its name is a class, 0 to 10");
      return false;
    }
    array.clear();
    array_path = path_of(entry);
    array_label = static_cast<std::uint32_t>(label);
    return collector.wants(array_label);
  };
  const auto piece = [&](std::span<const std::uint8_t> bytes) {
    if (array_path.empty()) {
      collector.feed(bytes);
    } else {
      append(array, bytes, largest_array, array_path);
    }
  };
  const auto end = [&] {
    if (array_path.empty()) {
      collector.end();
    } else {
      add_arrays(array_path, array, array_label, collector);
    }
  };
  visit(begin_one, piece, end);
  return collector.finish();
}

const GestureRecordings::Recording* GestureRecordings::find(const std::string& entry) const {
  return &*std::find_if(recordings_.begin(), recordings_.end(),
                        [&](const Recording& recording) { return recording.entry == entry; });
}

bool holds_gestures(const std::string& path) {
  const auto is_gesture = [](const std::string& file) {
    return is_aedat_path(file) || (is_event_array_path(file) && dvs_gesture_label(file) >= 0);
  };
  std::error_code error;
  if (fs::is_directory(path, error)) {
    bool found = false;
    // Nothing is collected: the first file of a kind decides.
    bool decided = false;
    fs::recursive_directory_iterator it(path, error);
    for (; !error && !decided && it != fs::recursive_directory_iterator(); it.increment(error)) {
      const std::string file = it->path().string();
      found = is_gesture(file);
      decided = found || (is_nmnist_path(file) && nmnist_label(file) >= 0);
    }
    return found;
  }
  if (!fs::exists(path, error)) return false;
  if (!is_archive_path(path)) return is_recording(path);
  bool found = false;
  try {
    visit_archive(path, {[&](const std::string& entry) {
                           found = found || is_gesture(entry);
                           return false;
                         },
                         {},
                         {}});
  } catch (const UsageError&) {
    return false;  // whoever reads it says why
  }
  return found;
}

}  // namespace rouse::command
