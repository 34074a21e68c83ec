// SHD and SSC files, read in a process of their own: what a damaged or hostile file does to libhdf5
// (crash, endless loop, all the memory) ends that process and becomes a message.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "hdf5_recordings.hpp"
#include "unpacked_file.hpp"

namespace rouse::command {

class SpikeFile {
 public:
  /// A .h5 file, or one in .gz or .zip. Must not be called while other threads run. Throws
  /// UsageError or rouse::Error, see UnpackedFile and Hdf5Recordings.
  explicit SpikeFile(const std::string& path);
  const ShdTables& tables() const { return tables_; }
  /// Throws as Hdf5Recordings::read() does.
  RawRecording read(std::size_t row);

 private:
  /// Ends with this object.
  struct Process {
    pid_t id = -1;
    int socket = -1;
    ~Process();
  };

  void start();
  /// Waits for an answer; throws what it refuses.
  void await();
  [[noreturn]] void fail();
  template <typename T>
  T receive();
  void receive(void* to, std::size_t bytes);

  std::string name_;
  UnpackedFile file_;
  Process reader_;
  ShdTables tables_;
};

}  // namespace rouse::command
