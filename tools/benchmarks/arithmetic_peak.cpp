#include "arithmetic_peak.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "arithmetic_peak.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <iterator>

HWY_BEFORE_NAMESPACE();
namespace rouse::benchmarks::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;

// Enough independent sums to hide an addition's latency, and two registers left for what is used by
// all of them: WebAssembly has 16 on x86.
constexpr std::size_t sums = 12;
constexpr std::size_t repeats = 16;

HWY_INLINE float total(const hn::Vec<Tag> (&sum)[sums]) {
  const Tag d;
  auto all = sum[0];
  for (std::size_t i = 1; i < sums; ++i) all = hn::Add(all, sum[i]);
  return hn::GetLane(hn::SumOfLanes(d, all));
}

float PeakAdditions(std::size_t rounds) {
  const Tag d;
  hn::Vec<Tag> sum[sums];
  for (std::size_t i = 0; i < sums; ++i) sum[i] = hn::Set(d, static_cast<float>(i));
  const auto one = hn::Set(d, 1.0F);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t r = 0; r < repeats; ++r) {
#pragma GCC unroll 12
      for (std::size_t i = 0; i < sums; ++i) sum[i] = hn::Add(sum[i], one);
    }
  }
  return total(sum);
}

float PeakMultiplyAdds(std::size_t rounds) {
  const Tag d;
  hn::Vec<Tag> sum[sums];
  for (std::size_t i = 0; i < sums; ++i) sum[i] = hn::Set(d, static_cast<float>(i));
  // They tend to 1: neither huge nor denormal numbers slow the processor down.
  const auto factor = hn::Set(d, 0.5F);
  const auto term = hn::Set(d, 0.5F);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t r = 0; r < repeats / 2; ++r) {
#pragma GCC unroll 12
      for (std::size_t i = 0; i < sums; ++i) sum[i] = hn::Add(hn::Mul(sum[i], factor), term);
    }
  }
  return total(sum);
}

std::size_t PeakOperations() { return sums * repeats * hn::Lanes(Tag()); }

std::size_t VectorFloats() { return hn::Lanes(Tag()); }

const char* VectorInstructions() { return hwy::TargetName(HWY_TARGET); }

}  // namespace
}  // namespace rouse::benchmarks::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::benchmarks {

HWY_EXPORT(PeakAdditions);
HWY_EXPORT(PeakMultiplyAdds);
HWY_EXPORT(PeakOperations);
HWY_EXPORT(VectorFloats);
HWY_EXPORT(VectorInstructions);

std::size_t peak_operations() { return HWY_DYNAMIC_DISPATCH(PeakOperations)(); }
float peak_additions(std::size_t rounds) { return HWY_DYNAMIC_DISPATCH(PeakAdditions)(rounds); }
float peak_multiply_adds(std::size_t rounds) {
  return HWY_DYNAMIC_DISPATCH(PeakMultiplyAdds)(rounds);
}
std::size_t vector_floats() { return HWY_DYNAMIC_DISPATCH(VectorFloats)(); }
const char* vector_instructions() { return HWY_DYNAMIC_DISPATCH(VectorInstructions)(); }

}  // namespace rouse::benchmarks
#endif
