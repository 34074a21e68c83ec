// Products of sparse event rows with dense matrices: work is done only where there is an event.
//
// All matrices are row-major. Events of bin t are columns[offsets[t]] .. columns[offsets[t + 1]).
#pragma once

#include <cstddef>
#include <cstdint>

namespace rouse::kernels {

/// A (steps, inputs) matrix of events in compressed sparse rows.
struct EventRows {
  std::size_t steps;
  const std::uint32_t* offsets;  ///< steps + 1
  const std::uint32_t* columns;
  const float* counts;  ///< parallel to columns, or null when every event counts once

  EventRows step(std::size_t t) const { return {1, offsets + t, columns, counts}; }
};

/// out (steps, n) = events (steps, inputs) · weights (inputs, n). One event adds one weight row.
void multiply_events(const EventRows& events, const float* weights, std::size_t n, float* out);

/// gradient (inputs, n) += eventsᵀ (inputs, steps) · rows (steps, n). One event changes one row.
void add_outer_events(const EventRows& events, const float* rows, std::size_t n, float* gradient);

/// Rows of floats, of which each begins `stride` floats after the one before.
struct Rows {
  const float* first;
  std::size_t stride;
};

/// out (steps, n) += rows (steps, k) · matrix (k, n), dense.
void add_product(Rows rows, std::size_t steps, std::size_t k, Rows matrix, std::size_t n,
                 float* out, std::size_t out_stride);
inline void add_product(const float* rows, std::size_t steps, std::size_t k, const float* matrix,
                        std::size_t n, float* out) {
  add_product({rows, k}, steps, k, {matrix, n}, n, out, n);
}

}  // namespace rouse::kernels
