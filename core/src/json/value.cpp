#include "json/value.hpp"

#include <charconv>
#include <cmath>

#include "json/decimal.hpp"
#include "rouse/error.hpp"

namespace rouse::json {
namespace {

/// Deeper documents are refused: each level takes some of the stack.
constexpr int deepest = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80U) {
    put(point);
  } else if (point < 0x800U) {
    put(0xC0U | (point >> 6U));
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000U) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

/// Bytes of the UTF-8 sequence at the front of `text`, 0 if there is none (RFC 3629).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  std::size_t length = 0;
  unsigned low = 0x80U;
  unsigned high = 0xBFU;
  if (first >= 0xC2U && first <= 0xDFU) {
    length = 2;
  } else if (first >= 0xE0U && first <= 0xEFU) {
    length = 3;
    if (first == 0xE0U) low = 0xA0U;   // shorter ways to write it exist
    if (first == 0xEDU) high = 0x9FU;  // surrogates
  } else if (first >= 0xF0U && first <= 0xF4U) {
    length = 4;
    if (first == 0xF0U) low = 0x90U;
    if (first == 0xF4U) high = 0x8FU;
  } else {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (byte(i) < low || byte(i) > high) return 0;
    low = 0x80U;
    high = 0xBFU;
  }
  return length;
}

void write_string(const std::string& characters, std::string& out) {
  out += '"';
  for (const char c : characters) {
    constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    if (const std::size_t i = escaped.find(c); i != std::string_view::npos) {
      out += '\\';
      out += letters[i];
    } else if (static_cast<unsigned char>(c) < 0x20U) {
      const auto code = static_cast<unsigned char>(c);
      out += "\\u00";
      out += static_cast<char>('0' + (code >> 4U));
      out += "0123456789abcdef"[code & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

class Parser {
 public:
  Parser(std::string_view text, const std::string& what) : text_(text), what_(what) {}

  Value document() {
    Value value = next(0);
    skip_space();
    if (at_ != text_.size()) fail();
    return value;
  }

 private:
  Value next(int depth) {
    if (depth > deepest) fail();
    skip_space();
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return Value(Value::Kind::string, string());
      case 't':
        return word("true", Value::Kind::boolean);
      case 'f':
        return word("false", Value::Kind::boolean);
      case 'n':
        return word("null", Value::Kind::null);
      default:
        return number();
    }
  }

  Value object(int depth) {
    Value value = Value::object();
    ++at_;
    if (accept('}')) return value;
    do {
      skip_space();
      if (peek() != '"') fail();
      const std::string key = string();
      if (!accept(':')) fail();
      value.keys_.push_back(key);
      value.elements_.push_back(next(depth + 1));
    } while (accept(','));
    if (!accept('}')) fail();
    return value;
  }

  Value array(int depth) {
    Value value = Value::array();
    ++at_;
    if (accept(']')) return value;
    do {
      value.append(next(depth + 1));
    } while (accept(','));
    if (!accept(']')) fail();
    return value;
  }

  Value word(std::string_view word, Value::Kind kind) {
    for (const char letter : word) {
      if (peek() != letter) fail();
      ++at_;
    }
    return Value(kind, std::string(word));
  }

  Value number() {
    const std::size_t begin = at_;
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
    } else {
      digits();
    }
    if (peek() == '.') {
      ++at_;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      digits();
    }
    Value value(Value::Kind::number, std::string(text_.substr(begin, at_ - begin)));
    if (!std::isfinite(value.number())) {
      throw Error(ErrorCode::bad_format, what_ + " is not valid JSON (a number is too large)");
    }
    return value;
  }

  void digits() {
    if (!is_digit(peek())) fail();
    while (is_digit(peek())) ++at_;
  }

  std::string string() {
    std::string characters;
    ++at_;
    while (peek() != '"') {
      if (peek() == '\\') {
        ++at_;
        escape(characters);
        continue;
      }
      const std::size_t length = utf8_length(text_.substr(at_));
      // Past the end, too, peek() is a control character.
      if (static_cast<unsigned char>(peek()) < 0x20U || length == 0) fail();
      characters += text_.substr(at_, length);
      at_ += length;
    }
    ++at_;
    return characters;
  }

  void escape(std::string& characters) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (peek() == 'u') {
      ++at_;
      append_utf8(characters, code_point());
      return;
    }
    const std::size_t i = letters.find(peek());
    if (i == std::string_view::npos) fail();
    characters += meanings[i];
    ++at_;
  }

  std::uint32_t code_point() {
    const std::uint32_t first = code_unit();
    if (first < 0xD800U || first > 0xDFFFU) return first;
    if (first > 0xDBFFU || !text_.substr(at_).starts_with("\\u")) fail();
    at_ += 2;
    const std::uint32_t second = code_unit();
    if (second < 0xDC00U || second > 0xDFFFU) fail();
    return 0x10000U + ((first - 0xD800U) << 10U) + (second - 0xDC00U);
  }

  std::uint32_t code_unit() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      constexpr std::string_view digits = "0123456789abcdefABCDEF";
      const std::size_t digit = digits.find(peek());
      if (digit == std::string_view::npos) fail();
      unit = unit * 16U + static_cast<std::uint32_t>(digit < 16U ? digit : digit - 6U);
    }
    return unit;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool accept(char c) {
    skip_space();
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }

  [[noreturn]] void fail() const {
    throw Error(ErrorCode::bad_format,
                what_ + " is not valid JSON (at byte " + std::to_string(at_ + 1) + ")");
  }

  std::string_view text_;
  const std::string& what_;
  std::size_t at_ = 0;
};

Value Value::of(std::uint64_t number) { return Value(Kind::number, std::to_string(number)); }

Value Value::of(std::string text) { return Value(Kind::string, std::move(text)); }

Value Value::of(float number) {
  if (!std::isfinite(number)) return {};
  return Value(Kind::number, decimal_of(number));
}

Value Value::of(double number) {
  if (!std::isfinite(number)) return {};
  return Value(Kind::number, decimal_of(number));
}

Value Value::parse(std::string_view text, const std::string& what) {
  return Parser(text, what).document();
}

std::string Value::text() const {
  std::string out;
  write(out);
  return out;
}

void Value::write(std::string& out) const {
  switch (kind_) {
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
    case Kind::number:
      out += characters_;
      return;
    case Kind::string:
      write_string(characters_, out);
      return;
    case Kind::array:
    case Kind::object:
      break;
  }
  const bool named = kind_ == Kind::object;
  out += named ? '{' : '[';
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (i > 0) out += ',';
    if (named) {
      write_string(keys_[i], out);
      out += ':';
    }
    elements_[i].write(out);
  }
  out += named ? '}' : ']';
}

double Value::number() const { return is(Kind::number) ? double_of(characters_) : 0.0; }

std::optional<std::uint64_t> Value::whole() const {
  if (!is(Kind::number)) return std::nullopt;
  std::uint64_t exact = 0;
  const char* end = characters_.data() + characters_.size();
  const auto [stop, problem] = std::from_chars(characters_.data(), end, exact);
  if (problem == std::errc() && stop == end) return exact;
  constexpr double largest = 9007199254740992.0;  // 2^53: beyond, doubles are not exact
  const double value = number();
  if (!(value >= 0.0 && value <= largest) || value != std::floor(value)) return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

const Value* Value::find(std::string_view key) const {
  for (std::size_t i = keys_.size(); i-- > 0;) {
    if (keys_[i] == key) return &elements_[i];
  }
  return nullptr;
}

void Value::set(std::string_view key, Value value) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i] != key) continue;
    elements_[i] = std::move(value);
    return;
  }
  keys_.emplace_back(key);
  elements_.push_back(std::move(value));
}

}  // namespace rouse::json
