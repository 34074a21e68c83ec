// The neurons' dynamics through time, forward and backward, one layer of one sample at a time.
//
// `state`, of 2 * count floats, is what the steps before have left, those after it on the way back:
// zeros at first.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rouse/network_spec.hpp"

namespace rouse::kernels {

/// A layer's neurons: what the dynamics need of its spec.
struct Neurons {
  std::size_t count;
  float current_retention;   ///< r_i
  float membrane_retention;  ///< r_v
  Reset reset;
  ResetGradient reset_gradient;
  SurrogateSpec surrogate;
  const float* thresholds;  ///< θ (count)
};

/// ρ(x) at x = v - θ.
float surrogate_value(const SurrogateSpec& surrogate, float x);

/// Whether the backward pass sees the reset: then a spike cuts the gradient through the membrane.
inline bool mask_of(const Neurons& neurons) {
  return neurons.reset == Reset::hard && neurons.reset_gradient == ResetGradient::masked;
}

/// On entry potentials (steps, count) holds W s_in[t], on return v[t] before the reset. Appends the
/// spikes, where v[t] >= θ, to those that there are, in compressed sparse rows: columns[offsets[0]]
/// is the first, `offsets` has room for steps + 1, `columns` for steps * count more.
void lif_forward(const Neurons& neurons, std::size_t steps, float* potentials, float* state,
                 std::uint32_t* offsets, std::uint32_t* columns);

/// From spike_gradients dL/ds[t] and potentials v[t], both (steps, count), computes
/// potential_gradients g[t] = dL/ds[t] ρ(v[t] - θ) and current_gradients e_i[t], and adds
/// -Σ_t g[t] to threshold_gradients (count).
void lif_backward(const Neurons& neurons, std::size_t steps, const float* spike_gradients,
                  const float* potentials, float* potential_gradients, float* current_gradients,
                  float* threshold_gradients, float* state);

/// Without a mask, the filter through time from g to e_i is linear and the same for all neurons of
/// a layer, so that Wᵀ e_i = filter(Wᵀ g). On entry rows (steps, count) holds Wᵀ g[t], on return
/// Wᵀ e_i[t]; `neurons` has the retentions of the layer above and the size of the layer below.
void filter_backward(const Neurons& neurons, std::size_t steps, float* rows, float* state);

/// Entries of rows (steps, n) in compressed sparse rows from offsets[0] = 0: with a unit of 0 and
/// phases (n) of 0 all that are not 0 (those below 10^-38 may be left out), with a larger unit
/// fewer. A column's phase, in [0, 1) on entry, grows by min(1, |entry| / unit) from step to step;
/// where it reaches 1 it starts again, and the entry is taken, as large as the unit if it was
/// smaller. Over uniform phases each entry's mean is the entry: systematic sampling with
/// probabilities in proportion to size (Madow 1949).
void collect_rows(const float* rows, std::size_t steps, std::size_t n, float unit, float* phases,
                  std::uint32_t* offsets, std::uint32_t* columns, float* values);

}  // namespace rouse::kernels
