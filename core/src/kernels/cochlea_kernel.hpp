// What happens at places of the cochlea through time: membrane, hair cell, bushy cell.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rouse::kernels {

/// Places are computed in vectors: their number is a multiple of this one.
inline constexpr std::size_t cochlea_lanes = 16;

/// Places that are computed at the same rate: constants and state of each, `count` of everything.
struct CochleaPlaces {
  std::size_t count = 0;  ///< a multiple of cochlea_lanes

  // The membrane: three pairs of poles, the first with a notch. y = x - first * y' - second * y''.
  std::vector<float> gain, notch;
  std::array<std::vector<float>, 3> first, second;
  // What the filters keep of the two samples before.
  std::array<std::array<std::vector<float>, 2>, 3> memory;
  // The hair cell's pools of transmitter (Meddis's q, c, w).
  std::vector<float> free, cleft, reprocessed;
  // The bushy cell: current, potential, samples for which it stays refractory.
  std::vector<float> current, potential, refractory;
  std::vector<std::uint32_t> random;  ///< xorshift32; never 0

  // The same for all, from the rate.
  float step;                 ///< s
  float cleft_retention;      ///< exp(-(l + r) step)
  float cleft_share;          ///< what of a second's release is in the cleft after a step
  float current_retention;    ///< exp(-step / 0.5 ms)
  float potential_retention;  ///< exp(-step / 1 ms)
  float weight;               ///< potential that a current of 1 adds in a step
  float refractory_steps;     ///< 1 ms
};

/// Lets `steps` samples reach all places. Writes step << 16 | place of every spike, place after
/// place of a vector, to `spikes`.
void hear(CochleaPlaces& places, const float* samples, std::size_t steps,
          std::vector<std::uint32_t>& spikes);

}  // namespace rouse::kernels
