// The plainest use of memory: adds up an array, a vector at a time.
#pragma once

#include <cstddef>

namespace rouse::benchmarks {

/// The sum of `count` floats, a multiple of 512, in eight running vectors.
float streaming_add(const float* values, std::size_t count);

}  // namespace rouse::benchmarks
