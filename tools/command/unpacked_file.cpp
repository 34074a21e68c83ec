#include "unpacked_file.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "rouse/error.hpp"
#include "zip_file.hpp"

namespace rouse::command {
namespace {

namespace fs = std::filesystem;

/// Recordings shrink to a sixth; what swells more than this was made to do harm.
constexpr std::uint64_t most_growth = 100;
constexpr std::uint64_t always_allowed = std::uint64_t{1} << 20U;

[[noreturn]] void refuse_bytes(const std::string& name, const std::string& why) {
  throw Error(ErrorCode::bad_format, name + ": " + why);
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::unique_ptr<std::FILE, CloseFile> open(const std::string& path) {
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) throw UsageError("cannot read " + path + ": " + std::strerror(errno));
  return file;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool has_hdf5_ending(const std::string& name) {
  const std::string ending = lower(fs::path(name).extension().string());
  return ending == ".h5" || ending == ".hdf5";
}

/// Inflates gzip, which may consist of several members.
class Gunzip {
 public:
  explicit Gunzip(const std::string& name) : name_(name) {
    constexpr int with_gzip_header = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, with_gzip_header) != Z_OK) throw std::bad_alloc();
  }
  ~Gunzip() { inflateEnd(&stream_); }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  template <typename Use>
  void add(std::vector<std::uint8_t>& block, std::size_t count, const Use& use) {
    stream_.next_in = block.data();
    stream_.avail_in = static_cast<uInt>(count);
    do {
      if (ended_) begin_member();
      stream_.next_out = out_.data();
      stream_.avail_out = static_cast<uInt>(out_.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
        refuse_bytes(name_, after_end_ ? "other bytes follow the end of the gzip data; get the "
                                         "file again"
                                       : std::string("its gzip data is damaged (") +
                                             (stream_.msg ? stream_.msg : "not gzip") +
                                             "); get the file again");
      }
      ended_ = code == Z_STREAM_END;
      use(out_.data(), out_.size() - stream_.avail_out);
    } while (stream_.avail_in > 0 || stream_.avail_out == 0);
  }
  void finish() const {
    if (!ended_) refuse_bytes(name_, "its gzip data is cut short; get the file again");
  }

 private:
  void begin_member() {
    if (stream_.avail_in == 0) return;
    inflateReset(&stream_);
    after_end_ = true;
    ended_ = false;
  }

  const std::string& name_;
  z_stream stream_{};
  std::vector<std::uint8_t> out_ = std::vector<std::uint8_t>(std::size_t{1} << 16U);
  bool ended_ = false;
  bool after_end_ = false;
};

}  // namespace

UnpackedFile::UnpackedFile(const std::string& path) : name_(path), path_(path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw UsageError("cannot read " + path + ": it is a folder");
  std::array<char, 4> begin{};
  const std::size_t got = std::fread(begin.data(), 1, begin.size(), open(path).get());
  bytes_ = fs::file_size(path, error);
  if (error) throw UsageError("cannot read " + path + ": " + error.message());
  const std::string_view magic(begin.data(), got);
  const bool zip = magic.starts_with("PK\3\4") || magic.starts_with("PK\5\6");
  if (!zip && !magic.starts_with("\x1f\x8b")) {
    const std::string ending = lower(fs::path(path).extension().string());
    if (ending != ".gz" && ending != ".zip") return;
    refuse_bytes(path, "it ends in " + ending + ", but is no such archive; get the file again");
  }
  try {
    unpack(zip);
  } catch (...) {
    remove();
    throw;
  }
}

void UnpackedFile::remove() {
  if (copy_ < 0) return;
  ::unlink(path_.c_str());
  ::close(std::exchange(copy_, -1));
}

void UnpackedFile::unpack(bool zip) {
  std::string copy = (fs::temp_directory_path() / "rouse-XXXXXX").string();
  copy_ = ::mkstemp(copy.data());
  if (copy_ < 0) throw UsageError("cannot unpack to " + copy + ": " + std::strerror(errno));
  path_ = copy;
  most_bytes_ = always_allowed + most_growth * bytes_;
  bytes_ = 0;
  zip ? unpack_zip() : unpack_gzip();
}

void UnpackedFile::unpack_gzip() {
  const auto file = open(name_);
  Gunzip gunzip(name_);
  std::vector<std::uint8_t> block(std::size_t{1} << 16U);
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), file.get())) {
    gunzip.add(block, got,
               [&](const std::uint8_t* bytes, std::size_t count) { write(bytes, count); });
  }
  if (std::ferror(file.get()) != 0) {
    throw UsageError("cannot read " + name_ + ": " + std::strerror(errno));
  }
  gunzip.finish();
}

void UnpackedFile::unpack_zip() {
  const ZipReader zip(name_);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < zip.size(); ++i) {
    if (is_hdf5_path(zip.name(i))) found.push_back(i);
  }
  if (found.size() != 1) {
    refuse_bytes(name_, "it holds " + std::to_string(found.size()) +
                            " HDF5 files (.h5); expected one, as in shd_train.h5.zip");
  }
  zip.read(found.front(),
           [&](std::span<const std::uint8_t> bytes) { write(bytes.data(), bytes.size()); });
}

void UnpackedFile::write(const std::uint8_t* bytes, std::size_t count) {
  bytes_ += count;
  if (bytes_ > most_bytes_) {
    refuse_bytes(name_, "it unpacks to more than " + std::to_string(most_growth) +
                            " times its size, which no recordings do; unpack it yourself if you "
                            "trust it");
  }
  while (count > 0) {
    const ssize_t written = ::write(copy_, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      throw UsageError("cannot unpack " + name_ + " to " + fs::temp_directory_path().string() +
                       ": " + std::strerror(errno) + "; make room or set TMPDIR");
    }
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
}

bool is_hdf5_path(const std::string& path) {
  const fs::path file(path);
  if (file.filename().string().starts_with(".") || path.starts_with("__MACOSX/")) return false;
  if (has_hdf5_ending(path)) return true;
  const std::string packing = lower(file.extension().string());
  return (packing == ".gz" || packing == ".zip") && has_hdf5_ending(file.stem().string());
}

}  // namespace rouse::command
