#include "json/decimal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

namespace rouse::json {
namespace {

/// A whole number of any size.
class Whole {
 public:
  explicit Whole(std::uint64_t value = 0) {
    for (; value != 0; value >>= 32U) limbs_.push_back(static_cast<std::uint32_t>(value));
  }

  bool zero() const { return limbs_.empty(); }

  void multiply_add(std::uint32_t factor, std::uint32_t term) {
    std::uint64_t carry = term;
    for (std::uint32_t& limb : limbs_) {
      carry += static_cast<std::uint64_t>(limb) * factor;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    if (carry != 0) limbs_.push_back(static_cast<std::uint32_t>(carry));
  }

  /// Divides and returns the remainder.
  std::uint32_t divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (std::size_t i = limbs_.size(); i-- > 0;) {
      rest = (rest << 32U) | limbs_[i];
      limbs_[i] = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
    while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
    return static_cast<std::uint32_t>(rest);
  }

  void multiply_by_power(std::uint32_t base, int exponent) {
    for (; exponent > 0; --exponent) multiply_add(base, 0);
  }

  void shift_up(int limbs) { limbs_.insert(limbs_.begin(), static_cast<std::size_t>(limbs), 0U); }

  int bits() const {
    if (limbs_.empty()) return 0;
    int top = 32;
    while ((limbs_.back() >> (top - 1)) == 0) --top;
    return static_cast<int>(limbs_.size() - 1) * 32 + top;
  }

  bool bit(int i) const {
    return i >= 0 && ((limbs_[static_cast<std::size_t>(i) / 32] >> (i % 32)) & 1U) != 0;
  }

  /// The number in decimal digits.
  std::string digits() const {
    std::string reversed;
    for (Whole rest = *this; !rest.zero();) {
      std::uint32_t nine = rest.divide(1'000'000'000);
      for (int i = 0; i < 9 && (nine != 0 || !rest.zero()); ++i, nine /= 10) {
        reversed += static_cast<char>('0' + nine % 10);
      }
    }
    return {reversed.rbegin(), reversed.rend()};
  }

 private:
  std::vector<std::uint32_t> limbs_;  // lowest first, the last one not 0
};

/// The double nearest to `number` times 2^exponent and a little more if `inexact`.
double nearest(const Whole& number, int exponent, bool inexact) {
  const int bits = number.bits();
  // Doubles below 2^-1022 have fewer bits.
  const int kept = std::clamp(bits + exponent + 1074, 0, 53);
  const int dropped = bits - kept;
  std::uint64_t mantissa = 0;
  for (int i = bits; i-- > dropped;) mantissa = mantissa * 2 + (number.bit(i) ? 1U : 0U);
  if (number.bit(dropped - 1)) {
    for (int i = 0; i < dropped - 1 && !inexact; ++i) inexact = number.bit(i);
    if (inexact || mantissa % 2 == 1) ++mantissa;
  }
  return std::ldexp(static_cast<double>(mantissa), exponent + dropped);
}

/// Digits without a point, of which the first `point` stand before it.
struct Decimal {
  std::string digits;
  int point = 0;
};

/// Rounds to so many digits, ties to even, and drops zeros at the end.
void round(Decimal& decimal, std::size_t count) {
  std::string& digits = decimal.digits;
  if (digits.size() > count) {
    const std::string rest = digits.substr(count);
    digits.resize(count);
    std::string half(rest.size(), '0');
    half[0] = '5';
    if (rest > half || (rest == half && (digits.back() - '0') % 2 == 1)) {
      std::size_t i = count;
      while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
      if (i > 0) {
        ++digits[i - 1];
      } else {
        digits.insert(digits.begin(), '1');
        ++decimal.point;
      }
    }
  }
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
}

/// 1.25e+06
std::string in_scientific(const Decimal& decimal) {
  std::string text = decimal.digits;
  if (text.size() > 1) text.insert(1, 1, '.');
  const int exponent = std::abs(decimal.point - 1);
  text += decimal.point < 1 ? "e-" : "e+";
  if (exponent < 10) text += '0';
  return text + std::to_string(exponent);
}

/// 1250000 or 0.125
std::string in_fixed(const Decimal& decimal) {
  std::string text = decimal.digits;
  const auto size = static_cast<int>(text.size());
  const int point = decimal.point;
  if (point <= 0) {
    text.insert(0, static_cast<std::size_t>(-point), '0');
    text.insert(0, 1, '.');
    return text.insert(0, 1, '0');
  }
  if (point >= size) return text + std::string(static_cast<std::size_t>(point - size), '0');
  return text.insert(static_cast<std::size_t>(point), 1, '.');
}

/// A positive number, all digits of it.
Decimal exactly(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  Whole number(static_cast<std::uint64_t>(std::ldexp(fraction, 53)));
  exponent -= 53;
  // number · 2^-n is number · 5^n / 10^n.
  number.multiply_by_power(exponent < 0 ? 5 : 2, std::abs(exponent));
  const std::string digits = number.digits();
  return {digits, static_cast<int>(digits.size()) + std::min(exponent, 0)};
}

/// The first of so many digits that reads back; `form` writes what is rounded to them.
template <typename Number, typename Form>
std::string shortest(Number value, int fewest, int most, Form&& form) {
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  const Decimal exact = exactly(std::fabs(static_cast<double>(value)));
  for (int precision = fewest;; ++precision) {
    Decimal rounded = exact;
    round(rounded, static_cast<std::size_t>(precision));
    std::string text = form(exact, rounded, precision);
    if (value < 0) text.insert(0, 1, '-');
    if (precision == most || static_cast<Number>(double_of(text)) == value) return text;
  }
}

}  // namespace

double double_of(std::string_view decimal) {
  // More digits never change the result, except that they are not all 0.
  constexpr int most_digits = 800;
  constexpr int farthest = 1'000'000;  // beyond any double, and sums of it fit
  Whole number;
  int digits = 0;
  int exponent = 0;
  bool inexact = false;
  bool after_point = false;
  std::size_t i = decimal.starts_with('-') ? 1 : 0;
  for (; i < decimal.size() && decimal[i] != 'e' && decimal[i] != 'E'; ++i) {
    if (decimal[i] == '.') {
      after_point = true;
      continue;
    }
    const auto digit = static_cast<std::uint32_t>(decimal[i] - '0');
    const bool kept = digits < most_digits;
    if (kept) {
      number.multiply_add(10, digit);
      if (!number.zero()) ++digits;
    } else {
      inexact |= digit != 0;
    }
    // What is kept after the point is a tenth each; what is dropped before it was a ten.
    if (kept == after_point) exponent = std::clamp(exponent + (kept ? -1 : 1), -farthest, farthest);
  }
  if (i < decimal.size()) {
    const bool negative = decimal[++i] == '-';
    if (decimal[i] == '-' || decimal[i] == '+') ++i;
    int written = 0;
    for (; i < decimal.size(); ++i) written = std::min(written * 10 + (decimal[i] - '0'), farthest);
    exponent += negative ? -written : written;
  }
  const double sign = decimal.starts_with('-') ? -1.0 : 1.0;
  if (number.zero() || digits + exponent < -330) return sign * 0.0;
  if (digits + exponent > 310) return sign * std::numeric_limits<double>::infinity();
  int limbs = 0;
  if (exponent >= 0) {
    number.multiply_by_power(10, exponent);
  } else {
    // A quotient of more bits than a double has, and one to round by.
    limbs = std::max(0, (-exponent * 10 / 3 + 100 - number.bits()) / 32 + 1);
    number.shift_up(limbs);
    for (; exponent < 0; ++exponent) inexact |= number.divide(10) != 0;
  }
  return sign * nearest(number, -32 * limbs, inexact);
}

std::string decimal_of(double value) {
  return shortest(value, 15, 17, [](const Decimal&, const Decimal& rounded, int precision) {
    const bool is_far = rounded.point < -3 || rounded.point > precision;
    return is_far ? in_scientific(rounded) : in_fixed(rounded);
  });
}

std::string decimal_of(float value) {
  return shortest(value, 1, 9, [](const Decimal& exact, const Decimal& rounded, int) {
    std::string scientific = in_scientific(rounded);
    std::string fixed = in_fixed(rounded);
    if (fixed.size() > scientific.size()) return scientific;
    // A whole number of more digits than are needed has its own.
    const auto whole = static_cast<std::size_t>(std::max(rounded.point, 0));
    return whole > rounded.digits.size() && rounded.point == exact.point
               ? in_fixed({exact.digits.substr(0, whole), exact.point})
               : fixed;
  });
}

}  // namespace rouse::json
