#include "archive_file.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>
#include <vector>

#include "failure.hpp"

namespace rouse::command {
namespace {

struct FreeArchive {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, FreeArchive>;

[[noreturn]] void fail(const ArchiveHandle& handle, const std::string& name) {
  const char* why = archive_error_string(handle.get());
  throw UsageError("cannot read " + name + ": " + (why == nullptr ? "no archive" : why) +
                   "; get or pack the archive again");
}

ArchiveHandle new_archive() {
  ArchiveHandle handle(archive_read_new());
  if (!handle) throw std::bad_alloc();
  archive_read_support_filter_all(handle.get());
  archive_read_support_format_tar(handle.get());
  archive_read_support_format_zip(handle.get());
  return handle;
}

void visit(const ArchiveHandle& handle, const std::string& name, const ArchiveVisitor& visitor) {
  std::vector<std::uint8_t> block(std::size_t{1} << 16U);
  for (;;) {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(handle.get(), &entry);
    if (code == ARCHIVE_EOF) return;
    if (code < ARCHIVE_WARN) fail(handle, name);
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr || archive_entry_filetype(entry) != AE_IFREG) continue;
    const std::string where = name + "/" + path;
    if (!visitor.begin(path)) continue;
    for (;;) {
      const la_ssize_t got = archive_read_data(handle.get(), block.data(), block.size());
      if (got < 0) fail(handle, where);
      if (got == 0) break;
      visitor.piece({block.data(), static_cast<std::size_t>(got)});
    }
    visitor.end();
  }
}

}  // namespace

void visit_archive(const std::string& path, const ArchiveVisitor& visitor) {
  const ArchiveHandle handle = new_archive();
  constexpr std::size_t block_bytes = std::size_t{1} << 16U;
  if (archive_read_open_filename(handle.get(), path.c_str(), block_bytes) != ARCHIVE_OK) {
    fail(handle, path);
  }
  visit(handle, path, visitor);
}

void visit_archive(std::span<const std::uint8_t> bytes, const std::string& name,
                   const ArchiveVisitor& visitor) {
  const ArchiveHandle handle = new_archive();
  if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    fail(handle, name);
  }
  visit(handle, name, visitor);
}

bool is_archive_path(const std::string& path) {
  std::string name = std::filesystem::path(path).filename().string();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* ending :
       {".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst"}) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

}  // namespace rouse::command
