#include "streaming_add.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "streaming_add.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace rouse::benchmarks::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

float StreamingAdd(const float* values, std::size_t count) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  constexpr std::size_t vectors = 8;
  hn::Vec<decltype(d)> sum[vectors];
  for (auto& one : sum) one = hn::Zero(d);
  for (std::size_t i = 0; i + vectors * lanes <= count; i += vectors * lanes) {
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v) {
      sum[v] = hn::Add(sum[v], hn::LoadU(d, values + i + v * lanes));
    }
  }
#pragma GCC unroll 8
  for (std::size_t v = 1; v < vectors; ++v) sum[0] = hn::Add(sum[0], sum[v]);
  return hn::GetLane(hn::SumOfLanes(d, sum[0]));
}

}  // namespace
}  // namespace rouse::benchmarks::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rouse::benchmarks {

HWY_EXPORT(StreamingAdd);

float streaming_add(const float* values, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(StreamingAdd)(values, count);
}

}  // namespace rouse::benchmarks
#endif
