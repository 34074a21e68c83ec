#include "training/shard.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "network/parameter_table.hpp"
#include "rouse/error.hpp"

namespace rouse {
namespace {

/// The part of a batch of `size` samples that a shard takes, counted from the batch's first.
std::pair<std::size_t, std::size_t> part_of(std::size_t size, std::size_t number,
                                            std::size_t shards) {
  return {size * number / shards, size * (number + 1) / shards};
}

}  // namespace

void require_shard(std::size_t number, std::size_t shards) {
  if (number < shards) return;
  throw Error(ErrorCode::invalid_value, "shard " + std::to_string(number) + " is not one of the " +
                                            std::to_string(shards) + " shards; count them from 0");
}

// Recordings differ in size and augmentation changes them, so that without reserving a vector could
// grow at any time.
Shard::Shard(const Course& course)
    : gradients(zeros_like(course.network.spec())), sums(course.network.spec()) {
  std::size_t largest = 0;
  for (const Dataset* data : {course.train.get(), course.test.get()}) {
    for (const Sample& sample : data->samples) largest = std::max(largest, sample.events.size());
  }
  outcomes.reserve(course.options.batch);
  augmented_.times.reserve(largest);
  augmented_.channels.reserve(largest);
  augmenter_.reserve(largest);
  binner_.reserve(largest);
  raster_.columns.reserve(largest);
  if (course.options.bins.occupancy == Occupancy::counts) raster_.counts.reserve(largest);
}

void Shard::train_sample(const Course& course, std::uint32_t epoch, std::size_t i, float batch_size,
                         Outcome& outcome) {
  const TrainingOptions& options = course.options;
  const Sample& sample = course.sample_of(*course.train, course.order[i]);
  const bool has_term = options.firing_rate.strength > 0.0F;
  const bool flipped = augmenter_.apply(sample.events, course.train->shape, options.augmentation,
                                        options.seed, epoch, course.order[i], augmented_);
  const auto seen_as = [&](std::uint32_t label) {
    return flipped ? flipped_class(options.augmentation, label) : label;
  };
  binner_.bin(augmented_, course.train->shape.channels(), options.bins, raster_);
  activity_.training = SampleKey{options.seed, epoch, course.order[i]};
  activity_.thinning = options.gradient_thinning;
  course.network.forward(raster_, activity_);
  outcome.loss = loss_and_gradient(options.loss, seen_as(sample.label), batch_size, activity_);
  if (has_term) outcome.loss += firing_rate_term(options.firing_rate, batch_size, activity_);
  course.network.backward(raster_, activity_, gradients, has_term);
  outcome.predicted = seen_as(predicted_class(activity_));  // of the recording as it is
  sums.add(raster_, activity_);
}

void Shard::test_sample(const Course& course, std::uint32_t epoch, std::size_t i,
                        Outcome& outcome) {
  const Sample& sample = course.sample_of(*course.test, i);
  binner_.bin(sample.events, course.test->shape.channels(), course.options.bins, raster_);
  activity_.training.reset();
  course.network.forward(raster_, activity_);
  outcome.loss = loss_and_gradient(course.options.loss, sample.label, 1.0F, activity_);
  outcome.predicted = predicted_class(activity_);
  if (epoch == 0) sums.add(raster_, activity_);
}

void Shard::run(const Course& course, const Batch& batch, std::size_t number, std::size_t shards) {
  const std::size_t size = batch.size(course);
  const std::size_t offset = batch.begin(course);
  const auto [first, last] = part_of(size, number, shards);
  if (batch.training()) {
    for (LayerParameters& layer : gradients) {
      for (const ParameterTensor& tensor : parameter_tensors) {
        std::vector<float>& values = layer.*tensor.values;
        std::fill(values.begin(), values.end(), 0.0F);
      }
    }
  }
  sums.clear();
  outcomes.resize(last - first);
  for (std::size_t i = first; i < last; ++i) {
    Outcome& outcome = outcomes[i - first];
    if (batch.training()) {
      train_sample(course, batch.epoch, offset + i, static_cast<float>(size), outcome);
    } else {
      test_sample(course, batch.epoch, offset + i, outcome);
    }
  }
  done = true;
}

void Shard::pass(const Course& course, const Batch& batch, std::size_t number, std::size_t shards,
                 Message& message) {
  const auto [first, last] = part_of(batch.size(course), number, shards);
  outcomes.resize(last - first);
  message.pass(outcomes);
  const std::size_t classes = course.network.spec().outputs();
  for (const Outcome& outcome : outcomes) {
    if (outcome.predicted < classes) continue;
    Message::fail("predicts class " + std::to_string(outcome.predicted) + " of " +
                  std::to_string(classes));
  }
  if (batch.training()) message.pass(gradients);
  for (ActivitySums::Layer& layer : sums.layers) {
    message.pass(layer.spikes);
    message.pass(layer.fired_in_batch);
  }
  message.pass(sums.synaptic_operations);
  message.pass(std::span(&sums.totals, 1));
}

}  // namespace rouse
