// One step through time of neurons that adapt, recur or have retentions of their own.
//
// With s, u, v, i, θ as in network_spec.hpp and a the adaptation:
//
//   a[t] = r_a a[t-1] + β s[t-1] + α u[t-1]
//   i[t] = r_i i[t-1] + (W s_in + U s[t-1])
//   v[t] = r_v u[t-1] + i[t] - a[t]         where a is a current, else without it
//   s[t] = 1 if v[t] >= θ + a[t]            where a is a rise of the threshold, else without it
//   u[t] = v[t] reset where s[t] = 1        to 0, or by θ (+ a[t])
#pragma once

#include <cstddef>
#include <cstdint>

#include "rouse/network_spec.hpp"

namespace rouse::kernels {

/// A layer's neurons; every pointer is to one value for each of them.
struct Cells {
  std::size_t count;
  bool fires;
  bool hard_reset;
  bool masked;           ///< whether the backward pass sees the hard reset
  float on_current;      ///< 1 where a is a current, else 0
  float on_threshold;    ///< 1 where a is a rise of the threshold, else 0
  float spike_strength;  ///< β
  float coupling;        ///< α
  SurrogateSpec surrogate;
  const float* thresholds;             ///< θ; infinite where they do not fire
  const float* current_retentions;     ///< r_i
  const float* membrane_retentions;    ///< r_v
  const float* adaptation_retentions;  ///< r_a
};

/// One step of a layer, (count) each.
template <typename Float>
struct CellRows {
  Float* potentials;   ///< v[t]
  Float* currents;     ///< i[t]
  Float* kept;         ///< u[t]
  Float* adaptations;  ///< a[t]
};

/// On entry now.potentials holds W s_in[t] + U s[t-1]; on return `now` is complete and `columns`,
/// with room for count, has the neurons that fired, ascending. Returns how many.
std::size_t cells_forward(const Cells& cells, const CellRows<const float>& before,
                          const CellRows<float>& now, std::uint32_t* columns);

/// What is carried back from step to step, and sums over steps, (count) each.
struct CellGradients {
  float* potentials;             ///< e_v = dL/dv
  float* adaptations;            ///< e_a = dL/da
  float* thresholds;             ///< += dL/dθ
  float* current_retentions;     ///< += dL/dr_i
  float* membrane_retentions;    ///< += dL/dr_v
  float* adaptation_retentions;  ///< += dL/dr_a
};

/// The step back. On entry spike_gradients holds dL/ds[t] but for the way over a[t+1]; on return
/// all of it. `later_currents` is e_i[t+1], zeros at the last step. Writes g[t] and e_i[t].
void cells_backward(const Cells& cells, const CellRows<const float>& before,
                    const CellRows<const float>& now, const float* later_currents,
                    float* spike_gradients, float* potential_gradients, float* current_gradients,
                    const CellGradients& gradients);

}  // namespace rouse::kernels
