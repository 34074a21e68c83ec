// Each kernel walks blocks of columns, so that a block's sums stay in registers over a bin's events
// and its slice of the weights stays in the cache over the whole sample. Every output is summed in
// the order of its events, whatever the block: results do not depend on the blocking.
#include "kernels/event_kernels.hpp"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/event_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

// Vectors of a block: half of the 16 registers, the other half is for what is added.
constexpr std::size_t widest = 8;
// Rows of the dense matrix that a tile works on before it goes to the next one: they stay in L1.
constexpr std::size_t tile_depth = 256;

template <bool counted, std::size_t vectors, typename D>
HWY_INLINE void multiply_block(D d, const EventRows& events, const float* weights, std::size_t n,
                               float* out) {
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t t = 0; t < events.steps; ++t) {
    hn::Vec<D> sum[vectors];
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v) sum[v] = hn::Zero(d);
    const std::uint32_t end = events.offsets[t + 1];
    for (std::uint32_t i = events.offsets[t]; i < end; ++i) {
      const float* row = weights + events.columns[i] * n;
#pragma GCC unroll 8
      for (std::size_t v = 0; v < vectors; ++v) {
        auto weight = hn::LoadU(d, row + v * lanes);
        if constexpr (counted) weight = hn::Mul(weight, hn::Set(d, events.counts[i]));
        sum[v] = hn::Add(sum[v], weight);
      }
    }
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v) hn::StoreU(sum[v], d, out + t * n + v * lanes);
  }
}

template <bool counted, std::size_t vectors, typename D>
HWY_INLINE void outer_block(D d, const EventRows& events, const float* rows, std::size_t n,
                            float* gradient) {
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t t = 0; t < events.steps; ++t) {
    hn::Vec<D> row[vectors];
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v) row[v] = hn::LoadU(d, rows + t * n + v * lanes);
    const std::uint32_t end = events.offsets[t + 1];
    for (std::uint32_t i = events.offsets[t]; i < end; ++i) {
      float* target = gradient + events.columns[i] * n;
      hn::Vec<D> changed[vectors];
      // All loads before the first store: the compiler does not know that they do not overlap.
#pragma GCC unroll 8
      for (std::size_t v = 0; v < vectors; ++v) changed[v] = hn::LoadU(d, target + v * lanes);
#pragma GCC unroll 8
      for (std::size_t v = 0; v < vectors; ++v) {
        auto change = row[v];
        if constexpr (counted) change = hn::Mul(change, hn::Set(d, events.counts[i]));
        hn::StoreU(hn::Add(changed[v], change), d, target + v * lanes);
      }
    }
  }
}

void MultiplyEvents(const EventRows& events, const float* weights, std::size_t n, float* out) {
  for_blocks<widest>(n, [&](auto d, auto vectors, std::size_t j) HWY_ATTR {
    if (events.counts == nullptr) {
      multiply_block<false, vectors()>(d, events, weights + j, n, out + j);
    } else {
      multiply_block<true, vectors()>(d, events, weights + j, n, out + j);
    }
  });
}

void AddOuterEvents(const EventRows& events, const float* rows, std::size_t n, float* gradient) {
  for_blocks<widest>(n, [&](auto d, auto vectors, std::size_t j) HWY_ATTR {
    if (events.counts == nullptr) {
      outer_block<false, vectors()>(d, events, rows + j, n, gradient + j);
    } else {
      outer_block<true, vectors()>(d, events, rows + j, n, gradient + j);
    }
  });
}

// A tile of height rows by some vectors: each matrix element loaded serves all rows.
template <std::size_t height, std::size_t vectors, typename D>
HWY_INLINE void product_tile(D d, Rows rows, std::size_t depth, Rows matrix, float* out,
                             std::size_t out_stride) {
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<D> sum[height][vectors];
#pragma GCC unroll 4
  for (std::size_t r = 0; r < height; ++r) {
#pragma GCC unroll 2
    for (std::size_t v = 0; v < vectors; ++v) {
      sum[r][v] = hn::LoadU(d, out + r * out_stride + v * lanes);
    }
  }
  for (std::size_t i = 0; i < depth; ++i) {
    hn::Vec<D> column[vectors];
#pragma GCC unroll 2
    for (std::size_t v = 0; v < vectors; ++v) {
      column[v] = hn::LoadU(d, matrix.first + i * matrix.stride + v * lanes);
    }
#pragma GCC unroll 4
    for (std::size_t r = 0; r < height; ++r) {
      const auto factor = hn::Set(d, rows.first[r * rows.stride + i]);
#pragma GCC unroll 2
      for (std::size_t v = 0; v < vectors; ++v) {
        sum[r][v] = hn::Add(sum[r][v], hn::Mul(column[v], factor));
      }
    }
  }
#pragma GCC unroll 4
  for (std::size_t r = 0; r < height; ++r) {
#pragma GCC unroll 2
    for (std::size_t v = 0; v < vectors; ++v) {
      hn::StoreU(sum[r][v], d, out + r * out_stride + v * lanes);
    }
  }
}

void AddProduct(Rows rows, std::size_t steps, std::size_t k, Rows matrix, std::size_t n, float* out,
                std::size_t out_stride) {
  // The columns that all tiles of a wide block walk lie together: aligned, and in few pages.
  alignas(64) float panel[tile_depth * 2 * full_lanes];
  for (std::size_t i = 0; i < k; i += tile_depth) {
    const std::size_t depth = std::min(tile_depth, k - i);
    for_blocks<2>(n, [&](auto d, auto vectors, std::size_t j) HWY_ATTR {
      Rows columns{matrix.first + i * matrix.stride + j, matrix.stride};
      if constexpr (vectors() == 2) {
        const std::size_t lanes = hn::Lanes(d);
        for (std::size_t r = 0; r < depth; ++r) {
          const float* row = columns.first + r * columns.stride;
          hn::Store(hn::LoadU(d, row), d, panel + 2 * r * lanes);
          hn::Store(hn::LoadU(d, row + lanes), d, panel + (2 * r + 1) * lanes);
        }
        columns = {panel, 2 * lanes};
      }
      const auto from = [&](std::size_t t) {
        return Rows{rows.first + t * rows.stride + i, rows.stride};
      };
      std::size_t t = 0;
      for (; t + 4 <= steps; t += 4) {
        product_tile<4, vectors()>(d, from(t), depth, columns, out + t * out_stride + j,
                                   out_stride);
      }
      for (; t < steps; ++t) {
        product_tile<1, vectors()>(d, from(t), depth, columns, out + t * out_stride + j,
                                   out_stride);
      }
    });
  }
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(MultiplyEvents);
HWY_EXPORT(AddOuterEvents);
HWY_EXPORT(AddProduct);

void multiply_events(const EventRows& events, const float* weights, std::size_t n, float* out) {
  HWY_DYNAMIC_DISPATCH(MultiplyEvents)(events, weights, n, out);
}

void add_outer_events(const EventRows& events, const float* rows, std::size_t n, float* gradient) {
  HWY_DYNAMIC_DISPATCH(AddOuterEvents)(events, rows, n, gradient);
}

void add_product(Rows rows, std::size_t steps, std::size_t k, Rows matrix, std::size_t n,
                 float* out, std::size_t out_stride) {
  HWY_DYNAMIC_DISPATCH(AddProduct)(rows, steps, k, matrix, n, out, out_stride);
}

}  // namespace rouse::kernels
#endif
