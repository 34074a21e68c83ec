// Squares of distances stand for distances: near an outline, half their difference over the radius
// is the way to it.
#include "kernels/shade_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/shade_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace rouse::kernels::HWY_NAMESPACE {
namespace {

using Tag = hn::CappedTag<float, shade_lanes>;
using V = hn::Vec<Tag>;
constexpr std::size_t lanes = hn::MaxLanes(Tag());

HWY_INLINE V within_one(V value) {
  const Tag d;
  return hn::Min(hn::Max(value, hn::Zero(d)), hn::Set(d, 1.0F));
}

/// f(vector of light, covered, outwards): covered is 0..1, outwards 0 on the axis and 1 on the
/// outline, squared. What f returns for pixels that are not covered must be what was there.
template <typename F>
HWY_INLINE void for_limb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
                         float* light, F&& f) {
  const Tag d;
  const V dx = hn::Set(d, limb.dx);
  const V dy = hn::Set(d, limb.dy);
  const V by_length = hn::Set(d, 1.0F / (limb.dx * limb.dx + limb.dy * limb.dy + 1e-6F));
  const V first_radius = hn::Set(d, limb.radius);
  const V widening = hn::Set(d, limb.widening);
  const V by_blur = hn::Set(d, 0.5F / limb.blur);
  const V half = hn::Set(d, 0.5F);
  const V one = hn::Set(d, 1.0F);
  const V columns = hn::Sub(hn::Iota(d, 0), hn::Set(d, limb.x));
  for (const RowRange& row : rows) {
    float* line = light + row.y * width;
    const V py = hn::Set(d, static_cast<float>(row.y) - limb.y);
    const V along_row = hn::Mul(py, dy);
    for (std::size_t x = row.begin - row.begin % lanes; x < row.end; x += lanes) {
      const V px = hn::Add(columns, hn::Set(d, static_cast<float>(x)));
      const V along = hn::Mul(hn::Add(hn::Mul(px, dx), along_row), by_length);
      const V s = within_one(along);
      const V ex = hn::Sub(px, hn::Mul(s, dx));
      const V ey = hn::Sub(py, hn::Mul(s, dy));
      const V square = hn::Add(hn::Mul(ex, ex), hn::Mul(ey, ey));
      const V radius = hn::Add(first_radius, hn::Mul(s, widening));
      const V by_radius = hn::Div(one, radius);
      const V relative = hn::Mul(square, by_radius);
      const V inside = hn::Sub(radius, relative);
      const V covered = within_one(hn::Add(half, hn::Mul(inside, by_blur)));
      const V outwards = hn::Min(hn::Mul(relative, by_radius), one);
      hn::StoreU(f(hn::LoadU(d, line + x), covered, outwards), d, line + x);
    }
  }
}

void PaintLimb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
               float* light) {
  const Tag d;
  const V shade = hn::Set(d, limb.shade);
  const V rim = hn::Set(d, limb.shade * limb.rim);
  for_limb(limb, rows, width, light, [&](V there, V covered, V outwards) HWY_ATTR {
    const V own = hn::Sub(shade, hn::Mul(rim, outwards));
    return hn::Add(there, hn::Mul(covered, hn::Sub(own, there)));
  });
}

void ShadeLimb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
               float* light) {
  const Tag d;
  const V one = hn::Set(d, 1.0F);
  const V taken = hn::Set(d, 1.0F - limb.shade);
  for_limb(limb, rows, width, light, [&](V there, V covered, V) HWY_ATTR {
    return hn::Mul(there, hn::Sub(one, hn::Mul(taken, covered)));
  });
}

void Logarithms(std::size_t count, const float* values, float* logs) {
  // Exponent and mantissa apart; the mantissa's polynomial is Abramowitz and Stegun's 4.1.43.
  const Tag d;
  const hn::RebindToUnsigned<Tag> du;
  const hn::RebindToSigned<Tag> di;
  const V one = hn::Set(d, 1.0F);
  for (std::size_t i = 0; i < count; i += lanes) {
    const auto bits = hn::BitCast(du, hn::LoadU(d, values + i));
    const auto exponent = hn::Sub(hn::BitCast(di, hn::ShiftRight<23>(bits)), hn::Set(di, 127));
    const auto mantissa = hn::Or(hn::And(bits, hn::Set(du, 0x7FFFFFU)), hn::Set(du, 0x3F800000U));
    const V x = hn::Sub(hn::BitCast(d, mantissa), one);
    V p = hn::Set(d, 0.03215845F);
    for (const float a : {-0.13606275F, 0.28947478F, -0.49190896F, 0.99949556F}) {
      p = hn::Add(hn::Mul(p, x), hn::Set(d, a));
    }
    const V whole = hn::Mul(hn::ConvertTo(d, exponent), hn::Set(d, 0.693147181F));
    hn::StoreU(hn::Add(whole, hn::Mul(p, x)), d, logs + i);
  }
}

void Expose(std::size_t count, float share, const float* targets, const float* before,
            const float* references, const float* on, const float* off, const float* blind_until,
            float* levels, std::uint8_t* busy) {
  const Tag d;
  const hn::RebindToUnsigned<Tag> du;
  const hn::Rebind<std::uint8_t, Tag> bytes;
  const V nearer = hn::Set(d, share);
  const auto flag = hn::Set(du, 1U);
  for (std::size_t i = 0; i < count; i += lanes) {
    const V old = hn::LoadU(d, before + i);
    const V level = hn::Add(old, hn::Mul(nearer, hn::Sub(hn::LoadU(d, targets + i), old)));
    hn::StoreU(level, d, levels + i);
    const V change = hn::Sub(level, hn::LoadU(d, references + i));
    const auto past = hn::Or(hn::Ge(change, hn::LoadU(d, on + i)),
                             hn::Le(change, hn::Neg(hn::LoadU(d, off + i))));
    const auto may_send = hn::Or(past, hn::Gt(hn::LoadU(d, blind_until + i), hn::Zero(d)));
    const auto flags = hn::IfThenElseZero(hn::RebindMask(du, may_send), flag);
    hn::StoreU(hn::DemoteTo(bytes, hn::BitCast(hn::RebindToSigned<Tag>(), flags)), bytes, busy + i);
  }
}

}  // namespace
}  // namespace rouse::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::kernels {

HWY_EXPORT(PaintLimb);
HWY_EXPORT(ShadeLimb);
HWY_EXPORT(Logarithms);
HWY_EXPORT(Expose);

void paint_limb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
                float* light) {
  HWY_DYNAMIC_DISPATCH(PaintLimb)(limb, rows, width, light);
}

void shade_limb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
                float* light) {
  HWY_DYNAMIC_DISPATCH(ShadeLimb)(limb, rows, width, light);
}

void logarithms(std::size_t count, const float* values, float* logs) {
  HWY_DYNAMIC_DISPATCH(Logarithms)(count, values, logs);
}

void expose(std::size_t count, float share, const float* targets, const float* before,
            const float* references, const float* on, const float* off, const float* blind_until,
            float* levels, std::uint8_t* busy) {
  HWY_DYNAMIC_DISPATCH(Expose)
  (count, share, targets, before, references, on, off, blind_until, levels, busy);
}

}  // namespace rouse::kernels
#endif
