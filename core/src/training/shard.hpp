// A part of a batch: the samples that go through the network one after the other, by themselves.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "rouse/training.hpp"
#include "training/epoch_sums.hpp"

namespace rouse {

/// What became of a sample.
struct Outcome {
  float loss = 0.0F;
  std::uint32_t predicted = 0;
};

/// What samples are taken from and sent through. Checks on construction that all fits together.
class Course {
 public:
  Course(Network initial, const TrainingOptions& training_options,
         std::shared_ptr<const Dataset> train_set, std::shared_ptr<const Dataset> test_set);

  /// The training samples in the order of an epoch.
  void order_samples(std::uint32_t epoch);

  Network network;
  TrainingOptions options;
  std::shared_ptr<const Dataset> train;
  std::shared_ptr<const Dataset> test;
  std::vector<std::uint32_t> order;
};

/// Which samples: number `batch` of the phase's batches.
struct Batch {
  StepReport::Phase phase = StepReport::Phase::test;
  std::uint32_t epoch = 0;
  std::uint32_t batch = 0;

  bool training() const { return phase == StepReport::Phase::train; }
  /// Samples and batches of the phase.
  std::size_t phase_samples(const Course& course) const;
  std::uint32_t batches(const Course& course) const;
  /// The batch's first sample, in the epoch's order when training, and the one after its last.
  std::size_t begin(const Course& course) const;
  std::size_t end(const Course& course) const;
  std::size_t size(const Course& course) const { return end(course) - begin(course); }
};

/// Throws invalid_value when there is no such shard.
void require_shard(std::size_t number, std::size_t shards);

/// Arrays on their way between two memories: the same calls write a message and read it.
class Message {
 public:
  /// To be written to `out`, whose memory is used again.
  explicit Message(std::vector<std::uint8_t>& out) : out_(&out) { out.clear(); }
  /// To be read; the bytes must outlive it.
  explicit Message(std::span<const std::uint8_t> bytes) : unread_(bytes) {}

  void pass(void* data, std::size_t bytes);
  template <typename T>
  void pass(std::span<T> values) {
    pass(values.data(), values.size_bytes());
  }
  template <typename T>
  void pass(std::vector<T>& values) {
    pass(std::span(values));
  }
  void pass(Parameters& parameters);
  /// Checks of a message that is read that nothing is left of it.
  void finish() const;
  [[noreturn]] static void fail();

 private:
  std::vector<std::uint8_t>* out_ = nullptr;
  std::span<const std::uint8_t> unread_;
};

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
  std::vector<std::uint32_t> counts_;
};

}  // namespace rouse
