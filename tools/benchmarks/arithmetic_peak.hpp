// What the processor computes when memory does not matter: the flat roofs of the roofline.
#pragma once

#include <cstddef>

namespace rouse::benchmarks {

/// Operations of one round of the two functions below.
std::size_t peak_operations();

/// `rounds` rounds of additions on vectors that stay in registers; returns something that depends
/// on all of them. `one` is 1, which the compiler must not know.
float peak_additions(std::size_t rounds, float one);

/// The same, each addition after a multiplication: not fused, as nothing is here.
float peak_multiply_adds(std::size_t rounds, float one);

/// Floats in a vector of the kernels on this processor.
std::size_t vector_floats();

/// The instructions that they use, as Highway calls them: "AVX2", "WASM".
const char* vector_instructions();

}  // namespace rouse::benchmarks
