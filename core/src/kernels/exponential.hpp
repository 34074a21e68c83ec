// The exponential function with the same bits everywhere.
//
// std::exp is not: the C libraries of processors with and without fused multiply-add, and that of
// WebAssembly, differ in the last bit. It is also a call per value, which would take longer than
// all the rest of the backward pass. (std::log is: all floats of (0, 1024] were compared.)
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace rouse::kernels {

/// exp(-x) for x >= 0, within 3 units in the last place; exp(-87) beyond 87.
inline float exp_negative(float x) {
  constexpr float log2_e = 1.44269504F;
  // ln 2 in two parts, the first with enough trailing zeros that its product is exact.
  constexpr float ln2_high = 0.693359375F;
  constexpr float ln2_low = -2.12194440e-4F;
  constexpr float round_shift = 12582912.0F;  // 1.5 * 2^23: adding it rounds to an integer
  const float y = -std::min(x, 87.0F);
  const float shifted = y * log2_e + round_shift;
  const float n = shifted - round_shift;
  const float f = (y - n * ln2_high) - n * ln2_low;
  // Taylor's polynomial of degree 6 on |f| <= ln 2 / 2.
  float p = 1.0F / 720.0F;
  p = p * f + 1.0F / 120.0F;
  p = p * f + 1.0F / 24.0F;
  p = p * f + 1.0F / 6.0F;
  p = p * f + 0.5F;
  p = p * f + 1.0F;
  p = p * f + 1.0F;
  const std::uint32_t exponent =
      (std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(round_shift)) << 23U;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(p) + exponent);
}

/// exp(x), within 4 units in the last place for |x| <= 87.
inline float exponential(float x) { return x < 0.0F ? exp_negative(-x) : 1.0F / exp_negative(x); }

}  // namespace rouse::kernels
