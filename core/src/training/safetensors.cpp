#include "training/safetensors.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace rouse {
namespace {

constexpr std::size_t length_bytes = 8;

json::Value list_of(const std::vector<std::size_t>& numbers) {
  json::Value list = json::Value::array();
  for (const std::size_t number : numbers) list.append(json::Value::of(std::uint64_t{number}));
  return list;
}

std::string text_of(const std::vector<std::size_t>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + ")";
}

}  // namespace

void TensorWriter::add(const std::string& name, const char* type, const void* values,
                       std::size_t bytes, const std::vector<std::size_t>& shape) {
  const std::size_t begin = data_.size();
  data_.resize(begin + bytes);
  if (bytes > 0) std::memcpy(data_.data() + begin, values, bytes);
  json::Value tensor = json::Value::object();
  tensor.set("dtype", json::Value::of(std::string(type)));
  tensor.set("shape", list_of(shape));
  tensor.set("data_offsets", list_of({begin, data_.size()}));
  tensors_.set(name, std::move(tensor));
}

std::vector<std::uint8_t> TensorWriter::finish() const {
  json::Value header = json::Value::object();
  header.set("__metadata__", metadata_);
  for (std::size_t i = 0; i < tensors_.keys().size(); ++i) {
    header.set(tensors_.keys()[i], tensors_.elements()[i]);
  }
  std::string text = header.text();
  // The format asks for data aligned to 8 bytes; spaces after the JSON are allowed.
  text.resize((text.size() + length_bytes - 1) / length_bytes * length_bytes, ' ');
  std::vector<std::uint8_t> bytes(length_bytes + text.size() + data_.size());
  for (std::size_t i = 0; i < length_bytes; ++i) {
    bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(text.size()) >> (8 * i));
  }
  std::copy(text.begin(), text.end(), bytes.begin() + length_bytes);
  std::copy(data_.begin(), data_.end(),
            bytes.begin() + static_cast<std::ptrdiff_t>(length_bytes + text.size()));
  return bytes;
}

std::vector<std::size_t> TensorReader::whole_numbers(const json::Value& list) const {
  if (!list.is(json::Value::Kind::array)) {
    fail("its header has something else where shapes or offsets belong");
  }
  std::vector<std::size_t> numbers;
  for (const json::Value& element : list.elements()) {
    const std::optional<std::uint64_t> number = element.whole();
    if (!number || *number > std::numeric_limits<std::size_t>::max()) {
      fail("its header has " + element.text() + " where a shape or offset belongs");
    }
    numbers.push_back(static_cast<std::size_t>(*number));
  }
  return numbers;
}

TensorReader::TensorReader(std::span<const std::uint8_t> bytes, std::string what)
    : what_(std::move(what)) {
  if (bytes.size() < length_bytes) {
    fail("it has " + std::to_string(bytes.size()) + " bytes, fewer than the header's length takes");
  }
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  }
  if (length > bytes.size() - length_bytes) {
    fail("its header should have " + std::to_string(length) + " bytes, but the file ends after " +
         std::to_string(bytes.size()));
  }
  const auto* text = reinterpret_cast<const char*>(bytes.data() + length_bytes);
  const auto header =
      json::Value::parse({text, static_cast<std::size_t>(length)}, what_ + "'s header");
  const auto data = bytes.subspan(length_bytes + static_cast<std::size_t>(length));
  const auto require = [&](bool holds) {
    if (!holds) fail("its header is not that of a safetensors file");
  };
  require(header.is(json::Value::Kind::object));
  std::vector<std::uint64_t> begins;
  std::vector<std::uint64_t> ends = {0};
  for (std::size_t i = 0; i < header.keys().size(); ++i) {
    const std::string& name = header.keys()[i];
    const json::Value& entry = header.elements()[i];
    require(entry.is(json::Value::Kind::object));
    if (name == "__metadata__") {
      for (std::size_t k = 0; k < entry.keys().size(); ++k) {
        require(entry.elements()[k].is(json::Value::Kind::string));
        metadata_[entry.keys()[k]] = entry.elements()[k].characters();
      }
      continue;
    }
    const json::Value* type = entry.find("dtype");
    const json::Value* shape = entry.find("shape");
    const json::Value* where = entry.find("data_offsets");
    require(type != nullptr && shape != nullptr && where != nullptr);
    require(type->is(json::Value::Kind::string));
    const std::vector<std::size_t> offsets = whole_numbers(*where);
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > data.size()) {
      fail("tensor " + name + " lies outside the file's " + std::to_string(data.size()) +
           " bytes of data");
    }
    tensors_[name] = {type->characters(), whole_numbers(*shape),
                      data.subspan(offsets[0], offsets[1] - offsets[0])};
    begins.push_back(offsets[0]);
    ends.push_back(offsets[1]);
  }
  // The format allows neither gaps nor overlaps.
  std::sort(begins.begin(), begins.end());
  std::sort(ends.begin(), ends.end());
  for (std::size_t i = 0; i < begins.size(); ++i) {
    if (begins[i] == ends[i]) continue;
    fail("its tensors overlap or leave gaps at byte " + std::to_string(begins[i]));
  }
  if (ends.back() != data.size()) {
    fail("it has " + std::to_string(data.size()) + " bytes of data, but its tensors take " +
         std::to_string(ends.back()));
  }
}

const std::string& TensorReader::metadata(const std::string& key) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end()) fail("its metadata has no \"" + key + "\"; was it saved by Rouse?");
  return found->second;
}

std::span<const std::uint8_t> TensorReader::find(const std::string& name, const char* type,
                                                 std::size_t size,
                                                 const std::vector<std::size_t>& shape) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) fail("it has no tensor " + name);
  const Tensor& tensor = found->second;
  if (tensor.type != type) fail("tensor " + name + " is " + tensor.type + ", not " + type);
  if (tensor.shape != shape) {
    throw Error(ErrorCode::shape_mismatch, what_ + ": tensor " + name + " has shape " +
                                               text_of(tensor.shape) + "; the network needs " +
                                               text_of(shape));
  }
  std::size_t bytes = size;
  for (const std::size_t extent : shape) bytes *= extent;
  if (tensor.data.size() != bytes) {
    fail("tensor " + name + " has " + std::to_string(tensor.data.size()) + " bytes instead of " +
         std::to_string(bytes));
  }
  return tensor.data;
}

void TensorReader::fail(const std::string& why) const {
  throw Error(ErrorCode::bad_format, what_ + " cannot be read: " + why);
}

}  // namespace rouse
