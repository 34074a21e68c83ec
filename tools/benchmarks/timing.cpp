#include "timing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace rouse::benchmarks {
namespace {

constexpr double longest_chunk = 0.02;  // seconds
constexpr std::size_t fewest_chunks = 3;

/// So many runs in a row are one measurement.
struct Chunk {
  Run run;
  std::size_t repeats = 1;
  double wanted = 0;  ///< seconds

  double seconds_per_run() {
    while (true) {
      const Stopwatch watch;
      for (std::size_t i = 0; i < repeats; ++i) run();
      const double took = watch.seconds();
      if (took >= 0.5 * wanted) return took / static_cast<double>(repeats);
      // Something else had the processor when the runs were counted; a clock may even have stood
      // still.
      repeats *= 2;
    }
  }
};

/// Warms up, and finds how many runs fill a chunk.
Chunk prepare(const Run& run, double seconds) {
  std::size_t runs = 0;
  const Stopwatch watch;
  do {
    run();
    ++runs;
  } while (watch.seconds() < seconds);
  const double once = watch.seconds() / static_cast<double>(runs);
  const double wanted = std::min(longest_chunk, seconds / static_cast<double>(fewest_chunks));
  return {run, static_cast<std::size_t>(std::max(1.0, std::ceil(wanted / once))), wanted};
}

}  // namespace

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double Times::fastest() const { return *std::min_element(values.begin(), values.end()); }

double Times::slowest() const { return *std::max_element(values.begin(), values.end()); }

std::vector<Times> time_in_turns(const std::vector<Run>& runs, double seconds) {
  std::vector<Chunk> chunks;
  chunks.reserve(runs.size());
  for (const Run& run : runs) chunks.push_back(prepare(run, 0.5 * seconds));
  std::vector<Times> times(runs.size());
  const Stopwatch watch;
  const double all = seconds * static_cast<double>(runs.size());
  do {
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      times[i].values.push_back(chunks[i].seconds_per_run());
    }
  } while (watch.seconds() < all || times.front().values.size() < fewest_chunks);
  return times;
}

Times time_runs(const Run& run, double seconds) {
  return std::move(time_in_turns({run}, seconds).front());
}

}  // namespace rouse::benchmarks
