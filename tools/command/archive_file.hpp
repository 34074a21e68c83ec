// Archives of any usual kind through libarchive, from the first entry to the last: tar, packed or
// not, and zip.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "files.hpp"

namespace rouse::command {

/// Takes an archive's files as they come.
struct ArchiveVisitor {
  /// False passes over the entry.
  std::function<bool(const std::string& entry)> begin;
  std::function<void(std::span<const std::uint8_t> bytes)> piece;
  std::function<void()> end;
};

/// Goes through an archive once. Throws UsageError, naming archive, entry and reason, when it
/// cannot be read; what the visitor throws goes through.
void visit_archive(const std::string& path, const ArchiveVisitor& visitor);

/// The same for an archive in memory; `name` is used in messages.
void visit_archive(std::span<const std::uint8_t> bytes, const std::string& name,
                   const ArchiveVisitor& visitor);

/// Whether a name ends as archives' do that this can read: .zip, .tar, .tar.gz, .tgz, .tar.xz, …
bool is_archive_path(const std::string& path);

}  // namespace rouse::command
