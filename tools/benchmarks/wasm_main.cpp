// The kernels as WebAssembly under node, where Google Benchmark is not packaged: one line of JSON
// for each, in the form that it writes.
#include <cstdio>
#include <string>

#include "kernel_cases.hpp"
#include "timing.hpp"

// Takes a part of the names of the kernels to be timed.
int main(int argc, char** argv) {
  constexpr double enough = 0.8;  // seconds a kernel, after half as much to let the compiler finish
  for (const rouse::benchmarks::KernelCase& one : rouse::benchmarks::kernel_cases()) {
    if (argc > 1 && one.name.find(argv[1]) == std::string::npos) continue;
    const double seconds = rouse::benchmarks::time_runs(one.run, enough).middle();
    std::printf("{\"name\":\"%s\",\"real_time\":%.6f,\"time_unit\":\"ms\",\"%s\":%.0f}\n",
                one.name.c_str(), seconds * 1e3, one.unit.c_str(), one.operations / seconds);
  }
}
