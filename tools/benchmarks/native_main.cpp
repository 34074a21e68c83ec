// The kernels under Google Benchmark, with the processor's widest vectors.
#include <benchmark/benchmark.h>

#include "kernel_cases.hpp"

int main(int argc, char** argv) {
  for (const rouse::benchmarks::KernelCase& one : rouse::benchmarks::kernel_cases()) {
    benchmark::RegisterBenchmark(one.name.c_str(), [one](benchmark::State& state) {
      for (auto _ : state) one.run();
      state.counters[one.unit] =
          benchmark::Counter(one.operations, benchmark::Counter::kIsIterationInvariantRate);
    });
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
