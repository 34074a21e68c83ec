// Which samples a trainer sends through its network, and when.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "rouse/training.hpp"

namespace rouse {

/// What samples are taken from and sent through. Checks on construction that all fits together.
class Course {
 public:
  Course(Network initial, const TrainingOptions& training_options,
         std::shared_ptr<const Dataset> train_set, std::shared_ptr<const Dataset> test_set);

  /// A sample of the course's data with its events.
  const Sample& sample_of(const Dataset& dataset, std::size_t i) const;

  /// The training samples in the order of an epoch.
  void order_samples(std::uint32_t epoch);

  Network network;
  TrainingOptions options;
  std::shared_ptr<const Dataset> train;
  std::shared_ptr<const Dataset> test;
  std::vector<std::uint32_t> order;
  Supplier supplier;
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

}  // namespace rouse
