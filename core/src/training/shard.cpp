#include "training/shard.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>
#include <utility>

#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

// Random draws are keyed by their purpose, so that the order of samples and the augmentation of one
// sample do not depend on each other.
constexpr std::uint64_t order_key = 0x6f726465;

void require_fit(const NetworkSpec& spec, const Dataset& data, const char* what) {
  if (data.size() == 0) return;
  if (data.shape.channels() != spec.inputs) {
    throw Error(ErrorCode::shape_mismatch,
                "the " + std::string(what) + " data has " + std::to_string(data.shape.channels()) +
                    " channels, the network " + std::to_string(spec.inputs) +
                    " inputs; set inputs to the former");
  }
  if (data.class_count > spec.outputs()) {
    throw Error(ErrorCode::shape_mismatch,
                "the " + std::string(what) + " data has " + std::to_string(data.class_count) +
                    " classes, the network " + std::to_string(spec.outputs()) +
                    " outputs; give the last layer a neuron for each class");
  }
  for (const Sample& sample : data.samples) {
    if (sample.label < data.class_count) continue;
    throw Error(ErrorCode::shape_mismatch, sample.name + " of the " + what + " data is of class " +
                                               std::to_string(sample.label) + "; the data has " +
                                               std::to_string(data.class_count) + " classes");
  }
}

TrainingOptions validated(const TrainingOptions& options) {
  validate(options);
  return options;
}

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

Course::Course(Network initial, const TrainingOptions& training_options,
               std::shared_ptr<const Dataset> train_set, std::shared_ptr<const Dataset> test_set)
    : network(std::move(initial)),
      options(validated(training_options)),
      train(std::move(train_set)),
      test(test_set ? std::move(test_set) : std::make_shared<const Dataset>()) {
  if (!train || train->size() == 0) {
    throw Error(ErrorCode::no_recordings,
                "there are no recordings to train on; choose more classes or samples");
  }
  require_fit(network.spec(), *train, "training");
  require_fit(network.spec(), *test, "test");
}

void Course::order_samples(std::uint32_t epoch) {
  order.resize(train->size());
  std::iota(order.begin(), order.end(), 0U);
  Random(options.seed, order_key, epoch).shuffle(order);
}

std::size_t Batch::phase_samples(const Course& course) const {
  return training() ? course.train->size() : course.test->size();
}

std::uint32_t Batch::batches(const Course& course) const {
  const std::uint32_t size = course.options.batch;
  return static_cast<std::uint32_t>((phase_samples(course) + size - 1) / size);
}

std::size_t Batch::begin(const Course& course) const {
  return static_cast<std::size_t>(batch) * course.options.batch;
}

std::size_t Batch::end(const Course& course) const {
  return std::min(begin(course) + course.options.batch, phase_samples(course));
}

void Message::fail() {
  throw Error(ErrorCode::shape_mismatch,
              "a message between trainers has another size than its batch; give all of them the "
              "same network, options and data");
}

void Message::pass(void* data, std::size_t bytes) {
  if (out_ != nullptr) {
    const auto* begin = static_cast<const std::uint8_t*>(data);
    out_->insert(out_->end(), begin, begin + bytes);
    return;
  }
  if (unread_.size() < bytes) fail();
  if (bytes > 0) std::memcpy(data, unread_.data(), bytes);
  unread_ = unread_.subspan(bytes);
}

void Message::pass(Parameters& parameters) {
  for (LayerParameters& layer : parameters) {
    pass(layer.weights);
    pass(layer.thresholds);
  }
}

void Message::finish() const {
  if (!unread_.empty()) fail();
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
  const Sample& sample = course.train->samples[course.order[i]];
  const bool has_term = options.firing_rate.strength > 0.0F;
  augmenter_.apply(sample.events, course.train->shape, options.augmentation, options.seed, epoch,
                   course.order[i], augmented_);
  binner_.bin(augmented_, course.train->shape.channels(), options.bins, raster_);
  course.network.forward(raster_, activity_);
  outcome.loss = loss_and_gradient(options.loss, sample.label, batch_size, activity_);
  if (has_term) outcome.loss += firing_rate_term(options.firing_rate, batch_size, activity_);
  course.network.backward(raster_, activity_, gradients, has_term);
  outcome.predicted = predicted_class(activity_.output(), counts_);
  sums.add(raster_, activity_);
}

void Shard::test_sample(const Course& course, std::uint32_t epoch, std::size_t i,
                        Outcome& outcome) {
  const Sample& sample = course.test->samples[i];
  binner_.bin(sample.events, course.test->shape.channels(), course.options.bins, raster_);
  course.network.forward(raster_, activity_);
  outcome.loss = loss_and_gradient(course.options.loss, sample.label, 1.0F, activity_);
  outcome.predicted = predicted_class(activity_.output(), counts_);
  if (epoch == 0) sums.add(raster_, activity_);
}

void Shard::run(const Course& course, const Batch& batch, std::size_t number, std::size_t shards) {
  const std::size_t size = batch.size(course);
  const std::size_t offset = batch.begin(course);
  const auto [first, last] = part_of(size, number, shards);
  if (batch.training()) {
    for (LayerParameters& layer : gradients) {
      std::fill(layer.weights.begin(), layer.weights.end(), 0.0F);
      std::fill(layer.thresholds.begin(), layer.thresholds.end(), 0.0F);
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
    if (outcome.predicted >= classes) Message::fail();
  }
  if (batch.training()) message.pass(gradients);
  for (ActivitySums::Layer& layer : sums.layers) {
    message.pass(layer.spikes);
    message.pass(layer.fired_in_batch);
  }
  message.pass(std::span(&sums.totals, 1));
}

}  // namespace rouse
