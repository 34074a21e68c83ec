// Zip archives through libzip: reading entry by entry, and writing in memory.
#pragma once

#include <zip.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "files.hpp"

namespace rouse::command {

struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using ZipHandle = std::unique_ptr<zip_t, DiscardZip>;

/// An archive that is read. Only the entries that are asked for are unpacked.
class ZipReader {
 public:
  /// Throws UsageError when the file is missing or no archive.
  explicit ZipReader(std::string path);

  std::size_t size() const;
  /// Name of an entry, with folders and slashes.
  std::string name(std::size_t entry) const;
  /// Throws UsageError naming archive, entry and reason.
  Bytes read(std::size_t entry) const;
  /// An entry of any size, piece by piece. Throws as read() does.
  void read(std::size_t entry, const std::function<void(std::span<const std::uint8_t>)>& use) const;

 private:
  [[noreturn]] void fail(std::size_t entry, const std::string& why) const;

  std::string path_;
  ZipHandle zip_;
};

/// An archive whose entries are stored as they are, with a fixed date: equal entries give equal
/// bytes.
class ZipWriter {
 public:
  ZipWriter();
  ~ZipWriter();

  void add(const std::string& name, const Bytes& bytes);
  /// The archive. Call once, at the end.
  Bytes finish();

 private:
  void require(bool done);

  zip_source_t* archive_ = nullptr;
  ZipHandle zip_;
  // libzip reads an entry's bytes when the archive is finished.
  std::vector<std::unique_ptr<Bytes>> entries_;
};

}  // namespace rouse::command
