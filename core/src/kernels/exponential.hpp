// The exponential function with the same bits everywhere.
//
// std::exp is not: the C libraries of processors with and without fused multiply-add, and that of
// WebAssembly, differ in the last bit. It is also a call per value, which would take longer than
// all the rest of the backward pass. (std::log is: all floats of (0, 1024] were compared.)
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace rouse::kernels {

/// What exp_negative computes with, one value at a time or many.
struct ExponentialConstants {
  static constexpr float largest = 87.0F;
  static constexpr float log2_e = 1.44269504F;
  // ln 2 in two parts, the first with enough trailing zeros that its product is exact.
  static constexpr float ln2_high = 0.693359375F;
  static constexpr float ln2_low = -2.12194440e-4F;
  static constexpr float round_shift = 12582912.0F;  // 1.5 * 2^23: adding it rounds to an integer
  // Taylor's polynomial on |f| <= ln 2 / 2, from the highest degree down.
  static constexpr float polynomial[] = {1.0F / 720.0F, 1.0F / 120.0F, 1.0F / 24.0F, 1.0F / 6.0F,
                                         0.5F,          1.0F,          1.0F};
};

/// exp(-x) for x >= 0, within 3 units in the last place; exp(-87) beyond 87.
inline float exp_negative(float x) {
  using C = ExponentialConstants;
  const float y = -std::min(x, C::largest);
  const float shifted = y * C::log2_e + C::round_shift;
  const float n = shifted - C::round_shift;
  const float f = (y - n * C::ln2_high) - n * C::ln2_low;
  float p = C::polynomial[0];
  for (std::size_t i = 1; i < std::size(C::polynomial); ++i) p = p * f + C::polynomial[i];
  const std::uint32_t exponent =
      (std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(C::round_shift)) << 23U;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(p) + exponent);
}

/// exp(x), within 4 units in the last place for |x| <= 87.
inline float exponential(float x) { return x < 0.0F ? exp_negative(-x) : 1.0F / exp_negative(x); }

}  // namespace rouse::kernels
