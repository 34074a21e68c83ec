#include "training/course.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "data/warp.hpp"
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

}  // namespace

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
  warps::require_fit(options.augmentation, *train);
}

const Sample& Course::sample_of(const Dataset& dataset, std::size_t i) const {
  if (supplier) supplier(dataset, i);
  return dataset.samples[i];
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

}  // namespace rouse
