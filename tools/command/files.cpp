#include "files.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>

#include "failure.hpp"

namespace rouse::command {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string reason() { return std::strerror(errno); }

/// Where a path leads: renaming would replace a link instead of the file.
std::string resolved(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target.string();
}

/// The name under which a file is written before it takes its own.
std::string partial_path(const std::string& path) { return resolved(path) + ".partial"; }

/// Writes and flushes to the disk. Returns the reason of failure or nothing; then leaves no file.
std::string write_partial(const std::string& path, std::span<const std::uint8_t> bytes) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return reason();
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0 && ::fsync(::fileno(file.get())) == 0;
  const std::string why = written ? "" : reason();
  // A network's disk may report only now that it is full.
  const bool closed = std::fclose(file.release()) == 0;
  if (written && closed) return "";
  std::string failure = written ? reason() : why;
  std::remove(path.c_str());
  return failure;
}

/// Renaming would replace a device by a file.
std::string obstacle(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return "it is a folder";
  if (fs::exists(status) && !fs::is_regular_file(status)) return "it is not a regular file";
  if (fs::exists(status) && ::access(path.c_str(), W_OK) != 0) return reason();
  return "";
}

}  // namespace

Bytes read_file(const std::string& path) {
  Bytes bytes;
  read_file(path, [&](std::span<const std::uint8_t> block) {
    bytes.insert(bytes.end(), block.begin(), block.end());
  });
  return bytes;
}

void read_file(const std::string& path,
               const std::function<void(std::span<const std::uint8_t>)>& use) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw UsageError("cannot read " + path + ": it is a folder");
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) throw UsageError("cannot read " + path + ": " + reason());
  std::vector<std::uint8_t> block(std::size_t{1} << 16);
  for (;;) {
    const std::size_t got = std::fread(block.data(), 1, block.size(), file.get());
    use({block.data(), got});
    if (got < block.size()) break;
  }
  if (std::ferror(file.get()) != 0) throw UsageError("cannot read " + path + ": " + reason());
}

std::vector<std::string> files_below(const std::string& folder,
                                     const std::function<bool(const std::string&)>& wanted) {
  std::vector<std::string> files;
  std::error_code error;
  std::set<std::string> visited{fs::canonical(folder, error).string()};
  constexpr auto options = fs::directory_options::follow_directory_symlink;
  fs::recursive_directory_iterator it(folder, options, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code unknown;
    if (it->is_directory(unknown)) {
      // A link may lead back to a folder that holds it.
      const bool is_new = visited.insert(fs::canonical(it->path(), unknown).string()).second;
      if (!is_new) it.disable_recursion_pending();
    } else if (wanted(it->path().string())) {
      files.push_back(it->path().lexically_relative(folder).generic_string());
    }
  }
  if (error) throw UsageError("cannot read folder " + folder + ": " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

void write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  std::string why = obstacle(path);
  if (why.empty()) why = write_partial(partial_path(path), bytes);
  if (why.empty()) {
    std::error_code error;
    fs::rename(partial_path(path), resolved(path), error);
    if (error) why = error.message();
  }
  if (!why.empty()) throw OutputError("cannot write " + path + ": " + why);
}

void require_writable(const std::string& option, const std::string& path, std::size_t bytes) {
  std::string why = path.empty() ? "the name is empty" : obstacle(path);
  if (why.empty()) {
    why = write_partial(partial_path(path), std::vector<std::uint8_t>(bytes));
    if (why.empty()) std::remove(partial_path(path).c_str());
  }
  if (why.empty()) return;
  throw UsageError(option + " " + path + " cannot be written: " + why +
                   "; choose a file in a folder that exists and has room");
}

}  // namespace rouse::command
