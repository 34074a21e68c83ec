#include "recording_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "failure.hpp"
#include "rouse/nmnist.hpp"
#include "zip_file.hpp"

namespace rouse::command {
namespace {

namespace fs = std::filesystem;

class FolderSource : public RecordingSource {
 public:
  explicit FolderSource(const std::string& folder) : RecordingSource(folder) {
    for (std::string& file : files_below(folder, is_nmnist_path)) {
      entries_.push_back({std::move(file), 0});
    }
  }
  std::string label_path(std::size_t i) const override {
    return fs::weakly_canonical(name_).append(entry(i)).string();
  }
  std::string path(std::size_t i) const override {
    return fs::path(name_).append(entry(i)).string();
  }
  Bytes read(std::size_t i) const override { return read_file(path(i)); }
};

class ZipSource : public RecordingSource {
 public:
  explicit ZipSource(const std::string& path) : RecordingSource(path), zip_(path) {
    for (std::size_t i = 0; i < zip_.size(); ++i) {
      std::string entry = zip_.name(i);
      if (is_nmnist_path(entry)) entries_.push_back({std::move(entry), i});
    }
    sort();
  }
  Bytes read(std::size_t i) const override { return zip_.read(entries_[i].index); }

 private:
  ZipReader zip_;
};

class FileSource : public RecordingSource {
 public:
  explicit FileSource(const std::string& path) : RecordingSource(path) {
    entries_.push_back({path, 0});
  }
  std::string path(std::size_t /*i*/) const override { return name_; }
  std::string label_path(std::size_t /*i*/) const override {
    return fs::weakly_canonical(name_).string();
  }
  Bytes read(std::size_t /*i*/) const override { return read_file(name_); }
};

bool is_zip(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw UsageError("cannot read " + path + ": " + std::strerror(errno));
  char begin[4] = {};
  const std::size_t got = std::fread(begin, 1, sizeof begin, file);
  std::fclose(file);
  return got == sizeof begin && (std::memcmp(begin, "PK\3\4", sizeof begin) == 0 ||
                                 std::memcmp(begin, "PK\5\6", sizeof begin) == 0);
}

bool ends_in_zip(const std::string& path) {
  const std::string extension = fs::path(path).extension().string();
  return extension == ".zip" || extension == ".ZIP";
}

}  // namespace

void RecordingSource::sort() {
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.path < b.path; });
}

std::unique_ptr<RecordingSource> open_recordings(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    throw UsageError("there is nothing at " + path +
                     "; give a folder, a zip archive, a .bin file or builtin:saccade-digits");
  }
  if (fs::is_directory(status)) return std::make_unique<FolderSource>(path);
  if (is_zip(path) || ends_in_zip(path)) return std::make_unique<ZipSource>(path);
  if (is_nmnist_path(path)) return std::make_unique<FileSource>(path);
  throw UsageError(path + " is neither a folder nor a zip archive nor a .bin recording");
}

}  // namespace rouse::command
