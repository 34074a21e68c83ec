// Every kernel with data of a given size, ready to be run over and over.
#pragma once

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
};

/// The streaming cases read a working set from front to back and add it up: what the memory gives.
/// The event kernels beside them walk a weight matrix of that size.
std::vector<KernelCase> kernel_cases();

}  // namespace rouse::benchmarks
