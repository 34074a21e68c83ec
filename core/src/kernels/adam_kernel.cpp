#include "kernels/adam_kernel.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/adam_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

void AdamUpdate(const AdamCoefficients& c, std::size_t count, const float* gradients, float* first,
                float* second, float* parameters) {
  for_vectors(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto g = hn::LoadU(d, gradients + i);
    const auto m = hn::Add(hn::Mul(hn::Set(d, c.beta1), hn::LoadU(d, first + i)),
                           hn::Mul(hn::Set(d, 1.0F - c.beta1), g));
    const auto v = hn::Add(hn::Mul(hn::Set(d, c.beta2), hn::LoadU(d, second + i)),
                           hn::Mul(hn::Mul(hn::Set(d, 1.0F - c.beta2), g), g));
    const auto size =
        hn::Add(hn::Mul(hn::Sqrt(v), hn::Set(d, c.second_scale)), hn::Set(d, c.epsilon));
    const auto change = hn::Div(hn::Mul(hn::Set(d, c.step), m), size);
    hn::StoreU(m, d, first + i);
    hn::StoreU(v, d, second + i);
    hn::StoreU(hn::Sub(hn::LoadU(d, parameters + i), change), d, parameters + i);
  });
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(AdamUpdate);

void adam_update(const AdamCoefficients& coefficients, std::size_t count, const float* gradients,
                 float* first, float* second, float* parameters) {
  HWY_DYNAMIC_DISPATCH(AdamUpdate)
  (coefficients, count, gradients, first, second, parameters);
}

}  // namespace rouse::kernels
#endif
