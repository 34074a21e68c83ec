// Everything a Trainer holds: what it learns, where it is in the data, and its working memory.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "rouse/training.hpp"
#include "training/epoch_sums.hpp"

namespace rouse {

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
  Augmenter augmenter;
  Binner binner;
  EventStream augmented;
  SpikeRaster raster;
  Activity activity;
  Parameters gradients;
  std::vector<std::uint32_t> counts;
};

}  // namespace rouse
