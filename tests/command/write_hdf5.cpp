// Writes the HDF5 file that a test describes as JSON on stdin: write_hdf5 OUT < description.
//
//   {"/labels": {"type": "u16", "values": [3, 7]},
//    "/spikes/times": {"type": "f16", "lists": [[0.1, 0.2], []]},
//    "/extra/keys": {"type": "text", "values": ["zero", "one"]}}
//
// Types: u8, u16, i64; f16, f32, f64; text, of one length. Numbers may be "nan" and "inf". "gzip":
// true compresses a data set in chunks of its own length; "rows": N claims so many rows and stores
// none; "times": N stores values and lists so many times over.
#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;

/// Half-precision floats in the file, as the releases have them.
hid_t half() {
  const hid_t type = H5Tcopy(H5T_IEEE_F32LE);
  H5Tset_fields(type, 15, 10, 5, 0, 10);
  H5Tset_size(type, 2);
  H5Tset_ebias(type, 15);
  return type;
}

hid_t type_of(const std::string& name, const Json& values) {
  if (name == "u8") return H5T_STD_U8LE;
  if (name == "u16") return H5T_STD_U16LE;
  if (name == "i64") return H5T_STD_I64LE;
  if (name == "f16") return half();
  if (name == "f32") return H5T_IEEE_F32LE;
  if (name == "f64") return H5T_IEEE_F64LE;
  const hid_t type = H5Tcopy(H5T_C_S1);
  std::size_t length = 1;
  for (const Json& text : values) length = std::max(length, text.get<std::string>().size());
  H5Tset_size(type, length);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  return type;
}

double number(const Json& value) {
  return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>();
}

std::vector<double> numbers(const Json& values) {
  std::vector<double> result;
  for (const Json& value : values) result.push_back(number(value));
  return result;
}

template <typename T>
std::vector<T> repeated(const std::vector<T>& values, const Json& table) {
  std::vector<T> result;
  for (int i = 0; i < table.value("times", 1); ++i) {
    result.insert(result.end(), values.begin(), values.end());
  }
  return result;
}

/// Name, rows and how they are stored.
hid_t create(hid_t file, const std::string& path, const Json& table, hid_t type, hsize_t rows) {
  const hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  const hid_t storage = H5Pcreate(H5P_DATASET_CREATE);
  if (table.value("gzip", false)) {
    H5Pset_chunk(storage, 1, &rows);
    H5Pset_deflate(storage, 9);
  }
  const hid_t space = H5Screate_simple(1, &rows, nullptr);
  return H5Dcreate2(file, path.c_str(), type, space, links, storage, H5P_DEFAULT);
}

void write_lists(hid_t file, const std::string& path, const Json& table, hid_t type) {
  std::vector<std::vector<double>> lists;
  for (const Json& list : table["lists"]) lists.push_back(numbers(list));
  std::vector<hvl_t> rows;
  for (auto& list : lists) rows.push_back({list.size(), list.data()});
  rows = repeated(rows, table);
  const hid_t id = create(file, path, table, H5Tvlen_create(type), rows.size());
  H5Dwrite(id, H5Tvlen_create(H5T_NATIVE_DOUBLE), H5S_ALL, H5S_ALL, H5P_DEFAULT, rows.data());
}

void write_texts(hid_t file, const std::string& path, const Json& table, hid_t type) {
  const std::size_t length = H5Tget_size(type);
  std::string characters;
  for (const Json& value : table["values"]) {
    std::string text = value.get<std::string>();
    text.resize(length);
    characters += text;
  }
  const hid_t id = create(file, path, table, type, table["values"].size());
  H5Dwrite(id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data());
}

void write(hid_t file, const std::string& path, const Json& table) {
  const std::string kind = table["type"];
  const hid_t type = type_of(kind, table.value("values", Json::array()));
  if (table.contains("rows")) {
    const bool lists = table.value("lists", false);
    create(file, path, table, lists ? H5Tvlen_create(type) : type, table["rows"].get<hsize_t>());
  } else if (table.contains("lists")) {
    write_lists(file, path, table, type);
  } else if (kind == "text") {
    write_texts(file, path, table, type);
  } else {
    const std::vector<double> values = repeated(numbers(table["values"]), table);
    const hid_t id = create(file, path, table, type, values.size());
    H5Dwrite(id, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) return 2;
  const Json tables = Json::parse(std::cin);
  const hid_t file = H5Fcreate(arguments[1], H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  for (const auto& [path, table] : tables.items()) write(file, path, table);
  // Whatever else is open is closed with the file.
  return H5Fclose(file) < 0 || H5close() < 0 ? 1 : 0;
}
