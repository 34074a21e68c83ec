#include "training/safetensors.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace rouse {
namespace {

constexpr std::size_t length_bytes = 8;

std::string text_of(const std::vector<std::size_t>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + ")";
}

}  // namespace

std::vector<std::uint8_t> TensorWriter::finish() const {
  json::Json header = json::Json::object();
  header["__metadata__"] = metadata_;
  header.update(tensors_);
  std::string text = header.dump();
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

std::vector<std::size_t> TensorReader::whole_numbers(const json::Json& list) const {
  if (!list.is_array()) fail("its header has something else where shapes or offsets belong");
  std::vector<std::size_t> numbers;
  for (const json::Json& element : list) {
    const std::optional<std::uint64_t> number = json::whole(element);
    if (!number || *number > std::numeric_limits<std::size_t>::max()) {
      fail("its header has " + element.dump() + " where a shape or offset belongs");
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
  const auto header = json::parse({text, static_cast<std::size_t>(length)}, what_ + "'s header");
  const auto data = bytes.subspan(length_bytes + static_cast<std::size_t>(length));
  std::vector<std::pair<std::size_t, std::size_t>> extents;
  try {
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        entry.get_to(metadata_);
        continue;
      }
      const std::vector<std::size_t> offsets = whole_numbers(entry.at("data_offsets"));
      if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > data.size()) {
        fail("tensor " + name + " lies outside the file's " + std::to_string(data.size()) +
             " bytes of data");
      }
      tensors_[name] = {entry.at("dtype").get<std::string>(), whole_numbers(entry.at("shape")),
                        data.subspan(offsets[0], offsets[1] - offsets[0])};
      extents.emplace_back(offsets[0], offsets[1]);
    }
  } catch (const json::Json::exception&) {
    fail("its header is not that of a safetensors file");
  }
  // The format allows neither gaps nor overlaps.
  std::sort(extents.begin(), extents.end());
  std::size_t end = 0;
  for (const auto& [from, to] : extents) {
    if (from != end) fail("its tensors overlap or leave gaps at byte " + std::to_string(from));
    end = to;
  }
  if (end != data.size()) {
    fail("it has " + std::to_string(data.size()) + " bytes of data, but its tensors take " +
         std::to_string(end));
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
