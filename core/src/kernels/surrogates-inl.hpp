// The surrogate gradients of SurrogateKind, lane by lane (see vectors-inl.hpp for the guard).
#if defined(ROUSE_KERNELS_SURROGATES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ROUSE_KERNELS_SURROGATES_INL_HPP
#undef ROUSE_KERNELS_SURROGATES_INL_HPP
#else
#define ROUSE_KERNELS_SURROGATES_INL_HPP
#endif

#include <hwy/highway.h>

#include "kernels/vectors-inl.hpp"
#include "rouse/network_spec.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {

struct Exponential {
  float peak, slope, floor;
  explicit Exponential(const SurrogateSpec& s)
      : peak(s.scale / s.width), slope(1.0F / s.width), floor(s.floor) {}
  template <typename D, typename V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V x) const {
    const V rho = exp_negative(d, hn::Mul(hn::Abs(x), hn::Set(d, slope)));
    return hn::Max(hn::Mul(hn::Set(d, peak), rho), hn::Set(d, floor));
  }
};

struct FastSigmoid {
  float peak, slope, floor;
  explicit FastSigmoid(const SurrogateSpec& s)
      : peak(s.scale), slope(1.0F / s.width), floor(s.floor) {}
  template <typename D, typename V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V x) const {
    const V y = hn::Add(hn::Set(d, 1.0F), hn::Mul(hn::Abs(x), hn::Set(d, slope)));
    return hn::Max(hn::Div(hn::Set(d, peak), hn::Mul(y, y)), hn::Set(d, floor));
  }
};

struct Arctan {
  float peak, slope, floor;
  explicit Arctan(const SurrogateSpec& s) : peak(s.scale), slope(1.0F / s.width), floor(s.floor) {}
  template <typename D, typename V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V x) const {
    const V y = hn::Mul(x, hn::Set(d, slope));
    const V below = hn::Add(hn::Set(d, 1.0F), hn::Mul(y, y));
    return hn::Max(hn::Div(hn::Set(d, peak), below), hn::Set(d, floor));
  }
};

struct Triangular {
  float peak, slope, floor;
  explicit Triangular(const SurrogateSpec& s)
      : peak(s.scale / s.width), slope(1.0F / s.width), floor(s.floor) {}
  template <typename D, typename V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V x) const {
    const V side = hn::Sub(hn::Set(d, 1.0F), hn::Mul(hn::Abs(x), hn::Set(d, slope)));
    const V rho = hn::Mul(hn::Set(d, peak), hn::Max(hn::Zero(d), side));
    return hn::Max(rho, hn::Set(d, floor));
  }
};

struct Boxcar {
  float peak, width, floor;
  explicit Boxcar(const SurrogateSpec& s)
      : peak(s.scale / (2.0F * s.width)), width(s.width), floor(s.floor) {}
  template <typename D, typename V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V x) const {
    const auto near = hn::Le(hn::Abs(x), hn::Set(d, width));
    return hn::Max(hn::IfThenElseZero(near, hn::Set(d, peak)), hn::Set(d, floor));
  }
};

// Calls f with the surrogate as a type of its own, so that loops over neurons contain no switch.
template <typename F>
HWY_INLINE void with_surrogate(const SurrogateSpec& spec, F&& f) {
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

}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
