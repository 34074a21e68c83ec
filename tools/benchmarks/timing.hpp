// How long a piece of work takes, by a clock that may be coarse: browsers round theirs to 0.1 or 1
// ms.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

namespace rouse::benchmarks {

using Run = std::function<void()>;

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// Of at least one value.
double median(std::vector<double> values);

/// Measured times of one kind of work, in seconds or milliseconds as its owner says.
struct Times {
  std::vector<double> values;  ///< in the order of measuring, at least one

  double middle() const { return median(values); }
  double fastest() const;
  double slowest() const;
};

/// Times each of `runs` for about `seconds` (> 0) after as much warm-up as compilers in a browser
/// need. They take turns, so that the machine's moods meet all of them: values i of all results
/// were measured one after the other. In seconds a run, each the mean of as many runs as fill 20
/// ms; there are at least three.
std::vector<Times> time_in_turns(const std::vector<Run>& runs, double seconds);

Times time_runs(const Run& run, double seconds);

}  // namespace rouse::benchmarks
