// Every kernel with data of a given size, ready to be run over and over.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace rouse::benchmarks {

struct KernelCase {
  std::string name;
  /// Of one run: additions of a weight, products, or neurons times steps; `unit` says which.
  double operations = 0;
  std::string unit;
  std::function<void()> run;
  /// Additions, subtractions, multiplications, divisions and roots of floats in one run.
  double float_operations = 0;
  /// What one run loads into registers. Stores do not count: they go to where a load just was, so
  /// that the speed of reading bounds every kernel.
  double bytes_read = 0;
  /// The arrays that it walks, without the events.
  std::size_t working_set = 0;
};

/// Time bins of all cases.
inline constexpr std::size_t kernel_steps = 300;

/// "16 KB", "4 MB".
std::string size_of(std::size_t bytes);

/// Adds up an array of so many bytes, a multiple of 2048, over and over.
KernelCase streaming_case(std::size_t bytes);
/// Event product and weight gradient of a layer, with so many events at random inputs in each bin.
std::vector<KernelCase> event_cases(std::size_t inputs, std::size_t neurons, std::size_t per_bin);
/// (bins, k) times (k, n).
KernelCase product_case(std::size_t k, std::size_t n);
/// Forward, backward (two surrogates), filter and the collecting of spikes.
std::vector<KernelCase> neuron_cases(std::size_t count);
KernelCase adam_case(std::size_t parameters);

/// The streaming cases read a working set from front to back and add it up: what the memory gives.
/// The event kernels beside them walk a weight matrix of that size.
std::vector<KernelCase> kernel_cases();

}  // namespace rouse::benchmarks
