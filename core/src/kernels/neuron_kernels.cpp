// Plain loops over neurons without branches, which compilers turn into vector code.
#include "kernels/neuron_kernels.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/exponential.hpp"

namespace rouse::kernels {
namespace {

struct Exponential {
  float peak, slope, floor;
  explicit Exponential(const SurrogateSpec& s)
      : peak(s.scale / s.width), slope(1.0F / s.width), floor(s.floor) {}
  float operator()(float x) const {
    return std::max(peak * exp_negative(std::fabs(x) * slope), floor);
  }
};

struct FastSigmoid {
  float peak, slope, floor;
  explicit FastSigmoid(const SurrogateSpec& s)
      : peak(s.scale), slope(1.0F / s.width), floor(s.floor) {}
  float operator()(float x) const {
    const float d = 1.0F + std::fabs(x) * slope;
    return std::max(peak / (d * d), floor);
  }
};

struct Arctan {
  float peak, slope, floor;
  explicit Arctan(const SurrogateSpec& s) : peak(s.scale), slope(1.0F / s.width), floor(s.floor) {}
  float operator()(float x) const {
    const float d = x * slope;
    return std::max(peak / (1.0F + d * d), floor);
  }
};

struct Triangular {
  float peak, slope, floor;
  explicit Triangular(const SurrogateSpec& s)
      : peak(s.scale / s.width), slope(1.0F / s.width), floor(s.floor) {}
  float operator()(float x) const {
    return std::max(peak * std::max(0.0F, 1.0F - std::fabs(x) * slope), floor);
  }
};

struct Boxcar {
  float peak, width, floor;
  explicit Boxcar(const SurrogateSpec& s)
      : peak(s.scale / (2.0F * s.width)), width(s.width), floor(s.floor) {}
  float operator()(float x) const { return std::max(std::fabs(x) <= width ? peak : 0.0F, floor); }
};

// Calls f with the surrogate as a type of its own, so that loops over neurons contain no switch.
template <typename F>
void with_surrogate(const SurrogateSpec& spec, F&& f) {
  switch (spec.kind) {
    case SurrogateKind::exponential:
      return f(Exponential(spec));
    case SurrogateKind::fast_sigmoid:
      return f(FastSigmoid(spec));
    case SurrogateKind::arctan:
      return f(Arctan(spec));
    case SurrogateKind::triangular:
      return f(Triangular(spec));
    case SurrogateKind::boxcar:
      return f(Boxcar(spec));
  }
}

template <bool hard>
void forward(const Neurons& neurons, std::size_t steps, float* __restrict potentials,
             float* __restrict current, float* __restrict membrane) {
  const std::size_t n = neurons.count;
  const float r_i = neurons.current_retention;
  const float r_v = neurons.membrane_retention;
  const float* __restrict thresholds = neurons.thresholds;
  std::fill(current, current + n, 0.0F);
  std::fill(membrane, membrane + n, 0.0F);
  for (std::size_t t = 0; t < steps; ++t) {
    float* __restrict row = potentials + t * n;
    for (std::size_t j = 0; j < n; ++j) {
      const float i = r_i * current[j] + row[j];
      const float v = r_v * membrane[j] + i;
      const float after_spike = hard ? 0.0F : v - thresholds[j];
      current[j] = i;
      membrane[j] = v >= thresholds[j] ? after_spike : v;
      row[j] = v;
    }
  }
}

template <bool masked, typename Surrogate>
void backward(const Neurons& neurons, std::size_t steps, Surrogate surrogate,
              const float* __restrict spike_gradients, const float* __restrict potentials,
              float* __restrict potential_gradients, float* __restrict current_gradients,
              float* __restrict threshold_gradients, float* __restrict e_v, float* __restrict e_i) {
  const std::size_t n = neurons.count;
  const float r_i = neurons.current_retention;
  const float r_v = neurons.membrane_retention;
  const float* __restrict thresholds = neurons.thresholds;
  std::fill(e_v, e_v + n, 0.0F);
  std::fill(e_i, e_i + n, 0.0F);
  for (std::size_t t = steps; t-- > 0;) {
    const std::size_t row = t * n;
    for (std::size_t j = 0; j < n; ++j) {
      const float x = potentials[row + j] - thresholds[j];
      const float g = spike_gradients[row + j] * surrogate(x);
      const float carried = masked && x >= 0.0F ? 0.0F : r_v * e_v[j];
      const float from_potential = g + carried;
      const float from_current = from_potential + r_i * e_i[j];
      e_v[j] = from_potential;
      e_i[j] = from_current;
      potential_gradients[row + j] = g;
      current_gradients[row + j] = from_current;
      threshold_gradients[j] -= g;
    }
  }
}

}  // namespace

void lif_forward(const Neurons& neurons, std::size_t steps, float* potentials, float* state) {
  if (neurons.reset == Reset::hard) {
    forward<true>(neurons, steps, potentials, state, state + neurons.count);
  } else {
    forward<false>(neurons, steps, potentials, state, state + neurons.count);
  }
}

void lif_backward(const Neurons& neurons, std::size_t steps, const float* spike_gradients,
                  const float* potentials, float* potential_gradients, float* current_gradients,
                  float* threshold_gradients, float* state) {
  const bool masked =
      neurons.reset == Reset::hard && neurons.reset_gradient == ResetGradient::masked;
  with_surrogate(neurons.surrogate, [&](auto surrogate) {
    auto run = masked ? backward<true, decltype(surrogate)> : backward<false, decltype(surrogate)>;
    run(neurons, steps, surrogate, spike_gradients, potentials, potential_gradients,
        current_gradients, threshold_gradients, state, state + neurons.count);
  });
}

}  // namespace rouse::kernels

namespace rouse {

float surrogate_value(const SurrogateSpec& surrogate, float x) {
  float value = 0.0F;
  kernels::with_surrogate(surrogate, [&](auto rho) { value = rho(x); });
  return value;
}

}  // namespace rouse
