// Each kernel walks blocks of columns, so that a block's sums stay in registers over a bin's events
// and its slice of the weights stays in the cache over the whole sample. Every output is summed in
// the order of its events, whatever the block: results do not depend on the blocking.
#include "kernels/event_kernels.hpp"

#include "kernels/vector.hpp"

namespace rouse::kernels {
namespace {

// Columns of a block when it is as wide as registers allow: 8 of the 16 vector registers.
constexpr std::size_t wide = 8;

template <std::size_t V, bool counted>
void multiply_block(const EventRows& events, const float* weights, std::size_t n, float* out) {
  for (std::size_t t = 0; t < events.steps; ++t) {
    Vector sum[V] = {};
    for (std::uint32_t i = events.offsets[t]; i < events.offsets[t + 1]; ++i) {
      const float* row = weights + events.columns[i] * n;
#pragma GCC unroll 8
      for (std::size_t v = 0; v < V; ++v) {
        const Vector weight = load(row + v * lanes);
        sum[v] += counted ? weight * events.counts[i] : weight;
      }
    }
#pragma GCC unroll 8
    for (std::size_t v = 0; v < V; ++v) store(out + t * n + v * lanes, sum[v]);
  }
}

template <bool counted>
void multiply_column(const EventRows& events, const float* weights, std::size_t n, float* out) {
  for (std::size_t t = 0; t < events.steps; ++t) {
    float sum = 0.0F;
    for (std::uint32_t i = events.offsets[t]; i < events.offsets[t + 1]; ++i) {
      const float weight = weights[events.columns[i] * n];
      sum += counted ? weight * events.counts[i] : weight;
    }
    out[t * n] = sum;
  }
}

template <bool counted>
void multiply(const EventRows& events, const float* weights, std::size_t n, float* out) {
  std::size_t j = 0;
  for (; j + wide * lanes <= n; j += wide * lanes) {
    multiply_block<wide, counted>(events, weights + j, n, out + j);
  }
  for (; j + lanes <= n; j += lanes) {
    multiply_block<1, counted>(events, weights + j, n, out + j);
  }
  for (; j < n; ++j) multiply_column<counted>(events, weights + j, n, out + j);
}

template <std::size_t V, bool counted>
void outer_block(const EventRows& events, const float* rows, std::size_t n, float* gradient) {
  for (std::size_t t = 0; t < events.steps; ++t) {
    Vector row[V];
#pragma GCC unroll 8
    for (std::size_t v = 0; v < V; ++v) row[v] = load(rows + t * n + v * lanes);
    for (std::uint32_t i = events.offsets[t]; i < events.offsets[t + 1]; ++i) {
      float* target = gradient + events.columns[i] * n;
#pragma GCC unroll 8
      for (std::size_t v = 0; v < V; ++v) {
        const Vector change = counted ? row[v] * events.counts[i] : row[v];
        store(target + v * lanes, load(target + v * lanes) + change);
      }
    }
  }
}

template <bool counted>
void outer_column(const EventRows& events, const float* rows, std::size_t n, float* gradient) {
  for (std::size_t t = 0; t < events.steps; ++t) {
    for (std::uint32_t i = events.offsets[t]; i < events.offsets[t + 1]; ++i) {
      gradient[events.columns[i] * n] += counted ? rows[t * n] * events.counts[i] : rows[t * n];
    }
  }
}

template <bool counted>
void add_outer(const EventRows& events, const float* rows, std::size_t n, float* gradient) {
  std::size_t j = 0;
  for (; j + wide * lanes <= n; j += wide * lanes) {
    outer_block<wide, counted>(events, rows + j, n, gradient + j);
  }
  for (; j + lanes <= n; j += lanes) {
    outer_block<1, counted>(events, rows + j, n, gradient + j);
  }
  for (; j < n; ++j) outer_column<counted>(events, rows + j, n, gradient + j);
}

// A tile of R rows by two vectors: each matrix element loaded serves R rows.
template <std::size_t R>
void product_tile(const float* rows, std::size_t k, const float* matrix, std::size_t n,
                  float* out) {
  std::size_t j = 0;
  for (; j + 2 * lanes <= n; j += 2 * lanes) {
    Vector sum[R][2];
    for (std::size_t r = 0; r < R; ++r) {
      sum[r][0] = load(out + r * n + j);
      sum[r][1] = load(out + r * n + j + lanes);
    }
    for (std::size_t i = 0; i < k; ++i) {
      const Vector left = load(matrix + i * n + j);
      const Vector right = load(matrix + i * n + j + lanes);
#pragma GCC unroll 4
      for (std::size_t r = 0; r < R; ++r) {
        const float factor = rows[r * k + i];
        sum[r][0] += left * factor;
        sum[r][1] += right * factor;
      }
    }
    for (std::size_t r = 0; r < R; ++r) {
      store(out + r * n + j, sum[r][0]);
      store(out + r * n + j + lanes, sum[r][1]);
    }
  }
  for (; j < n; ++j) {
    for (std::size_t r = 0; r < R; ++r) {
      float sum = out[r * n + j];
      for (std::size_t i = 0; i < k; ++i) sum += matrix[i * n + j] * rows[r * k + i];
      out[r * n + j] = sum;
    }
  }
}

}  // namespace

void multiply_events(const EventRows& events, const float* weights, std::size_t n, float* out) {
  if (events.counts == nullptr) {
    multiply<false>(events, weights, n, out);
  } else {
    multiply<true>(events, weights, n, out);
  }
}

void add_outer_events(const EventRows& events, const float* rows, std::size_t n, float* gradient) {
  if (events.counts == nullptr) {
    add_outer<false>(events, rows, n, gradient);
  } else {
    add_outer<true>(events, rows, n, gradient);
  }
}

void add_product(const float* rows, std::size_t steps, std::size_t k, const float* matrix,
                 std::size_t n, float* out) {
  std::size_t t = 0;
  for (; t + 4 <= steps; t += 4) product_tile<4>(rows + t * k, k, matrix, n, out + t * n);
  for (; t < steps; ++t) product_tile<1>(rows + t * k, k, matrix, n, out + t * n);
}

}  // namespace rouse::kernels
