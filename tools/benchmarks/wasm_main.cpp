// The kernels as WebAssembly under node, where Google Benchmark is not packaged: one line of JSON
// for each, in the form that it writes.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "kernel_cases.hpp"

namespace {

double seconds_of(const rouse::benchmarks::KernelCase& one) {
  const auto begin = std::chrono::steady_clock::now();
  one.run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The times of runs that take so long altogether.
std::vector<double> run_for(const rouse::benchmarks::KernelCase& one, double seconds) {
  std::vector<double> times;
  double total = 0;
  while (total < seconds) {
    times.push_back(seconds_of(one));
    total += times.back();
  }
  return times;
}

}  // namespace

// Takes a part of the names of the kernels to be timed.
int main(int argc, char** argv) {
  constexpr double enough = 0.4;  // seconds a kernel, after as much to let the compiler finish
  for (const rouse::benchmarks::KernelCase& one : rouse::benchmarks::kernel_cases()) {
    if (argc > 1 && one.name.find(argv[1]) == std::string::npos) continue;
    run_for(one, enough);
    std::vector<double> seconds = run_for(one, enough);
    std::sort(seconds.begin(), seconds.end());
    const double median = seconds[seconds.size() / 2];
    std::printf("{\"name\":\"%s\",\"real_time\":%.6f,\"time_unit\":\"ms\",\"%s\":%.0f}\n",
                one.name.c_str(), median * 1e3, one.unit.c_str(), one.operations / median);
  }
}
