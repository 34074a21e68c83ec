// xoshiro256** and the few distributions the library needs. Everything uses integer operations,
// IEEE float arithmetic, sqrtf and logf, which give equal bits natively and in WebAssembly.
#include "rouse/random.hpp"

#include <cmath>

namespace rouse {
namespace {

/// SplitMix64 (Steele, Lea and Flood 2014): a bijection that scatters neighbouring values.
std::uint64_t scatter(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

std::uint64_t rotate_left(std::uint64_t value, int bits) {
  return (value << bits) | (value >> (64 - bits));
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t key1, std::uint64_t key2, std::uint64_t key3) {
  // Chained, so that (1, 2) and (2, 1) differ.
  std::uint64_t mixed = scatter(scatter(scatter(scatter(seed) ^ key1) ^ key2) ^ key3);
  for (std::uint64_t& word : state_) {
    mixed += 0x9e3779b97f4a7c15U;
    word = scatter(mixed);
  }
}

std::uint64_t Random::next() {
  const std::uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotate_left(state_[3], 45);
  return result;
}

float Random::uniform() { return static_cast<float>(next() >> 40) * 0x1p-24F; }

std::uint64_t Random::below(std::uint64_t bound) {
  // The lowest 2^64 mod bound values are rejected, so that every remainder is equally likely.
  const std::uint64_t rejected = (0 - bound) % bound;
  std::uint64_t value = next();
  while (value < rejected) value = next();
  return value % bound;
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  const std::uint64_t values =
      static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  const std::uint64_t offset = values == 0 ? next() : below(values);  // 0: the whole range of int64
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

float Random::normal() {
  if (has_spare_normal_) {
    has_spare_normal_ = false;
    return spare_normal_;
  }
  float x = 0.0F;
  float y = 0.0F;
  float square = 0.0F;
  do {
    x = 2.0F * uniform() - 1.0F;
    y = 2.0F * uniform() - 1.0F;
    square = x * x + y * y;
  } while (square >= 1.0F || square == 0.0F);
  const float factor = std::sqrt(-2.0F * std::log(square) / square);
  spare_normal_ = y * factor;
  has_spare_normal_ = true;
  return x * factor;
}

float Random::exponential() {
  return -std::log(1.0F - uniform());  // 1 - u lies in (0, 1]
}

}  // namespace rouse
