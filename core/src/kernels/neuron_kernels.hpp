// The neurons' dynamics through time, forward and backward, one layer of one sample at a time.
#pragma once

#include <cstddef>

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

/// On entry potentials (steps, count) holds W s_in[t], on return v[t] before the reset.
/// `state` is scratch of 2 * count floats.
void lif_forward(const Neurons& neurons, std::size_t steps, float* potentials, float* state);

/// From spike_gradients dL/ds[t] and potentials v[t], both (steps, count), computes
/// potential_gradients g[t] = dL/ds[t] ρ(v[t] - θ) and current_gradients e_i[t], and adds
/// -Σ_t g[t] to threshold_gradients (count). `state` is scratch of 2 * count floats.
void lif_backward(const Neurons& neurons, std::size_t steps, const float* spike_gradients,
                  const float* potentials, float* potential_gradients, float* current_gradients,
                  float* threshold_gradients, float* state);

}  // namespace rouse::kernels
