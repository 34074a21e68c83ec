// Steps are walked one after the other; within a step neurons are independent of each other.
#include "kernels/neuron_kernels.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/neuron_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/surrogates-inl.hpp"
#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

template <bool hard>
HWY_INLINE void forward(const Neurons& neurons, std::size_t steps, float* potentials,
                        float* current, float* membrane, std::uint32_t* offsets,
                        std::uint32_t* columns) {
  const std::size_t n = neurons.count;
  std::size_t count = offsets[0];
  for (std::size_t t = 0; t < steps; ++t) {
    float* row = potentials + t * n;
    for_vectors(n, [&](auto d, std::size_t j) HWY_ATTR {
      const auto r_i = hn::Set(d, neurons.current_retention);
      const auto r_v = hn::Set(d, neurons.membrane_retention);
      const auto threshold = hn::LoadU(d, neurons.thresholds + j);
      const auto i = hn::Add(hn::Mul(r_i, hn::LoadU(d, current + j)), hn::LoadU(d, row + j));
      const auto v = hn::Add(hn::Mul(r_v, hn::LoadU(d, membrane + j)), i);
      const auto fires = hn::Ge(v, threshold);
      hn::StoreU(i, d, current + j);
      hn::StoreU(v, d, row + j);
      const auto kept =
          hard ? hn::IfThenZeroElse(fires, v) : hn::IfThenElse(fires, hn::Sub(v, threshold), v);
      hn::StoreU(kept, d, membrane + j);
      count += store_indices(d, fires, j, columns + count);
    });
    offsets[t + 1] = static_cast<std::uint32_t>(count);
  }
}

template <bool masked, typename Surrogate>
HWY_INLINE void backward(const Neurons& neurons, std::size_t steps, Surrogate surrogate,
                         const float* spike_gradients, const float* potentials,
                         float* potential_gradients, float* current_gradients,
                         float* threshold_gradients, float* e_v, float* e_i) {
  const std::size_t n = neurons.count;
  for (std::size_t t = steps; t-- > 0;) {
    const std::size_t row = t * n;
    for_vectors(n, [&](auto d, std::size_t j) HWY_ATTR {
      const auto r_i = hn::Set(d, neurons.current_retention);
      const auto r_v = hn::Set(d, neurons.membrane_retention);
      const auto x =
          hn::Sub(hn::LoadU(d, potentials + row + j), hn::LoadU(d, neurons.thresholds + j));
      const auto g = hn::Mul(hn::LoadU(d, spike_gradients + row + j), surrogate(d, x));
      auto carried = hn::Mul(r_v, hn::LoadU(d, e_v + j));
      if constexpr (masked) carried = hn::IfThenZeroElse(hn::Ge(x, hn::Zero(d)), carried);
      const auto from_potential = hn::Add(g, carried);
      const auto from_current = hn::Add(from_potential, hn::Mul(r_i, hn::LoadU(d, e_i + j)));
      hn::StoreU(from_potential, d, e_v + j);
      hn::StoreU(from_current, d, e_i + j);
      hn::StoreU(g, d, potential_gradients + row + j);
      hn::StoreU(from_current, d, current_gradients + row + j);
      hn::StoreU(hn::Sub(hn::LoadU(d, threshold_gradients + j), g), d, threshold_gradients + j);
    });
  }
}

void LifForward(const Neurons& neurons, std::size_t steps, float* potentials, float* state,
                std::uint32_t* offsets, std::uint32_t* columns) {
  float* membrane = state + neurons.count;
  if (neurons.reset == Reset::hard) {
    forward<true>(neurons, steps, potentials, state, membrane, offsets, columns);
  } else {
    forward<false>(neurons, steps, potentials, state, membrane, offsets, columns);
  }
}

void LifBackward(const Neurons& neurons, std::size_t steps, const float* spike_gradients,
                 const float* potentials, float* potential_gradients, float* current_gradients,
                 float* threshold_gradients, float* state) {
  with_surrogate(neurons.surrogate, [&](auto surrogate) HWY_ATTR {
    if (mask_of(neurons)) {
      backward<true>(neurons, steps, surrogate, spike_gradients, potentials, potential_gradients,
                     current_gradients, threshold_gradients, state, state + neurons.count);
    } else {
      backward<false>(neurons, steps, surrogate, spike_gradients, potentials, potential_gradients,
                      current_gradients, threshold_gradients, state, state + neurons.count);
    }
  });
}

void FilterBackward(const Neurons& neurons, std::size_t steps, float* rows, float* state) {
  const std::size_t n = neurons.count;
  float* e_v = state;
  float* e_i = state + n;
  for (std::size_t t = steps; t-- > 0;) {
    float* row = rows + t * n;
    for_vectors(n, [&](auto d, std::size_t j) HWY_ATTR {
      const auto r_i = hn::Set(d, neurons.current_retention);
      const auto r_v = hn::Set(d, neurons.membrane_retention);
      const auto from_potential =
          hn::Add(hn::LoadU(d, row + j), hn::Mul(r_v, hn::LoadU(d, e_v + j)));
      const auto from_current = hn::Add(from_potential, hn::Mul(r_i, hn::LoadU(d, e_i + j)));
      hn::StoreU(from_potential, d, e_v + j);
      hn::StoreU(from_current, d, e_i + j);
      hn::StoreU(from_current, d, row + j);
    });
  }
}

void CollectRows(const float* rows, std::size_t steps, std::size_t n, float unit, float* phases,
                 std::uint32_t* offsets, std::uint32_t* columns, float* values) {
  // Finite, also of 0, and so large then that what is not 0 becomes 1.
  const float grain = 1.0F / std::max(unit, std::numeric_limits<float>::min());
  std::size_t count = 0;
  offsets[0] = 0;
  for (std::size_t t = 0; t < steps; ++t) {
    const float* row = rows + t * n;
    for_vectors(n, [&](auto d, std::size_t j) HWY_ATTR {
      const auto one = hn::Set(d, 1.0F);
      const auto magnitude = hn::Abs(hn::LoadU(d, row + j));
      const auto growth = hn::Min(one, hn::Mul(magnitude, hn::Set(d, grain)));
      const auto phase = hn::Add(hn::LoadU(d, phases + j), growth);
      const auto taken = hn::Ge(phase, one);
      hn::StoreU(hn::IfThenElse(taken, hn::Sub(phase, one), phase), d, phases + j);
      count += store_indices(d, taken, j, columns + count);
    });
    for (std::size_t i = offsets[t]; i < count; ++i) {
      const float entry = row[columns[i]];
      values[i] = std::copysign(std::max(std::abs(entry), unit), entry);
    }
    offsets[t + 1] = static_cast<std::uint32_t>(count);
  }
}

float SurrogateValue(const SurrogateSpec& spec, float x) {
  const hn::CappedTag<float, 1> d;
  float value = 0.0F;
  with_surrogate(
      spec, [&](auto surrogate) HWY_ATTR { value = hn::GetLane(surrogate(d, hn::Set(d, x))); });
  return value;
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(LifForward);
HWY_EXPORT(LifBackward);
HWY_EXPORT(FilterBackward);
HWY_EXPORT(CollectRows);
HWY_EXPORT(SurrogateValue);

void lif_forward(const Neurons& neurons, std::size_t steps, float* potentials, float* state,
                 std::uint32_t* offsets, std::uint32_t* columns) {
  HWY_DYNAMIC_DISPATCH(LifForward)(neurons, steps, potentials, state, offsets, columns);
}

void lif_backward(const Neurons& neurons, std::size_t steps, const float* spike_gradients,
                  const float* potentials, float* potential_gradients, float* current_gradients,
                  float* threshold_gradients, float* state) {
  HWY_DYNAMIC_DISPATCH(LifBackward)
  (neurons, steps, spike_gradients, potentials, potential_gradients, current_gradients,
   threshold_gradients, state);
}

void filter_backward(const Neurons& neurons, std::size_t steps, float* rows, float* state) {
  HWY_DYNAMIC_DISPATCH(FilterBackward)(neurons, steps, rows, state);
}

float surrogate_value(const SurrogateSpec& surrogate, float x) {
  return HWY_DYNAMIC_DISPATCH(SurrogateValue)(surrogate, x);
}

void collect_rows(const float* rows, std::size_t steps, std::size_t n, float unit, float* phases,
                  std::uint32_t* offsets, std::uint32_t* columns, float* values) {
  HWY_DYNAMIC_DISPATCH(CollectRows)(rows, steps, n, unit, phases, offsets, columns, values);
}

}  // namespace rouse::kernels

namespace rouse {

float surrogate_value(const SurrogateSpec& surrogate, float x) {
  return kernels::surrogate_value(surrogate, x);
}

}  // namespace rouse
#endif
