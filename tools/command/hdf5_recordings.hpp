// SHD and SSC files through libhdf5: tables, and the spikes of one recording at a time.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rouse/shd.hpp"

namespace rouse::command {

/// An identifier of libhdf5, closed at the end.
template <herr_t (*Close)(hid_t)>
class Hdf5Id {
 public:
  explicit Hdf5Id(hid_t id) : id_(id) {}
  ~Hdf5Id() {
    if (id_ >= 0) Close(id_);
  }
  Hdf5Id(const Hdf5Id&) = delete;
  Hdf5Id& operator=(const Hdf5Id&) = delete;
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
};
using Hdf5File = Hdf5Id<H5Fclose>;
using Hdf5Dataset = Hdf5Id<H5Dclose>;
using Hdf5Space = Hdf5Id<H5Sclose>;
using Hdf5Type = Hdf5Id<H5Tclose>;

/// Spikes of one recording, one time and one unit each if the file is right.
struct RawRecording {
  std::vector<float> times;  ///< seconds
  std::vector<std::uint32_t> units;
};

/// One open file. libhdf5 trusts what a file says about itself: a damaged one may end the process
/// or exhaust it, so use SpikeFile, which keeps this in a process of its own.
class Hdf5Recordings {
 public:
  /// `name` is used in messages. Throws bad_format for what is no HDF5 or has another layout.
  Hdf5Recordings(const std::string& path, std::string name);

  const ShdTables& tables() const { return tables_; }
  /// Throws bad_format naming table, recording and reason.
  RawRecording read(std::size_t row) const;

 private:
  [[noreturn]] void fail(const std::string& where, const std::string& what) const;
  bool has(const char* path) const;
  hid_t dataset(const char* path, H5T_class_t kind, const char* expected) const;
  std::size_t rows_of(hid_t dataset, const char* path) const;
  std::vector<std::int64_t> integers(const char* path) const;
  std::vector<std::string> texts(const char* path) const;
  template <typename T>
  std::vector<T> list(hid_t dataset, const char* path, hid_t native, std::size_t row) const;

  std::string name_;
  Hdf5File file_;
  Hdf5Dataset times_;
  Hdf5Dataset units_;
  ShdTables tables_;
};

}  // namespace rouse::command
