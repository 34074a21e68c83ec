// Random numbers with the same bits on every platform and from every compiler.
//
// The standard library's distributions differ between implementations, so the few that are needed
// are written here. A generator is cheap to make: every sample of every epoch gets its own, keyed
// by (seed, purpose, epoch, sample). A run therefore carries no generator state; its position is
// enough.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rouse {

/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64.
class Random {
 public:
  /// Generators with different keys are independent for all practical purposes.
  explicit Random(std::uint64_t seed, std::uint64_t key1 = 0, std::uint64_t key2 = 0,
                  std::uint64_t key3 = 0);

  std::uint64_t next();
  /// Uniform in [0, 1), with 24 random bits.
  float uniform();
  /// Uniform in [low, high).
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  /// Uniform integer in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Uniform integer in [low, high], both included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// Standard normal, by Marsaglia's polar method (uses only logf and sqrtf).
  float normal();
  /// Exponential with mean 1.
  float exponential();

  /// Fisher-Yates shuffle.
  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[static_cast<std::size_t>(below(i))]);
    }
  }

 private:
  std::uint64_t state_[4];
  float spare_normal_ = 0.0F;
  bool has_spare_normal_ = false;
};

}  // namespace rouse
