// A part of a batch: the samples that go through the network one after the other, by themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "training/course.hpp"
#include "training/epoch_sums.hpp"
#include "training/message.hpp"

namespace rouse {

/// What became of a sample.
struct Outcome {
  float loss = 0.0F;
  std::uint32_t predicted = 0;
};

/// Throws invalid_value when there is no such shard.
void require_shard(std::size_t number, std::size_t shards);

/// A shard's results and all that its samples need on their way, kept between calls.
class Shard {
 public:
  explicit Shard(const Course& course);

  /// Runs shard `number` of so many of a batch.
  void run(const Course& course, const Batch& batch, std::size_t number, std::size_t shards);
  /// Passes what run() brought.
  void pass(const Course& course, const Batch& batch, std::size_t number, std::size_t shards,
            Message& message);

  Parameters gradients;
  ActivitySums sums;
  std::vector<Outcome> outcomes;  ///< of its samples, in order
  bool done = false;              ///< holds the results of the trainer's batch at hand

 private:
  void train_sample(const Course& course, std::uint32_t epoch, std::size_t i, float batch_size,
                    Outcome& outcome);
  void test_sample(const Course& course, std::uint32_t epoch, std::size_t i, Outcome& outcome);

  Augmenter augmenter_;
  Binner binner_;
  EventStream augmented_;
  SpikeRaster raster_;
  Activity activity_;
};

}  // namespace rouse
