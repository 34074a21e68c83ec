// The header of .npy is a Python dictionary: {'descr': ..., 'fortran_order': ..., 'shape': ...}.
#include "data/npy.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "rouse/error.hpp"

namespace rouse {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t most_fields = 100;

/// Reads the dictionary from left to right.
class HeaderReader {
 public:
  HeaderReader(std::string_view text, std::size_t offset, const std::string& name)
      : text_(text), offset_(offset), name_(name) {}

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::bad_format,
                name_ + ", byte " + std::to_string(offset_ + at_) + ": " + what);
  }

  /// Whether the next character is this one; then goes on behind it.
  bool take(char wanted) {
    while (at_ < text_.size() && std::strchr(" \t\r\n", text_[at_]) != nullptr) ++at_;
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  void require(char wanted) {
    if (!take(wanted)) fail(std::string("the array's header lacks ") + wanted);
  }

  std::string word() {
    const char quote = take('\'') ? '\'' : '"';
    if (quote == '"') require('"');
    const std::size_t end = text_.find(quote, at_);
    if (end == std::string_view::npos) fail("a name in the array's header does not end");
    const std::string_view found = text_.substr(at_, end - at_);
    at_ = end + 1;
    return std::string(found);
  }
  bool boolean() {
    take(' ');
    for (const bool value : {true, false}) {
      const std::string_view spelled = value ? "True" : "False";
      if (text_.substr(at_, spelled.size()) != spelled) continue;
      at_ += spelled.size();
      return value;
    }
    fail("fortran_order is neither True nor False");
  }
  std::uint64_t number() {
    take(' ');
    std::uint64_t value = 0;
    const std::size_t begin = at_;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      if (value > UINT32_MAX) fail("the array's shape is too large");
      value = value * 10 + static_cast<std::uint64_t>(text_[at_] - '0');
    }
    if (at_ == begin) fail("the array's shape is no list of numbers");
    take('L');  // as Python 2 wrote them
    return value;
  }

 private:
  std::string_view text_;
  std::size_t offset_;
  const std::string& name_;
  std::size_t at_ = 0;
};

/// "<i4" or "|b1". Types of no numbers are passed over as long as nobody reads them.
NpyType type_of(const std::string& text, const HeaderReader& reader) {
  NpyType type;
  const std::size_t begin = std::strchr("<>|=", text.empty() ? ' ' : text[0]) != nullptr ? 1 : 0;
  type.big_endian = begin == 1 && text[0] == '>';
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9' || type.bytes > 65536) {
      reader.fail("the type \"" + text.substr(0, 40) + "\" is not a number's");
    }
    type.bytes = type.bytes * 10 + static_cast<std::size_t>(text[i] - '0');
  }
  const char kind = begin < text.size() ? text[begin] : ' ';
  const bool size_of_number =
      type.bytes == 1 || type.bytes == 2 || type.bytes == 4 || type.bytes == 8;
  if (kind == 'V' || kind == 'S') {
    type.kind = 'V';
  } else if ((kind == 'b' && type.bytes == 1) || ((kind == 'i' || kind == 'u') && size_of_number) ||
             (kind == 'f' && (type.bytes == 4 || type.bytes == 8))) {
    type.kind = kind;
  } else {
    reader.fail("the type \"" + text.substr(0, 40) +
                "\" is none that is read; save integers, booleans or 32 or 64-bit floats");
  }
  return type;
}

void read_types(HeaderReader& reader, NpyArray& array) {
  if (!reader.take('[')) {
    array.fields = {{"", type_of(reader.word(), reader), 0}};
    array.record_bytes = array.fields[0].type.bytes;
    return;
  }
  while (!reader.take(']')) {
    reader.require('(');
    NpyField field;
    field.name = reader.word();
    reader.require(',');
    if (reader.take('[')) reader.fail("the field \"" + field.name + "\" has fields of its own");
    field.type = type_of(reader.word(), reader);
    field.offset = array.record_bytes;
    if (reader.take(',') && !reader.take(')')) {
      reader.fail("the field \"" + field.name + "\" is an array of its own");
    } else {
      reader.take(')');
    }
    reader.take(',');
    array.record_bytes += field.type.bytes;
    array.fields.push_back(std::move(field));
    if (array.fields.size() > most_fields) reader.fail("the array has too many fields");
  }
}

void read_dictionary(HeaderReader& reader, NpyArray& array) {
  bool found[3] = {false, false, false};
  reader.require('{');
  while (!reader.take('}')) {
    const std::string key = reader.word();
    reader.require(':');
    if (key == "descr") {
      read_types(reader, array);
      found[0] = true;
    } else if (key == "fortran_order") {
      array.fortran_order = reader.boolean();
      found[1] = true;
    } else if (key == "shape") {
      reader.require('(');
      while (!reader.take(')')) {
        array.shape.push_back(reader.number());
        reader.take(',');
      }
      found[2] = true;
    } else {
      reader.fail("the array's header has an unknown \"" + key + "\"");
    }
    reader.take(',');
  }
  if (found[0] && found[1] && found[2] && array.record_bytes > 0) return;
  reader.fail("the array's header lacks descr, fortran_order or shape");
}

std::uint64_t bits(const std::uint8_t* bytes, const NpyType& type) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < type.bytes; ++i) {
    value = value << 8U | bytes[type.big_endian ? i : type.bytes - 1 - i];
  }
  return value;
}

}  // namespace

NpyArray read_npy(std::span<const std::uint8_t> bytes, const std::string& name) {
  const auto fail = [&](std::size_t offset, const std::string& what) {
    throw Error(ErrorCode::bad_format, name + ", byte " + std::to_string(offset) + ": " + what);
  };
  if (bytes.size() < 10 ||
      !std::equal(magic.begin(), magic.end(), bytes.begin(),
                  [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; })) {
    fail(0, "this is no .npy file; expected an array that NumPy saved");
  }
  const std::uint8_t version = bytes[6];
  if (version < 1 || version > 3) {
    fail(6, "format version " + std::to_string(version) + " is unknown; expected 1 to 3");
  }
  const std::size_t begin = version == 1 ? 10 : 12;
  std::size_t length = bytes[8] | static_cast<std::size_t>(bytes[9]) << 8U;
  if (version > 1 && bytes.size() >= begin) {
    length |= static_cast<std::size_t>(bytes[10]) << 16U | static_cast<std::size_t>(bytes[11])
                                                               << 24U;
  }
  if (bytes.size() < begin || length > bytes.size() - begin) {
    fail(8, "the header of " + std::to_string(length) + " bytes ends behind the file's " +
                std::to_string(bytes.size()) + " bytes; get the file again");
  }
  NpyArray array;
  const std::string text(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                         bytes.begin() + static_cast<std::ptrdiff_t>(begin + length));
  HeaderReader reader(text, begin, name);
  read_dictionary(reader, array);

  const std::span<const std::uint8_t> rest = bytes.subspan(begin + length);
  std::uint64_t records = 1;
  bool too_few = false;
  for (const std::uint64_t size : array.shape) {
    too_few = too_few || (size != 0 && records > rest.size() / size);
    records *= size;
  }
  if (std::find(array.shape.begin(), array.shape.end(), 0U) != array.shape.end()) records = 0;
  if (records != 0 && (too_few || records > rest.size() / array.record_bytes)) {
    fail(begin + length, "the array ends behind the file's " + std::to_string(bytes.size()) +
                             " bytes; it is cut short, get it again");
  }
  array.data = rest.first(static_cast<std::size_t>(records * array.record_bytes));
  return array;
}

double NpyColumn::real(std::uint64_t i) const {
  const std::uint8_t* at = first + i * stride;
  if (type.kind == 'f') {
    const std::uint64_t pattern = bits(at, type);
    return type.bytes == 8
               ? std::bit_cast<double>(pattern)
               : static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(pattern)));
  }
  const std::optional<std::int64_t> value = whole(i);
  return value ? static_cast<double>(*value) : std::nan("");
}

std::optional<std::int64_t> NpyColumn::whole(std::uint64_t i) const {
  if (type.kind == 'f') {
    const double value = real(i);
    const bool is_whole = value >= -9e15 && value <= 9e15 && std::floor(value) == value;
    return is_whole ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
  }
  if (type.bytes == 0) return std::nullopt;
  const std::uint64_t pattern = bits(first + i * stride, type);
  const auto unused = static_cast<unsigned>(64 - 8 * type.bytes);
  if (type.kind == 'i') return static_cast<std::int64_t>(pattern << unused) >> unused;
  return pattern <= INT64_MAX ? std::optional(static_cast<std::int64_t>(pattern)) : std::nullopt;
}

}  // namespace rouse
