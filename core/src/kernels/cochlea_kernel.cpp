// Vectors of places, and for each all steps: a place knows nothing of its neighbours.
#include "kernels/cochlea_kernel.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cochlea_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

// Meddis's constants, as Cramer et al. give them, per second.
constexpr float permeability_offset = 5.0F;         // A
constexpr float permeability_half = 300.0F;         // B
constexpr float most_release = 2000.0F;             // g
constexpr float replenishment = 5.05F;              // y
constexpr float reuptake = 6580.0F;                 // r
constexpr float reprocessing = 66.3F;               // x
constexpr float spikes_per_transmitter = 50000.0F;  // h
constexpr float fibres = 40.0F;
constexpr float fibre_refractory = 0.001F;  // s
// Keeps the filters of a silent membrane away from subnormal numbers, which are slow.
constexpr float above_nothing = 1e-6F;
// Of the sum of two uniform 16-bit numbers, to a mean of 0 and a variance of 1.
constexpr float noise_mean = 65535.0F;
constexpr float noise_scale = 3.7376e-5F * 1.24F;

template <typename D>
void hear_vector(D d, CochleaPlaces& places, std::size_t j, const float* samples, std::size_t steps,
                 std::vector<std::uint32_t>& spikes) {
  using V = hn::Vec<D>;
  const hn::RebindToUnsigned<D> du;
  const hn::RebindToSigned<D> di;
  const auto load = [&](const std::vector<float>& values)
                        HWY_ATTR { return hn::LoadU(d, values.data() + j); };
  const auto store = [&](V values, std::vector<float>& to)
                         HWY_ATTR { hn::StoreU(values, d, to.data() + j); };
  const V gain = load(places.gain);
  const V notch = load(places.notch);
  const V a10 = load(places.first[0]);
  const V a11 = load(places.first[1]);
  const V a12 = load(places.first[2]);
  const V a20 = load(places.second[0]);
  const V a21 = load(places.second[1]);
  const V a22 = load(places.second[2]);
  V m00 = load(places.memory[0][0]);
  V m01 = load(places.memory[0][1]);
  V m10 = load(places.memory[1][0]);
  V m11 = load(places.memory[1][1]);
  V m20 = load(places.memory[2][0]);
  V m21 = load(places.memory[2][1]);
  V free = load(places.free);
  V cleft = load(places.cleft);
  V reprocessed = load(places.reprocessed);
  V current = load(places.current);
  V potential = load(places.potential);
  V refractory = load(places.refractory);
  auto random = hn::LoadU(du, places.random.data() + j);

  const V zero = hn::Zero(d);
  const V one = hn::Set(d, 1.0F);
  const V step = hn::Set(d, places.step);
  const V half = hn::Set(d, permeability_half);
  const V per_step = hn::Set(d, fibres * spikes_per_transmitter * places.step);
  const V dead_time = hn::Set(d, spikes_per_transmitter * fibre_refractory);
  for (std::size_t t = 0; t < steps; ++t) {
    // The membrane.
    const V x = hn::Add(hn::Mul(gain, hn::Set(d, samples[t])), hn::Set(d, above_nothing));
    const V y0 = hn::Add(x, m00);
    m00 = hn::Add(hn::Sub(hn::Mul(notch, x), hn::Mul(a10, y0)), m01);
    m01 = hn::Sub(x, hn::Mul(a20, y0));
    const V y1 = hn::Sub(hn::Sub(y0, hn::Mul(a11, m10)), hn::Mul(a21, m11));
    m11 = m10;
    m10 = y1;
    const V y2 = hn::Sub(hn::Sub(y1, hn::Mul(a12, m20)), hn::Mul(a22, m21));
    m21 = m20;
    m20 = y2;
    // The hair cell.
    const V drive = hn::Max(hn::Add(y2, hn::Set(d, permeability_offset)), zero);
    const V release =
        hn::Mul(hn::Div(hn::Mul(hn::Set(d, most_release), drive), hn::Add(drive, half)), free);
    const V returned = hn::Mul(hn::Set(d, reprocessing), reprocessed);
    const V made = hn::Mul(hn::Set(d, replenishment), hn::Sub(one, free));
    free = hn::Add(free, hn::Mul(step, hn::Add(hn::Sub(made, release), returned)));
    reprocessed = hn::Add(reprocessed,
                          hn::Mul(step, hn::Sub(hn::Mul(hn::Set(d, reuptake), cleft), returned)));
    cleft = hn::Add(hn::Mul(hn::Set(d, places.cleft_retention), cleft),
                    hn::Mul(hn::Set(d, places.cleft_share), release));
    // Its fibres.
    const V expected = hn::Div(hn::Mul(per_step, cleft), hn::Add(one, hn::Mul(dead_time, cleft)));
    random = hn::Xor(random, hn::ShiftLeft<13>(random));
    random = hn::Xor(random, hn::ShiftRight<17>(random));
    random = hn::Xor(random, hn::ShiftLeft<5>(random));
    const auto sum = hn::Add(hn::ShiftRight<16>(random), hn::And(random, hn::Set(du, 0xffffU)));
    const V noise = hn::Mul(hn::Sub(hn::ConvertTo(d, hn::BitCast(di, sum)), hn::Set(d, noise_mean)),
                            hn::Set(d, noise_scale));
    const V arrived = hn::Add(expected, hn::Mul(hn::Sqrt(expected), noise));
    // The bushy cell.
    current = hn::Add(hn::Mul(hn::Set(d, places.current_retention), current), arrived);
    potential = hn::Add(hn::Mul(hn::Set(d, places.potential_retention), potential),
                        hn::Mul(hn::Set(d, places.weight), current));
    refractory = hn::Sub(refractory, one);
    potential = hn::IfThenZeroElse(hn::Gt(refractory, zero), potential);
    const auto fires = hn::Ge(potential, one);
    if (!hn::AllFalse(d, fires)) {
      refractory = hn::IfThenElse(fires, hn::Set(d, places.refractory_steps), refractory);
      potential = hn::IfThenZeroElse(fires, potential);
      std::uint32_t which[full_lanes];
      const std::size_t count = store_indices(d, fires, j, which);
      for (std::size_t i = 0; i < count; ++i) {
        spikes.push_back(static_cast<std::uint32_t>(t) << 16U | which[i]);
      }
    }
  }
  store(m00, places.memory[0][0]);
  store(m01, places.memory[0][1]);
  store(m10, places.memory[1][0]);
  store(m11, places.memory[1][1]);
  store(m20, places.memory[2][0]);
  store(m21, places.memory[2][1]);
  store(free, places.free);
  store(cleft, places.cleft);
  store(reprocessed, places.reprocessed);
  store(current, places.current);
  store(potential, places.potential);
  store(refractory, places.refractory);
  hn::StoreU(random, du, places.random.data() + j);
}

void Hear(CochleaPlaces& places, const float* samples, std::size_t steps,
          std::vector<std::uint32_t>& spikes) {
  static_assert(cochlea_lanes % full_lanes == 0);
  for_vectors(places.count, [&](auto d, std::size_t j)
                                HWY_ATTR { hear_vector(d, places, j, samples, steps, spikes); });
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(Hear);

void hear(CochleaPlaces& places, const float* samples, std::size_t steps,
          std::vector<std::uint32_t>& spikes) {
  HWY_DYNAMIC_DISPATCH(Hear)(places, samples, steps, spikes);
}

}  // namespace rouse::kernels
#endif
