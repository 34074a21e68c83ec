#include "kernels/cell_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cell_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/surrogates-inl.hpp"
#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

// θ + a where a is a rise of the threshold.
template <typename D, typename Float>
HWY_INLINE hn::Vec<D> effective_threshold(D d, const Cells& cells, const CellRows<Float>& rows,
                                          std::size_t j) {
  const auto rise = hn::Mul(hn::Set(d, cells.on_threshold), hn::LoadU(d, rows.adaptations + j));
  return hn::Add(hn::LoadU(d, cells.thresholds + j), rise);
}

std::size_t CellsForward(const Cells& cells, const CellRows<const float>& before,
                         const CellRows<float>& now, std::uint32_t* columns) {
  std::size_t count = 0;
  for_vectors(cells.count, [&](auto d, std::size_t j) HWY_ATTR {
    const auto kept_before = hn::LoadU(d, before.kept + j);
    const auto fired =
        hn::Ge(hn::LoadU(d, before.potentials + j), effective_threshold(d, cells, before, j));
    const auto a = hn::Add(hn::Add(hn::Mul(hn::LoadU(d, cells.adaptation_retentions + j),
                                           hn::LoadU(d, before.adaptations + j)),
                                   hn::IfThenElseZero(fired, hn::Set(d, cells.spike_strength))),
                           hn::Mul(hn::Set(d, cells.coupling), kept_before));
    const auto i = hn::Add(
        hn::Mul(hn::LoadU(d, cells.current_retentions + j), hn::LoadU(d, before.currents + j)),
        hn::LoadU(d, now.potentials + j));
    const auto v =
        hn::Sub(hn::Add(hn::Mul(hn::LoadU(d, cells.membrane_retentions + j), kept_before), i),
                hn::Mul(hn::Set(d, cells.on_current), a));
    hn::StoreU(a, d, now.adaptations + j);
    const auto threshold = effective_threshold(d, cells, now, j);
    const auto fires = hn::Ge(v, threshold);
    const auto reset = cells.hard_reset ? hn::Zero(d) : hn::Sub(v, threshold);
    hn::StoreU(i, d, now.currents + j);
    hn::StoreU(v, d, now.potentials + j);
    hn::StoreU(hn::IfThenElse(fires, reset, v), d, now.kept + j);
    count += store_indices(d, fires, j, columns + count);
  });
  return count;
}

// What stands for ds/dv where a layer's potentials are read.
struct One {
  template <typename D, typename V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V) const {
    return hn::Set(d, 1.0F);
  }
};

template <typename D>
HWY_INLINE void add_to(D d, float* sum, hn::Vec<D> term) {
  hn::StoreU(hn::Add(hn::LoadU(d, sum), term), d, sum);
}

template <typename Surrogate>
HWY_INLINE void backward(const Cells& cells, Surrogate surrogate,
                         const CellRows<const float>& before, const CellRows<const float>& now,
                         const float* later_currents, float* spike_gradients,
                         float* potential_gradients, float* current_gradients,
                         const CellGradients& gradients) {
  for_vectors(cells.count, [&](auto d, std::size_t j) HWY_ATTR {
    const auto later_a = hn::LoadU(d, gradients.adaptations + j);
    const auto x = hn::Sub(hn::LoadU(d, now.potentials + j), effective_threshold(d, cells, now, j));
    const auto by_spike = hn::Add(hn::LoadU(d, spike_gradients + j),
                                  hn::Mul(hn::Set(d, cells.spike_strength), later_a));
    const auto g = hn::Mul(by_spike, surrogate(d, x));
    const auto r_v = hn::LoadU(d, cells.membrane_retentions + j);
    auto carried = hn::Add(hn::Mul(r_v, hn::LoadU(d, gradients.potentials + j)),
                           hn::Mul(hn::Set(d, cells.coupling), later_a));
    if (cells.masked) carried = hn::IfThenZeroElse(hn::Ge(x, hn::Zero(d)), carried);
    const auto e_v = hn::Add(g, carried);
    const auto r_i = hn::LoadU(d, cells.current_retentions + j);
    const auto e_i = hn::Add(e_v, hn::Mul(r_i, hn::LoadU(d, later_currents + j)));
    const auto direct = hn::Add(hn::Mul(hn::Set(d, cells.on_threshold), g),
                                hn::Mul(hn::Set(d, cells.on_current), e_v));
    const auto r_a = hn::LoadU(d, cells.adaptation_retentions + j);
    const auto e_a = hn::Sub(hn::Mul(r_a, later_a), direct);
    hn::StoreU(by_spike, d, spike_gradients + j);
    hn::StoreU(g, d, potential_gradients + j);
    hn::StoreU(e_i, d, current_gradients + j);
    hn::StoreU(e_v, d, gradients.potentials + j);
    hn::StoreU(e_a, d, gradients.adaptations + j);
    if (cells.fires) add_to(d, gradients.thresholds + j, hn::Neg(g));
    add_to(d, gradients.current_retentions + j, hn::Mul(e_i, hn::LoadU(d, before.currents + j)));
    add_to(d, gradients.membrane_retentions + j, hn::Mul(e_v, hn::LoadU(d, before.kept + j)));
    add_to(d, gradients.adaptation_retentions + j,
           hn::Mul(e_a, hn::LoadU(d, before.adaptations + j)));
  });
}

void CellsBackward(const Cells& cells, const CellRows<const float>& before,
                   const CellRows<const float>& now, const float* later_currents,
                   float* spike_gradients, float* potential_gradients, float* current_gradients,
                   const CellGradients& gradients) {
  const auto run = [&](auto surrogate) HWY_ATTR {
    backward(cells, surrogate, before, now, later_currents, spike_gradients, potential_gradients,
             current_gradients, gradients);
  };
  if (cells.fires) {
    with_surrogate(cells.surrogate, run);
  } else {
    run(One());
  }
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(CellsForward);
HWY_EXPORT(CellsBackward);

std::size_t cells_forward(const Cells& cells, const CellRows<const float>& before,
                          const CellRows<float>& now, std::uint32_t* columns) {
  return HWY_DYNAMIC_DISPATCH(CellsForward)(cells, before, now, columns);
}

void cells_backward(const Cells& cells, const CellRows<const float>& before,
                    const CellRows<const float>& now, const float* later_currents,
                    float* spike_gradients, float* potential_gradients, float* current_gradients,
                    const CellGradients& gradients) {
  HWY_DYNAMIC_DISPATCH(CellsBackward)
  (cells, before, now, later_currents, spike_gradients, potential_gradients, current_gradients,
   gradients);
}

}  // namespace rouse::kernels
#endif
