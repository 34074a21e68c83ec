#include "cells/arrivals.hpp"

#include <algorithm>
#include <cmath>

namespace rouse::cells {
namespace {

struct Delay {
  std::size_t whole = 0;
  float fraction = 0.0F;
};

Delay delay_of(const Arrival& arrival, std::size_t input) {
  if (arrival.delays.empty()) return {};
  const float whole = std::floor(arrival.delays[input]);
  return {static_cast<std::size_t>(whole), arrival.delays[input] - whole};
}

float share_of(const Arrival& arrival, std::size_t input) {
  return arrival.shares.empty() ? 1.0F : arrival.shares[input];
}

float count_of(const SpikeRaster& raster, std::size_t i) {
  return raster.counts.empty() ? 1.0F : raster.counts[i];
}

// Calls f(step, input, count) for each arriving spike, in order of the sent ones.
template <typename F>
void for_arrivals(const Arrival& arrival, const SpikeRaster& from, F&& f) {
  const std::size_t steps = from.steps();
  for (std::size_t t = 0; t < steps; ++t) {
    for (std::size_t i = from.offsets[t]; i < from.offsets[t + 1]; ++i) {
      const std::uint32_t input = from.columns[i];
      const Delay delay = delay_of(arrival, input);
      const float count = count_of(from, i) * share_of(arrival, input);
      if (count == 0.0F || t + delay.whole >= steps) continue;
      f(t + delay.whole, input, count * (1.0F - delay.fraction));
      if (delay.fraction == 0.0F || t + delay.whole + 1 >= steps) continue;
      f(t + delay.whole + 1, input, count * delay.fraction);
    }
  }
}

}  // namespace

void arrive(const Arrival& arrival, const SpikeRaster& from, SpikeRaster& to,
            std::vector<std::uint32_t>& cursors) {
  const std::size_t steps = from.steps();
  to.channels = from.channels;
  to.offsets.assign(steps + 1, 0);
  for_arrivals(arrival, from, [&](std::size_t t, std::uint32_t, float) { ++to.offsets[t + 1]; });
  for (std::size_t t = 0; t < steps; ++t) to.offsets[t + 1] += to.offsets[t];
  cursors.assign(to.offsets.begin(), to.offsets.end());
  to.columns.resize(to.offsets[steps]);
  to.counts.resize(to.offsets[steps]);
  for_arrivals(arrival, from, [&](std::size_t t, std::uint32_t input, float count) {
    const std::uint32_t at = cursors[t]++;
    to.columns[at] = input;
    to.counts[at] = count;
  });
}

void arrive_backward(const Arrival& arrival, const SpikeRaster& from,
                     const std::vector<float>& arriving, std::vector<float>* sent,
                     std::vector<float>& delay_gradients) {
  const std::size_t steps = from.steps();
  const std::size_t inputs = from.channels;
  const auto at = [&](std::size_t t, std::size_t input) {
    return t < steps ? arriving[t * inputs + input] : 0.0F;
  };
  if (sent != nullptr) {
    for (std::size_t t = 0; t < steps; ++t) {
      for (std::size_t k = 0; k < inputs; ++k) {
        const Delay delay = delay_of(arrival, k);
        const float first = (1.0F - delay.fraction) * at(t + delay.whole, k);
        const float second = delay.fraction * at(t + delay.whole + 1, k);
        (*sent)[t * inputs + k] += share_of(arrival, k) * (first + second);
      }
    }
  }
  if (delay_gradients.empty()) return;
  for (std::size_t t = 0; t < steps; ++t) {
    for (std::size_t i = from.offsets[t]; i < from.offsets[t + 1]; ++i) {
      const std::uint32_t k = from.columns[i];
      const std::size_t first = t + delay_of(arrival, k).whole;
      delay_gradients[k] +=
          count_of(from, i) * share_of(arrival, k) * (at(first + 1, k) - at(first, k));
    }
  }
}

}  // namespace rouse::cells
