// Everything a Trainer holds: what it learns, where it is in the data, and its working memory.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "rouse/training.hpp"
#include "training/epoch_sums.hpp"

namespace rouse {

/// What became of a sample.
struct Outcome {
  float loss = 0.0F;
  std::uint32_t predicted = 0;
};

/// A part of a batch: its gradients and all that its samples need on their way, kept between calls.
struct Shard {
  Shard() = default;
  Shard(Shard&&) = default;
  void begin(const NetworkSpec& spec) {
    gradients = zeros_like(spec);
    sums = ActivitySums(spec);
  }

  Parameters gradients;
  ActivitySums sums;
  Augmenter augmenter;
  Binner binner;
  EventStream augmented;
  SpikeRaster raster;
  Activity activity;
  std::vector<std::uint32_t> counts;
};

struct Trainer::State {
  State(Network initial, TrainingOptions training_options, std::shared_ptr<const Dataset> train_set,
        std::shared_ptr<const Dataset> test_set);

  /// Batches of the phase at hand.
  std::uint32_t batches() const;
  /// Samples of the phase at hand.
  std::size_t phase_samples() const;
  void reserve();
  void begin_epoch();
  void order_samples();
  void train_batch(StepReport& report);
  void test_batch(StepReport& report);
  /// Runs each sample begin..end-1 of the phase at hand, each shard in order, maybe at the same
  /// time.
  void run_shards(std::size_t begin, std::size_t end);
  void advance(StepReport& report);
  void finish_epoch();

  // Learned.
  Network network;
  TrainingOptions options;
  Adam adam;

  // Position.
  StepReport::Phase phase = StepReport::Phase::test;
  std::uint32_t epoch = 0;
  std::uint32_t batch = 0;
  bool epoch_is_over = false;  // the next step begins another one
  EpochSums sums;
  std::optional<EpochReport> last_epoch;
  EpochReport next_report;  // becomes last_epoch when it is complete

  // Data.
  std::shared_ptr<const Dataset> train;
  std::shared_ptr<const Dataset> test;

  // Working memory, kept between calls.
  std::vector<std::uint32_t> order;
  std::vector<Outcome> outcomes;  // of the batch's samples
  std::vector<Shard> shards;
  Executor executor;

 private:
  void train_sample(Shard& shard, std::size_t i, float batch_size, Outcome& outcome);
  void test_sample(Shard& shard, std::size_t i, Outcome& outcome);
};

}  // namespace rouse
