#include "zip_file.hpp"

#include <utility>

#include "failure.hpp"

namespace rouse::command {
namespace {

/// A recording has less than 1 MB; more is not one, and may be a trap.
constexpr zip_uint64_t largest_entry = zip_uint64_t{64} << 20U;

std::string in_words(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

ZipReader::ZipReader(std::string path) : path_(std::move(path)) {
  int code = 0;
  zip_.reset(zip_open(path_.c_str(), ZIP_RDONLY, &code));
  if (zip_) return;
  throw UsageError("cannot open " + path_ + ": " + in_words(code) +
                   "; download or pack the archive again");
}

std::size_t ZipReader::size() const {
  return static_cast<std::size_t>(zip_get_num_entries(zip_.get(), 0));
}

std::string ZipReader::name(std::size_t entry) const {
  const char* name = zip_get_name(zip_.get(), entry, 0);
  return name == nullptr ? "" : name;
}

Bytes ZipReader::read(std::size_t entry) const {
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_stat_index(zip_.get(), entry, 0, &facts) != 0) fail(entry, zip_strerror(zip_.get()));
  if (facts.size > largest_entry) fail(entry, "it is too large for a recording");
  const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(zip_.get(), entry, 0));
  if (!file) fail(entry, zip_strerror(zip_.get()));
  Bytes bytes(static_cast<std::size_t>(facts.size));
  const zip_int64_t got = zip_fread(file.get(), bytes.data(), bytes.size());
  if (got < 0) fail(entry, zip_file_strerror(file.get()));
  if (static_cast<std::size_t>(got) != bytes.size()) fail(entry, "it is cut short");
  // The checksum is compared at the end of the entry.
  std::uint8_t beyond = 0;
  const zip_int64_t rest = zip_fread(file.get(), &beyond, 1);
  if (rest < 0) fail(entry, zip_file_strerror(file.get()));
  if (rest > 0) fail(entry, "it is longer than the archive says");
  return bytes;
}

void ZipReader::read(std::size_t entry,
                     const std::function<void(std::span<const std::uint8_t>)>& use) const {
  const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(zip_.get(), entry, 0));
  if (!file) fail(entry, zip_strerror(zip_.get()));
  Bytes block(std::size_t{1} << 16U);
  for (;;) {
    // The checksum is compared at the end of the entry.
    const zip_int64_t got = zip_fread(file.get(), block.data(), block.size());
    if (got < 0) fail(entry, zip_file_strerror(file.get()));
    if (got == 0) return;
    use({block.data(), static_cast<std::size_t>(got)});
  }
}

void ZipReader::fail(std::size_t entry, const std::string& why) const {
  throw UsageError("cannot read " + path_ + "/" + name(entry) + ": " + why);
}

ZipWriter::ZipWriter() {
  archive_ = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  require(archive_ != nullptr);
  zip_source_keep(archive_);
  zip_.reset(zip_open_from_source(archive_, ZIP_TRUNCATE, nullptr));
  require(zip_ != nullptr);
}

ZipWriter::~ZipWriter() { zip_source_free(archive_); }

void ZipWriter::require(bool done) {
  if (done) return;
  throw OutputError(std::string("cannot make the archive: ") +
                    (zip_ ? zip_strerror(zip_.get()) : "no memory"));
}

void ZipWriter::add(const std::string& name, const Bytes& bytes) {
  entries_.push_back(std::make_unique<Bytes>(bytes));
  const Bytes& kept = *entries_.back();
  zip_source_t* source = zip_source_buffer(zip_.get(), kept.data(), kept.size(), 0);
  require(source != nullptr);
  const zip_int64_t entry = zip_file_add(zip_.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (entry < 0) zip_source_free(source);
  require(entry >= 0);
  const auto index = static_cast<zip_uint64_t>(entry);
  constexpr zip_uint16_t first_of_january_1980 = (1 << 5) | 1;
  require(zip_set_file_compression(zip_.get(), index, ZIP_CM_STORE, 0) == 0);
  require(zip_file_set_dostime(zip_.get(), index, 0, first_of_january_1980, 0) == 0);
}

Bytes ZipWriter::finish() {
  require(zip_close(zip_.get()) == 0);
  static_cast<void>(zip_.release());
  zip_stat_t facts;
  zip_stat_init(&facts);
  require(zip_source_stat(archive_, &facts) == 0 && zip_source_open(archive_) == 0);
  Bytes bytes(static_cast<std::size_t>(facts.size));
  const zip_int64_t got = zip_source_read(archive_, bytes.data(), bytes.size());
  zip_source_close(archive_);
  require(got >= 0 && static_cast<std::size_t>(got) == bytes.size());
  return bytes;
}

}  // namespace rouse::command
