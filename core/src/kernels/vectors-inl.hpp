// What the kernels share, compiled once for every width of vectors (see Highway's documentation of
// "-inl" headers for the unusual guard).
//
// The same bits everywhere: every lane is an independent IEEE operation in a fixed order, without
// fused multiply-adds and approximations, so the width of the vectors does not show.
#if defined(ROUSE_KERNELS_VECTORS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ROUSE_KERNELS_VECTORS_INL_HPP
#undef ROUSE_KERNELS_VECTORS_INL_HPP
#else
#define ROUSE_KERNELS_VECTORS_INL_HPP
#endif

#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>

#include "kernels/exponential.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FullTag = hn::ScalableTag<float>;
inline constexpr std::size_t full_lanes = hn::MaxLanes(FullTag());

template <std::size_t count>
using Constant = std::integral_constant<std::size_t, count>;

/// f(d, Constant<1>, j) for what remains of n columns after whole vectors: halves, quarters, ...
template <std::size_t lanes, typename F>
HWY_INLINE void for_tail(std::size_t n, std::size_t j, F&& f) {
  if constexpr (lanes >= 1) {
    if (j + lanes <= n) {
      f(hn::CappedTag<float, lanes>(), Constant<1>(), j);
      j += lanes;
    }
    for_tail<lanes / 2>(n, j, f);
  }
}

/// Covers n columns with blocks of up to `widest` vectors: f(d, Constant<vectors>, first column).
template <std::size_t widest, typename F>
HWY_INLINE void for_blocks(std::size_t n, F&& f, std::size_t j = 0) {
  const FullTag d;
  for (; j + widest * full_lanes <= n; j += widest * full_lanes) f(d, Constant<widest>(), j);
  if constexpr (widest > 1) {
    for_blocks<widest / 2>(n, f, j);
  } else {
    for_tail<full_lanes / 2>(n, j, f);
  }
}

/// Covers n columns vector by vector: f(d, first column).
template <typename F>
HWY_INLINE void for_vectors(std::size_t n, F&& f) {
  for_blocks<1>(n, [&f](auto d, auto, std::size_t j) HWY_ATTR { f(d, j); });
}

/// kernels::exp_negative, lane by lane.
template <typename D, typename V = hn::Vec<D>>
HWY_INLINE V exp_negative(D d, V x) {
  using C = ExponentialConstants;
  const hn::RebindToUnsigned<D> du;
  const V y = hn::Neg(hn::Min(x, hn::Set(d, C::largest)));
  const V shift = hn::Set(d, C::round_shift);
  const V shifted = hn::Add(hn::Mul(y, hn::Set(d, C::log2_e)), shift);
  const V n = hn::Sub(shifted, shift);
  const V f =
      hn::Sub(hn::Sub(y, hn::Mul(n, hn::Set(d, C::ln2_high))), hn::Mul(n, hn::Set(d, C::ln2_low)));
  V p = hn::Set(d, C::polynomial[0]);
  for (std::size_t i = 1; i < std::size(C::polynomial); ++i) {
    p = hn::Add(hn::Mul(p, f), hn::Set(d, C::polynomial[i]));
  }
  const auto exponent =
      hn::ShiftLeft<23>(hn::Sub(hn::BitCast(du, shifted), hn::BitCast(du, shift)));
  return hn::BitCast(d, hn::Add(hn::BitCast(du, p), exponent));
}

/// Writes the first + lane of every set lane of the mask to `to`, ascending; returns how many.
template <typename D>
HWY_INLINE std::size_t store_indices(D d, hn::Mask<D> mask, std::size_t first, std::uint32_t* to) {
  // Most vectors have none.
  if (hn::AllFalse(d, mask)) return 0;
  std::uint8_t bytes[8] = {};
  hn::StoreMaskBits(d, mask, bytes);
  std::uint32_t bits = static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1])
                                                                  << 8U;
  std::size_t count = 0;
  for (; bits != 0; bits &= bits - 1) {
    to[count++] =
        static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(std::countr_zero(bits));
  }
  return count;
}

}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
