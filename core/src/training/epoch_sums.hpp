// What an epoch adds up while it runs, and the report made of it.
#pragma once

#include <cstdint>
#include <vector>

#include "rouse/training.hpp"
#include "training/safetensors.hpp"

namespace rouse {

/// What samples did on their way through the network. All sums are of whole numbers: they are the
/// same whatever the order.
class ActivitySums {
 public:
  ActivitySums() = default;
  explicit ActivitySums(const NetworkSpec& spec);

  void clear();
  void begin_batch();
  void add(const SpikeRaster& input, const Activity& activity);
  void add(const ActivitySums& other);

  struct Layer {
    std::vector<std::uint32_t> spikes;         // (neurons) over the samples
    std::vector<std::uint8_t> fired_in_batch;  // (neurons) in the batch at hand
  };
  struct Totals {
    double events = 0.0, steps = 0.0, samples = 0.0;
  };
  std::vector<Layer> layers;
  std::vector<double> synaptic_operations;  // (layers)
  Totals totals;
};

/// Sums over the samples of one epoch.
class EpochSums {
 public:
  explicit EpochSums(const NetworkSpec& spec);

  /// Starts an epoch from these parameters.
  void begin(const Parameters& parameters);
  void begin_batch() { activity_.begin_batch(); }
  void add_activity(const ActivitySums& activity) { activity_.add(activity); }
  void add_training(float loss, bool correct);
  void add_gradients(const Parameters& gradients);
  void add_test(float loss, std::uint32_t label, std::uint32_t predicted);

  /// Writes to `report`, reusing its memory. Throws invalid_value when a weight has become infinite
  /// or not a number.
  void report(std::uint32_t epoch, const Network& network, EpochReport& report) const;
  double milliseconds_per_sample() const;

  void write(TensorWriter& writer) const;
  void read(const NetworkSpec& spec, const TensorReader& reader);

  double milliseconds = 0.0;

 private:
  struct Layer {
    std::vector<float> weights_at_begin;
    double threshold_gradient = 0.0;
  };

  ActivitySums activity_;
  std::vector<Layer> layers_;
  std::vector<std::uint32_t> confusion_;
  double loss_ = 0.0, test_loss_ = 0.0;
  std::uint32_t trained_ = 0, correct_ = 0, tested_ = 0, test_correct_ = 0, batches_ = 0;
};

}  // namespace rouse
