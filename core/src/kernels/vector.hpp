// Four floats at a time: the one layer of SIMD under the kernels.
//
// The compiler's vector extension becomes SSE2, NEON or wasm SIMD, and plain scalars where there is
// none, with the same bits: every lane is an independent IEEE operation in a fixed order.
#pragma once

#include <cstddef>
#include <cstring>

namespace rouse::kernels {

using Vector = float __attribute__((vector_size(16)));
inline constexpr std::size_t lanes = 4;

inline Vector load(const float* from) {
  Vector v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

inline void store(float* to, Vector v) { std::memcpy(to, &v, sizeof v); }

}  // namespace rouse::kernels
