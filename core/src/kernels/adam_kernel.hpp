// One step of Adam over one tensor.
#pragma once

#include <cstddef>

namespace rouse::kernels {

/// Adam's numbers for one step of one parameter group, bias corrections folded in.
struct AdamCoefficients {
  float beta1, beta2;
  float step;          ///< learning rate / (1 - β₁ᵗ)
  float second_scale;  ///< 1 / √(1 - β₂ᵗ)
  float epsilon;
};

/// first = β₁ first + (1 - β₁) g, second = β₂ second + (1 - β₂) g²,
/// parameters -= step first / (√second second_scale + ε); all of `count` values.
void adam_update(const AdamCoefficients& coefficients, std::size_t count, const float* gradients,
                 float* first, float* second, float* parameters);

}  // namespace rouse::kernels
