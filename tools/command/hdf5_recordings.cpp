#include "hdf5_recordings.hpp"

#include <algorithm>
#include <utility>

#include "rouse/error.hpp"

namespace rouse::command {
namespace {

constexpr const char* times_path = "/spikes/times";
constexpr const char* units_path = "/spikes/units";
constexpr const char* labels_path = "/labels";
constexpr const char* keys_path = "/extra/keys";
constexpr const char* speakers_path = "/extra/speaker";

/// All of SSC are about a hundred thousand recordings.
constexpr hsize_t most_rows = 1000000;
constexpr std::size_t most_keys = 10000;
constexpr std::size_t longest_key = 1000;

/// What libhdf5 has last complained of, where it arose.
std::string complaint() {
  std::string text;
  const auto innermost = [](unsigned n, const H5E_error2_t* error, void* out) -> herr_t {
    if (n == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, innermost, &text);
  return text.empty() ? "no reason given" : text;
}

hid_t open_quietly(const std::string& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // errors are reported as ours
  return H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
}

}  // namespace

Hdf5Recordings::Hdf5Recordings(const std::string& path, std::string name)
    : name_(std::move(name)),
      file_(open_quietly(path)),
      times_(dataset(times_path, H5T_FLOAT, "lists of floating-point seconds")),
      units_(dataset(units_path, H5T_INTEGER, "lists of whole numbers")) {
  tables_.recordings = rows_of(times_, times_path);
  const std::size_t units = rows_of(units_, units_path);
  if (units != tables_.recordings) {
    fail(units_path, "it has " + std::to_string(units) + " rows, but /spikes/times has " +
                         std::to_string(tables_.recordings));
  }
  tables_.labels = integers(labels_path);
  if (!has("/extra")) return;
  if (has(keys_path)) tables_.keys = texts(keys_path);
  if (has(speakers_path)) tables_.speakers = integers(speakers_path);
}

void Hdf5Recordings::fail(const std::string& where, const std::string& what) const {
  throw Error(ErrorCode::bad_format, name_ + ", " + where + ": " + what);
}

bool Hdf5Recordings::has(const char* path) const { return H5Lexists(file_, path, H5P_DEFAULT) > 0; }

hid_t Hdf5Recordings::dataset(const char* path, H5T_class_t kind, const char* expected) const {
  if (file_ < 0) {
    throw Error(ErrorCode::bad_format, name_ + ": it is no HDF5 file, or a damaged one (" +
                                           complaint() + "); get the file again");
  }
  const hid_t id = H5Dopen2(file_, path, H5P_DEFAULT);
  if (id < 0) {
    fail(path,
         "it is missing or unreadable (" + complaint() +
             "); expected /spikes/times, /spikes/units and /labels, as SHD and SSC have them");
  }
  const Hdf5Type list(H5Dget_type(id));
  const bool is_list = H5Tget_class(list) == H5T_VLEN;
  const Hdf5Type element(is_list ? H5Tget_super(list) : hid_t{-1});
  if (is_list && H5Tget_class(element) == kind) return id;
  H5Dclose(id);
  fail(path, std::string("it has another type; expected ") + expected + ", one for each recording");
}

std::size_t Hdf5Recordings::rows_of(hid_t dataset, const char* path) const {
  const Hdf5Space space(H5Dget_space(dataset));
  hsize_t rows = 0;
  if (H5Sget_simple_extent_ndims(space) != 1 ||
      H5Sget_simple_extent_dims(space, &rows, nullptr) != 1) {
    fail(path, "it is no list with one row for each recording");
  }
  if (rows > most_rows) {
    fail(path, "it claims " + std::to_string(rows) + " rows; expected at most " +
                   std::to_string(most_rows));
  }
  return static_cast<std::size_t>(rows);
}

std::vector<std::int64_t> Hdf5Recordings::integers(const char* path) const {
  const Hdf5Dataset id(H5Dopen2(file_, path, H5P_DEFAULT));
  if (id < 0) fail(path, "it is missing or unreadable (" + complaint() + ")");
  const Hdf5Type type(H5Dget_type(id));
  if (H5Tget_class(type) != H5T_INTEGER) fail(path, "it has another type; expected whole numbers");
  std::vector<std::int64_t> values(rows_of(id, path));
  if (!values.empty() &&
      H5Dread(id, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
    fail(path, "it cannot be read (" + complaint() + "); get the file again");
  }
  return values;
}

std::vector<std::string> Hdf5Recordings::texts(const char* path) const {
  const Hdf5Dataset id(H5Dopen2(file_, path, H5P_DEFAULT));
  if (id < 0) fail(path, "it is unreadable (" + complaint() + ")");
  const std::size_t rows = rows_of(id, path);
  const Hdf5Type type(H5Dget_type(id));
  if (H5Tget_class(type) != H5T_STRING || rows == 0 || rows > most_keys) {
    fail(path, "it is no list of 1 to " + std::to_string(most_keys) + " names");
  }
  std::vector<std::string> names(rows);
  herr_t status = 0;
  if (H5Tis_variable_str(type) > 0) {
    const Hdf5Space space(H5Dget_space(id));
    std::vector<char*> pointers(rows, nullptr);
    status = H5Dread(id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data());
    for (std::size_t i = 0; status >= 0 && i < rows; ++i) {
      if (pointers[i] != nullptr) names[i] = pointers[i];
    }
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
  } else {
    const std::size_t length = std::min(H5Tget_size(type), longest_key);
    const Hdf5Type terminated(H5Tcopy(type));
    H5Tset_size(terminated, length + 1);
    H5Tset_strpad(terminated, H5T_STR_NULLTERM);
    std::vector<char> characters(rows * (length + 1), '\0');
    status = H5Dread(id, terminated, H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data());
    for (std::size_t i = 0; i < rows; ++i) names[i] = characters.data() + i * (length + 1);
  }
  if (status < 0) fail(path, "it cannot be read (" + complaint() + "); get the file again");
  for (std::string& name : names) name.resize(std::min(name.size(), longest_key));
  return names;
}

template <typename T>
std::vector<T> Hdf5Recordings::list(hid_t dataset, const char* path, hid_t native,
                                    std::size_t row) const {
  const Hdf5Type type(H5Tvlen_create(native));
  const Hdf5Space in_file(H5Dget_space(dataset));
  const hsize_t start = row;
  const hsize_t one = 1;
  const Hdf5Space in_memory(H5Screate_simple(1, &one, nullptr));
  hvl_t found{};
  if (H5Sselect_hyperslab(in_file, H5S_SELECT_SET, &start, nullptr, &one, nullptr) < 0 ||
      H5Dread(dataset, type, in_memory, in_file, H5P_DEFAULT, &found) < 0) {
    fail(std::string(path) + ", recording " + std::to_string(row),
         "it cannot be read (" + complaint() + "); get the file again");
  }
  const T* begin = static_cast<const T*>(found.p);
  std::vector<T> values(begin, begin + (found.p == nullptr ? 0 : found.len));
  H5Dvlen_reclaim(type, in_memory, H5P_DEFAULT, &found);
  return values;
}

RawRecording Hdf5Recordings::read(std::size_t row) const {
  return {list<float>(times_, times_path, H5T_NATIVE_FLOAT, row),
          list<std::uint32_t>(units_, units_path, H5T_NATIVE_UINT32, row)};
}

}  // namespace rouse::command
