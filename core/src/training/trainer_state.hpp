// Everything a Trainer holds: what it learns, where it is in the data, and its working memory.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "rouse/training.hpp"
#include "training/epoch_sums.hpp"
#include "training/shard.hpp"

namespace rouse {

struct Trainer::State {
  State(Network initial, const TrainingOptions& training_options,
        std::shared_ptr<const Dataset> train_set, std::shared_ptr<const Dataset> test_set);

  /// The batch that the next step is about; begins an epoch where one is due.
  Batch& next_batch();
  /// Throws invalid_value when there is no such shard.
  Shard& shard_at(std::size_t number);
  void train_batch(StepReport& report);
  void test_batch(StepReport& report);
  void advance(StepReport& report);
  void finish_epoch();

  Course course;
  Adam adam;

  // Position.
  Batch batch;
  bool epoch_is_over = false;  // the next step begins another one
  EpochSums sums;
  std::optional<EpochReport> last_epoch;
  EpochReport next_report;  // becomes last_epoch when it is complete

  // Working memory, kept between calls.
  std::vector<Shard> shards;
  Executor executor;

 private:
  /// Runs the shards that nobody brought, maybe at the same time.
  void run_shards();
};

}  // namespace rouse
