// All that the bench page and `rouse bench --sweep` measure, one case per call, so that the caller
// can show progress and stop in between.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "json/value.hpp"
#include "rouse/dataset.hpp"
#include "timing.hpp"
#include "training_benchmark.hpp"

namespace rouse::benchmarks {

/// A network's forward and backward pass on random events, without Adam.
struct SweepPoint {
  std::string network;
  std::size_t inputs = 0;
  std::size_t width = 0;  ///< neurons of the hidden layer
  double events_per_sample = 0;
  double synaptic_operations_per_sample = 0;
  Times milliseconds;  ///< per sample
};

/// A kernel of the roofline.
struct KernelSpeed {
  std::string name;
  std::string kernel;           ///< "event product"
  std::size_t working_set = 0;  ///< bytes
  double float_operations = 0;  ///< of a run
  double bytes_read = 0;        ///< of a run
  Times seconds;                ///< of a run
  /// Additions a second beside streaming_add()'s over as many bytes, median over the turns; of the
  /// kernels that only add.
  std::optional<double> share_of_limit;

  double per_second() const { return float_operations / seconds.middle(); }
  double operations_per_byte() const { return float_operations / bytes_read; }
};

/// Speed of reading a working set from front to back: a sloping roof. Of the fastest turn, for it
/// is a limit.
struct StreamingSpeed {
  std::size_t working_set = 0;  ///< bytes
  double bytes_per_second = 0;
};

/// A flat roof, of the fastest measurement.
struct PeakSpeed {
  std::string name;
  double operations_per_second = 0;
};

struct Results {
  std::vector<TrainingSpeed> training;
  std::vector<SweepPoint> events;  ///< one network, more and more events
  std::vector<SweepPoint> widths;  ///< as many events, wider and wider hidden layers
  std::vector<SweepPoint> inputs;  ///< as many events of few and of many inputs
  std::vector<StreamingSpeed> streaming;
  std::vector<PeakSpeed> peaks;
  std::vector<KernelSpeed> kernels;
};

struct SuiteOptions {
  /// Each measurement's length in seconds, 0.01 to 60; as much again goes into warm-up and
  /// preparation, and training takes several times as long.
  double seconds = 0.3;
  /// To train on; without, built-in saccade digits are made when they are needed.
  std::shared_ptr<const Dataset> recordings;
  std::string data = "builtin:saccade-digits";  ///< where those are from, for people
  std::string environment;                      ///< what runs this, for people: "Node.js 20.19"
  std::size_t cores = 0;                        ///< logical processors; 0 if nobody knows
};

class Suite {
 public:
  /// Throws invalid_value when `seconds` is out of range.
  explicit Suite(SuiteOptions options);
  // Its cases refer to it.
  Suite(const Suite&) = delete;
  Suite& operator=(const Suite&) = delete;

  std::size_t size() const { return cases_.size(); }
  /// What case i is, for people.
  const std::string& name(std::size_t i) const { return cases_[i].name; }
  /// About how long case i takes beside the others.
  double share_of_time(std::size_t i) const;
  /// Measures case i and keeps the result. Throws rouse::Error when the recordings do not fit.
  void run(std::size_t i);

  const Results& results() const { return results_; }
  /// What has been measured so far, with the lines through the sweeps: docs/performance.md explains
  /// the fields.
  json::Value json() const;
  /// The same for people, as Markdown tables.
  std::string markdown() const;

 private:
  struct Case {
    std::string name;
    double work;  // in measurements
    std::function<void()> run;
  };
  void add(std::string name, double work, std::function<void()> run);
  void add_training(const std::vector<std::size_t>& hidden, std::uint32_t batch,
                    std::uint32_t thinning = 1);
  void add_sweeps();
  void add_streaming(std::size_t inputs, std::size_t neurons, std::size_t per_bin);
  void add_kernels();
  void add_peaks();

  SuiteOptions options_;
  std::vector<Case> cases_;
  Results results_;
};

}  // namespace rouse::benchmarks
