// A file that may have been packed for its way: as it is, or unpacked from .gz or .zip.
#pragma once

#include <cstdint>
#include <string>

namespace rouse::command {

/// A file to be opened by name, where it is or as an unpacked copy that vanishes with this object.
class UnpackedFile {
 public:
  /// Packed is what begins as gzip or zip does. Throws UsageError when the file cannot be read or
  /// no copy can be made; rouse::Error bad_format for damaged archives, bytes behind their end,
  /// zip archives that do not hold exactly one .h5, and for more than 100 times the packed size.
  explicit UnpackedFile(const std::string& path);
  ~UnpackedFile() { remove(); }
  UnpackedFile(const UnpackedFile&) = delete;
  UnpackedFile& operator=(const UnpackedFile&) = delete;

  const std::string& path() const { return path_; }
  /// Removes the copy's name, if there is a copy. Whoever has it open keeps it.
  void remove();
  std::uint64_t bytes() const { return bytes_; }

 private:
  void unpack(bool zip);
  void unpack_gzip();
  void unpack_zip();
  void write(const std::uint8_t* bytes, std::size_t count);

  std::string name_;
  std::string path_;
  std::uint64_t bytes_ = 0;
  std::uint64_t most_bytes_ = 0;
  int copy_ = -1;  // descriptor
};

/// Whether a name ends in .h5 or .hdf5, packed or not, and is not hidden.
bool is_hdf5_path(const std::string& path);

}  // namespace rouse::command
