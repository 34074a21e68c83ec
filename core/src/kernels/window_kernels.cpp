// A step's sums stay in the cache, not in registers: which of them change, its events say. Every
// output is summed in the order of its events.
#include "kernels/window_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/window_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

// to[j] += count * from[j].
template <bool counted>
HWY_INLINE void add_run(float count, std::size_t length, const float* from, float* to) {
  for_blocks<4>(length, [&](auto d, auto vectors, std::size_t j) HWY_ATTR {
    for (std::size_t end = j + vectors * hn::Lanes(d); j < end; j += hn::Lanes(d)) {
      auto change = hn::LoadU(d, from + j);
      if constexpr (counted) change = hn::Mul(change, hn::Set(d, count));
      hn::StoreU(hn::Add(hn::LoadU(d, to + j), change), d, to + j);
    }
  });
}

// Calls f(count, length, weight's place, place in the row) for each run of each event of a step.
template <bool counted, typename F>
HWY_INLINE void for_runs(const EventRows& events, const Windows& windows, std::size_t t, F&& f) {
  const std::uint32_t end = events.offsets[t + 1];
  for (std::uint32_t i = events.offsets[t]; i < end; ++i) {
    const Window window = windows.of_event[events.columns[i]];
    const float count = counted ? events.counts[i] : 1.0F;
    for (std::size_t r = 0; r < window.rows; ++r) {
      std::size_t weight = window.weights + r * windows.weight_row;
      std::size_t to = window.to + r * windows.to_row;
      for (std::size_t c = 0; c < window.columns; ++c) {
        f(count, window.length, weight, to);
        weight += windows.weight_column;
        to += windows.to_column;
      }
    }
  }
}

template <bool counted>
void add(const EventRows& events, const Windows& windows, const float* weights, std::size_t n,
         float* out) {
  for (std::size_t t = 0; t < events.steps; ++t) {
    float* row = out + t * n;
    for_runs<counted>(
        events, windows, t,
        [&](float count, std::size_t length, std::size_t weight, std::size_t to)
            HWY_ATTR { add_run<counted>(count, length, weights + weight, row + to); });
  }
}

template <bool counted>
void add_outer(const EventRows& events, const Windows& windows, const float* rows, std::size_t n,
               float* gradient) {
  for (std::size_t t = 0; t < events.steps; ++t) {
    const float* row = rows + t * n;
    for_runs<counted>(
        events, windows, t,
        [&](float count, std::size_t length, std::size_t weight, std::size_t to)
            HWY_ATTR { add_run<counted>(count, length, row + to, gradient + weight); });
  }
}

void AddWindows(const EventRows& events, const Windows& windows, const float* weights,
                std::size_t n, float* out) {
  if (events.counts == nullptr) {
    add<false>(events, windows, weights, n, out);
  } else {
    add<true>(events, windows, weights, n, out);
  }
}

void AddOuterWindows(const EventRows& events, const Windows& windows, const float* rows,
                     std::size_t n, float* gradient) {
  if (events.counts == nullptr) {
    add_outer<false>(events, windows, rows, n, gradient);
  } else {
    add_outer<true>(events, windows, rows, n, gradient);
  }
}

template <bool adds>
HWY_INLINE void spread(const std::uint32_t* places, std::size_t size, std::size_t length,
                       const float* from, float* to) {
  for (std::size_t i = 0; i < size; i += length) {
    if (adds && places[i] == nowhere) continue;
    const float* run = from + places[i];
    for_vectors(length, [&](auto d, std::size_t j) HWY_ATTR {
      auto value = places[i] == nowhere ? hn::Zero(d) : hn::LoadU(d, run + j);
      if constexpr (adds) value = hn::Add(hn::LoadU(d, to + i + j), value);
      hn::StoreU(value, d, to + i + j);
    });
  }
}

void SpreadRuns(const std::uint32_t* places, std::size_t size, std::size_t length,
                const float* from, bool adds, float* to) {
  if (adds) {
    spread<true>(places, size, length, from, to);
  } else {
    spread<false>(places, size, length, from, to);
  }
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(AddWindows);
HWY_EXPORT(AddOuterWindows);
HWY_EXPORT(SpreadRuns);

void add_windows(const EventRows& events, const Windows& windows, const float* weights,
                 std::size_t n, float* out) {
  HWY_DYNAMIC_DISPATCH(AddWindows)(events, windows, weights, n, out);
}

void add_outer_windows(const EventRows& events, const Windows& windows, const float* rows,
                       std::size_t n, float* gradient) {
  HWY_DYNAMIC_DISPATCH(AddOuterWindows)(events, windows, rows, n, gradient);
}

void spread_runs(const std::uint32_t* places, std::size_t size, std::size_t length,
                 const float* from, bool adds, float* to) {
  HWY_DYNAMIC_DISPATCH(SpreadRuns)(places, size, length, from, adds, to);
}

}  // namespace rouse::kernels
#endif
