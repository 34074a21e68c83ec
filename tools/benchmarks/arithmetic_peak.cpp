#include "arithmetic_peak.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "arithmetic_peak.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace rouse::benchmarks::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<float>;

// Enough independent values to hide an operation's latency, and few enough for the 16 registers of
// WebAssembly on x86, of which one holds what is added or multiplied with.
constexpr std::size_t values = 14;
constexpr std::size_t repeats = 16;

HWY_INLINE float total(const hn::Vec<Tag> (&value)[values]) {
  const Tag d;
  auto all = value[0];
  for (std::size_t i = 1; i < values; ++i) all = hn::Add(all, value[i]);
  return hn::GetLane(hn::SumOfLanes(d, all));
}

float PeakAdditions(std::size_t rounds, float one) {
  const Tag d;
  const auto term = hn::Set(d, one);
  hn::Vec<Tag> sum[values];
  for (auto& value : sum) value = hn::Zero(d);
  for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 16
    for (std::size_t r = 0; r < repeats; ++r) {
#pragma GCC unroll 14
      for (auto& value : sum) value = hn::Add(value, term);
    }
  }
  return total(sum);
}

float PeakMultiplyAdds(std::size_t rounds, float one) {
  const Tag d;
  // v = v / 2 + 1/2 tends to 1: neither huge nor denormal numbers slow the processor down.
  const auto half = hn::Set(d, 0.5F * one);
  hn::Vec<Tag> sum[values];
  for (auto& value : sum) value = hn::Zero(d);
  for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 16
    for (std::size_t r = 0; r < repeats / 2; ++r) {
#pragma GCC unroll 14
      for (auto& value : sum) value = hn::Add(hn::Mul(value, half), half);
    }
  }
  return total(sum);
}

std::size_t PeakOperations() { return values * repeats * hn::Lanes(Tag()); }

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
float peak_additions(std::size_t rounds, float one) {
  return HWY_DYNAMIC_DISPATCH(PeakAdditions)(rounds, one);
}
float peak_multiply_adds(std::size_t rounds, float one) {
  return HWY_DYNAMIC_DISPATCH(PeakMultiplyAdds)(rounds, one);
}
std::size_t vector_floats() { return HWY_DYNAMIC_DISPATCH(VectorFloats)(); }
const char* vector_instructions() { return HWY_DYNAMIC_DISPATCH(VectorInstructions)(); }

}  // namespace rouse::benchmarks
#endif
